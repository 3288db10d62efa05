"""The headline table of provincial work reports comes out right, from the file to the series."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from pipeline.claims.component import make_records
from pipeline.claims.stage import find_claims
from pipeline.clean.stage import clean, load_knowledge
from pipeline.indicators.linking import link_readings
from pipeline.indicators.reading import IndicatorReading, read_every_claim
from pipeline.language.structure.lines import load_structure
from pipeline.language.tokenizer import Tokenizer, load_terms
from pipeline.metadata import Metadata
from pipeline.records.indicators import Indicator, Observation
from pipeline.records.transcript import Transcript
from pipeline.segment.stage import segment
from tests.make import LEXICON

REPORTS = Path(__file__).parents[2] / "shared/data/reports"
TABLE = tomllib.loads(Path(__file__).with_name("headlines.toml").read_text(encoding="utf-8"))
WORDED = tomllib.loads(
    Path(__file__).with_name("headlines_worded.toml").read_text(encoding="utf-8")
)
TITLED = tomllib.loads(
    Path(__file__).with_name("headlines_titled.toml").read_text(encoding="utf-8")
)
YEARS = {"actual": "2025", "target": "2026"}
LEVELS = {"城镇新增就业": "人", "城镇调查失业率": "%"}
NAMES = sorted({name for rows in TABLE.values() for name in rows})
INCOMES = [f"{who}人均可支配收入" for who in ("居民", "城镇居民", "农村居民")]


def write(seen: Observation) -> str:
    """Return an observation as a cell of the table."""
    if seen.value_high is not None:
        return f"{seen.value}–{seen.value_high}"
    return seen.value if seen.op == "eq" else f"{seen.op} {seen.value}"


def find_cell(
    indicators: list[Indicator], place: str, name: str, modality: str, year: str | None = None
) -> list[str]:
    """Return what the series of a territory tell of a headline in the year of the modality.

    The level at the end of a year is that of the year.
    """
    year = year or YEARS[modality]
    kind, unit = ("level", LEVELS[name]) if name in LEVELS else ("change", "%")
    return [
        write(seen)
        for one in indicators
        if (one.name, one.kind, one.unit, one.scope) == (name, kind, unit, place)
        and one.statistic is None
        for seen in one.observations
        if seen.period in (year, f"{year}-12") and seen.modality == modality
    ]


@cache
def read_reports() -> list[Indicator]:
    """Return the series of all reports."""
    knowledge, structure, tokenizer = load_knowledge(), load_structure(), Tokenizer(load_terms())
    readings: list[IndicatorReading] = []
    for path in sorted(REPORTS.glob("*.txt")):
        transcript = clean(path, Metadata(), knowledge)
        parts = segment(transcript, structure, tokenizer)
        found = find_claims(transcript, parts, LEXICON)
        readings += read_every_claim(transcript, parts, found).readings
    return link_readings(readings)


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the reports are not part of the repository")
@pytest.mark.parametrize("place", TABLE)
@pytest.mark.parametrize("modality", YEARS)
def test_each_cell_of_the_headline_table(place, modality):
    found = {name: find_cell(read_reports(), place, name, modality) for name in NAMES}
    wanted = {name: TABLE[place].get(name, {}).get(modality) for name in NAMES}
    assert found == {name: [cell] if cell else [] for name, cell in wanted.items()}


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("全省规模工业增加值增长6.5%。", {"规模以上工业增加值": "6.5"}),
        (
            "规上工业增加值、固定资产投资均增长6%。",
            {"规模以上工业增加值": "6", "固定资产投资": "6"},
        ),
        (
            "社消零总额增长5.1%，货物进出口下降3%。",
            {"社会消费品零售总额": "5.1", "进出口总额": "-3"},
        ),
        ("地方级一般公共预算收入同口径增长2.5%。", {"一般公共预算收入": "2.5"}),
        ("新增城镇就业46万人。", {"城镇新增就业": "460000"}),
        ("城镇调查失业率平均为5.1%。", {"城镇调查失业率": "5.1"}),
        ("经济增长5%，CPI上涨0.2%。", {"生产总值": "5", "居民消费价格": "0.2"}),
        ("GDP达到5.5万亿元、增长5.1%。", {"生产总值": "5.1"}),
        ("工业投资增长7%，民间投资增长3%。", {}),
        ("城镇调查失业率月均值5.3%，低于5.5%的控制目标。", {"城镇调查失业率": "5.3"}),
        ("居民消费价格总体平稳，涨幅为0.4%。", {"居民消费价格": "0.4"}),
        ("固定资产投资总量突破万亿元大关、增长4.5%。", {"固定资产投资": "4.5"}),
        ("规上工业仍实现增加值增速6.2%。", {"规模以上工业增加值": "6.2"}),
        ("社会消费品零售总额在高基数上增长4.8%。", {"社会消费品零售总额": "4.8"}),
        ("城镇新增就业22万人，超过18万人的年度目标。", {"城镇新增就业": "220000"}),
        (
            "生产总值增长5%，上半年、前三季度分别增长4%、6%；一般公共预算收入增长2%。",
            {"生产总值": "5", "一般公共预算收入": "2"},
        ),
    ],
)
def test_headlines_under_other_names(text, cells):
    told = read_headlines(f"2025年，{text}", "actual")
    assert told == {name: [cells[name]] if name in cells else [] for name in NAMES}


@pytest.mark.parametrize(
    ("text", "all_", "urban", "rural"),
    [
        ("居民人均可支配收入增长6%，其中城镇居民增长5%、农村居民增长7%。", "6", "5", "7"),
        ("城镇、农村常住居民人均可支配收入分别增长5%和7%。", None, "5", "7"),
        (
            "城镇和农村居民人均可支配收入分别增长5%、7%，增速分别居全国第7位和第9位。",
            None,
            "5",
            "7",
        ),
        ("城乡居民人均可支配收入分别达到5万元和3万元，分别增长5%和7%。", None, "5", "7"),
        ("城镇、农村居民人均可支配收入分别达到5万元、3万元，增长5%、7%。", None, "5", "7"),
        ("城镇、农村居民人均可支配收入分别下降0.2%和增长7%。", None, "-0.2", "7"),
        ("城镇、农村居民人均可支配收入分别连续9年、8年居首位，分别增长5%、7%。", None, "5", "7"),
        ("全体居民人均可支配收入增长6%；城镇居民人均可支配收入增长5%。", "6", "5", None),
    ],
)
def test_income_of_all_and_of_each(text, all_, urban, rural):
    wanted = {"居民": all_, "城镇居民": urban, "农村居民": rural}
    names = [f"{who}人均可支配收入" for who in wanted]
    told = read_headlines(f"2025年，{text}", "actual", names)
    assert list(told.values()) == [[cell] if cell else [] for cell in wanted.values()]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("一般公共预算收入下降16.8%，剔除留抵退税因素，同口径下降3%。", "-16.8"),
        ("一般公共预算收入增长0.5%（扣除一次性因素后增长3.6%）。", "0.5"),
        ("一般公共预算收入500亿元，为预算的96.9%，增长0.6%。", "0.6"),
    ],
)
def test_what_is_computed_otherwise_is_an_aside(text, cell):
    assert read_headlines(f"2025年，{text}", "actual")["一般公共预算收入"] == [cell]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("一般公共预算收入扣除留抵退税因素后增长2.6%。", "一般公共预算收入（扣除留抵退税因素）"),
        ("剔除房地产开发投资，固定资产投资增长2.6%。", "固定资产投资（扣除房地产开发投资）"),
        ("固定资产投资下降1%，扣除能源行业影响后增长2.6%。", "固定资产投资（扣除能源行业）"),
        ("扣除价格因素，居民人均可支配收入增长2.6%。", "居民人均可支配收入"),
    ],
)
def test_what_is_left_when_something_is_taken_out_is_another_thing(text, name):
    whole, _, part = name.partition("（")
    told = read_headlines(f"2025年，{text}", "actual", [whole, name])
    assert told[name] == ["2.6"]
    assert not part or "2.6" not in told[whole]


def test_what_is_expected_in_a_review_is_of_the_year_before():
    text = "一、2025年工作回顾\n预计全年地区生产总值增长5%，居民消费价格上涨0.2%。"
    told = read_headlines(text, "actual")
    assert (told["生产总值"], told["居民消费价格"]) == (["5"], ["0.2"])


@pytest.mark.parametrize(
    ("text", "name", "actual", "target"),
    [
        ("生产总值增长5.4%，高于年初5%的预期目标。", "生产总值", "5.4", "5"),
        ("固定资产投资增长3%，未达到5%左右的目标。", "固定资产投资", "3", "approx 5"),
        (
            "规上工业增加值增长6.5%（年度目标6%以上）。",
            "规模以上工业增加值",
            "6.5",
            "ge 6",
        ),
        ("城镇新增就业9万人、完成目标任务8万人的112.5%。", "城镇新增就业", "90000", "80000"),
        ("城镇新增就业9万人，为年度目标8万人的112.5%。", "城镇新增就业", "90000", "80000"),
        ("城镇调查失业率5.1%，低于5.5%的控制目标。", "城镇调查失业率", "5.1", "5.5"),
    ],
)
def test_what_was_aimed_at_stands_beside_what_was_reached(text, name, actual, target):
    indicators = read_indicators(f"2025年，{text}", "2026-02-01", "2026年湖南省政府工作报告")
    found = [find_cell(indicators, "湖南省", name, told, "2025") for told in YEARS]
    assert found == [[actual], [target]]


@pytest.mark.parametrize("report", WORDED)
@pytest.mark.parametrize("modality", YEARS)
def test_headlines_of_reports_in_other_words(report, modality):
    cells = WORDED[report][modality]
    told = read_headlines(WORDED[report]["text"], modality)
    assert told == {name: [cells[name]] if name in cells else [] for name in NAMES}


def test_a_value_moves_from_that_of_the_year_before_the_one_told():
    text = WORDED["what was expected, and the year before"]["text"]
    indicators = read_indicators(text, "2026-02-01", "2026年湖南省政府工作报告")
    for name, before, told in (
        ("规模以上工业增加值", "5.1", "6.3"),
        ("城镇调查失业率", "5.4", "5.2"),
    ):
        found = [find_cell(indicators, "湖南省", name, "actual", y) for y in ("2024", "2025")]
        assert found == [[before], [told]]


def test_what_was_expected_of_the_year_told_is_its_target():
    text = WORDED["what was expected, and the year before"]["text"]
    indicators = read_indicators(text, "2026-02-01", "2026年湖南省政府工作报告")
    found = {n: find_cell(indicators, "湖南省", n, "target", "2025") for n in NAMES}
    assert {n: c for n, c in found.items() if c} == {"生产总值": ["5.5"], "固定资产投资": ["4"]}


@pytest.mark.parametrize("report", TITLED)
@pytest.mark.parametrize("modality", YEARS)
def test_headlines_of_reports_that_their_titles_place(report, modality):
    told = TITLED[report]
    indicators = read_indicators(told["text"], told["date"], told["title"])
    year = str(int(told["date"][:4]) - (modality == "actual"))
    found = {
        name: find_cell(indicators, told["place"], name, modality, year)
        for name in (*NAMES, *INCOMES)
    }
    assert {name: cells for name, cells in found.items() if cells} == {
        name: [cell] for name, cell in told[modality].items()
    }


def read_headlines(text: str, modality: str, wanted: list[str] = NAMES) -> dict[str, list[str]]:
    """Return what the series tell of each headline in a report of one province."""
    indicators = read_indicators(text, "2026-02-01", "2026年湖南省政府工作报告")
    return {name: find_cell(indicators, "湖南省", name, modality) for name in wanted}


def read_indicators(text: str, date: str, title: str) -> list[Indicator]:
    """Return the series of a report with a title."""
    transcript, parts = make_records(text, date)
    transcript = transcript.model_copy(update={"title": title})
    assert isinstance(transcript, Transcript)
    found = find_claims(transcript, parts, LEXICON)
    return link_readings(read_every_claim(transcript, parts, found).readings)
