import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpus.indicators import make_atlas
from pipeline.indicators.linking import link_readings
from pipeline.indicators.reading import IndicatorReading, read_every_claim
from pipeline.indicators.scope import read_opening
from pipeline.indicators.stage import main
from pipeline.measure.verdicts import agree, find_conflicts, judge_outcome, make_statement
from pipeline.records.base import Record, Span
from pipeline.records.claims import Claim, TranscriptClaims
from pipeline.records.indicators import Indicator
from tests import synthetic
from tests.make import tell, write_stages
from tests.work_reports import ELSEWHERE, PLAN, REVIEW


def read(name: str, title: str, said: str) -> tuple[IndicatorReading, ...]:
    """Return the readings of a transcript of one answer; its name begins with its date."""
    return read_every_claim(*tell(name, title, f"答：{said}")).readings


def follow(*transcripts: tuple[str, str, str]) -> list[Indicator]:
    """Return the indicators of transcripts, given as name, title and words."""
    return link_readings([reading for one in transcripts for reading in read(*one)])


def test_targets_are_held_against_outcomes_under_other_names_and_units() -> None:
    found = {one.name: one for one in follow(PLAN, REVIEW) if len(one.observations) > 1}
    verdicts = {name: [p.verdict for p in one.pairings] for name, one in found.items()}
    assert verdicts == {
        "城镇新增就业": ["met"],
        "粮食产量": ["met"],
        "规模以上工业增加值": ["missed"],
    }
    grain = found["粮食产量"]
    assert [(o.value, grain.unit) for o in grain.observations] == [
        ("20000000", "吨"),
        ("20050000", "吨"),
    ]
    assert grain.names == ("粮食产量", "粮食总产量")
    assert grain.scope == "江西省"


def test_territories_are_series_of_one_measure() -> None:
    found = [one for one in follow(REVIEW, ELSEWHERE) if one.name == "规模以上工业增加值"]
    assert [one.scope for one in found] == ["江西省", "湖北省"]
    assert len({one.measure for one in found}) == 1
    assert len({one.id for one in found}) == 2
    assert not any(one.disagreements for one in found)


def test_ids_stay_when_transcripts_are_added() -> None:
    before = {(one.name, one.scope): (one.id, one.measure) for one in follow(REVIEW)}
    after = {
        (one.name, one.scope): (one.id, one.measure) for one in follow(PLAN, REVIEW, ELSEWHERE)
    }
    assert before.items() <= after.items()


@pytest.mark.parametrize(
    ("title", "said", "apart"),
    [
        ("2025年江西省政府工作报告", "2024年，广东就业稳定，城镇新增就业140万人。", "other_place"),
        ("2025年江西省政府工作报告", "2024年南京市城镇新增就业30万人。", "other_place"),
        ("2025年江西省政府工作报告", "2024年成都市城镇新增就业30万人。", "other_place"),
        ("外交部例行记者会", "2024年在美国的志愿者新增就业140万人。", "other_place"),
        ("一次发布会", "2024年城镇新增就业140万人。", "scope_unknown"),
        ("2025年江西省政府工作报告", "2024年国内生产总值增长5%。", "scope_unknown"),
        ("2025年江西省政府工作报告", "总规模达到5万个。", "generic_name"),
        ("2025年江西省政府工作报告", "粮食、棉花产量增长5%。", "several_things"),
        ("2025年江西省政府工作报告", "2024年建成了200个社区食堂。", "counted"),
    ],
)  # fmt: skip
def test_what_leaves_a_doubt_is_kept_apart(title: str, said: str, apart: str) -> None:
    found = follow(("2025-01-20-文", title, said), ("2025-02-20-文", title, said))
    assert {one.apart for one in found} == {apart}
    assert all(len(one.observations) == 1 and one.scope is None for one in found)


def test_a_congress_of_the_city_is_no_other_city() -> None:
    said = "2024年，对照市十六届人大会议的部署，城镇新增就业3万人。"
    (one,) = follow(("2025-01-20-文", "2025年九江市政府工作报告", said))
    assert (one.scope, one.apart) == ("九江市", None)


def test_a_name_that_begins_with_its_place_says_its_scope() -> None:
    title = "2025年江西省政府工作报告"
    said = "2024年全国城镇新增就业1256万人，广东省城镇新增就业140万人，全省城镇新增就业62万人。"
    found = follow(("2025-01-20-文", title, said))
    assert {(one.name, one.scope) for one in found} == {
        ("城镇新增就业", "全国"),
        ("城镇新增就业", "广东省"),
        ("城镇新增就业", "江西省"),
    }


