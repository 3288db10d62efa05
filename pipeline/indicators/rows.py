"""Indicators as rows of text, one observation a row, for whoever writes tables."""

from collections.abc import Iterable, Iterator

from pipeline.records import ClaimReference, Indicator

COLUMNS = (
    "indicator", "measure", "name", "unit", "kind", "baseline", "statistic", "scope", "apart",
    "transcript", "claim", "date", "period", "granularity", "value", "value_high", "op", "modality",
    "speaker", "text", "outcome_transcript", "outcome_claim", "verdict", "disagrees",
)  # fmt: skip
"""Those of `Indicator` and `Observation`; of a target its outcome and verdict; of an outcome
whether another transcript disagrees (yes, or nothing)."""


def tabulate_indicators(indicators: Iterable[Indicator]) -> Iterator[tuple[str | None, ...]]:
    """Yield one row an observation, in the order of `COLUMNS`."""
    for one in indicators:
        outcomes = {pairing.target: pairing for pairing in one.pairings}
        refuted = {claim for found in one.disagreements for claim in found.claims}
        for seen in one.observations:
            claim = ClaimReference(transcript=seen.transcript, claim=seen.claim)
            pairing = outcomes.get(claim)
            yield (
                one.id, one.measure, one.name, one.unit, one.kind, one.baseline, one.statistic,
                one.scope, one.apart, seen.transcript, seen.claim, seen.date, seen.period,
                seen.granularity, seen.value, seen.value_high, seen.op, seen.modality,
                seen.speaker, seen.text,
                pairing.outcome.transcript if pairing else None,
                pairing.outcome.claim if pairing else None,
                pairing.verdict if pairing else None,
                "yes" if claim in refuted else None,
            )  # fmt: skip
