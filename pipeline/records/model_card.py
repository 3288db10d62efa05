"""What train says of its model."""

from typing import Literal

from pydantic import Field

from pipeline.records.base import Bilingual, Record
from pipeline.records.problems import Problem


class HeldOutLabel(Record):
    """An answer that a person labelled, and what a model that never saw its transcript says."""

    transcript: str
    turn: str
    label: str | None = Field(description="Id of the category; null for none of them.")
    model: str | None
    probability: float | None


class Hotspot(Record):
    """A policy hotspot of the taxonomy, and where its texts stand in public schemes."""

    id: str = Field(title="政策热点编号", description="Id of the policy hotspot")
    name: Bilingual = Field(title="名称", description="Name")
    field: str = Field(title="所属领域编号", description="Id of the policy field that it is in")
    field_name: Bilingual = Field(title="领域名称", description="Name of the policy field")
    agendas: tuple[int, ...] = Field(
        title="Comparative Agendas Project 主要议题编号",
        description="Major topics of the Comparative Agendas Project, by their codes",
    )
    state_council: tuple[str, ...] = Field(
        title="国务院政府信息公开主题分类",
        description="Subjects under which the State Council discloses its documents",
    )


class CategoryReport(Record):
    """How well one category is found among texts that the model did not see.

    `texts` counts those that are of it. `recall` is null where there is none, `precision` where
    it was never said.
    """

    category: str
    texts: int
    precision: float | None = None
    recall: float | None = None


class KindReport(Record):
    """How well texts of one kind are classified by a model that saw none of their documents.

    `accuracy` is the share whose likeliest category is right, `coverage` the share that is given
    a category, `precision` the share of these that is right.
    """

    kind: str
    texts: int
    accuracy: float
    coverage: float
    precision: float | None = None


class ReliabilityBin(Record):
    """Texts of about the same probability: its mean, and the share whose category is right."""

    texts: int
    probability: float
    right: float


class ModelCard(Record):
    """What the model of the taxonomy was made from and how far it can be trusted.

    The general model ships with the project; `answers` are the labels of a person that it was
    taught besides, `learned` those of them that were used. Scores are on `judged` texts, each by
    a model that learned from no text of its document: the general model's own (`general`), or
    those labels (`answers`) where there are enough. `calibration_error` is the expected
    calibration error of ten equal bins.
    """

    taxonomy: str = Field(description="SHA-256 of the taxonomy.")
    general: str = Field(description="SHA-256 of the general model.")
    answers: int
    learned: int
    judged_on: Literal["general", "answers"]
    judged: int
    documents: int
    accuracy: float
    macro_f1: float
    coverage: float
    precision: float | None
    calibration_error: float
    calibration: tuple[float, float, float] = Field(
        description="What decisions are divided by, base and rise with the largest of them; the "
        "weight of the neighbours."
    )
    threshold: float
    kinds: tuple[KindReport, ...]
    reliability: tuple[ReliabilityBin, ...]
    categories: tuple[CategoryReport, ...]
    hotspots: tuple[Hotspot, ...]
    labels: tuple[HeldOutLabel, ...]
    problems: tuple[Problem, ...]
