"""The numbers that Word sets before paragraphs: readers see them, but they are nowhere in the text.

A heading typed as 一、总体情况 and one that Word counts look alike on paper; the second has only
总体情况 in its paragraph. What Word counts by is in the parts for numbering and styles
(ECMA-376, part 1, 17.9 Numbering and 17.7 Styles).
"""

import re
from collections import defaultdict
from typing import NamedTuple

from pipeline.clean.formats.word.package import EventReader
from pipeline.knowledge import KnowledgeFile

PLACE = re.compile(r"%([1-9])")
LARGEST_IN_WORDS = 999
"""Up to which numbers are written in words; no list is longer."""
NONE = ("bullet", "none")
"""Forms that are not numbers."""
MOST_LEVELS, MOST_BASES = 9, 20
"""Levels of a list, and styles based on each other, that Word has at the most, or nearly."""
LONGEST_TEXT = 31
"""Characters of what a level sets before its paragraphs: Word takes no more."""
NO_NUMBER = "0"
"""The numbering of paragraphs that are taken out of that of their style."""

STYLED = {"basedOn": "base", "numId": "number", "ilvl": "level", "outlineLvl": "outline"}
"""What is read of a style → the field that it is kept in."""
HIDDEN = ("vanish", "webHidden")
OFF = ("0", "false", "off")
CONTAINERS = {
    "abstractNum": "abstractNumId",
    "lvl": "ilvl",
    "num": "numId",
    "lvlOverride": "ilvl",
    "style": "styleId",
}
"""Elements that what is read belongs to, and the attribute that names them."""


class Forms(KnowledgeFile):
    """How numbers are written, as numbering.toml says: `digits` one after another."""

    file = "numbering.toml"
    digits: dict[str, str]
    signs: dict[str, str]
    spoken: tuple[str, ...]
    roman: dict[str, int]


class Level(NamedTuple):
    """How one level of a list counts. `text` has %1 for the number of level 1."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str | None = None


class Style(NamedTuple):
    """What a style says of numbering, of its place in the outline, and whether it hides text.

    `base` is the style that it is based on.
    """

    base: str | None = None
    number: str | None = None
    level: str | None = None
    outline: str | None = None
    hidden: bool | None = None


class Numbering:
    """What Word counts by, read from its parts, and how far it has counted.

    An instance number of Word (numId) is a list; several lists may count on in one (abstractNum).
    """

    def __init__(self) -> None:
        self.levels: defaultdict[str, dict[int, Level]] = defaultdict(dict)
        self.lists: dict[str, str] = {}
        self.starts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self.styles: dict[str, Style] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()

    def count(self, style: str | None, number: str | None, level: str | None) -> str:
        """Return what stands before the next paragraph, given what it says itself; often nothing.

        Words of the paragraph come before those of its style.
        """
        styled = self._look_up(style)
        number = number or styled.number
        kind = self.lists.get(number or NO_NUMBER)
        if number is None or kind is None:
            return ""
        depth = to_depth(level or styled.level or self._find_level(kind, style))
        if depth not in self.levels[kind]:
            return ""
        self._step(kind, number, depth)
        return self._write(kind, depth)

    def is_hidden(self, style: str | None) -> bool | None:
        """Return whether a style hides its text; None where it says nothing of it."""
        return self._look_up(style).hidden

    def is_heading(self, style: str | None, level: str | None) -> bool:
        """Return whether a paragraph is one of the outline, by what it says or its style does."""
        return to_depth(level or self._look_up(style).outline or "") in range(MOST_LEVELS)

    def _look_up(self, style: str | None) -> Style:
        """Return what a style and those that it is based on say."""
        found = Style()
        for _ in range(MOST_BASES):
            if style is None:
                break
            own = self.styles.get(style, Style())
            said = {name: mine for name, mine in found._asdict().items() if mine is not None}
            found, style = own._replace(**said, base=None), own.base
        return found

    def _find_level(self, kind: str, style: str | None) -> str:
        found = (n for n, level in self.levels[kind].items() if style and level.style == style)
        return str(next(found, 0))

    def _step(self, kind: str, number: str, depth: int) -> None:
        """Count on by one at a level; those below it begin again."""
        counts = self._counts[kind]
        override = self.starts[number].get(depth)
        if override is not None and (number, depth) not in self._begun:
            self._begun.add((number, depth))
            counts[depth] = override
        else:
            counts[depth] = counts.get(depth, self.levels[kind][depth].start - 1) + 1
        for below in [n for n in counts if n > depth]:
            del counts[below]

    def _write(self, kind: str, depth: int) -> str:
        levels, counts = self.levels[kind], self._counts[kind]
        if levels[depth].form in NONE:
            return ""

        def fill(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            level = levels.get(place, Level())
            return write_number(counts.get(place, level.start), level.form)

        text = PLACE.sub(fill, levels[depth].text)
        return f"{text} " if re.search(r"[\w!-~]$", text) else text


class NumberingReader(EventReader):
    """Reads the parts for styles and numbering as their bytes come."""

    def __init__(self, numbering: Numbering) -> None:
        super().__init__()
        self._numbering = numbering
        self._path: list[str] = []
        self._within: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note what an element says."""
        name = tag.rpartition("}")[2]
        said = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        self._path.append(name)
        if name in CONTAINERS:
            self._within[name] = said.get(CONTAINERS[name], "")
        elif name in HIDDEN and self._path[-3:-1] == ["style", "rPr"]:
            self._style(hidden=said.get("val", "1") not in OFF)
        elif "val" in said:
            self._note(name, said["val"])

    def end(self, _: str) -> None:
        """Leave an element."""
        name = self._path.pop()
        if name in CONTAINERS:
            del self._within[name]

    def _note(self, name: str, value: str) -> None:
        numbering, within = self._numbering, self._within
        if "lvl" in within and self._path[-2] == "lvl":
            kind, depth = within.get("abstractNum", ""), to_depth(within["lvl"])
            levels = numbering.levels[kind]
            if 0 <= depth < MOST_LEVELS:
                levels[depth] = change(levels.get(depth, Level()), name, value)
        elif "num" in within and name == "abstractNumId":
            numbering.lists[within["num"]] = value
        elif "num" in within and name == "startOverride":
            depth = to_depth(within.get("lvlOverride", ""))
            numbering.starts[within["num"]][depth] = max(to_depth(value), 0)
        elif "style" in within and name in STYLED:
            self._style(**{STYLED[name]: value})

    def _style(self, **said: str | bool) -> None:
        """Note what a style says."""
        styles, name = self._numbering.styles, self._within["style"]
        styles[name] = styles.get(name, Style())._replace(**said)  # type: ignore[arg-type]


