"""Moments: the periods that a sentence names, and what each may be of."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from pipeline.claims.find.passage import names_yearly_report
from pipeline.claims.find.times import Time, read_count
from pipeline.claims.read.dating import PLANNED, SpeechTime, resolve
from pipeline.claims.read.drafts import Draft, Moment, Setting, TimeKind
from pipeline.claims.read.months import find_months, find_one_before, last_moment

OPENING = 3
"""Characters: a time that stands so near a sentence's beginning opens it."""
MODIFIED = re.compile(
    "[^，。；：、\\n]{1,8}的|[^，。；\\n]{0,16}?(?:讯|消息|电)[）)]?[：:，\\s]{0,3}"
)
"""What may stand before the time that opens a sentence: 刚刚过去的2025年, 本报讯 今天上午."""
BREAKS = "，；：、\n"
OPENED = re.compile("[，；：、\\n][到至]?\\Z")
"""What stands before a time that opens a clause: 提出，到|2025年."""
FARTHEST_OPENED = 2
EXPLAINED = re.compile("[^（）()，。；]{0,5}[（(][^（）()，。；]{0,4}")
"""Between a time and another that says which it is: 昨天（3月30日）, 2月20日（春运第二十天）."""
BEST = re.compile(
    "(?:以?来|间|内)?的?(?:同期|历史)?(?:最[高低好差大小多少强弱快慢佳长短]|新高|新低|[高低]点|首次|罕见)"
)
"""Behind years among which something is the highest, and of which nothing is told: 8年来|最好."""
REPORTED = re.compile(
    "(?:[上下]午|晚)?，?[^，。；：、\\n]{0,20}?"
    "(?:发布|公布|通报|显示|表示|指出|宣布|介绍|获悉|报道|消息|披露|透露|下达|印发|公告|了解到)"
)
"""Behind a day on which somebody reported what was before it: 22日，|生态环境部通报."""
CONTRAST = ("则", "份则")
"""Behind a time that is held against another for one fact: 7月份则下降5%."""
OUT_AFTER = (1, 2)
"""Years after which a yearly report is published."""
PART_OF = ("其中", "其中，")
"""Before a time that is part of the one told: 其中9月份."""
SUMMED = ("平均", "累计")
"""Behind or before a time that sums up months, for one fact beside that of the last."""
OWN_BRACKET = re.compile("[^（）0-9]*[0-9][^（）]*）|[^（）]{3,}）")
"""Behind what holds in its brackets alone: 增长5%（2024年|为6%），投资增长3%;
审结（含上年|旧存案件）5件.
"""
ALONE = re.compile("份?(?:当月|单月|当季|单季)")
"""Behind a month or quarter that is told by itself, beside all up to it: 9月当月."""
MOVED = re.compile("的|(?:同比|环比)?(?:下|上|增|减|负)")
"""Behind the time of a number from which a value moves: 从2020年|的22%, 由上月|下降1%转为."""
TURNED = re.compile("(?:同比|环比)?[^，。；：、\\n0-9]{1,4}(?:转|变)")
"""The same where no number is told: 由上月|下降转为增长20%."""
LAST_YEAR = ("去年", "上年", "上一年")
YEAR = re.compile("[0-9]{4}")
SAME_PART = re.compile("同[期季月]|这个?时候")
"""Behind a year of which the part is meant that was told: 2025年第一季…，2024年|同期."""
UP_TO_NOW = ("迄今", "至今", "到目前为止")
"""Up to now, since the year that the sentence names: 于2013年成立，迄今已举办四届."""
PAST_SPELL = ("来", "间", "下来")
"""How a number of years ends that are over."""
LISTED = re.compile("[、和与及]")
GIVEN = re.compile("[^，；：。0-9]{0,16}?分别")
"""Behind a list of times of which each has a number of its own: 一季度、上半年|分别增长3%、4%."""
AGAINST = "由从自较比于与同跟和及为是的"
"""How what stands before a month ends, of which it is the one before: 由|上月下降1%转为. Behind a
noun it is the one before the text was said: 酒店|上月平均入住率."""
SAME_DAY = ("当天", "当日", "同一天", "同日")
"""Words for the day that was told before."""
TITLE_GOES_ON = re.compile("[^《》\\n]{0,60}》")


