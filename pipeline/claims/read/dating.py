"""Dating: the period that each time expression stands for, given the document's date.

A period is written 2020, 2020-11, 2020-Q1, 2020-H1, as an interval 2020-01/2020-11 or 2013/2021,
or with an open start /2021-12 for what has accumulated up to then.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from pipeline.claims.find.time_forms import Holiday, TimeForms
from pipeline.claims.find.times import Time, read_count
from pipeline.claims.read.months import (
    count_back,
    find_one_before,
    find_run_end,
    last_moment,
)
from pipeline.language.ordinals import DIGITS, REPUBLIC

DAYS_FROM_NOW = {
    "今天": 0, "今日": 0, "当天": 0, "当日": 0, "昨天": -1, "昨日": -1, "明天": 1, "明日": 1,
    "今晚": 0, "今晨": 0, "今早": 0, "今夜": 0, "昨晚": -1, "昨夜": -1, "明晚": 1,
}  # fmt: skip
LAST_DAY = 31
REVIEWED = 3
"""Month up to which what is told is of the year before: its figures are out by then."""
ENDS = 11
"""Month from which on what is told of 全年 is of the year itself."""
PLANNED = 5
"""Years of a plan."""
SOON = 3
"""Months ahead in which begins what is announced now: 自3月1日起, said in February."""
LONG_OVER = 6
"""Months after which nobody expects or plans a part of a year: it is that of the next."""
NEWS = 2
"""Months after which what happened is still told as news."""


class SpeechTime(NamedTuple):
    """When something is said: the document's date, and the year that was spoken of last.

    `here` says that it was spoken of in the same sentence.
    """

    year: int | None
    month: int | None
    day: int | None
    spoken: int | None
    here: bool = True


def resolve(time: Time, reference: SpeechTime) -> tuple[str | None, int | None]:
    """Return the period of a time expression and the year it speaks of.

    >>> from pipeline.claims.find.times import find_times
    >>> first = next(find_times("去年前11个月"))
    >>> resolve(first, SpeechTime(2021, 1, 26, None))
    ('2020-01/2020-11', 2020)
    >>> resolve(next(find_times("预计16日夜间")), SpeechTime(2024, 7, 15, None))[0]
    '2024-07-16'
    """
    groups = time.match.groupdict()
    months_ahead = read_count(groups["b_month"] or "0") - (reference.month or 12)
    ahead = time.due or (time.since and 0 < months_ahead <= SOON)
    now, month = reference.year, reference.month or 0
    told_of = reference.spoken and (
        reference.here or month <= REVIEWED or reference.spoken >= (now or 0)
    )
    if ahead and now and not told_of:
        holiday, due = find_holiday(groups), now
        if holiday:
            due = holiday.find_year(due, reference.month or 12, ahead=11)
        elif groups["b_quarter"] or groups["b_month"]:
            ended = last_moment(resolve_part(groups, "b_", due))[5:7]
            due += (reference.month or 12) - int(ended) > LONG_OVER
        reference = reference._replace(spoken=due)
    if time.due and reference.day and (groups["day_only"] or groups["days"]):
        reference = reference._replace(day=LAST_DAY)
    period, year = resolve_match(groups, reference)
    if time.joined is not None and period:
        later, spoken = resolve_match(time.joined.groupdict(), reference._replace(spoken=year))
        year = spoken or year
        if later:
            first = period.split("/")[0]
            if first.isdecimal() and later.startswith(f"{first}-"):
                first = f"{first}-01"
            return f"{first}/{find_last_day(time.joined, first, later)}", year
    if period is None or groups["now"]:
        return period, year
    if time.ended and period[5:7].isdecimal():
        end = period[: len("2024-06")]
        begin = count_back(int(end[:4]), int(end[5:]), time.ended - 1)
        return f"{begin}/{end}" if begin[:4] != end[:4] or time.ended < 12 else end[:4], year
    if time.until:
        return f"/{last_moment(period)}", year
    if time.run:
        last = find_run_end(period, time.run, time.run_of)
        return (f"{period}/{last}", year) if last else (period, year)
    if time.since and reference.year:
        today = f"{reference.year}"
        if "-" in period or period == today:
            today = f"{reference.year}-{reference.month or 12:02}"
        begin = f"{period}-01" if period == f"{reference.year}" else period.split("/")[0]
        if begin >= today:
            return period if groups["fiscal"] else begin, year
        return f"{begin}/{today}", year
    return period, year


def find_holiday(groups: dict[str, str | None]) -> Holiday | None:
    """Return the holiday that the groups name; of two that fall together the one that is fixed."""
    name = "国庆" if groups["national"] else groups["holiday"]
    return TimeForms.load().holidays[name] if name else None


def find_last_day(match: re.Match[str], first: str, later: str) -> str:
    """Return the end of a time, which is not before its begin: 从本月到3月 ends in the next year.

    One that begins on a day ends on a day: 明天到3月2日.
    """
    last = later.split("/")[-1]
    if last[5:7].isdecimal():
        last = f"{int(last[:4]) + (last < first[: len(last)])}{last[4:]}"
    if len(first) != len("2021-01-26") or not (match["b_day"] and len(last) == len("2021-01")):
        return last
    return f"{last}-{read_count(match['b_day'][:-1]):02}"


def resolve_match(groups: dict[str, str | None], at: SpeechTime) -> tuple[str | None, int | None]:
    """Return period and year of the named parts of a match of `TIME`."""
    if groups["from_year"]:
        first, last = read_year(groups["from_year"]), read_year(groups["to_year"] or "")
        return f"{first}/{last}", last
    if groups["fiscal"]:
        return resolve_fiscal(groups["fiscal"], groups["fiscal_to"] or ""), None
    if groups["year"]:
        year = read_year(groups["year"])
        return resolve_part(groups, "", year), year
    if groups["relative"]:
        if at.year is None:
            return None, None
        word = groups["relative"]
        year = at.year + (0 if word == "年内" else TimeForms.load().relative[word])
        return resolve_part(groups, "", year), year
    if groups["bare"]:
        return resolve_bare(groups, at)
    if groups["plan"]:
        return resolve_plan(groups)
    if at.year is None:
        return None, None
    if groups["two_years"]:
        first = at.year + TimeForms.load().two_years[groups["two_years"]]
        return f"{first}/{first + 1}", None
    if groups["holiday"] or groups["season"]:
        return resolve_holiday(groups, at), None
    if groups["years_ago"]:
        return f"{at.year - read_count(groups['years_ago'])}", None
    if groups["next_plan"]:
        begun = min(TimeForms.load().plans.values())
        first = at.year + (begun - at.year) % PLANNED
        return f"{first}/{first + PLANNED - 1}", None
    count = groups["past_years"] or groups["spell_years"] or groups["next_years"]
    return resolve_years(groups, count, at.year, at) if count else (resolve_near(groups, at), None)


def resolve_near(groups: dict[str, str | None], at: SpeechTime) -> str | None:
    """Return the period of a day or month that is told from the day of the document."""
    assert at.year is not None
    now = f"{at.year}-{at.month:02}" if at.month else f"{at.year}"
    if groups["now"]:
        return f"/{now}"
    if groups["today"]:
        return resolve_day(groups["today"], at) or now
    if groups["months_back"]:
        back = {"本": 0, "上": 1, "下": -1}[groups["months_back"][0]]
        return count_back(at.year, at.month, back) if at.month else None
    if groups["quarters_back"]:
        quarter = f"{at.year}-Q{(at.month + 2) // 3}" if at.month else ""
        return (
            find_one_before(quarter) if groups["quarters_back"][0] in "上前" else quarter
        ) or None
    days = [groups[name] for name in ("day_only", "first_day", "last_day")]
    if any(days):
        return resolve_days([read_count(day[:-1]) for day in days if day], at)
    if groups["congress"]:
        first = 2012 if "八" in groups["congress"] else 2017 if "九" in groups["congress"] else 2022
        return f"{first}/{at.year}"
    if groups["past_months"]:
        months = read_count(groups["past_months"])
        if not at.month:
            return None
        return f"{count_back(at.year, at.month, months)}/{count_back(at.year, at.month, 1)}"
    if groups["spell_months"]:
        return f"{count_back(at.year, at.month or 12, read_count(groups['spell_months']))}/{now}"
    return None


def resolve_years(
    groups: dict[str, str | None], count: str, now: int, at: SpeechTime
) -> tuple[str | None, int | None]:
    """Return the period of a number of years before or after the document's, and its year."""
    years = read_count(count)
    if groups["next_years"]:
        first = now + (at.month is not None and at.month > REVIEWED)
        return f"{first}/{first + years - 1}", None
    last = now - 1 if at.month is not None and at.month <= REVIEWED and years <= PLANNED else now
    if groups["average"]:
        return f"{last - years + 1}/{last}", None
    if years == 1:
        return f"{last}", last
    first = last - years + 1 if years <= 5 and last < now else now - years
    return f"{first}/{last}", None


