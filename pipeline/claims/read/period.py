"""Periods: which of the times that a text names a claim is of, or the time of the text itself.

Candidates are the times named before the claim in its sentence, the next one after it, the
period of the claim before, the times with which earlier sentences opened, what the date of the
document gives (its year, the year before, up to now), and none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.claims.read.dating import REVIEWED
from pipeline.claims.read.drafts import Clause, Draft, Moment, Setting
from pipeline.claims.read.durations import RUN, ends
from pipeline.claims.read.facts import REPORTING, YEARLY, find_shape, find_time_facts
from pipeline.claims.read.features import OWN_SOURCES
from pipeline.claims.read.moments import YEAR, begins_move
from pipeline.claims.read.months import find_run_end, last_moment
from pipeline.claims.read.weighing import Candidate, Choice, choose, relate
from pipeline.records.base import Span

NAMED = 3
"""How many of the times named before a claim in its sentence are candidates."""
WITHIN = re.compile("(?!的)[^，。；：、\\n]{1,16}?的")
"""Behind a time that dates what modifies a thing, not the number: 去年竣工|的电站可发电5亿度."""
CLAUSE_BREAK = re.compile("[，,；：]")
DIRECT = re.compile("的?(?:约|近|超过?|逾|不足|不到|大约|仅)?")
"""What may stand between a time and the number of that time: 从2019年的不足|27亿元."""
SAME_TIME = re.compile("同[期月季日]|水平")
"""Behind the year of a number that another is held against: 去年|同期的5%."""
SHARE_OF = ("至", "到", "为", "是", "达", "相当于")
"""Before the time of what a value is a share of: 恢复至|2019年同期的90%."""
OWN_BRACKET = re.compile("[^（）0-9]*[0-9][^（）]*）")
"""Behind a time of a number in its brackets alone: 增长5%（2024年|为6%），投资增长3%."""
OF_YEARS = frozenset({"accumulated", "counted"})
"""Facts that say whether a number is of several years."""
PLAN = re.compile("十[一二三四五六](?:五|个五年)|(?:今后|未来)五年")
AHEAD = ("target", "forecast")
MOST_MONTHS = 120
"""Of a run: a longer one is told in years, and what is far longer is no date."""
POINT = re.compile("[0-9]{4}(?:-[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class Dated:
    """A period, the words that gave it, and the longer one of which it is an end."""

    period: str | None
    span: Span | None = None
    interval: str | None = None


def choose_period(
    clause: Clause, draft: Draft, moments: Sequence[Moment], setting: Setting
) -> Choice[Dated]:
    """Return the choice of a claim's period."""
    facts = tuple(find_time_facts(clause, draft, setting))
    found: dict[str | None, Candidate[Dated]] = {}

    def add(dated: Dated, source: str, features: list[str]) -> None:
        own = found.get(dated.period)
        if own is None:
            own = found[dated.period] = Candidate(dated, [])
            own.features.extend(describe_years(dated.period, draft, clause, facts))
        own.features.append(source)
        own.features.extend(features)
        if source in OWN_SOURCES:
            own.features.extend(relate(source, facts))

    shape = find_shape(clause, draft, facts)
    grows = draft.predicate.kind == "change" and draft.quantity.type == "rate"
    accumulated = "accumulated" in facts and not grows
    for dated, source, features in find_sources(clause, draft, moments, setting):
        if accumulated and dated.period and source not in OWN_SOURCES:
            up_to = last_moment(dated.period)
            add(Dated(f"/{up_to}", dated.span), source, [*features, f"sum.{shape}"])
        for one, name in find_interval_ends(clause, draft, dated, shape):
            add(one, source, [*features, name])
            if name.startswith("plan."):
                features = [*features, f"plan.whole.{shape}"]
        earlier = find_earlier(clause, draft, dated)
        if earlier:
            add(earlier, source, features)
        run = find_run(clause, draft, dated)
        if run:
            add(run, source, [*features, "run"])
        add(dated, source, features)
    return choose(list(found.values()), clause.lexicon.weights["period"], are_alike)


