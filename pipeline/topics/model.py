"""Factorises the weights of the words of passages into topics."""

import warnings
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils.extmath import randomized_svd
from threadpoolctl import threadpool_limits

from pipeline.topics.seeds import share_out_topics, stand_beside

MOST_FITTED = 20_000
"""Passages from which topics are learned, so that time and memory stay bounded."""
MOST_ITERATIONS = 30
"""Further steps change less what a topic is about than one transcript does that is left out."""
OVERSAMPLES = 30
POWERS = 8
"""Of the randomised decomposition that topics start from: so near the exact one that
another transcript, or seed, changes topics by what it says and not by chance."""
TOLERANCE = 1e-3
"""The fit ends with a step that gains less than this part of the first. The order of terms and
passages settles long before the last digits do."""

Weights = NDArray[np.float32]


class Model(NamedTuple):
    """Topics by their words, and passages by their topics.

    A row of `words` is a topic, of length 1; a row of `passages` is a passage, the weight of
    each topic in it (near 1: the passage has the topic's words in the topic's proportions).
    `begun` names the hotspot that each topic began with, if any.
    """

    words: Weights
    passages: Weights
    begun: list[str | None]


def fit_topics(
    weighted: csr_matrix, hotspots: Sequence[str | None], number: int, seed: int
) -> Model:
    """Return at most `number` topics by non-negative matrix factorisation of TF-IDF, beside which
    the hotspot of each passage stands.

    Of more than MOST_FITTED passages the topics are learned from as many, evenly spaced, and then
    found in all. One thread: sums then have one order, and the same weights give the same topics.
    """
    step = max(1, -(-weighted.shape[0] // MOST_FITTED))
    # The error of a perfect fit can come out a hair below 0.
    with threadpool_limits(1), np.errstate(invalid="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        rows = stand_beside(weighted, hotspots)
        first = begin_topics(rows[::step], hotspots[::step], number, seed)
        model = NMF(len(first.words), init="custom", max_iter=MOST_ITERATIONS, tol=TOLERANCE)
        fitted = model.fit_transform(rows[::step], W=first.passages, H=first.words)
        passages = fitted if step == 1 else model.transform(rows)
    words = model.components_[:, : weighted.shape[1]]
    lengths = np.linalg.norm(words, axis=1)
    used = lengths > 0
    return Model(
        words=words[used] / lengths[used, None],
        passages=(passages * lengths)[:, used],
        begun=[name for name, kept in zip(first.begun, used, strict=True) if kept],
    )


def begin_topics(rows: csr_matrix, hotspots: Sequence[str | None], number: int, seed: int) -> Model:
    """Return the topics that the fit starts from, each of passages of one hotspot.

    There is the mean of the matrix where they have nothing, so that a topic can grow.
    """
    words: list[Weights] = []
    passages: list[Weights] = []
    names: list[str | None] = []
    for name, topics in share_out_topics(hotspots, min(number, *rows.shape)).items():
        own = [row for row, hotspot in enumerate(hotspots) if hotspot == name]
        found, carried = decompose(rows[own], topics, seed)
        columns = np.full((rows.shape[0], topics), rows.mean(), np.float32)
        columns[own] = carried
        words.append(found)
        passages.append(columns)
        names += [name] * topics
    return Model(np.vstack(words), np.hstack(passages), names)


def decompose(weighted: csr_matrix, number: int, seed: int) -> tuple[Weights, Weights]:
    """Return topics of some passages by themselves, by their words and the passages by their topics
    (NNDSVDa of Boutsidis and Gallopoulos 2008).

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
    return words, passages
