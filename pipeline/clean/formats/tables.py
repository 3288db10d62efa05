"""Which tables hold values: those that a page is laid out with, or that hold speech, do not."""

import re
from collections.abc import Iterator, Sequence

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
BARS = re.compile(r"[ \t\u3000]*\|[ \t\u3000]*")
TABS = re.compile(r"[ \u3000]*\t[ \t\u3000]*")
WIDE_GAPS, GAPS = re.compile("[ \u3000]{2,}|\u3000"), re.compile("[ \u3000]+")
EDGE = " \t\u3000"
RULE = re.compile(r"[\s|:+-]+")
VALUE = re.compile(r"[-+−－]?\d[\d,，. ]*(?:[%％‰]|[万亿]?)|—+|-|\.\.\.|…+|持平")
"""What a cell of values holds: a number, or the sign that there is none."""
YEAR = re.compile("(?:19|20)[0-9]{2}")
FEWEST_GAPS = 3
"""Cells of a row, and rows, that white space alone makes a table of."""
Spans = list[tuple[int, int]]


def find_aligned_tables(text: str) -> tuple[TableRange, ...]:
    """Return the tables of a text whose cells are parted by tabs."""
    return tuple(find_parted(text, TABS, 1))


def find_text_tables(text: str) -> tuple[TableRange, ...]:
    """Return the tables of a text whose cells are parted by bars, by tabs or by white space."""
    found: list[TableRange] = []
    for separator, fewest in ((BARS, 2), (TABS, 1), (WIDE_GAPS, 2), (GAPS, 2)):
        taken = {cell.start for table in found for cell in table}
        tables = find_parted(text, separator, fewest)
        found += [table for table in tables if table[0].start not in taken]
    return tuple(sorted(found))


def find_parted(text: str, separator: re.Pattern[str], fewest: int) -> Iterator[TableRange]:
    """Yield the tables of the lines with so many separators at the least.

    White space alone parts rows that have as many cells, below a row of heads.
    """
    spaced = separator in (WIDE_GAPS, GAPS)
    rows: list[Spans] = []
    last, width = 0, 0
    for line in LINE.finditer(text):
        row = cut_cells(text, line, separator, fewest)
        if row is None:
            continue
        apart = text.count("\n", last, line.start()) > 1 or "\f" in text[last : line.start()]
        if apart or (spaced and len(row) != width):
            yield from finish(text, rows, spaced=spaced)
            rows = []
        last, width = line.start(), len(row)
        rows += [row] if row else []
    yield from finish(text, rows, spaced=spaced)


def cut_cells(
    text: str, line: re.Match[str], separator: re.Pattern[str], fewest: int
) -> Spans | None:
    """Return the ranges of the cells of a line, none of a rule, None of a line that is no row."""
    words = line[0].strip(EDGE)
    start = line.start() + line[0].index(words[:1]) if words else line.end()
    end = start + len(words)
    gaps = [match.span() for match in separator.finditer(text, start, end)]
    if len(gaps) < fewest:
        return None
    if RULE.fullmatch(words):
        return []
    edges = [start, *(edge for gap in gaps for edge in gap), end]
    cells = list(zip(edges[::2], edges[1::2], strict=True))
    return cells[words[0] == "|" : len(cells) - (words[-1] == "|")]


def finish(text: str, rows: Sequence[Spans], *, spaced: bool) -> Iterator[TableRange]:
    """Yield a table, where its rows have as many cells and hold values."""
    words = [[text[a:b] for a, b in row] for row in rows]
    if len({len(row) for row in rows}) != 1 or (spaced and not has_heads(words)):
        return
    if holds_values(words):
        yield tuple(
            CellRange(start, end, number, column)
            for number, row in enumerate(rows)
            for column, (start, end) in enumerate(row)
            if start < end
        )


def has_heads(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row and column name what the cells of the others are.

    >>> has_heads([["指标", "单位", "2022年"], ["发电", "亿度", "412"], ["货运", "万吨", "95"]])
    True
    >>> has_heads([["甲", "乙", "丙"], ["子", "丑", "寅"], ["天", "地", "人"]])
    False
    """
    heads, *body = rows
    named = [*heads, *(row[0] for row in body)]
    return (
        len(heads) >= FEWEST_GAPS <= len(rows)
        and all(VALUE.fullmatch(row[-1]) for row in body)
        and not any(VALUE.fullmatch(word) and not YEAR.fullmatch(word) for word in named)
    )
