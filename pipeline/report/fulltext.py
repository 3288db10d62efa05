"""Lays out the clean text for reading: paragraphs by turn, cut where a mark begins or ends.

Every character of the text but line ends stands in exactly one piece, in order. Marks may
overlap: pieces are cut at each boundary and list the marks that cover them, so that nothing nests.
"""

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, groupby, pairwise
from typing import Literal, NamedTuple

from pipeline.provenance import find_source_spans
from pipeline.records.segmentation import Section, Segmentation, Turn
from pipeline.records.transcript import Cell, Table, Transcript

LINE_END = re.compile(r"\r\n?|\n")


class Mark(NamedTuple):
    """A place of the text that something else on the page speaks of.

    `anchor` is the id of the place, `target` the id of what speaks of it. A mark without length
    is a point.
    """

    start: int
    end: int
    kind: Literal["claim", "move", "flag", "note", "removal"]
    anchor: str
    target: str
    style: str
    """The modality of a claim, else empty."""


class MarkedText(NamedTuple):
    """Characters under the same marks.

    `opens` are the marks whose place begins here, `points` those without length that follow.
    """

    text: str
    label: bool
    """Whether this names the speaker in front of the words: 田玉龙：."""
    marks: tuple[Mark, ...]
    opens: tuple[Mark, ...]
    points: tuple[Mark, ...]

    @property
    def claim(self) -> Mark | None:
        """The first claim whose number this is a part of."""
        return next((mark for mark in self.marks if mark.kind == "claim"), None)

    @property
    def styles(self) -> str:
        """The classes of its look."""
        names = [name for mark in self.marks for name in (mark.kind, mark.style) if name]
        return " ".join(dict.fromkeys(["label"] * self.label + names))


class RowCell(NamedTuple):
    """A cell of a row, with how many columns before it are empty.

    `number` is that of its table in the transcript; `scope` is what a head speaks of.
    """

    cell: Cell
    number: int
    scope: str | None
    empty: int


class CellText(NamedTuple):
    """A cell of a table with its pieces; what parts it from the next one stands at its end."""

    place: RowCell
    pieces: tuple[MarkedText, ...]


class ShownParagraph(NamedTuple):
    """One paragraph, or the part of one that a turn has; a row of a table has `cells`."""

    kind: str
    lines: str
    """The lines of the source that it comes from: 12, 12–14, 12, 40."""
    pieces: tuple[MarkedText, ...]
    cells: tuple[CellText, ...] = ()

    @property
    def table(self) -> int | None:
        """The number of the table of which it is a row."""
        return self.cells[0].place.number if self.cells else None


class ShownPassage(NamedTuple):
    """A heading, the paragraphs of one turn, or paragraphs of none."""

    section: Section | None
    turn: Turn | None
    paragraphs: tuple[ShownParagraph, ...]

    @property
    def blocks(self) -> list[list[ShownParagraph]]:
        """The paragraphs; those that are rows of one table together."""
        return [
            block
            for table, group in groupby(self.paragraphs, key=lambda paragraph: paragraph.table)
            for block in ([list(group)] if table is not None else ([one] for one in group))
        ]


class Stretch(NamedTuple):
    """A stretch of the text that becomes a paragraph."""

    start: int
    end: int
    section: Section | None
    turn: Turn | None


def lay_out_text(
    transcript: Transcript, segmentation: Segmentation, marks: Iterable[Mark]
) -> list[ShownPassage]:
    """Return the whole text in reading order as passages."""
    kinds = {block.start: block.kind for block in transcript.blocks}
    lines = SourceLines(transcript.source)
    grid = sorted(chain.from_iterable(map(lay_out_grid, transcript.tables, count())), key=find_cell)
    waiting = deque(sorted(marks))
    parts = list(find_stretches(transcript.text, segmentation))
    covering: list[Mark] = []
    passages: list[ShownPassage] = []
    for (section, turn), group in groupby(parts, key=lambda part: (part.section, part.turn)):
        paragraphs = []
        for part in group:
            opening = take_marks(waiting, part.end, last=part is parts[-1])
            covering = [m for m in (*covering, *opening) if m.end > part.start]
            first, last = (bisect_left(grid, at, key=find_cell) for at in (part.start, part.end))
            row = grid[first:last]
            cuts = [place.cell.start for place in row[1:]]
            pieces = cut_pieces(transcript.text, part, covering, opening, cuts)
            spans = find_source_spans(transcript.runs, part.start, part.end)
            kind = kinds.get(part.start, "paragraph")
            cells = tuple(fill_row(row, part.start, pieces))
            paragraphs.append(ShownParagraph(kind, lines.describe(spans), pieces, cells))
        passages.append(ShownPassage(section, turn, tuple(paragraphs)))
    return passages


