"""The knowledge of the stage: aliases, units and places, as checked records."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from pipeline.knowledge import Entry, KnowledgeFile, any_of
from pipeline.measure.verdicts import Goal

Area = Literal["nation", "region"]

NOT_OF_CITY = "省区年月日全本我各城都县设个上超股门夜集入座镇的在"
"""Characters that hardly a name of a city has, or that join it to the words around it."""
OF_CITY = rf"(?:(?![{NOT_OF_CITY}])[\u4e00-\u9fff])"
WORD_START = r"(?:(?<=[省区市州盟年月日])|(?<![\u4e00-\u9fff]))"
CITY = rf"{WORD_START}{OF_CITY}{{2,3}}[市州盟](?![场民区]|长(?!江))"
"""A city that no list has, in a title, in the name of an organisation, in the opening of a text."""


class Abbreviation(Entry):
    """An abbreviation inside any name; with `scope`, only in claims about that area."""

    found: tuple[str, ...] = Field(alias="from")
    to: str
    scope: Area | None = None
    accept: dict[str, str]
    reject: tuple[str, ...]


class Alias(Entry):
    """Whole names that mean the same, in claims of this kind, unit and area."""

    name: str
    also: tuple[str, ...]
    kind: str | None = None
    unit: str | None = None
    scope: Area | None = None
    accept: tuple[str, ...]
    reject: tuple[str, ...]

    def fits(self, kind: str, unit: str | None, area: Area | None) -> bool:
        """Return whether the alias holds in such a claim."""
        return (
            (self.kind is None or self.kind == kind)
            and (self.unit is None or self.unit == unit)
            and (self.scope is None or self.scope == area)
        )


class Generic(Entry):
    """Names and ends of names that do not tell what is measured."""

    names: frozenset[str]
    endings: tuple[str, ...]
    examples: dict[str, bool]


class Goals(Entry):
    """Words of indicators of which a target is a ceiling, or neither ceiling nor floor."""

    ceiling: tuple[str, ...]
    open: tuple[str, ...]
    floor: tuple[str, ...]
    examples: dict[str, Goal]

    def find(self, name: str) -> Goal:
        """Return what a target of an indicator is, where its own words do not say."""
        if any(word in name for word in self.floor):
            return "floor"
        if any(word in name for word in self.ceiling):
            return "ceiling"
        return "open" if any(word in name for word in self.open) else "floor"


class Aliases(KnowledgeFile):
    """aliases.toml."""

    file = "aliases.toml"
    word: tuple[Abbreviation, ...]
    alias: tuple[Alias, ...]
    generic: Generic
    goal: Goals

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Alias, ...]]:
        """Return the aliases that a name may stand for."""
        found: dict[str, tuple[Alias, ...]] = {}
        for alias in self.alias:
            for name in (alias.name, *alias.also):
                found[name] = (*found.get(name, ()), alias)
        return found

    def find(self, name: str, kind: str, unit: str | None, area: Area | None) -> str | None:
        """Return the one name that a name stands for in a claim of this kind, unit and area."""
        known = self.by_name.get(name, ())
        return next((alias.name for alias in known if alias.fits(kind, unit, area)), None)


class PlaceNames(KnowledgeFile):
    """places.toml."""

    file = "places.toml"
    nation: str
    nation_names: tuple[str, ...]
    bodies: tuple[str, ...]
    silent: tuple[str, ...]
    regions: tuple[str, ...]
    prefectures: tuple[str, ...]
    cities: tuple[str, ...]
    autonomous: dict[str, str]
    endings: tuple[str, ...]
    abroad: tuple[str, ...]
    areas: tuple[str, ...]
    passing: tuple[str, ...]
    own: dict[str, str]
    examples: dict[str, str]

    @cached_property
    def region_of(self) -> Mapping[str, str]:
        """Return the full name of a region by each of its names: 江西 → 江西省."""
        names = {region: region for region in self.regions}
        for region in self.regions:
            for ending in self.endings:
                short = region.removesuffix(ending)
                if short != region:
                    names.setdefault(short, region)
                    break
        return names

    @cached_property
    def place_pattern(self) -> re.Pattern[str]:
        """Return the pattern of words with places in them; `place` is the group of a place."""
        places = any_of([*self.region_of, *self.abroad])
        return re.compile(f"{any_of(self.passing)}|(?P<place>{places})")

    @cached_property
    def city_pattern(self) -> re.Pattern[str]:
        """Return the pattern of cities and prefectures: those listed, and other names of cities."""
        listed = any_of([*self.prefectures, *self.autonomous, *self.autonomous.values()])
        return re.compile(f"{listed}|{self.listed_city_pattern.pattern}|{CITY}")

    @cached_property
    def listed_city_pattern(self) -> re.Pattern[str]:
        """Return the pattern of the cities that are listed."""
        return re.compile(any_of(f"{name}市" for name in self.cities) + "(?![场民区])")

    @cached_property
    def body_pattern(self) -> re.Pattern[str]:
        """Return the pattern of the bodies that speak for the nation."""
        return re.compile(any_of(self.bodies))

    @cached_property
    def silent_pattern(self) -> re.Pattern[str]:
        """Return the pattern of the bodies that speak of all the world."""
        return re.compile(any_of(self.silent))
