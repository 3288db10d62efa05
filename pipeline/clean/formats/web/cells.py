"""Which tables of a page hold values, and where their cells stand; others only lay the page out."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.clean.formats.reading import MOST_PLACES, CellRange, TableRange, count_places
from pipeline.clean.formats.tables import holds_values
from pipeline.clean.formats.web.elements import Element, WebCell


class Event(NamedTuple):
    """A step through a page: a text, or the edge of an element."""

    element: int
    text: str | None


def find_cells(
    events: Iterable[Event], elements: Sequence[Element]
) -> tuple[dict[int, WebCell], dict[int, int]]:
    """Return the cells of tables of values by element, and for each element the cell it is in."""
    home = find_homes(elements)
    texts: dict[int, list[str]] = {}
    for number, text in events:
        if text and text.strip() and home[number]:
            texts.setdefault(home[number], []).append(text.strip())
    cells: dict[int, WebCell] = {}
    for table, rows in list_tables(elements).items():
        grid = [
            [("".join(texts.get(cell, [])), elements[cell].size) for cell in row] for row in rows
        ]
        if not holds_values([[text for text, _ in row] for row in grid]):
            continue
        places = place_cells([[size for _, size in row] for row in grid])
        for row, placed in zip(rows, places, strict=True):
            for cell, (at, column, size) in zip(row, placed, strict=True):
                cells[cell] = WebCell(table, at, column, *size)
    return cells, {k: cell for k, cell in enumerate(home) if cell in cells}


def find_homes(elements: Sequence[Element]) -> list[int]:
    """Return for each element the innermost cell that it is or is in, 0 where none."""
    homes: list[int] = []
    for number, element in enumerate(elements):
        above = homes[element.parent] if number else 0
        homes.append(
            number if element.tag in ("td", "th") else 0 if element.tag == "table" else above
        )
    return homes


def list_tables(elements: Sequence[Element]) -> dict[int, list[list[int]]]:
    """Return the rows of cells of each table that has no other in it."""
    tables = [0] * len(elements)
    rows: dict[int, dict[int, list[int]]] = {}
    outer: set[int] = set()
    for number, element in enumerate(elements):
        above = tables[element.parent] if number else 0
        tables[number] = number if element.tag == "table" else above
        if element.tag == "table" and above:
            outer.add(above)
        elif element.tag in ("td", "th") and above:
            rows.setdefault(above, {}).setdefault(element.parent, []).append(number)
    return {table: list(found.values()) for table, found in rows.items() if table not in outer}


def place_cells(
    sizes: Sequence[Sequence[tuple[int, int]]],
) -> Iterator[list[tuple[int, int, tuple[int, int]]]]:
    """Yield for each row the row, column and size of its cells, past those from rows above.

    Those of a table that is too large for its values to be read stand one after another.
    """
    taken: set[tuple[int, int]] = set()
    if count_places(size for cells in sizes for size in cells) > MOST_PLACES:
        for row, cells in enumerate(sizes):
            yield [(row, column, size) for column, size in enumerate(cells)]
        return
    for row, cells in enumerate(sizes):
        placed, column = [], 0
        for height, width in cells:
            while (row, column) in taken:
                column += 1
            height = min(height, len(sizes) - row)
            taken.update(
                (r, c) for r in range(row, row + height) for c in range(column, column + width)
            )
            placed.append((row, column, (height, width)))
            column += width
        yield placed


def make_tables(
    cells: dict[int, WebCell], ranges: dict[int, tuple[int, int]]
) -> tuple[TableRange, ...]:
    """Return the tables of what was kept of a page, with the ranges of their cells."""
    tables: dict[int, list[CellRange]] = {}
    for number, (start, end) in sorted(ranges.items()):
        table, row, column, rows, columns = cells[number]
        tables.setdefault(table, []).append(CellRange(start, end, row, column, rows, columns))
    return tuple(tuple(found) for found in tables.values())
