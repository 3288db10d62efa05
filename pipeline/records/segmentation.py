"""What segment finds: sections, turns, speakers, sentences and tokens."""

from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Annotated, Literal

from pydantic import Field

from pipeline.records.base import Flag, Record, Span, TranscriptId, TurnId, UnderSection
from pipeline.records.exchanges import Exchange, Question

Role = Literal["reporter", "official", "host", "editor", "unknown"]

SpeakerRole = Annotated[
    Role,
    Field(
        title="发言人身份：reporter 记者，official 发布人，host 主持人，editor 编者，unknown 不详",
        description="Role of the speaker: reporter, official, host, editor, unknown",
    ),
]


class Speaker(Record):
    """One person or medium over a transcript. `name` is the identity that turns refer to.

    A reporter is known by name, else by medium; two reporters of one medium cannot be told
    apart. Who is only called 记者 or 问 is no speaker: each such question may be of another.
    `aliases` are the other labels that the text gives (赵局长, 信息通信管理局局长赵志国).
    """

    name: str = Field(title="姓名或媒体名", description="Name of the person or medium")
    role: SpeakerRole
    office: str | None = Field(title="职务", description="Office")
    organisation: str | None = Field(title="机构", description="Organisation")
    aliases: tuple[str, ...] = Field(
        title="在本记录中的其他称呼", description="What else the transcript calls them"
    )


class Section(Span):
    """A hotspot: a heading and all that stands under it, up to the next heading."""

    id: str = Field(
        title="热点编号，在一份记录内唯一",
        description="Id of the section, unique in its transcript",
    )
    ordinal: int | None = Field(
        title="标题自带的序号", description="The number that the heading itself bears"
    )
    title: str = Field(
        title="热点标题，不含序号", description="The heading without its number: 工业运行情况"
    )
    heading: Span = Field(title="标题", description="The heading")


class Turn(Span):
    """What one speaker says without interruption.

    `start`, `end` cover the words without the label (`田玉龙：`). An answer's `answers` are the
    ids of the questions that it answers.
    """

    id: TurnId
    section: UnderSection
    kind: Literal["question", "answer", "statement", "narration"] = Field(
        title="类别：question 提问，answer 回答，statement 陈述，narration 叙述",
        description="Kind: question, answer, statement, narration",
    )
    speaker: str | None = Field(title="发言人", description="Who speaks")
    role: SpeakerRole
    answers: tuple[str, ...] = Field(
        title="所回答的提问的编号", description="Ids of the questions that it answers"
    )


class Sentence(Span):
    """A sentence of a turn, and its tokens as lengths in characters.

    The lengths add up to `end - start`; white space is a token of its own.
    """

    id: str = Field(
        title="句子编号，在一份记录内唯一",
        description="Id of the sentence, unique in its transcript",
    )
    turn: TurnId
    section: UnderSection
    paragraph: int = Field(
        title="段落序号，从 0 起", description="Number of the paragraph in the transcript, from 0"
    )
    tokens: tuple[int, ...] = Field(
        title="各词的字符数，合计为句长",
        description="Lengths of the tokens in characters; they add up to the sentence's",
    )
    foreign: bool = Field(
        default=False,
        title="是否为其他语言，不作分析",
        description="Whether it is not in Chinese, and was not analysed",
    )

    def places(self) -> Iterator[tuple[int, int]]:
        """Yield where each token starts and ends in the text."""
        return pairwise(accumulate(self.tokens, initial=self.start))


class Segmentation(Record):
    """The structure of one transcript."""

    transcript: TranscriptId
    speakers: tuple[Speaker, ...] = ()
    sections: tuple[Section, ...] = ()
    turns: tuple[Turn, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    questions: tuple[Question, ...] = ()
    """What the questions of the exchanges ask, one by one."""
    flags: tuple[Flag, ...] = ()

    @property
    def analysed(self) -> tuple[Sentence, ...]:
        """The sentences that are in Chinese: what claims, topics and categories are found in."""
        return tuple(sentence for sentence in self.sentences if not sentence.foreign)
