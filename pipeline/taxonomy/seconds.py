"""How probable it is that a hotspot is the second of a text; model.py says from where it is given.

The likeliest but one is often there because it is near the first (a budget, the economy), not
because the text speaks of it. What tells the two apart is how much is decided for it by itself,
beside its probability as the first. How often its terms stand in the text and in the question, and
how long the text is, add nothing: the decision has them. Nor do its sentences, asked one by one.
"""

import math
from collections.abc import Sequence
from operator import mul

LEAST_PROBABILITY = 1e-3
"""Added to a probability before its logarithm is taken."""
Seen = tuple[float, float, float]
"""What is seen of a category that may be the second of a text, and 1 at the end."""

NEVER = (0.0, 0.0, -1.0)
"""The weights of a model that has learned nothing: no second is likely."""


def see_second(share: float, decision: float) -> Seen:
    """Return what tells whether a category is the second of a text, of its probability and decision
    as the first."""
    return math.log(share + LEAST_PROBABILITY), decision, 1.0


def find_probability(seen: Seen, weights: Sequence[float]) -> float:
    """Return the probability that a category is the second of a text (logistic regression).

    >>> find_probability((0.0, 0.0, 1.0), (0.0, 0.0, 0.0))
    0.5
    """
    return 1 / (1 + math.exp(-sum(map(mul, seen, weights))))
