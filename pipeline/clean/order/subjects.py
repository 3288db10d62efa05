"""What texts are about: the rare pairs of characters that they share."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from math import log, log1p

from pipeline.clean.order.evidence import Features
from pipeline.clean.order.weights import OrderWeights, Sequel
from pipeline.language.han_pairs import Pairs, pairs_of_han

NEARBY_CHARACTERS = {"sentence": 60, "paragraph": 150, "answer": 150}
"""Characters on either side in which a shared subject shows best."""
FULL_EXCHANGE = 40
"""Pairs of characters from which on an exchange shows what it is about."""


class Subjects:
    """What the parts of one text have in common. `paragraphs` are all of its lines."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self.paragraphs = paragraphs
        self.weights = OrderWeights.load()

    @cached_property
    def spread(self) -> Counter[str]:
        """In how many paragraphs each pair of characters stands."""
        spread: Counter[str] = Counter()
        for paragraph in self.paragraphs:
            spread.update(pairs_of_han(paragraph))
        return spread

    def find(
        self, relation: Sequel, before: str, after: str, around: tuple[Pairs, Pairs]
    ) -> Features:
        """Return how much of a subject `before` and `after` share.

        `around` are the pairs of characters of the whole exchange above and below the cut.
        """
        near = NEARBY_CHARACTERS[relation]
        beside = self._share(pairs_of_han(before[-near:]), pairs_of_han(after[:near]))
        above, below = around
        exchange = self._share(above, below)
        exchange -= self.weights.by_chance * log1p(len(above) * len(below))
        full = min(1.0, min(len(above), len(below)) / FULL_EXCHANGE)
        return {"near": full * beside, "exchange": full * exchange, "none": -full}

    def weigh(
        self, relation: Sequel, before: str, after: str, around: tuple[Pairs, Pairs]
    ) -> float:
        """Return what speaks for `after` going on with the subject of `before`, in nats."""
        weights = self.weights.topic[relation]
        found = self.find(relation, before, after, around)
        return float(sum(getattr(weights, code) * value for code, value in found.items()))

    def bound(self, relation: Sequel, weight: float) -> float:
        """Return a weight as far as subjects alone prove something."""
        most = self.weights.topic[relation].most
        return max(-most, min(weight, most))

    def _share(self, before: Pairs, after: Pairs) -> float:
        """Return how rare the pairs of characters are that two texts share, as a logarithm."""
        count = len(self.paragraphs) + 1
        shared = before & after
        return log1p(sum(log(count / self.spread[p]) for p in shared if self.spread[p]))
