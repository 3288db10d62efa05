"""What finding quantities knows: units, forms and exclusions, compiled for look-up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from pipeline.errors import InputError
from pipeline.knowledge import any_of, load_toml
from pipeline.measure.units import PATH as UNITS
from pipeline.measure.units import Units, load_units
from pipeline.records.claims import Op

FOLDER = Path(__file__).parent
NUMERAL = r"(?:[0-9]{1,9}(?:\.[0-9]{1,4})?|[一二三四五六七八九十百千两〇零]{1,8})"
"""What N stands for in a pattern of exclusions.toml."""

Words = tuple[str, ...]
Examples = Annotated[dict[str, str], Field(min_length=1)]
Sentences = Annotated[Words, Field(min_length=1)]


class Entry(BaseModel):
    """Base of the entries: a key that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Word(Entry):
    """Words that are a number and a unit at once: 半数."""

    words: Sentences
    value: Decimal
    unit: str
    op: Op = "eq"
    not_words: Words = ()
    after: Words = ()
    examples: Examples


class Forms(Entry):
    """forms.toml."""

    word: tuple[Word, ...]


class Exclusion(Entry):
    """Why a numeral is no claim."""

    name: str
    zh: str
    en: str
    words: Words = ()
    pattern: str | None = None
    accept: Sentences
    reject: Sentences


class Exclusions(Entry):
    """exclusions.toml."""

    exclusion: tuple[Exclusion, ...]


@dataclass(frozen=True)
class Finder:
    """Units, forms and exclusions, and the tables that the modules beside look things up in."""

    units: Units
    forms: Forms
    exclusions: Exclusions

    @cached_property
    def words(self) -> Mapping[str, Word]:
        """Word that is number and unit at once → its entry."""
        return {word: entry for entry in self.forms.word for word in entry.words}

    @cached_property
    def word_pattern(self) -> re.Pattern[str]:
        """Any of these words."""
        return re.compile(any_of(self.words))

    @cached_property
    def exclusion_patterns(self) -> tuple[tuple[Exclusion, re.Pattern[str]], ...]:
        """The exclusions that are words or a pattern."""
        return tuple(
            (e, re.compile(any_of(e.words) if e.words else find_pattern(e)))
            for e in self.exclusions.exclusion
            if e.words or e.pattern
        )

    @cached_property
    def exclusion_by_name(self) -> Mapping[str, Exclusion]:
        """Name → exclusion."""
        return {e.name: e for e in self.exclusions.exclusion}


def load_finder(folder: Path = FOLDER, units: Path = UNITS) -> Finder:
    """Return what finding quantities knows.

    Raises InputError that names the file, the entry and what is wrong with it.
    """
    exclusions = load_toml(folder / "exclusions.toml", Exclusions)
    check_exclusions(folder / "exclusions.toml", exclusions)
    return Finder(load_units(units), load_toml(folder / "forms.toml", Forms), exclusions)


def check_exclusions(path: Path, exclusions: Exclusions) -> None:
    """Raise InputError where a name stands twice, or a pattern is malformed or may be slow."""
    names: set[str] = set()
    for exclusion in exclusions.exclusion:
        if exclusion.name in names:
            raise InputError(f"{path}: exclusion: {exclusion.name} stands here twice; keep one")
        names.add(exclusion.name)
        check_pattern(path, f"{exclusion.name}.pattern", find_pattern(exclusion))


def check_pattern(path: Path, what: str, pattern: str) -> None:
    """Raise InputError where a pattern is malformed, or repeats something without bounds."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise InputError(f"{path}: {what}: {error}") from error
    if re.search(r"(?<!\\)[*+](?!\+)(?![^\[]*\])", pattern):
        raise InputError(
            f"{path}: {what}: * and + may make matching slow; bound them, as in {{1,8}}"
        )


def find_pattern(exclusion: Exclusion) -> str:
    """Return the pattern of an exclusion with N spelled out."""
    return re.sub(r"(?<![A-Za-z\\])N(?![A-Za-z])", lambda _: NUMERAL, exclusion.pattern or "")
