"""The time at which something was said: 10:05, [2021-01-26 10:05:12], (08月23日 10:21)."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.knowledge import SignFile

AFTER_NOON = ("下午", "傍晚", "晚上", "pm")
NUMBER = re.compile(r"\d+")
FEWEST_TIMES = 3
"""So many times in a row do not rise by chance."""
FEWEST_FALLING = 4
"""So many times in a row prove that a text puts the newest first, which few texts do."""


class Stamps(SignFile):
    """All that stamps.toml says."""

    file = "stamps.toml"


def strip_stamp(text: str) -> str:
    """Return what is said without the time at its end."""
    return Stamps.load().patterns["at_end"].sub("", text)


def find_time(line: str) -> tuple[int, ...] | None:
    """Return the time that a line bears as numbers, the largest unit first, or None.

    >>> [find_time(line) for line in ("[09:05:12]", "王明 10:05", "00:00:01,000 --> 00:00:04,200")]
    [(9, 5, 12), (10, 5), (0, 0, 1)]
    >>> [find_time(line) for line in ("王明(00:31): 好。", "好。 [10:40]", "比分为3:2。")]
    [(0, 31), (10, 40), None]
    >>> [find_time(line) for line in ("王明, [06.05.2024 10:05]", "下午1:05\t王明\t好。")]
    [(2024, 5, 6, 10, 5), (13, 5)]
    """
    stamps = Stamps.load().patterns
    found = stamps["stamped"].match(line)
    if found:
        return read_time(found["time"] or found["begins"] or found["within"])
    at_end = stamps["at_end"].search(line) or stamps["below_name"].search(line)
    return read_time(at_end[0]) if at_end else None


def read_time(words: str) -> tuple[int, ...] | None:
    """Return a time as numbers, the largest unit first."""
    found = Stamps.load().patterns["parts"].search(words)
    if found is None:
        return None
    day, clock = ([int(n) for n in NUMBER.findall(found[part] or "")] for part in ("day", "clock"))
    half = (found["half"] or found["behind"] or "").lower()
    if half and half != "中午":
        clock[0] = clock[0] % 12 + 12 * (half in AFTER_NOON)
    return (*(day[::-1] if len(day) == 3 and day[2] > day[0] else day), *clock)


def do_rise(times: Sequence[tuple[int, ...]]) -> bool:
    """Return whether times rise from the first to the last, and not by chance.

    >>> do_rise([(10, 0), (10, 12), (10, 12), (10, 40)])
    True
    """
    return never_fall(times) and len(times) >= FEWEST_TIMES


def do_fall(times: Sequence[tuple[int, ...]]) -> bool:
    """Return whether times fall from the first to the last, and seldom stay.

    >>> do_fall([(10, 40), (10, 31), (10, 12), (10, 0)])
    True
    """
    return never_fall(times[::-1]) and len(set(times)) >= FEWEST_FALLING


def never_fall(times: Sequence[tuple[int, ...]]) -> bool:
    """Return whether times of one form rise from the first to the last, though some may stay."""
    if len({len(time) for time in times}) != 1:
        return False
    return times[0] < times[-1] and all(a <= b for a, b in pairwise(times))
