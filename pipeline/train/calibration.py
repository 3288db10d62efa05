"""Figures that compare what a model said with what is true."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

BINS = 10
"""Of equal width, as in a reliability diagram."""


def f1_scores(truth: Sequence[str], said: Sequence[str]) -> dict[str, float]:
    """Return F1 of each category that occurs in the truth."""
    right = Counter(a for a, b in zip(truth, said, strict=True) if a == b)
    total, claimed = Counter(truth), Counter(said)
    return {name: 2 * right[name] / (total[name] + claimed[name]) for name in sorted(total)}


def group_bins(
    sure: NDArray[np.float64], right: NDArray[np.bool_]
) -> list[tuple[int, float, float]]:
    """Return for each of ten equal bins that has texts: their number, mean confidence, share right.

    >>> group_bins(np.array([0.9, 0.9]), np.array([True, False]))
    [(2, 0.9, 0.5)]
    """
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    return [
        (int(own.sum()), round(float(sure[own].mean()), 4), round(float(right[own].mean()), 4))
        for own in (bins == number for number in range(BINS))
        if own.any()
    ]


def find_calibration_error(sure: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Return the expected calibration error: how far confidence is from the share that is right.

    >>> find_calibration_error(np.array([0.9, 0.9]), np.array([True, False]))
    0.4
    """
    gaps = sum(count * abs(said - share) for count, said, share in group_bins(sure, right))
    return round(gaps / len(sure), 4) if len(sure) else 0.0
