"""From decisions to probabilities: what a text says, and what is said around it.

Texts that stand near each other are often on one matter: of texts that are as clear by themselves,
the one whose neighbours are on the same matter is right more often. How much that counts is fitted
(pipeline/train/fitting.py), not set. Neighbours under other headings tell as much as those under
the same, and those with other words as much as those with the same (benchmarks/hotspots.py).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

MOST_NEIGHBOURS = 3
"""Texts before and after one that are its neighbours; that in place n counts for 1/n."""
Matrix = NDArray[np.float64]


class HotspotCalibration(NamedTuple):
    """What turns decisions into probabilities.

    Decisions are divided by `base` + `rise` times the largest of them: the clearer a text seems,
    the less a further step tells. `near` is the weight of what is said around a text.
    """

    base: float
    rise: float
    near: float


def find_probabilities(
    decisions: Matrix, calibration: HotspotCalibration, around: Matrix | None
) -> Matrix:
    """Return the probability of each category, row by row; by the texts alone without `around`."""
    largest = np.maximum(decisions.max(axis=1, keepdims=True), 0)
    scores = decisions / (calibration.base + calibration.rise * largest)
    if around is not None:
        scores = scores + calibration.near * around
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def look_around(probabilities: Matrix, silent: list[int]) -> Matrix:
    """Return what is said around each text of a transcript, in the order in which they stand: the
    probabilities of its neighbours, with one row per text and one column per category.

    `silent` are the columns that say nothing of a neighbour: thanks are said between any matters.
    As far as a text is of these by itself, what is said around it says nothing of it.
    """
    heard = probabilities.copy()
    heard[:, silent] = 0
    around = np.zeros_like(heard)
    for distance in range(1, min(MOST_NEIGHBOURS, len(heard) - 1) + 1):
        around[distance:] += heard[:-distance] / distance
        around[:-distance] += heard[distance:] / distance
    return np.asarray(around * (1 - probabilities[:, silent].sum(axis=1, keepdims=True)))
