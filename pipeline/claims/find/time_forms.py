"""The schema of times.toml: how times are written, and what stands about one."""

import re
from collections.abc import Mapping
from functools import cached_property

from pipeline.knowledge import (
    Entry,
    KnowledgeFile,
    NamedPattern,
    PatternEntry,
    PatternFile,
    any_of,
    fill_fragments,
    fill_pattern,
)

GROUP = re.compile(r"\(\?P<(\w+)>")


class TimeKind(NamedPattern):
    """A kind of time; what begins with none of the characters `begins` is not tried."""

    begins: str = ""


class ListedTimes(PatternEntry):
    """What stands before the last of times that share its unit, which that one has as `group`."""

    group: str
    unit: str


class Holiday(Entry):
    """A holiday with its month in most years, and the other one with its years."""

    name: str
    month: int
    other: int = 0
    years: frozenset[int] = frozenset()

    def find_month(self, year: int) -> int:
        """Return the month in which it is in a year."""
        return self.other if year in self.years else self.month

    def find_year(self, year: int, month: int, ahead: int = 1) -> int:
        """Return the year of the one that is meant in a month: the last, or one in sight.

        One is in sight from as many months `ahead`.

        >>> holidays = TimeForms.load().holidays
        >>> [holidays["国庆"].find_year(2024, month) for month in (7, 9)]
        [2023, 2024]
        """
        last = year * 12 + month + ahead
        return max(y for y in range(year - 1, year + 2) if y * 12 + self.find_month(y) <= last)


class TimeForms(PatternFile, KnowledgeFile):
    """All that times.toml says."""

    file = "times.toml"
    begins: str
    relative: dict[str, int]
    two_years: dict[str, int]
    plans: dict[str, int]
    seasons: dict[str, str]
    holiday: tuple[Holiday, ...]
    kind: tuple[TimeKind, ...]
    about: tuple[NamedPattern, ...]
    listed: tuple[ListedTimes, ...]

    @cached_property
    def holidays(self) -> Mapping[str, Holiday]:
        """The holidays by their names."""
        return {holiday.name: holiday for holiday in self.holiday}

    @cached_property
    def filled(self) -> Mapping[str, str]:
        """The fragments, and the words of the tables."""
        words = {
            "relative": any_of(self.relative),
            "two_years": any_of(self.two_years),
            "holidays": "|".join(self.holidays),
            "seasons": "|".join(self.seasons),
        }
        filled = fill_fragments(self.fragments, words)
        part = fill_pattern("(?:{part}|(?P<edge>{edge}))", filled)
        return filled | {"bare_part": GROUP.sub(r"(?P<b_\1>", part)}

    @cached_property
    def time(self) -> re.Pattern[str]:
        """A time of any kind."""
        kinds = (
            f"(?=[{kind.begins}])(?:{kind.pattern})" if kind.begins else f"(?:{kind.pattern})"
            for kind in self.kind
        )
        return self.compile(f"{self.begins}(?:{'|'.join(kinds)})")

    @cached_property
    def around(self) -> Mapping[str, re.Pattern[str]]:
        """What stands about a time, by its name, and before the last of several, by its group."""
        named = {entry.name: entry.pattern for entry in self.about}
        named |= {entry.group: entry.pattern for entry in self.listed}
        return {name: self.compile(pattern) for name, pattern in named.items()}

    @cached_property
    def of_republic(self) -> re.Pattern[str]:
        """A year that only a text of Taiwan writes so."""
        return self.compile("{republic_year}")
