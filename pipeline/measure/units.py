"""Units: what may follow a number, what it measures, how it converts, how people write it."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from pipeline.errors import InputError
from pipeline.knowledge import Entry, load_toml

PATH = Path(__file__).with_name("units.toml")
NUMBER = "{number}"
PLURAL = re.compile(r"(?<!\S)([a-z-]{2,})s\Z")
"""A word at the end that loses its s where there is one of it; ms, Mbps, m/s are symbols."""
RATES = frozenset({"%", "‰"})
"""Units of so many of a hundred or of a thousand."""
SHARES = RATES | {"ratio"}
"""Units of a part of something."""
Kind = Literal["money", "rate", "multiple", "rank", "measure", "duration", "classifier"]
Words = tuple[str, ...]


class Unit(Entry):
    """A unit with all its spellings, or classifiers that are alike in all but their name."""

    name: str | None = None
    kind: Kind
    surfaces: Words
    before: Words = ()
    not_words: Words = ()
    people: bool = False
    digits: bool = False
    dimension: str | None = None
    factor: Decimal | None = None
    zh: str | None = None
    en: str | None = None
    one: str | None = None
    examples: Annotated[dict[str, str], Field(min_length=1)]
    written: tuple[str, str, str] | None = None

    @property
    def names(self) -> Words:
        """Return what claims call the unit: one name, or each surface its own."""
        return (self.name,) if self.name else self.surfaces

    @property
    def currency(self) -> str | None:
        """Its code where it is a currency, which converts into no other: USD."""
        return self.name if self.kind == "money" and self.en is None else None

    def word(self, name: str) -> "UnitWording":
        """Return how a number is written with the unit under one of its names."""
        if self.currency:
            return UnitWording(NUMBER + self.surfaces[0], *2 * (f"{self.currency} {NUMBER}",))
        en = self.en or ""
        one = self.one or PLURAL.sub(r"\1", en)
        return UnitWording(self.zh or NUMBER + name, place_number(en), place_number(one))


class UnitWording(NamedTuple):
    """How a number is written with a unit; {number} is its place, `one` the form for one."""

    zh: str
    en: str
    one: str


class Base(NamedTuple):
    """The unit that others of its dimension convert into, and how many of it one is."""

    unit: str | None
    factor: Decimal
    dimension: str | None


class Units(Entry):
    """units.toml."""

    unit: tuple[Unit, ...]

    @cached_property
    def by_surface(self) -> Mapping[str, Unit]:
        """Surface → unit."""
        return {surface: unit for unit in self.unit for surface in unit.surfaces}

    @cached_property
    def by_first_character(self) -> Mapping[str, tuple[tuple[str, Unit], ...]]:
        """First character → the surfaces that begin with it and their units, longest first."""
        found: dict[str, list[tuple[str, Unit]]] = {}
        for surface in sorted(self.by_surface, key=lambda s: (-len(s), s)):
            found.setdefault(surface[0], []).append((surface, self.by_surface[surface]))
        return {first: tuple(pairs) for first, pairs in found.items()}

    @cached_property
    def by_word_before(self) -> Mapping[str, Unit]:
        """Sign or word before a number → the unit that it gives, longest first: HK$ before $."""
        given = {word: unit for unit in self.unit for word in unit.before}
        return {word: given[word] for word in sorted(given, key=lambda w: (-len(w), w))}

    @cached_property
    def wordings(self) -> Mapping[str, UnitWording]:
        """Name → how a number is written with it."""
        return {name: unit.word(name) for unit in self.unit for name in unit.names}

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """Name → what kind of unit it is."""
        return {name: unit.kind for unit in self.unit for name in unit.names}

    @cached_property
    def bare_names(self) -> Mapping[str, tuple[str, str]]:
        """Name → the unit alone in Chinese and in English, where claims do not name it so: CNY."""
        return {
            name: (wording.zh.replace(NUMBER, ""), wording.en.replace(NUMBER, "").strip())
            for name, wording in self.wordings.items()
            if wording.zh.startswith(NUMBER) and wording.zh != f"{NUMBER}{name}"
        }

    @cached_property
    def bases(self) -> Mapping[str, Base]:
        """Name → base unit of its dimension; units without a dimension are left out."""
        first: dict[str, str] = {}
        found: dict[str, Base] = {}
        for unit in self.unit:
            if dimension := unit.currency or unit.dimension:
                base = first.setdefault(dimension, unit.names[0])
                own = Base(base, unit.factor or Decimal(1), dimension)
                found |= dict.fromkeys(unit.names, own)
        return found

    def find_base(self, unit: str | None) -> Base:
        """Return the base of a unit as claims write it; one without a dimension is its own base.

        >>> load_units().find_base("GWh")
        Base(unit='千瓦时', factor=Decimal('1000000'), dimension='energy')
        """
        return self.bases.get(unit or "", Base(unit, Decimal(1), None))


def place_number(words: str) -> str:
    """Return English words with the place of the number, which stands before them.

    >>> place_number("km"), place_number(""), place_number("CNY {number}")
    ('{number} km', '{number}', 'CNY {number}')
    """
    return words if NUMBER in words else f"{NUMBER} {words}".rstrip()


@cache
def load_units(path: Path = PATH) -> Units:
    """Return the units. Raises InputError that says what is wrong with which entry."""
    units = load_toml(path, Units)
    surfaces: set[str] = set()
    dimensions: set[str | None] = set()
    for unit in units.unit:
        what = f"{path}: unit {unit.name or unit.surfaces[:1]}"
        if not unit.names:
            raise InputError(f"{what}: give it a name or surfaces")
        for surface in unit.surfaces:
            if surface in surfaces:
                raise InputError(f"{path}: unit: {surface} stands here twice; keep one")
            surfaces.add(surface)
        if unit.en is None and not unit.currency:
            raise InputError(f"{what}: give en, the English behind the number")
        is_base = unit.dimension is None or unit.dimension not in dimensions
        if is_base != (unit.factor is None):
            raise InputError(
                f"{what}: give a factor to each unit of a dimension but its first, the base unit"
            )
        dimensions.add(unit.dimension)
        for word in unit.not_words:
            if not word.startswith(unit.surfaces):
                raise InputError(f"{what}: {word} of not_words begins with no surface")
    return units