def change(level: Level, name: str, value: str) -> Level:
    """Return a level with what one element within it says."""
    if name == "start":
        return level._replace(start=max(to_depth(value), 0))
    if name == "numFmt":
        return level._replace(form=value)
    if name == "lvlText":
        return level._replace(text=value[:LONGEST_TEXT])
    if name == "pStyle":
        return level._replace(style=value)
    return level


def to_depth(value: str) -> int:
    """Return a level of Word, a number of one or two digits; -1 where it is not one."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1


def write_number(number: int, form: str) -> str:
    """Return a number in one of Word's forms; in a form that is not known here, as digits.

    >>> [write_number(n, "chineseCounting") for n in (3, 10, 12, 40, 101, 110)]
    ['三', '十', '十二', '四十', '一百零一', '一百一十']
    >>> [write_number(4, form) for form in ("lowerRoman", "ideographTraditional", "decimalZero")]
    ['iv', '丁', '04']
    """
    if form in NONE:
        return ""
    forms = Forms.load()
    if form in forms.digits:
        return "".join(forms.digits[form][int(digit)] for digit in str(number))
    if form == "decimalZero":
        return f"{number:02}"
    if not 0 < number <= LARGEST_IN_WORDS:
        return str(number)
    if number <= len(forms.signs.get(form, "")):
        return forms.signs[form][number - 1]
    if form in forms.spoken:
        return write_counting(number)
    if form in ("upperRoman", "lowerRoman"):
        text = write_roman(number)
        return text if form == "upperRoman" else text.lower()
    return str(number)


def write_counting(number: int) -> str:
    """Return a number below 1,000 as it is spoken."""
    chinese = Forms.load().digits["ideographDigital"]
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{chinese[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if number < 20 else f"{chinese[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (chinese[ones] if ones else "")


def write_roman(number: int) -> str:
    """Return a number in Roman digits."""
    text = ""
    for digit, value in Forms.load().roman.items():
        times, number = divmod(number, value)
        text += digit * times
    return text
