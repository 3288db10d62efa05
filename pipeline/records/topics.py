"""What topics finds in all transcripts together."""

from typing import Literal

from pydantic import Field

from pipeline.records.base import Record, Span, TranscriptId, TurnId, UnderSection
from pipeline.records.phrases import Phrase


class TopicPassage(Span):
    """A passage (a paragraph of a turn) that carries a topic, with its weight."""

    transcript: TranscriptId
    section: UnderSection
    turn: TurnId
    text: str = Field(title="段落文字", description="The passage")
    weight: float = Field(title="主题在此段的权重", description="How strongly it carries the topic")


class TopicShare(Record):
    """How large a topic is in a part of the corpus: under a heading, or in a year or month.

    `share` is the part of its `passages` of which the topic is the main one.
    """

    label: str = Field(title="标题或时期", description="Heading or period")
    passages: int = Field(title="段落数", description="Number of passages there")
    share: float = Field(
        title="其中以此为主要主题的比例", description="Part of them of which it is the main topic"
    )


class Topic(Record):
    """A topic of the corpus: its terms and the passages that carry it, heaviest first.

    The id is of the policy hotspot, and of the word in its passages, that the topic began with, so
    that another transcript does not change it.
    """

    id: str = Field(title="主题编号", description="Id of the topic")
    name: str = Field(title="主题名", description="Name of the topic")
    share: float = Field(
        title="以此为主要主题的段落所占比例",
        description="Part of the corpus's passages of which it is the main topic",
    )
    terms: tuple[Phrase, ...] = Field(
        title="主题的词及权重，由重到轻", description="Its terms with their weights, heaviest first"
    )
    passages: tuple[TopicPassage, ...]
    headings: tuple[TopicShare, ...] = Field(
        title="在各热点标题下的比例", description="Its share under headings, most passages first"
    )
    periods: tuple[TopicShare, ...] = Field(
        title="在各时期的比例", description="Its share by year, or by month of two years at most"
    )


class TopicChoice(Record):
    """How many topics were asked of the corpus, and why."""

    number: int
    reason: Literal["config", "headings", "size"]
    passages: int
    headings: int