def resolve_day(word: str, at: SpeechTime) -> str | None:
    """Return the day that 今天 or the like stands for, where the document's day is known."""
    shift = DAYS_FROM_NOW.get(word)
    if shift is None or not (at.year and at.month and at.day):
        return None
    return (date(at.year, at.month, at.day) + timedelta(days=shift)).isoformat()


def resolve_days(days: list[int], at: SpeechTime) -> str | None:
    """Return a day of the month, or a range of days, the last before the document was written.

    >>> from pipeline.claims.find.times import find_times
    >>> resolve(next(find_times("15日至23日")), SpeechTime(2026, 3, 2, None))[0]
    '2026-02-15/2026-02-23'
    >>> resolve(next(find_times("部长26日表示")), SpeechTime(2022, 1, 7, None))[0]
    '2021-12-26'
    """
    alone = days[0] == days[-1]
    if at.year is None or at.month is None or (alone and at.day is None) or days[0] > days[-1]:
        return None
    month = count_back(at.year, at.month, int(at.day is not None and days[-1] > at.day))
    return "/".join(f"{month}-{day:02}" for day in days)


def resolve_holiday(groups: dict[str, str | None], at: SpeechTime) -> str | None:
    """Return the month of a holiday, or the season, of the year that this sentence speaks of.

    Else of the last one, or of the next where it is in sight.

    >>> from pipeline.claims.find.times import find_times
    >>> resolve(next(find_times("春节期间")), SpeechTime(2025, 3, 9, None))[0]
    '2025-01'
    """
    year = at.spoken if at.here else None
    if season := groups["season"]:
        return TimeForms.load().seasons[season].format(year or at.year) if at.year else None
    holiday = find_holiday(groups)
    if holiday and year is None and at.year:
        year = holiday.find_year(at.year, at.month or 12)
    return f"{year}-{holiday.find_month(year):02}" if holiday and year else None


