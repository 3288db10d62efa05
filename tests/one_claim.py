"""A claim, and others that differ from it in some fields."""

from pipeline.records.claims import Claim

CLAIM = Claim(
    id="c1",
    transcript="示例",
    section="s1",
    turn="t1",
    speaker="甲司长",
    role="official",
    sentence="x1",
    start=0,
    end=4,
    source_start=0,
    source_end=4,
    text="300万亩",
    quote="建成高标准农田300万亩。",
    value="3000000",
    value_high=None,
    rounding="0",
    op="eq",
    unit="亩",
    dimension="land",
    base_unit="亩",
    base_value="3000000",
    base_value_high=None,
    kind="level",
    direction="none",
    indicator="高标准农田",
    statistic=None,
    flow=False,
    respectively=False,
    period="2024",
    period_start="2024-01-01",
    period_end="2024-12-31",
    baseline=None,
    modality="actual",
    indicator_confidence=0.97,
    period_confidence=0.98,
    modality_confidence=0.99,
    pattern="measure_unit",
    indicator_span=None,
    period_span=None,
    baseline_span=None,
    modality_span=None,
)


def make_claims(*changes: dict[str, object]) -> list[Claim]:
    """Return claims that differ from the first in some fields, numbered in reading order."""
    return [
        CLAIM.model_copy(update={"id": f"c{n}", "start": 10 * n, "end": 10 * n + 4} | change)
        for n, change in enumerate(changes, start=1)
    ]
