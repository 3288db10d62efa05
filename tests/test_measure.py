"""Units, periods and values: each is known once, in one file."""

import re
import shutil
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.component import make_records
from pipeline.claims.read.lexicon import load_lexicon
from pipeline.claims.stage import find_claims
from pipeline.errors import InputError
from pipeline.measure.manner import MannerWords
from pipeline.measure.period import Period
from pipeline.measure.units import PATH, load_units
from pipeline.measure.words import word_quantity
from tests.make import claims_of

UNITS = load_units()
WRITTEN = [(unit.names[0], *unit.written) for unit in UNITS.unit if unit.written]


@pytest.mark.parametrize(("name", "value", "zh", "en"), WRITTEN)
def test_a_unit_is_written_as_its_entry_says(name, value, zh, en):
    worded = word_quantity(value, None, name, UNITS)
    assert (worded.zh, worded.en) == (zh, en)


@pytest.mark.parametrize("name", UNITS.wordings)
def test_every_unit_is_said_in_english(name):
    assert not re.search(r"[\u4e00-\u9fff]", word_quantity("5", None, name, UNITS).en)


@pytest.mark.parametrize(
    ("value", "unit", "base", "converted"),
    [
        ("44610000000", "斤", "吨", "22305000"),
        ("5000", "公斤", "吨", "5"),
        ("1700", "千米", "公里", "1700"),
        ("350", "米", "公里", "0.35"),
        ("2", "公顷", "亩", "30"),
        ("50", "平米", "平方米", "50"),
        ("2", "吉瓦", "千瓦", "2000000"),
        ("120", "GWh", "千瓦时", "120000000"),
        ("27.4", "微克每立方米", "微克/立方米", "27.4"),
        ("5", "标准箱", "标箱", "5"),
        ("700000", "名", "人", "700000"),
        ("3.2", "‰", "%", "0.32"),
        ("25", "个基点", "pp", "0.25"),
        ("2", "年", "个月", "24"),
        ("3", "CNY", "CNY", "3"),
        ("3", "斛", "斛", "3"),
    ],
)
def test_units_of_one_dimension_convert_exactly(value, unit, base, converted):
    found = UNITS.find_base(unit)
    assert found.unit == base
    assert Decimal(value) * found.factor == Decimal(converted)


def test_a_claim_has_its_value_in_the_base_unit():
    claim = claims_of("全年发电230万千瓦时至250万千瓦时。").claims[0]
    assert (claim.unit, claim.dimension, claim.base_unit) == ("千瓦时", "energy", "千瓦时")
    assert (claim.base_value, claim.base_value_high) == ("2300000", "2500000")
    (claim,) = claims_of("储能300吉瓦时。").claims
    assert (claim.base_value, claim.base_unit) == ("300000000", "千瓦时")


def test_a_unit_is_added_in_one_file(tmp_path):
    """It is found, converted, and said in both languages."""
    path = tmp_path / "units.toml"
    shutil.copy(PATH, path)
    entry = '\n[[unit]]\nkind = "measure"\nsurfaces = ["斛"]\ndimension = "volume"\n'
    with path.open("a", encoding="utf-8") as file:
        file.write(entry + 'factor = "0.05"\nen = "hu"\nexamples = { "收粮3万斛" = "30000" }\n')
    units = load_units(path)
    (claim,) = find_claims(*make_records("收粮3万斛。"), load_lexicon(units=path)).claims
    assert (claim.value, claim.unit, claim.base_value, claim.base_unit) == (
        "30000", "斛", "1500", "立方米",
    )  # fmt: skip
    assert word_quantity(claim.value, None, claim.unit, units).en == "30,000 hu"


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ('surfaces = ["吨"]', ["吨", "twice"]),
        ('surfaces = ["斛"]\ndimension = "volume"', ["斛", "factor"]),
        ('surfaces = ["斛"]\ndimension = "grain"\nfactor = "2"', ["斛", "factor", "base unit"]),
        ('surfaces = ["斛"]\nnot_words = ["石头"]', ["斛", "石头"]),
        ("surfaces = []", ["name or surfaces"]),
    ],
)
def test_a_malformed_unit_is_one_sentence(tmp_path, entry, words):
    path = tmp_path / "units.toml"
    shutil.copy(PATH, path)
    with path.open("a", encoding="utf-8") as file:
        file.write(
            f'\n[[unit]]\nkind = "measure"\nen = "hu"\nexamples = {{ "3斛" = "3" }}\n{entry}\n'
        )
    with pytest.raises(InputError) as raised:
        load_units(path)
    assert all(word in str(raised.value) for word in ["units.toml", *words])
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "start", "end", "granularity"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31), "year"),
        ("2020-H2", date(2020, 7, 1), date(2020, 12, 31), "half"),
        ("2020-Q1", date(2020, 1, 1), date(2020, 3, 31), "quarter"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("2020-02-29", date(2020, 2, 29), date(2020, 2, 29), "day"),
        ("2020-01/2020-11", date(2020, 1, 1), date(2020, 11, 30), "interval"),
        ("/2021-12", None, date(2021, 12, 31), "until"),
        ("2021/", date(2021, 1, 1), None, "interval"),
    ],
)
def test_a_period_has_days_and_a_length(text, start, end, granularity):
    period = Period.parse(text)
    assert (period.start, period.end, period.granularity) == (start, end, granularity)


@given(st.one_of(st.none(), st.text(alphabet="0129-/QH十 ", max_size=21)))
def test_any_other_text_is_no_period(text):
    period = Period.parse(text)
    if period and period.start and period.end and period.granularity != "interval":
        assert period.start <= period.end
    if period:
        assert period.in_words().zh


@pytest.mark.parametrize("text", MannerWords.load().examples)
def test_how_a_value_was_made(text):
    (claim,) = claims_of(f"{text}。").claims
    assert (claim.statistic or "", claim.flow) == MannerWords.load().examples[text]


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        ("5.2%", "5.23%", "nothing"),
        ("5.2%", "5.2%", "repeated"),
        ("5.2%", "5.3%", "contradiction"),
        ("30万亿元", "30.4万亿元", "nothing"),
        ("30万亿元", "31万亿元", "contradiction"),
    ],
)
def test_values_that_can_both_be_true_are_no_contradiction(one, two, said):
    checks = claims_of(f"2020年进出口总额增幅为{one}。2020年进出口总额增幅为{two}。").checks
    assert [check.kind for check in checks] == ([] if said == "nothing" else [said])
