"""Time expressions, and the period that each stands for given the document's date.

A period is written 2020, 2020-11, 2020-Q1, 2020-H1, as an interval 2020-01/2020-11 or 2013/2021,
or with an open start /2021-12 for what has accumulated up to then.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from pipeline.claims.find.numerals import parse_value
from pipeline.claims.read.holidays import MONTHS, SEASONS, find_month, find_year
from pipeline.language.ordinals import DIGITS, REPUBLIC

YEAR = (
    r"(?:(?:1[5-9]|20)[0-9]{2}|[一二][〇零一二三四五六七八九]{3}"
    r"|1[01][0-9](?=年(?:度|[0-9]{1,2}月)))"
)
"""In digits, in words, or of the Republic as Taiwan counts: 112年8月 is August 2023."""
RELATIVE = {
    "去年": -1, "上年": -1, "上一年度": -1, "上一年": -1, "今年": 0, "本年度": 0, "本年": 0,
    "明年": 1, "前年": -2, "后年": 2, "今夏": 0, "今冬": 0, "今春": 0, "今秋": 0, "去冬": -1,
    "去夏": -1,
}  # fmt: skip
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DAY = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[日号]"
DAYS = r"(?:[12][0-9]|3[01]|0?[1-9])[日号]"
TO = r"[-–—－~～至到]"
DAY_ONLY = r"(?:[12][0-9]|3[01]|0?[1-9])日"
CENTURY = (
    r"(?:上个?|本|[0-9]{1,2}|[一二十]{1,3})世纪(?:[0-9]{2}|[一二三四五六七八九]十)年代"
    r"(?:[初中末]期?|以来)?"
)
COUNT = r"(?:[0-9]{1,3}|[一二两三四五六七八九十百]{1,3})"
DAYS_FROM_NOW = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "明天": 1, "明日": 1}
PLANS = {
    "十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031,
}  # fmt: skip
"""First year of each five-year plan."""

_PART = (
    rf"(?:[前头首](?P<first_months>{MONTH}|两)个?月|(?P<from_month>{MONTH})月?份?{TO}(?P<to_month>{MONTH})月份?"
    rf"|[前首](?P<first_quarters>[二两三23])个?季度?|第?(?P<quarter>[一二三四1-4])季(?:度|(?<=第.季)(?!度))"
    rf"|(?P<half>上半年|下半年)"
    rf"|(?P<month>{MONTH})月(?:份(?!额)|(?P<day>{DAY})(?:{TO}(?:{MONTH}月)?{DAY})?|[上中下]旬|底|末|初)?(?!球|亮|饼|薪)"
    rf"|(?P<edge>全年|年初|年底|年末|年中|初|底|末|春(?!节)|夏|秋|冬))"
)
_BARE = _PART.replace("|初|底|末|春(?!节)|夏|秋|冬", "")
_BEGINS_PART = (
    rf"(?={MONTH}[月—–~～至到－-]|[前头首][0-9一二两三四五六七八九十]|第?[一二三四1-4]季|[上下]半|全年"
    r"|年[初底末中])"
)
_BEGINS_COUNT = rf"(?<![0-9一二三四五六七八九十百千万亿.])(?={COUNT}[多余]?(?:[年天周个]|小时))"
_HOLIDAY = (
    rf"[“\"]?(?P<national>国庆节?[、和与]?)?(?:中秋节?[、和与]?(?=国庆))?(?P<holiday>{'|'.join(MONTHS)})节?[”\"]?"
    "(?:小?长?假期?(?:期间)?|黄金周(?:期间)?|期间|档(?:期)?)"
)
"""A holiday, or two that fall together: 国庆中秋假期."""
BEGINS = (
    "(?=[0-9一二三四五六七八九十百两上下前首头后去今明昨当本此如未之接过近最这每历年全"
    '春暑元清五劳端中国党第目现至迄到“"])'
)
"""What a time expression can begin with; anything else is passed over in a tenth of the time."""
TIME = re.compile(
    rf"{BEGINS}(?:(?=[0-9一二])(?<![0-9])(?:(?P<from_year>{YEAR})年?{TO}(?P<to_year>{YEAR})年(?:间|期间|年?[底末])?)"
    rf"|(?=[0-9一二去上今明前本后])(?<![0-9])"
    rf"(?:(?P<year>{YEAR})(?:年度?|财政?年度?|届(?=[^，。；]{{0,12}}毕业))|(?P<relative>{'|'.join(RELATIVE)}))(?:的?{_PART})?"
    rf"|(?<![0-9月至到—－~～.-])(?P<days>(?P<first_day>{DAYS}){TO}(?P<last_day>{DAYS}))"
    rf"|(?=[0-9])(?:(?<![0-9月至到—－~～.、每第近共达超约续期时满过少-])|(?<=截至)|(?<=截止至))(?<![少多高低短长]于)(?P<day_only>{DAY_ONLY})"
    r"(?![至到—－~～游内间均报期后前之起-])"
    rf"|(?=[春元清五劳端中国“\"])(?:{_HOLIDAY})"
    rf"|(?=[春暑])(?P<season>{'|'.join(SEASONS)})(?:期间)?"
    rf"|{_BEGINS_PART}(?P<bare>" + re.sub(r"\(\?P<(\w+)>", r"(?P<b_\1>", _BARE) + ")"
    rf"|(?P<ahead>(?:未来|今后|之后|接下来)的?(?P<next_years>{COUNT})年)"
    rf"|(?=[过近最这])(?P<rolling>(?:过去|近|最近|这)的?(?P<past_years>{COUNT})[多余]?年多?(?:来|间|以来|时间|里)?)"
    rf"|{_BEGINS_COUNT}(?:(?P<spell>(?P<spell_years>{COUNT})[多余]?年[多余]?"
    rf"(?:来|间|以来|(?=分别|累计|年均|翻|新增))(?!自))"
    rf"|(?P<months>(?P<spell_months>{COUNT})个多?月(?:以来|来)))"
    rf"|(?=[过近最这前未今每历年上本0-9一二三四五六七八九十两])(?P<other>{CENTURY}|"
    rf"(?:过去|近|最近|这|前|未来|今后){COUNT}[多余]?(?:个多?月|天|周|个季度|个小时|小时)[多余]?(?:来|间|以来|之?前(?!期)|之?后(?!期))"
    rf"|{_BEGINS_COUNT}{COUNT}[多余]?(?:个多?月|天|周|个季度|个小时|小时)[多余]?(?:来|间|以来|之?前(?!期)|之?后(?!期))"
    rf"|(?:过去|最近|这){COUNT}[多余]?(?:个多?月|天|周|个季度|小时)"
    rf"|{_BEGINS_COUNT}{COUNT}[多余]?年[多余]?(?:之?前|之?后)|每{COUNT}?年|历?年历?来)"
    r"|(?=[“\"十])(?P<plan>[“\"]?(?P<plan_name>十[一二三四五六]五)[”\"]?(?:规划)?(?:时期|期间|以来|末|前\w年)?)"
    r"|(?P<congress>(?:党的)?(?:十[八九]|二十)大以来)"
    r"|(?=[目当至迄到现])(?P<now>目前|当前(?=，)|现在(?!起)|至今(?![年天日晚])|迄今(?:为止)?|到目前为止|现已|现有)"
    r"|(?=[上本])(?P<months_back>上个?月|本月)(?=份|[^年份])"
    r"|(?=[如今昨本此当明近])(?P<today>如今|近日|近期|今天|昨天|本届|本次|此次|当天|昨日|今日|明天|明日)"
    r"(?:夜间|晚间|上午|下午|凌晨|白天|早晨)?(?:（[0-9]{1,2}月[0-9]{1,2}日）)?)"
)
UNTIL = re.compile(r"(?:截至|截止到?|截止至)\Z")
BASELINE_BEFORE = re.compile(
    r"(?:[比较同与]|[高低多少快慢好优大小强弱]于|相对|相当于|高出|接近|超过?|不及|恢复到)\Z"
)
COMPOUND_BEFORE = re.compile(
    r"(?:[同相对环]比|计较|比较|共同|不同|合同|参与|[等关由位对处基用在至终鉴属源]于)\Z"
)
BASELINE_AFTER = re.compile(
    r"(?:同期|相比|相较|的?水平|之前|以前|的基础上|的[0-9.一二两三四五六七八九十]{1,6}[多余]?倍)"
)
EVENT = re.compile(
    r"(?:第\w{1,4}届)?\w{0,4}?(?:冬奥|奥运|残奥|亚运|世博|大运会|世界杯|世锦赛)"
    r"|(?:的?良好)?(?:开局|收官|起步|圆满收官|胜利收官)"
)
"""An event whose name begins with its time, or a part of a plan: the time dates the event or tells
which year it is (“十五五”开局之年), not of what is said."""
PRICES = re.compile("的?(?:不变|可比|基期)?(?:价|汇率)")
"""Behind a year: that whose prices something is told at, 按2020年不变价."""
SINCE = re.compile(
    r"(?:[^，。；：、\n]{0,14}?以来|(?:起|开始)(?![来到步])(?:(?=，?已?连续(?P<years>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})年))?)|到目前(?:为止)?|至今(?![年天日晚])"
)
ITEM = re.compile(r"(?:^|[\n；;])[0-9]{1,2}\.\Z")
"""The number of an item, which is no part of the time behind it: 5.1至5月铁路发送货物."""
DUE_BEFORE = re.compile(r"(?:力争|争取|计划|确保|拟|将|预计|预测|预报)(?:于|在|到)?\Z")
DUE_AFTER = re.compile(
    r"(?:假期|期间)?[^，。；：\n0-9]{0,12}?(?:预计|计划|力争|将(?:有|达|会|超|迎)|拟)|(?:之前|以前|前)(?![后期往0-9一二两三四五六七八九十])(?![^，。；\n]{0,8}(?:已|了))"
)
"""What stands about the time by which something is to be done: 8月底前完成."""
YEAR_END = frozenset({"年底", "年末"})
DUE_AT_END = re.compile("[到至]年[底末](?![^，。；\n]{0,8}[已了])")
LAST_DAY = 31
SOON = 3
"""Months ahead in which begins what is announced now."""
NEWS = 2
"""Months after which what happened is still told as news."""
JOINT = re.compile(r"[^，。；：\n0-9%]{0,6}[至到]\Z")


class Reference(NamedTuple):
    """When something is said: the document's date, and the year that was spoken of last.

    `here` says that it was spoken of in the same sentence.
    """

    year: int | None
    month: int | None
    day: int | None
    spoken: int | None
    here: bool = True


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


def find_times(text: str) -> Iterator[Time]:
    """Yield the time expressions of a folded text in order."""
    pending: Time | None = None
    for match in TIME.finditer(text):
        start, end = match.span()
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


def resolve(time: Time, reference: Reference) -> tuple[str | None, int | None]:
    """Return the period of a time expression and the year it speaks of.

    >>> first = next(find_times("去年前11个月"))
    >>> resolve(first, Reference(2021, 1, 26, None))
    ('2020-01/2020-11', 2020)
    >>> resolve(next(find_times("预计16日夜间")), Reference(2024, 7, 15, None))[0]
    '2024-07-16'
    """
    groups = time.match.groupdict()
    ahead = time.due or (time.since and begins_soon(groups, reference))
    if ahead and reference.spoken is None and reference.year:
        reference = reference._replace(spoken=find_due_year(groups, reference.year, reference))
    if time.due and reference.day and (groups["day_only"] or groups["days"]):
        reference = reference._replace(day=LAST_DAY)
    period, year = resolve_match(groups, reference)
    if time.joined is not None and period:
        later, year = resolve_match(time.joined.groupdict(), reference._replace(spoken=year))
        if later:
            first = period.split("/")[0]
            return f"{first}/{find_last_day(time.joined, first, later)}", year
    if period is None or groups["now"]:
        return period, year
    if time.until:
        return f"/{last_moment(period)}", year
    if time.since and time.years and period.isdecimal():
        return f"{period}/{int(period) + time.years - 1}", year
    if time.since and reference.year:
        today = f"{reference.year}"
        if "-" in period or period == today:
            today = f"{reference.year}-{reference.month or 12:02}"
        begin = f"{period}-01" if period == f"{reference.year}" else period.split("/")[0]
        return begin if begin >= today else f"{begin}/{today}", year
    return period, year


def begins_soon(groups: dict[str, str | None], at: Reference) -> bool:
    """Return whether a month without a year is one of the next: 自3月1日起, said in February."""
    month = groups["b_month"]
    return month is not None and at.month is not None and 0 < read_count(month) - at.month <= SOON


def find_due_year(groups: dict[str, str | None], year: int, at: Reference) -> int:
    """Return the year of what is due at a time without a year: this one, or that of a holiday."""
    if not groups["holiday"]:
        return year
    return find_year(groups["holiday"], year, at.month or 12, ahead=11)


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


def last_moment(period: str) -> str:
    """Return the end of a period as a year or month."""
    end = period.split("/")[-1]
    return {"Q1": "03", "Q2": "06", "Q3": "09", "Q4": "12", "H1": "06", "H2": "12"}.get(
        end[5:], ""
    ).join([end[:5], ""]) if end[5:6] in ("Q", "H") else end  # fmt: skip


def resolve_match(groups: dict[str, str | None], at: Reference) -> tuple[str | None, int | None]:
    """Return period and year of the named parts of a match of `TIME`."""
    if groups["from_year"]:
        first, last = read_year(groups["from_year"]), read_year(groups["to_year"] or "")
        return f"{first}/{last}", last
    if groups["year"]:
        year = read_year(groups["year"])
        return resolve_part(groups, "", year), year
    if groups["relative"]:
        if at.year is None:
            return None, None
        year = at.year + RELATIVE[groups["relative"]]
        return resolve_part(groups, "", year), year
    if groups["bare"]:
        return resolve_bare(groups, at)
    if groups["plan"]:
        begin = PLANS.get(groups["plan_name"] or "")
        return (f"{begin}/{begin + 4}", None) if begin else (None, None)
    if at.year is None:
        return None, None
    if groups["holiday"] or groups["season"]:
        return resolve_holiday(groups, at), None
    count = groups["past_years"] or groups["spell_years"] or groups["next_years"]
    return resolve_years(groups, count, at.year, at) if count else (resolve_near(groups, at), None)


def resolve_near(groups: dict[str, str | None], at: Reference) -> str | None:
    """Return the period of a day or month that is told from the day of the document."""
    assert at.year is not None
    now = f"{at.year}-{at.month:02}" if at.month else f"{at.year}"
    if groups["now"]:
        return f"/{now}"
    if groups["today"]:
        return resolve_day(groups["today"], at) or now
    if groups["months_back"]:
        return count_back(at, 0 if groups["months_back"] == "本月" else 1) if at.month else None
    if groups["day_only"]:
        return resolve_day_only(groups["day_only"], at)
    if groups["days"]:
        return resolve_days(groups, at)
    if groups["congress"]:
        first = 2012 if "八" in groups["congress"] else 2017 if "九" in groups["congress"] else 2022
        return f"{first}/{at.year}"
    if groups["spell_months"]:
        return f"{count_back(at, read_count(groups['spell_months']))}/{now}"
    return None


def count_back(at: Reference, months: int) -> str:
    """Return the month so many months before that of the document.

    >>> count_back(Reference(2024, 1, 12, None), 1)
    '2023-12'
    """
    number = (at.year or 0) * 12 + (at.month or 12) - 1 - months
    return f"{number // 12}-{number % 12 + 1:02}"


def resolve_years(
    groups: dict[str, str | None], count: str, now: int, at: Reference
) -> tuple[str | None, int | None]:
    """Return the period of a number of years before or after the document's, and its year."""
    years = read_count(count)
    if groups["next_years"]:
        return f"{now}/{now + years - 1}", None
    last = now - 1 if at.month is not None and at.month <= 3 and years <= 5 else now
    if years == 1:
        return f"{last}", last
    first = last - years + 1 if years <= 5 and last < now else now - years
    return f"{first}/{last}", None


