"""Adds to the general model what a person's labels teach, and judges the result."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.taxonomy import Taxonomy
from pipeline.taxonomy.features import Document
from pipeline.taxonomy.model import Weights, make_reader
from pipeline.taxonomy.probabilities import HotspotCalibration, Matrix, find_probabilities
from pipeline.train.examples import Example

MOST_LABELLED = 3_000
"""Labelled answers that are learned from, spread evenly over all: time grows with their cube."""
ENOUGH_LABELLED = 100
"""Labelled answers from which these, not the general figures, say how far the model holds."""
RARE = 6.0
"""Inverse document frequency of the words and characters by which labels teach, and new categories
beside their terms: such as up to one of 150 texts has. With commoner ones a label touches most
texts of a corpus, and is right of no more of them."""
LEAST_TEMPERATURE = 0.005
"""Of what decisions are divided by, however small they are."""


class Judgement(NamedTuple):
    """What a model says of examples none of whose source it has seen: one row per example."""

    examples: list[Example]
    decisions: NDArray[np.float64]
    categories: list[str]


def lacks(weights: Weights, taxonomy: Taxonomy) -> bool:
    """Return whether the taxonomy has a category that a model does not know."""
    return not {found.id for found in taxonomy.category} <= set(weights.categories)


def judge_nothing(weights: Weights) -> Judgement:
    """Return what a model says of no examples."""
    return Judgement([], np.zeros((0, len(weights.categories))), weights.categories)


def learn(
    weights: Weights, taxonomy: Taxonomy, texts: Iterable[Example], answers: Sequence[Example]
) -> tuple[Weights, Judgement]:
    """Return the model with what the answers teach, and what it says of each of them unseen.

    Of the taxonomy's texts those of categories that the model lacks are learned from too. An answer
    is of its category instead of the one that the model decides for; of all others it says nothing.
    """
    known = set(weights.categories)
    new = [text for text in texts if text.category not in known]
    step = -(-len(answers) // MOST_LABELLED) or 1
    learned = list(answers)[::step]
    examples = [*new, *learned]
    if not examples:
        return weights, judge_nothing(weights)
    names = [found.id for found in taxonomy.category if found.id not in known]
    # With SciPy, a third of the time of a run without labels.
    from pipeline.train.learning import learn_ridge, stack

    wider = widen_model(weights, names, (example.document for example in examples))
    read = make_reader(wider, taxonomy).read([example.document for example in examples])
    rows = stack(read, wider.coefficients.shape[1])
    said = np.asarray(rows @ wider.coefficients.T + wider.intercept)
    telling = (
        wider.rarities >= RARE,
        wider.character_rarities >= RARE,
        np.isin(wider.owners, names),
    )
    rows.data *= np.concatenate(telling)[rows.indices]
    targets = said.copy()
    targets[np.arange(len(said)), said.argmax(axis=1)] = 0
    for row, example in enumerate(examples):
        targets[row, wider.categories.index(example.category)] = 1
    added, held_out = learn_ridge(rows, targets, said, [example.source for example in examples])
    fitted = wider._replace(coefficients=wider.coefficients + added)
    judgement = Judgement(learned, held_out, fitted.categories)
    if len(learned) >= ENOUGH_LABELLED:
        calibration = find_calibration(judgement, None, weights.calibration)
        fitted = fitted._replace(calibration=calibration)
    return fitted, judgement


def widen_model(
    weights: Weights, categories: Sequence[str], documents: Iterable[Document]
) -> Weights:
    """Return a model that has further categories, and the words of documents, and says as before.

    A word that it did not know is as rare as its rarest, and a new category as seldom beside
    another as any is.
    """
    known = set(weights.words)
    words = sorted({w for document in documents for piece in document for w in piece.words} - known)
    old, (rows, columns) = len(weights.words), weights.coefficients.shape
    wide = np.zeros((rows + len(categories), columns + len(words) + len(categories)))
    wide[:rows, :old] = weights.coefficients[:, :old]
    wide[:rows, old + len(words) : columns + len(words)] = weights.coefficients[:, old:]
    together = np.full((len(wide), len(wide)), weights.together.min(initial=0.0))
    together[:rows, :rows] = weights.together
    rarest = weights.rarities.max(initial=1.0)
    return weights._replace(
        categories=[*weights.categories, *categories],
        words=[*weights.words, *words],
        rarities=np.concatenate([weights.rarities, np.full(len(words), rarest)]),
        owners=[*weights.owners, *categories],
        coefficients=wide,
        intercept=np.concatenate([weights.intercept, np.zeros(len(categories))]),
        together=together,
    )


def find_calibration(
    judgement: Judgement, around: Matrix | None, start: HotspotCalibration
) -> HotspotCalibration:
    """Return what makes the truth as probable as can be (maximum likelihood).

    The weight of neighbours stays as it was where nothing is known `around` the examples.
    """
    # A fifth of the time of a run without labels, which calibrates nothing.
    from scipy.optimize import minimize

    truth = [judgement.categories.index(example.category) for example in judgement.examples]
    rows = np.arange(len(truth))
    fitted = len(start) if around is not None else 2

    def loss(values: NDArray[np.float64]) -> float:
        calibration = HotspotCalibration(*values, *start[fitted:])
        shares = find_probabilities(judgement.decisions, calibration, around)[rows, truth]
        return float(-np.log(np.maximum(shares, 1e-9)).mean())

    bounds = [(LEAST_TEMPERATURE, None), *[(0, None)] * (fitted - 1)]
    found = minimize(loss, start[:fitted], method="L-BFGS-B", bounds=bounds).x
    return HotspotCalibration(*(round(float(value), 4) for value in found), *start[fitted:])
