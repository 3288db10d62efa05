"""Outcomes beside targets, and the pictures of them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.pages.strips import MARGIN, WIDTH, lay_out_strip
from pipeline.report.target_pairs import pair_targets
from tests.make import make_claims

AIM = {"modality": "target", "period": "2025"}
GROWN = {"kind": "change", "direction": "up", "unit": "%"}


@pytest.mark.parametrize(
    ("claims", "pairs"),
    [
        ([{}, AIM], [("c1", "c2")]),
        ([AIM, {}], [("c2", "c1")]),
        ([{}, AIM | {"period": "2024"}], [("c1", "c2")]),
        ([{}, AIM | {"op": "ge"}], [("c1", "c2")]),
        # The outcome last known, and the target that comes next.
        ([{"period": "2023"}, {}, AIM | {"period": "2030"}, AIM], [("c2", "c4")]),
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
        # What is expected or allowed is not aimed at.
        ([{}, AIM | {"modality": "forecast"}, AIM | {"modality": "limit"}], []),
        # Other words for the same, and growth of a year with and without 同比.
        ([{"indicator": "全市GDP"}, AIM | {"indicator": "地区生产总值"}], [("c1", "c2")]),
        ([{"indicator": "全省粮食产量"}, AIM | {"indicator": "粮食产量"}], [("c1", "c2")]),
        ([GROWN | {"baseline": "yoy"}, GROWN | AIM], [("c1", "c2")]),
        ([{"indicator": "人均可支配收入"}, AIM | {"indicator": "城镇居民人均可支配收入"}], []),
        # What a reporter says is neither outcome nor target.
        ([{"role": "reporter"}, AIM], []),
    ],
)
def test_an_outcome_stands_beside_its_target(
    claims: list[dict[str, object]], pairs: list[tuple[str, str]]
) -> None:
    assert [(p.outcome.id, p.target.id) for p in pair_targets(make_claims(*claims))] == pairs


numbers = st.decimals(-(10**15), 10**15, places=3).map(lambda number: f"{number:f}")


@given(numbers, numbers)
def test_a_strip_keeps_the_order_of_its_values(low: str, high: str) -> None:
    strip = lay_out_strip(*make_claims({"value": low}, {"value": high}))
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
        (dot,) = lay_out_strip(*make_claims({"op": op})).dots
        assert dot.side == side
    (dot,) = lay_out_strip(*make_claims({"op": "range", "value_high": "6000000"})).dots
    assert dot.high is not None and dot.high > dot.at
