"""From decisions to probabilities: what a text says, and what is said around it.

Texts that stand near each other are often on one matter, and more often under one heading: of
texts that are as clear by themselves, the one whose neighbours are on the same matter is right more
often. How much that counts is fitted (pipeline/train/fitting.py), not set.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.taxonomy.features import Document

MOST_NEIGHBOURS = 3
"""Texts before and after one that are its neighbours; that in place n counts for 1/n."""
Matrix = NDArray[np.float64]


class HotspotCalibration(NamedTuple):
    """What turns decisions into probabilities.

    Decisions are divided by `base` + `rise` times the largest of them: the clearer a text seems,
    the less a further step tells. `same` and `other` are the weights of the neighbours under the
    same heading and under others.
    """

    base: float
    rise: float
    same: float
    other: float


class Around(NamedTuple):
    """What is said around texts: probabilities of the neighbours under the same heading, and under
    others, with one row per text and one column per category."""

    same: Matrix
    other: Matrix


def find_probabilities(
    decisions: Matrix, calibration: HotspotCalibration, around: Around | None
) -> Matrix:
    """Return the probability of each category, row by row; by the texts alone without `around`."""
    largest = np.maximum(decisions.max(axis=1, keepdims=True), 0)
    scores = decisions / (calibration.base + calibration.rise * largest)
    if around is not None:
        scores = scores + calibration.same * around.same + calibration.other * around.other
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def look_around(documents: Sequence[Document], probabilities: Matrix, silent: list[int]) -> Around:
    """Return what is said around each text of a transcript, in the order in which they stand.

    `silent` are the columns that say nothing of a neighbour: thanks are said between any matters.
    As far as a text is of these by itself, what is said around it says nothing of it.
    """
    heard = probabilities.copy()
    heard[:, silent] = 0
    around = Around(np.zeros_like(heard), np.zeros_like(heard))
    headings = np.array([id(document.heading) for document in documents])
    for distance in range(1, min(MOST_NEIGHBOURS, len(documents) - 1) + 1):
        under_one = (headings[distance:] == headings[:-distance])[:, None]
        for said, alike in zip(around, (under_one, ~under_one), strict=True):
            said[distance:] += alike * heard[:-distance] / distance
            said[:-distance] += alike * heard[distance:] / distance
    hears = 1 - probabilities[:, silent].sum(axis=1, keepdims=True)
    return Around(around.same * hears, around.other * hears)
