"""The page that each paragraph stands on, where the numbers of the pages say more than the file.

Numbers that count up through the file only repeat its order. Where they do not, the pages were
put into the file in another order than they were printed in.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.records.transcript import Removal

FEWEST_PAGES = 2
"""One number alone counts nothing."""
NUMBER = re.compile(r"\d{1,4}")


def find_pages(paragraphs: Sequence[Paragraph], removals: Sequence[Removal]) -> list[int]:
    """Return the page of each paragraph, or nothing where the numbers do not say it.

    They say it where each page has one, all at the head of the page or all at its foot, no two
    are the same, and they contradict the order of the file.
    """
    found = [
        (removal.source_start, int(number[0]))
        for removal in removals
        if removal.reason == "page_number" and (number := NUMBER.search(removal.text))
    ]
    numbers = [number for _, number in found]
    ascend = all(a < b for a, b in pairwise(numbers))
    if len(found) < FEWEST_PAGES or ascend or len(set(numbers)) < len(numbers):
        return []
    starts = [paragraph.line.spans[0][0] for paragraph in paragraphs]
    at_head, at_foot = found[0][0] < starts[0], found[-1][0] > starts[-1]
    if at_head == at_foot:
        return []
    pages, passed = [], 0
    for start in starts:
        while passed < len(found) and found[passed][0] < start:
            passed += 1
        pages.append(numbers[passed - 1] if at_head else numbers[passed])
    return pages
