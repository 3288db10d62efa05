"""Reads of each claim which series it belongs to, or why it stands alone.

A claim is linked only where its words leave no doubt of what they measure and of whom; all else
is kept apart with the reason.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from pipeline.indicators.lexicon import Aliases, Knowledge
from pipeline.indicators.names import clean_name, is_generic, normalise_name, split_pair
from pipeline.indicators.scope import find_claim_scope, find_document_scope, get_area
from pipeline.indicators.verdicts import Statement, agree, make_statement
from pipeline.language.fold import fold
from pipeline.records.claims import Claim, TranscriptClaims
from pipeline.records.indicators import Apart, Granularity, Observation, Statistic
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.rounding import find_rounding

CLAUSE = re.compile(r"[，。；：！？、\n]")
LIST_BREAK = re.compile(r"[，。；：！？\n]")
LIST_MARK = "、"
ADDED = "新增"
RESPECTIVELY = "分别"
LONGEST_WINDOW = 60
GRANULARITIES: tuple[tuple[re.Pattern[str], Granularity], ...] = (
    (re.compile(r"\d{4}"), "year"),
    (re.compile(r"\d{4}-H[12]"), "half"),
    (re.compile(r"\d{4}-Q[1-4]"), "quarter"),
    (re.compile(r"\d{4}-\d\d"), "month"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "day"),
    (re.compile(r"/.+"), "until"),
    (re.compile(r".+/.*"), "interval"),
)


class Key(NamedTuple):
    """What a claim measures, apart from the territory."""

    name: str
    unit: str | None
    kind: Literal["level", "change", "difference", "rank", "duration"]
    baseline: str | None
    statistic: Statistic | None


class Reading(NamedTuple):
    """A claim with what it measures, of whom, and why it is linked with no other."""

    key: Key
    scope: str | None
    apart: Apart | None
    written: str
    observation: Observation
    statement: Statement


def read_transcript(
    transcript: Transcript,
    segmentation: Segmentation,
    claims: TranscriptClaims,
    knowledge: Knowledge,
) -> list[Reading]:
    """Return the readings of the claims of a transcript that name what they measure."""
    document = find_document_scope(transcript, segmentation, knowledge.places)
    text = fold(transcript.text)
    starts = {sentence.id: sentence.start for sentence in segmentation.sentences}
    members = find_pair_members(claims.claims, text, knowledge.aliases)
    readings = [
        read_claim(
            claim, text, starts.get(claim.sentence, claim.start), transcript.date, document,
            members.get(claim.id), knowledge,
        )
        for claim in claims.claims
        if claim.indicator
    ]  # fmt: skip
    return mark_several_values(readings, claims.claims)


def read_claim(
    claim: Claim,
    text: str,
    sentence: int,
    date: str | None,
    document: str | None,
    member: str | None,
    knowledge: Knowledge,
) -> Reading:
    """Return the reading of one claim. `member` is its name where it is one of a pair."""
    aliases, units, places = knowledge
    span = claim.indicator_span
    start = span.start if span else claim.start
    conversion = units.convert(claim.unit)
    cleaned = member or clean_name(claim.indicator or "")
    (place, apart), cleaned = find_claim_scope(
        text, sentence, cleaned, start, document, places, aliases.by_name
    )
    statistic, cleaned = find_statistic(claim, cleaned, text, aliases)
    name = normalise_name(cleaned, claim.kind, conversion.unit, get_area(place, places), aliases)
    if name is None:
        place, apart, name = None, apart or "scope_unknown", cleaned
    reason = find_reason(claim, name, text, aliases)
    name = add_flow(claim, name, text, aliases)
    key = Key(
        name=name,
        unit=conversion.unit,
        kind=claim.kind,
        baseline=find_baseline(claim),
        statistic=statistic,
    )
    value, high = order(claim, conversion.factor)
    observation = Observation(
        claim=claim.id,
        transcript=claim.transcript,
        date=date,
        period=claim.period,
        granularity=find_granularity(claim.period),
        value=write(value),
        value_high=None if high is None else write(high),
        op=claim.op,
        modality=claim.modality,
        speaker=claim.speaker,
        text=claim.text,
    )
    statement = make_statement(value, high, claim.op, find_rounding(claim) * conversion.factor)
    scope = None if apart or reason else place
    return Reading(key, scope, apart or reason, claim.indicator or "", observation, statement)


def find_reason(claim: Claim, name: str, text: str, aliases: Aliases) -> Apart | None:
    """Return why a name does not tell what a claim measures, or None."""
    span = claim.indicator_span
    if LIST_MARK in name or (span and RESPECTIVELY in text[span.start : span.end]):
        return "several_things"
    if is_generic(name, aliases):
        return "generic_name"
    if span and span.start >= claim.end and claim.kind == "level":
        return "counted"
    return None


def find_statistic(
    claim: Claim, name: str, text: str, aliases: Aliases
) -> tuple[Statistic | None, str]:
    """Return how the value was made (年均, 累计 …), and the name without the word for it."""
    span = claim.indicator_span
    start = min(span.start, claim.start) if span else claim.start
    before = list(CLAUSE.finditer(text, max(0, start - LONGEST_WINDOW), start))
    low = before[-1].end() if before else max(0, start - LONGEST_WINDOW)
    words = aliases.statistic_pattern.findall(text[low : claim.start])
    opening = aliases.statistic_pattern.match(name)
    if opening and len(name) > opening.end() + 1:
        name = name[opening.end() :]
    named = [aliases.statistic_of[word] for word in words if word not in name]
    return (named[-1] if named else None), name


def add_flow(claim: Claim, name: str, text: str, aliases: Aliases) -> str:
    """Return the name with 新增 before it where the number tells what was added.

    The verb stands before the name (新增|上市公司48家) or after it (营业里程|新增1700公里), or
    before a list (新增工业企业1494家、|上云企业2万家).
    """
    span = claim.indicator_span
    if span is None or claim.kind != "level" or name.startswith(aliases.flow):
        return name
    before, between = (
        text[max(0, span.start - LONGEST_WINDOW) : span.start],
        text[span.end : claim.start],
    )
    added = before.endswith(aliases.flow) or any(word in between[-6:] for word in aliases.flow)
    clause = LIST_BREAK.split(before)[-1]
    listed = clause.endswith(LIST_MARK) and not between and clause.startswith(aliases.flow)
    added = added or listed
    return f"{ADDED}{name}" if added else name


def find_baseline(claim: Claim) -> str | None:
    """Return what a claim compares with; a change of a year or part of it is year on year."""
    if claim.baseline in (None, "yoy", "比上年") and claim.kind == "change":
        return "yoy"
    return claim.baseline


def order(claim: Claim, factor: Decimal) -> tuple[Decimal, Decimal | None]:
    """Return value and upper bound in the unit of the series, a decline below zero.

    下降3%至5% is between -5 and -3.
    """
    sign = -1 if claim.direction == "down" and not claim.value.startswith("-") else 1
    value = Decimal(claim.value) * factor * sign
    if claim.value_high is None:
        return value, None
    high = Decimal(claim.value_high) * factor * sign
    return min(value, high), max(value, high)


def write(value: Decimal) -> str:
    """Return an exact decimal without an exponent and without idle zeros."""
    return f"{value.normalize():f}" if value else "0"


def find_granularity(period: str | None) -> Granularity:
    """Return how long a period is.

    >>> find_granularity("2020-01/2020-11")
    'interval'
    """
    for form, granularity in GRANULARITIES:
        if period and form.fullmatch(period):
            return granularity
    return "none"


def find_pair_members(claims: Sequence[Claim], text: str, aliases: Aliases) -> Mapping[str, str]:
    """Return the name of each claim that is one of two told of a pair, by its id."""
    members: dict[str, str] = {}
    for first, second in pairwise(claims):
        things = split_pair(clean_name(first.indicator or ""), aliases)
        if (
            things
            and first.id not in members
            and first.sentence == second.sentence
            and (first.unit, first.kind) == (second.unit, second.kind)
            and second.start - first.end <= 2
            and RESPECTIVELY in text[first.start - 8 : first.start]
        ):
            members[first.id], members[second.id] = things
    return members


def mark_several_values(readings: list[Reading], claims: Sequence[Claim]) -> list[Reading]:
    """Return the readings, those apart that give several values to one thing in one sentence.

    突破3万亿元、达3.6万亿元 can both be true; 分别增长4%、5% cannot.
    """
    sentences = {claim.id: claim.sentence for claim in claims}
    groups: dict[tuple[object, ...], list[Reading]] = {}
    for reading in readings:
        seen = reading.observation
        where = (sentences[seen.claim], reading.key, reading.scope, seen.period, seen.modality)
        groups.setdefault(where, []).append(reading)
    doubtful = {
        reading.observation.claim
        for found in groups.values()
        if not all(agree(found[0].statement, other.statement) for other in found[1:])
        for reading in found
    }
    return [
        reading._replace(apart="several_values", scope=None)
        if reading.apart is None and reading.observation.claim in doubtful
        else reading
        for reading in readings
    ]