def resolve_bare(groups: dict[str, str | None], at: SpeechTime) -> tuple[str | None, int | None]:
    """Return the period of a part of a year that is named without its year.

    It is of the year that is spoken of, or the last before the document; one that has just ended
    is news, and of its own year though an earlier sentence spoke of the year before. A day of the
    next month lies ahead: 12月4日 or 12月初, told in November.
    """
    year = at.spoken
    if at.year is not None and (year is None or not at.here):
        newest, month = at.year, at.month or 12
        last = last_moment(resolve_part(groups, "b_", newest))
        end = last[5:7]
        if last[:4] > f"{newest}":
            newest -= 1
        elif tells_days(groups) and int(end) - month in (1, -11):
            newest += month == 12
        elif not end.isdecimal():
            newest -= groups["b_edge"] == "全年" and month <= REVIEWED
        elif month < int(end) and not is_under_way(groups, last, month):
            newest -= 1
        elif year is not None and int(end) in range(month - NEWS, month + tells_days(groups)):
            year = max(year, newest)
        year = year or newest
    return (resolve_part(groups, "b_", year), year) if year else (None, None)


def is_under_way(groups: dict[str, str | None], last: str, month: int) -> bool:
    """Return whether a half or a quarter has begun or is the next: 下半年, told in July."""
    months = 6 if groups["b_half"] else 3 if groups["b_quarter"] else 0
    return bool(months) and month > REVIEWED and int(last[5:7]) - months <= month


def tells_days(groups: dict[str, str | None]) -> bool:
    """Return whether a part of a year is a day or a third of a month: 12月4日, 12月初."""
    return groups["b_day"] is not None or (groups["bare"] or "").endswith(("初", "旬"))


