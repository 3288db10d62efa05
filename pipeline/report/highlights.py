"""Chooses what a reader should meet first: outcomes beside their targets, and a few key figures.

Everything shown is a claim as recorded; nothing is worded or computed here.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.records.claims import Claim
from pipeline.records.phrases import Phrase

MOST_FIGURES = 6
"""Key figures of a transcript: as many as are read in ten seconds."""
DIGIT = re.compile(r"\d")


class Pair(NamedTuple):
    """An outcome, and what is aimed at under the same name for the same or a later period."""

    outcome: Claim
    target: Claim


def pair_targets(claims: Iterable[Claim]) -> Iterator[Pair]:
    """Yield outcomes with their targets, in the order of the outcomes.

    Indicator, unit, kind, direction and baseline are the same, the periods as long as each other
    (a year and a year). Where one period has two values under one name, the words do not tell
    which belongs to which, and there is no pair.
    """
    families: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.indicator and claim.period and claim.role != "reporter":
            length = DIGIT.sub("0", claim.period)
            if "/" not in length:
                named = (claim.indicator, claim.unit, claim.kind, claim.direction, claim.baseline)
                families[*named, length].append(claim)
    for family in families.values():
        outcomes = group_by_period(claim for claim in family if claim.modality == "actual")
        targets = group_by_period(claim for claim in family if claim.modality != "actual")
        if outcomes and targets:
            latest = max(outcomes)
            following = min((period for period in targets if period >= latest), default=None)
            if following and say_one(outcomes[latest]) and say_one(targets[following]):
                yield Pair(outcomes[latest][0], targets[following][0])


def group_by_period(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Return claims by their period."""
    periods: dict[str, list[Claim]] = {}
    for claim in claims:
        periods.setdefault(claim.period or "", []).append(claim)
    return periods


def say_one(claims: Sequence[Claim]) -> bool:
    """Tell whether claims all say one value."""
    return len({(claim.op, claim.value, claim.value_high) for claim in claims}) == 1


class Rank(NamedTuple):
    """What makes a claim telling, the weightiest first; larger is more telling."""

    paired: bool
    """Whether the transcript also names a target for it."""
    phrases: float
    """Weight of the key phrases that its indicator holds."""
    moving: bool
    """Whether it says how something changed."""


def choose_figures(
    claims: Sequence[Claim],
    pairs: Sequence[Pair],
    phrases: Mapping[str | None, Sequence[Phrase]],
) -> list[Claim]:
    """Return the most telling claims in reading order, spread over the sections.

    `phrases` are the key phrases by section. A claim without indicator or period, of a reporter,
    of a limit, or with nothing that speaks for it, is never chosen; nor is a name twice.
    """
    aims = {pair.target.id for pair in pairs}
    paired = {pair.outcome.id for pair in pairs}
    sections: defaultdict[str | None, list[tuple[Rank, Claim]]] = defaultdict(list)
    for claim in claims:
        known = claim.indicator and claim.period and claim.role != "reporter"
        known = known and claim.modality != "limit"
        if known and claim.kind in ("level", "change") and claim.id not in aims:
            rank = rank_claim(claim, claim.id in paired, phrases.get(claim.section, ()))
            if any(rank):
                sections[claim.section].append((rank, claim))
    rounds = [
        sorted(found, key=lambda entry: entry[0], reverse=True) for found in sections.values()
    ]
    chosen: dict[str | None, Claim] = {}
    while len(chosen) < MOST_FIGURES and any(rounds):
        best = [found.pop(0) for found in rounds if found]
        for _, claim in sorted(best, key=lambda entry: entry[0], reverse=True):
            if len(chosen) < MOST_FIGURES:
                chosen.setdefault(claim.indicator, claim)
    return sorted(chosen.values(), key=lambda claim: claim.start)


def rank_claim(claim: Claim, paired: bool, phrases: Iterable[Phrase]) -> Rank:
    """Return how telling a claim is."""
    held = sum(phrase.weight for phrase in phrases if phrase.text in (claim.indicator or ""))
    return Rank(paired, held, claim.kind == "change")
