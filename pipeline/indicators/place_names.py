"""Names of territories, and how they are written (places.toml)."""

import re
from collections.abc import Mapping
from functools import cached_property

from pipeline.indicators.lexicon import Area
from pipeline.knowledge import KnowledgeFile, PatternEntry, PatternFile, any_of


class PlaceNames(KnowledgeFile, PatternFile):
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
    not_behind_own: str
    not_behind_place: tuple[str, ...]
    visited: tuple[str, ...]
    city: PatternEntry
    county: PatternEntry
    beside: PatternEntry
    part: PatternEntry
    opener: PatternEntry
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
    def county_pattern(self) -> re.Pattern[str]:
        """Return the pattern of counties, banners and districts."""
        return self.compile(self.county.pattern)

    @cached_property
    def beside_pattern(self) -> re.Pattern[str]:
        """Return the pattern of a city beside the name of an indicator."""
        return self.compile(self.beside.pattern)

    @cached_property
    def part_pattern(self) -> re.Pattern[str]:
        """Return the pattern of zones, and of some counties or cities, inside a territory."""
        return self.compile(self.part.pattern)

    @cached_property
    def part_end(self) -> re.Pattern[str]:
        """Return the pattern of what ends the words about such a part: ；, or the territory."""
        return re.compile(any_of([*self.own, "；"]))

    @cached_property
    def city_pattern(self) -> re.Pattern[str]:
        """Return the pattern of cities and prefectures: those listed, and other names of cities."""
        listed = any_of([*self.prefectures, *self.autonomous, *self.autonomous.values()])
        return re.compile(
            f"{listed}|{self.listed_city_pattern.pattern}|{self.compile(self.city.pattern).pattern}"
        )

    @cached_property
    def listed_city_pattern(self) -> re.Pattern[str]:
        """Return the pattern of the cities that are listed."""
        return re.compile(any_of(f"{name}市" for name in self.cities) + "(?![场民区])")

    def get_area(self, scope: str | None) -> Area | None:
        """Return whether a territory is the nation or a part of it; None for others and unknown."""
        if scope == self.nation:
            return "nation"
        return None if scope is None or scope in self.abroad else "region"
