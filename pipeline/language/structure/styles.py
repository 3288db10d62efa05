"""The schema of structure.toml: ways to write headings, labels of speakers, and other lines."""

import re
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline.knowledge import load_toml
from pipeline.language.numbers import ORDINAL
from pipeline.language.structure.names import Names
from pipeline.records.segmentation import Role

STRUCTURE = Path(__file__).with_name("structure.toml")


class Entry(BaseModel):
    """A pattern of structure.toml with the lines that it must accept and reject."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pattern: str
    accept: tuple[str, ...] = Field(min_length=1)
    reject: tuple[str, ...] = Field(min_length=1)

    def compile(self, names: Names) -> re.Pattern[str]:
        """Return the pattern with what stands for ordinals, names, offices and media filled in."""
        return re.compile(
            self.pattern.replace("{n}", ORDINAL)
            .replace("{name}", f"(?P<name>{names.name_pattern})")
            .replace("{surname}", names.surname_pattern)
            .replace("{office}", names.office_pattern)
            .replace("{media}", names.media_pattern)
        )


class HeadingStyle(Entry):
    """A way to number headings."""

    name: str
    level: int


class LabelStyle(Entry):
    """A way to say who speaks."""

    name: str
    role: Role


class ItemStyle(Entry):
    """A way to count the points of a speech."""

    name: str


FrontMatter = Literal["byline", "dateline", "note"]


class FrontMatterStyle(Entry):
    """A kind of line that stands around the text proper."""

    kind: FrontMatter


class RemarkStyle(Entry):
    """What a host says to lead through a conference: opens it, calls on somebody, moves on."""

    kind: Literal["opens", "calls", "moves"]


class Styles(BaseModel):
    """All that structure.toml says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    heading: tuple[HeadingStyle, ...]
    label: tuple[LabelStyle, ...]
    item: tuple[ItemStyle, ...]
    front_matter: tuple[FrontMatterStyle, ...]
    remark: tuple[RemarkStyle, ...]
    names: Names


def load_styles(path: Path = STRUCTURE) -> Styles:
    """Return the knowledge of structure.toml. Raises InputError where it is malformed."""
    return load_toml(path, Styles)
