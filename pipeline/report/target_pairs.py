"""Finds outcomes and the targets that belong to them.

Everything shown is a claim as recorded; nothing is worded or computed here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.measure.pairs import OPEN_GRANULARITIES, find_outcome, say_one
from pipeline.measure.period import find_granularity
from pipeline.records.claims import Claim
from pipeline.report.headlines import Headlines


class TargetPair(NamedTuple):
    """An outcome, and what is aimed at under the same name for the same or a later period."""

    outcome: Claim
    target: Claim


def pair_targets(claims: Iterable[Claim]) -> Iterator[TargetPair]:
    """Yield outcomes with their targets, in the order of the outcomes.

    Indicator, unit, kind, direction and baseline are the same, the periods are of equal length
    (a year and a year); GDP is 地区生产总值, and growth of a year is against the year before. Where
    one period has two values under one name, the words do not tell which belongs to which, and
    there is no pair.
    """
    families: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.indicator and claim.period and claim.role != "reporter":
            length = find_granularity(claim.period)
            if length not in OPEN_GRANULARITIES:
                families[*find_family(claim), length].append(claim)
    for family in families.values():
        outcomes = group_by_period(claim for claim in family if claim.modality == "actual")
        targets = group_by_period(claim for claim in family if claim.modality == "target")
        beside = {period: find_outcome(period, outcomes) for period in sorted(targets)}
        latest = max(filter(None, beside.values()), default=None)
        following = next((target for target, told in beside.items() if told == latest), None)
        if not latest or not following or latest != max(outcomes):
            continue
        if say_one(outcomes[latest]) and say_one(targets[following]):
            yield TargetPair(outcomes[latest][0], targets[following][0])


def find_family(claim: Claim) -> tuple[object, ...]:
    """Return what a claim has in common with one on the same quantity."""
    name = Headlines.load().name_family(claim.item or claim.indicator or "")
    yearly = claim.kind == "change" and claim.baseline is None
    baseline = "yoy" if yearly else claim.baseline
    return name, claim.unit, claim.kind, claim.direction, baseline


def group_by_period(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Return claims by their period."""
    periods: dict[str, list[Claim]] = {}
    for claim in claims:
        periods.setdefault(claim.period or "", []).append(claim)
    return periods