def resolve_day(word: str, at: Reference) -> str | None:
    """Return the day that 今天 or the like stands for, where the document's day is known."""
    shift = DAYS_FROM_NOW.get(word)
    if shift is None or not (at.year and at.month and at.day):
        return None
    return (date(at.year, at.month, at.day) + timedelta(days=shift)).isoformat()


def resolve_days(groups: dict[str, str | None], at: Reference) -> str | None:
    """Return a range of days of the month, the last one before the document was written.

    >>> resolve(next(find_times("15日至23日")), Reference(2026, 3, 2, None))[0]
    '2026-02-15/2026-02-23'
    """
    first, last = (int((groups[name] or "")[:-1]) for name in ("first_day", "last_day"))
    if at.year is None or at.month is None or first >= last:
        return None
    month = count_back(at, int(at.day is not None and last > at.day))
    return f"{month}-{first:02}/{month}-{last:02}"


def resolve_day_only(words: str, at: Reference) -> str | None:
    """Return a day of the month, the last one before the document was written.

    >>> resolve(next(find_times("部长26日表示")), Reference(2022, 1, 7, None))[0]
    '2021-12-26'
    """
    if at.year is None or at.month is None or at.day is None:
        return None
    day = read_count(words[:-1])
    return f"{count_back(at, int(day > at.day))}-{day:02}"


