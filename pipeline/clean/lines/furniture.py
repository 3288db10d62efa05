"""Takes page furniture out of the lines: page numbers, running heads, the tools of a web page.

What counts as furniture is in furniture.toml. What is taken out is kept as a `Removal`.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from itertools import takewhile
from typing import Literal

from pipeline.clean.lines.normalise import SourceLine
from pipeline.clean.lines.running_heads import find_running_heads
from pipeline.knowledge import KnowledgeFile, PatternEntry
from pipeline.records.transcript import Removal

LONGEST_FURNITURE = 80
"""Characters of a line of furniture that is no address, and of what stands at an end."""
ADDRESS = "://"
SITE_STATEMENT, LONGEST_SITE_STATEMENT = re.compile(".{0,6}声明|违法和不良信息举报"), 400
"""What a disclaimer begins with, and its characters at the most."""
TIME_CODE = "time_code"
"""Why the times of subtitles are no text."""
MOST_BLOCK_LINES = 8
"""Lines of a block of furniture."""
SHORT_LINE = 32
"""Characters of a line that may be one of a block."""
REST_OF_YEAR = re.compile(r"(\d{0,3})年\d{1,2}月")
YEAR = re.compile(r"(?:19|20)\d\d")


class FurnitureStyle(PatternEntry):
    """A kind of furniture, with lines that it must accept and reject."""

    reason: str
    place: Literal["line", "start", "end", "block"]


class Furniture(KnowledgeFile):
    """All that furniture.toml says, ready to search lines with."""

    file = "furniture.toml"
    furniture: tuple[FurnitureStyle, ...]

    @cached_property
    def _patterns(self) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
        form = {"start": "(?:{})", "end": r"(?:{})\Z", "block": r"(?:{})(?=\n|\Z)"}
        places: dict[str, list[tuple[str, re.Pattern[str]]]] = {place: [] for place in form}
        for style in self.furniture:
            if style.place in form:
                pattern = re.compile(form[style.place].format(style.pattern))
                places[style.place].append((style.reason, pattern))
        return places

    @cached_property
    def _whole_line(self) -> re.Pattern[str]:
        """All patterns of lines as one, since every line is tried: group n is that of entry n."""
        lines = (
            f"(?P<n{n}>{style.pattern})"
            for n, style in enumerate(self.furniture)
            if style.place == "line"
        )
        return re.compile(rf"(?:{'|'.join(lines)})\Z")

    def find_lines(self, lines: Sequence[SourceLine]) -> tuple[str, int] | None:
        """Return why the first of these lines is furniture, and how many of them are, or None."""
        text = lines[0].text
        is_statement = len(text) <= LONGEST_SITE_STATEMENT and SITE_STATEMENT.match(text)
        if len(text) > LONGEST_FURNITURE and ADDRESS not in text and not is_statement:
            return None
        block = "\n".join(line.text for line in takewhile(is_short, lines))
        for reason, pattern in self._patterns["block"]:
            found = pattern.match(block or text)
            if found:
                return reason, found[0].count("\n") + 1
        whole = self._whole_line.match(text)
        return (
            (self.furniture[int(whole.lastgroup[1:])].reason, 1)
            if whole and whole.lastgroup
            else None
        )

    def find_ends(self, text: str) -> tuple[str | None, int, int]:
        """Return the part of a line that is text, and why what stands around it is not."""
        start, end, why = 0, len(text), None
        for reason, pattern in self._patterns["start"]:
            found = pattern.match(text[:LONGEST_FURNITURE])
            if found:
                why, start = reason, found.end()
        tail = max(start, len(text) - LONGEST_FURNITURE)
        for reason, pattern in self._patterns["end"]:
            found = pattern.search(text[tail:])
            if found:
                why, end = reason, tail + found.start()
        return why, start, end


def is_short(line: SourceLine) -> bool:
    """Return whether a line may be one of a block of furniture."""
    return len(line.text) <= SHORT_LINE


def find_rests_of_years(lines: Iterable[str]) -> frozenset[str]:
    """Return the last digits of the years with which lines begin in mid-year: 21年1月29日."""
    return frozenset(found[1] for line in lines if (found := REST_OF_YEAR.match(line)))


def is_year_begun(line: str, rests: Collection[str]) -> bool:
    """Return whether a bare number is the begin of a year that was cut.

    >>> is_year_begun("20", {"21"}), is_year_begun("3", {"21"})
    (True, False)
    """
    return line.isdecimal() and any(YEAR.fullmatch(line + rest) for rest in rests)


PAGE_ENDS = ("page_number", "page_turn", "running_head", "footnote")
"""What is furniture for these reasons stands where a page ends."""


def strip_furniture(
    source: str, lines: Sequence[SourceLine], furniture: Furniture
) -> tuple[list[SourceLine], list[bool], list[Removal]]:
    """Return the lines of the text, where furniture stood above a line, and what was removed."""
    kept: list[SourceLine] = []
    after: list[bool] = []
    removals: list[Removal] = []
    page_ended = False
    years = find_rests_of_years(line.text for line in lines)
    at = 0
    while at < len(lines):
        line = lines[at]
        whole = furniture.find_lines(lines[at : at + MOST_BLOCK_LINES])
        if whole and not is_year_begun(line.text, years):
            reason, count = whole
            for removed in lines[at : at + count]:
                removals += make_removal(source, removed, reason)
            page_ended |= reason in PAGE_ENDS
            at += count
            continue
        why, start, end = furniture.find_ends(line.text)
        if why:
            removals += make_removal(source, line.part(0, start), why)
            removals += make_removal(source, line.part(end, len(line.text)), why)
        kept.append(line.part(start, end) if why else line)
        after.append(page_ended or (start > 0 and why in PAGE_ENDS))
        page_ended = end < len(line.text) and why in PAGE_ENDS
        at += 1
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
