"""Factorises the word counts of passages into topics.

Written out with NumPy and SciPy, as scikit-learn does it (a test holds the two against each
other): to import that takes longer than to find the topics of a hundred transcripts.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

MOST_FITTED = 20_000
"""Passages from which topics are learned, so that time and memory stay bounded."""
MOST_ITERATIONS = 400
OVERSAMPLES = 30
POWERS = 8
"""Of the randomised decomposition that the fit starts from: so near the exact one that another
transcript, or seed, changes topics by what it says and not by chance."""
TOLERANCE = 1e-3
"""The fit ends with a step that gains less than this part of the first. The order of terms and
passages settles long before the last digits do."""
Matrix = NDArray[np.float32]


class Model(NamedTuple):
    """Topics by their words, and passages by their topics.

    A row of `words` is a topic, of length 1; a row of `passages` is a passage, the weight of
    each topic in it (near 1: the passage has the topic's words in the topic's proportions).
    """

    words: Matrix
    passages: Matrix


def fit(counts: csr_matrix, number: int, seed: int, tolerance: float = TOLERANCE) -> Model:
    """Return at most `number` topics by non-negative matrix factorisation of TF-IDF.

    Of more than MOST_FITTED passages the topics are learned from as many, evenly spaced, and then
    found in all. One thread: sums then have one order, and the same counts give the same weights.
    """
    step = max(1, -(-counts.shape[0] // MOST_FITTED))
    with threadpool_limits(1):
        weighted = weigh(counts)
        sample = weighted[::step]
        fitted = factorise(sample, begin(sample, min(number, *sample.shape), seed), tolerance)
        passages = fitted.passages if step == 1 else find(weighted, fitted.words, tolerance)
    lengths = np.linalg.norm(fitted.words, axis=1)
    used = lengths > 0
    return Model(
        words=fitted.words[used] / lengths[used, None], passages=(passages * lengths)[:, used]
    )


def weigh(counts: csr_matrix) -> csr_matrix:
    """Return the logarithms of counts times inverse document frequency, each row of length 1."""
    passages, words = counts.shape
    frequencies = np.bincount(counts.indices, minlength=words)
    rarities = np.log((1 + passages) / (1 + frequencies)) + 1
    values = (1 + np.log(counts.data)) * rarities[counts.indices]
    rows = np.repeat(np.arange(passages), np.diff(counts.indptr))
    lengths = np.sqrt(np.bincount(rows, values**2, minlength=passages))
    values = (values / lengths[rows]).astype(np.float32)
    return csr_matrix((values, counts.indices, counts.indptr), shape=counts.shape)


def begin(weighted: csr_matrix, number: int, seed: int) -> Model:
    """Return the topics that the fit starts from (NNDSVDa of Boutsidis and Gallopoulos 2008).

    Each is the larger of the positive and the negative part of a singular pair; where it has
    nothing there is the mean of the matrix.
    """
    left, values, right = decompose(weighted, number, seed)
    mean = float(weighted.sum()) / (weighted.shape[0] * weighted.shape[1])
    passages = np.full(left.shape, mean, dtype=np.float32)
    words = np.full(right.shape, mean, dtype=np.float32)
    for topic, value in enumerate(values):
        pairs = [
            (np.maximum(sign * left[:, topic], 0), np.maximum(sign * right[topic], 0))
            for sign in (1, -1)
        ]
        lengths = [(np.linalg.norm(one), np.linalg.norm(two)) for one, two in pairs]
        best = max((0, 1), key=lambda i: lengths[i][0] * lengths[i][1])
        (one, two), (height, width) = pairs[best], lengths[best]
        scale = np.sqrt(value * height * width)
        if scale > 0:
            np.copyto(passages[:, topic], scale / height * one, where=one > 0)
            np.copyto(words[topic], scale / width * two, where=two > 0)
    return Model(words, passages)


def decompose(weighted: csr_matrix, number: int, seed: int) -> tuple[Matrix, Matrix, Matrix]:
    """Return the first singular vectors and values (Halko, Martinsson and Tropp 2011)."""
    width = min(number + OVERSAMPLES, *weighted.shape)
    chance = np.random.default_rng(seed)
    basis = chance.standard_normal((weighted.shape[1], width), dtype=np.float32)
    for _ in range(POWERS):
        basis, _ = np.linalg.qr(weighted @ basis)
        basis, _ = np.linalg.qr(weighted.T @ basis)
    basis, _ = np.linalg.qr(weighted @ basis)
    inner, values, right = np.linalg.svd((weighted.T @ basis).T, full_matrices=False)
    return (basis @ inner)[:, :number], values[:number], right[:number]


def factorise(weighted: csr_matrix, first: Model, tolerance: float) -> Model:
    """Return the factors whose product is nearest to a matrix, by coordinate descent.

    Each coordinate in turn is set to its best value that is not negative (Cichocki and Phan 2009).
    """
    passages, words = first.passages.copy(), first.words.T.copy()
    turned = weighted.T.tocsr()
    settle(lambda: descend(weighted, passages, words) + descend(turned, words, passages), tolerance)
    return Model(words.T.copy(), passages)


def find(weighted: csr_matrix, words: Matrix, tolerance: float) -> Matrix:
    """Return the weights of given topics in passages."""
    mean = np.sqrt(float(weighted.mean()) / len(words))
    passages = np.full((weighted.shape[0], len(words)), mean, dtype=np.float32)
    other = words.T.copy()
    settle(lambda: descend(weighted, passages, other), tolerance)
    return passages


def settle(step: Callable[[], float], tolerance: float) -> None:
    """Take steps until one begins with less than a part of the first's distance from the best."""
    start = left = step()
    for _ in range(MOST_ITERATIONS - 1):
        if left <= tolerance * start:
            break
        left = step()


def descend(weighted: csr_matrix, factor: Matrix, other: Matrix) -> float:
    """Change one factor, column by column, and return how far it was from its best."""
    inner, outer = other.T @ other, weighted @ other
    left = 0.0
    for column in range(factor.shape[1]):
        values = factor[:, column]
        slopes = factor @ inner[column] - outer[:, column]
        left += float(np.abs(np.where(values > 0, slopes, np.minimum(slopes, 0))).sum())
        if inner[column, column] > 0:
            factor[:, column] = np.maximum(values - slopes / inner[column, column], 0)
    return left
