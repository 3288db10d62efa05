"""The second hotspot of a text: fitted on labelled texts, and judged."""

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.hotspot_data import Data, Matrix, Said
from pipeline.taxonomy import NONE, PROCEDURE
from pipeline.taxonomy.model import GIVEN, MOST_SHOWN, SECOND_GIVEN, list_candidates
from pipeline.taxonomy.seconds import find_probability, see_second
from pipeline.train.calibration import find_calibration_error

Second = tuple[float, ...]


def fit_second(data: Data, said: Said) -> Second:
    """Return the weights of the probability that a category is the second of a text."""
    seen, right, _ = see_all(data, said)
    model = LogisticRegression(C=100, fit_intercept=False, max_iter=1000).fit(seen, right)
    return tuple(round(float(weight), 4) for weight in model.coef_[0])


def see_all(data: Data, said: Said) -> tuple[Matrix, NDArray[np.bool_], NDArray[np.int64]]:
    """Return what is seen of all candidates, whether a reader gave each, and its text's number."""
    names = data.start.categories
    seen, right, numbers = [], [], []
    for number, text in enumerate(said.chosen):
        order = np.argsort(-said.shares[number], kind="stable")[:MOST_SHOWN].tolist()
        if names[order[0]] in (NONE, PROCEDURE):
            continue
        subjects = data.passages.texts[text].subjects()
        for i in list_candidates(order, names):
            seen.append(see_second(said.shares[number, i], said.decisions[number, i]))
            right.append(names[i] in subjects)
            numbers.append(number)
    return np.array(seen), np.array(right), np.array(numbers)


def show_second(data: Data, said: Said, weights: Second) -> None:
    """Print how often a second category is given, and is one that a reader gave.

    Of the texts that have two subjects those that two readers say have.
    """
    seen, right, numbers = see_all(data, said)
    shares = np.array([find_probability(tuple(one), weights) for one in seen])
    texts = [data.passages.texts[i] for i in said.chosen]
    two = np.array([text.has_two() for text in texts])
    best = np.array([np.flatnonzero(numbers == n)[0] for n in sorted(set(numbers))], np.int64)
    for place, first in enumerate(best):
        own = np.flatnonzero(numbers == numbers[first])
        best[place] = own[shares[own].argmax()]
    sure = said.shares[numbers[best]].max(axis=1) >= GIVEN
    print(f"second category: {two.mean():.3f} of {len(two)} texts have one")
    for least in (0.3, 0.4, 0.5, SECOND_GIVEN, 0.7):
        given = best[sure & (shares[best] >= least)]
        hit = right[given]
        found = two[numbers[given]] & hit
        precise = f"{hit.mean():.3f}" if len(given) else "–"
        print(
            f"  from {least:.1f}: given to {len(given) / len(two):.3f}, of these right {precise}, "
            f"of those that have one {found.sum() / two.sum():.3f}"
        )
    print(f"  calibration error {find_calibration_error(shares[best], right[best]):.3f}")
