"""Which tables hold values: those that a page is laid out with, or that hold speech, do not."""

import re
from collections.abc import Sequence

LONGEST_CELL = 60
"""Characters of a value or of the head of a row."""
SENTENCE = re.compile("[。！？；]")
NUMBER = re.compile(r"\d")
FEWEST = 2
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
    wide = [row for row in rows if sum(bool(text.strip()) for text in row) >= FEWEST]
    long = sum(len(text) > LONGEST_CELL or SENTENCE.search(text) is not None for text in cells)
    return (
        len(wide) >= FEWEST
        and 2 * len(wide) >= len([row for row in rows if any(text.strip() for text in row)])
        and long <= MOST_SENTENCES * len(cells)
        and any(NUMBER.search(text) for text in cells)
    )
