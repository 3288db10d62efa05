"""Times: the expressions for times in a text, and what stands about each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.claims.find.numerals import parse_value
from pipeline.claims.find.time_forms import TimeForms

LONGEST_LIST = 16
"""Characters of the times of a list before the last."""
NEAR = 4
"""Characters before a time in which stands what tells of it."""
LISTED_ITEM = re.compile("[0-9一二三四五六七八九十]+")
NUMBERED = "0123456789.第"
"""What stands before a part of a year where its first characters are of another number."""
COUNTED = f"{NUMBERED}一二两三四五六七八九十百千万几数多半每"
"""What stands before 年 where years are counted, and no end of one is told: 几年|中, 多年|底蕴."""
YEAR_ENDS = ("年底", "年末", "年尾")


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression, and what is told of it by what stands about it.

    `baseline`: something else is compared with that time. `until`: it ends what is told, and
    `since`: it begins it. `joined` is the match of its other end. `due`: it is the time at or by
    which something will be done, which lies ahead. `run` is how many years or months (`run_of`) it
    begins: 自2017年起连续五年; `ended` how many months end then: 截至6月30日止六个月.
    """

    start: int
    end: int
    match: re.Match[str]
    baseline: bool = False
    until: bool = False
    since: bool = False
    joined: re.Match[str] | None = None
    due: bool = False
    run: int | None = None
    run_of: str | None = None
    ended: int = 0

    @property
    def last_of_this_year(self) -> int:
        """Return the last of the months that are told from January on: 今年前11个月; else 0."""
        groups = self.match.groupdict()
        last = groups["first_months"] or (groups["from_month"] == "1" and groups["to_month"])
        return read_count(last) if last and groups["relative"] == "今年" else 0


def find_times(text: str, *, republic: int = 0) -> Iterator[Time]:
    """Yield the time expressions of a folded text in order.

    Years of at least `republic` digits may be those of the Republic, which Taiwan counts by; 0 for
    none.
    """
    pending: Time | None = None
    for match in TimeForms.load().time.finditer(text):
        start, end = match.span()
        if pending and start < pending.end:
            continue
        if is_elsewhere(text, start, republic) or is_counted(text, match):
            continue
        if pending and joins(text, pending, start):
            yield Time(pending.start, end, pending.match, joined=match)
            pending = None
            continue
        if pending and match["season"] and start == pending.end and pending.match["b_day"]:
            pending = replace(pending, end=end)  # 2月3日|春运: the day
            continue
        if pending:
            yield pending
        yield from find_listed_times(text, match)
        pending = read_time(text, match)
    if pending:
        yield pending


def is_counted(text: str, match: re.Match[str]) -> bool:
    """Return whether a part of a year is only the end of a number, of an item's not: 5.|1至5月."""
    start = match.start()
    before = COUNTED if match["b_edge"] else NUMBERED
    if not (match["bare"] and start and text[start - 1] in before):
        return False
    return not TimeForms.load().around["item"].search(text, max(0, start - NEAR), start)


def read_time(text: str, match: re.Match[str]) -> Time:
    """Return a time with what the words about it tell of it."""
    around = TimeForms.load().around
    start, end = match.span()
    before = text[max(0, start - NEAR) : start]
    until = around["until"].search(before)
    since = around["since"].match(text, end)
    ended = around["ended"].match(text, end) if until else None
    ranged = match["b_day_to"] or match["day_to"] or match["days"]
    return Time(
        start - len(before) + until.start() if until else start,
        since.end() if since else ended.end() if ended else end,
        match,
        baseline=is_baseline(text, match, before),
        until=until is not None,
        since=since is not None and not ranged,
        due=is_due(text, match, before),
        run=read_count(since["run"]) if since and since["run"] else None,
        run_of=since["run_of"] if since else None,
        ended=count_months(ended) if ended else 0,
    )


def is_baseline(text: str, match: re.Match[str], before: str) -> bool:
    """Return whether something is compared with a time, or told at it, and not of it."""
    around, end = TimeForms.load().around, match.end()
    return bool(
        (around["baseline_before"].search(before) and not around["compound_before"].search(before))
        or around["baseline_after"].match(text, end)
        or (match["other"] and not match["years_ago"])
        or around["event"].match(text, end)
        or (before.endswith(("按", "以")) and around["prices"].match(text, end))
    )


def is_due(text: str, match: re.Match[str], before: str) -> bool:
    """Return whether something is to be done at or by a time."""
    around, (start, end) = TimeForms.load().around, match.span()
    if around["due_before"].search(before) or around["due_after"].match(text, end):
        return True
    at_end = match["b_edge"] in YEAR_ENDS and not around["until"].search(before)
    return at_end and bool(around["due_at_end"].search(text, max(0, start - NEAR), end + 10))


def count_months(ended: re.Match[str]) -> int:
    """Return how many months a spell has that ends at a day."""
    return read_count(ended["months"]) if ended["months"] else 12 if ended["year"] else 6


def find_listed_times(text: str, match: re.Match[str]) -> Iterator[Time]:
    """Yield the times before one that have its unit in common: 一、二、|三季度.

    >>> [time.match[0] for time in find_times("今年一、二、三季度")]
    ['今年', '一季度', '二季度', '三季度']
    """
    forms, start = TimeForms.load(), match.start()
    for kind in [kind for kind in forms.listed if match[kind.group]][:1]:
        listed = forms.around[kind.group].search(text, max(0, start - LONGEST_LIST), start)
        for item in LISTED_ITEM.finditer(text, listed.start(), start) if listed else ():
            if whole := forms.time.match(f"{item[0]}{kind.unit}"):
                yield Time(*item.span(), whole)


def is_elsewhere(text: str, start: int, republic: int) -> bool:
    """Return whether only a text of Taiwan has a year at a place: 110年, and by its home 98年."""
    year = TimeForms.load().of_republic.match(text, start)
    if year is None:
        return False
    named = text.endswith("民国", 0, start)
    return not named and (not republic or len(year[0]) < republic)


def joins(text: str, time: Time, start: int) -> bool:
    """Return whether a time and the next, at `start`, are the ends of one: 去年底开通至今年6月."""
    near = time.end < start < time.end + 8 and not time.baseline
    if not near:
        return False
    around = TimeForms.load().around
    later = time.since and text[time.end - 1] in "始起"
    later = later and around["ends_later"].fullmatch(text, time.end, start) is not None
    return later or around["joint"].fullmatch(text, time.end, start) is not None


def read_count(text: str) -> int:
    """Return a count, a month (元 is the first) or a day in digits or words."""
    return int(text) if text.isdecimal() else int(parse_value(text.replace("元", "一")) or 0)
