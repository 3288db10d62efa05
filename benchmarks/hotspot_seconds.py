"""The second hotspot of a text: fitted on labelled texts, and judged."""

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.hotspot_data import Chosen, Data, Matrix, Said, Text
from pipeline.taxonomy.model import (
    MOST_SHOWN,
    SECOND_GIVEN,
    Scores,
    find_given,
    list_candidates,
    see_second,
)
from pipeline.taxonomy.seconds import SeenSecond, find_probability
from pipeline.train.figures import find_calibration_error

Second = tuple[float, ...]
FEW_PAIRS, FEW_TEXTS = 0.3, 3.0
"""Added to how often two categories, and one of them, were seen: of the rarest little is known."""


def fit_second(data: Data, said: Said) -> Second:
    """Return the weights of the probability that a category is the second of a text."""
    seen, right, _ = see_all(data, said, said.chosen)
    model = LogisticRegression(C=100, fit_intercept=False, max_iter=1000).fit(seen, right)
    return tuple(round(float(weight), 4) for weight in model.coef_[0])


def count_together(data: Data, chosen: Chosen) -> Matrix:
    """Return the logarithm of how often texts of a category (rows) are of another too (columns)."""
    return compare_counts(sum_pairs(data, chosen))


def sum_pairs(data: Data, chosen: Chosen) -> Matrix:
    """Return how many of the texts are of each two categories."""
    subjects = np.array([mark_subjects(data, data.passages.texts[i]) for i in chosen])
    return np.asarray(subjects.T @ subjects)


def mark_subjects(data: Data, text: Text) -> Matrix:
    """Return 1 for the categories that any reader gave a text."""
    subjects = text.subjects()
    return np.array([float(name in subjects) for name in data.start.categories])


def compare_counts(pairs: Matrix) -> Matrix:
    """Return the logarithms of the shares of pairs, as if a little more had been seen of each."""
    return np.log((pairs + FEW_PAIRS) / (pairs.diagonal()[:, None] + FEW_TEXTS))


def see_all(
    data: Data, said: Said, learned: Chosen
) -> tuple[Matrix, NDArray[np.bool_], NDArray[np.int64]]:
    """Return what is seen of all candidates, whether a reader gave each, and its text's number.

    How often two categories stand together is counted in the `learned` texts without the one asked.
    """
    names = data.start.categories
    pairs, known = sum_pairs(data, learned), set(learned.tolist())
    seen: list[SeenSecond] = []
    right, numbers = [], []
    for number, one in enumerate(said.chosen):
        order = np.argsort(-said.shares[number], kind="stable")[:MOST_SHOWN].tolist()
        own = mark_subjects(data, data.passages.texts[one])
        together = compare_counts(pairs - np.outer(own, own) if int(one) in known else pairs)
        shares = said.shares[number]
        scores = Scores(shares, said.decisions[number], order, said.halves[number])
        for i in list_candidates(order, names):
            seen.append(see_second(scores, i, together))
            right.append(bool(own[i]))
            numbers.append(number)
    return np.array(seen), np.array(right), np.array(numbers)


def show_second(data: Data, said: Said, learned: Said) -> None:
    """Print how often a second category is given, and is one that a reader gave.

    Of the texts that have two subjects those that two readers say have.
    """
    weights = fit_second(data, learned)
    seen, right, numbers = see_all(data, said, learned.chosen)
    shares = np.array([find_probability(SeenSecond(*one), weights) for one in seen])
    texts = [data.passages.texts[i] for i in said.chosen]
    two = np.array([text.has_two() for text in texts])
    best = np.array([np.flatnonzero(numbers == n)[0] for n in sorted(set(numbers))], np.int64)
    for place, first in enumerate(best):
        own = np.flatnonzero(numbers == numbers[first])
        best[place] = own[shares[own].argmax()]
    sure = find_given(said.shares, data.start.categories)[numbers[best]]
    print(f"second category: {two.mean():.3f} of {len(two)} texts have one")
    for least in (0.4, SECOND_GIVEN, 0.55, 0.6, 0.7):
        given = best[sure & (shares[best] >= least)]
        hit = right[given]
        found = two[numbers[given]] & hit
        precise = f"{hit.mean():.3f}" if len(given) else "–"
        print(
            f"  from {least:.2f}: given to {len(given) / len(two):.3f}, of these right {precise}, "
            f"of those that have one {found.sum() / two.sum():.3f}"
        )
    print(f"  calibration error {find_calibration_error(shares[best], right[best]):.3f}")
