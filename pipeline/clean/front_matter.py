"""Title and date: what stands before the text proper, and what its name says."""

import re
from collections.abc import Sequence
from datetime import date

from pipeline.clean.paragraphs import Paragraph

NAME_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[-_ ]+|$)")
TEXT_DATE = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?:年|[-/.])(?P<month>\d{1,2})(?:月|[-/.])(?P<day>\d{1,2})(?:日|(?!\d))"
)
FRONT = 1000
"""Characters from the start in which the date of a text is looked for."""


def read_date(found: re.Match[str] | None) -> str | None:
    """Return a date in ISO 8601, or None where there is no such day."""
    if found is None:
        return None
    year, month, day = map(int, found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def split_name(stem: str) -> tuple[str | None, str]:
    """Return the ISO date at the start of a file's name, and the rest of the name.

    >>> split_name("2021-01-26-工信部解读2020年工业通信业热点")
    ('2021-01-26', '工信部解读2020年工业通信业热点')
    """
    found = NAME_DATE.match(stem)
    day = read_date(found)
    return (day, stem[found.end() :]) if found and day else (None, stem)


def find_date(paragraphs: Sequence[Paragraph]) -> str | None:
    """Return the date that the front of a text gives in full: its dateline, else the first.

    Chinese press texts that give day and month only are left without a date.
    """
    front = "\n".join(p.text for p in paragraphs[:30])[:FRONT]
    datelines = [p.text for p in paragraphs[:30] if p.kind == "dateline"]
    for text in (*datelines, front):
        day = read_date(TEXT_DATE.search(text))
        if day:
            return day
    return None


def find_title(paragraphs: Sequence[Paragraph]) -> int | None:
    """Return which paragraph is the title: the first line set apart above the text proper."""
    for k, paragraph in enumerate(paragraphs):
        if paragraph.kind == "title":
            return k
        if paragraph.kind in ("dateline", "byline", "note"):
            continue
        if paragraph.kind == "heading" or not paragraph.is_display:
            return None
        return k
    return None
