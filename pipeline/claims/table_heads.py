"""Heads of tables: which units and which time what stands above a table and its columns tells."""

import re
from collections.abc import Sequence

from pipeline.claims.find.times import find_times
from pipeline.claims.read.dating import SpeechTime, resolve
from pipeline.language.fold import fold

BRACKETS = re.compile(r"[（(]([^（）()]{1,12})[）)]")
UNITS_ABOVE = re.compile(r"(?:计量|计算)?单[ 　]*位[：:][ 　]*([^\s，。；：:）)]{1,24})")
BETWEEN_UNITS = re.compile("[、/]|和|或")
PER_CENT = ("%", "％")
SHARE = re.compile("占比|比重|份额|比率|率(?:[（(]|$)")
EARLIER = re.compile("上年|去年|同期|上月|上季")
BARE_YEAR = re.compile("^((?:19|20)[0-9]{2})$")
SUMMED = re.compile("(?:累计|当月|本月|当季|合计)(?:数|值|量)?")
"""What a head says over what time its values are summed, which is no part of a name."""
LINES_ABOVE = 3
"""Lines above a table that may say its unit: a caption, the unit, a note."""


def find_units(above: str) -> tuple[str, ...]:
    """Return the units that are told above a table.

    >>> find_units("（单位：万吨、%）"), find_units("单位：亿元")
    (('万吨', '%'), ('亿元',))
    """
    found = UNITS_ABOVE.search(above)
    return tuple(unit for unit in BETWEEN_UNITS.split(found[1]) if unit) if found else ()


def choose_unit(units: Sequence[str], head: str, *, grows: bool) -> str:
    """Return the unit among those of a table that is a column's; nothing where several may be.

    >>> [choose_unit(("万吨", "%"), head, grows=False) for head in ("产量", "占比")]
    ['万吨', '%']
    """
    rates = [unit for unit in units if unit in PER_CENT]
    if grows or (rates and SHARE.search(head)):
        return rates[0] if rates else ""
    amounts = [unit for unit in units if unit not in PER_CENT]
    one = amounts or rates
    return one[0] if len(one) == 1 else ""


def find_period(words: str, year: str | None) -> str | None:
    """Return the time that some words tell, in a year if they tell none themselves.

    >>> find_period("2025年1—10月工业产品产量", None), find_period("10月", "2025")
    ('2025-01/2025-10', '2025-10')
    """
    told = int(year) if year else None
    reference = SpeechTime(told, None, None, told)
    for time in find_times(BARE_YEAR.sub(r"\1年", fold(words))):
        period, _ = (None, None) if time.baseline else resolve(time, reference)
        if period:
            return period
    return None


def find_period_above(above: str, title: str) -> str | None:
    """Return the time that the lines right above a table tell, else the title of the document."""
    lines = [line for line in above.split("\n") if line.strip()][-LINES_ABOVE:]
    told = (find_period(line, None) for line in (*reversed(lines), title))
    return next((period for period in told if period), None)


def read_periods(heads: Sequence[str], above: str | None) -> str | None:
    """Return the time of a cell by its heads, else by what stands above its table.

    None where a head speaks of an earlier time without naming it: 上年同期.
    """
    year = above[:4] if above and above[:4].isdecimal() else None
    for head in reversed(heads):
        if period := find_period(head, year):
            return period
        if EARLIER.search(head):
            return None
    return above


def read_head_name(head: str) -> str:
    """Return the name in a head: without its unit, white space, and a time that it names.

    >>> read_head_name("产量 （万吨）"), read_head_name("1—10月累计"), read_head_name("2020年")
    ('产量', '', '')
    """
    name = BARE_YEAR.sub(r"\1年", fold("".join(BRACKETS.sub("", head).split())))
    times = [] if EARLIER.search(name) else list(find_times(name))
    for time in reversed(times):
        name = name[: time.start] + name[time.end :]
    return SUMMED.sub("", name)
