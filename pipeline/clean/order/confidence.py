"""How sure it is that one piece leads to the next.

The margin of a link is calibrated on cut texts (Platt 1999): the log-odds that it is right grow
with the margin, by what the link is.
"""

from dataclasses import dataclass
from math import log

from pipeline.clean.order.links import Link
from pipeline.clean.order.weights import Calibration, OrderWeights, Worth, logistic

COUNTED = {"numbers_ascend", "pages_ascend"}


@dataclass(frozen=True, slots=True)
class Step:
    """How one piece leads to the next: `confidence` is the probability that they belong so."""

    link: Link
    margin: float
    """What the order weighs more than the best one without the link, in nats."""
    joined: bool
    """Whether the pieces are joined: not so where the join is not believed."""
    confidence: float


def make_step(
    link: Link, margin: float, right: float, broken_off: float, weights: OrderWeights
) -> Step:
    """Return the step along a link, `right` so surely, from a piece broken off so surely.

    A join may be wrong because another one is right, or because the text between is missing.
    One that the characters speak against is not believed. Where a page is missing, nothing is
    certain, nor what was put after a whole sentence, unless numbers count on.
    """
    known = weights.steps
    if not link.joined:
        most = 1.0
        if link.page_missing or link.findings < known.unlikely:
            most = 0.5
        elif not link.in_place and not broken_off and not COUNTED & {*link.evidence}:
            most = known.uncounted
        return Step(link, margin, False, min(right, most))
    confidence = right
    if may_miss_text(link):
        confidence *= calibrate(weights.confidence["complete"], link.findings, weights)
    whole = log(max(1 - broken_off, known.least_whole) / broken_off)
    believed = link.findings - link.start >= max(whole, known.unbelieved)
    if link.page_missing or not believed:
        confidence = min(confidence, 0.5)
    return Step(link, margin, believed, confidence)


def may_miss_text(link: Link) -> bool:
    """Return whether text may be missing within a join: not where pages follow each other."""
    return "pages_ascend" not in link.evidence and not link.over_page


def believe(link: Link, margin: float, weights: OrderWeights) -> float:
    """Return the probability that a link with this margin is right."""
    return calibrate(weights.confidence[name_calibration(link)], margin, weights)


def name_calibration(link: Link) -> Worth:
    """Return the name of what the margins of links of this kind are worth."""
    if link.joined:
        return "joined"
    if link.hidden:
        return "hidden"
    return "apart_in_place" if link.in_place else "apart_moved"


def calibrate(worth: Calibration, weight: float, weights: OrderWeights) -> float:
    """Return the probability that a link with this margin, or these findings, is right."""
    return logistic(worth.usual + worth.weight * min(weight, weights.steps.most_weight))
