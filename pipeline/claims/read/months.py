"""Months: the first and the last of a period, and those before and after it."""

import re

from pipeline.measure.period import Period

QUARTER_OR_MONTH = re.compile("(?P<year>[0-9]{4})-(?P<quarter>Q?)(?P<number>[0-9]{1,2})")
LAST_MONTHS = {"Q1": "03", "Q2": "06", "Q3": "09", "Q4": "12", "H1": "06", "H2": "12"}
"""The last month of a part of a year."""


def last_moment(period: str) -> str:
    """Return the end of a period as a year, month or day."""
    end = period.split("/")[-1]
    return f"{end[:5]}{LAST_MONTHS[end[5:]]}" if end[5:] in LAST_MONTHS else end


def find_months(period: str) -> tuple[str, str]:
    """Return the first and the last month of a period; nothing for an end that is open.

    >>> find_months("2025-Q2"), find_months("2024/2025-06-15"), find_months("2025")
    (('2025-04', '2025-06'), ('2024-01', '2025-06'), ('2025-01', '2025-12'))
    """
    found, month = Period.parse(period) or Period(None, None), len("2025-06")
    first, last = (day.isoformat()[:month] if day else "" for day in (found.start, found.end))
    return first, last


def count_back(year: int, month: int, months: int) -> str:
    """Return the month so many months before one.

    >>> count_back(2024, 1, 1), count_back(2024, 11, -3)
    ('2023-12', '2025-02')
    """
    number = year * 12 + month - 1 - months
    return f"{number // 12}-{number % 12 + 1:02}"


def find_run_end(first: str, count: int, unit: str | None) -> str | None:
    """Return the last of so many years or months from one on.

    >>> find_run_end("2017", 5, "年"), find_run_end("2024-11", 4, "个月")
    ('2021', '2025-02')
    """
    if unit == "年":
        return f"{int(first) + count - 1}" if first.isdecimal() else None
    month = QUARTER_OR_MONTH.fullmatch(first)
    if month is None or month["quarter"]:
        return None
    return count_back(int(month["year"]), int(month["number"]), 1 - count)


def find_one_before(period: str) -> str | None:
    """Return the month or quarter before one, or None for any other period.

    >>> find_one_before("2024-01"), find_one_before("2024-Q1"), find_one_before("2024")
    ('2023-12', '2023-Q4', None)
    """
    point = QUARTER_OR_MONTH.fullmatch(period)
    if point is None:
        return None
    year, number = int(point["year"]), int(point["number"])
    if not point["quarter"]:
        return count_back(year, number, 1)
    return f"{year}-Q{number - 1}" if number > 1 else f"{year - 1}-Q4"