def names_edge(text: str, span: Span | None) -> bool:
    """Return whether words name the end of a year or month: it dates stocks, no later growth.

    >>> names_edge("2024年末", Span(start=0, end=6))
    True
    """
    return span is not None and text[span.start : span.end].endswith(("末", "底"))


def are_alike(one: Dated, two: Dated) -> bool:
    """Return whether two periods say the same: a stock by now is a stock now."""
    return (one.period or "").lstrip("/") == (two.period or "").lstrip("/")


def find_sources(
    clause: Clause, draft: Draft, moments: Sequence[Moment], setting: Setting
) -> Iterator[tuple[Dated, str, list[str]]]:
    """Yield the periods that a claim may be of, where each comes from, and its features."""
    start, previous = draft.quantity.start, clause.previous
    past = [m for m in moments if m.start < start and not begins_move(clause.text, m, previous)]
    before = [
        m for m in past if not m.compared and not OWN_BRACKET.match(clause.text, m.end, start)
    ]
    if past and past[-1].compared:
        yield from find_compared(clause.text, past[-1], draft)
    for rank, moment in enumerate(reversed(before[-NAMED:])):
        yield (
            Dated(moment.period, moment.span),
            "named",
            describe_named(clause, draft, moment, rank),
        )
    behind = (m for m in moments if m.start >= draft.quantity.end and not m.compared)
    after = next(behind, None)
    if after and not CLAUSE_BREAK.search(clause.text, draft.quantity.end, after.start):
        yield Dated(after.period, after.span), "after", []
    if previous:
        yield from find_previous(clause, draft, previous, before)
    if setting.plan:
        yield Dated(setting.plan.period, setting.plan.span), "title", []
    if setting.lead:
        yield Dated(setting.lead.period, setting.lead.span), "lead", []
    changes = draft.predicate.kind == "change"
    for rank, moment in enumerate(reversed(setting.moments)):
        if changes and names_edge(clause.text, moment.span):
            continue
        features = describe_carried(moment, rank, clause)
        if before:
            features.append("carried.has.named")
        yield Dated(moment.period, moment.span), "carried", features
    last = setting.last
    passed = any(moment.sentence > setting.last_sentence for moment in setting.moments)
    dates_stock = changes and last is not None and names_edge(clause.text, last.period_span)
    if last and not clause.previous and not passed and not dates_stock:
        yield (
            Dated(last.period, last.period_span),
            "last",
            describe_last(clause, setting),
        )
    yield from find_own(draft, setting)


def find_compared(
    text: str, moment: Moment, draft: Draft
) -> Iterator[tuple[Dated, str, list[str]]]:
    """Yield the time that something is compared with, for its own number: 高于2020年的2%.

    What a value is of that time's is of now: 恢复至2019年同期的90%.
    """
    same = SAME_TIME.match(text, moment.end)
    end = same.end() if same else moment.end
    share = same and draft.quantity.type in ("rate", "multiple")
    if share and text.endswith(SHARE_OF, 0, moment.start):
        return
    if DIRECT.fullmatch(text, end, draft.quantity.start):
        of = ["compared.has.of"] if text.startswith("的", end) else []
        yield Dated(moment.period, moment.span), "compared", of


def describe_named(clause: Clause, draft: Draft, moment: Moment, rank: int) -> list[str]:
    """Return the features of a time that is named before a claim in its sentence."""
    text, start, previous = clause.text, draft.quantity.start, clause.previous
    features = [f"named.rank.{rank}"]
    if moment.opens:
        features.append("named.has.opens")
    if REPORTING.search(text, moment.end, start):
        features.append("named.has.reporting")
    if WITHIN.match(text, moment.end, start):
        features.append("named.has.within")
    if moment.kind == "since" and "连续" in text[moment.end : start]:
        features.append("named.has.run")
    if previous and previous.quantity.start > moment.start and previous.period == moment.period:
        features.append("named.has.used")
    return features


