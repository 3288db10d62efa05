"""What promises finds: how each target stands, and what was said on it later."""

from typing import Literal

from pydantic import Field

from pipeline.records.base import Bilingual, Date, Decimal, Record, TranscriptId
from pipeline.records.claims import Kind, Op

Standing = Literal["met", "missed", "changed", "open", "overdue", "undecided"]

Reason = Literal["bound", "other_period", "not_linked", "no_due", "no_later_text", "named_later"]

Relation = Literal["outcome", "progress", "repeated", "changed"]


class ToldWord(Record):
    """A claim on the indicator and territory of a target, in its own words."""

    transcript: TranscriptId
    claim: str = Field(title="表述编号", description="Id of the claim, unique in its transcript")
    date: Date | None = Field(title="记录日期", description="Date of the transcript")
    period: str | None = Field(title="时期", description="Period, as in the claim")
    text: str = Field(title="数据原文", description="The number with its unit, as written")
    amount: Bilingual = Field(
        title="数值与单位，单位照原文", description="The number in words, in the unit as written"
    )
    quote: str = Field(title="所在句子", description="The sentence as written")


class LaterWord(ToldWord):
    """What was said of the same indicator and territory after the target was set.

    outcome: the value of the target's own period. progress: that of another period which ends
    within it. repeated: the same target again. changed: another value as the target of its period.
    """

    relation: Relation = Field(
        title="与目标的关系：outcome 结果，progress 进展，repeated 重申，changed 调整",
        description="What it is to the target: outcome, progress, repeated, changed",
    )


class Promise(Record):
    """A target, and how it stands on the day of the newest transcript.

    met, missed: an outcome of its period says so whatever exact value its words stand for.
    changed: a later target of the same period has another value. open: it is not yet due. overdue:
    its time is over and no word of its outcome is known. undecided: its time is over, or its
    outcome is told, and `reason` is why nothing is concluded.
    """

    indicator: str = Field(title="指标编号", description="Id of the indicator of this territory")
    name: str = Field(title="指标名称，已归一", description="Name of the indicator, normalised")
    kind: Kind = Field(title="种类：水平、变动、差异、位次、时长", description="What the value is")
    title: Bilingual | None = Field(
        title="指标规范名，增长、下降、位次写在名中",
        description="Its name as one would copy it into a table, with growth, decline or rank",
    )
    scope: str | None = Field(title="地域或机构", description="Territory or body")
    publisher: str | None = Field(title="发布机构", description="Publisher of the transcript")
    promiser: str | None = Field(
        title="承诺方：报告所属政府，或发言人所在机构",
        description="Who promised it: the government of the report, or the speaker's organisation",
    )
    speaker: str | None = Field(title="发言人", description="Who said it")
    date: Date | None = Field(title="记录日期", description="Date of the transcript")
    period: str | None = Field(title="时期", description="Period of the target")
    due: Date | None = Field(
        title="到期日：时期的最后一天",
        description="Day on which it is due, the last of its period; null where none is named",
    )
    op: Op = Field(title="数值与实际的关系", description="How the value bounds the quantity")
    value: Decimal = Field(
        title="目标值，以指标的单位计，下降为负",
        description="Value in the unit of the indicator, below zero for a decline",
    )
    value_high: Decimal | None = Field(title="区间上限", description="Upper end of a range")
    unit: str | None = Field(title="单位", description="Unit of the value")
    state: Standing = Field(
        title="状态：met 达到，missed 未达到，changed 已调整，open 未到期，overdue 到期无下文，"
        "undecided 不能判定",
        description="How it stands: met, missed, changed, open, overdue, undecided",
    )
    reason: Reason | None = Field(
        title="不下结论的原因：bound 结果为上下限，other_period 只有其他时期，not_linked 未能相连，"
        "no_due 未说期限，no_later_text 到期后没有同一机构的记录，"
        "named_later 到期后的记录提到该指标",
        description="Why nothing is concluded: bound (the outcome's words allow both), "
        "other_period (told of another period only), not_linked (its words leave open what it "
        "measures), no_due (no time is named), no_later_text (no later one of the publisher), "
        "named_later (a later one names it, with no value to hold against)",
    )
    transcript: TranscriptId
    claim: str = Field(title="表述编号", description="Id of the claim, unique in its transcript")
    text: str = Field(title="数据原文", description="The number with its unit, as written")
    amount: Bilingual = Field(
        title="目标的数值与单位，单位照原文",
        description="The number in words, in the unit as written; `op` is its bound",
    )
    quote: str = Field(title="所在句子", description="The sentence as written")
    before: ToldWord | None = Field(
        title="此前最近一期的结果",
        description="Outcome of the last period of equal length before that of the target",
    )
    later: tuple[LaterWord, ...] = Field(
        title="此后的说法，由早到晚；过多时为最近的",
        description="What was said on it later, oldest first; of very many the newest",
    )
    later_count: int = Field(
        title="此后说法的总数", description="How much was said on it later in all"
    )
