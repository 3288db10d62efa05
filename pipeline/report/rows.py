"""The rows of tables in the text: which cells stand on a line, and which of the grid are empty."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.records.transcript import Cell, Table


class RowCell(NamedTuple):
    """A cell of a row, with how many columns before it are empty.

    `number` is that of its table in the transcript; `scope` is what a head speaks of.
    """

    cell: Cell
    number: int
    scope: str | None
    empty: int


class Grid:
    """The cells of all tables of a transcript, to be asked for by their place in the text."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self.places = sorted(
            (place for number, table in enumerate(tables) for place in place_cells(table, number)),
            key=lambda place: place.cell.start,
        )
        self.starts = [place.cell.start for place in self.places]

    def find(self, start: int, end: int) -> list[RowCell]:
        """Return the cells that stand in text[start:end]."""
        return self.places[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def place_cells(table: Table, number: int) -> Iterator[RowCell]:
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
