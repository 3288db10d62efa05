"""What claims finds: every number that says something, and how such numbers agree."""

from typing import Literal

from pydantic import Field

from pipeline.records.base import (
    Bilingual,
    Date,
    Decimal,
    Flag,
    Message,
    Record,
    SourceEnd,
    SourceStart,
    Span,
    TranscriptId,
    TurnId,
    UnderSection,
)
from pipeline.records.segmentation import SpeakerRole

Op = Literal["eq", "gt", "ge", "lt", "le", "approx", "range"]

Kind = Literal["level", "change", "difference", "rank", "duration"]

Modality = Literal["actual", "target", "limit", "forecast"]

Statistic = Literal["annual_average", "yearly", "monthly", "daily", "cumulative", "average"]

Salience = Literal["statistic", "count", "passing"]


LINKED_BY = frozenset({"indicator", "period"})
"""The fields by which claims of several transcripts are linked: none of them may be in doubt."""


class Claim(Span):
    """One quantity that somebody stated: 5G终端连接数突破2亿.

    `value` and `value_high` are exact decimals written as strings, multipliers applied
    (1865亿元 → "186500000000"). The spans name the words that gave a field; they are null where
    no words did.
    """

    id: str = Field(
        title="表述编号，在一份记录内唯一", description="Id of the claim, unique in its transcript"
    )
    transcript: TranscriptId
    section: UnderSection
    turn: TurnId
    speaker: str | None = Field(title="发言人", description="Who said it")
    role: SpeakerRole
    sentence: str = Field(title="句子编号", description="Id of the sentence")
    source_start: SourceStart
    source_end: SourceEnd
    text: str = Field(
        title="数字与单位，原文写法", description="The number with its unit, as written"
    )
    quote: str = Field(
        title="所在句子，照录原文；超过 1000 字时为其中一段",
        description="The sentence as written; of one over 1,000 characters, a part",
    )
    value: Decimal = Field(
        title="数值，已乘以万、亿等", description="Value as a plain decimal, multipliers applied"
    )
    value_high: Decimal | None = Field(
        title="区间上限，仅用于 range", description="Upper bound, only where op is range"
    )
    rounding: Decimal = Field(
        title="写法的精确程度：实际值与所写数值最多相差多少，0 为精确",
        description="How far the exact value may be from the value as written: half its last "
        "digit; 0 for a count",
    )
    op: Op = Field(
        title="比较：eq 等于，gt 大于，ge 大于等于，lt 小于，le 小于等于，approx 约，range 区间",
        description="Comparison: eq, gt, ge, lt, le, approx, range",
    )
    unit: str | None = Field(
        title="单位：%、pp（百分点）、CNY 等货币、ratio（比例）、rank（名次），其余照原文",
        description="Unit: %, pp (percentage points), CNY and other currencies, ratio, rank; "
        "otherwise as written",
    )
    dimension: str | None = Field(
        title="量纲，如 energy、length、CNY；单位不能换算时为空",
        description="What the unit measures: energy, length, CNY …; null where it does not convert",
    )
    base_unit: str | None = Field(
        title="该量纲的基准单位", description="The unit that all of the dimension convert into"
    )
    base_value: Decimal | None = Field(
        title="以基准单位计的数值", description="Value in the base unit, exact"
    )
    base_value_high: Decimal | None = Field(
        title="以基准单位计的区间上限", description="Upper bound in the base unit"
    )
    kind: Kind = Field(
        title="类别：level 水平，change 变化，difference 差距，rank 名次，duration 时长",
        description="Kind: level, change, difference, rank, duration",
    )
    direction: Literal["up", "down", "none"] = Field(
        title="方向：up 上升或高于，down 下降或低于，none 无",
        description="Direction: up, down, none",
    )
    indicator: str | None = Field(
        title="指标，照录原文", description="What is measured, as written"
    )
    item: str | None = Field(
        default=None,
        title="指标全称，指标本身不足以说明时给出：城镇居民人均可支配收入、审结案件",
        description="What is measured in whole words, where the indicator alone says too little: "
        "the text shares words among several (城镇、农村居民人均可支配收入), or a verb says what "
        "is counted (审结案件1.1万件)",
    )
    statistic: Statistic | None = Field(
        title="统计口径：年均、每年、月均、日均、累计、平均",
        description="How the value was made: annual_average, yearly, monthly, daily, cumulative, "
        "average; else null",
    )
    flow: bool = Field(
        title="是否为一段时间内新增的量",
        description="Whether the value was added within a period: 新增",
    )
    respectively: bool = Field(
        title="是否在“分别”之后",
        description="Whether it stands after 分别 (respectively), one number for each thing",
    )
    indicator_name: Bilingual | None = Field(
        default=None,
        title="指标规范名，增长、下降、位次写在名中",
        description="Its name as one would copy it into a table, with growth, decline or rank",
    )
    indicator_confidence: float = Field(
        default=1.0,
        title="指标的可信度，0 至 1",
        description="How likely the indicator is right, 0 to 1",
    )
    indicator_other: str | None = Field(
        default=None,
        title="指标的另一可能，两者相近时给出",
        description="What the indicator may be instead, where it was close",
    )
    period: str | None = Field(
        title="时期：2020，2020-H1，2020-Q1，2020-11，2020-11-24，2020-01/2020-11；/2020-11指截至",
        description="Period: 2020, 2020-H1, 2020-Q1, 2020-11, 2020-11-24, 2020-01/2020-11; "
        "/2020-11 is up to then",
    )
    period_start: Date | None = Field(
        title="时期的第一天", description="First day of the period; null where it is open"
    )
    period_end: Date | None = Field(
        title="时期的最后一天", description="Last day of the period; null where it is open"
    )
    period_confidence: float = Field(
        default=1.0,
        title="时期的可信度，0 至 1",
        description="How likely the period is right, 0 to 1",
    )
    period_other: str | None = Field(
        default=None,
        title="时期的另一可能，none 为不属任何时期",
        description="What the period may be instead, where it was close; none: of no period",
    )
    baseline: str | None = Field(
        title="比较对象：yoy 同比，mom 环比，其余照原文",
        description="Compared with: yoy (year on year), mom (period on period), or as written",
    )
    modality: Modality = Field(
        title="性质：actual 实际，target 目标，limit 限额，forecast 预测",
        description="Modality: actual, target, limit, forecast",
    )
    modality_confidence: float = Field(
        default=1.0,
        title="性质的可信度，0 至 1",
        description="How likely the modality is right, 0 to 1",
    )
    modality_other: str | None = Field(
        default=None,
        title="性质的另一可能，两者相近时给出",
        description="What the modality may be instead, where it was close",
    )
    doubtful: tuple[str, ...] = Field(
        default=(),
        title="存疑的字段：indicator，period，modality",
        description="Fields in doubt, less likely right than 0.7: indicator, period, modality",
    )
    salience: Salience = Field(
        default="statistic",
        title="可引用程度：statistic 统计数据，count 计数，passing 顺带提及",
        description="How citable: statistic, count, passing (a number that is said in passing)",
    )
    pattern: str = Field(
        title="得出此表述的规则", description="Name of the rule that made the claim"
    )
    indicator_span: Span | None = Field(
        title="指标用词", description="The words that gave the indicator"
    )
    period_span: Span | None = Field(title="时期用词", description="The words that gave the period")
    baseline_span: Span | None = Field(
        title="比较对象用词", description="The words that gave the baseline"
    )
    modality_span: Span | None = Field(
        title="性质用词", description="The words that gave the modality"
    )


