"""What indicators finds: what was measured again and again, and targets beside outcomes."""

from typing import Literal

from pydantic import Field

from pipeline.records.base import Date, Decimal, Record, TranscriptId
from pipeline.records.claims import Kind, Modality, Op, Statistic

Granularity = Literal["year", "half", "quarter", "month", "day", "interval", "until", "none"]
"""How long a period is: /2021-12 is `until`, 2020-01/2020-11 and 2021/2025 are intervals."""

Apart = Literal[
    "scope_unknown",
    "other_place",
    "generic_name",
    "several_things",
    "several_values",
    "counted",
    "in_doubt",
]

Verdict = Literal["met", "missed", "undecided"]


class Observation(Record):
    """One claim in the series of its indicator.

    `value`, `value_high` are those of the claim in the unit of the indicator, below zero where
    the claim is a decline.
    """

    claim: str = Field(title="表述编号", description="Id of the claim, unique in its transcript")
    transcript: TranscriptId
    date: Date | None = Field(title="记录日期", description="Date of the transcript")
    period: str | None = Field(title="时期", description="Period, as in the claim")
    granularity: Granularity = Field(title="时期的长短", description="How long the period is")
    value: Decimal = Field(
        title="数值，以指标的单位计，下降为负",
        description="Value in the unit of the indicator, below zero for a decline",
    )
    value_high: Decimal | None = Field(
        title="区间上限", description="Upper end of a range in the unit of the indicator"
    )
    op: Op = Field(title="数值与实际的关系", description="How the value bounds the quantity")
    modality: Modality = Field(
        title="性质：实际、目标、限制、预测", description="Outcome, target, limit or forecast"
    )
    speaker: str | None = Field(title="发言人", description="Who said it")
    text: str = Field(title="数据原文", description="The number with its unit, as written")


class ClaimReference(Record):
    """A claim by its transcript and its id there."""

    transcript: TranscriptId
    claim: str = Field(title="表述编号", description="Id of the claim, unique in its transcript")


class Pairing(Record):
    """A target held against the outcome of the same period.

    met and missed hold whatever exact value the words stand for; else it is undecided.
    """

    period: str = Field(title="时期", description="Period of both")
    target: ClaimReference = Field(title="目标", description="Target")
    outcome: ClaimReference = Field(title="结果", description="Outcome")
    verdict: Verdict = Field(
        title="是否达到：met 达到，missed 未达到，undecided 不能判定",
        description="Whether the target was met; undecided where the words allow both",
    )


class Disagreement(Record):
    """Outcomes of one period in different transcripts that cannot all be true, one a statement.

    Bounds, words like 约 and rounding are allowed for: 5.2% and 5.23% agree.
    """

    period: str = Field(title="时期", description="Period of all")
    claims: tuple[ClaimReference, ...] = Field(
        title="说法不一的表述", description="The claims that disagree"
    )


class Indicator(Record):
    """What was said of one quantity of one territory or body, over all transcripts.

    `measure` is the same for the same quantity of other territories: its series stand side by
    side. Both ids follow from what is measured alone, so that they stay when transcripts are
    added. `scope` is the territory; null where it is not known. `apart` is why the claim is
    linked with no other: its scope is not known, another place is named beside it, its name is
    too general, it stands for several things, or gives several values, or it counts in passing.
    """

    id: str = Field(title="指标编号", description="Id of the indicator of this territory")
    measure: str = Field(
        title="所量事物的编号，各地相同", description="Id of what is measured, alike for all places"
    )
    name: str = Field(
        title="指标名称，已归一", description="Name, normalised: one for all its spellings"
    )
    unit: str | None = Field(title="单位", description="Unit of all values")
    kind: Kind = Field(
        title="种类：水平、变动、差异、位次、时长", description="What the values are"
    )
    baseline: str | None = Field(title="比较基准", description="What it is compared with")
    statistic: Statistic | None = Field(
        title="统计口径：年均、每年、日均、累计等",
        description="annual average, yearly, monthly, daily, cumulative, average; else null",
    )
    scope: str | None = Field(title="地域或机构", description="Territory or body")
    apart: Apart | None = Field(
        title="不与其他表述相连的原因", description="Why it is linked with no other claim"
    )
    names: tuple[str, ...] = Field(title="原文中的名称", description="The names as written, sorted")
    observations: tuple[Observation, ...]
    pairings: tuple[Pairing, ...]
    disagreements: tuple[Disagreement, ...]