def resolve_holiday(groups: dict[str, str | None], at: Reference) -> str | None:
    """Return the month of a holiday, or the season, of the year that this sentence speaks of.

    Else of the last one, or of the next where it is in sight.

    >>> resolve(next(find_times("春节期间")), Reference(2025, 3, 9, None))[0]
    '2025-01'
    """
    year = at.spoken if at.here else None
    season, name = groups["season"], "国庆" if groups["national"] else groups["holiday"] or ""
    if season:
        return SEASONS[season].format(year or at.year) if at.year else None
    if year is None and at.year:
        year = find_year(name, at.year, at.month or 12)
    return f"{year}-{find_month(name, year):02}" if year else None


def resolve_bare(groups: dict[str, str | None], at: Reference) -> tuple[str | None, int | None]:
    """Return the period of a part of a year that is named without its year.

    It is of the year that is spoken of, or the last before the document; one that has just ended
    is news, and of its own year though an earlier sentence spoke of the year before.
    """
    year = at.spoken
    if at.year is not None and (year is None or not at.here):
        newest, month = at.year, at.month or 12
        end = last_moment(resolve_part(groups, "b_", newest))[5:]
        if not end.isdecimal():
            newest -= groups["b_edge"] == "全年" and month <= 3
        elif month < int(end):
            newest -= 1
        elif year is not None and month - int(end) <= NEWS:
            year = max(year, newest)
        year = year or newest
    return (resolve_part(groups, "b_", year), year) if year else (None, None)


