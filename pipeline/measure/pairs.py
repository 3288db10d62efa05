"""The period of the outcome that a target is compared with.

Which claims belong together is decided where they are put together: those of one transcript in
`report/target_pairs.py`, where an outcome stands beside what is aimed at next, and those of all
transcripts in `indicators/linking.py`, where a target is held against the outcome of its period.
"""

from collections.abc import Iterable

from pipeline.identifiers import read_number
from pipeline.measure.period import find_granularity
from pipeline.records.claims import Claim
from pipeline.records.indicators import Granularity, Observation

OPEN_GRANULARITIES: tuple[Granularity, ...] = ("interval", "until", "none")
"""Granularities of no fixed length: targets with such periods are not paired."""


def find_outcome(target: str, told: Iterable[str]) -> str | None:
    """Return the period of the outcome that a target of a period stands beside.

    It is the target's own period where its outcome is known: the target is held against that one.
    Else it is the latest period before it of the same length (a year beside a year).

    >>> find_outcome("2025", ["2023", "2024", "2024-H1"]), find_outcome("2025", ["2025", "2024"])
    ('2024', '2025')
    """
    length = find_granularity(target)
    periods = [period for period in told if period <= target and find_granularity(period) == length]
    return None if length in OPEN_GRANULARITIES else max(periods, default=None)


def say_one(told: Iterable[Claim | Observation]) -> bool:
    """Return whether all of some claims say one value."""
    return len({(one.op, one.value, one.value_high) for one in told}) == 1


def rank_outcome(seen: Observation) -> tuple[object, ...]:
    """Return a key by which the better outcome of a period is the largest: exact, then later."""
    return (
        seen.op in ("eq", "range"),
        seen.date or "",
        seen.transcript,
        read_number(seen.claim),
        seen.claim,
    )
