"""What personal names, offices and media are made of."""

import re
from functools import cached_property

from pipeline.knowledge import Entry, any_of
from pipeline.language.marks import HAN

BETWEEN_NAMES = r"[ \u3000、，]{1,4}"
LISTED_AS = r"(?:[^：:，。]{1,8}[：:]\s?)?"
"""What those are whose names are listed behind it: 受访人：."""
LONGEST_NAME = 4
"""Most Han characters of a name that is looked for beside an office."""


class NamePatterns(Entry):
    """The surnames, offices and media of structure.toml as patterns."""

    surnames: str
    compound_surnames: tuple[str, ...]
    not_names: frozenset[str]
    offices: tuple[str, ...]
    ranks: tuple[str, ...]
    never_in_titles: frozenset[str]
    media: tuple[str, ...]

    @cached_property
    def surname_pattern(self) -> str:
        """A surname of one character or two."""
        return rf"(?:{'|'.join(self.compound_surnames)}|[{self.surnames}])"

    @cached_property
    def name_pattern(self) -> str:
        """A Chinese name of two to four characters, or a transcribed one with its dot."""
        denied = any_of(self.not_names)
        return (
            rf"(?:(?!{denied}(?:$|[（(\s]|{self.office_pattern}$))"
            rf"(?:(?:{'|'.join(self.compound_surnames)}){HAN}{{1,2}}"
            rf"|[{self.surnames}]\s{{0,3}}{HAN}{{1,2}})"
            rf"|{HAN}{{1,8}}(?:[·•‧・]{HAN}{{1,8}}){{1,3}})"
        )

    @cached_property
    def plain_name_pattern(self) -> str:
        """A Chinese name in a sentence; the surname of a husband may stand before: 林郑月娥."""
        return rf"{self.surname_pattern}(?:{HAN}{{1,2}}?|[{self.surnames}]{HAN}{{2}})"

    @cached_property
    def office_pattern(self) -> str:
        """Any office."""
        return any_of(self.offices)

    @cached_property
    def before_name(self) -> re.Pattern[str]:
        """What stands before a name that is introduced; the name, or what may be one, behind it.

        All words are one tree: so they are looked for by their first characters, ten times as fast.
        """
        return re.compile(rf"{any_of([*self.offices, '请'])}\s?(?=({HAN}{{1,{LONGEST_NAME}}}))")

    @cached_property
    def behind_name(self) -> re.Pattern[str]:
        """What stands behind a name with a title or an office."""
        return re.compile(any_of([*self.offices, "先生", "女士", "同志"]))

    @cached_property
    def listed_names(self) -> re.Pattern[str]:
        """A line that lists names, the group `names`."""
        name = self.name_pattern
        return re.compile(rf"{LISTED_AS}(?P<names>{name}(?:{BETWEEN_NAMES}{name}){{1,9}})")

    @cached_property
    def media_pattern(self) -> str:
        """Any medium that is a questioner by its name alone."""
        return any_of(self.media)
