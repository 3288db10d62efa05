"""The tables of a text: where the cells of the file stand in the clean text."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.clean.flags import Flags
from pipeline.clean.formats.reading import MOST_PLACES, CellRange, TableRange, count_places
from pipeline.clean.formats.tables import VALUE, YEAR
from pipeline.records.base import Flag
from pipeline.records.transcript import Cell, Run, Table

MOST_HEADS = 6
"""Rows of heads, and columns of them: with more the first row is the head, the first columns."""


def find_tables(
    tables: Sequence[TableRange], runs: Sequence[Run], text: str, flags: Flags
) -> tuple[list[Table], list[Flag]]:
    """Return the tables as far as their cells are in the clean text, in its order.

    Beyond MOST_PLACES no table is read, and a flag says where.
    """
    found, unread = [], []
    ordered = sorted(runs, key=lambda run: run.source_start)
    starts = [run.source_start for run in ordered]
    places = 0
    for cells in tables:
        placed = [cell for cell in place_cells(cells, ordered, starts, text) if cell]
        if not placed:
            continue
        size = count_places((cell.rows, cell.columns) for cell in placed)
        if places + size <= MOST_PLACES:
            places += size
            found.append(make_table(placed, text))
        else:
            unread.append(find_extent(placed))
    found.sort(key=lambda table: table.start)
    if not unread:
        return found, []
    start, end = min(unread)[0], max(end for _, end in unread)
    return found, [flags.flag("tables_unread", start, end, count=len(unread), most=MOST_PLACES)]


def find_extent(cells: Sequence[Cell]) -> tuple[int, int]:
    """Return where the first of some cells begins and the last ends."""
    return min(cell.start for cell in cells), max(cell.end for cell in cells)


def place_cells(
    cells: Sequence[CellRange], runs: Sequence[Run], starts: Sequence[int], text: str
) -> Iterator[Cell | None]:
    """Yield each cell where it stands in the clean text; None for one of which nothing is there.

    `runs` are in the order of the source, where they have their `starts`.
    """
    for cell in cells:
        spans = []
        first = max(0, bisect_right(starts, cell.start) - 1)
        for run in runs[first : bisect_left(starts, cell.end)]:
            shift = run.start - run.source_start
            low = max(cell.start, run.source_start) + shift
            high = min(cell.end + shift, run.end)
            if low < high:
                spans.append((low, high))
        start, end = (spans[0][0], spans[-1][1]) if spans else (0, 0)
        words = text[start:end]
        start, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        seen = start < end and "\n" not in words
        yield cell_at(cell, start, end) if seen else None


def cell_at(cell: CellRange, start: int, end: int) -> Cell:
    """Return a cell with its place in the clean text."""
    return Cell(
        start=start,
        end=end,
        row=cell.row,
        column=cell.column,
        rows=cell.rows,
        columns=cell.columns,
    )


def make_table(cells: Sequence[Cell], text: str) -> Table:
    """Return the cells as a table, with how many rows and columns of heads it has.

    Heads are the rows above the first that has a value beside another cell, and the columns left
    of the first in which most cells below the heads are values. A year at the edge is a head.
    """
    rows = sorted({cell.row for cell in cells})
    words = ((c.row, c.column, text[c.start : c.end]) for c in cells)
    found = ((r, c, YEAR.fullmatch(word)) for r, c, word in words if VALUE.fullmatch(word))
    values = {(r, c) for r, c, year in found if not (year and 0 in (r - rows[0], c))}
    head_rows = min((row for row, _ in values), default=len(rows))
    if head_rows > MOST_HEADS:
        head_rows = 1
    body = [cell for cell in cells if cell.row >= head_rows]
    sizes = Counter(cell.column for cell in body)
    full = Counter(cell.column for cell in body if (cell.row, cell.column) in values)
    head_columns = 0
    for column in sorted(sizes):
        if 2 * full[column] >= sizes[column]:
            break
        head_columns = min(column + 1, MOST_HEADS)
    start, end = find_extent(cells)
    return Table(
        start=start,
        end=end,
        head_rows=head_rows,
        head_columns=head_columns,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
    )
