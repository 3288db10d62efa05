"""Ridge regression in its dual form: the examples are few, the words many.

A text gets the category of the largest decision. What is learned is added to what a model says
already, so that a few labels change it where they differ from it, and nowhere else: there is no
intercept, which would say of every text that it is of the labels' categories. One decomposition
gives the fit, and exactly what it would say of the texts of each source had it not seen them (block
leave-one-out, e.g. Hastie, Tibshirani and Friedman 2009, section 7.10).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from pipeline.taxonomy.features import Row

PENALTY = 0.2
"""0.05 to 0.4 did alike on the open documents of benchmarks/hotspots.py, 1 did worse."""


def stack(rows: Sequence[Row], width: int) -> csr_matrix:
    """Return rows as one matrix of so many columns."""
    ends = np.cumsum([0, *(len(row.columns) for row in rows)])
    columns, values = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    return csr_matrix((values, columns, ends), (len(rows), width))


def learn_ridge(
    rows: csr_matrix,
    targets: NDArray[np.float64],
    said: NDArray[np.float64],
    sources: Sequence[str],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return what is to be added to a model's coefficients, and what it says unseen: a row of
    decisions for each example that has a source, those of a fit without any example of this source.

    `targets` and `said` have one row per example, one column per category. One thread: sums then
    have one order, and the same examples give the same bytes.
    """
    left = targets - said
    with threadpool_limits(1):
        kernel = (rows @ rows.T).toarray()
        inverse = np.linalg.inv(kernel + PENALTY * np.eye(len(kernel)))
        dual = inverse @ left
        coefficients = np.asarray(rows.T @ dual).T
        held_out = targets.copy()
        for source in sorted(set(sources) - {""}):
            own = [number for number, name in enumerate(sources) if name == source]
            held_out[own] -= np.linalg.solve(inverse[np.ix_(own, own)], dual[own])
    return coefficients, held_out[[bool(source) for source in sources]]
