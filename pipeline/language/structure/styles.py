"""The schema of structure.toml: ways to write headings, labels of speakers, and other lines."""

import re
from typing import Literal

from pipeline.knowledge import KnowledgeFile, PatternEntry
from pipeline.language.marks import HAN, NOTE_MARK
from pipeline.language.ordinals import COUNTING, ORDINAL
from pipeline.language.stamps import BRACKETED, TIME
from pipeline.language.structure.names import NamePatterns
from pipeline.records.segmentation import Role

LONGEST_LABEL = 45
"""Characters; what is longer is taken for a part of the text."""


class LineStyle(PatternEntry):
    """A pattern of structure.toml with the lines that it must accept and reject."""

    def compile(self, names: NamePatterns) -> re.Pattern[str]:
        """Return the pattern with what stands for ordinals, names, offices … filled in."""
        return re.compile(
            self.pattern.replace("{n}", ORDINAL)
            .replace("{name}", f"(?P<name>{names.name_pattern})")
            .replace("{surname}", names.surname_pattern)
            .replace("{office}", names.office_pattern)
            .replace("{no_name}", names.not_name_pattern)
            .replace("{rank}", names.rank_pattern)
            .replace("{han}", HAN)
            .replace("{media}", names.media_pattern)
            .replace("{note}", NOTE_MARK)
            .replace("{time}", rf"(?:{BRACKETED}|{TIME})")
            .replace("{bracketed}", BRACKETED)
            .replace("{clock}", TIME)
            .replace("{most}", str(LONGEST_LABEL))
            .replace("{counting}", COUNTING)
        )


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
