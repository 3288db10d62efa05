"""What a file itself says that some of its lines are: headings, rows of a table of values."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from math import inf
from typing import Literal, NamedTuple

from pipeline.clean.lines.paragraphs import LONGEST_DISPLAY, Paragraph
from pipeline.language.structure.numbered_lines import FEWEST_HEADINGS
from pipeline.ranges import merge_ranges

LONGEST_HEADING = 120
"""Characters: a headline of news has up to 90."""
UNFINISHED, PARTED = "：:，,、；;。", "|｜"
"""Marks that a heading does not end with (a label and a list do), and marks of a byline."""


class LineMark(NamedTuple):
    """A half-open range of the source, and what its lines are."""

    start: int
    end: int
    kind: Literal["heading", "table"]


def mark_paragraphs(
    paragraphs: Iterable[Paragraph], marks: Sequence[LineMark]
) -> Iterator[Paragraph]:
    """Yield the paragraphs, each with the kind that the mark gives it in which it begins.

    Marks are in order.
    """
    passed = 0
    for paragraph in paragraphs:
        start = paragraph.line.spans[0][0]
        while passed < len(marks) and marks[passed].end <= start:
            passed += 1
        mark = marks[passed] if passed < len(marks) and marks[passed].start <= start else None
        if mark and mark.kind == "table":
            paragraph = replace(paragraph, kind="table", heading=None, label=None)
            yield replace(paragraph, item=None, introduces=False)
        elif mark and is_heading(paragraph):
            yield replace(paragraph, kind="heading", item=None, introduces=False, marked=True)
        else:
            yield paragraph


def is_heading(paragraph: Paragraph) -> bool:
    """Return whether a line that is marked as a heading reads like one."""
    return (
        paragraph.kind in ("paragraph", "heading")
        and paragraph.label is None
        and len(paragraph.text) <= LONGEST_HEADING
        and paragraph.text[-1] not in UNFINISHED
        and not any(mark in paragraph.text for mark in PARTED)
        and not paragraph.text.isdecimal()
    )


def mark_bold(paragraphs: Sequence[Paragraph], bold: Sequence[tuple[int, int]]) -> list[Paragraph]:
    """Return the paragraphs, those as headings that are set in bold and stand above others.

    `bold` are ranges of the source. A short line that is bold as a whole is one below the head of
    the text, where what stands below it is not bold, and the text has two of them or more.
    """
    if not bold:
        return list(paragraphs)
    joined = merge_ranges(bold)
    whole = [p.kind != "title" and is_covered(p, joined) for p in paragraphs]
    begun = [False, *accumulate((not is_bold for is_bold in whole), max)]
    chosen = {
        k
        for k, (above, below) in enumerate(pairwise(paragraphs))
        if whole[k] and begun[k] and not whole[k + 1]
        if is_heading(above) and above.kind == below.kind == "paragraph"
        if len(above.text) <= LONGEST_DISPLAY and not any(mark in above.text for mark in "。；")
    }
    if len(chosen) < FEWEST_HEADINGS:
        return list(paragraphs)
    return [
        replace(p, kind="heading", item=None, introduces=False) if k in chosen else p
        for k, p in enumerate(paragraphs)
    ]


def is_covered(paragraph: Paragraph, ranges: Sequence[tuple[int, int]]) -> bool:
    """Return whether all of a paragraph is in the ranges."""
    for start, end in paragraph.line.spans:
        at = bisect_right(ranges, (start, inf)) - 1
        if at < 0 or ranges[at][1] < end:
            return False
    return True
