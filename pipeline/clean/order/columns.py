"""Whether a text has two columns whose lines were read across: one of the left, one of the right.

Each of its lines goes on in the next but one. No order of pieces mends that; it is told.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import sqrt
from statistics import fmean, stdev

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.clean.order.continuation import Continuation, normalise
from pipeline.clean.order.line_signs import ANY_HAN
from pipeline.language.marks import LINE_ENDS

GAP = re.compile(r"\t| {2,}|\u3000{2,}")
"""What stands between two columns on one line."""
SHORTEST_LINE = 8
"""Characters of a line of a column."""
FEWEST_LINES, MOST_LINES = 20, 500
"""Lines that stop in mid-sentence of which the text must have so many, and that are looked at."""
SURE = 4.0
"""By how many standard errors lines go on better in the next but one. Of 59 texts whose lines were
broken at a width none has more than 1, of 45 long enough with columns read across 43 have more than
this (benchmarks/order_kinds.py)."""


def are_read_across(paragraphs: Sequence[Paragraph], load: Callable[[], Continuation]) -> bool:
    """Return whether the lines of two columns stand by turns; `load` gives the model for it."""
    rows = [row for paragraph in paragraphs for row in split_rows(paragraph)]
    three = [
        (above, below, next_but_one)
        for (above, below), next_but_one in zip(pairwise(rows), rows[2:], strict=False)
        if above[-1] not in LINE_ENDS
        and min(map(len, (above, below, next_but_one))) >= SHORTEST_LINE
    ][:MOST_LINES]
    if len(three) < FEWEST_LINES or 2 * len(three) < min(len(rows), MOST_LINES):
        return False
    surprise = load().surprise
    gains = []
    for above, *others in three:
        begun = normalise(above[-2:])
        below, next_but_one = (surprise(begun, normalise(other[:3])) for other in others)
        gains.append(next_but_one - below)
    error: float = stdev(gains) / sqrt(len(gains))
    return fmean(gains) > SURE * error


def split_rows(paragraph: Paragraph) -> Iterator[str]:
    """Yield the lines of a paragraph as the file has them, those of columns side by side apart.

    A paragraph put together from lines has a range of the source for each. Of a table, and of lines
    of another script between, there are none.
    """
    if paragraph.kind == "table":
        return
    at = 0
    for low, high in paragraph.line.spans:
        row = paragraph.text[at : at + high - low]
        at += high - low
        yield from (part.strip() for part in GAP.split(row) if ANY_HAN.search(part))
