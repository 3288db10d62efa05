"""The glossary: Chinese terms with their English, how each stands in a name, and its source."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator

from pipeline.errors import InputError
from pipeline.knowledge import Entry, load_toml

FOLDER = Path(__file__).parent / "terms"
GAP = "{}"
"""Where the words beside a head or a front stand in its English."""
HAN = re.compile(r"[\u3400-\u9fff]")

Place = Literal[
    "noun",
    "count",
    "modifier",
    "amount",
    "head",
    "front",
    "scope",
    "adjective",
    "towards",
    "and",
    "silent",
]
"""How a term stands in a name.

noun, count: a thing, `count` with a plural (企业: enterprises)
modifier: stands before a thing only (国家级)
amount: a thing that is an amount (粮食产量)
head: takes all before it (增加值: value added of …)
front: takes all behind it (人均: … per capita)
towards: an amount between two, with the word before the other (对…出口: exports to …)
scope: a territory, said at the end where it begins a name (全国)
adjective: the same before what is counted (德国企业: German enterprises)
and: joins
silent: has no word in English (的)
"""
AMOUNTS: frozenset[Place] = frozenset({"head", "amount"})


def read_terms(text: object) -> object:
    """Return terms with their English, from lines in which white space parts the two.

    >>> read_terms("企业 enterprise")
    {'企业': 'enterprise'}
    """
    if not isinstance(text, str):
        return text
    found: dict[str, str] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        term, _, english = line.partition(" ")
        if not english.strip():
            raise ValueError(f"{term}: a term without English")
        if HAN.search(english):
            raise ValueError(f"{term}: its English has Chinese in it")
        if term in found:
            raise ValueError(f"{term}: is there twice")
        found[term] = english.strip()
    return found


class Group(Entry):
    """Terms that stand alike and are from one source."""

    place: Place
    source: str
    terms: Annotated[dict[str, str], BeforeValidator(read_terms)]


class Terms(Entry):
    """One file of terms, with names and what they must become; "" for none."""

    group: tuple[Group, ...]
    examples: dict[str, str]


class Term(NamedTuple):
    """One reading of a term."""

    place: Place
    english: str
    source: str


class Glossary(NamedTuple):
    """All terms with their readings, how long the longest are, and the examples."""

    terms: Mapping[str, Mapping[Place, Term]]
    reach: Mapping[str, int]
    """How long the longest term is that begins with a character."""
    examples: Mapping[str, str]

    @property
    def amounts(self) -> Iterator[str]:
        """Yield the terms that say how much there is of something: 增加值, but not 建设."""
        for term, readings in self.terms.items():
            if "front" not in readings and not AMOUNTS.isdisjoint(readings):
                yield term

    @property
    def territories(self) -> Iterator[str]:
        """Yield the terms for a territory: 全国."""
        return (term for term, readings in self.terms.items() if "scope" in readings)

    def find(self, word: str) -> Mapping[Place, Term]:
        """Return the readings of a word, by their place; none where it is not known."""
        return self.terms.get(word, {})

    def find_from(self, text: str, start: int) -> Iterator[tuple[int, Mapping[Place, Term]]]:
        """Yield where each term from a place on ends, and its readings, the shortest first."""
        longest = self.reach.get(text[start : start + 1], 0)
        for end in range(start + 1, min(start + longest, len(text)) + 1):
            readings = self.terms.get(text[start:end])
            if readings:
                yield end, readings

    def find_last(self, name: str) -> Iterator[tuple[int, Mapping[Place, Term]]]:
        """Yield the terms that a name ends in, the longest first, with where each begins.

        None is all of the name, or a single character.
        """
        for start in range(1, len(name) - 1):
            readings = self.find(name[start:])
            if readings:
                yield start, readings


@cache
def load_glossary(folder: Path = FOLDER) -> Glossary:
    """Return the glossary of a folder.

    Raises InputError where a file is malformed, or a term stands twice for one place.
    """
    terms: dict[str, dict[Place, Term]] = {}
    examples: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        file = load_toml(path, Terms)
        for group, (word, english) in ((g, term) for g in file.group for term in g.terms.items()):
            readings = terms.setdefault(word, {})
            if known := readings.get(group.place):
                raise InputError(
                    f"{path}: {word} is {english!r} and {known.english!r}; "
                    f"one {group.place} has one line: delete the other"
                )
            readings[group.place] = Term(group.place, english, group.source)
        examples |= file.examples
    reach: dict[str, int] = {}
    for word in terms:
        reach[word[0]] = max(len(word), reach.get(word[0], 0))
    return Glossary(terms, reach, examples)
