"""The key figures of a transcript."""

import pytest

from pipeline.records.base import Span
from pipeline.records.claims import Claim
from pipeline.records.phrases import Phrase
from pipeline.report.key_figures import MOST_FIGURES, choose_figures, keep_timed
from pipeline.report.target_pairs import pair_targets
from tests.make import make_claims, make_conference

AIM = {"modality": "target", "period": "2025"}
HARVEST = {"indicator": "粮食产量", "unit": "吨"}
GROWTH = {"indicator": "地区生产总值", "unit": "%", "kind": "change", "direction": "up"}
SERVICES = {"indicator": "服务业增加值", "unit": "%", "kind": "change", "direction": "up"}
SHARE = SERVICES | {"indicator": "服务业增加值占比"}


def choose(claims: list[Claim], *words: str) -> list[str]:
    phrases = {None: [Phrase(text=word, weight=1.0) for word in words]}
    phrases |= {claim.section: phrases[None] for claim in claims}
    chosen = choose_figures(claims, list(pair_targets(claims)), phrases)
    return [claim.id for claim in chosen]


def test_headlines_come_before_all_others_and_figures_stand_in_reading_order() -> None:
    others = [SERVICES | {"indicator": f"服务业{n}增加值", "baseline": "yoy"} for n in range(9)]
    chosen = choose(make_claims(*others, GROWTH, HARVEST))
    assert len(chosen) == MOST_FIGURES
    assert chosen[-2:] == ["c10", "c11"]
    assert chosen == sorted(chosen, key=lambda name: int(name[1:]))


@pytest.mark.parametrize(
    ("claims", "chosen"),
    [
        # A statistic needs something that speaks for it: a year to compare with, or a target.
        ([SERVICES], []),
        ([SERVICES | {"baseline": "yoy"}], ["c1"]),
        ([SERVICES, SERVICES | AIM], ["c1"]),
        # The news of growth is the change, that of a harvest the amount.
        ([GROWTH | {"kind": "level", "direction": "none", "unit": "CNY"}, GROWTH], ["c2"]),
        ([HARVEST | {"kind": "change", "direction": "up"}, HARVEST], ["c2"]),
        # Of an amount and by how much it has moved the amount.
        (
            [
                SERVICES | {"unit": "pp", "baseline": "yoy", "sentence": "t1.1"},
                SERVICES
                | {"kind": "level", "direction": "none", "unit": "CNY", "sentence": "t1.1"},
            ],
            ["c2"],
        ),
        # Where the amount is in doubt, by how much it has moved says nothing alone.
        (
            [
                SHARE | {"unit": "pp", "baseline": "yoy", "sentence": "t1.1"},
                SHARE
                | {"kind": "level", "direction": "none", "sentence": "t1.1"}
                | {"doubtful": ("indicator",)},
            ],
            [],
        ),
        # What was added is not all there is, and its name must say so.
        ([HARVEST | {"indicator": "风电装机容量", "unit": "千瓦", "flow": True}], []),
        ([HARVEST | {"indicator": "新增风电装机容量", "unit": "千瓦", "flow": True}], ["c1"]),
        # Percentage points are what a share moves by: of an amount they read as growth.
        ([SHARE | {"unit": "pp", "baseline": "yoy"}], ["c1"]),
        ([SERVICES | {"unit": "pp", "baseline": "yoy"}], []),
        # The whole before its part, which key phrases may speak for more.
        ([GROWTH, GROWTH | {"indicator": "海港城市生产总值"}], ["c1"]),
        ([GROWTH | {"indicator": "海港城市生产总值"}, GROWTH], ["c2"]),
        # A fact before an aim, and a target with its outcome is one figure.
        ([GROWTH | AIM, GROWTH], ["c2"]),
        ([GROWTH | AIM | {"indicator": "国内生产总值"}, GROWTH], ["c2"]),
        # Never without indicator or period, of a reporter, of a limit.
        ([GROWTH | {"indicator": None}], []),
        ([GROWTH | {"period": None}], []),
        ([GROWTH | {"role": "reporter"}], []),
        ([GROWTH | {"modality": "limit"}], []),
        # The newest of one indicator, and rather the exact than the bound.
        ([GROWTH | {"period": "2024"}, GROWTH | {"period": "2023"}], ["c1"]),
        ([HARVEST | {"op": "gt"}, HARVEST], ["c2"]),
        # Nothing that needs its sentence to be understood, no rate of items, no part of people.
        ([GROWTH | {"indicator": "增加值", "baseline": "yoy"}], []),
        ([{"indicator": "城镇调查失业率", "unit": "个"}], []),
        ([{"indicator": "城镇调查失业率", "unit": "%"}], ["c1"]),
        ([{"indicator": "常住人口", "unit": "%"}], []),
        # The same told twice, once with fewer words.
        (
            [
                SERVICES | {"indicator": "期货成交额", "baseline": "yoy"},
                SERVICES | {"indicator": "全国期货市场成交金额", "baseline": "yoy"},
            ],
            ["c1"],
        ),
        # Nothing in doubt.
        ([GROWTH | {"doubtful": ("period",)}], []),
    ],
)
def test_what_becomes_a_figure(claims: list[dict[str, object]], chosen: list[str]) -> None:
    assert choose(make_claims(*claims)) == chosen


def test_a_key_phrase_speaks_for_a_statistic_and_for_nothing_else() -> None:
    assert choose(make_claims(SERVICES), "服务业") == ["c1"]
    assert choose(make_claims({"indicator": "服务业从业者"}), "服务业") == []


TOLD = "今年新增就业47万人。2024年，城镇新增就业46.2万人。2025年新增50万人。"
NEXT_YEAR = {"period_end": "2025-12-31", "period_span": Span(start=28, end=33)}


@pytest.mark.parametrize(
    ("date", "claim", "kept"),
    [
        ("2025-02-01", {"period_end": "2024-12-31"}, True),
        # A fact of a year that is not over is a plan, or what was reached so far.
        ("2025-02-01", {"period_end": "2025-12-31"}, False),
        ("2025-02-01", {"period_end": "2025-12-31", "modality": "target"}, True),
        # Without a date 今年 is any year, and the newest year may not be over.
        (None, {"period_end": "2024-12-31", "period_span": Span(start=0, end=2)}, False),
        (None, {"period_end": "2024-12-31", "period_span": Span(start=11, end=16)}, True),
        (None, {"period_end": "2024-12-31", "period_span": None}, False),
        (None, NEXT_YEAR, False),
    ],
)
def test_the_time_of_a_figure(date: str | None, claim: dict[str, object], kept: bool) -> None:
    transcript, _ = make_conference(f"答：{TOLD}")
    transcript = transcript.model_copy(update={"date": date, "text": TOLD})
    first, last = make_claims(claim, NEXT_YEAR)
    assert (first in keep_timed([first, last], transcript)) == kept
