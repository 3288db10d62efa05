"""Which words say who acts or speaks: offices, forms of address, parties (offices.toml)."""

from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator

from pipeline.knowledge import load_toml, split_words
from pipeline.records.base import Record

OFFICES = Path(__file__).with_name("offices.toml")


class Offices(Record):
    """Words for who acts (总理, 女士, 日方), with examples of words that are one and are none."""

    words: Annotated[tuple[str, ...], BeforeValidator(split_words)]
    accept: tuple[str, ...]
    reject: tuple[str, ...]

    def match(self, word: str) -> bool:
        """Return whether a word is an office, or one with something before it (副总理)."""
        return word.endswith(self.words)


def load_offices(path: Path = OFFICES) -> Offices:
    """Return the offices. Raises InputError where the file is not one of offices."""
    return load_toml(path, Offices)
