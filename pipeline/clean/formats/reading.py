"""What a reader makes of a file: its text, and which parts of it are not what was said."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.clean.lines.marked import LineMark
from pipeline.clean.lines.normalise import find_seen, has_text
from pipeline.records.transcript import Removal


class LeftOut(NamedTuple):
    """A half-open range of the source that is not part of the text proper, and why.

    `ends_line`: what is before it and after it are lines of their own.
    """

    start: int
    end: int
    reason: str
    ends_line: bool = False


class About(NamedTuple):
    """What a file says of itself beside its text: as it is written there, None where nothing.

    It is `firm` where it was written for this text (front matter, the head of a page); the
    properties of a Word document or a PDF are often those of the file that it was made from.
    `site` is where it stands, which may differ from who published it first.
    """

    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None
    site: str | None = None
    firm: bool = False


class CellRange(NamedTuple):
    """A cell of a table: its range of the source, where it begins in the table, how large it is."""

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


TableRange = tuple[CellRange, ...]
"""The cells of a table that are not empty, row by row."""
MOST_PLACES = 50_000
"""Rows times columns of the cells of all tables of a file that are read for their values; a
statistical yearbook has 1,000 on a page."""


def count_places(sizes: Iterable[tuple[int, int]]) -> int:
    """Return how many places cells of these numbers of rows and columns take."""
    return sum(rows * columns for rows, columns in sizes)


class Reading(NamedTuple):
    """The decoded text of a file. `encoding` is None for formats that fix their own.

    The ranges of `left_out` are in order and do not overlap. `doubts` are flags for the whole
    text: the code of each, and what its message names. `headings` are ranges of the text that the
    file marks as such, `bold` those that it sets in bold, in order. It is `bound` where it has
    whole pages, seldom in another order than they are read in.
    """

    text: str
    encoding: str | None = None
    left_out: tuple[LeftOut, ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()
    about: About = About()
    tables: tuple[TableRange, ...] = ()
    headings: tuple[tuple[int, int], ...] = ()
    bold: tuple[tuple[int, int], ...] = ()
    bound: bool = False

    def list_marks(self) -> list[LineMark]:
        """Return what the file says that its lines are, in order."""
        tables = [LineMark(cells[0].start, cells[-1].end, "table") for cells in self.tables]
        return sorted([*tables, *(LineMark(start, end, "heading") for start, end in self.headings)])


class ReadingBuilder:
    """Puts a reading together from parts, some of them left out for a reason."""

    def __init__(self) -> None:
        self.characters = 0
        self._parts: list[str] = []
        self._left_out: list[LeftOut] = []

    def add(self, text: str, reason: str | None = None) -> None:
        """Add a part at the end."""
        start, self.characters = self.characters, self.characters + len(text)
        self._parts.append(text)
        if reason is None or not text:
            return
        if self._left_out and self._left_out[-1].end == start:
            last = self._left_out[-1]
            if last.reason == reason:
                start = last.start
                self._left_out.pop()
        self._left_out.append(LeftOut(start, self.characters, reason))

    def build(self, encoding: str | None = None) -> Reading:
        """Return what was put together."""
        return Reading("".join(self._parts), encoding, tuple(self._left_out))


def list_removals(
    source: str, left_out: Sequence[LeftOut], removed: Iterable[Removal]
) -> list[Removal]:
    """Return all that is removed in the order of the source, neighbours of one reason as one.

    What parts neighbours may be white space with a line end in it: other white space is text.
    """
    found = [LeftOut(r.source_start, r.source_end, r.reason) for r in removed]
    merged: list[LeftOut] = []
    for part in sorted([*left_out, *found]):
        seen = find_seen(source, part.start, part.end)
        if seen is None:
            continue
        last = merged[-1] if merged else None
        if last and last.reason == part.reason and is_gap(source[last.end : seen[0]]):
            merged[-1] = LeftOut(last.start, seen[1], part.reason)
        else:
            merged.append(LeftOut(*seen, part.reason))
    return [
        Removal(source_start=a, source_end=b, text=source[a:b], reason=reason)
        for a, b, reason, _ in merged
    ]


def is_gap(between: str) -> bool:
    """Return whether no text is in between: nothing, or line ends with white space around them."""
    return not between or (not has_text(between) and len(f"{between}.".splitlines()) > 1)
