"""Takes page furniture out of the lines: page numbers, running heads, the tools of a web page.

What counts as furniture wherever it stands is in furniture.toml; what stands around a text is told
by outside.py. What is taken out is kept as a `Removal`.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import takewhile
from typing import Annotated, Literal

from pydantic import BeforeValidator

from pipeline.clean.lines.normalise import SourceLine
from pipeline.clean.lines.running_heads import find_running_heads
from pipeline.knowledge import KnowledgeFile, PatternEntry, any_of, split_words
from pipeline.records.transcript import Removal

LONGEST_FURNITURE = 80
"""Characters of a line of furniture that is not an address, or of furniture at an end of a line."""
ADDRESS = "://"
LONGEST_STATEMENT = 400
"""Characters of a statement of a site, which may be longer than other furniture."""
TIME_CODE = "time_code"
"""Why the times of subtitles are removed."""
MOST_BLOCK_LINES = 8
"""Lines of a block of furniture."""
SHORT_LINE = 32
"""Characters of a line that may be one of a block."""
BUTTON = (
    r"(?:[【\[(（]?{words}(?:[：:]?[ 　]?[（(]?\d{1,6}[)）]?)?[】\])）：:]{0,2}[ 　|｜/·、-]{0,4})"
)
"""The words on a button, perhaps in brackets or with a number behind them, and what parts them."""
PLACE = re.compile(r"\{(?:control|tool)\}")
REST_OF_YEAR = re.compile(r"(\d{0,3})年\d{1,2}月")
YEAR = re.compile(r"(?:19|20)\d\d")


class FurnitureStyle(PatternEntry):
    """A kind of furniture, with lines that it must accept and reject."""

    reason: str
    place: Literal["line", "start", "end", "block", "around"]


class Furniture(KnowledgeFile):
    """All that furniture.toml says, ready to search lines with."""

    file = "furniture.toml"
    controls: Annotated[tuple[str, ...], BeforeValidator(split_words)]
    tools: Annotated[tuple[str, ...], BeforeValidator(split_words)]
    statement: PatternEntry
    furniture: tuple[FurnitureStyle, ...]

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        """All patterns of a place as one, since every line is tried: group n is that of entry n."""
        ends = {"start": "", "block": r"(?=\n|\Z)"}
        words = {"{control}": self.controls, "{tool}": (*self.controls, *self.tools)}
        buttons = {name: BUTTON.replace("{words}", any_of(of)) for name, of in words.items()}
        places: dict[str, list[str]] = defaultdict(list)
        for n, style in enumerate(self.furniture):
            pattern = PLACE.sub(lambda name: buttons[name[0]], style.pattern)
            places[style.place].append(f"(?P<n{n}>{pattern})")
        return {
            place: re.compile("(?:" + "|".join(of) + ")" + ends.get(place, r"\Z"))
            for place, of in places.items()
        }

    def find(self, text: str, place: str) -> tuple[str, re.Match[str]] | None:
        """Return what of a line, folded, is furniture at a place, and why; or None."""
        pattern = self._patterns[place]
        found = pattern.search(text) if place == "end" else pattern.match(text)
        named = found and found.lastgroup
        return (self.furniture[int(named[1:])].reason, found) if found and named else None

    def match(self, text: str, place: str = "line") -> str | None:
        """Return why a whole line, folded, is furniture at a place, or None."""
        is_long = len(text) > LONGEST_FURNITURE and ADDRESS not in text
        if is_long and (len(text) > LONGEST_STATEMENT or not self.statement.compiled.match(text)):
            return None
        found = self.find(text, place)
        return found[0] if found else None

    def find_lines(self, texts: Sequence[str]) -> tuple[str, int] | None:
        """Return why the first of these lines is furniture, and how many of them are, or None."""
        found = self.find(
            "\n".join(takewhile(lambda text: len(text) <= SHORT_LINE, texts)), "block"
        )
        if found:
            return found[0], found[1][0].count("\n") + 1
        reason = self.match(texts[0])
        return (reason, 1) if reason else None

    def find_ends(self, text: str) -> tuple[str | None, int, int]:
        """Return the part of a line that is text, and why what stands around it is not."""
        begin = self.find(text[:LONGEST_FURNITURE], "start")
        start = begin[1].end() if begin else 0
        tail = max(start, len(text) - LONGEST_FURNITURE)
        end = self.find(text[tail:], "end")
        why = end or begin
        return why and why[0], start, tail + end[1].start() if end else len(text)


def find_years_begun(texts: Sequence[str]) -> frozenset[str]:
    """Return the numbers alone on a line that are the start of a year that was cut.

    >>> find_years_begun(["20", "3", "21年1月29日"])
    frozenset({'20'})
    """
    rests = {found[1] for text in texts if (found := REST_OF_YEAR.match(text))}
    numbers = (text for text in texts if text.isdecimal())
    return frozenset(n for n in numbers if any(YEAR.fullmatch(n + rest) for rest in rests))


def find_known(texts: Sequence[str], furniture: Furniture) -> dict[int, str]:
    """Return which lines are furniture wherever they stand, and why."""
    years = find_years_begun(texts)
    known: dict[int, str] = {}
    for k, text in enumerate(texts):
        if k not in known and text not in years:
            reason, count = furniture.find_lines(texts[k : k + MOST_BLOCK_LINES]) or ("", 0)
            known |= dict.fromkeys(range(k, k + count), reason)
    return known


PAGE_ENDS = ("page_number", "page_turn", "running_head", "footnote")
"""What is furniture for these reasons stands where a page ends."""


def strip_furniture(
    source: str,
    lines: Sequence[SourceLine],
    texts: Sequence[str],
    known: Mapping[int, str],
    furniture: Furniture,
) -> tuple[list[SourceLine], list[bool], list[Removal]]:
    """Return the lines of the text, where furniture stood above a line, and what was removed.

    `texts` are the lines folded, `known` says which of them are furniture, and why; the ends of
    others may be furniture too.
    """
    kept: list[SourceLine] = []
    after: list[bool] = []
    removals: list[Removal] = []
    page_ended = False
    for k, (line, text) in enumerate(zip(lines, texts, strict=True)):
        if k in known:
            removals += make_removal(source, line, known[k])
            page_ended |= known[k] in PAGE_ENDS
            continue
        why, start, end = furniture.find_ends(text)
        if why:
            removals += make_removal(source, line.part(0, start), why)
            removals += make_removal(source, line.part(end, len(line.text)), why)
        kept.append(line.part(start, end) if why else line)
        after.append(page_ended or (start > 0 and why in PAGE_ENDS))
        page_ended = end < len(line.text) and why in PAGE_ENDS
    return strip_heads(source, kept, [*after, page_ended], removals)


def strip_heads(
    source: str, lines: list[SourceLine], page_ends: list[bool], removals: list[Removal]
) -> tuple[list[SourceLine], list[bool], list[Removal]]:
    """Return the lines without those at the ends of pages, as `strip_furniture` does."""
    heads = find_running_heads(lines, page_ends)
    kept, after, page_ended = [], [], False
    for k, line in enumerate(lines):
        if k in heads:
            removals += make_removal(source, line, "running_head")
        else:
            kept.append(line)
            after.append(page_ended or page_ends[k])
        page_ended = k in heads
    return kept, after, removals


def make_removal(source: str, line: SourceLine, reason: str) -> list[Removal]:
    """Return what is removed with a line."""
    return [
        Removal(source_start=a, source_end=b, text=source[a:b], reason=reason)
        for a, b in line.spans
    ]
