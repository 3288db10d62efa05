"""Factorises matrices of counts: TF-IDF, singular vectors, non-negative factors.

As scikit-learn does (TfidfTransformer, randomized_svd, NMF by coordinate descent), and written out
because importing it takes longer than to find the topics of a hundred transcripts.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array

Matrix = NDArray[np.float32]

OVERSAMPLES = 30
POWERS = 8
"""Of the randomised decomposition: so near the exact one that another transcript, or seed, changes
topics by what it says and not by chance."""
MOST_ITERATIONS = 30
"""Further steps change less what a topic is about than one transcript does that is left out."""
TOLERANCE = 1e-3
"""The fit ends with a step that gains less than this part of the first. The order of terms and
passages settles long before the last digits do."""


def weigh(counts: csr_matrix) -> csr_matrix:
    """Return TF-IDF: rows of length 1, of logarithms of counts by the rarity of their columns."""
    weighted = csr_matrix(counts, dtype=np.float64, copy=True)
    used = np.bincount(weighted.indices, minlength=weighted.shape[1])
    rarity = np.log((1 + weighted.shape[0]) / (1 + used)) + 1
    weighted.data = (np.log(weighted.data) + 1) * rarity[weighted.indices]
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    return csr_matrix(diags_array(1 / lengths) @ weighted, dtype=np.float32)


def find_singular(matrix: csr_matrix, number: int, seed: int) -> tuple[Matrix, Matrix, Matrix]:
    """Return the first singular vectors: those of the left as columns, values, those of the right.

    By power iterations from random vectors (Halko, Martinsson and Tropp 2011).
    """
    tall = matrix if matrix.shape[0] >= matrix.shape[1] else matrix.T
    random = np.random.RandomState(seed)
    found = random.normal(size=(tall.shape[1], number + OVERSAMPLES)).astype(np.float32)
    for _ in range(POWERS):
        found = np.linalg.qr(tall @ found)[0]
        found = np.linalg.qr(tall.T @ found)[0]
    basis = np.linalg.qr(tall @ found)[0]
    left, values, right = np.linalg.svd(basis.T @ tall, full_matrices=False)
    left, values, right = (basis @ left)[:, :number], values[:number], right[:number]
    return (left, values, right) if tall is matrix else (right.T, values, left.T)


def factorise(
    matrix: csr_matrix, rows: Matrix, columns: Matrix, *, learn: bool = True
) -> tuple[Matrix, Matrix]:
    """Return two factors whose product is near a matrix, from those that are given.

    Unless they are to `learn`, the columns stay as they are.
    """
    rows, columns = rows.copy(), np.array(columns.T, order="C")
    first = 0.0
    for step in range(MOST_ITERATIONS):
        gain = descend(matrix, rows, columns)
        if learn:
            gain += descend(matrix.T, columns, rows)
        first = first if step else gain
        if gain <= TOLERANCE * first:
            break
    return rows, columns.T


def descend(matrix: csr_matrix, changed: Matrix, other: Matrix) -> float:
    """Bring one factor nearer, a column at a time; return how far it was off.

    By coordinate descent (Cichocki and Phan 2009).
    """
    squares, shares = other.T @ other, matrix @ other
    gain = 0.0
    for place in range(changed.shape[1]):
        column = changed[:, place]
        slope = changed @ squares[place] - shares[:, place]
        gain += float(np.abs(np.where(column == 0, np.minimum(slope, 0), slope)).sum())
        if squares[place, place]:
            changed[:, place] = np.maximum(column - slope / squares[place, place], 0)
    return gain
