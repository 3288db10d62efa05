"""What train says of its model."""

from typing import Literal

from pydantic import Field

from pipeline.records.base import Record
from pipeline.records.problems import Problem


class HeldOutLabel(Record):
    """An answer that a person labelled, and what a model that never saw it says of it."""

    transcript: str
    turn: str
    label: str | None = Field(description="Id of the category; null for none of them.")
    model: str | None
    probability: float | None


class CategoryReport(Record):
    """How well one category is found among texts that the model did not see.

    `passages` and `answers` count what it was judged on. `recall` is null where there is none,
    `precision` where it was never said.
    """

    category: str
    passages: int
    answers: int
    precision: float | None
    recall: float | None


class ModelCard(Record):
    """What the model of the taxonomy was made from and how far it can be trusted.

    Scores are those of cross-validation: `judged` texts, each by a model that did not learn from
    it. `coverage` is the share that is given a category, `precision` the share of these that is
    right, `calibration_error` the expected calibration error of ten equal bins.
    """

    taxonomy: str = Field(description="SHA-256 of the taxonomy.")
    scikit_learn: str
    categories: tuple[CategoryReport, ...]
    descriptions: int = Field(description="Names, scopes and lists of terms.")
    passages: int
    answers: int
    judged_on: Literal["passages", "answers"]
    judged: int
    folds: int
    accuracy: float
    macro_f1: float
    coverage: float
    precision: float | None
    calibration_error: float
    temperature: float
    threshold: float
    labels: tuple[HeldOutLabel, ...]
    problems: tuple[Problem, ...]
