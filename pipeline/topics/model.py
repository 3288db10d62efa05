"""Factorises the weights of the words of passages into topics."""

import warnings
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits

from pipeline.topics.seeds import Beginning, TopicShares, part_passages, stand_beside

MOST_FITTED = 20_000
"""Passages from which topics are learned, so that time and memory stay bounded."""
MOST_ITERATIONS = 30
"""Further steps change less what a topic is about than one transcript does that is left out."""
TOLERANCE = 1e-3
"""The fit ends with a step that gains less than this part of the first. The order of terms and
passages settles long before the last digits do."""

Weights = NDArray[np.float32]


class Model(NamedTuple):
    """Topics by their words, and passages by their topics.

    A row of `words` is a topic, of length 1; a row of `passages` is a passage, the weight of
    each topic in it (near 1: the passage has the topic's words in the topic's proportions).
    `begun` says what each topic began with.
    """

    words: Weights
    passages: Weights
    begun: list[Beginning]


def fit_topics(
    weighted: csr_matrix,
    hotspots: Sequence[str | None],
    sources: NDArray[np.int32],
    shares: TopicShares,
) -> Model:
    """Return at most as many topics as `shares` gives to the hotspots, by non-negative matrix
    factorisation of TF-IDF, beside which the hotspot of each passage stands.

    `sources` are the transcripts of the passages.
    Of more than MOST_FITTED passages the topics are learned from as many, evenly spaced, and then
    found in all. One thread: sums then have one order, and the same weights give the same topics.
    """
    step = max(1, -(-weighted.shape[0] // MOST_FITTED))
    # The error of a perfect fit can come out a hair below 0.
    with threadpool_limits(1), np.errstate(invalid="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        rows = stand_beside(weighted, hotspots)
        first = begin_topics(rows[::step], hotspots[::step], sources[::step], shares)
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


def begin_topics(
    rows: csr_matrix,
    hotspots: Sequence[str | None],
    sources: NDArray[np.int32],
    shares: TopicShares,
) -> Model:
    """Return the topics that the fit starts from, each of passages of one hotspot.

    In passages of others a topic has the mean of the matrix, so that it can grow.
    """
    words: list[Weights] = []
    passages: list[Weights] = []
    begun: list[Beginning] = []
    for name, topics in shares.items():
        own = np.flatnonzero([hotspot == name for hotspot in hotspots])
        for word, part in part_passages(rows[own], sources[own], topics, name is not None):
            found = np.full(rows.shape[0], rows.mean(), np.float32)
            found[own[part]] = 1
            passages.append(found)
            words.append(np.asarray(rows[own[part]].mean(axis=0), np.float32).ravel())
            begun.append(Beginning(name, word))
    return Model(np.vstack(words), np.vstack(passages).T.copy(), begun)
