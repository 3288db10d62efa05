"""How probable it is that a hotspot is the second of a text; model.py says from where it is given.

The likeliest but one is often there because it is near the first (a budget, the economy), not
because the text speaks of it. What tells the two apart is how much is decided for it, how often
texts of the first were of it too, and whether one half of the text is of the first and the other of
it. How often its terms stand in the text, how long that is, its sentences and questions asked one
by one, its parts one by one, and the text without its context add next to nothing to these; nor do
other models.
"""

import math
from collections.abc import Sequence
from operator import mul
from typing import NamedTuple

LEAST_PROBABILITY = 1e-3
"""Added to a probability before its logarithm is taken."""


class SeenSecond(NamedTuple):
    """What is seen of a category that may be the second of a text.

    `share` is the logarithm of its probability as the first, `decision` what is decided for it,
    `together` the logarithm of how often it is beside the first. `parted` is the lesser of the
    probabilities that one half is of the first and the other of it, of the two ways to share out
    the halves that which has more. `constant` is 1.
    """

    share: float
    decision: float
    together: float
    parted: float
    constant: float = 1.0


NEVER = (0.0, 0.0, 0.0, 0.0, -1.0)
"""The weights of a model that has learned nothing: no second is likely."""


def take_logarithm(share: float) -> float:
    """Return the logarithm of a probability, which may be 0."""
    return math.log(share + LEAST_PROBABILITY)


def find_probability(seen: SeenSecond, weights: Sequence[float]) -> float:
    """Return the probability that a category is the second of a text (logistic regression).

    >>> find_probability(SeenSecond(0.0, 0.0, 0.0, 0.0), (0.0,) * 5)
    0.5
    """
    return 1 / (1 + math.exp(-sum(map(mul, seen, weights))))