def find_moments(
    text: str, start: int, times: Sequence[Time], setting: Setting, *, leads: bool
) -> Iterator[Moment]:
    """Yield the periods that a sentence names, in order.

    `leads` says whether the sentence opens a paragraph, or says what follows.
    """
    since: str | None = None
    base: str | None = None
    dated: str | None = None
    against = set[str]()
    told = setting.moments[-1].period if setting.moments else None
    plan = setting.plan.period if setting.plan else None
    for time in times:
        period, year = resolve(time, setting.reference())
        if period and since and setting.year and text.startswith(UP_TO_NOW, time.start):
            period = f"{since}/{setting.year}"
        elif period and not time.baseline and len(period) == 4 and period < str(setting.year):
            since = period
        inside = time.start - start > OPENING or SAME_PART.match(text, time.end)
        stepped = told and inside and find_step_before(text, time, told, period or "", setting)
        period = stepped or find_planned(time, plan, setting) or period
        if dated and period and time.match["bare"]:
            period = go_on(period, dated, setting)
        if base and (years := time.match["spell_years"]):
            period = f"{base}/{int(base) + read_count(years)}"
        base = period if period and time.baseline and YEAR.fullmatch(period) else base
        if told and time.match["today"] in SAME_DAY and len(told) == len("2024-05-10"):
            period = told
        yearly = names_yearly_report(text, time)
        if yearly and (setting.year or 0) - int(period or 0) not in OUT_AFTER:
            continue
        if (time.since or time.match["spell_years"] or time.match["rolling"]) and BEST.match(
            text, time.end
        ):
            continue
        titled = bool(time.match["plan"]) and TITLE_GOES_ON.match(text, time.end) is not None
        if year is not None and speaks_of(text, start, time):
            setting.spoken, setting.spoken_in = year, setting.sentence
        if period:
            period = tell_whole_months(period)
            told = told if time.baseline or stepped else period
            dated = period if time.match["year"] and len(period) > len("2024") else None
            plan = period if time.match["plan"] and "/" in period else plan
            part_of = text.endswith(PART_OF, start, time.start)
            low = max(start, time.start - FARTHEST_OPENED)
            opens = (
                time.start - start <= OPENING or OPENED.search(text, low, time.start) is not None
            )
            opens = opens or yearly or MODIFIED.fullmatch(text, start, time.start) is not None
            opens = opens and not text.startswith(CONTRAST, time.end)
            opens = opens and (time.start - start <= OPENING or not time.match["spell"])
            opens = opens and not part_of and not stepped and not time.baseline
            opens = opens and period[: len("2024")] not in against
            day = time.match["today"] is not None or len(period) == len("2024-05-10")
            reported = day and REPORTED.match(text, time.end) is not None
            opens = opens and not reported
            alone = text.startswith(CONTRAST, time.end) or is_sum_beside(
                text, time, period, setting
            )
            alone = alone or is_of_bracket(text, time.start, time.end)
            if time.baseline and not (told or "").startswith(period[: len("2024")]):
                against.add(period[: len("2024")])
            yield Moment(
                time.start, time.end, period, name_time_kind(time, period),
                opens, setting.sentence, leads, titled,
                aside=part_of or bool(stepped) or time.match["for_one"] is not None
                or (time.match["spell"] is not None and time.start - start > OPENING)
                or ALONE.match(text, time.end) is not None or alone,
                compared=time.baseline,
                recalled=period[: len("2024")] in against, reported=reported,
                first=time.start - start <= OPENING,
            )  # fmt: skip


def is_of_bracket(text: str, start: int, end: int) -> bool:
    """Return whether text[start:end] opens a bracket of which alone it is the time."""
    return text.endswith("（", 0, start) and OWN_BRACKET.match(text, end) is not None


def is_sum_beside(text: str, time: Time, period: str, setting: Setting) -> bool:
    """Return whether a time sums up the months to that of which a text tells: 1—10月|平均."""
    summed = text.startswith(SUMMED, time.end) or text.endswith(SUMMED, 0, time.start)
    lead = setting.lead.period if setting.lead else ""
    return summed and find_months(period) == (f"{lead[:4]}-01", lead)


def drop_explained(text: str, moments: Iterable[Moment]) -> list[Moment]:
    """Return moments; of one and another in brackets that says which it is, the one that says more.

    2月20日（春运第二十天）, 春运前二十日（2月1日—20日）, “十一五”末的2010年.
    """
    kept: list[Moment] = []
    for moment in moments:
        if kept and text[kept[-1].end : moment.start] == "的" and moment.period == kept[-1].period:
            kept[-1] = replace(kept[-1], end=moment.end)
            continue
        if kept and EXPLAINED.fullmatch(text, kept[-1].end, moment.start):
            last, bracketed = kept.pop(), moment
            finer = bracketed if len(bracketed.period) >= len(last.period) else last
            moment = replace(finer, start=last.start, end=bracketed.end, opens=last.opens)
        kept.append(moment)
    return kept


def mark_listed(text: str, moments: Sequence[Moment]) -> list[Moment]:
    """Return the moments of a sentence, those marked that 分别 gives a number each."""
    marked = list(moments)
    for number in range(len(marked) - 1, 0, -1):
        one, two = marked[number - 1 : number + 1]
        joined = LISTED.fullmatch(text, one.end, two.start) is not None
        if joined and (two.listed or GIVEN.match(text, two.end)):
            marked[number - 1 : number + 1] = replace(one, listed=True), replace(two, listed=True)
    return marked