def test_nothing_is_mixed_that_is_measured_otherwise() -> None:
    title = "2025年江西省政府工作报告"
    said = (
        "2024年，地区生产总值3.4万亿元，增长5.1%，增速高于全国0.1个百分点。"
        "2024年，地区生产总值年均增长5.3%。人均地区生产总值7.5万元。"
    )
    found = follow(("2025-01-20-文", title, said))
    assert all(len(one.observations) == 1 for one in found)
    assert len({one.measure for one in found}) == len(found) == 5
    assert "annual_average" in {one.statistic for one in found}


def test_what_was_added_is_not_what_there_is() -> None:
    title = "2025年江西省政府工作报告"
    said = "2024年，高速公路里程新增300公里。2024年，高速公路里程达到7000公里。"
    assert {one.name for one in follow(("2025-01-20-文", title, said))} == {
        "新增高速公路里程",
        "高速公路里程",
    }


def test_what_is_added_may_be_a_list() -> None:
    title = "2025年江西省政府工作报告"
    said = "2024年，新增高新技术企业500家、科技型中小企业2000家。"
    assert {one.name for one in follow(("2025-01-20-文", title, said))} == {
        "新增高新技术企业",
        "新增科技型中小企业",
    }


def test_what_is_reached_was_not_added() -> None:
    title = "2025年江西省政府工作报告"
    said = "2024年，高速公路里程增加到7000公里，新增上市公司48家、总量达122家。"
    found = follow(("2025-01-20-文", title, said))
    assert {(one.name, one.observations[0].value) for one in found} == {
        ("高速公路里程", "7000"),
        ("新增上市公司", "48"),
        ("上市公司", "122"),
    }


def test_a_share_is_none_of_what_it_is_a_share_of() -> None:
    title = "2025年江西省政府工作报告"
    said = "2024年，风电发电量300亿千瓦时，占全社会发电量的12%。"
    names = {one.name for one in follow(("2025-01-20-文", title, said))}
    assert names == {"风电发电量", "风电发电量占全社会发电量比重"}


def test_what_is_summed_over_a_year_is_of_the_year() -> None:
    title = "2025年江西省政府工作报告"
    for said in ("2024年，工业用电量增长5%。", "2024年，工业用电量累计增长5%。"):
        (one,) = follow(("2025-01-20-文", title, said))
        assert one.statistic is None


@pytest.mark.parametrize(("outcome", "verdict"), [("3.8", "met"), ("2", "missed")])
def test_a_decline_by_more_is_a_lower_value(outcome: str, verdict: str) -> None:
    title = "年江西省政府工作报告"
    found = follow(
        ("2024-01-20-文", f"2024{title}", "2024年，力争单位生产总值能耗下降3%以上。"),
        ("2025-01-20-文", f"2025{title}", f"2024年，单位生产总值能耗下降{outcome}%。"),
    )
    (one,) = found
    assert one.observations[0].op == "le"
    assert [pair.verdict for pair in one.pairings] == [verdict]


def test_what_a_sector_reached_is_not_that_of_all() -> None:
    title = "2025年江西省政府工作报告"
    said = "2024年，全省铁路完成固定资产投资300亿元，增长5%。全省固定资产投资增长2%。"
    found = follow(("2025-01-20-文", title, said))
    assert {(one.name, one.kind) for one in found} == {
        ("铁路固定资产投资", "level"),
        ("铁路固定资产投资", "change"),
        ("固定资产投资", "change"),
    }


def test_the_name_of_a_port_keeps_its_place() -> None:
    said = "2025年，上海港集装箱吞吐量5000万标箱。"
    found = follow(("2026-01-20-文", "2026年上海市政府工作报告", said))
    assert [(one.name, one.scope) for one in found] == [("上海港集装箱吞吐量", "上海市")]


def test_another_nation_is_no_part_of_this_one() -> None:
    said = "2025年1月，美国消费价格指数上涨3%，非农就业人数增加2万人。"
    (one, *_) = follow(("2025-02-20-文", "《新闻联播》（20250220）", said))
    assert one.apart == "other_place"


def test_pairs_are_told_apart() -> None:
    title = "2025年江西省政府工作报告"
    said = "2024年，城乡居民人均可支配收入分别增长4.4%、5.6%。"
    found = {one.name: one.observations[0].value for one in follow(("2025-01-20-文", title, said))}
    assert found == {"城镇居民人均可支配收入": "4.4", "农村居民人均可支配收入": "5.6"}