def resolve_part(groups: dict[str, str | None], prefix: str, year: int) -> str:
    """Return the period of the part of a year that the groups name."""

    def get(name: str) -> str | None:
        return groups.get(prefix + name)

    if months := get("last_months"):
        return name_months(year, 13 - read_count(months), 12)
    if months := get("first_months") or get("to_month"):
        return name_months(year, read_count(get("from_month") or "1"), read_count(months))
    if quarters := get("first_quarters"):
        return name_months(year, 1, 9 if quarters in "三3" else 6)
    if first := get("from_quarter"):
        begin, end = (read_count(q) for q in (first, get("to_quarter") or first))
        return name_months(year, 3 * begin - 2, 3 * end)
    if opening := get("opening_quarter"):
        return f"{year}-Q{2 if opening[0] == '次' else 1}"
    if (quarter := get("quarter")) and get("quarter_end"):
        return f"{year}-{3 * read_count(quarter):02}"
    if quarter:
        return f"{year}-Q{DIGITS.get(quarter) or quarter}"
    if half := get("half"):
        return f"{year}-H{1 if half[0] == '上' else 2}"
    if month := get("month"):
        number = read_count(month)
        first = make_day(year, number, get("day"))
        to_month = read_count(get("day_to_month") or month)
        last = make_day(year + (to_month < number), to_month, get("day_to"))
        return f"{first}/{last}" if get("day_to") and last > first else first
    edge = get("edge")
    if edge in ("年初", "初"):
        return f"{year}-01"
    if edge in ("年底", "年末", "年尾", "底", "末", "尾"):
        return f"{year}-12"
    return f"{year}"


def name_months(year: int, first: int, last: int) -> str:
    """Return the period of some months of a year: that of the quarter or half that they are."""
    for part, length in (("-Q", 3), ("-H", 6), ("", 12)):
        if last - first + 1 == length and last % length == 0:
            return f"{year}{part}{last // length if part else ''}"
    return f"{year}-{first:02}/{year}-{last:02}"


def make_day(year: int, month: int, words: str | None) -> str:
    """Return a day of a month, or the month where no day of it is named.

    >>> make_day(2024, 5, "30日"), make_day(2024, 2, "31日"), make_day(2024, 5, None)
    ('2024-05-30', '2024-02', '2024-05')
    """
    day = read_count(words.rstrip("日号")) if words else 0
    known = 0 < day <= monthrange(year, month)[1]
    return f"{year}-{month:02}-{day:02}" if known else f"{year}-{month:02}"


def resolve_fiscal(first: str, last: str) -> str | None:
    """Return the two years of one that begins in the first and ends in the next.

    >>> resolve_fiscal("二〇二四", "二五"), resolve_fiscal("2020", "25")
    ('2024/2025', None)
    """
    begin = read_year(first)
    end = "".join(c if c.isdecimal() and c.isascii() else str(DIGITS[c]) for c in last[-2:])
    return f"{begin}/{begin + 1}" if int(end) == (begin + 1) % 100 else None


def resolve_plan(groups: dict[str, str | None]) -> tuple[str | None, int | None]:
    """Return the years of a five-year plan, the last where its end is named, or its first or last.

    >>> from pipeline.claims.find.times import find_times
    >>> resolve(next(find_times("“十四五”前三年")), SpeechTime(2024, 2, 1, None))[0]
    '2021/2023'
    """
    number = groups["plan_number"]
    begin = TimeForms.load().plans[groups["plan_name"] or f"{number}五"]
    ends = (groups["plan"] or "").endswith("末")
    if years := read_count(groups["plan_years"] or "0"):
        if groups["plan_side"] == "后":
            return f"{begin + PLANNED - years}/{begin + PLANNED - 1}", None
        return f"{begin}/{begin + years - 1}" if years > 1 else f"{begin}", None
    return f"{begin + 4}" if ends else f"{begin}/{begin + 4}", None


def read_year(text: str) -> int:
    """Return a year in digits or words; one below 1000 is of the Republic."""
    year = read_count(text) or int("".join(str(DIGITS[c]) for c in text))
    return year if year >= 1000 else year + REPUBLIC
