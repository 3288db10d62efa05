"""Time stamps of a live transcript: where they rise through the file, it is in order."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.clean.lines.paragraphs import Paragraph

FEWEST_STAMPS = 3
"""So many stamps that never fall are no chance."""
STAMP = r"(?:(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?\s*)?(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?"
RANGE = rf"(?:{STAMP},\d{{3}} --> .{{12}}\Z)"
STAMPED = re.compile(
    rf"[\[【（(［]?{STAMP}[\]】）)］]?\Z|[\[【（(［]{STAMP}[\]】）)］]|{STAMP}[ \u3000]"
    rf"|\S{{1,12}}[ \u3000\t]{{1,4}}[(（]?{STAMP}[)）]?\Z|{RANGE}"
)
"""A stamp on a line of its own, at the head of one, after a name, or from when to when."""


def have_rising_stamps(paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether the text bears time stamps that rise from its start to its end."""
    found = (STAMPED.match(paragraph.text) for paragraph in paragraphs)
    stamps = [read_stamp([part for part in match.groups() if part]) for match in found if match]
    if len(stamps) < FEWEST_STAMPS or len({len(stamp) for stamp in stamps}) > 1:
        return False
    return stamps[0] < stamps[-1] and all(a <= b for a, b in pairwise(stamps))


def read_stamp(parts: Sequence[str]) -> tuple[int, ...]:
    """Return a stamp as numbers, the largest unit first.

    >>> read_stamp(["09", "05", "12"])
    (9, 5, 12)
    """
    return tuple(map(int, parts))
