"""Whether a text has a second hotspot beside its first, with a probability of its own.

The likeliest but one is often there because it is near the first (a budget, the economy), not
because the text speaks of it. What tells the two apart, beside its probability: that its own terms
stand in the text, and in the question, and that they do so in a short one.
"""

import math
from collections.abc import Mapping, Sequence
from operator import mul
from typing import NamedTuple

LEAST = 1e-3
"""Added to a probability before its logarithm is taken."""
Seen = tuple[float, float, float, float, float, float]
"""What is seen of a category that may be the second of a text, and 1 at the end."""

NEVER = (0.0, 0.0, 0.0, 0.0, 0.0, -1.0)
"""The weights of a model that has learned nothing: no second is likely."""


class Evidence(NamedTuple):
    """What a text holds: the number of its words, and how much its terms and those of its question
    speak for each owner of terms."""

    words: int
    terms: Mapping[int, float]
    asked: Mapping[int, float]


def see_second(share: float, decision: float, owner: int | None, evidence: Evidence) -> Seen:
    """Return what tells whether a category is the second of a text.

    `share` and `decision` are its probability and decision as the first, `owner` is the number
    under which its terms are counted.
    """
    terms, asked = (
        0.0 if owner is None else counts.get(owner, 0.0)
        for counts in (evidence.terms, evidence.asked)
    )
    return (
        math.log(share + LEAST),
        decision,
        math.log1p(terms),
        math.log1p(asked),
        math.log1p(evidence.words),
        1.0,
    )


def find_probability(seen: Seen, weights: Sequence[float]) -> float:
    """Return the probability that a category is the second of a text (logistic regression).

    >>> find_probability((0.0, 0.0, 0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0, 0.0, 0.0, 0.0))
    0.5
    """
    return 1 / (1 + math.exp(-sum(map(mul, seen, weights))))
