"""How probable it is that a text is out of order at all: the gate before anything is moved.

Nearly all files are in order. How much more the best order weighs than the one that the file has,
and how many of its lines break off, is weighed against that (weights.toml, [disorder]; fitted by
benchmarks/order_gate.py).
"""

from math import log1p

from pipeline.clean.order.links import Weigher, logistic

DOUBTFUL = 0.1
"""A text that is less probably out of order is taken as it is; of those in order 1 in 70 is not."""
EVEN_CHANCE = 0.5
"""A text that is likelier out of order than in order is put right."""


def weigh_disorder(weigher: Weigher, gain: float) -> float:
    """Return the probability that a text is out of order whose best order weighs more by this."""
    weights = weigher.junctions.weights.disorder
    if gain <= 0:
        return 0.0
    broken = sum(weigher.broken_off(i) for i in range(len(weigher.paragraphs)))
    return logistic(
        weights.usual
        + weights.prior
        + weights.gain * min(gain, 30)
        + weights.broken * log1p(broken)
    )
