"""Which outcome a target stands beside: one answer for the report and for the series."""

from collections.abc import Iterable

from pipeline.measure.period import find_granularity
from pipeline.records.indicators import Granularity, Observation

OPEN_GRANULARITIES: tuple[Granularity, ...] = ("interval", "until", "none")
"""Lengths of time that differ from each other: nothing is held against them."""


def find_outcome(target: str, told: Iterable[str]) -> str | None:
    """Return the period of the outcome that a target of a period stands beside.

    It is the target's own period where its outcome is told: that one the target is held against.
    Else it is the latest before it that is as long (a year beside a year).

    >>> find_outcome("2025", ["2023", "2024", "2024-H1"]), find_outcome("2025", ["2025", "2024"])
    ('2024', '2025')
    """
    length = find_granularity(target)
    periods = [period for period in told if period <= target and find_granularity(period) == length]
    return None if length in OPEN_GRANULARITIES else max(periods, default=None)


def rank_outcome(seen: Observation) -> tuple[object, ...]:
    """Return what the better of two outcomes of one period is the larger in: exact, then later."""
    number = int(seen.claim[1:]) if seen.claim[1:].isdecimal() else 0
    return (seen.op in ("eq", "range"), seen.date or "", seen.transcript, number, seen.claim)
