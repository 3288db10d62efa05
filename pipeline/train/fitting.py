"""Fits the model, judges it by cross-validation, and sets its probabilities by what is found."""

import warnings
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax
from sklearn.exceptions import ConvergenceWarning
from sklearn.pipeline import Pipeline
from threadpoolctl import threadpool_limits

from pipeline.taxonomy.model import THRESHOLD
from pipeline.train.examples import Example
from pipeline.train.learning import make_pipeline

FOLDS = 5
FEW_FOLDS = 2
MANY = 3_000
"""Labelled answers from which FEW_FOLDS do: what is judged is enough, and time matters."""
ENOUGH = 100
"""Labelled answers from which these, not the taxonomy's passages, are what the model is judged
on."""
HARDER = 1.6
"""How much less sure the model must be of answers than of the taxonomy's passages, which were
written to be clear: about the ratio of the temperatures that suit 40 answers and the passages."""
BINS = 10


class Judgement(NamedTuple):
    """What cross-validation found: a row an example that was judged."""

    examples: list[Example]
    decisions: NDArray[np.float64]
    categories: list[str]
    folds: int


class Scores(NamedTuple):
    """Figures of a judgement with the probabilities that the model will give."""

    accuracy: float
    macro_f1: float
    coverage: float
    precision: float | None
    calibration_error: float


def fit(examples: Sequence[Example]) -> Pipeline:
    """Return a model that learned from the examples. One thread: sums then have one order."""
    pipeline = make_pipeline()
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        pipeline.fit(
            [example.document for example in examples], [example.category for example in examples]
        )
    return pipeline


def judge(examples: Sequence[Example]) -> Judgement:
    """Return what models say of examples that they did not learn from.

    The answers of one transcript are left out together, for they repeat each other; descriptions
    are never left out, so that each model knows every category.
    """
    answers = sum(example.kind == "answer" for example in examples)
    folds = FOLDS if answers < MANY else FEW_FOLDS
    fold_of = assign_folds(examples, folds)
    categories = sorted({example.category for example in examples})
    judged: list[Example] = []
    rows: list[NDArray[np.float64]] = []
    for fold in range(folds):
        held = [example for example, n in zip(examples, fold_of, strict=True) if n == fold]
        if not held:
            continue
        pipeline = fit([e for e, n in zip(examples, fold_of, strict=True) if n != fold])
        known = list(pipeline["decide"].classes_)
        decisions = pipeline.decision_function([example.document for example in held])
        if len(known) == 2:
            decisions = np.stack([-decisions, decisions], axis=1) / 2
        spread = np.full((len(held), len(categories)), -np.inf)
        spread[:, [categories.index(name) for name in known]] = decisions
        judged += held
        rows += list(spread)
    return Judgement(judged, np.array(rows), categories, folds)


def assign_folds(examples: Sequence[Example], folds: int) -> list[int]:
    """Return the fold of each example, -1 for descriptions."""
    transcripts = sorted({example.source for example in examples if example.kind == "answer"})
    order = {name: number for number, name in enumerate(transcripts)}
    seen: defaultdict[str, int] = defaultdict(int)
    found = []
    for example in examples:
        if example.kind == "description":
            found.append(-1)
        elif example.kind == "answer":
            found.append(order[example.source] % folds)
        else:
            found.append(seen[example.category] % folds)
            seen[example.category] += 1
    return found


def choose(judgement: Judgement) -> tuple[Judgement, bool]:
    """Return the part of a judgement that counts, and whether it is on answers."""
    answers = [i for i, e in enumerate(judgement.examples) if e.kind == "answer"]
    on_answers = len(answers) >= ENOUGH
    chosen = (
        answers
        if on_answers
        else [i for i, e in enumerate(judgement.examples) if e.kind == "passage"]
    )
    return (
        judgement._replace(
            examples=[judgement.examples[i] for i in chosen], decisions=judgement.decisions[chosen]
        ),
        on_answers,
    )


def find_temperature(judgement: Judgement, on_answers: bool) -> float:
    """Return what decisions are divided by, so that the truth is as probable as can be."""
    truth = [judgement.categories.index(e.category) for e in judgement.examples]
    rows = np.arange(len(truth))

    def loss(logarithm: float) -> float:
        scaled = log_softmax(judgement.decisions / np.exp(logarithm), axis=1)[rows, truth]
        return float(-np.maximum(scaled, np.log(1e-9)).mean())

    found = float(np.exp(minimize_scalar(loss, bounds=(-4, 4), method="bounded").x))
    return round(found * (1 if on_answers else HARDER), 4)


def soften(pipeline: Pipeline, temperature: float) -> None:
    """Divide the decisions of a model, and with them all that it says, by a temperature."""
    pipeline["decide"].coef_ /= temperature
    pipeline["decide"].intercept_ /= temperature


def predict(judgement: Judgement, temperature: float) -> NDArray[np.float64]:
    """Return the probabilities of each category for each example that was judged."""
    return np.asarray(np.exp(log_softmax(judgement.decisions / temperature, axis=1)))


def score(judgement: Judgement, probabilities: NDArray[np.float64]) -> Scores:
    """Return the figures of a judgement."""
    truth = np.array([judgement.categories.index(e.category) for e in judgement.examples])
    best, sure = probabilities.argmax(axis=1), probabilities.max(axis=1)
    right, said = best == truth, sure >= THRESHOLD
    return Scores(
        accuracy=float(right.mean()),
        macro_f1=float(np.mean(list(f1_scores(truth, best).values()))),
        coverage=float(said.mean()),
        precision=float(right[said].mean()) if said.any() else None,
        calibration_error=find_calibration_error(sure, right),
    )


def f1_scores(truth: NDArray[np.int64], said: NDArray[np.int64]) -> dict[int, float]:
    """Return F1 of each category that occurs in the truth."""
    right = Counter(truth[truth == said].tolist())
    total, claimed = Counter(truth.tolist()), Counter(said.tolist())
    return {name: 2 * right[name] / (total[name] + claimed[name]) for name in sorted(total)}


def find_calibration_error(sure: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Return the expected calibration error: how far confidence is from the share that is right.

    >>> find_calibration_error(np.array([0.9, 0.9]), np.array([True, False]))
    0.4
    """
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [
        (bins == n).mean() * abs(sure[bins == n].mean() - right[bins == n].mean())
        for n in range(BINS)
        if (bins == n).any()
    ]
    return round(float(sum(gaps)), 4)
