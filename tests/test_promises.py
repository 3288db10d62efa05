"""How targets stand, from texts of several years to the page."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import artefacts
from pipeline.corpus.promises import make_ledger, order_group
from pipeline.indicators.stage import main as link_indicators
from pipeline.promises.later import MOST_LATER, ends_within, find_later, get_place
from pipeline.promises.promiser import name_promiser
from pipeline.promises.stage import main
from pipeline.records.base import Record
from pipeline.records.claims import TranscriptClaims
from pipeline.records.indicators import Observation
from pipeline.records.promises import Promise, Relation
from pipeline.records.segmentation import Speaker
from tests.make import tell, write_stages

JOBS = "城镇新增就业"


def make_told(name: str, said: str, province: str = "江西省") -> tuple[Record, ...]:
    """Return what clean, segment and claims make of one answer; the name begins with its date."""
    return tell(name, f"{name[:4]}年{province}政府工作报告", f"答：{said}", publisher="海滨日报")


def follow(folder: Path, *told: tuple[Record, ...]) -> list[Promise]:
    """Return the promises of transcripts, as their stages make them."""
    options = write_stages(folder, *told)
    indicators = str(folder / "indicators.jsonl")
    link_indicators([*options, "--output", indicators])
    output = folder / "promises.jsonl"
    main([*options, "--indicators", indicators, "--output", str(output)])
    return [found for found in artefacts.read(output, Promise) if isinstance(found, Promise)]


PLAN = ("2024-01-20-计划", "2024年，城镇新增就业目标是60万人以上。")


@pytest.mark.parametrize(
    ("later", "state", "reason", "relations"),
    [
        ([], "open", None, []),
        ([("2025-01-20", "2024年，城镇新增就业62万人。")], "met", None, ["outcome"]),
        ([("2025-01-20", "2024年，城镇新增就业58万人。")], "missed", None, ["outcome"]),
        ([("2025-01-20", "2024年，城镇新增就业超过50万人。")], "undecided", "bound", ["outcome"]),
        ([("2024-07-20", "2024年，城镇新增就业目标是70万人以上。")], "changed", None, ["changed"]),
        ([("2024-07-20", "2024年，城镇新增就业目标是60万人以上。")], "open", None, ["repeated"]),
        (
            [("2024-07-20", "2024年上半年，城镇新增就业31万人。")],
            "open",
            "other_period",
            ["progress"],
        ),
        (
            [
                ("2024-07-20", "2024年上半年，城镇新增就业31万人。"),
                ("2025-01-20", "2025年，粮食产量目标是400亿斤。"),
            ],
            "undecided",
            "other_period",
            ["progress"],
        ),
        ([("2025-01-20", "2025年，粮食产量目标是400亿斤。")], "overdue", None, []),
        ([("2025-01-20", "2025年，城镇新增就业目标是61万人。")], "overdue", None, []),
        ([("2025-01-20", "2023年，城镇新增就业59万人。")], "overdue", None, []),
        (
            [("2025-01-20", "城镇新增就业再上新台阶。2025年，城镇新增就业目标是61万人。")],
            "undecided",
            "named_later",
            [],
        ),
        ([("2023-07-20", "2024年，城镇新增就业62万人。")], "open", None, []),
    ],
    ids=lambda given: given if isinstance(given, str) else None,
)
def test_a_target_stands_by_what_was_said_later(
    tmp_path: Path,
    later: list[tuple[str, str]],
    state: str,
    reason: str | None,
    relations: list[str],
) -> None:
    told = [make_told(*PLAN), *(make_told(f"{date}-后", said) for date, said in later)]
    (promise,) = [p for p in follow(tmp_path, *told) if p.transcript == "2024-01-20-计划"]
    assert (promise.name, promise.scope, promise.due) == (JOBS, "江西省", "2024-12-31")
    assert (promise.state, promise.reason) == (state, reason)
    assert [said.relation for said in promise.later] == relations
    assert "60万人" in promise.quote
    assert all(said.text in said.quote for said in promise.later)


def test_a_rate_at_the_end_of_a_year_says_nothing_of_the_whole(tmp_path: Path) -> None:
    plan = make_told("2024-01-20-计划", "2024年，城镇调查失业率目标是全年控制在5.5%以内。")
    at_end = make_told("2025-01-20-后", "2024年末，城镇调查失业率降到5.2%。")
    mean = make_told("2025-01-20-后", "2024年，城镇调查失业率平均为5.2%。")
    (promise,) = follow(tmp_path, plan, at_end)
    assert promise.state == "undecided" and promise.reason in ("other_period", "bound")
    (promise,) = follow(tmp_path, plan, mean)
    assert promise.state == "met"


@pytest.mark.parametrize(
    ("earlier", "before"),
    [
        ("2023年，城镇新增就业59万人。", "59万人"),
        ("2022年，城镇新增就业58万人。2023年，城镇新增就业59万人。", "59万人"),
        ("2023年，城镇新增就业59万人。2024年，城镇新增就业61万人。", "59万人"),
        ("2023年上半年，城镇新增就业31万人。", None),
        ("2025年，城镇新增就业63万人。", None),
    ],
)
def test_beside_a_target_stands_what_was_reached_before(
    tmp_path: Path, earlier: str, before: str | None
) -> None:
    told = make_told("2024-01-10-前", earlier)
    (promise,) = [p for p in follow(tmp_path, make_told(*PLAN), told) if p.transcript == PLAN[0]]
    assert (promise.before.text if promise.before else None) == before


def test_of_two_values_of_the_year_before_none_stands_beside_a_target(tmp_path: Path) -> None:
    one = make_told("2024-01-10-前", "2023年，城镇新增就业59万人。")
    two = make_told("2024-01-11-前", "2023年，城镇新增就业57万人。")
    (promise,) = [p for p in follow(tmp_path, make_told(*PLAN), one, two) if p.due]
    assert promise.before is None


def test_what_is_said_in_passing_is_no_promise(tmp_path: Path) -> None:
    *others, claims = make_told(*PLAN)
    assert isinstance(claims, TranscriptClaims)
    passing = tuple(c.model_copy(update={"salience": "passing"}) for c in claims.claims)
    assert follow(tmp_path, (*others, claims.model_copy(update={"claims": passing}))) == []


def test_a_promise_is_told_in_its_own_words(tmp_path: Path) -> None:
    """Its series counts in another unit, and below zero where it falls."""
    plan = make_told("2024-01-20-计划", "2024年，低效建设用地减量目标是7平方公里。")
    (promise,) = follow(tmp_path, plan)
    assert promise.amount.en == "7 km²"
    assert promise.title is not None and promise.title.en.startswith("Decrease in ")


def test_what_is_told_of_everywhere_is_promised_first(tmp_path: Path) -> None:
    many = "2024年，城镇新增就业目标是60万人以上，垂直绿化面积目标是10万平方米。"
    told = [make_told("2024-01-20-计划", many), make_told("2024-01-21-他", PLAN[1], "湖南省")]
    found = follow(tmp_path, *told)
    assert next(p.name for p in found if p.transcript == "2024-01-20-计划") == JOBS


def test_without_a_later_text_of_the_same_government_that_is_said(tmp_path: Path) -> None:
    other = make_told("2025-01-20-他", "2025年，粮食产量目标是400亿斤。", "海滨省")
    (promise,) = [p for p in follow(tmp_path, make_told(*PLAN), other) if p.name == JOBS]
    assert (promise.state, promise.reason) == ("overdue", "no_later_text")


def test_what_is_linked_with_nothing_is_not_said_to_be_overdue(tmp_path: Path) -> None:
    vague = make_told("2024-01-20-计划", "2024年，增速目标是10%。")
    later = make_told("2025-01-20-后", "2025年，粮食产量目标是400亿斤。")
    found = [p for p in follow(tmp_path, vague, later) if p.period == "2024"]
    assert {(p.state, p.reason) for p in found} == {("undecided", "not_linked")}


def test_the_order_of_transcripts_is_of_no_account(tmp_path: Path) -> None:
    told = [make_told(*PLAN), make_told("2025-01-20-后", "2024年，城镇新增就业62万人。")]
    first = follow(tmp_path, *told)
    assert follow(tmp_path, *reversed(told)) == first


def test_without_targets_and_without_transcripts_there_are_none(tmp_path: Path) -> None:
    assert follow(tmp_path, make_told("2024-01-20-无", "感谢各位记者。")) == []
    indicators = tmp_path / "indicators.jsonl"
    artefacts.write(indicators, ())
    main(["--indicators", str(indicators), "--output", str(tmp_path / "promises.jsonl")])
    assert (tmp_path / "promises.jsonl").read_bytes() == b""


def test_groups_count_every_promise(tmp_path: Path) -> None:
    later = make_told(
        "2025-01-20-后", "2024年，城镇新增就业62万人。2025年，粮食产量目标是400亿斤。"
    )
    ledger = make_ledger(follow(tmp_path, make_told(*PLAN), later))
    (groups,) = ledger.groups.values()
    assert [(group.year, dict(group.counts)) for group in groups] == [
        ("2024", {"met": 1}),
        ("2025", {"open": 1}),
    ]
    assert sum(sum(group.counts.values()) for group in groups) == ledger.total == 2


def test_a_page_has_so_many_promises_and_words_on_them(tmp_path: Path, monkeypatch) -> None:
    later = make_told(
        "2025-01-20-后", "2024年，城镇新增就业62万人。2025年，粮食产量目标是400亿斤。"
    )
    promises = follow(tmp_path, make_told(*PLAN), later)
    words = [1 + len(promise.later) for promise in promises]
    for most, shown in ((words[0] - 1, 0), (words[0], 1), (sum(words), len(promises))):
        monkeypatch.setattr("pipeline.corpus.promises.MOST_WORDS", most)
        ledger = make_ledger(promises)
        assert (len(ledger.rows), ledger.total) == (shown, len(promises))


def test_what_is_not_known_of_promises_comes_last() -> None:
    places = [("", "2020"), ("", ""), ("福建省政府", ""), ("福建省政府", "2026")]
    assert sorted(places, key=order_group) == [*places[:1:-1], *places[:2]]


def relate(target: Observation, seen: Observation) -> Relation | None:
    """Return what an observation is to a target, by looking at these two alone."""
    if not target.date or not seen.date or seen.date <= target.date:
        return None
    if seen.modality == "target" and seen.period == target.period is not None:
        return "repeated" if seen.value == target.value else "changed"
    if seen.modality != "actual":
        return None
    if seen.period == target.period:
        return "outcome"
    return "progress" if ends_within(seen.period, target.period) else None


OBSERVATIONS = st.lists(
    st.builds(
        Observation.model_construct,
        transcript=st.just("一"),
        date=st.sampled_from([None, "2024-01-20", "2024-07-20", "2025-01-20", "2026-01-20"]),
        period=st.sampled_from([None, "2024", "2024-H1", "2025", "2024/2026"]),
        value=st.sampled_from(["1", "2", "3"]),
        value_high=st.none(),
        modality=st.sampled_from(["target", "actual", "forecast"]),
    ),
    max_size=12,
)


@given(OBSERVATIONS)
def test_what_was_said_later_is_what_looking_at_every_two_finds(seen: list[Observation]) -> None:
    seen = [one.model_copy(update={"claim": f"c{number:02}"}) for number, one in enumerate(seen)]
    found = {get_place(target): later for target, later in find_later(seen, {})}
    assert set(found) == {get_place(one) for one in seen if one.modality == "target"}
    for target in seen:
        if target.modality == "target":
            dated = sorted(seen, key=lambda one: (one.date or "", get_place(one)))
            expected = [(word, one) for one in dated if (word := relate(target, one))]
            later = found[get_place(target)]
            assert later.words == expected and later.total == len(expected)
            decide = {"changed", "outcome", "progress"}
            assert later.relations & decide == {word for word, _ in expected} & decide


def test_of_very_much_the_newest_is_told_and_the_outcome(tmp_path: Path) -> None:
    outcome = make_told("2025-01-20-果", "2024年，城镇新增就业62万人。")
    again = [
        make_told(f"2025-{2 + day // 28:02}-{1 + day % 28:02}-再", PLAN[1])
        for day in range(MOST_LATER + 5)
    ]
    found = follow(tmp_path, make_told(*PLAN), outcome, *again)
    (first,) = [p for p in found if p.transcript == PLAN[0]]
    assert first.state == "met" and first.later_count == MOST_LATER + 6
    assert [word.relation for word in first.later] == ["outcome"] + ["repeated"] * MOST_LATER


@pytest.mark.parametrize(
    ("title", "publisher", "speaker", "promiser"),
    [
        ("2026年江西省政府工作报告", "江西日报", None, "江西省政府"),
        ("2026年四川省人民政府工作报告", "四川日报", "赵志国", "四川省政府"),
        ("海滨省举行新闻发布会", "海滨日报", "赵志国", "省通信管理局"),
        ("海滨省举行新闻发布会", "海滨日报", "江城日报记者", None),
        ("海滨省举行新闻发布会", "海滨日报", None, "海滨省"),
        ("春耕时节", "海滨日报", None, "省通信管理局"),
    ],
)
def test_who_promises_is_not_who_prints(
    title: str, publisher: str, speaker: str | None, promiser: str | None
) -> None:
    cast = (
        Speaker(
            name="赵志国", role="official", office="局长", organisation="省通信管理局", aliases=()
        ),
        Speaker(
            name="江城日报记者", role="reporter", office=None, organisation="江城日报", aliases=()
        ),
    )
    assert name_promiser(title, publisher, cast, speaker) == promiser


def test_a_newspaper_alone_promises_nothing() -> None:
    assert name_promiser("春耕时节", "海滨日报", ()) is None
    assert name_promiser("春耕时节", "海滨省农业农村厅", ()) == "海滨省农业农村厅"
