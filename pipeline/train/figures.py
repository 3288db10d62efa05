"""How far a model can be trusted: figures of the general model, and of a person's labels."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.records.base import Record
from pipeline.records.model_card import CategoryReport, KindReport, ReliabilityBin

FIGURES = Path(__file__).with_name("general.json")
"""Made by `python -m benchmarks.hotspots fit`, with general.npz."""
DECIMALS = 4
BINS = 10
"""Of equal width, as in a reliability diagram."""


class Figures(Record):
    """Scores of a model on texts of documents that it did not see."""

    judged: int
    documents: int
    accuracy: float
    macro_f1: float
    coverage: float
    precision: float | None = None
    calibration_error: float
    kinds: tuple[KindReport, ...]
    reliability: tuple[ReliabilityBin, ...]
    categories: tuple[CategoryReport, ...]


class Predictions(NamedTuple):
    """What a model said of texts, as parallel sequences.

    `sure` is the probability of `best`; `given` is whether that is enough to be said.
    """

    documents: Sequence[str]
    kinds: Sequence[str]
    truth: Sequence[str]
    best: Sequence[str]
    sure: NDArray[np.float64]
    given: NDArray[np.bool_]


def sum_up_predictions(outcome: Predictions, categories: Sequence[str]) -> Figures:
    """Return the figures of what a model said, for the categories in this order."""
    right = np.array([a == b for a, b in zip(outcome.truth, outcome.best, strict=True)], bool)
    every = np.ones(len(right), bool)
    whole = report_kind("all", every, right, outcome.given)
    kinds, scores = np.array(outcome.kinds), list(f1_scores(outcome.truth, outcome.best).values())
    return Figures(
        judged=len(right),
        documents=len(set(outcome.documents)),
        accuracy=whole.accuracy,
        macro_f1=round(float(np.mean(scores)), DECIMALS),
        coverage=whole.coverage,
        precision=whole.precision,
        calibration_error=find_calibration_error(outcome.sure, right),
        kinds=tuple(
            report_kind(kind, kinds == kind, right, outcome.given)
            for kind in sorted(set(outcome.kinds))
        ),
        reliability=tuple(group_bins(outcome.sure, right)),
        categories=tuple(report_category(name, outcome.truth, outcome.best) for name in categories),
    )


def report_kind(
    kind: str, own: NDArray[np.bool_], right: NDArray[np.bool_], given: NDArray[np.bool_]
) -> KindReport:
    """Return the figures of the texts that are `own`."""
    said = own & given
    return KindReport(
        kind=kind,
        texts=int(own.sum()),
        accuracy=round(float(right[own].mean()), DECIMALS),
        coverage=round(float(given[own].mean()), DECIMALS),
        precision=round(float(right[said].mean()), DECIMALS) if said.any() else None,
    )


def report_category(name: str, truth: Sequence[str], best: Sequence[str]) -> CategoryReport:
    """Return how well one category is found."""
    right = sum(a == b == name for a, b in zip(truth, best, strict=True))
    total, said = list(truth).count(name), list(best).count(name)
    return CategoryReport(
        category=name,
        texts=total,
        precision=round(right / said, DECIMALS) if said else None,
        recall=round(right / total, DECIMALS) if total else None,
    )


def f1_scores(truth: Sequence[str], said: Sequence[str]) -> dict[str, float]:
    """Return F1 of each category that occurs in the truth."""
    right = Counter(a for a, b in zip(truth, said, strict=True) if a == b)
    total, claimed = Counter(truth), Counter(said)
    return {name: 2 * right[name] / (total[name] + claimed[name]) for name in sorted(total)}


def group_bins(sure: NDArray[np.float64], right: NDArray[np.bool_]) -> list[ReliabilityBin]:
    """Return what is right of each of ten equal bins of probability that has texts.

    >>> group_bins(np.array([0.9, 0.9]), np.array([True, False]))
    [ReliabilityBin(texts=2, probability=0.9, right=0.5)]
    """
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    return [
        ReliabilityBin(
            texts=int(own.sum()),
            probability=round(float(sure[own].mean()), DECIMALS),
            right=round(float(right[own].mean()), DECIMALS),
        )
        for own in (bins == number for number in range(BINS))
        if own.any()
    ]


def find_calibration_error(sure: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Return the expected calibration error: how far confidence is from the share that is right.

    >>> find_calibration_error(np.array([0.9, 0.9]), np.array([True, False]))
    0.4
    """
    gaps = sum(one.texts * abs(one.probability - one.right) for one in group_bins(sure, right))
    return round(gaps / len(sure), DECIMALS) if len(sure) else 0.0


def load_figures() -> Figures:
    """Return the figures of the general model."""
    return Figures.model_validate_json(FIGURES.read_bytes())
