"""Factorises the word counts of passages into topics."""

import warnings
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.utils.extmath import randomized_svd
from threadpoolctl import threadpool_limits

from pipeline.topics.seeds import Seeds, choose_seeds

MOST_FITTED = 20_000
"""Passages from which topics are learned, so that time and memory stay bounded."""
MOST_ITERATIONS = 30
"""Further steps change less what a topic is about than one transcript does that is left out."""
OVERSAMPLES = 30
POWERS = 8
"""Of the randomised decomposition that topics of no hotspot start from: so near the exact one that
another transcript, or seed, changes topics by what it says and not by chance."""
TOLERANCE = 1e-3
"""The fit ends with a step that gains less than this part of the first. The order of terms and
passages settles long before the last digits do."""


class Model(NamedTuple):
    """Topics by their words, and passages by their topics.

    A row of `words` is a topic, of length 1; a row of `passages` is a passage, the weight of
    each topic in it (near 1: the passage has the topic's words in the topic's proportions).
    `begun` names the hotspot that each topic began with, if any.
    """

    words: NDArray[np.float32]
    passages: NDArray[np.float32]
    begun: list[str | None]


def fit_topics(counts: csr_matrix, number: int, seed: int, seeds: Seeds) -> Model:
    """Return at most `number` topics by non-negative matrix factorisation of TF-IDF.

    Of more than MOST_FITTED passages the topics are learned from as many, evenly spaced, and then
    found in all. One thread: sums then have one order, and the same counts give the same weights.
    """
    step = max(1, -(-counts.shape[0] // MOST_FITTED))
    # The error of a perfect fit can come out a hair below 0.
    with threadpool_limits(1), np.errstate(invalid="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        weighted = TfidfTransformer(sublinear_tf=True).fit_transform(counts).astype(np.float32)
        sample = weighted[::step]
        first = begin_topics(sample, min(number, *sample.shape), seed, seeds)
        model = NMF(len(first.words), init="custom", max_iter=MOST_ITERATIONS, tol=TOLERANCE)
        fitted = model.fit_transform(sample, W=first.passages, H=first.words)
        passages = fitted if step == 1 else model.transform(weighted)
    lengths = np.linalg.norm(model.components_, axis=1)
    used = lengths > 0
    return Model(
        words=model.components_[used] / lengths[used, None],
        passages=(passages * lengths)[:, used],
        begun=[name for name, kept in zip(first.begun, used, strict=True) if kept],
    )


def begin_topics(weighted: csr_matrix, number: int, seed: int, seeds: Seeds) -> Model:
    """Return the topics that the fit starts from: hotspots, and what they leave.

    There is the mean of the matrix where a hotspot has nothing, so that a topic can grow.
    """
    chosen, left = choose_seeds(weighted, seeds, number)
    mean = np.float32(weighted.mean())
    rows = seeds.words[chosen]
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    words = np.maximum(rows, mean)
    passages = np.maximum(weighted @ rows.T, mean)
    begun: list[str | None] = [seeds.names[one] for one in chosen]
    more = min(number - len(chosen), len(left))
    if more > 0:
        rest = decompose(weighted[left], more, seed)
        others = np.full((weighted.shape[0], len(rest.words)), mean, np.float32)
        others[left] = rest.passages
        words, passages = np.vstack([words, rest.words]), np.hstack([passages, others])
        begun += rest.begun
    return Model(words, passages, begun)


def decompose(weighted: csr_matrix, number: int, seed: int) -> Model:
    """Return topics of some passages by themselves (NNDSVDa of Boutsidis and Gallopoulos 2008).

    Each is the larger of the positive and the negative part of a singular pair; where it has
    nothing there is the mean of the matrix.
    """
    left, values, right = randomized_svd(
        weighted, number, n_oversamples=OVERSAMPLES, n_iter=POWERS, random_state=seed
    )
    passages = np.full(left.shape, weighted.mean(), dtype=np.float32)
    words = np.full(right.shape, weighted.mean(), dtype=np.float32)
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
    return Model(words, passages, [None] * len(words))
