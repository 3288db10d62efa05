"""Periods: which of the times that a text names a claim is of, or the time of the text itself.

Candidates are the times named before the claim in its sentence, the next one after it, the
period of the claim before, the times with which earlier sentences opened, what the date of the
document gives (its year, the year before, up to now), and none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.claims.read.dating import REVIEWED, find_run_end, last_moment
from pipeline.claims.read.drafts import Clause, Draft, Moment, Setting
from pipeline.claims.read.durations import RUN, ends
from pipeline.claims.read.facts import REPORTING, YEARLY, find_shape, find_time_facts
from pipeline.claims.read.features import FACT_SOURCES
from pipeline.claims.read.moments import YEAR, begins_move
from pipeline.claims.read.weighing import Candidate, Choice, choose, relate
from pipeline.records.base import Span

NAMED = 3
"""How many of the times named before a claim in its sentence are candidates."""
CLAUSE_BREAK = re.compile("[，,；：]")
STRONG_BREAK = re.compile("[；：]|——")
DIRECT = re.compile("的?(?:约|近|超过?|逾|不足|不到|大约|仅)?")
"""What may stand between a time and the number of that time: 从2019年的不足|27亿元."""
SAME_TIME = re.compile("同[期月季日]|水平")
"""Behind the year of a number that another is held against: 去年|同期的5%."""
SHARE_OF = ("至", "到", "为", "是", "达", "相当于")
"""Before the time of what a value is a share of: 恢复至|2019年同期的90%."""
LEAVES_BRACKET = re.compile("[^（）]*）")
"""Behind what stands in brackets: 增长5%（2024年为|6%），投资增长3%."""
OWN_BRACKET = re.compile("[^（）0-9]*[0-9][^（）]*）")
"""Behind a time of a number in its brackets alone: 增长5%（2024年|为6%），投资增长3%."""
OF_YEARS = frozenset({"accumulated", "lasting", "counted"})
"""Facts that say whether a number is of several years."""
PLAN = re.compile("十[一二三四五六](?:五|个五年)|(?:今后|未来)五年")
AHEAD = ("target", "forecast")
MOST_MONTHS = 120
"""Of a run: a longer one is told in years, and what is far longer is no date."""
OWN_SOURCES = ("none", "present", "year", "year_before")
"""Sources of periods that the date of the document gives."""
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
        if source in FACT_SOURCES:
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
        yield Dated(setting.plan.period, setting.plan.span), "title", describe_title(setting)
    if setting.lead:
        lead = setting.lead
        yield Dated(lead.period, lead.span), "lead", [f"lead.is.{lead.kind}"]
    changes = draft.predicate.kind == "change"
    for rank, moment in enumerate(reversed(setting.moments)):
        if changes and names_edge(clause.text, moment.span):
            continue
        features = describe_carried(moment, rank, clause, setting)
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
            describe_last(clause, last, draft, setting),
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
    text, start = clause.text, draft.quantity.start
    breaks = len(CLAUSE_BREAK.findall(text, moment.end, start))
    features = [
        f"named.rank.{rank}", f"named.clauses.{min(breaks, 3)}", f"named.is.{moment.kind}",
    ]  # fmt: skip
    if STRONG_BREAK.search(text, moment.end, start):
        features.append("named.has.parted")
    if moment.opens:
        features.append("named.has.opens")
    if moment.title:
        features.append("named.has.title")
    if moment.aside:
        features.append("named.has.aside")
    if moment.kind == "due" and moment.opens and draft.modality in AHEAD:
        features.append("named.has.goal")
    if text.startswith("的", moment.end):
        features.append("named.has.of")
    if REPORTING.search(text, moment.end, start):
        features.append("named.has.reporting")
    features += compare_with_now(moment.period, draft, clause.year)
    if YEARLY.search(text, moment.end, start):
        features.append("named.has.yearly")
    if DIRECT.fullmatch(text, moment.end, start):
        features.append("named.has.direct")
    if moment.report:
        features.append("named.has.report")
    if moment.kind == "since" and "连续" in text[moment.end : start]:
        features.append("named.has.run")
    if LEAVES_BRACKET.match(text, moment.end, start):
        features.append("named.has.bracket")
    previous = clause.previous
    if previous and previous.quantity.start > moment.start:
        if text[moment.start - 1 : moment.start] in ("从", "由"):
            features.append("named.has.start")
        features.append(
            "named.has.used" if previous.period == moment.period else "named.has.passed"
        )
    return features


def describe_years(
    period: str | None, draft: Draft, clause: Clause, facts: Sequence[str]
) -> list[str]:
    """Return what speaks for a period of several years, wherever it is from."""
    first, _, last = (period or "").partition("/")
    if not (first.isdecimal() and last.isdecimal()):
        return []
    yearly = YEARLY.search(clause.text, clause.low, draft.quantity.start)
    previous = clause.previous
    moved = draft.lasting and previous is not None and previous.predicate.moves_to
    told = [fact for fact in facts if fact in OF_YEARS]
    told += [name for name, holds in {"yearly": yearly, "moved": moved}.items() if holds]
    return ["years", *(f"years.{fact}" for fact in told)]


def compare_with_now(period: str, draft: Draft, year: int | None) -> list[str]:
    """Return whether a period lies ahead or behind, and what a plan makes of that."""
    last = period.split("/")[-1][:4]
    if year is None or not last.isdecimal() or int(last) == year:
        return []
    side = "ahead" if int(last) > year else "behind"
    return [f"named.{side}.{draft.modality}"]


def find_previous(
    clause: Clause, draft: Draft, previous: Draft, before: Sequence[Moment]
) -> Iterator[tuple[Dated, str, list[str]]]:
    """Yield the period of the claim before in the sentence, and that of which it is an end."""
    text = clause.text
    end, start = previous.quantity.end, draft.quantity.start
    breaks = len(CLAUSE_BREAK.findall(text, end, start))
    features = [f"previous.clauses.{min(breaks, 2)}"]
    if STRONG_BREAK.search(text, end, start):
        features.append("previous.has.parted")
    if any(m.start > end for m in before):
        features.append("previous.has.passed")
    if LEAVES_BRACKET.match(text, end, start):
        features.append("previous.has.bracket")
    if previous.modality != draft.modality:
        features.append("previous.has.other_modality")
    if previous.indicator == draft.indicator:
        features.append("previous.has.same_indicator")
    if previous.lasting and not draft.lasting:
        features.append("previous.has.lasting")
    yearly = YEARLY.search(text, end, start) is not None
    if yearly:
        features.append("previous.has.yearly")
    moved = previous.predicate.moves_from and not previous.interval
    if not (moved and previous.period_span not in [m.span for m in before]):
        yield Dated(previous.period, previous.period_span), "previous", features
    if previous.interval:
        features = ["whole.has.yearly"] if yearly else []
        yield Dated(previous.interval, previous.period_span), "whole", features


def describe_last(clause: Clause, last: Draft, draft: Draft, setting: Setting) -> list[str]:
    """Return the features of the period of the last claim of an earlier sentence."""
    features = [f"last.sentences.{min(setting.sentence - setting.last_sentence, 3)}"]
    if clause.joined:
        features.append("last.has.joined")
    if setting.last_aside:
        features.append("last.has.aside")
    if setting.fresh:
        features.append("last.has.paragraph")
    if last.modality != draft.modality:
        features.append("last.has.modality")
    return features


def describe_carried(moment: Moment, rank: int, clause: Clause, setting: Setting) -> list[str]:
    """Return the features of a time with which an earlier sentence opened."""
    features = [f"carried.rank.{rank}"]
    paragraphs = min(setting.paragraph - moment.paragraph, 3)
    if paragraphs:
        features.append(f"carried.paragraphs.{paragraphs}")
    elif moment.kind == "until":
        features.append("carried.has.until")
    if moment.section != setting.section:
        features.append("carried.has.other_section")
    if moment.report:
        features.append("carried.has.report")
    if moment.heading:
        features.append("carried.has.heading")
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


def describe_title(setting: Setting) -> list[str]:
    """Return the features of the plan that a title or heading names."""
    features = ["title.is.framed"] if setting.frame == "plan" else []
    return features if setting.plan_holds else [*features, "title.is.passed"]


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
    from the year before. One up to the document's year begins where the value was.
    """
    period = dated.period or ""
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
    elif draft.predicate.moves_to:
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
