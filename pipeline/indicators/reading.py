"""Reads of each claim which indicator it belongs to, or why it stands alone.

A claim is linked only where its words leave no doubt of what they measure and of whom; all else
is kept apart with the reason.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from pydantic import ConfigDict

from pipeline.indicators.claim_scope import NEARBY, find_claim_scope
from pipeline.indicators.lexicon import Aliases
from pipeline.indicators.names import clean_name, is_generic, normalise_name, split_known
from pipeline.indicators.place_names import PlaceNames
from pipeline.indicators.scope import find_document_scope
from pipeline.language.fold import fold
from pipeline.measure.manner import RESPECTIVELY, MannerWords
from pipeline.measure.period import find_granularity
from pipeline.measure.units import RATES, Base, load_units
from pipeline.measure.verdicts import Statement, agree, state
from pipeline.measure.words import write_decimal
from pipeline.records.base import Record
from pipeline.records.claims import LINKED_BY, Claim, Kind, Statistic, TranscriptClaims
from pipeline.records.indicators import Apart, Observation
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript

LIST_MARK = "、"
ADJUSTED = re.compile(
    "(?P<natural>自然口径)|扣除|剔除|同口径|可比口径|可比增长|实际增(?:长|速|幅)|(?:增速|增幅)实际"
)
SECTOR = re.compile(
    r"(铁路|农村公路|公路|水路|水运|港口|民航|邮政|交通运输|交通|水利|电力|电网|能源|通信|农业|林业|教育|文旅)"
    r"(?:行业|领域|系统|部门|建设)?(?:累计|共|已|预计)?(?:完成|实现)\Z"
)
"""Whose figure it is, before the verb that says that it was reached: 全国铁路完成|固定资产投资."""
ADDED = "新增"


class IndicatorKey(NamedTuple):
    """What a claim measures, apart from the territory."""

    name: str
    unit: str | None
    kind: Kind
    baseline: str | None
    statistic: Statistic | None


class IndicatorReading(NamedTuple):
    """A claim with what it measures, of whom, and why it is linked with no other."""

    key: IndicatorKey
    scope: str | None
    apart: Apart | None
    written: str
    observation: Observation
    statement: Statement


class TranscriptReadings(Record):
    """The readings of the claims of one transcript. A bound that is not said is infinite."""

    model_config = ConfigDict(allow_inf_nan=True)

    readings: tuple[IndicatorReading, ...]


class ReadingContext(NamedTuple):
    """What claims are read with: the transcript's folded text, its date, territory, sentences."""

    text: str
    date: str | None
    scope: str | None
    starts: Mapping[str, int]
    """Where each sentence begins, by its id."""


def read_every_claim(
    transcript: Transcript, segmentation: Segmentation, claims: TranscriptClaims
) -> TranscriptReadings:
    """Return the readings of the claims of a transcript that name what they measure."""
    document = ReadingContext(
        fold(transcript.text),
        transcript.date,
        find_document_scope(transcript, segmentation),
        {sentence.id: sentence.start for sentence in segmentation.sentences},
    )
    readings = [
        read_claim(claim, name, document)
        for claim in claims.claims
        if claim.indicator
        for name in name_things(claim)
    ]
    adjusted = rank_adjusted(claims.claims, document)
    return TranscriptReadings(
        readings=tuple(mark_several_values(readings, adjusted, claims.claims))
    )


def name_things(claim: Claim) -> tuple[str, ...]:
    """Return the names of what a claim is about: several for a list (均增长5%)."""
    name = clean_name(claim.item or claim.indicator or "")
    return (not claim.respectively and split_known(name)) or (name,)


def read_claim(claim: Claim, cleaned: str, document: ReadingContext) -> IndicatorReading:
    """Return the reading of one claim, of which `cleaned` names what it measures."""
    base = find_base_unit(claim)
    before = find_words_before(claim, document)
    place, apart, cleaned = find_claim_scope(cleaned, before, document.scope)
    statistic, cleaned = strip_statistic(claim, cleaned)
    sector = SECTOR.search(before)
    cleaned = f"{sector[1]}{cleaned}" if sector and not cleaned.startswith(sector[1]) else cleaned
    name = normalise_name(cleaned, claim.kind, base.unit, PlaceNames.load().get_area(place))
    if name is None:
        place, apart, name = None, apart or "scope_unknown", cleaned
    reason = find_doubt(claim, name)
    name = add_flow(claim, name)
    key = IndicatorKey(name, base.unit, claim.kind, find_baseline(claim), statistic)
    said = state(claim, base.factor)
    observation = make_observation(claim, said, document.date)
    scope = None if apart or reason else place
    return IndicatorReading(key, scope, apart or reason, claim.indicator or "", observation, said)


def find_words_before(claim: Claim, document: ReadingContext) -> str:
    """Return what stands before a claim's indicator in its sentence, as far as it is looked at."""
    span = claim.indicator_span
    start = span.start if span else claim.start
    low = document.starts.get(claim.sentence, claim.start)
    return document.text[max(low, start - NEARBY) : start]


def make_observation(claim: Claim, said: Statement, date: str | None) -> Observation:
    """Return a claim as a value of its indicator."""
    return Observation(
        claim=claim.id,
        transcript=claim.transcript,
        date=date,
        period=claim.period,
        granularity=find_granularity(claim.period),
        value=write_decimal(said.value),
        value_high=write_decimal(said.high) if claim.value_high is not None else None,
        op=said.op,
        modality="actual" if tells_past_forecast(claim, date) else claim.modality,
        speaker=claim.speaker,
        text=claim.text,
    )


