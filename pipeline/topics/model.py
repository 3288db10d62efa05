"""Factorises the word counts of passages into topics."""

import warnings
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfTransformer
from threadpoolctl import threadpool_limits

MOST_FITTED = 20_000
"""Passages from which topics are learned, so that time and memory stay bounded."""
MOST_ITERATIONS = 400
TOLERANCE = 1e-3
"""The fit ends with a step that gains less than this part of the first. The order of terms and
passages settles long before the last digits do."""


class Model(NamedTuple):
    """Topics by their words, and passages by their topics.

    A row of `words` is a topic, of length 1; a row of `passages` is a passage, the weight of
    each topic in it (near 1: the passage has the topic's words in the topic's proportions).
    """

    words: NDArray[np.float32]
    passages: NDArray[np.float32]


def fit(counts: csr_matrix, number: int, seed: int, tolerance: float = TOLERANCE) -> Model:
    """Return at most `number` topics by non-negative matrix factorisation of TF-IDF.

    The start is that of Boutsidis and Gallopoulos (2008). Of more than MOST_FITTED passages the
    topics are learned from as many, evenly spaced, and then found in all. One thread: sums then
    have one order, and the same counts give the same weights.
    """
    step = max(1, -(-counts.shape[0] // MOST_FITTED))
    # The error of a perfect fit can come out a hair below 0.
    with threadpool_limits(1), np.errstate(invalid="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        weighted = TfidfTransformer(sublinear_tf=True).fit_transform(counts).astype(np.float32)
        sample = weighted[::step]
        model = NMF(
            n_components=min(number, *sample.shape),
            init="nndsvda",
            random_state=seed,
            max_iter=MOST_ITERATIONS,
            tol=tolerance,
        )
        fitted = model.fit_transform(sample)
        passages = fitted if step == 1 else model.transform(weighted)
    lengths = np.linalg.norm(model.components_, axis=1)
    used = lengths > 0
    return Model(
        words=model.components_[used] / lengths[used, None], passages=(passages * lengths)[:, used]
    )
