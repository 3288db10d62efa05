"""Which tables hold values: those that a page is laid out with, or that hold speech, do not."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.clean.formats.reading import CellRange, TableRange
from pipeline.language.marks import HAN

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


class Separator(NamedTuple):
    """What parts the cells of a row: one of the `signs` with what stands around it, so often at the
    least. Rows parted by `spaces` alone have as many cells each."""

    signs: str
    pattern: re.Pattern[str]
    fewest: int
    spaces: bool = False


LINE = re.compile(r"[^\n\f]+")
SPREAD = rf"(?<![ \u3000\n]{HAN})|(?![ \u3000]+{HAN}(?:[ \u3000\n]|\Z))"
"""Where no word of two characters is set with white space between them: 项  目."""
BARS = Separator("|", re.compile(r"(?:(?<![ \t\u3000])[ \t\u3000]+)?\|[ \t\u3000]*"), 2)
TABS = Separator("\t", re.compile(r"(?:(?<![ \u3000])[ \u3000]+)?\t[ \t\u3000]*"), 1)
WIDE_GAPS = Separator(
    " \u3000", re.compile(rf"(?:{SPREAD})(?:[ \u3000]{{2,}}|\u3000)"), 2, spaces=True
)
GAPS = Separator(" \u3000", re.compile(rf"(?:{SPREAD})[ \u3000]+"), 2, spaces=True)
RULE = re.compile(r"[\s|:+-]+")
GRID = re.compile(r"[ \t]*\+[-=+:]+[ \t]*")
"""A rule of a table that is drawn with characters."""
VALUE = re.compile(r"[-+−－]?\d[\d,，. ]*(?:[%％‰]|[万亿]?)|—+|-|\.\.\.|…+|持平")
"""What a cell of values holds: a number, or the sign that there is none."""
YEAR = re.compile("(?:19|20)[0-9]{2}")
Spans = list[tuple[int, int]]


def find_text_tables(text: str) -> tuple[TableRange, ...]:
    """Return the tables of a text whose cells are parted by bars, by tabs or by white space."""
    found: dict[int, TableRange] = {}
    for separator in (BARS, TABS, WIDE_GAPS, GAPS):
        for table in find_parted(text, separator):
            found.setdefault(table[0].start, table)
    return tuple(found[start] for start in sorted(found))


def find_parted(text: str, separator: Separator) -> Iterator[TableRange]:
    """Yield the tables of lines right below each other that a separator parts into cells."""
    rows: list[Spans] = []
    last = 0
    for line in LINE.finditer(text):
        row = [] if GRID.fullmatch(line[0]) else cut_cells(text, line, separator)
        if row is None:
            continue
        apart = text.count("\n", last, line.start()) > 1 or "\f" in text[last : line.start()]
        if apart or (separator.spaces and rows and len(row) != len(rows[0])):
            yield from finish(text, rows, separator)
            rows = []
        last = line.start()
        rows += [row] if row else []
    yield from finish(text, rows, separator)


def cut_cells(text: str, line: re.Match[str], separator: Separator) -> Spans | None:
    """Return the ranges of the cells of a line: none of a rule, None if the line is not a row."""
    words = line[0].strip(" \t\u3000")
    if not any(sign in words for sign in separator.signs):
        return None
    start = line.start() + line[0].find(words)
    gaps = [match.span() for match in separator.pattern.finditer(text, start, start + len(words))]
    if len(gaps) < separator.fewest:
        return None
    edges = [start, *(edge for gap in gaps for edge in gap), start + len(words)]
    cells = list(zip(edges[::2], edges[1::2], strict=True))
    last = len(cells) - (words[-1] == "|")
    return [] if RULE.fullmatch(words) else cells[words[0] == "|" : last]


def finish(text: str, rows: Sequence[Spans], separator: Separator) -> Iterator[TableRange]:
    """Yield a table, where its rows have as many cells and hold values."""
    words = [[text[a:b] for a, b in row] for row in rows]
    even = len({len(row) for row in rows}) == 1 and (has_heads(words) or not separator.spaces)
    if even and holds_values(words):
        yield tuple(
            CellRange(start, end, number, column)
            for number, row in enumerate(rows)
            for column, (start, end) in enumerate(row)
            if start < end
        )


def has_heads(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row and column name what is in the others, and the last has values.

    >>> has_heads([["指标", "单位", "2022年"], ["发电", "亿度", "412"], ["货运", "万吨", "95"]])
    True
    """
    heads, *body = rows
    named = [*heads, *(row[0] for row in body)]
    return (
        len(body) >= FEWEST_ROWS
        and all(VALUE.fullmatch(row[-1]) for row in body)
        and not any(VALUE.fullmatch(word) and not YEAR.fullmatch(word) for word in named)
    )
