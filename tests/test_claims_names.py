"""What a number measures is named in whole words, in both languages."""

from pathlib import Path

import pytest

from pipeline.claims.component import make_records
from pipeline.claims.stage import find_claims
from tests.make import LEXICON

DATE = "2025-03-05"
LINES = [
    line.split("\t")
    for line in Path(__file__)
    .with_name("claims_names.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
]


def find_named(text, number):
    claims = find_claims(*make_records(text, DATE), LEXICON).claims
    return next(claim for claim in claims if claim.text.startswith(number))


def make_case(kind, text, number, name):
    marks = pytest.mark.xfail(strict=True, reason="not read yet") if kind.endswith("?") else ()
    return pytest.param(text, number, name, marks=marks, id=f"{kind}: {text} {number}")


@pytest.mark.parametrize(("text", "number", "name"), [make_case(*line) for line in LINES])
def test_a_name_is_what_a_person_would_copy(text, number, name):
    named = find_named(text, number).indicator_name
    assert (named.zh if named else "–") == name


def test_a_share_told_by_a_predicate_says_in_english_what_it_is_of():
    name = find_named("调查显示，62%的受访企业计划扩大投资。", "62%").indicator_name
    assert name.en == "Share of surveyed enterprises …"


def test_who_are_told_by_a_predicate_alone_are_people_in_english():
    name = find_named("台风致3000余人被迫转移。", "3000余人").indicator_name
    assert name.en == "Number of people …"


@pytest.mark.parametrize(
    ("text", "number", "zh", "en"),
    [
        # A part takes the measure of its whole, also in the next sentence and after a semicolon.
        ("2024年，居民人均可支配收入增长6%。其中，城镇居民增长5%；农村居民增长7%。", "7%",
         "农村居民人均可支配收入增幅",
         "Growth in per capita disposable income of rural households"),
        ("2024年，新增装机3亿千瓦。其中，水电1000万千瓦。", "1000万千瓦",
         "水电装机", "Installed hydropower capacity"),
        ("2024年，全市在册企业320家。其中，制造业90家。", "90家", "制造业", "Manufacturing"),
        # A noun of change alone is of what was told before, and points are those of its growth.
        ("2024年，工业增加值增长6%。这一增速高于全国1.2个百分点。", "1.2个百分点",
         "工业增加值增速与全国的差距",
         "Difference in growth rate of industrial value added from the national level"),
        ("2月份，工业增加值同比增长6%，比上月加快0.8个百分点。", "0.8个百分点",
         "工业增加值增速",
         "Increase in growth rate of industrial value added, period on period"),
        ("2月份，失业率为5.1%，比上月下降0.1个百分点。", "0.1个百分点",
         "失业率环比降幅", "Decrease in unemployment rate, period on period"),
        # Lists: what is said once, references one by one, a list that is counted.
        ("2024年，内、外贸吞吐量分别增长4%和5%。", "4%",
         "内贸吞吐量增幅", "Growth in throughput of domestic trade"),
        ("2月份，零售额分别比上月和上年同期增长0.5%和3.7%。", "3.7%",
         "零售额同比增幅", "Growth in retail sales, year on year"),
        ("2024年，甲市、乙市、丙市三市的用电量分别增长2%、3%和4%。", "3%",
         "乙市用电量增幅", "Growth in 乙市用电量 (electricity consumption)"),
        # 和 may stand in an item; what the last says of all is said of each.
        ("2024年，消费支出、资本形成总额、货物和服务净出口对经济增长的贡献率分别为55%、25%、20%。",
         "25%", "资本形成总额对经济增长的贡献率",
         "Contribution of gross capital formation to economic growth"),
        # A verb alone is no number of people.
        ("2月份，事故造成3人受伤。", "3人", "受伤人数", "Number of injured"),
        # What is aimed at is no part of a name; an amount is no rate; years have their average.
        ("2025年，地区生产总值增长目标5%左右。", "5%",
         "地区生产总值增幅", "Growth in gross regional product"),
        ("2024年，粮食产量比上年增加221亿斤。", "221亿斤",
         "粮食产量同比增量", "Increase in grain output, year on year"),
        ("“十四五”期间，劳动生产率年均增长6%。", "6%",
         "劳动生产率年均增幅", "Average annual growth in labour productivity"),
    ],
)  # fmt: skip
def test_a_name_says_all_that_is_measured(text, number, zh, en):
    claims = find_claims(*make_records(text, DATE), LEXICON).claims
    name = next(claim.indicator_name for claim in claims if claim.text == number)
    assert (name.zh, name.en) == (zh, en)


def test_what_names_nothing_is_of_what_was_told_before():
    claims = find_claims(
        *make_records("2月份，食品价格同比上涨5%；环比上涨2%。", DATE), LEXICON
    ).claims
    assert [claim.indicator for claim in claims] == ["食品价格", "食品价格"]