CheckKind = Literal["implied", "repeated", "contradiction", "total"]


class Check(Record):
    """A relation between claims of one transcript, with the ids of those it rests on.

    implied: a value that follows from others, in `value` and `unit`, said of `indicator`.
    repeated: the same fact said again. contradiction: the same fact with another value, or a part
    larger than its whole. total: parts that add up to the whole said before them.
    """

    id: str = Field(
        title="检查编号，在一份记录内唯一", description="Id of the check, unique in its transcript"
    )
    kind: CheckKind = Field(
        title="类别：implied 可推得，repeated 重复，contradiction 矛盾，total 合计",
        description="Kind: implied, repeated, contradiction, total",
    )
    claims: tuple[str, ...] = Field(
        title="所依据的表述编号", description="Ids of the claims that it rests on"
    )
    indicator: str | None = Field(title="指标", description="What is measured")
    period: str | None = Field(title="时期", description="Period, as in the claims")
    value: Decimal | None = Field(title="推得的数值", description="The value that follows")
    unit: str | None = Field(title="单位", description="Unit, as in the claims")
    message: Message


class TranscriptClaims(Record):
    """The claims of one transcript in reading order, and what follows from them together."""

    transcript: TranscriptId
    claims: tuple[Claim, ...] = ()
    checks: tuple[Check, ...] = ()
    flags: tuple[Flag, ...] = ()
