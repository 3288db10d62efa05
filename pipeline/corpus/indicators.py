"""The indicators in the form in which their page carries them.

A measure is one quantity with the indicators of all territories that it was told of. The page lists
those with several observations; it draws the chart and the table of the one that is chosen.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate, groupby
from typing import NamedTuple

from pipeline.corpus.claims import describe_period
from pipeline.glossary.compose import translate
from pipeline.measure.period import Period, find_granularity
from pipeline.measure.units import load_units
from pipeline.measure.words import SYMBOLS, word_quantity
from pipeline.records.indicators import ClaimReference, Indicator

MOST_OBSERVATIONS = 30_000
"""Observations that a page carries."""

MONTHS = 12
IndicatorRow = tuple[int | str | None, ...]


class Measure(NamedTuple):
    """One quantity; `territories` are their names, each with its observations.

    An observation is (transcript, claim, period, value, upper value, op, symbol, modality,
    speaker, as written, value in Chinese, in English, verdict, disagrees).
    """

    id: str
    name: str
    unit: str
    kind: str
    baseline: str
    statistic: str
    transcripts: int
    periods: int
    targets: int
    disagreements: int
    territories: list[tuple[str, list[IndicatorRow]]]
    english: str
    """Its name in English, where it has one."""


class Atlas(NamedTuple):
    """The measures, those told of in the most transcripts and territories first."""

    transcripts: list[tuple[str, str, str]]
    """Address of the report, title and date of those that the observations are of."""
    periods: list[tuple[str, str, str, float | None, str, str]]
    """As recorded, in Chinese, in English; where it ends on an axis of years, its end as recorded,
    and how long it is."""
    speakers: list[str]
    measures: list[Measure]
    scopes: dict[str, str]
    """Territories in English, where they have a name."""
    apart: dict[str, int]
    """How many claims are linked with no other, by reason."""


def make_atlas(
    indicators: Iterable[Indicator], reports: Mapping[str, tuple[str, str, str]]
) -> Atlas:
    """Return the measures with several observations in transcripts that have a report."""
    periods: dict[str, int] = {}
    speakers: dict[str, int] = {}
    apart: Counter[str] = Counter()
    measures = []
    linked = []
    for one in indicators:
        if one.apart:
            apart[one.apart] += len(one.observations)
        else:
            linked.append(one)
    linked.sort(key=lambda one: (one.measure, one.scope or ""))
    for _, found in groupby(linked, key=lambda one: one.measure):
        indicators = list(found)
        listed = [
            (one.scope or "", list(list_observations(one, reports, periods, speakers)))
            for one in indicators
        ]
        count = sum(len(entries) for _, entries in listed)
        if count > 1:
            measures.append(make_measure(indicators, listed))
    measures.sort(
        key=lambda one: (-one.transcripts, -len(one.territories), -one.periods, one.name, one.id)
    )
    sizes = accumulate(sum(len(rows) for _, rows in one.territories) for one in measures)
    few = [one for one, size in zip(measures, sizes, strict=True) if size <= MOST_OBSERVATIONS]
    kept, told = number_transcripts(few or measures[:1])
    scopes = sorted({scope for measure in kept for scope, _ in measure.territories})
    return Atlas(
        transcripts=[reports[transcript] for transcript in told],
        periods=[(*describe_period(period), *place_period(period)) for period in periods],
        speakers=list(speakers),
        measures=kept,
        scopes={scope: said for scope in scopes if (said := translate(scope))},
        apart=dict(sorted(apart.items())),
    )


def number_transcripts(measures: Iterable[Measure]) -> tuple[list[Measure], list[str]]:
    """Return the measures with a number in place of each transcript, and the transcripts by it."""
    numbers: dict[str, int] = {}
    numbered = [
        measure._replace(
            territories=[
                (scope, [(numbers.setdefault(str(t), len(numbers)), *rest) for t, *rest in found])
                for scope, found in measure.territories
            ]
        )
        for measure in measures
    ]
    return numbered, list(numbers)


def place_period(period: str) -> tuple[float | None, str, str]:
    """Return where a period ends on an axis of years, its end as recorded, and its length.

    >>> place_period("2020-01/2020-06")
    (2020.5, '2020-06', 'interval')
    """
    parsed = Period.parse(period)
    end = parsed.end if parsed else None
    at = end.year + end.month / MONTHS if end else None
    return at, period.split("/")[-1], find_granularity(period)


def list_observations(
    one: Indicator,
    reports: Mapping[str, tuple[str, str, str]],
    periods: dict[str, int],
    speakers: dict[str, int],
) -> Iterable[IndicatorRow]:
    """Yield the observations of an indicator as rows."""
    verdicts = {pairing.target: pairing.verdict for pairing in one.pairings}
    refuted = {claim for found in one.disagreements for claim in found.claims}
    for seen in one.observations[:MOST_OBSERVATIONS]:
        if seen.transcript not in reports:
            continue
        claim = ClaimReference(transcript=seen.transcript, claim=seen.claim)
        quantity = word_quantity(seen.value, seen.value_high, one.unit, load_units())
        yield (
            seen.transcript,
            seen.claim,
            periods.setdefault(seen.period or "", len(periods)),
            seen.value,
            seen.value_high,
            seen.op,
            SYMBOLS[seen.op],
            seen.modality,
            speakers.setdefault(seen.speaker or "", len(speakers)),
            seen.text,
            quantity.zh,
            quantity.en,
            verdicts.get(claim, ""),
            int(claim in refuted),
        )


def make_measure(
    indicators: list[Indicator], listed: list[tuple[str, list[IndicatorRow]]]
) -> Measure:
    """Return the measure of the indicators of all territories."""
    first = indicators[0]
    entries = [entry for _, found in listed for entry in found]
    return Measure(
        id=first.measure,
        name=first.name,
        unit=first.unit or "",
        kind=first.kind,
        baseline=first.baseline or "",
        statistic=first.statistic or "",
        transcripts=len({entry[0] for entry in entries}),
        periods=len({entry[2] for entry in entries}),
        targets=sum(entry[7] == "target" for entry in entries),
        disagreements=sum(len(one.disagreements) for one in indicators),
        territories=[(scope, found) for scope, found in listed if found],
        english=translate(first.name) or "",
    )
