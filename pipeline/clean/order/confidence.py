"""How sure it is that one piece leads to the next.

The share that a link has of all orders, each by its probability, is how probable the link is: on
cut texts its log-odds are right as they are (benchmarks/order_confidence.py). That no text is
missing within a join is calibrated on the same texts (Platt 1999).
"""

from dataclasses import dataclass

from pipeline.clean.order.links import Link
from pipeline.clean.order.weights import OrderWeights, logistic

COUNTED = {"numbers_ascend", "pages_ascend"}


@dataclass(frozen=True, slots=True)
class Step:
    """How one piece leads to the next: `confidence` is the probability that they belong so."""

    link: Link
    joined: bool
    confidence: float
    share: float = 1.0
    """What share of all orders, each by its probability, has the pieces so."""


def make_step(link: Link, share: float, weights: OrderWeights) -> Step:
    """Return the step along a link that has such a share of all orders.

    A join may be wrong because another is right, because both sides of it are whole, or because the
    text between is missing. Where a page is missing nothing is certain.
    """
    known = weights.steps
    right = share = share * link.reading
    if link.joined and may_miss_text(link):
        complete = weigh_complete(link.findings, weights)
        right = min(right, complete) if complete < known.whole else right
    if link.page_missing:
        right = min(right, 0.5)
    return Step(link, link.joined, right, share)


def weigh_complete(findings: float, weights: OrderWeights) -> float:
    """Return the probability that no text is missing within a join with such findings."""
    return logistic(weights.complete.usual + weights.complete.weight * findings)


def may_miss_text(link: Link) -> bool:
    """Return whether text may be missing within a join: not where pages follow each other."""
    return "pages_ascend" not in link.evidence and not link.over_page
