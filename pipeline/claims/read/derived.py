"""Derived periods: those that a time leads to, beside the one that it names.

The ends of years in which a value moves, the months of a run, the year at whose edge something was
set, and the year before or after, where a part of a year is told alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.claims.read.drafts import Clause, Draft, Moment, Setting
from pipeline.claims.read.durations import RUN, ends
from pipeline.claims.read.moments import LISTED, YEAR
from pipeline.claims.read.months import find_months, find_run_end
from pipeline.records.base import Span

DIRECT = re.compile("的?(?:约|近|超过?|逾|不足|不到|大约|仅)?")
"""What may stand between a time and the number of that time: 从2019年的不足|27亿元."""
AND = re.compile("[、，；和及]")
RANGE = re.compile("[至到—–~～-](?:第?[二三四2-4]季度|[0-9]{1,2}月)|、[^，。；]{0,16}个月")
"""In the words for a run of quarters or months, of each of which 分别 may tell: 一至四季度,
7、8、9三个月."""
PLAN = re.compile("十[一二三四五六](?:五|个五年)|(?:今后|未来|下一?个)五年")
MOST_MONTHS = 120
"""Of a run: a longer one is told in years, and what is far longer is no date."""
EDGES = ("年初", "年底")
ENDING = re.compile("全年|年[末底终]")
"""A year or its end, which nobody says of which year it is."""
FISCAL = re.compile("年度|[学财]年|榨季|赛季")
"""In the words for a year that begins in one and ends in the next: a time by itself."""
POINT = re.compile("[0-9]{4}(?:-[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class Dated:
    """A period, the words that gave it, and the longer one of which it is an end."""

    period: str | None
    span: Span | None = None
    interval: str | None = None


def find_each(clause: Clause, draft: Draft, before: Sequence[Moment]) -> Moment | None:
    """Return the time of a list that has the place of a number: 一、二季度分别增长3%、|4%.

    A run is one of as many times as numbers: 1至8月进口、出口分别增长3%、4% tells of no month.
    """
    text, start = clause.text, draft.quantity.start
    at = text.rfind("分别", clause.window, start)
    listed = [moment for moment in before if moment.end <= at]
    if listed and RANGE.search(text, listed[-1].start, listed[-1].end):
        months = 3 if "季" in text[listed[-1].start : listed[-1].end] else 1
        place = len(AND.findall(text, at, start))
        last = place + clause.beside
        whole = find_nth(listed[-1], months, last - 1) and not find_nth(listed[-1], months, last)
        return find_nth(listed[-1], months, place) if whole else None
    first = len(listed) - 1
    while first > 0 and LISTED.fullmatch(text, listed[first - 1].end, listed[first].start):
        first -= 1
    place = first + len(AND.findall(text, at, start))
    return listed[place] if 0 <= first < len(listed) - 1 and place < len(listed) else None


def find_joint(clause: Clause, draft: Draft, before: Sequence[Moment]) -> Dated | None:
    """Return the years or months from the first to the last of two that are told as one."""
    if len(before) < 2 or "分别" in clause.text[before[-1].end : draft.quantity.start]:
        return None
    one, two = before[-2:]
    listed = LISTED.fullmatch(clause.text, one.end, two.start) is not None
    if not listed or len(one.period) != len(two.period) or not POINT.fullmatch(two.period):
        return None
    return Dated(f"{one.period}/{two.period}", two.span)


def find_nth(moment: Moment, months: int, place: int) -> Moment | None:
    """Return the month or quarter of a run of them that has a place: 一至四季度, 1至3月."""
    begin, end = find_months(moment.period)
    number = int(begin[5:]) + months * place if begin else 0
    if not begin or f"{begin[:4]}-{number:02}" > end:
        return None
    part = f"Q{(number + 2) // 3}" if months > 1 else f"{number:02}"
    return replace(moment, period=f"{begin[:4]}-{part}")


def find_interval_ends(
    clause: Clause, draft: Draft, dated: Dated, shape: str
) -> Iterator[tuple[Dated, str]]:
    """Yield the ends of an interval of years from or to which a value moves.

    One that is planned for is that of the plan's last year, or of all. One that is counted in
    whole years (五年来 in January, “十四五”) includes its first: a value moves
    from the year before. One up to the document's year begins where the value was. Months of one
    year are told as a whole: 前三季度占比提高到27%. A state that
    is told behind a value that moved is of the end: 十年来，从1万亿元增加到3万亿元，居第二位.
    """
    period, previous = dated.period or "", clause.previous
    first, _, last = period.partition("/")
    if not (first and last and POINT.fullmatch(first) and POINT.fullmatch(last)):
        return
    words = "" if dated.span is None else clause.text[dated.span.start : dated.span.end]
    if (first[:4] == last[:4] and not words.endswith("来")) or FISCAL.search(words):
        return
    if draft.modality in ("target", "forecast") and PLAN.search(words):
        yield Dated(last, dated.span, period), f"plan.end.{shape}"
    elif draft.predicate.moves_from:
        counted = first not in words
        yield Dated(first, dated.span, period), "end.counted" if counted else "end"
        years = first.isdecimal() and last.isdecimal() and clause.year is not None
        if counted and years and (int(last) < (clause.year or 0) or PLAN.search(words)):
            yield Dated(f"{int(first) - 1}", dated.span, period), "end.before"
    elif draft.predicate.moves_to or (draft.lasting and previous and previous.predicate.moves_to):
        yield Dated(last, dated.span, period), "end"
    elif draft.modality == "actual" and last.isdecimal() and shape in ("reached", "rate"):
        yield Dated(last, dated.span, period), f"review.end.{shape}"


def find_run(clause: Clause, draft: Draft, dated: Dated) -> Dated | None:
    """Return the months of which a month that is told is the last: 11月…，连续3个月上涨."""
    months = draft.quantity.unit == "个月" and 1 < draft.quantity.value <= MOST_MONTHS
    months = months and ends(RUN, clause.text, draft)
    span = dated.span
    begins = span is not None and clause.text.endswith(("自", "从"), 0, span.start)
    if not months or begins or len(dated.period or "") != len("2024-11"):
        return None
    first = find_run_end(dated.period or "", 2 - int(draft.quantity.value), "个月")
    return Dated(f"{first}/{dated.period}", dated.span) if first else None


def find_year_of_edge(clause: Clause, dated: Dated) -> Dated | None:
    """Return the year at whose edge something was set or done: 年初计划修路300公里."""
    edge = dated.span and clause.text.endswith(EDGES, dated.span.start, dated.span.end)
    known = edge and POINT.fullmatch(dated.period or "")
    return Dated((dated.period or "")[: len("2024")], dated.span) if known else None


def find_year_of_end(clause: Clause, dated: Dated) -> Dated | None:
    """Return the year whose end was told before, of which what follows may be: 年末…。增长3%."""
    span, end = dated.span, (dated.period or "").lstrip("/")
    told = span is not None and clause.text.endswith(("末", "底"), span.start, span.end)
    return Dated(end[: len("2024")], span) if told and end.endswith("-12") else None


def find_year_over(clause: Clause, dated: Dated, setting: Setting) -> Dated | None:
    """Return the year before one that is still to end, or its end: its outcome is told by now.

    全年产量80吨, said in May or in a yearbook; 力争全年产量80吨 is of the year itself.
    """
    period, span = dated.period or "", dated.span
    told = span is not None and ENDING.fullmatch(clause.text, span.start, span.end)
    if not told or period[: len("2024")] != f"{setting.year}":
        return None
    return Dated(f"{int(period[:4]) - 1}{period[4:]}", span)


def find_earlier(clause: Clause, draft: Draft, dated: Dated) -> Dated | None:
    """Return the year before that in which something is raised or lowered from a value.

    今年由640元提高到670元: what it is raised from is last year's.
    """
    period, span = dated.period or "", dated.span
    own = span is None or DIRECT.fullmatch(clause.text, span.end, draft.quantity.start)
    if not draft.predicate.moves_from or not YEAR.fullmatch(period) or own:
        return None
    return Dated(f"{min(int(period) - 1, clause.year or int(period))}", span, period)
