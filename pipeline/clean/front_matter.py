"""The title: what stands before the text proper."""

from collections.abc import Sequence

from pipeline.clean.lines.paragraphs import LONGEST_DISPLAY, Paragraph
from pipeline.language.marks import squeeze

FRONT_PARAGRAPHS = 15
"""Paragraphs from the start of a text among which its title is."""
MOST_LINES = 3
"""Lines that a title is set in."""
PASSED_OVER = ("dateline", "byline", "note", "table")
UNFINISHED = "。；，、：;,:"
"""Marks that a title does not end with."""


def find_title(paragraphs: Sequence[Paragraph], told: str | None = None) -> range:
    """Return which paragraphs are the title, none where there is no title.

    They are those that say what is `told` to be the title; else the first line that reads like
    one, before the text proper; else the first line set apart above it.
    """
    named = find_words(paragraphs, told) if told else range(0)
    if named:
        return named
    first = None
    for k, paragraph in enumerate(paragraphs[:FRONT_PARAGRAPHS]):
        if paragraph.kind == "title":
            return range(k, k + 1)
        if paragraph.kind in PASSED_OVER:
            continue
        if not is_set_apart(paragraphs, k):
            break
        first = k if first is None else first
        if paragraph.kind == "heading":
            break
    if first is None or paragraphs[first].kind == "heading":
        return range(0)
    return range(first, first + 1)


def is_set_apart(paragraphs: Sequence[Paragraph], k: int) -> bool:
    """Return whether a line is set apart from the text below it.

    The first line of a text may be a title with commas in it, where the text goes on at a
    distance from it.
    """
    paragraph = paragraphs[k]
    if paragraph.is_display:
        return True
    below = paragraphs[k + 1] if k + 1 < len(paragraphs) else None
    return (
        k == 0
        and below is not None
        and (below.line.blank_before > 0 or below.kind in PASSED_OVER)
        and len(paragraph.text) <= LONGEST_DISPLAY
        and paragraph.label is None
        and paragraph.text[-1] not in UNFINISHED
    )


def find_words(paragraphs: Sequence[Paragraph], told: str) -> range:
    """Return which paragraphs of the front have these words and nothing else."""
    words = squeeze(told)
    for first in range(min(len(paragraphs), FRONT_PARAGRAPHS)):
        found = ""
        for last in range(first, min(len(paragraphs), first + MOST_LINES)):
            found += squeeze(paragraphs[last].text)
            if found == words:
                return range(first, last + 1)
    return range(0)
