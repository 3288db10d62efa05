"""The schema of structure.toml: ways to write headings, labels of speakers, and other lines."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pipeline.knowledge import Entry, KnowledgeFile, PatternEntry, any_of, fill_pattern
from pipeline.language.marks import HAN, NOTE_MARK
from pipeline.language.ordinals import COUNTING, ORDINAL
from pipeline.language.stamps import Stamps
from pipeline.records.segmentation import Role

LONGEST_LABEL = 45
"""Characters; what is longer is taken for a part of the text."""


class NamePatterns(Entry):
    """What personal names, offices and media are made of, as patterns."""

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
        return (
            rf"(?:(?!{self.not_name_pattern}(?:$|[（(\s]|{self.office_pattern}$))"
            rf"(?:{'|'.join(self.compound_surnames)}|[{self.surnames}]\s{{0,3}}){HAN}{{1,2}}"
            rf"|{HAN}{{1,8}}(?:[·•‧・]{HAN}{{1,8}}){{1,3}})"
        )

    @cached_property
    def not_name_pattern(self) -> str:
        """Words that may look like a name and are not one."""
        return any_of(self.not_names)

    @cached_property
    def plain_name_pattern(self) -> str:
        """A Chinese name in a sentence; the surname of a husband may stand before: 林郑月娥."""
        return rf"{self.surname_pattern}(?:{HAN}{{1,2}}?|[{self.surnames}]{HAN}{{2}})"

    @cached_property
    def office_pattern(self) -> str:
        """Any office."""
        return any_of(self.offices)

    @cached_property
    def fragments(self) -> Mapping[str, str]:
        """What {name} and the like stand for in the patterns of lines."""
        stamps = Stamps.load().filled
        return {
            "n": ORDINAL,
            "name": f"(?P<name>{self.name_pattern})",
            "surname": self.surname_pattern,
            "office": self.office_pattern,
            "no_name": self.not_name_pattern,
            "rank": f"(?:{any_of(self.ranks)})",
            "han": HAN,
            "media": any_of(self.media),
            "note": NOTE_MARK,
            "time": f"(?:{stamps['bracketed']}|{stamps['time']})",
            "bracketed": stamps["bracketed"],
            "clock": stamps["time"],
            "most": str(LONGEST_LABEL),
            "counting": COUNTING,
        }


class LineStyle(PatternEntry):
    """A pattern of structure.toml with the lines that it must accept and reject."""

    def compile(self, names: NamePatterns) -> re.Pattern[str]:
        """Return the pattern with what stands for ordinals, names, offices … filled in."""
        return re.compile(fill_pattern(self.pattern, names.fragments))


class HeadingStyle(LineStyle):
    """A way to number headings."""

    name: str
    level: int


class LabelForm(LineStyle):
    """A way to set who speaks apart from what is said: the first group is who speaks.

    Behind `brackets` the time of a speech may stand without brackets of its own; a `stamped` form
    has the time in it.
    """

    brackets: bool = False
    stamped: bool = False


LabelKind = Literal[
    "marked", "titled", "name", "surname", "office", "medium", "outlet", "foreign", "other"
]


class LabelStyle(LineStyle):
    """A way to say who speaks.

    `kind` is what the words are by themselves; those of an `open` style are taken only where the
    whole text shows that somebody speaks; a `traditional` one holds characters of that script;
    a `stamped` one stands beside the time at which it was said.
    Those in `parts` are read part by part: with what somebody does, an office, or other words.
    """

    name: str
    role: Role
    kind: LabelKind
    open: bool = False
    traditional: bool = False
    stamped: bool = False
    parts: Literal["role", "office", "words"] | None = None

    @cached_property
    def needs(self) -> frozenset[str]:
        """What has to be given for words to be of the style."""
        given = ("open", "traditional", "stamped", "parts")
        return frozenset(need for need in given if getattr(self, need))


class ItemStyle(LineStyle):
    """A way to count the points of a speech."""

    name: str


FrontMatter = Literal["byline", "dateline", "note"]


class FrontMatterStyle(LineStyle):
    """A kind of line that stands around the text proper."""

    kind: FrontMatter


RemarkKind = Literal["opens", "calls", "moves", "closes", "greets", "begins", "ends"]


class RemarkStyle(LineStyle):
    """What is said to lead through a conference: to open it, call on somebody, move on, end it."""

    kind: RemarkKind


class Styles(KnowledgeFile):
    """All that structure.toml says."""

    file = "structure.toml"
    heading: tuple[HeadingStyle, ...]
    form: tuple[LabelForm, ...]
    label: tuple[LabelStyle, ...]
    item: tuple[ItemStyle, ...]
    front_matter: tuple[FrontMatterStyle, ...]
    remark: tuple[RemarkStyle, ...]
    names: NamePatterns
