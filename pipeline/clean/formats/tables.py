"""Which tables hold values: those that a page is laid out with, or that hold speech, do not."""

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.clean.formats.reading import CellRange, TableRange

LONGEST_CELL = 60
"""Characters of a value or of the head of a row."""
SENTENCE = re.compile("[。！？；]")
NUMBER = re.compile(r"\d")
FEWEST_ROWS = 2
"""Rows, and cells in most of them, that a table has."""
MOST_SENTENCES = 0.1
"""Share of its cells that may be long, or sentences: a note below the table."""


def holds_values(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the texts of a table are heads and values: short, several in most rows.

    >>> holds_values([["产品", "产量（万吨）"], ["原煤", "365.4"]])
    True
    >>> holds_values([["记者", "今年情况如何？"], ["王明", "一季度增长5.3%。"]])
    False
    """
    cells = [text.strip() for row in rows for text in row if text.strip()]
    wide = [row for row in rows if sum(bool(text.strip()) for text in row) >= FEWEST_ROWS]
    long = sum(len(text) > LONGEST_CELL or SENTENCE.search(text) is not None for text in cells)
    return (
        len(wide) >= FEWEST_ROWS
        and 2 * len(wide) >= len([row for row in rows if any(text.strip() for text in row)])
        and long <= MOST_SENTENCES * len(cells)
        and any(NUMBER.search(text) for text in cells)
    )


LINE = re.compile(r"[^\n\f]+")
ALIGNED = re.compile(r"[^\t]+")
BARRED = re.compile(r"(?<=\|)[^|]*(?=\|)")
RULE = re.compile(r"[\s|:+-]+")
RowSpans = list[tuple[int, int]]


def find_aligned_tables(text: str) -> tuple[TableRange, ...]:
    """Return the tables of a text whose cells are parted by tabs."""
    lines = LINE.finditer(text)
    return tuple(
        make_tables(text, ((m.start(), cut_cells(m, ALIGNED)) for m in lines if "\t" in m[0]))
    )


def find_barred_tables(text: str) -> tuple[TableRange, ...]:
    """Return the tables of a text whose cells are parted by bars, as those of Markdown."""
    rows = (
        (match.start(), [] if RULE.fullmatch(match[0]) else cut_cells(match, BARRED))
        for match in LINE.finditer(text)
        if match[0].strip().startswith("|") and match[0].count("|") > FEWEST_ROWS
    )
    return tuple(make_tables(text, rows))


def cut_cells(line: re.Match[str], cell: re.Pattern[str]) -> RowSpans:
    """Return the ranges of the cells of a line, without the white space around them."""
    ranges = []
    for match in cell.finditer(line[0]):
        words = match[0]
        start = line.start() + match.start() + len(words) - len(words.lstrip())
        ranges.append((start, max(start, line.start() + match.start() + len(words.rstrip()))))
    return ranges


def make_tables(text: str, rows: Iterable[tuple[int, RowSpans]]) -> Iterator[TableRange]:
    """Yield the tables that rows right below each other make, where they hold values.

    A row comes with the start of its line; one without cells is a rule between others.
    """
    table: list[RowSpans] = []
    last = 0
    for start, row in rows:
        if table and (text.count("\n", last, start) > 1 or "\f" in text[last:start]):
            yield from finish(text, table)
            table = []
        last = start
        if row:
            table.append(row)
    yield from finish(text, table)


def finish(text: str, table: Sequence[RowSpans]) -> Iterator[TableRange]:
    """Yield a table, where its rows have as many cells and hold values."""
    widths = {len(row) for row in table}
    if len(widths) == 1 and holds_values([[text[a:b] for a, b in row] for row in table]):
        yield tuple(
            CellRange(start, end, number, column)
            for number, row in enumerate(table)
            for column, (start, end) in enumerate(row)
            if start < end
        )
