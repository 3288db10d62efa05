"""Signs: the words of signs.toml about a number, which speak for one modality or another."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from pipeline.claims.find.lexicon import check_pattern
from pipeline.claims.read.drafts import Clause
from pipeline.knowledge import Entry, KnowledgeFile

Where = Literal["clause", "sentence", "paragraph"]
Sentences = Annotated[tuple[str, ...], Field(min_length=1)]


class ModalitySign(Entry):
    """Words that are one sign, and where they stand."""

    name: str
    where: Where
    pattern: Sentences
    accept: Sentences
    reject: Sentences


class ModalitySigns(KnowledgeFile):
    """signs.toml."""

    file = "signs.toml"
    sign: tuple[ModalitySign, ...]

    @cached_property
    def patterns(self) -> Mapping[str, tuple[Where, re.Pattern[str]]]:
        """Name → where the sign stands, and its pattern.

        Raises InputError that names the file, the entry and what is wrong with it.
        """
        found: dict[str, tuple[Where, re.Pattern[str]]] = {}
        for sign in self.sign:
            pattern = "|".join(sign.pattern)
            check_pattern(Path(self.file), sign.name, pattern)
            found[sign.name] = (sign.where, re.compile(pattern))
        return found


def find_signs(clause: Clause) -> Iterator[str]:
    """Yield the names of the signs that stand about the number of a clause."""
    text, number = clause.text, clause.quantity
    for name, (where, pattern) in ModalitySigns.load().patterns.items():
        if where == "clause":
            found = pattern.search(text, clause.low, number.start)
            found = found or pattern.match(text, number.end, clause.high)
        else:
            found = pattern.search(text, clause.window, number.start)
        if found and where != "paragraph":
            yield name


def count_signs(text: str, name: str, start: int, end: int) -> int:
    """Return how many different words that are a sign stand in text[start:end].

    >>> count_signs("每次收费5元，不得超过3次，逾期收费", "ruled", 0, 19)
    4
    """
    _, pattern = ModalitySigns.load().patterns[name]
    return len(set(pattern.findall(text, start, end)))
