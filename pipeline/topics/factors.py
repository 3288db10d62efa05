"""Factorises a matrix of passages by words; scikit-learn takes longer to be imported than this.

Factors are rows: of `passages` one is a topic's weight in each passage, of `words` in each word.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Factors = NDArray[np.float32]

MOST_ITERATIONS = 30
"""Further steps change less what a topic is about than one transcript does that is left out."""
TOLERANCE = 1e-3
"""The fit ends with a step that gains less than this part of the first. The order of terms and
passages settles long before the last digits do."""
OVERSAMPLES = 30
POWERS = 8
"""Of the randomised decomposition that topics start from: so near the exact one that
another transcript, or seed, changes topics by what it says and not by chance."""


def factorise(weighted: csr_matrix, passages: Factors, words: Factors) -> None:
    """Fit both factors to the matrix, in place: neither is below 0 (coordinate descent, as in
    Cichocki and Phan 2009 and scikit-learn's NMF)."""
    across = weighted.T.tocsr()

    def step() -> float:
        moved = improve(passages, words @ words.T, (weighted @ words.T).T)
        return moved + improve(words, passages @ passages.T, (across @ passages.T).T)

    descend(step)


def find_weights(weighted: csr_matrix, words: Factors) -> Factors:
    """Return the weight of each topic in passages, given its words."""
    passages = np.zeros((len(words), weighted.shape[0]), np.float32)
    products, shared = words @ words.T, (weighted @ words.T).T
    descend(lambda: improve(passages, products, shared))
    return passages


def descend(step: Callable[[], float]) -> None:
    """Repeat a step, which returns how far it moved, until it moves little."""
    first = 0.0
    for _ in range(MOST_ITERATIONS):
        moved = step()
        first = first or moved
        if moved <= TOLERANCE * first:
            return


def improve(factors: Factors, products: Factors, shared: Factors) -> float:
    """Move each factor in turn to where it is best beside the others; return how far it was off.

    `products` are those of the other side's factors with each other, `shared` with the matrix.
    """
    moved = 0.0
    for factor, product, own, length in zip(
        factors, products, shared, products.diagonal(), strict=True
    ):
        slope = product @ factors - own
        moved += float(np.abs(np.where(factor == 0, np.minimum(slope, 0), slope)).sum())
        if length:
            np.maximum(factor - slope / length, 0, out=factor)
    return moved


def list_directions(
    weighted: csr_matrix, number: int, seed: int
) -> tuple[Factors, Factors, Factors]:
    """Return the largest singular values of a matrix, between what is left and right of them.

    A randomised decomposition (Halko, Martinsson and Tropp 2011).
    """
    is_tall = weighted.shape[0] >= weighted.shape[1]
    tall = weighted if is_tall else weighted.T.tocsr()
    across = tall.T.tocsr()
    size = (tall.shape[1], number + OVERSAMPLES)
    basis = np.random.RandomState(seed).normal(size=size).astype(np.float32)
    for _ in range(POWERS):
        basis = np.linalg.qr(across @ np.linalg.qr(tall @ basis)[0])[0]
    basis = np.linalg.qr(tall @ basis)[0]
    left, values, right = np.linalg.svd((across @ basis).T, full_matrices=False)
    left, values, right = (basis @ left)[:, :number], values[:number], right[:number]
    return (left, values, right) if is_tall else (right.T, values, left.T)
