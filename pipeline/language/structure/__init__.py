"""What a line of a transcript is: a heading, who speaks, a point of a list, a byline.

The knowledge is in structure.toml; `clean` reads lines to restore their order, `segment` to
find sections and turns. What only the lines around it tell is in context.py.
"""

import re
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pipeline.knowledge import load_toml
from pipeline.language.structure.names import Names
from pipeline.records.segmentation import Role

STRUCTURE = Path(__file__).with_name("structure.toml")

ORDINAL = r"(?P<ordinal>[零〇一二三四五六七八九十]{1,4}|\d{1,3})"
LONGEST_HEADING = 60
LONGEST_LABEL = 45
SENTENCE_MARKS = "。；！？"
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}

MARKUP = re.compile(r"#{1,6}\s+")
"""What Markdown puts before a heading."""
CLOCK = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
DAY = r"\d{4}[年/.-]\d{1,2}[月/.-]\d{1,2}日?"
STAMP = re.compile(rf"[\[【（(［]?\s*(?:{DAY}\s*)?{CLOCK}\s*[\]】）)］]?\s*")
"""When something was said, before who said it."""
STAMP_AFTER = re.compile(
    rf"(?:[\[【（(［]\s*(?:{DAY}\s*)?{CLOCK}\s*[\]】）)］]|{DAY}\s*{CLOCK})\s*"
)
"""The same after who said it; a clock alone may be part of what is said."""
WITH_COLON = re.compile(rf"([^：:。；！？]{{1,{LONGEST_LABEL}}})[：:][*_]{{0,3}}\s*")
IN_BRACKETS = re.compile(
    rf"[*_]{{0,3}}[\[【〔［]([^\]】〕］]{{1,{LONGEST_LABEL}}})[\]】〕］][*_]{{0,3}}\s*"
)
AROUND = " *_\t\u3000"
BRACKETS = ("[]", "【】", "()", "（）", "〔〕", "［］")
NUMBER = r"(?:[零〇一二三四五六七八九十]{1,3}|\d{1,3})"
COUNTED = re.compile(rf"(?:{NUMBER}[、.．]|[（(]{NUMBER}[）)])\s*")
"""The number of a question: 一、问."""


class Heading(NamedTuple):
    """A heading: its style and level (1 is the highest), its number, where its title starts."""

    style: str
    level: int
    ordinal: int
    title_start: int


class Label(NamedTuple):
    """The words that say who speaks, and where on the line the speech starts.

    `name` is a person's name, or a medium's reporter, and None where the words name nobody (问,
    记者). `medium` is that of a reporter, `style` the entry of structure.toml that fits.
    """

    role: Role
    name: str | None
    words: str
    speech_start: int
    medium: str | None = None
    style: str = ""

    @property
    def is_short(self) -> bool:
        """Whether the name is a surname with an office: 赵局长."""
        return self.style == "surname"

    @property
    def is_bare(self) -> bool:
        """Whether the words are a person's name and nothing else."""
        return self.style == "name" and self.name == re.sub(r"\s", "", self.words)


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


class RemarkStyle(Entry):
    """What a host says to lead through a conference: opens it, calls on somebody, moves on."""

    kind: Literal["opens", "calls", "moves"]


class Structure(BaseModel):
    """All that structure.toml says, ready to read lines with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    heading: tuple[HeadingStyle, ...]
    label: tuple[LabelStyle, ...]
    item: tuple[ItemStyle, ...]
    furniture: tuple[FurnitureStyle, ...]
    remark: tuple[RemarkStyle, ...]
    names: Names

    @model_validator(mode="after")
    def _compile(self) -> "Structure":
        self._headings, self._labels, self._items, self._furniture, self._remarks  # noqa: B018
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

    @cached_property
    def _remarks(self) -> list[tuple[str, re.Pattern[str]]]:
        return [(style.kind, self._pattern(style)) for style in self.remark]

    def _pattern(self, entry: Entry) -> re.Pattern[str]:
        filled = (
            entry.pattern.replace("{n}", ORDINAL)
            .replace("{name}", f"(?P<name>{self.names.name_pattern})")
            .replace("{surname}", self.names.surname_pattern)
            .replace("{office}", self.names.office_pattern)
            .replace("{media}", self.names.media_pattern)
        )
        return re.compile(filled)

    def read_heading(self, line: str) -> Heading | None:
        """Return what a line says as a heading: numbered, short, and no sentence."""
        if len(line) > LONGEST_HEADING or line.endswith(tuple(SENTENCE_MARKS + "，、：")):
            return None
        markup = MARKUP.match(line)
        for style, pattern in self._headings:
            found = pattern.match(line, markup.end() if markup else 0)
            if found and found.end() < len(line):
                if any(mark in line[found.end() :] for mark in SENTENCE_MARKS):
                    return None
                ordinal = read_ordinal(found["ordinal"])
                return Heading(style.name, style.level, ordinal, found.end())
        return None

    def read_label(self, line: str) -> Label | None:
        """Return who speaks, where a line begins by saying so with a colon or in brackets."""
        stamp = STAMP.match(line)
        for start in (stamp.end(), 0) if stamp else (0,):
            head = IN_BRACKETS.match(line, start)
            if head is not None and head.end() < len(line) and line[head.end()] in "：:":
                head = None
            head = head or WITH_COLON.match(line, start)
            if head is None:
                continue
            label = self.read_words(head[1])
            if label is not None:
                after = STAMP_AFTER.match(line, head.end())
                return label._replace(speech_start=after.end() if after else head.end())
        return None

    def read_standing_label(self, line: str) -> Label | None:
        """Return who speaks, where a line may say that and nothing else, without a colon."""
        if len(line) > LONGEST_LABEL + 10 or any(mark in line for mark in "，：。；！？"):
            return None
        stamp = STAMP.match(line)
        label = self.read_words(line[stamp.end() if stamp else 0 :])
        return label and label._replace(speech_start=len(line))

    def read_words(self, words: str) -> Label | None:
        """Return who speaks by the words of a label."""
        words = words.strip(AROUND)
        if words[:1] + words[-1:] in BRACKETS:
            words = words[1:-1].strip(AROUND)
        counted = COUNTED.match(words)
        if counted:
            label = self.read_words(words[counted.end() :])
            return label if label and label.name is None else None
        matches = ((style, pattern.fullmatch(words)) for style, pattern in self._labels)
        style, found = next(((s, m) for s, m in matches if m), (None, None))
        if style is None or found is None:
            return None
        parts = found.groupdict()
        name, medium = parts.get("name"), parts.get("medium")
        if name is None and medium:
            name = medium + (parts.get("of") or "")
        if name is not None and "·" not in name:
            name = re.sub(r"\s", "", name)
        if style.name == "title_alone":
            name = words
        medium = re.sub(r"[《》\s]", "", medium) if medium else None
        return Label(style.role, name, words, 0, medium, style.name)

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

    def is_remark(self, speech: str) -> bool:
        """Return whether a speech leads through the conference and says nothing of its own."""
        return any(pattern.search(speech) for _, pattern in self._remarks)

    def opens(self, speech: str) -> bool:
        """Return whether a speech opens a conference as its host does."""
        return any(p.search(speech) for kind, p in self._remarks if kind == "opens")

    def asks(self, speech: str) -> bool:
        """Return whether one who leads an interview asks something in a speech."""
        calls = any(p.search(speech) for kind, p in self._remarks if kind == "calls")
        return calls or "？" in speech or "?" in speech


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