def test_transcripts_that_disagree_are_named() -> None:
    title = "2025年江西省政府工作报告"
    one = ("2025-01-20-文", title, "2024年，森林覆盖率达到63.35%。")
    rounded = ("2025-02-20-文", title, "2024年，森林覆盖率达到63.4%。")
    other = ("2025-03-20-文", title, "2024年，森林覆盖率达到61%。")
    assert [found.disagreements for found in follow(one, rounded)] == [()]
    (found,) = follow(one, rounded, other)
    (disagreement,) = found.disagreements
    assert disagreement.period == "2024"
    assert [c.transcript for c in disagreement.claims] == [one[0], rounded[0], other[0]]


def test_parts_of_a_year_are_not_the_year() -> None:
    title = "2025年江西省政府工作报告"
    said = "2024年1—11月，城镇新增就业55万人。2024年，城镇新增就业目标是60万人。"
    (found,) = follow(("2024-12-20-文", title, said))
    assert {o.granularity for o in found.observations} == {"interval", "year"}
    assert not found.pairings


def test_an_outcome_told_before_the_target_is_none() -> None:
    title = "2025年江西省政府工作报告"
    early = ("2024-01-01-文", title, "2024年，城镇新增就业62万人。")
    (found,) = follow(early, PLAN)[:1]
    assert found.name == "城镇新增就业"
    assert not found.pairings


# verdicts ----------------------------------------------------------------------------------


def state(words: str):
    """Return the statement of words like `gt 60` or `range 3 5`."""
    op, value, *high = words.split()
    return make_statement(Decimal(value), Decimal(high[0]) if high else None, op, Decimal(0))


@pytest.mark.parametrize(
    ("target", "outcome", "goal", "verdict"),
    [
        ("eq 60", "gt 60", "floor", "met"),
        ("eq 60", "gt 50", "floor", "undecided"),
        ("eq 60", "lt 60", "floor", "missed"),
        ("eq 60", "le 60", "floor", "undecided"),
        ("ge 60", "eq 60", "floor", "met"),
        ("gt 60", "eq 60", "floor", "missed"),
        ("approx 60", "eq 60", "floor", "met"),
        ("approx 60", "eq 58", "floor", "undecided"),
        ("approx 60", "eq 50", "floor", "missed"),
        ("ge 60", "approx 62", "floor", "undecided"),
        ("ge 60", "approx 80", "floor", "met"),
        ("range 5 6", "eq 5.2", "floor", "met"),
        ("range 5 6", "eq 6.5", "floor", "met"),
        ("range 5 6", "eq 4.9", "floor", "missed"),
        ("le 5.5", "eq 5.2", "floor", "met"),
        ("le 5.5", "eq 5.6", "floor", "missed"),
        ("eq 5.5", "eq 5.2", "ceiling", "met"),
        ("approx 5.5", "eq 5.1", "ceiling", "met"),
        ("eq 5.5", "eq 5.6", "ceiling", "missed"),
        ("approx 2", "eq 0.1", "open", "undecided"),
        ("eq 2", "eq 2", "open", "met"),
        ("eq -3", "eq -3.5", "floor", "met"),
        ("eq -3", "eq -2", "floor", "missed"),
        ("eq 5", "eq -1", "floor", "missed"),
    ],
)  # fmt: skip
def test_verdicts(target: str, outcome: str, goal, verdict: str) -> None:
    assert judge_outcome(state(target), state(outcome), goal) == verdict


def test_what_may_be_rounded_from_the_same_agrees() -> None:
    one, same, other = (
        make_statement(Decimal(value), None, "eq", Decimal(doubt))
        for value, doubt in (("5.2", "0.05"), ("5.23", "0.005"), ("5.31", "0.005"))
    )
    assert agree(one, same)
    assert not agree(one, other)


OPS = st.sampled_from(["eq", "gt", "ge", "lt", "le", "approx", "range"])
NUMBERS = st.decimals(-100, 100, places=1)
STATEMENTS = st.builds(
    lambda op, a, b, doubt: make_statement(min(a, b), max(a, b), op, abs(doubt)),
    OPS, NUMBERS, NUMBERS, st.sampled_from([Decimal(0), Decimal("0.05")]),
)  # fmt: skip


@given(STATEMENTS, STATEMENTS)
def test_agreement_is_symmetric(one, two) -> None:
    assert agree(one, two) == agree(two, one)
    assert agree(one, one)


@given(st.lists(st.tuples(st.sampled_from("abc"), STATEMENTS), max_size=12))
def test_conflicts_are_those_of_all_pairs(listed) -> None:
    by_pairs = [
        n
        for n, (who, said) in enumerate(listed)
        if any(who != other and not agree(said, another) for other, another in listed)
    ]
    assert find_conflicts(listed) == by_pairs