def mark_asides(moments: Sequence[Moment], setting: Setting) -> list[Moment]:
    """Return the moments of a sentence; months that are told one by one are asides.

    What follows goes back to that of which they are parts: 上半年…。4月下降1%、5月上升2%.
    """
    wholes = [find_months(moment.period) for moment in (*setting.moments, *moments)]
    parts = [
        moment
        for moment, (first, last) in ((one, find_months(one.period)) for one in moments)
        if not moment.compared
        and first == last
        and any(a <= first and last <= b and a != b for a, b in wholes)
    ]
    if len(parts) == 1:
        return list(moments)
    return [replace(one, aside=True) if one in parts else one for one in moments]


def go_on(period: str, before: str, setting: Setting) -> str:
    """Return a part of a year as that of the next, where time has gone on to it from one before.

    2022年12月23日达到峰值，1月12日回落: the second is in 2023, if that is no later than the text.
    """
    now, alike = tell_now(setting), len(period) == len(before) and period[5:7].isdecimal()
    if not alike or period[:4] != before[:4] or period >= before:
        return period
    later = f"{int(period[:4]) + 1}{period[4:]}"
    return later if later[: len(now)] <= now else period


def tell_now(setting: Setting) -> str:
    """Return the month in which a text is said, or its year."""
    return f"{setting.year}-{setting.month:02}" if setting.month else f"{setting.year}"


def find_step_before(text: str, time: Time, told: str, period: str, setting: Setting) -> str | None:
    """Return the month or quarter before the one that is told, or the same a year before.

    10月份…，由上月下降1%转为; 7月份…，低于去年同期的5%. 上年 is the year before the one that is
    told, 去年 that before the document: 2023年…，由上年的3%提升到4%.
    """
    relative = time.match["relative"] or ""
    if SAME_PART.match(text, time.end):
        if relative in LAST_YEAR:
            return YEAR.sub(lambda year: str(int(year[0]) - 1), told)
        if YEAR.fullmatch(period) and told[:4] == told.split("/")[-1][:4]:
            return YEAR.sub(period, told)
    first, last = find_months(told)
    if relative.startswith("上") and first[:4] == last[:4] and text[time.start - 1] not in BREAKS:
        return resolve(time, SpeechTime(int(first[:4]), None, None, None))[0]
    groups = time.match.groupdict()
    if groups["months_back"] not in ("上月", "上个月") and not groups["quarters_back"]:
        return None
    ahead = last_moment(told) > tell_now(setting)
    if ahead or text[time.start - 1] not in AGAINST + BREAKS:
        return None
    before = find_one_before(told)
    return before if before and ("Q" in before) == bool(groups["quarters_back"]) else None


def find_planned(time: Time, plan: str | None, setting: Setting) -> str | None:
    """Return the plan that five years are behind its name: “十三五”以来…。五年来, 五年累计."""
    years = time.match["spell_years"]
    if not (plan and years and setting.year and read_count(years) == PLANNED):
        return None
    ahead = not time.match[0].endswith(PAST_SPELL)
    return plan if int(plan[:4]) < setting.year or ahead else None


def tell_whole_months(period: str) -> str:
    """Return a run of days that are whole months as these: up to 30 June is up to June.

    >>> tell_whole_months("2021-12/2022-06-30"), tell_whole_months("/2022-06-30")
    ('2021-12/2022-06', '/2022-06')
    >>> tell_whole_months("2022-06-01/2022-06-29"), tell_whole_months("2022-06-30")
    ('2022-06-01/2022-06-29', '2022-06-30')
    """
    first, slash, last = period.partition("/")
    begins = len(first) != len("2022-06-01") or first.endswith("-01")
    if not slash or not begins or len(last) != len("2022-06-30"):
        return period
    if (date.fromisoformat(last) + timedelta(days=1)).day > 1:
        return period
    months = first[: len("2022-06")], last[: len("2022-06")]
    return months[0] if months[0] == months[1] else "/".join(months)


def speaks_of(text: str, start: int, time: Time) -> bool:
    """Return whether the year of a time is that of the months named after it.

    Not of one that something is compared with or that it begins at (自去年6月, 1998年以来), nor of
    one in brackets.
    """
    if time.baseline or time.since or text[time.start - 1 : time.start] in ("自", "从", "由"):
        return False
    return text.count("（", start, time.start) <= text.count("）", start, time.start)


def name_time_kind(time: Time, period: str) -> TimeKind:
    """Return what kind of time an expression names."""
    groups = time.match.groupdict()
    if groups["now"] or time.until:
        return "now"
    if groups["plan"]:
        return "plan"
    if time.since or groups["congress"] or groups["rolling"] or groups["spell"]:
        return "since"
    return "year" if YEAR.fullmatch(period) else "part"


def begins_move(text: str, moment: Moment, previous: Draft | None) -> bool:
    """Return whether a time dates the number before alone, from which a value moves.

    从2020年的22%上升到31% says nothing of when it was 31 %.
    """
    led = previous is not None and previous.quantity.start > moment.start
    moved = MOVED if led else TURNED
    return text[moment.start - 1] in "从由" and moved.match(text, moment.end) is not None
