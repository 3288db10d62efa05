"""The time at which something was said: 10:05, [2021-01-26 10:05:12], (08月23日 10:21)."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.language.marks import SENTENCE_ENDS

HALF = "(?:上午|下午|凌晨|清晨|早上|中午|傍晚|晚上|[AaPp][Mm])"
DAY = r"(?:(?:\d{4}[年/.-])?\d{1,2}[月/.-]\d{1,2}日?|\d{1,2}[./]\d{1,2}[./]\d{4})"
CLOCK = rf"(?:{HALF}\s?)?\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?(?:\s?[AaPp][Mm])?"
TIME = rf"(?:{DAY}[,，]?\s*)?{CLOCK}"
BRACKETED = rf"[\[【（(［]\s*{TIME}\s*[\]】）)］]"

IN_SENTENCE = r"(?:\s*[，,、]|[:：]?\d)"
"""Behind a time that is part of what is said: 3月9日10:00，区法院召开发布会."""
BEFORE = re.compile(rf"(?:{BRACKETED}|{TIME}(?!{IN_SENTENCE}))\s*(?:[-–—]\s)?")
"""Before what is said, or before who says it; messengers may set a dash between them."""
AFTER_NAME = re.compile(rf"(?:{BRACKETED}|{DAY}\s*{CLOCK}(?!{IN_SENTENCE}))\s*")
"""Between who speaks and what is said; a clock alone may be part of what is said."""
OPENING = r"(?=[\s,，\[【（(［\d])"
"""What a time or a sign before it begins with; checking that first halves the time."""
BELOW_NAME = re.compile(
    rf"{OPENING}(?<=\S)(?:\s+(?:(?:发[表布]|提[问交]|回[复应]|留言|评论)于\s?)?{TIME}|[,，]?\s*{BRACKETED}|(?<=\D)\d{{4}}[年/.-]{DAY}\s*{CLOCK})\Z"
)
"""At the end of a line that says who speaks and nothing else; a time with its year, which pages of
the web set apart, may stand close to the name."""
AT_END = re.compile(
    rf"{OPENING}(?:(?<!\s)\s*{BRACKETED}"
    rf"|(?<=[{SENTENCE_ENDS}”])\s*(?:{DAY}\s*)?\d{{1,2}}:\d{{2}}:\d{{2}})\Z"
)
"""At the end of what is said; without brackets to the second, after the end of a sentence."""
STAMPED = re.compile(
    rf"(?:\S{{1,12}}[ \u3000\t]{{1,4}}(?={TIME}\Z))?(?P<time>{BRACKETED}|{TIME}(?=[ \u3000\t]|\Z))"
    rf"|(?P<begins>{TIME})[,.]\d{{3}} --> "
    rf"|[^\s：:\[【（(［]{{1,12}}\s?(?P<within>{BRACKETED})\s?[：:]"
)
"""A line that bears a time at its head, after a name, or from when to when; else `BELOW_NAME` with
a day, or `AT_END`."""
DATED = re.compile(
    rf"(?P<day>{DAY})?[,，]?\s{{0,3}}(?P<half>{HALF})?\s?(?P<clock>\d{{1,2}}(?:[:：]\d{{2}}){{1,2}})\s?(?P<behind>[AaPp][Mm])?"
)
AFTER_NOON = ("下午", "傍晚", "晚上", "pm")
NUMBER = re.compile(r"\d+")
FEWEST_TIMES = 3
"""So many times in a row do not rise by chance."""
FEWEST_FALLING = 4
"""So many times in a row prove that a text puts the newest first, which few texts do."""


def find_time(line: str) -> tuple[int, ...] | None:
    """Return the time that a line bears as numbers, the largest unit first, or None.

    >>> [find_time(line) for line in ("[09:05:12]", "王明 10:05", "00:00:01,000 --> 00:00:04,200")]
    [(9, 5, 12), (10, 5), (0, 0, 1)]
    >>> [find_time(line) for line in ("王明(00:31): 好。", "好。 [10:40]", "比分为3:2。")]
    [(0, 31), (10, 40), None]
    >>> [find_time(line) for line in ("王明, [06.05.2024 10:05]", "下午1:05\t王明\t好。")]
    [(2024, 5, 6, 10, 5), (13, 5)]
    """
    found = STAMPED.match(line)
    if found:
        return read_time(found["time"] or found["begins"] or found["within"])
    at_end = AT_END.search(line) or BELOW_NAME.search(line)
    return read_time(at_end[0]) if at_end else None


def read_time(words: str) -> tuple[int, ...] | None:
    """Return a time as numbers, the largest unit first."""
    found = DATED.search(words)
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
