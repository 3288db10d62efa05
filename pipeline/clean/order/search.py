"""The heaviest order of pieces: one assignment problem, solved exactly (Held & Karp 1962)."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import inf

from pipeline.clean.order.links import MISSING, NUMBER_FOLLOWS, NUMBER_SKIPS
from pipeline.clean.order.pieces import Piece

MOST_PIECES = 9
"""Search takes 2ⁿ·n² steps."""
NUMBER_FALLS = -6.0
"""In nats."""


def search(
    pieces: Sequence[Piece], weights: Mapping[tuple[int, int], float], starts: Sequence[float]
) -> tuple[float, list[int]]:
    """Return the heaviest order of all pieces, and its weight.

    A state is the set of pieces placed and the last of them. The highest number that a main
    heading bears so far follows from the set, as they ascend.
    """
    count = len(pieces)
    full = (1 << count) - 1
    highest = [0] * (full + 1)
    for placed in range(1, full + 1):
        low = (placed & -placed).bit_length() - 1
        highest[placed] = max(highest[placed & placed - 1], pieces[low].top_last or 0)
    best: list[list[tuple[float, int]]] = [[(-inf, -1)] * count for _ in range(full + 1)]
    for k in range(count):
        best[1 << k][k] = (starts[k], -1)
    for placed in range(1, full):
        for j in range(count):
            if placed >> j & 1:
                continue
            numbers = weigh_top(highest[placed], pieces[j].top_first)
            weight, i = max(
                (best[placed][i][0] + weights[i, j], i) for i in range(count) if placed >> i & 1
            )
            best[placed | 1 << j][j] = (weight + numbers, i)
    weight, last = max((best[full][k][0] - MISSING * pieces[k].broken_off, k) for k in range(count))
    path, placed = [], full
    k = last
    while k >= 0:
        path.append(k)
        placed, k = placed & ~(1 << k), best[placed][k][1]
    return weight, path[::-1]


def weigh_order(
    path: Sequence[int],
    pieces: Sequence[Piece],
    weights: Mapping[tuple[int, int], float],
    starts: Sequence[float],
) -> float:
    """Return the weight of an order."""
    weight = starts[path[0]] - MISSING * pieces[path[-1]].broken_off
    highest = pieces[path[0]].top_last or 0
    for i, j in pairwise(path):
        weight += weights[i, j] + weigh_top(highest, pieces[j].top_first)
        highest = max(highest, pieces[j].top_last or 0)
    return weight


def weigh_top(highest: int, number: int | None) -> float:
    """Return the weight of a main heading's number after the highest so far."""
    if number is None:
        return 0.0
    if number == highest + 1:
        return NUMBER_FOLLOWS
    return NUMBER_SKIPS if number > highest else NUMBER_FALLS
