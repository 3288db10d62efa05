"""Signs: the words of signs.toml about a number, which speak for one modality or another."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from pipeline.claims.find.lexicon import check_pattern
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


class NumberPlace(NamedTuple):
    """A number in its clause from `low` to `high`, in the sentence that begins at `start`."""

    start: int
    low: int
    number: int
    behind: int
    high: int


def find_signs(text: str, place: NumberPlace) -> Iterator[str]:
    """Yield the names of the signs that stand about a number.

    >>> list(find_signs("今年将修复湿地4万公顷", NumberPlace(0, 0, 7, 11, 11)))
    ['future']
    """
    for name, (where, pattern) in ModalitySigns.load().patterns.items():
        if where == "paragraph":
            continue
        if where == "clause":
            found = pattern.search(text, place.low, place.number)
            found = found or pattern.match(text, place.behind, place.high)
        else:
            found = pattern.search(text, place.start, place.number)
        if found:
            yield name


def count_signs(text: str, name: str, start: int, end: int) -> int:
    """Return how many different words that are a sign stand in text[start:end].

    >>> count_signs("每次收费5元，不得超过3次，逾期收费", "ruled", 0, 19)
    4
    """
    _, pattern = ModalitySigns.load().patterns[name]
    return len(set(pattern.findall(text, start, end)))