@given(st.randoms(use_true_random=False))
def test_the_order_of_transcripts_is_of_no_account(random) -> None:
    readings = [reading for one in (PLAN, REVIEW, ELSEWHERE) for reading in read(*one)]
    expected = link_readings(readings)
    random.shuffle(readings)
    assert link_readings(readings) == expected


def test_every_claim_with_an_indicator_is_in_one_series() -> None:
    readings = [reading for one in (PLAN, REVIEW, ELSEWHERE) for reading in read(*one)]
    indicators = link_readings(readings)
    seen = [(o.transcript, o.claim) for one in indicators for o in one.observations]
    assert sorted(seen) == sorted((r.observation.transcript, r.observation.claim) for r in readings)
    assert "met" in {pairing.verdict for one in indicators for pairing in one.pairings}


# the stage ---------------------------------------------------------------------------------


def run(folder: Path, *batches: tuple[Record, Record, Record]) -> list[Indicator]:
    output = folder / "indicators.jsonl"
    main([*write_stages(folder, *batches), f"--output={output}"])
    return [Indicator.model_validate_json(line) for line in output.open(encoding="utf-8")]


def test_a_page_has_the_measures_of_so_many_observations_and_one_at_least(monkeypatch) -> None:
    indicators = follow(PLAN, REVIEW, ELSEWHERE)
    reports = {name: (f"{name}.html", title, "") for name, title, _ in (PLAN, REVIEW, ELSEWHERE)}
    whole = make_atlas(indicators, reports).measures
    sizes = [sum(len(rows) for _, rows in one.territories) for one in whole]
    assert len(whole) > 2
    for most, shown in ((sizes[0] + sizes[1], 2), (sizes[0] + sizes[1] - 1, 1), (1, 1)):
        monkeypatch.setattr("pipeline.corpus.indicators.MOST_OBSERVATIONS", max(most, sizes[0]))
        kept = make_atlas(indicators, reports).measures
        assert [one.id for one in kept] == [one.id for one in whole[:shown]]


def test_files_with_problems_and_without_claims_have_no_indicators(tmp_path: Path) -> None:
    name = "2024-07-15-示例"
    stopped = synthetic.make_problem("坏")
    whole = synthetic.make_transcript(name), synthetic.make_segmentation(name)
    none = TranscriptClaims(transcript=name)
    late = synthetic.make_problem(name, "claims")
    assert run(tmp_path / "a", (stopped,) * 3, (*whole, none), (*whole, late)) == []
    assert run(tmp_path / "b") == []
    found = run(tmp_path / "c", (*whole, synthetic.make_claims(name)))
    assert sum(len(one.observations) for one in found) == len(synthetic.CLAIMS)


def test_five_thousand_claims_of_one_indicator(tmp_path: Path) -> None:
    name = "2024-07-15-示例"
    transcript = synthetic.make_transcript(name, title="2024年江西省水利发布会")
    claim = synthetic.make_claims(name).claims[8]
    claims = tuple(
        claim.model_copy(
            update={
                "id": f"c{n + 1}",
                "sentence": f"x{n}",
                "indicator": "全年水利投资额",
                "indicator_span": Span(start=claim.start, end=claim.start),
                "value": str(n),
                "modality": "target" if n % 2 else "actual",
            }
        )
        for n in range(5000)
    )
    record = TranscriptClaims(transcript=name, claims=claims)
    (found,) = run(tmp_path, (transcript, synthetic.make_segmentation(name), record))
    assert len(found.observations) == 5000
    assert len(found.pairings) == 2500
    assert json.loads(found.model_dump_json())["name"] == "水利投资额"


def test_hostile_names_are_names(tmp_path: Path) -> None:
    name = "2024-07-15-示例"
    claims = synthetic.make_claims(name)
    hostile = (
        "</script><script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "（（",
        "\u2028指标指标",
        "的",
    )
    changed = tuple(
        Claim.model_validate({**dict(claim), "indicator": words})
        for claim, words in zip(claims.claims, hostile, strict=False)
    )
    record = claims.model_copy(update={"claims": changed})
    parts = synthetic.make_transcript(name), synthetic.make_segmentation(name), record
    found = run(tmp_path, parts)
    assert sum(len(one.observations) for one in found) == len(hostile)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("江西省一家企业传来消息。全省产量增长5%。", "江西省"),
        ("江西省一家企业传来消息。我国产量增长5%。", None),
        ("重庆市一家企业传来消息。统一全市场规则，产量增长5%。", None),
        ("国家统计局今天公布，产量增长5%。", "全国"),
    ],
)
def test_news_of_a_place_does_not_speak_for_it(text, scope):
    assert read_opening(text) == scope
