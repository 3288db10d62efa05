"""Moments: the periods that a sentence names, and what each may be of."""

import re
from collections.abc import Iterator, Sequence

from pipeline.claims.read.dating import resolve
from pipeline.claims.read.drafts import Draft, Moment, Setting
from pipeline.claims.read.times import Time

OPENING = 3
"""Characters: a time that stands so near a sentence's beginning opens it."""
MODIFIED = re.compile("[^，。；：、\\n]{1,8}的")
"""What may stand before the time that opens a sentence: 刚刚过去的2025年."""
BREAKS = "，；：、\n"
CONTRAST = ("则", "份则")
"""Behind a time that is held against another for one fact: 7月份则下降5%."""
PART_OF = ("其中", "其中，")
"""Before a time that is part of the one told: 其中9月份."""
UP_TO_NOW = ("迄今", "至今", "到目前为止")
"""Up to now, since the year that the sentence names: 于2013年成立，迄今已举办四届."""
TITLE_GOES_ON = re.compile("[^《》\\n]{0,60}》")
DAY = re.compile("(/?[0-9]{4}-[0-9]{2})-[0-9]{2}")


def find_moments(
    text: str, start: int, times: Sequence[Time], setting: Setting, *, leads: bool
) -> Iterator[Moment]:
    """Yield the periods that a sentence names, in order.

    `leads` says whether the sentence opens a paragraph, or says what follows.
    """
    since: str | None = None
    for time in times:
        period, year = resolve(time, setting.reference())
        if period and since and setting.year and text.startswith(UP_TO_NOW, time.start):
            period = f"{since}/{setting.year}"
        elif period and not time.baseline and len(period) == 4 and period < str(setting.year):
            since = period
        titled = bool(time.match["plan"]) and TITLE_GOES_ON.match(text, time.end) is not None
        if year is not None and speaks_of(text, start, time):
            setting.spoken, setting.spoken_in = year, setting.sentence
        if period and not time.baseline:
            before = text[time.start - 1 : time.start]
            opens = time.start - start <= OPENING or before in BREAKS
            opens = opens or MODIFIED.fullmatch(text, start, time.start) is not None
            opens = opens and not text.startswith(CONTRAST, time.end)
            opens = opens and not text.endswith(PART_OF, start, time.start)
            yield Moment(
                time.start, time.end, tell_month(period),
                "due" if is_due(text, time, period, setting.year) else name_kind(time, period),
                opens, setting.sentence,
                setting.paragraph, setting.section, setting.in_heading, leads, titled,
            )  # fmt: skip


def tell_month(period: str) -> str:
    """Return a single day as its month, as periods of claims are told: 5月12日 is 2025-05.

    >>> tell_month("2025-05-12"), tell_month("/2025-05-12"), tell_month("2025-05-12/2025-05-15")
    ('2025-05', '/2025-05', '2025-05-12/2025-05-15')
    """
    day = DAY.fullmatch(period)
    return day[1] if day else period


def is_due(text: str, time: Time, period: str, year: int | None) -> bool:
    """Return whether a time is that up to which something is planned: 到2027年."""
    upto = time.due or text[time.start - 1 : time.start] in ("到", "至")
    return upto and year is not None and period[:4].isdecimal() and int(period[:4]) > year


def speaks_of(text: str, start: int, time: Time) -> bool:
    """Return whether the year of a time is that of the months named after it.

    Not of one that something is compared with or that it begins at (自去年6月, 1998年以来), nor of
    one in brackets.
    """
    if time.baseline or time.since or text[time.start - 1 : time.start] in ("自", "从"):
        return False
    return text.count("（", start, time.start) <= text.count("）", start, time.start)


def name_kind(time: Time, period: str) -> str:
    """Return what kind of time an expression names."""
    groups = time.match.groupdict()
    if groups["now"] or groups["today"]:
        return "now" if groups["now"] else "today"
    if time.until:
        return "until"
    if groups["plan"]:
        return "plan"
    if groups["ahead"]:
        return "ahead"
    if time.since or groups["congress"] or groups["rolling"] or groups["spell"]:
        return "since"
    if "/" in period:
        return "interval"
    if len(period) == len("2020-01-26"):
        return "day"
    return "year" if len(period) == 4 else "part"


def begins_move(text: str, moment: Moment, previous: Draft | None) -> bool:
    """Return whether a time dates the number before alone, from which a value moves.

    从2020年的22%上升到31% says nothing of when it was 31 %.
    """
    led = previous is not None and previous.quantity.start > moment.start
    return led and text[moment.start - 1] in "从由" and text.startswith("的", moment.end)
