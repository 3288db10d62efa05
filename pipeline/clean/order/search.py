"""The heaviest order of pieces, and how much of the weight of all orders each link has.

Both are exact, by sets of pieces (Held & Karp 1962).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import exp, inf

from pipeline.clean.order.pieces import Piece
from pipeline.clean.order.weights import NumberWeights

MOST_PIECES = 9
"""Search takes 2ⁿ·n² steps."""
MOST_NATS = 60.0
"""More than that no weight proves; so many pieces of it have an exponential."""


@dataclass(frozen=True)
class Ordering:
    """Pieces to put in order: what each weighs first and last, and after each other one."""

    pieces: Sequence[Piece]
    starts: Sequence[float]
    ends: Sequence[float]
    weights: Mapping[tuple[int, int], float]
    numbers: NumberWeights

    @cached_property
    def highest(self) -> list[int]:
        """The highest number that a main heading of each set of pieces bears."""
        highest = [0] * (1 << len(self.pieces))
        for placed in range(1, len(highest)):
            low = (placed & -placed).bit_length() - 1
            highest[placed] = max(highest[placed & placed - 1], self.pieces[low].top_last or 0)
        return highest

    def search(self) -> tuple[float, list[int]]:
        """Return the weight of the heaviest order of all pieces, and the order.

        A state is the set of pieces placed and the last of them.
        """
        count = len(self.pieces)
        full = (1 << count) - 1
        best: list[list[tuple[float, int]]] = [[(-inf, -1)] * count for _ in range(full + 1)]
        for k in range(count):
            best[1 << k][k] = (self.starts[k], -1)
        for placed in range(1, full):
            for j in range(count):
                if placed >> j & 1:
                    continue
                numbers = self._weigh_top(placed, j)
                weight, i = max(
                    (best[placed][i][0] + self.weights[i, j], i)
                    for i in range(count)
                    if placed >> i & 1
                )
                best[placed | 1 << j][j] = (weight + numbers, i)
        weight, last = max((best[full][k][0] + self.ends[k], k) for k in range(count))
        path, placed = [], full
        k = last
        while k >= 0:
            path.append(k)
            placed, k = placed & ~(1 << k), best[placed][k][1]
        return weight, path[::-1]

    def share(self) -> dict[tuple[int, int], float]:
        """Return for each link how much of all orders leads along it, each by its probability.

        (-1, k) is for beginning with piece k. What leads to a state is summed up forwards, what
        leads on from it backwards.
        """
        count = len(self.pieces)
        full = (1 << count) - 1
        within = [[k for k in range(count) if placed >> k & 1] for placed in range(full + 1)]
        odds = {pair: as_odds(weight) for pair, weight in self.weights.items()}
        before = [[0.0] * count for _ in range(full + 1)]
        after = [[0.0] * count for _ in range(full + 1)]
        for k in range(count):
            before[1 << k][k], after[full][k] = as_odds(self.starts[k]), as_odds(self.ends[k])
        for placed in range(1, full):
            for j in within[full & ~placed]:
                ways = sum(before[placed][i] * odds[i, j] for i in within[placed])
                before[placed | 1 << j][j] = ways * as_odds(self._weigh_top(placed, j))
        shares = dict.fromkeys(odds, 0.0)
        for placed in range(full - 1, 0, -1):
            for j in within[full & ~placed]:
                rest = after[placed | 1 << j][j] * as_odds(self._weigh_top(placed, j))
                for i in within[placed]:
                    after[placed][i] += odds[i, j] * rest
                    shares[i, j] += before[placed][i] * odds[i, j] * rest
        shares |= {(-1, k): before[1 << k][k] * after[1 << k][k] for k in range(count)}
        total = sum(before[full][k] * after[full][k] for k in range(count))
        return {pair: share / total for pair, share in shares.items()}

    def _weigh_top(self, placed: int, j: int) -> float:
        """Return the weight of the first main heading of piece j after the pieces placed."""
        return weigh_top(self.highest[placed], self.pieces[j].top_first, self.numbers)

    def weigh(self, path: Sequence[int]) -> float:
        """Return the weight of an order."""
        weight = self.starts[path[0]] + self.ends[path[-1]]
        highest = self.pieces[path[0]].top_last or 0
        for i, j in pairwise(path):
            weight += self.weights[i, j]
            weight += weigh_top(highest, self.pieces[j].top_first, self.numbers)
            highest = max(highest, self.pieces[j].top_last or 0)
        return weight


def weigh_top(highest: int, number: int | None, weights: NumberWeights) -> float:
    """Return the weight of a main heading's number after the highest so far."""
    if number is None:
        return 0.0
    if number == highest + 1:
        return weights.follow
    return weights.skip if number > highest else weights.fall


def as_odds(weight: float) -> float:
    """Return the odds of a weight in nats."""
    return exp(max(-MOST_NATS, min(weight, MOST_NATS)))
