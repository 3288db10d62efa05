"""The heaviest order of pieces: one assignment ordering, solved exactly (Held & Karp 1962)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from pipeline.clean.order.pieces import Piece
from pipeline.clean.order.weights import NumberWeights

MOST_PIECES = 9
"""Search takes 2ⁿ·n² steps."""


@dataclass(frozen=True, slots=True)
class Ordering:
    """Pieces to put in order: what each weighs first and last, and after each other one."""

    pieces: Sequence[Piece]
    starts: Sequence[float]
    ends: Sequence[float]
    weights: Mapping[tuple[int, int], float]
    numbers: NumberWeights

    def search(self, without: tuple[int, int] | None = None) -> tuple[float, list[int]]:
        """Return the weight of the heaviest order of all pieces, and the order.

        One that leads `without` this link, if one is given. A state is the set of pieces placed and
        the last of them. The highest number that a main heading bears so far follows from the set,
        as they ascend.
        """
        count = len(self.pieces)
        full = (1 << count) - 1
        weights = self.weights if without is None else {**self.weights, without: -inf}
        highest = [0] * (full + 1)
        for placed in range(1, full + 1):
            low = (placed & -placed).bit_length() - 1
            highest[placed] = max(highest[placed & placed - 1], self.pieces[low].top_last or 0)
        best: list[list[tuple[float, int]]] = [[(-inf, -1)] * count for _ in range(full + 1)]
        for k in range(count):
            best[1 << k][k] = (self.starts[k], -1)
        for placed in range(1, full):
            for j in range(count):
                if placed >> j & 1:
                    continue
                numbers = weigh_top(highest[placed], self.pieces[j].top_first, self.numbers)
                weight, i = max(
                    (best[placed][i][0] + weights[i, j], i) for i in range(count) if placed >> i & 1
                )
                best[placed | 1 << j][j] = (weight + numbers, i)
        weight, last = max((best[full][k][0] + self.ends[k], k) for k in range(count))
        path, placed = [], full
        k = last
        while k >= 0:
            path.append(k)
            placed, k = placed & ~(1 << k), best[placed][k][1]
        return weight, path[::-1]

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
