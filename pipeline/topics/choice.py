"""Chooses the number of topics by how stable and how coherent they are."""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from pipeline.records.topics import TopicChoice, TopicTrial
from pipeline.topics.model import fit

FEW_PASSAGES = 300
"""With fewer passages no criterion settles it, and the editors' headings decide."""
MOST_PASSAGES = 1_500
"""Passages on which numbers are tried, so that time stays bounded."""
NUMBERS = (6, 9, 13, 20, 30, 45)
"""Each half as many again: numbers that are closer differ by less than chance."""
LEAST_OF_MANY = 20
"""The fewest topics tried on the largest corpora."""
MARGIN = 0.1
"""Below the best sum of stability and coherence a number is as good. Without one transcript of
sixty the difference between two numbers moves by .03 (standard deviation), without one of six
by .06."""
SAMPLES = 3
PART = 0.8
"""Share of the passages that is in each sample."""
TOLERANCE = 1e-2
"""Of the trials' models: at this tolerance leading words and the order of numbers are settled."""
TOP = 10
FEWEST_TOPICS = 2
DECIMALS = 3


def choose_number(
    counts: csr_matrix, keys: NDArray[np.int64], headings: int, number: int | None, seed: int
) -> TopicChoice:
    """Return the number of topics for a corpus, the reason, and the figures of those tried.

    `keys` are numbers that depend on each passage's text alone: the passages of a trial are
    chosen by them, so that another transcript changes few of them. Tried are the NUMBERS
    from half to twice the root of half the number of passages (Mardia, Kent and Bibby 1979):
    fewer are too general to be of use, however stable. The smallest number wins whose sum of
    stability and coherence is within MARGIN of the best (as the one standard error rule of
    Breiman, Friedman, Olshen and Stone 1984), so that one more transcript does not change it.
    """
    passages = counts.shape[0]
    trials: list[TopicTrial] = []
    if number is not None:
        reason = "config"
    elif passages < FEW_PASSAGES and headings >= FEWEST_TOPICS:
        reason, number = "headings", min(headings, max(FEWEST_TOPICS, passages // 2))
    elif passages < FEW_PASSAGES:
        reason, number = "size", max(FEWEST_TOPICS, round((passages / 2) ** 0.5))
    else:
        reason = "trials"
        chosen = np.sort(np.argsort(keys, kind="stable")[:MOST_PASSAGES])
        sample, order = counts[chosen], keys[chosen]
        sample = sample[:, np.bincount(sample.indices, minlength=sample.shape[1]) > 2]
        root = (passages / 2) ** 0.5
        tried = [k for k in NUMBERS if min(root / 2, LEAST_OF_MANY) <= k <= 2 * root]
        with threadpool_limits(1):
            trials = [try_number(sample, order, k, seed) for k in tried]
        best = max(trial.stability + trial.coherence for trial in trials)
        number = next(t.number for t in trials if t.stability + t.coherence >= best - MARGIN)
    return TopicChoice.model_validate(
        {
            "number": number,
            "reason": reason,
            "passages": passages,
            "headings": headings,
            "trials": trials,
        }
    )


def try_number(counts: csr_matrix, keys: NDArray[np.int64], number: int, seed: int) -> TopicTrial:
    """Return the figures of a number of topics, over samples of the passages."""
    cuts = [(keys // 7 ** (i + 1)) % 100 < 100 * PART for i in range(SAMPLES)]
    models = [fit(counts[cut], number, seed, TOLERANCE).words for cut in cuts]
    tops = [np.argsort(-words, axis=1, kind="stable")[:, :TOP] for words in models]
    return TopicTrial(
        number=number,
        stability=mean([match(one, two) for one, two in combinations(models, 2)]),
        coherence=mean([measure_coherence(top, counts) for top in tops]),
        diversity=mean([len(np.unique(top)) / top.size for top in tops]),
    )


def mean(values: list[float]) -> float:
    """Return the mean, rounded."""
    return round(float(np.mean(values)), DECIMALS)


def match(one: NDArray[np.float32], two: NDArray[np.float32]) -> float:
    """Return the mean cosine of the topics of two models, each matched with one of the other."""
    cosines = one @ two.T
    rows, columns = linear_sum_assignment(-cosines)
    return float(cosines[rows, columns].sum() / max(len(one), len(two)))


def measure_coherence(top: NDArray[np.int64], counts: csr_matrix) -> float:
    """Return the mean normalised pointwise mutual information of the words of each topic.

    Words occur together where one passage has both; two that never do have -1.
    """
    words = np.unique(top)
    places = {word: place for place, word in enumerate(words)}
    has = (counts[:, words] > 0).astype(np.float64)
    together = np.asarray((has.T @ has).todense()) / counts.shape[0]
    alone = together.diagonal()
    values = []
    for topic in top:
        for one, two in combinations([places[word] for word in topic], 2):
            both = together[one, two]
            if both == 0:
                values.append(-1.0)
            elif both < 1:
                values.append(float(np.log(both / (alone[one] * alone[two])) / -np.log(both)))
    return float(np.mean(values)) if values else 0.0
