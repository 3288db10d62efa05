"""Lines that stand at the ends of the pages of a text file, page after page: heads and feet.

A text that was printed or converted has them within its sentences. They are told by coming back,
but for their numbers, and by where they do: beside the number of a page, or with a number of their
own that counts the pages.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from pipeline.clean.lines.normalise import SourceLine

FEWEST_HEADS, SHORTEST_HEAD, LONGEST_HEAD = 3, 6, 100
"""A line that comes back less often, or is shorter, may do so by chance; a longer one is text."""
DIGITS = re.compile(r"\d+")
PAGE = re.compile(r"(?<!\d)(\d{1,4}) ?[/／] ?\d{1,4}(?!\d)\s*\Z|第 ?(\d{1,4}) ?页")
WITHIN = re.compile(r"[，。；,].*[^。！？；：…!?;:”’」』）)】]\Z")
"""A line that ends within a sentence."""
NO_HEAD_ENDS = "。！？；：，、"
"""A head does not end with these."""
SHARE_AT_ENDS = 0.6
"""The share of its places at which a head stands at the end of a page: some pages lack one."""


def find_running_heads(lines: Sequence[SourceLine], page_ends: Sequence[bool]) -> frozenset[int]:
    """Return which lines are heads or feet of pages.

    `page_ends[k]` says whether a page ends above line k, and one more item whether it does after
    the last. A line beside others that are heads is one too, where it comes back as often. The
    first line of a text is kept: it is its title; said again within a sentence it is a head.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for k, line in enumerate(lines):
        if SHORTEST_HEAD <= len(line.text) <= LONGEST_HEAD and line.text[-1] not in NO_HEAD_ENDS:
            places[DIGITS.sub("0", line.text)].append(k)
    back = [group for group in places.values() if len(group) > 1]
    heads: set[int] = set()
    found = True
    while found:
        found = False
        for group in back:
            beside = sum(
                page_ends[k] or page_ends[k + 1] or k - 1 in heads or k + 1 in heads for k in group
            )
            at_ends = (
                beside >= SHARE_AT_ENDS * len(group)
                if len(group) >= FEWEST_HEADS
                else beside == len(group)
            )
            if not heads.issuperset(group) and (at_ends or count_pages(lines, group)):
                heads.update(group)
                found = True
    repeated = (k for k in range(2, len(lines)) if lines[k].text == lines[0].text)
    heads.update(k for k in repeated if page_ends[k] or WITHIN.search(lines[k - 1].text))
    return frozenset(heads - {0})


def count_pages(lines: Sequence[SourceLine], group: Sequence[int]) -> bool:
    """Return whether lines that are alike but for numbers count the pages: 2/12, 第2页.

    >>> rows = [SourceLine(f"会议纪要 {n}/3", ((0, 1),), 0) for n in (1, 2, 3)]
    >>> count_pages(rows, [0, 1, 2])
    True
    """
    found = [PAGE.search(lines[k].text) for k in group]
    numbers = [int(match[1] or match[2]) for match in found if match]
    return len(numbers) == len(group) >= FEWEST_HEADS and all(
        b == a + 1 for a, b in pairwise(numbers)
    )
