"""Holidays: the month in which each is, in a year.

Those of the lunar calendar are in one month of most years and in the one before or after it in
others (Hong Kong Observatory's calendar, from 2001 to 2050).
"""

MONTHS = {"元旦": 1, "春节": 2, "清明": 4, "五一": 5, "劳动节": 5, "端午": 6, "中秋": 9, "国庆": 10}
"""The month of each holiday in most years."""
OTHERS = {
    "春节": (1, {2001, 2004, 2006, 2009, 2012, 2014, 2017, 2020, 2023, 2025, 2028, 2031, 2033, 2036,
                 2039, 2042, 2044, 2047, 2050}),
    "端午": (5, {2006, 2009, 2017, 2025, 2028, 2036, 2039, 2044, 2047}),
    "中秋": (10, {2001, 2006, 2009, 2017, 2020, 2025, 2028, 2031, 2036, 2039, 2044, 2047}),
}  # fmt: skip
"""The other month of the lunar ones, and its years."""
SEASONS = {"暑运": "{0}-07/{0}-08", "暑期": "{0}-07/{0}-08", "暑假": "{0}-07/{0}-08", "春运": "{0}"}
"""Parts of a year that have a name. 春运 begins two weeks before 春节 and lasts forty days."""


def find_month(name: str, year: int) -> int:
    """Return the month of a holiday.

    >>> find_month("中秋", 2024), find_month("中秋", 2025)
    (9, 10)
    """
    other, years = OTHERS.get(name, (0, ()))
    return other if year in years else MONTHS[name]


def find_year(name: str, year: int, month: int, ahead: int = 1) -> int:
    """Return the year of the holiday that is meant in a month: the last, or one in sight.

    One is in sight from as many months `ahead`.

    >>> find_year("国庆", 2024, 9), find_year("国庆", 2024, 7), find_year("春节", 2024, 12)
    (2024, 2023, 2025)
    """
    last = year * 12 + month + ahead
    return max(y for y in (year - 1, year, year + 1) if y * 12 + find_month(name, y) <= last)
