"""Times: the expressions for times in a text, and what stands about each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.claims.find.numerals import parse_value
from pipeline.claims.find.time_forms import (
    BASELINE_AFTER,
    BASELINE_BEFORE,
    COMPOUND_BEFORE,
    DUE_AFTER,
    DUE_AT_END,
    DUE_BEFORE,
    EVENT,
    ITEM,
    JOINT,
    PRICES,
    REPUBLIC_YEAR,
    SINCE,
    TIME,
    UNTIL,
    YEAR_END,
)

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
    years: int | None = None
    """How many years it begins: 自2017年起连续五年."""


def find_times(text: str, *, republic: bool = False) -> Iterator[Time]:
    """Yield the time expressions of a folded text in order.

    `republic` says that years may be those of the Republic, which Taiwan counts by.
    """
    pending: Time | None = None
    for match in TIME.finditer(text):
        start, end = match.span()
        if not republic and OF_REPUBLIC.match(text, start):
            continue
        if (
            start
            and text[start - 1] in "0123456789.第"
            and match["bare"]
            and not ITEM.search(text, max(0, start - 4), start)
        ):
            continue
        before = text[max(0, start - 4) : start]
        until = UNTIL.search(before)
        baseline = bool(BASELINE_BEFORE.search(before)) and not COMPOUND_BEFORE.search(before)
        baseline = baseline or bool(BASELINE_AFTER.match(text, end)) or match["other"] is not None
        baseline = baseline or EVENT.match(text, end) is not None
        baseline = baseline or (before[-1:] in ("按", "以") and PRICES.match(text, end) is not None)
        since = SINCE.match(text, end)
        due = DUE_BEFORE.search(before) or DUE_AFTER.match(text, end)
        if match["b_edge"] in YEAR_END and not until:
            due = due or DUE_AT_END.search(text, max(0, start - 4), end + 10)
        if pending and joins(text, pending, start):
            yield Time(pending.start, end, pending.match, False, False, False, match)
            pending = None
            continue
        if pending:
            yield pending
        pending = Time(
            until.start() + max(0, start - 4) if until else start,
            since.end() if since else end,
            match, baseline, until is not None, since is not None,
            due=due is not None,
            years=read_count(since["years"]) if since and since["years"] else None,
        )  # fmt: skip
    if pending:
        yield pending


def joins(text: str, time: Time, start: int) -> bool:
    """Return whether a time and the next, at `start`, are the ends of one: 去年底开通至今年6月."""
    near = time.end < start < time.end + 8 and not time.baseline
    return near and JOINT.fullmatch(text, time.end, start) is not None


def read_count(text: str) -> int:
    """Return a count, a month or a day in digits or words."""
    return int(text) if text.isdecimal() else int(parse_value(text) or 0)
