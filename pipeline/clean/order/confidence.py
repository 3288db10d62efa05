"""How sure it is that one piece leads to the next.

The share that a link has of all orders, each by its probability, is how probable the link is: on
cut texts its log-odds are right as they are (benchmarks/order_confidence.py).
"""

from dataclasses import dataclass

from pipeline.clean.order.links import Link
from pipeline.clean.order.weights import StepBounds

COUNTED = {"numbers_ascend", "pages_ascend"}


@dataclass(frozen=True, slots=True)
class Step:
    """How one piece leads to the next: `confidence` is the probability that they belong so."""

    link: Link
    joined: bool
    confidence: float
    share: float = 1.0
    """What share of all orders, each by its probability, has the pieces so."""


def make_step(link: Link, share: float, bounds: StepBounds) -> Step:
    """Return the step along a link that has such a share of all orders.

    A join may be wrong because another is right, because both sides of it are whole, or because the
    text between is missing: that is told where it is likely, since the order is right all the same.
    Where a page is missing nothing is certain.
    """
    is_whole = link.joined and link.reading >= bounds.whole
    right = share if is_whole else share * link.reading
    if link.page_missing:
        right = min(right, 0.5)
    return Step(link, link.joined, right, share * link.reading)
