"""Periods: 2020, 2020-H1, 2020-Q1, 2020-11, 2020-11-05, and intervals of these.

An interval is written first/last; /2020-11 is all up to then, 2020/ all from then on.
"""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from pipeline.records.base import Bilingual
from pipeline.records.indicators import Granularity

POINT = re.compile(
    r"(?P<year>\d{4})(?:-H(?P<half>[12])|-Q(?P<quarter>[1-4])"
    r"|-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?)?"
)
"""One end of a period: a year, or its half, quarter, month or day."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
QUARTERS = "一二三四"


class Point(NamedTuple):
    """A year, or the part of it that `part` numbers: half, quarter, month, or day of `month`."""

    granularity: Granularity
    year: int
    part: int = 0
    month: int = 0

    @property
    def start(self) -> date:
        """Return the first day."""
        if self.granularity == "day":
            return date(self.year, self.month, self.part)
        length = {"half": 6, "quarter": 3}.get(self.granularity, 1)
        return date(self.year, (max(self.part, 1) - 1) * length + 1, 1)

    @property
    def end(self) -> date:
        """Return the last day."""
        if self.granularity == "day":
            return self.start
        length = {"half": 6, "quarter": 3, "month": 1}.get(self.granularity, 12)
        month = self.part * length or 12
        return date(self.year, month, monthrange(self.year, month)[1])

    def in_words(self) -> Bilingual:
        """Return the point as it is said: 2020年一季度, Q1 2020."""
        year, part = self.year, self.part
        match self.granularity:
            case "half":
                return Bilingual(zh=f"{year}年{' 上下'[part]}半年", en=f"H{part} {year}")
            case "quarter":
                return Bilingual(zh=f"{year}年{QUARTERS[part - 1]}季度", en=f"Q{part} {year}")
            case "month":
                return Bilingual(zh=f"{year}年{part}月", en=f"{MONTHS[part - 1]} {year}")
            case "day":
                return Bilingual(
                    zh=f"{year}年{self.month}月{part}日",
                    en=f"{part} {MONTHS[self.month - 1]} {year}",
                )
        return Bilingual(zh=f"{year}年", en=f"{year}")


class Period(NamedTuple):
    """A point, or what lies from one to another; None for an open end."""

    first: Point | None
    last: Point | None

    @staticmethod
    @lru_cache(maxsize=4096)
    def parse(text: str | None) -> "Period | None":
        """Return the period that a record writes; None for none, or another form.

        >>> Period.parse("2020-Q1").end, Period.parse("/2021-12").start
        (datetime.date(2020, 3, 31), None)
        """
        first, slash, last = (text or "").partition("/")
        ends = parse_point(first), parse_point(last)
        if not slash:
            return Period(ends[0], ends[0]) if ends[0] else None
        if (first and not ends[0]) or (last and not ends[1]) or ends == (None, None):
            return None
        return Period(*ends)

    @property
    def start(self) -> date | None:
        """Return the first day."""
        return self.first.start if self.first else None

    @property
    def end(self) -> date | None:
        """Return the last day."""
        return self.last.end if self.last else None

    @property
    def granularity(self) -> Granularity:
        """Return how long it is."""
        if self.first is None:
            return "until"
        return self.first.granularity if self.first is self.last else "interval"

    def in_words(self) -> Bilingual:
        """Return the period as it is said.

        >>> Period.parse("2020-01/2020-11").in_words()
        Bilingual(zh='2020年1—11月', en='Jan–Nov 2020')
        """
        first, last = self.first, self.last
        if first is None or last is None:
            said = (first or last or Point("none", 0)).in_words()
            if first is None:
                return Bilingual(zh=f"截至{said.zh}", en=f"up to {said.en}")
            return Bilingual(zh=f"{said.zh}起", en=f"from {said.en}")
        low, high = first.in_words(), last.in_words()
        if first is last:
            return low
        if first.granularity == last.granularity == "month" and first.year == last.year:
            return Bilingual(
                zh=f"{first.year}年{first.part}—{last.part}月",
                en=f"{MONTHS[first.part - 1]}–{MONTHS[last.part - 1]} {first.year}",
            )
        return Bilingual(zh=f"{low.zh}—{high.zh}", en=f"{low.en} – {high.en}")


def parse_point(text: str) -> Point | None:
    """Return a year, half, quarter, month or day; None where the text is none of these."""
    match = POINT.fullmatch(text)
    if match is None or match["year"] == "0000":
        return None
    year = int(match["year"])
    if match["day"]:
        month, day = int(match["month"]), int(match["day"])
        return Point("day", year, day, month) if 1 <= day <= monthrange(year, month)[1] else None
    parts: tuple[Granularity, ...] = ("half", "quarter", "month")
    told = (Point(part, year, int(match[part])) for part in parts if match[part])
    return next(told, Point("year", year))


def find_granularity(period: str | None) -> Granularity:
    """Return how long a period is, `none` where it is not known.

    >>> find_granularity("2020-01/2020-11"), find_granularity(None)
    ('interval', 'none')
    """
    parsed = Period.parse(period)
    return parsed.granularity if parsed else "none"


def word_period(period: str) -> Bilingual:
    """Return a period as it is said; one of an unknown form stays as it is.

    >>> word_period("2019-11/2020-01")
    Bilingual(zh='2019年11月—2020年1月', en='Nov 2019 – Jan 2020')
    """
    parsed = Period.parse(period)
    return parsed.in_words() if parsed else Bilingual(zh=period, en=period)
