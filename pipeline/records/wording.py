"""What wording finds: set phrases, when they came and went, and what replaced them."""

from typing import Literal

from pydantic import Field

from pipeline.records.base import Date, Record, Span, TranscriptId, TurnId

Form = Literal["slogan", "call", "frame", "series", "term"]
Fate = Literal["new", "back", "dropped", "changed"]


class Use(Span):
    """The first place of a phrase in a transcript, and how often it stands there."""

    transcript: TranscriptId
    date: Date | None = Field(title="记录日期", description="Date of the transcript")
    turn: TurnId
    speaker: str | None = Field(title="发言人", description="Who said it there")
    times: int = Field(title="次数", description="How often the transcript has it")


class Turning(Record):
    """What became of a phrase between the latest issue of a series and those before it.

    `times_before` and `times_after` count it; `expected` is how often the other side would have
    it at the same rate, so that it says how fair the comparison is.
    """

    series: str = Field(title="系列", description="Id of the series")
    fate: Fate = Field(
        title="变化：new 新出现，back 重现，dropped 不再出现，changed 换了说法",
        description="What became of it: new, back, dropped, changed",
    )
    times_before: int = Field(title="以前次数", description="How often the earlier issues have it")
    times_after: int = Field(title="最新一期次数", description="How often the latest issue has it")
    expected: float = Field(
        title="按另一方的频率应有的次数",
        description="How often the side that lacks it would have it at the rate of the other",
    )
    instead: str | None = Field(
        title="改为", description="The words that stand in its place now, where it changed"
    )


class Wording(Record):
    """A set phrase: all transcripts that have it, by date, and what became of it."""

    phrase: str = Field(title="提法", description="The phrase")
    form: Form = Field(
        title="形式：slogan 引号内，call 动词加对象，frame 以…为…，series 并列四字，term 术语",
        description="Form: slogan in quotation marks, call of a verb and its object, frame, "
        "series of four characters each, term",
    )
    times: int = Field(title="总次数", description="How often the corpus has it")
    uses: tuple[Use, ...]
    turnings: tuple[Turning, ...]


class Issue(Record):
    """What of a series is taken together: one transcript, or all of a month where it is daily."""

    label: str
    transcripts: tuple[str, ...]
    characters: int


class Series(Record):
    """Transcripts of one publisher under one title; the last issue is held against the others.

    `fair` is false where one side is too short to say that a phrase is new or gone.
    """

    id: str
    name: str
    publisher: str | None
    issues: tuple[Issue, ...]
    fair: bool
