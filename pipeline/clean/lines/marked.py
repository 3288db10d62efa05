"""What a file itself says that some of its lines are: headings, rows of a table of values."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from pipeline.clean.lines.paragraphs import Paragraph

LONGEST_HEADING = 120
"""Characters: a headline of news has up to 90."""
UNFINISHED, PARTED = "：:，,、；;。", "|｜"
"""Marks that a heading does not end with (a label, the begin of a list), and that a byline has."""


class LineMark(NamedTuple):
    """A half-open range of the source, and what its lines are."""

    start: int
    end: int
    kind: Literal["heading", "table"]


def mark_paragraphs(paragraphs: Sequence[Paragraph], marks: Sequence[LineMark]) -> list[Paragraph]:
    """Return the paragraphs with the kind that the file gives to them. Marks are in order."""
    return list(follow_marks(paragraphs, marks)) if marks else list(paragraphs)


def follow_marks(paragraphs: Sequence[Paragraph], marks: Sequence[LineMark]) -> Iterator[Paragraph]:
    """Yield the paragraphs, each with the kind of the mark that it begins in."""
    passed = 0
    for paragraph in paragraphs:
        start = paragraph.line.spans[0][0]
        while passed < len(marks) and marks[passed].end <= start:
            passed += 1
        mark = marks[passed] if passed < len(marks) and marks[passed].start <= start else None
        if mark is None:
            yield paragraph
        elif mark.kind == "table":
            yield replace(
                paragraph, kind="table", heading=None, label=None, item=None, introduces=False
            )
        elif is_heading(paragraph):
            yield replace(paragraph, kind="heading", item=None, introduces=False)
        else:
            yield paragraph


def is_heading(paragraph: Paragraph) -> bool:
    """Return whether a line that is marked as a heading reads like one."""
    return (
        paragraph.kind == "paragraph"
        and paragraph.label is None
        and len(paragraph.text) <= LONGEST_HEADING
        and paragraph.text[-1] not in UNFINISHED
        and not any(mark in paragraph.text for mark in PARTED)
        and not paragraph.text.isdecimal()
    )
