"""Times: the expressions for times in a text, and what stands about each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.claims.find.numerals import parse_value
from pipeline.claims.find.time_forms import (
    BASELINE_AFTER,
    BASELINE_BEFORE,
    COMPOUND_BEFORE,
    DUE_AFTER,
    DUE_AT_END,
    DUE_BEFORE,
    ENDED,
    ENDS_LATER,
    EVENT,
    ITEM,
    JOINT,
    LISTED,
    PRICES,
    REPUBLIC_YEAR,
    SINCE,
    TIME,
    UNITS,
    UNTIL,
    YEAR_END,
)

LONGEST_LIST = 16
"""Characters of the times of a list before the last."""
LISTED_ITEM = re.compile("[0-9一二三四五六七八九十]+")
COUNTED = "0123456789.第一二两三四五六七八九十百千万几数多半每"
"""What stands before 年 where years are counted, and no end of one is told: 几年|中, 多年|底蕴."""
OF_REPUBLIC = re.compile(REPUBLIC_YEAR)


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression. `baseline` says that something else is compared with that time."""

    start: int
    end: int
    match: re.Match[str]
    baseline: bool
    until: bool
    since: bool
    joined: re.Match[str] | None = None
    due: bool = False
    """Whether it is the time at or by which something will be done, which lies ahead."""
    run: int | None = None
    """How many years it begins, or months: 自2017年起连续五年."""
    run_of: str | None = None
    ended: int = 0
    """How many months end then: 截至6月30日止六个月."""

    @property
    def last_of_this_year(self) -> int:
        """Return the last of the months that are told from January on: 今年前11个月; else 0."""
        groups = self.match.groupdict()
        last = groups["first_months"] or (groups["from_month"] == "1" and groups["to_month"])
        return read_count(last) if last and groups["relative"] == "今年" else 0


def find_times(text: str, *, republic: int = 0) -> Iterator[Time]:
    """Yield the time expressions of a folded text in order.

    Years may be those of the Republic, which Taiwan counts by, from so many digits on as
    `republic` says; 0 for none.
    """
    pending: Time | None = None
    for match in TIME.finditer(text):
        start, end = match.span()
        if is_elsewhere(text, start, republic) or (pending and start < pending.end):
            continue
        if (
            start
            and text[start - 1] in (COUNTED if match["b_edge"] else "0123456789.第")
            and match["bare"]
            and not ITEM.search(text, max(0, start - 4), start)
        ):
            continue
        before = text[max(0, start - 4) : start]
        until = UNTIL.search(before)
        baseline = bool(BASELINE_BEFORE.search(before)) and not COMPOUND_BEFORE.search(before)
        baseline = (
            baseline
            or bool(BASELINE_AFTER.match(text, end))
            or (match["other"] is not None and match["years_ago"] is None)
        )
        baseline = baseline or EVENT.match(text, end) is not None
        baseline = baseline or (before[-1:] in ("按", "以") and PRICES.match(text, end) is not None)
        since = SINCE.match(text, end)
        ended = ENDED.match(text, end) if until else None
        ranged = match["b_day_to"] or match["day_to"] or match["days"]
        due = DUE_BEFORE.search(before) or DUE_AFTER.match(text, end)
        if match["b_edge"] in YEAR_END and not until:
            due = due or DUE_AT_END.search(text, max(0, start - 4), end + 10)
        if pending and joins(text, pending, start):
            yield Time(pending.start, end, pending.match, False, False, False, match)
            pending = None
            continue
        if pending and match["season"] and start == pending.end and pending.match["b_day"]:
            pending = replace(pending, end=end)  # 2月3日|春运: the day
            continue
        if pending:
            yield pending
        yield from find_listed(text, match)
        pending = Time(
            until.start() + max(0, start - 4) if until else start,
            since.end() if since else ended.end() if ended else end,
            match, baseline, until is not None, since is not None and not ranged,
            due=due is not None,
            run=read_count(since["run"]) if since and since["run"] else None,
            run_of=since["run_of"] if since else None,
            ended=count_months(ended) if ended else 0,
        )  # fmt: skip
    if pending:
        yield pending


def count_months(ended: re.Match[str]) -> int:
    """Return how many months a spell has that ends at a day."""
    return read_count(ended["months"]) if ended["months"] else 12 if ended["year"] else 6


def find_listed(text: str, match: re.Match[str]) -> Iterator[Time]:
    """Yield the times before one that have its unit in common: 一、二、|三季度.

    >>> [time.match[0] for time in find_times("今年一、二、三季度")]
    ['今年', '一季度', '二季度', '三季度']
    """
    unit = next((name for name in LISTED if match[name]), None)
    if unit is None:
        return
    start = match.start()
    listed = LISTED[unit].search(text, max(0, start - LONGEST_LIST), start)
    for item in LISTED_ITEM.finditer(listed[0]) if listed else ():
        whole = TIME.match(f"{item[0]}{UNITS[unit]}")
        if whole and listed:
            at = listed.start() + item.start()
            yield Time(at, at + len(item[0]), whole, False, False, False)


def is_elsewhere(text: str, start: int, republic: int) -> bool:
    """Return whether only a text of Taiwan has a year at a place: 110年, and by its home 98年."""
    year = OF_REPUBLIC.match(text, start)
    if year is None:
        return False
    named = text.endswith("民国", 0, start)
    return not named and (not republic or len(year[0]) < republic)


def joins(text: str, time: Time, start: int) -> bool:
    """Return whether a time and the next, at `start`, are the ends of one: 去年底开通至今年6月."""
    near = time.end < start < time.end + 8 and not time.baseline
    later = (
        time.since and text[time.end - 1] in "始起" and ENDS_LATER.fullmatch(text, time.end, start)
    )
    return near and bool(later or JOINT.fullmatch(text, time.end, start))


def read_count(text: str) -> int:
    """Return a count, a month (元 is the first) or a day in digits or words."""
    return int(text) if text.isdecimal() else int(parse_value(text.replace("元", "一")) or 0)
