"""The page that each paragraph stands on, and the pages that the file lacks, by their numbers.

Numbers that count up through the file only repeat its order. Where they do not, the pages were
put into the file in another order than they were printed in. Where they skip, pages are missing.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.records.transcript import Removal

FEWEST_PAGES = 2
"""One number alone does not count pages."""
FEWEST_COUNTED = 3
"""Fewer numbers do not show that a page is missing."""
PART_OF_PAGE = 4
"""Text beyond the number at one end of the file is a stray line, not a page, if it is so many times
shorter than the text beyond the number at the other end."""
NUMBER = {
    "page_number": re.compile(r"(\d{1,4})"),
    "running_head": re.compile(
        r"\A[-—–·－─ ]{0,4}第? ?(\d{1,4})(?: ?[/／] ?\d{1,4})?(?: ?页)?[-—–·－─ ]{0,4}\Z"
    ),
}
"""The number of a page in what was removed for these reasons: a running head may be no more."""


class Numbered(NamedTuple):
    """The page of each paragraph, empty where no numbers say it, and the pages that are missing.

    It is `reordered` where the numbers contradict the order of the file.
    """

    pages: tuple[int, ...] = ()
    missing: frozenset[int] = frozenset()
    reordered: bool = False

    @property
    def news(self) -> tuple[int, ...]:
        """The pages of the paragraphs where they say more than the order of the file."""
        return self.pages if self.reordered else ()

    def find_gaps(self, order: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield the paragraphs, in this order, between which pages are missing."""
        for i, j in pairwise(order if self.missing else ()):
            between = range(self.pages[i] + 1, self.pages[j])
            if between and self.missing.issuperset(between):
                yield i, j


def find_pages(
    paragraphs: Sequence[Paragraph], removals: Sequence[Removal], source: str
) -> Numbered:
    """Return the pages of the paragraphs as far as the numbers say them.

    They do if each page has one, all at the head of the page or all at its foot, and no two are
    the same. In pages in order, the first may lack its number at the head, the last at the foot.
    """
    found = [
        (removal.source_start, int(number[1]))
        for removal in removals
        if removal.reason in NUMBER and (number := NUMBER[removal.reason].search(removal.text))
    ]
    numbers = [number for _, number in found]
    if len(found) < FEWEST_PAGES or len(set(numbers)) < len(numbers):
        return Numbered()
    reordered = numbers != sorted(numbers)
    missing = find_missing_pages(found, source)
    at_head = stand_at_head(paragraphs, found[0][0], found[-1][0])
    if at_head is None and not reordered:
        at_head = numbers[0] != 1
    if at_head is None or not (reordered or missing):
        return Numbered()
    pages, passed = [], 0
    for paragraph in paragraphs:
        while passed < len(found) and found[passed][0] < paragraph.line.spans[0][0]:
            passed += 1
        pages.append(numbers[max(passed - 1, 0) if at_head else min(passed, len(numbers) - 1)])
    return Numbered(tuple(pages), missing, reordered)


def stand_at_head(paragraphs: Sequence[Paragraph], first: int, last: int) -> bool | None:
    """Return whether numbers, the first and last of which are here, head the pages or end them."""
    above = sum(len(p.text) for p in paragraphs if p.line.spans[0][0] < first)
    below = sum(len(p.text) for p in paragraphs if p.line.spans[0][0] > last)
    if PART_OF_PAGE * min(above, below) >= max(above, below):
        return None
    return above < below


def find_missing_pages(found: Sequence[tuple[int, int]], source: str) -> frozenset[int]:
    """Return the numbers that are skipped by pages that count on more often than they skip.

    `found` are the numbers with their places in the source. A page that the source has without its
    number is not missing.

    >>> source = "— 1 —|— 2 —|— 4 —|— 5 —"
    >>> found = [(0, 1), (6, 2), (12, 4), (18, 5)]
    >>> sorted(find_missing_pages(found, source)), sorted(find_missing_pages(found[1:], source))
    ([3], [3])
    >>> sorted(find_missing_pages(found[::3] + [(24, 9)], source))
    []
    """
    numbers = sorted(number for _, number in found)
    skips = [(a, b) for a, b in pairwise(numbers) if b > a + 1]
    if len(numbers) < FEWEST_COUNTED or 2 * len(skips) > len(numbers) - 1:
        return frozenset()
    unnumbered = {
        (a, b) for (at, a), (to, b) in pairwise(found) if source.count("\f", at, to) >= b - a
    }
    return frozenset(n for a, b in skips if (a, b) not in unnumbered for n in range(a + 1, b))
