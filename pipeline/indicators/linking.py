"""Puts the readings of all transcripts together: one indicator per quantity and territory."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.identifiers import digest, read_number
from pipeline.indicators.lexicon import Aliases
from pipeline.indicators.reading import IndicatorReading
from pipeline.measure.pairs import find_outcome, rank_outcome
from pipeline.measure.verdicts import find_conflicts, judge_outcome
from pipeline.records.indicators import (
    ClaimReference,
    Disagreement,
    Indicator,
    Observation,
    Pairing,
)


def link_readings(readings: Iterable[IndicatorReading]) -> list[Indicator]:
    """Return the indicators of all readings, by name; the order of the readings does not matter."""
    groups: defaultdict[tuple[str, ...], list[IndicatorReading]] = defaultdict(list)
    for reading in readings:
        groups[identify_indicator(reading)].append(reading)
    made = (make_indicator(identity, readings) for identity, readings in groups.items())
    return sorted(made, key=lambda one: (one.name, one.measure, one.scope or "", one.id))


def identify_indicator(reading: IndicatorReading) -> tuple[str, ...]:
    """Return what the readings of one indicator share, first what is measured; one kept apart
    shares it with none."""
    measured = [part or "" for part in reading.key]
    if reading.apart:
        seen = reading.observation
        return (*measured, "", seen.transcript, seen.claim)
    return (*measured, reading.scope or "")


def make_indicator(identity: Sequence[str], readings: Iterable[IndicatorReading]) -> Indicator:
    """Return the indicator of the readings that share an identity."""
    readings = sorted(readings, key=order_reading)
    first = readings[0]
    return Indicator(
        id=f"i{digest(*identity)}",
        measure=f"m{digest(*identity[: len(first.key)])}",
        name=first.key.name,
        unit=first.key.unit,
        kind=first.key.kind,
        baseline=first.key.baseline,
        statistic=first.key.statistic,
        scope=first.scope,
        apart=first.apart,
        names=tuple(sorted({reading.written for reading in readings})),
        observations=tuple(reading.observation for reading in readings),
        pairings=tuple(find_pairings(readings)),
        disagreements=tuple(find_disagreements(readings)),
    )


def order_reading(reading: IndicatorReading) -> tuple[object, ...]:
    """Return what the readings of an indicator are sorted by: period, date, place."""
    seen = reading.observation
    return (
        (seen.period or "").split("/")[-1],
        seen.period or "",
        seen.date or "",
        seen.transcript,
        read_number(seen.claim),
        seen.claim,
    )


def group_readings(
    readings: Iterable[IndicatorReading], modality: str
) -> defaultdict[str, list[IndicatorReading]]:
    """Return the readings of a modality by their period, where that is known."""
    found: defaultdict[str, list[IndicatorReading]] = defaultdict(list)
    for reading in readings:
        if reading.observation.modality == modality and reading.observation.period:
            found[reading.observation.period].append(reading)
    return found


def find_pairings(readings: Sequence[IndicatorReading]) -> Iterator[Pairing]:
    """Yield each target with the outcome of its period: the latest exact one, else the latest.

    An outcome that was stated before the target was set does not count.
    """
    outcomes = group_readings(readings, "actual")
    for period, targets in group_readings(readings, "target").items():
        if find_outcome(period, outcomes) != period:
            continue
        best = max(outcomes[period], key=lambda reading: rank_outcome(reading.observation))
        for target in targets:
            dates = target.observation.date, best.observation.date
            if None not in dates and str(dates[1]) < str(dates[0]):
                continue
            goal = Aliases.load().goal.find(target.key.name)
            yield Pairing(
                period=period,
                target=make_reference(target.observation),
                outcome=make_reference(best.observation),
                verdict=judge_outcome(target.statement, best.statement, goal),
            )


def find_disagreements(readings: Sequence[IndicatorReading]) -> Iterator[Disagreement]:
    """Yield for each period the outcomes of several transcripts that cannot all be true."""
    for period, found in group_readings(readings, "actual").items():
        distinct = {(r.observation.transcript, r.statement): r for r in reversed(found)}
        several = sorted(distinct.values(), key=order_reading)
        claims = [(r.observation.transcript, r.statement) for r in several]
        if len(claims) > 1 and (refuted := find_conflicts(claims)):
            yield Disagreement(
                period=period, claims=tuple(make_reference(several[n].observation) for n in refuted)
            )


def make_reference(seen: Observation) -> ClaimReference:
    """Return the reference to an observation's claim."""
    return ClaimReference(transcript=seen.transcript, claim=seen.claim)
