"""Key figures, outcomes beside targets, and the pictures of them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.pages.strips import MARGIN, WIDTH, lay_out_strip
from pipeline.records.claims import Claim
from pipeline.records.phrases import Phrase
from pipeline.report.highlights import MOST_FIGURES, choose_figures, pair_targets

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
    op="eq",
    unit="亩",
    kind="level",
    direction="none",
    indicator="高标准农田",
    period="2024",
    baseline=None,
    modality="actual",
    pattern="measure_unit",
    indicator_span=None,
    period_span=None,
    baseline_span=None,
    modality_span=None,
)


def make(*changes: dict[str, object]) -> list[Claim]:
    """Return claims that differ from the first in some fields, numbered in reading order."""
    return [
        CLAIM.model_copy(update={"id": f"c{n}", "start": 10 * n, "end": 10 * n + 4} | change)
        for n, change in enumerate(changes, start=1)
    ]


AIM = {"modality": "target", "period": "2025"}


@pytest.mark.parametrize(
    ("claims", "pairs"),
    [
        ([{}, AIM], [("c1", "c2")]),
        ([AIM, {}], [("c2", "c1")]),
        ([{}, AIM | {"period": "2024"}], [("c1", "c2")]),
        ([{}, AIM | {"op": "ge"}], [("c1", "c2")]),
        # The outcome last known, and the target that comes next.
        (
            [{"period": "2023"}, {}, AIM | {"period": "2030"}, AIM],
            [("c2", "c4")],
        ),
        # Said twice is said once.
        ([{}, {}, AIM], [("c1", "c3")]),
        # Two values under one name: the words do not tell which belongs to which.
        ([{}, {"value": "5"}, AIM], []),
        ([{}, AIM, AIM | {"value": "5"}], []),
        # Another name, unit, direction, length of time; a target that lies behind.
        ([{}, AIM | {"indicator": "粮食产量"}], []),
        ([{}, AIM | {"unit": "吨"}], []),
        ([{}, AIM | {"kind": "change", "direction": "up"}], []),
        ([{"period": "2021/2025"}, AIM | {"period": "2026"}], []),
        ([{}, AIM | {"period": "2025-H1"}], []),
        ([{}, AIM | {"period": "2023"}], []),
        ([{"indicator": None}, AIM | {"indicator": None}], []),
        # What a reporter says is neither outcome nor target.
        ([{"role": "reporter"}, AIM], []),
    ],
)
def test_an_outcome_stands_beside_its_target(
    claims: list[dict[str, object]], pairs: list[tuple[str, str]]
) -> None:
    assert [(p.outcome.id, p.target.id) for p in pair_targets(make(*claims))] == pairs


def choose(claims: list[Claim], *words: str) -> list[str]:
    phrases = [Phrase(text=word, weight=1.0) for word in words]
    by_section = {claim.section: phrases for claim in claims}
    chosen = choose_figures(claims, list(pair_targets(claims)), by_section)
    return [claim.id for claim in chosen]


def test_what_has_a_target_is_told_before_what_has_a_key_phrase() -> None:
    many = [{"indicator": f"粮食产量{n}"} for n in range(9)]
    assert "c10" in choose(make(*many, {}, AIM), "粮食")


def test_a_figure_has_something_that_speaks_for_it() -> None:
    assert choose(make({}), "农田") == ["c1"]
    assert choose(make({})) == []
    assert choose(make({"kind": "change", "direction": "up"})) == ["c1"]
    for lacking in ({"indicator": None}, {"period": None}, {"role": "reporter"}):
        assert choose(make(lacking), "农田") == []


def test_figures_are_spread_over_sections_and_stay_in_reading_order() -> None:
    claims = make(
        *({"indicator": f"农田{n}", "section": "s1"} for n in range(9)),
        {"indicator": "农田建设", "section": "s2"},
    )
    chosen = choose(claims, "农田")
    assert len(chosen) == MOST_FIGURES
    assert chosen[-1] == "c10"
    assert chosen == sorted(chosen, key=lambda name: int(name[1:]))


def test_a_name_is_told_once_and_a_target_with_its_outcome() -> None:
    assert choose(make({}, {"value": "5", "period": "2023"}, AIM), "农田") == ["c1"]


numbers = st.decimals(-(10**15), 10**15, places=3).map(lambda number: f"{number:f}")


@given(numbers, numbers)
def test_a_strip_keeps_the_order_of_its_values(low: str, high: str) -> None:
    strip = lay_out_strip(*make({"value": low}, {"value": high}))
    ends = [strip.zero, *(dot.at for dot in strip.dots)]
    assert all(MARGIN <= end <= WIDTH - MARGIN for end in ends)
    first, second = strip.dots
    if Decimal(low) <= Decimal(high):
        assert first.at <= second.at
    if Decimal(low) >= 0:
        assert first.at >= strip.zero


def test_a_bound_points_to_where_the_value_lies() -> None:
    sides = {"gt": 1, "ge": 1, "lt": -1, "le": -1, "eq": 0, "approx": 0}
    for op, side in sides.items():
        (dot,) = lay_out_strip(*make({"op": op})).dots
        assert dot.side == side
    (dot,) = lay_out_strip(*make({"op": "range", "value_high": "6000000"})).dots
    assert dot.high is not None and dot.high > dot.at
