"""What a line of a transcript is: a heading, who speaks, a point of a list, a byline.

The knowledge is in structure.toml; `clean` reads lines to restore their order, `segment` to
find sections and turns.
"""

import re
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pipeline.lexicon import load_toml
from pipeline.records import Role

STRUCTURE = Path(__file__).with_name("structure.toml")

ORDINAL = r"(?P<ordinal>[零〇一二三四五六七八九十]{1,4}|\d{1,3})"
LONGEST_HEADING = 60
LONGEST_LABEL = 45
SENTENCE_MARKS = "。；！？"
BRACKETS = ("[]", "【】", "()", "（）", "〔〕")
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}


class Heading(NamedTuple):
    """A heading: its style and level (1 is the highest), its number, where its title starts."""

    style: str
    level: int
    ordinal: int
    title_start: int


class Label(NamedTuple):
    """The words before a colon that say who speaks, and where on the line the speech starts.

    `name` is a person's name, or a medium's reporter, and None where the words name nobody (问).
    """

    role: Role
    name: str | None
    words: str
    speech_start: int


class Entry(BaseModel):
    """A pattern of structure.toml with the lines that it must accept and reject."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pattern: str
    accept: tuple[str, ...] = Field(min_length=1)
    reject: tuple[str, ...] = Field(min_length=1)


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


class FurnitureStyle(Entry):
    """A kind of line that stands around the text proper."""

    kind: Literal["byline", "dateline", "note"]


class Names(BaseModel):
    """What personal names and offices are made of."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    surnames: str
    compound_surnames: tuple[str, ...]
    not_names: frozenset[str]
    offices: tuple[str, ...]

    @property
    def name_pattern(self) -> str:
        """A Chinese name of two to four characters, or a transcribed one with its dot."""
        denied = "|".join(sorted(self.not_names, key=len, reverse=True))
        han = r"[\u4e00-\u9fff]"
        return (
            rf"(?:(?!(?:{denied})(?:$|[（(\s]))"
            rf"(?:(?:{'|'.join(self.compound_surnames)}){han}{{1,2}}|[{self.surnames}]\s?{han}{{1,2}})"
            rf"|{han}{{1,8}}(?:[·•]{han}{{1,8}}){{1,3}})"
        )

    @property
    def office_pattern(self) -> str:
        """Any office, the longest first."""
        return f"(?:{'|'.join(sorted(self.offices, key=len, reverse=True))})"


class Structure(BaseModel):
    """All that structure.toml says, ready to read lines with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    heading: tuple[HeadingStyle, ...]
    label: tuple[LabelStyle, ...]
    item: tuple[ItemStyle, ...]
    furniture: tuple[FurnitureStyle, ...]
    names: Names

    @model_validator(mode="after")
    def _compile(self) -> "Structure":
        self._headings, self._labels, self._items, self._furniture  # noqa: B018
        return self

    @cached_property
    def _headings(self) -> list[tuple[HeadingStyle, re.Pattern[str]]]:
        return [(style, self._pattern(style)) for style in self.heading]

    @cached_property
    def _labels(self) -> list[tuple[LabelStyle, re.Pattern[str]]]:
        return [(style, self._pattern(style)) for style in self.label]

    @cached_property
    def _items(self) -> list[re.Pattern[str]]:
        return [self._pattern(style) for style in self.item]

    @cached_property
    def _furniture(self) -> list[tuple[FurnitureStyle, re.Pattern[str]]]:
        return [(style, self._pattern(style)) for style in self.furniture]

    def _pattern(self, entry: Entry) -> re.Pattern[str]:
        filled = (
            entry.pattern.replace("{n}", ORDINAL)
            .replace("{name}", f"(?P<name>{self.names.name_pattern})")
            .replace("{office}", self.names.office_pattern)
        )
        return re.compile(filled)

    def read_heading(self, line: str) -> Heading | None:
        """Return what a line says as a heading: numbered, short, and no sentence."""
        if len(line) > LONGEST_HEADING or line.endswith(tuple(SENTENCE_MARKS + "，、：")):
            return None
        for style, pattern in self._headings:
            found = pattern.match(line)
            if found and found.end() < len(line):
                if any(mark in line[found.end() :] for mark in SENTENCE_MARKS):
                    return None
                ordinal = read_ordinal(found["ordinal"])
                return Heading(style.name, style.level, ordinal, found.end())
        return None

    def read_label(self, line: str) -> Label | None:
        """Return who speaks, where a line begins by saying so."""
        head = re.match(rf"([^：:。；！？]{{1,{LONGEST_LABEL}}})[：:]\s*", line)
        if head is None:
            return None
        words = head[1].strip(" *_\t\u3000")
        if words[:1] + words[-1:] in BRACKETS:
            words = words[1:-1].strip()
        style, found = next(
            ((s, m) for s, m in ((s, p.fullmatch(words)) for s, p in self._labels) if m),
            (None, None),
        )
        if style is None or found is None:
            return None
        name = found.groupdict().get("name")
        if style.role == "reporter":
            medium = re.match(r".*记者|《.+》", words)
            name = medium[0] if medium else None
        elif name is not None and "·" not in name:
            name = re.sub(r"\s", "", name)
        return Label(style.role, name, words, head.end())

    def read_item(self, line: str) -> int | None:
        """Return the number of a line that counts a point (一是…, 第二，…)."""
        found = next((m for m in (p.match(line) for p in self._items) if m), None)
        return read_ordinal(found["ordinal"]) if found else None

    def read_author(self, byline: str) -> Label | None:
        """Return who holds a speech, where a byline gives an office and a name."""
        for style, pattern in self._furniture:
            found = pattern.fullmatch(byline) if style.kind == "byline" else None
            if found and found.groupdict().get("name"):
                name = re.sub(r"\s", "", found["name"])
                return Label("official", name, byline.strip("（）()"), len(byline))
        return None

    def read_furniture(self, line: str) -> Literal["byline", "dateline", "note"] | None:
        """Return what a line around the text proper is."""
        return next((style.kind for style, p in self._furniture if p.fullmatch(line)), None)


def read_ordinal(text: str) -> int:
    """Return a number below 1,000 in digits, or below 100 in Chinese.

    >>> [read_ordinal(n) for n in ("七", "十", "十二", "二十", "九十九", "12")]
    [7, 10, 12, 20, 99, 12]
    """
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(str(DIGITS[c]) for c in text))
    return 10 * DIGITS.get(tens, 1) + DIGITS.get(ones, 0)


def load_structure(path: Path = STRUCTURE) -> Structure:
    """Return the knowledge of structure.toml. Raises InputError where it is malformed."""
    return load_toml(path, Structure)
