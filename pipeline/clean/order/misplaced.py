"""Parts of a text that stand in each other's place by the numbers of its questions or its times.

All rise but at one place, and all would if the two parts on its sides changed places: a whole
exchange was moved. A count that starts anew, or a clock that does on another day, shows nothing.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.clean.order.line_signs import Side, find_side
from pipeline.clean.order.pieces import POINT_NUMBER, QUESTION_NUMBER
from pipeline.clean.order.times import Stamp, choose_form, find_starts
from pipeline.language.ordinals import COUNTING, read_ordinal

FEWEST = 3
"""Numbers of questions that are no chance."""
FEWEST_STAMPED = 2
"""Times of an exchange: a single one may be told of, or that of a late message."""
NUMBERED = re.compile(rf"第([{COUNTING}]{{1,3}}|\d{{1,3}})个?(?:问题|提问|问)[：:]")
"""At the head of a question that names nobody."""
CLOCK = 3
"""Numbers of a time without a day: hours, minutes, seconds."""


class Swap(NamedTuple):
    """Two parts in each other's place, first:middle and middle:last (half-open)."""

    first: int
    middle: int
    last: int


def find_misplaced(paragraphs: Sequence[Paragraph], stamps: Sequence[Stamp]) -> set[int]:
    """Return the paragraphs with which parts begin that stand in each other's place, and end.

    Every number between the least and the largest is there once. Or each part has the times of an
    exchange, and no other day shows in a clock.
    """
    read = {k: read_number(paragraph) for k, paragraph in enumerate(paragraphs)}
    counted = {k: number for k, number in read.items() if number is not None}
    numbers, places = [*counted.values()], [*counted]
    swap = find_swap([(number,) for number in numbers])
    if not swap or len(numbers) < FEWEST or len(numbers) <= max(numbers) - min(numbers):
        times = choose_form(stamps)
        swap = find_swap([stamp.time for stamp in times])
        if not swap or min(swap.middle - swap.first, swap.last - swap.middle) < FEWEST_STAMPED:
            return set()
        places = find_starts(paragraphs, times)
        first, other = (find_next_side(paragraphs, places[k]) for k in swap[:2])
        if first != other or (swap.first == 0 and len(times[0].time) <= CLOCK):
            return set()
    return {k for at in swap for k in places[at : at + 1] if k}


def read_number(paragraph: Paragraph) -> int | None:
    """Return the number of a question: 问题3：, 3. 记者：, 第三个问题：."""
    label, found = paragraph.label, NUMBERED.match(paragraph.text)
    if label and find_side(paragraph) == "asks":
        found = POINT_NUMBER.match(paragraph.text)
        if not found and not label.name:
            words = QUESTION_NUMBER.search(label.words)
            return read_ordinal(words[0]) if words else None
    return read_ordinal(found[1]) if found else None


def find_swap(keys: Sequence[tuple[int, ...]]) -> Swap | None:
    """Return the two parts that must change places so that all rises, if it falls at one place.

    >>> find_swap([(1,), (2,), (4,), (5,), (3,), (6,)])
    Swap(first=2, middle=4, last=5)
    >>> find_swap([(1,), (2,), (3,), (1,), (2,), (3,)])
    """
    rising = sorted(keys)
    wrong = [k for k, (key, sure) in enumerate(zip(keys, rising, strict=True)) if key != sure]
    falls = [k for k in range(1, len(keys)) if keys[k] < keys[k - 1]]
    if len(falls) != 1:
        return None
    swap = Swap(wrong[0], falls[0], wrong[-1] + 1)
    first, middle, last = swap
    swapped = [*keys[:first], *keys[middle:last], *keys[first:middle], *keys[last:]]
    seams = (first, first + last - middle, last)
    parted = all(rising[k - 1] < rising[k] for k in seams if 0 < k < len(keys))
    return swap if parted and swapped == rising else None


def find_next_side(paragraphs: Sequence[Paragraph], k: int) -> Side | None:
    """Return who speaks first from a paragraph on.

    An answer may be later than the next question, where each bears the time at which it was sent.
    """
    return next((side for p in paragraphs[k:] if (side := find_side(p))), None)