def resolve_part(groups: dict[str, str | None], prefix: str, year: int) -> str:
    """Return the period of the part of a year that the groups name."""

    def get(name: str) -> str | None:
        return groups.get(prefix + name)

    if months := get("first_months"):
        return f"{year}-01/{year}-{read_count(months):02}"
    if first := get("from_month"):
        return f"{year}-{read_count(first):02}/{year}-{read_count(get('to_month') or ''):02}"
    if quarters := get("first_quarters"):
        return f"{year}-H1" if quarters in "二2" else f"{year}-01/{year}-09"
    if quarter := get("quarter"):
        return f"{year}-Q{DIGITS.get(quarter) or quarter}"
    if half := get("half"):
        return f"{year}-H{1 if half[0] == '上' else 2}"
    if month := get("month"):
        return f"{year}-{read_count(month):02}"
    edge = get("edge")
    if edge in ("年初", "初"):
        return f"{year}-01"
    if edge in ("年底", "年末", "底", "末"):
        return f"{year}-12"
    return f"{year}"


def read_year(text: str) -> int:
    """Return a year of four digits or characters, or of three that the Republic counts."""
    year = int(text) if text.isdecimal() else int("".join(str(DIGITS[c]) for c in text))
    return year if len(text) > len("112") else year + REPUBLIC


def read_count(text: str) -> int:
    """Return a count, a month or a day in digits or words."""
    return int(text) if text.isdecimal() else int(parse_value(text) or 0)
