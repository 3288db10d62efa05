"""Follows characters of the clean text back to the decoded source."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from pipeline.records.transcript import Run


def find_source_spans(runs: Sequence[Run], start: int, end: int) -> list[tuple[int, int]]:
    """Return where the characters text[start:end] stand in the source, in the text's order.

    Pieces that lie side by side in the source are one. White space that `clean` put in has no
    place there.

    >>> runs = [Run(start=0, end=4, source_start=10), Run(start=5, end=9, source_start=2)]
    >>> find_source_spans(runs, 2, 7)
    [(12, 14), (2, 4)]
    """
    spans: list[tuple[int, int]] = []
    first = max(0, bisect_right(runs, start, key=lambda run: run.start) - 1)
    for number in range(first, len(runs)):
        run = runs[number]
        if run.start >= end:
            break
        low, high = max(start, run.start), min(end, run.end)
        if low >= high:
            continue
        shift = run.source_start - run.start
        if spans and spans[-1][1] == low + shift:
            spans[-1] = (spans[-1][0], high + shift)
        else:
            spans.append((low + shift, high + shift))
    return spans


def find_source_span(runs: Sequence[Run], start: int, end: int) -> tuple[int, int]:
    """Return one source span for text[start:end].

    It reaches from the first to the last character where these are in order in the source
    (a number cut by a page break), else it is the first piece.

    Raises ValueError where none of the characters comes from the source.
    """
    spans = find_source_spans(runs, start, end)
    if not spans:
        raise ValueError(f"no character of {start}:{end} comes from the source")
    low, high = spans[0][0], spans[-1][1]
    return (low, high) if all(a[1] <= b[0] for a, b in pairwise(spans)) else spans[0]