def take_marks(waiting: deque[Mark], end: int, *, last: bool) -> list[Mark]:
    """Take the marks whose place is at hand in a text that ends here, or all if it is the last.

    A mark without length stands behind the character before it.
    """
    taken = []
    while waiting and (last or waiting[0].start < end or waiting[0].start == waiting[0].end == end):
        taken.append(waiting.popleft())
    return taken


def find_stretches(text: str, segmentation: Segmentation) -> Iterator[Stretch]:
    """Yield the paragraphs of a text that are not blank, cut where a heading or turn ends."""
    sections = {section.heading.start: section for section in segmentation.sections}
    turns = segmentation.turns
    ends = [turn.end for turn in turns]
    cuts = {0, len(text)}
    for found in LINE_END.finditer(text):
        cuts.update(found.span())
    for section in sections.values():
        cuts.update((section.heading.start, section.heading.end))
    cuts.update(before.end for before in turns[:-1])
    for start, end in pairwise(sorted(cuts)):
        if text[start:end].isspace():
            continue
        after = bisect_right(ends, start)
        turn = turns[after] if after < len(turns) and turns[after].start < end else None
        yield Stretch(start, end, sections.get(start), turn)


def fill_row(
    row: Sequence[RowCell], start: int, pieces: Iterable[MarkedText]
) -> Iterator[CellText]:
    """Yield the cells of a row that begins at `start` with the pieces that stand in each."""
    ends = [place.cell.start for place in row[1:]]
    held: list[list[MarkedText]] = [[] for _ in row]
    for piece in pieces if row else ():
        held[bisect_right(ends, start)].append(piece)
        start += len(piece.text)
    for place, inside in zip(row, held, strict=True):
        yield CellText(place, tuple(inside))


def cut_pieces(
    text: str, part: Stretch, covering: Iterable[Mark], opening: Iterable[Mark], cuts: Iterable[int]
) -> tuple[MarkedText, ...]:
    """Return a part as pieces, cut at the bounds of marks, behind the speaker's label, at `cuts`.

    Both series of marks are in the order of the text.
    """
    label_end = part.turn.start if part.turn else part.start
    bounds = {part.start, part.end, label_end, *cuts}
    for mark in (*covering, *opening):
        bounds.update((mark.start, mark.end))
    inside = sorted(bound for bound in bounds if part.start <= bound <= part.end)
    beginning, waiting = deque(covering), deque(opening)
    active: list[Mark] = []
    pieces = []
    for start, end in pairwise(inside):
        while beginning and beginning[0].start <= start:
            active.append(beginning.popleft())
        active = [mark for mark in active if mark.end > start]
        ready = take_marks(waiting, end, last=end == part.end)
        pieces.append(
            MarkedText(
                text=text[start:end],
                label=start < label_end,
                marks=tuple(active),
                opens=tuple(m for m in ready if m.end > m.start),
                points=tuple(m for m in ready if m.end == m.start),
            )
        )
    return tuple(pieces)


def find_cell(place: RowCell) -> int:
    """Return where a cell begins in the text."""
    return place.cell.start


def lay_out_grid(table: Table, number: int) -> Iterator[RowCell]:
    """Yield the cells of a table, row by row, with the empty columns before each.

    A column is not empty where a cell reaches into it from a row above.
    """
    reach: dict[int, int] = {}
    row, free = -1, 0
    for cell in table.cells:
        if cell.row != row:
            row, free = cell.row, 0
        empty = sum(reach.get(column, 0) <= row for column in range(free, cell.column))
        free = cell.column + cell.columns
        for column in range(cell.column, free):
            reach[column] = row + cell.rows
        beside = "row" if cell.column < table.head_columns else None
        yield RowCell(cell, number, "col" if cell.row < table.head_rows else beside, empty)


class SourceLines:
    """The line numbers of a source, from 1."""

    def __init__(self, source: str) -> None:
        self.ends = [found.end() for found in LINE_END.finditer(source)]

    def number(self, offset: int) -> int:
        """Return the line in which a character stands."""
        return bisect_right(self.ends, offset) + 1

    def describe(self, spans: Iterable[tuple[int, int]]) -> str:
        """Return the lines of spans, those that follow each other as one range.

        >>> SourceLines("一\\n二\\n\\n四\\n五").describe([(5, 6), (0, 1), (2, 3)])
        '4, 1–2'
        """
        ranges: list[tuple[int, int]] = []
        for start, end in spans:
            first, last = self.number(start), self.number(end - 1)
            if ranges and 0 <= first - ranges[-1][1] <= 1:
                ranges[-1] = (ranges[-1][0], last)
            else:
                ranges.append((first, last))
        return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in ranges)
