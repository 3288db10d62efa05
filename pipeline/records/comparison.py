"""What compare finds: two transcripts side by side, sentence by sentence and number by number."""

from typing import Literal

from pydantic import Field

from pipeline.records.base import Bilingual, Decimal, Record, Span, TranscriptId

State = Literal["kept", "changed", "moved", "new", "dropped"]
PairReason = Literal["series", "asked"]


class Change(Record):
    """Words that differ between two sentences; None where one of them has nothing there."""

    before: Span | None
    after: Span | None


class Alignment(Record):
    """A sentence of one transcript or of both.

    `moved` stands at another place among the sentences, and may have changed as well.
    """

    state: State = Field(
        title="变化：kept 保留，changed 改动，moved 移动，new 新增，dropped 删去",
        description="What became of the sentence: kept, changed, moved, new, dropped",
    )
    before: Span | None = Field(title="前一篇中的句子", description="The sentence in the earlier")
    after: Span | None = Field(title="后一篇中的句子", description="The sentence in the later")
    similarity: float = Field(
        title="相似度，0 至 1", description="How alike the two are, from 0 to 1; 0 for one alone"
    )
    changes: tuple[Change, ...]


class Development(Record):
    """The same quantity in both transcripts."""

    name: Bilingual = Field(title="指标", description="Name of the indicator")
    unit: str | None = Field(title="单位", description="Unit of both values")
    modality: str = Field(title="性质", description="Outcome, target, limit or forecast")
    before: str = Field(title="前一篇中的表述编号", description="Id of the claim in the earlier")
    after: str = Field(title="后一篇中的表述编号", description="Id of the claim in the later")
    value_before: str = Field(title="前值，原文", description="Earlier value, as written")
    value_after: str = Field(title="后值，原文", description="Later value, as written")
    difference: Decimal | None = Field(
        title="后值减前值；两者均为确数时",
        description="Later value less the earlier one, where both are one number",
    )


class Comparison(Record):
    """Two transcripts of a series, the later against the one before it, or two that were asked for.

    `alignments` are in the order of the later transcript, and what was dropped stands after what it
    stood after. `shared` is the share of the later one's sentences that the earlier one has too,
    kept, changed or moved.
    """

    before: TranscriptId = Field(title="前一篇", description="The earlier transcript")
    after: TranscriptId = Field(title="后一篇", description="The later transcript")
    reason: PairReason = Field(
        title="比较的缘由：同一系列，或指定", description="Why: of one series, or asked for"
    )
    shared: float = Field(
        title="后一篇中前一篇也有的句子占比", description="Share of the later that the earlier has"
    )
    alignments: tuple[Alignment, ...]
    developments: tuple[Development, ...]
