"""What is asked and what the answers take up of it."""

from typing import Literal

from pydantic import Field

from pipeline.records.base import Record, Span, TurnId, UnderSection

TakenUp = Literal["yes", "declined", "doubtful", "unclear"]


class Exchange(Record):
    """A question with the turns that answer it, under a headline in the words of the question.

    `start`, `end` are those of what the headline is taken from.
    """

    turn: TurnId
    section: UnderSection
    speaker: str | None = Field(title="提问者", description="Who asks")
    headline: str = Field(
        title="问题标题，取自提问原文，删去客套",
        description="Headline in the words of the question, without what is only polite",
    )
    answers: tuple[str, ...] = Field(
        title="回答的发言编号", description="Ids of the turns that answer it"
    )
    parts: int = Field(title="问题数", description="How many things are asked")
    headline_span: Span = Field(
        title="标题在整理文本中的位置", description="Where the headline stands in the clean text"
    )


class Question(Span):
    """One of the things that a turn asks: `start`, `end` are those of its request."""

    turn: TurnId
    number: int = Field(
        ge=1, title="该次提问中的序号", description="Number within its turn, from 1"
    )
    headline: str = Field(
        title="所问内容，取自提问原文", description="What is asked, in the words of the question"
    )
    taken_up: TakenUp = Field(
        title=(
            "回答是否涉及（据用词推断）：yes 涉及，declined 表示不答，"
            "doubtful 似未涉及，unclear 无从判断"
        ),
        description=(
            "Whether the answers take it up, by their words: yes, declined (they say that they do "
            "not answer), doubtful (no word of it), unclear"
        ),
    )
    shared: tuple[str, ...] = Field(
        title="问答共有的词", description="Words of the question that the answers have"
    )