def describe_years(
    period: str | None, draft: Draft, clause: Clause, facts: Sequence[str]
) -> list[str]:
    """Return what speaks for a period of several years, wherever it is from."""
    first, _, last = (period or "").partition("/")
    yearly = YEARLY.search(clause.text, clause.low, draft.quantity.start)
    if not (first.isdecimal() and last.isdecimal()):
        return ["short.yearly"] if yearly else []
    told = [fact for fact in facts if fact in OF_YEARS]
    if yearly:
        told.append("yearly")
    return ["years", *(f"years.{fact}" for fact in told)]


def find_previous(
    clause: Clause, draft: Draft, previous: Draft, before: Sequence[Moment]
) -> Iterator[tuple[Dated, str, list[str]]]:
    """Yield the period of the claim before in the sentence, and that of which it is an end."""
    moved = previous.predicate.moves_from and not previous.interval
    if not (moved and previous.period_span not in [m.span for m in before]):
        yield Dated(previous.period, previous.period_span), "previous", []
    if previous.interval:
        yield Dated(previous.interval, previous.period_span), "whole", []


def describe_last(clause: Clause, setting: Setting) -> list[str]:
    """Return the features of the period of the last claim of an earlier sentence."""
    features = ["last.has.joined"] if clause.joined else []
    if setting.last_aside:
        features.append("last.has.aside")
    return features


def describe_carried(moment: Moment, rank: int, clause: Clause) -> list[str]:
    """Return the features of a time with which an earlier sentence opened."""
    features = [f"carried.rank.{rank}"]
    if moment.aside:
        features.append("carried.has.aside")
    if not rank and clause.joined:
        features.append("carried.has.joined")
    return features


def find_own(draft: Draft, setting: Setting) -> Iterator[tuple[Dated, str, list[str]]]:
    """Yield the times that the document's date gives, and none."""
    yield Dated(None), "none", []
    year, month = setting.year, setting.month
    if year is None:
        return
    yield Dated(f"/{year}-{month:02}" if month else f"/{year}"), "present", []
    yield Dated(f"{year}"), "year", []
    if draft.predicate.moves_from or (month and month <= REVIEWED):
        yield Dated(f"{year - 1}"), "year_before", []


def is_plan(text: str, dated: Dated) -> bool:
    """Return whether the words that gave a period name a plan of five years."""
    span = dated.span
    return span is not None and PLAN.search(text, span.start, span.end) is not None


def find_interval_ends(
    clause: Clause, draft: Draft, dated: Dated, shape: str
) -> Iterator[tuple[Dated, str]]:
    """Yield the ends of an interval of years from or to which a value moves.

    One that is planned for is that of the plan's last year, or of all. One that is counted in
    whole years (五年来 in January, “十四五”) includes its first: a value moves
    from the year before. One up to the document's year begins where the value was. A state that
    is told behind a value that moved is of the end: 十年来，从1万亿元增加到3万亿元，居第二位.
    """
    period, previous = dated.period or "", clause.previous
    first, _, last = period.partition("/")
    if not (first and last and POINT.fullmatch(first) and POINT.fullmatch(last)):
        return
    if draft.modality in AHEAD and is_plan(clause.text, dated):
        yield Dated(last, dated.span, period), f"plan.end.{shape}"
    elif draft.predicate.moves_from:
        words = "" if dated.span is None else clause.text[dated.span.start : dated.span.end]
        counted = first not in words
        yield Dated(first, dated.span, period), "end.counted" if counted else "end"
        years = first.isdecimal() and last.isdecimal() and clause.year is not None
        if counted and years and (int(last) < (clause.year or 0) or PLAN.search(words)):
            yield Dated(f"{int(first) - 1}", dated.span, period), "end.before"
    elif draft.predicate.moves_to or (draft.lasting and previous and previous.predicate.moves_to):
        yield Dated(last, dated.span, period), "end"


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


def find_earlier(clause: Clause, draft: Draft, dated: Dated) -> Dated | None:
    """Return the year before that in which something is raised or lowered from a value.

    今年由640元提高到670元: what it is raised from is last year's.
    """
    period, span = dated.period or "", dated.span
    own = span is not None and DIRECT.fullmatch(clause.text, span.end, draft.quantity.start)
    if not draft.predicate.moves_from or not YEAR.fullmatch(period) or own:
        return None
    return Dated(f"{int(period) - 1}", span, period)
