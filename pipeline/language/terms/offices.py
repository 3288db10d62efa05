"""Which words say who acts or speaks: offices, forms of address, parties (offices.toml)."""

from typing import Annotated

from pydantic import BeforeValidator

from pipeline.knowledge import KnowledgeFile, split_words


class Offices(KnowledgeFile):
    """Words for who acts (总理, 女士, 日方), with examples of words that are one and are none."""

    file = "offices.toml"
    words: Annotated[tuple[str, ...], BeforeValidator(split_words)]
    accept: tuple[str, ...]
    reject: tuple[str, ...]

    def match(self, word: str) -> bool:
        """Return whether a word is an office, or one with something before it (副总理)."""
        return word.endswith(self.words)