def tells_past_forecast(claim: Claim, date: str | None) -> bool:
    """Return whether what is expected is of a time that is over, and so tells its outcome."""
    end = claim.period_end
    past = date is not None and end is not None and end[: len(date)] < date[: len(end)]
    return claim.modality == "forecast" and past


def find_doubt(claim: Claim, name: str) -> Apart | None:
    """Return why a name does not tell what a claim measures, or None."""
    span = claim.indicator_span
    if LIST_MARK in name or RESPECTIVELY in name:
        return "several_things"
    if is_generic(name):
        return "generic_name"
    if span and span.start >= claim.end and claim.kind == "level":
        return "counted"
    # A name that is known whole was hardly cut at the wrong place, and what it names is of some
    # time: where only that is in doubt, the one that is told holds.
    doubts = LINKED_BY & set(claim.doubtful)
    if name in Aliases.load().by_name:
        doubts -= {"indicator", "period"} if claim.period_other == "none" else {"indicator"}
    return "in_doubt" if doubts else None


def strip_statistic(claim: Claim, name: str) -> tuple[Statistic | None, str]:
    """Return how the value was made (年均, 累计 …), and the name without the word for it.

    What is told of a year, or of a part of one, is summed over it whether 累计 says so or not.
    """
    words = MannerWords.load()
    rate = is_rate_of_a_year(claim)
    opening = words.statistic_pattern.match(name)
    if rate and not opening:
        return None, name
    statistic = claim.statistic
    if opening and len(name) > opening.end() + 1:
        statistic, name = statistic or words.statistic_of[opening[0]], name[opening.end() :]
    summed = statistic == "cumulative" and is_within_a_year(claim)
    return (None if summed else statistic), name


def is_within_a_year(claim: Claim) -> bool:
    """Return whether a claim tells of a year, or of several months of one."""
    start, end = claim.period_start, claim.period_end
    same = start is not None and end is not None and start[:4] == end[:4]
    return same and find_granularity(claim.period) not in ("month", "day", "none")


def is_rate_of_a_year(claim: Claim) -> bool:
    """Return whether a claim tells the average of a rate.

    A rate of a year is the average of its months, whether the words say so or not.
    """
    yearly = claim.statistic == "annual_average" and find_granularity(claim.period) == "year"
    return (
        (claim.statistic == "average" or yearly) and claim.unit in RATES and claim.kind == "level"
    )


def add_flow(claim: Claim, name: str) -> str:
    """Return the name with 新增 before it where the number tells what was added."""
    flow = MannerWords.load().flow.words
    if not claim.flow or claim.kind != "level" or name.startswith(flow):
        return name
    if any(verb in name for verb in flow):
        return name
    added = f"{ADDED}{name}"
    return Aliases.load().find(added, claim.kind, claim.unit, None) or added


def find_base_unit(claim: Claim) -> Base:
    """Return the unit of a claim's indicator; lengths of time and fractions stay as said."""
    base = load_units().find_base(claim.unit)
    kept = claim.kind == "duration" or claim.unit == "ratio"
    return Base(claim.unit, Decimal(1), base.dimension) if kept else base


def find_baseline(claim: Claim) -> str | None:
    """Return what a claim compares with; a change of a year or part of it is year on year."""
    if claim.baseline in (None, "yoy", "比上年") and claim.kind == "change":
        return "yoy"
    return claim.baseline


def rank_adjusted(claims: Sequence[Claim], document: ReadingContext) -> dict[str, int]:
    """Return by id how far from plain a claim is computed: 自然口径 less than 同口径, 剔除."""
    ranks, end = dict[str, int](), 0
    for claim in claims:
        low = max(end, document.starts.get(claim.sentence, claim.start))
        adjusted = ADJUSTED.search(document.text, low, claim.start)
        ranks[claim.id] = 0 if adjusted is None else 1 if adjusted["natural"] else 2
        end = claim.end
    return ranks


def mark_several_values(
    readings: list[IndicatorReading], adjusted: Mapping[str, int], claims: Sequence[Claim]
) -> list[IndicatorReading]:
    """Return the readings, those apart that give several values to one thing in one sentence.

    突破3万亿元、达3.6万亿元 can both be true; 分别增长4%、5% cannot. Of 下降16.8%，同口径下降3% the
    first is what others give as well.
    """
    sentences = {claim.id: claim.sentence for claim in claims}
    groups: dict[tuple[object, ...], list[IndicatorReading]] = {}
    for reading in readings:
        seen = reading.observation
        where = (sentences[seen.claim], reading.key, reading.scope, seen.period, seen.modality)
        groups.setdefault(where, []).append(reading)
    doubtful: set[str] = set()
    for found in groups.values():
        ranks = [adjusted[reading.observation.claim] for reading in found]
        plain = [one for one, rank in zip(found, ranks, strict=True) if rank == min(ranks)]
        if not all(agree(plain[0].statement, other.statement) for other in plain[1:]):
            plain = []
        doubtful |= {reading.observation.claim for reading in found if reading not in plain}
    return [
        reading._replace(apart="several_values", scope=None)
        if reading.apart is None and reading.observation.claim in doubtful
        else reading
        for reading in readings
    ]
