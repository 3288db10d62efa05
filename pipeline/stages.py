"""The stages in the order in which data flows, and what they made of one file."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from pipeline.records.base import Record
from pipeline.records.claims import TranscriptClaims
from pipeline.records.classification import Classifications
from pipeline.records.comparison import Comparison
from pipeline.records.indicators import Indicator
from pipeline.records.model_card import ModelCard
from pipeline.records.pages import Page
from pipeline.records.phrases import KeyPhrases
from pipeline.records.problems import ListedProblem, Problem
from pipeline.records.promises import Promise
from pipeline.records.segmentation import Segmentation
from pipeline.records.topics import Topic
from pipeline.records.transcript import Transcript
from pipeline.records.wording import Wording


class Stage(NamedTuple):
    """A stage: one rule, one package pipeline/<name>, one folder results/<name>."""

    name: str
    runs: Literal["per batch", "once", "on demand"]
    record: type[Record] | None = None
    """What is on each line of its artefacts; None where it writes for people and programs only."""


STAGES = (
    Stage("clean", "per batch", Transcript),
    Stage("segment", "per batch", Segmentation),
    Stage("phrases", "per batch", KeyPhrases),
    Stage("claims", "per batch", TranscriptClaims),
    Stage("train", "once", ModelCard),
    Stage("classify", "per batch", Classifications),
    Stage("topics", "once", Topic),
    Stage("indicators", "once", Indicator),
    Stage("compare", "once", Comparison),
    Stage("promises", "once", Promise),
    Stage("wording", "once", Wording),
    Stage("problems", "once", ListedProblem),
    Stage("report", "per batch", Page),
    Stage("corpus", "once"),
    Stage("search", "once"),
    Stage("tables", "once"),
    Stage("database", "once"),
    Stage("citations", "once"),
    Stage("exports", "on demand"),
)
PER_BATCH = tuple(stage.name for stage in STAGES if stage.runs == "per batch")
ONCE = tuple(stage.name for stage in STAGES if stage.runs == "once")
RECORDS: Mapping[str, type[Record]] = {
    stage.name: stage.record for stage in STAGES if stage.record is not None
}
"""The record of each stage that has one."""


class Line(NamedTuple):
    """What the stages made of one transcript, each under its stage; nothing where one failed."""

    clean: Transcript
    segment: Segmentation
    phrases: KeyPhrases
    claims: TranscriptClaims
    classify: Classifications
    problem: Problem | None = None
    """Of the first stage that failed."""
    missing: frozenset[str] = frozenset()
    """The stages that failed."""


LINE = ("clean", "segment", "phrases", "claims", "classify")
"""The stages on a line: the options that name their artefacts."""


def make_line(records: Sequence[Record]) -> Line | Problem:
    """Return the line of the records of one file; a problem where it was not read."""
    first, *others = records
    if not isinstance(first, Transcript):
        assert isinstance(first, Problem)
        return first
    made = dict(zip(LINE[1:], others, strict=True))
    failed = {stage: record for stage, record in made.items() if isinstance(record, Problem)}
    nothing = {"transcript": first.transcript}
    made |= {stage: RECORDS[stage].model_validate(nothing) for stage in failed}
    problem = next(iter(failed.values()), None)
    return Line._make((first, *made.values(), problem, frozenset(failed)))
