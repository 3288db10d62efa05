"""Predicates: what the words around one quantity say of it."""

from dataclasses import dataclass, field

from pipeline.claims.read.lexicon import DirectionName, KindName
from pipeline.records.base import Span
from pipeline.records.claims import Op


@dataclass(slots=True)
class Predicate:
    """What the words around one quantity say.

    `subject_end` is where the peeled words begin, `follow` where those after the quantity end.
    """

    op: Op
    kind: KindName = "level"
    direction: DirectionName = "none"
    baseline: str | None = None
    baseline_span: Span | None = None
    subject_end: int = 0
    follow: int = 0
    respectively: bool = False
    moves_to: bool = False
    moves_from: bool = False
    aimed: bool = False
    """Whether it is what was aimed at, with which something is compared: 超过18万人的年度目标."""
    deadline: bool = False
    """Whether it is within so much time that something happens: 15分钟内到达."""
    cues: list[tuple[int, int, str]] = field(default_factory=list)
