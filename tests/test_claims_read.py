"""What a number means: invented sentences by kind, and how sure it is."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.claims.component import make_records
from pipeline.claims.read.doubts import DOUBTFUL
from pipeline.claims.read.features import FEATURES
from pipeline.claims.read.weighing import FILE, Candidate, choose, load_weights
from pipeline.claims.stage import find_claims
from pipeline.errors import InputError
from tests.make import LEXICON, claims_of

FIELDS = ("indicator", "period", "modality")
LINES = [
    line.split("\t")
    for line in Path(__file__).with_name("claims_read.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def read_line(date, text, surface):
    found = find_claims(*make_records(text.replace("⏎", "\n"), date), LEXICON).claims
    return next((claim for claim in reversed(found) if claim.text == surface), None)


def make_case(line):
    kind, date, text, surface, *fields = line
    open_question = kind.endswith("?")
    marks = pytest.mark.xfail(strict=True, reason="not read yet") if open_question else ()
    wanted = dict(zip(FIELDS, fields, strict=False))
    return pytest.param(date, text, surface, wanted, marks=marks, id=f"{kind}: {text} {surface}")


@pytest.mark.parametrize(("date", "text", "surface", "wanted"), [make_case(line) for line in LINES])
def test_what_a_number_means(date, text, surface, wanted):
    claim = read_line(date, text, surface)
    assert claim is not None
    found = {name: getattr(claim, name) or "–" for name, value in wanted.items() if value}
    for name, value in wanted.items():
        if value and name == "period":
            assert found[name].lstrip("/") == value.lstrip("/")
        elif value:
            assert found[name] == value


def test_most_kinds_are_read():
    open_questions = [line for line in LINES if line[0].endswith("?")]
    assert len(open_questions) <= len(LINES) / 5


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            lambda lines: [*lines, "period\tlimit.near_behind.罚款\t1.00\tx"],
            ["limit.near_behind.罚款", "nothing finds"],
        ),
        (lambda lines: [*lines, "period\tnamed.mood\t1.00\tx"], ["named.mood", "nothing finds"]),
        (
            lambda lines: [line for line in lines if "\tnone.lasting\t" not in line],
            ["none.lasting"],
        ),
        (lambda lines: [*lines, lines[1]], ["twice"]),
        (lambda lines: [*lines, "period\tnamed"], ["tab"]),
        (lambda lines: [lines[0], "period\tnamed\tmuch\tx", *lines[2:]], ["much", "number"]),
    ],
)
def test_a_wrong_weights_file_is_one_sentence(tmp_path, change, words):
    path = tmp_path / "weights.tsv"
    shutil.copy(FILE, path)
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    path.write_text("\n".join(change(lines)) + "\n", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        load_weights(FEATURES, path)
    message = str(raised.value)
    assert "weights.tsv" in message and "\n" not in message
    assert all(word in message for word in words)


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=5), min_size=1, max_size=6))
def test_probabilities_of_a_choice(features):
    weights = dict(zip("abcdef", (-40.0, -1.0, 0.0, 0.5, 2.0, 700.0), strict=True))
    made = choose([Candidate(n, found) for n, found in enumerate(features)], weights)
    assert abs(sum(made.probabilities) - 1) < 1e-9
    assert made.probabilities[made.chosen] == max(made.probabilities)
    assert 0 <= made.confidence <= 1
    assert made.runner_up is None or made.runner_up != made.chosen


ALPHABET = (
    "一三年月日去今前到至为将力争预计已增长降占比的、，。：“”《》（）\n产量企业2021%万亿元个第名"
)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=60))
def test_confidence_and_doubt_agree(text):
    for claim in claims_of(text, "2022-08-15").claims:
        for name in FIELDS:
            confidence = getattr(claim, f"{name}_confidence")
            assert 0 <= confidence <= 1
            assert (name in claim.doubtful) <= (confidence <= DOUBTFUL)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("高技术制造业增长7.1%。", "高技术制造业增幅", "Growth in high-tech manufacturing"),
        ("出口同比下降2%。", "出口同比降幅", "Decline in exports, year on year"),
        ("居民消费价格涨幅2%。", "居民消费价格涨幅", "Growth in consumer prices"),
        ("粮食产量300万吨。", "粮食产量", "Grain output"),
        (
            "比年初新增存单，余额比年初新增30亿元。",
            "余额较年初增量",
            "Increase in balance against 年初",
        ),
        (
            "汽车产量翻一番。",
            "汽车产量为原来的倍数",
            "Output of automobiles, as a multiple of what it was",
        ),
    ],
)
def test_a_name_says_growth(text, zh, en):
    name = claims_of(text).claims[0].indicator_name
    assert (name.zh, name.en) == (zh, en)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("出口110亿元，占进出口的近六成（59.3%）。", ["出口", *["出口占进出口的比重"] * 2]),
        (
            "民营企业出口17亿元，占比提升2.1个百分点至55%。",
            ["民营企业出口", "民营企业出口占比升幅", "民营企业出口占比"],
        ),
        ("农产品、机电产品出口额分别为3亿元、5亿元。", ["农产品出口额", "机电产品出口额"]),
        (
            "对东盟、欧盟分别出口3亿元、5亿元，分别增长1%和2%。",
            ["对东盟出口", "对欧盟出口", "对东盟出口增幅", "对欧盟出口增幅"],
        ),
        ("旅客总人数、旅游总收入分别增长5%和7%。", ["旅客总人数增幅", "旅游总收入增幅"]),
        ("销售面积下降15%，降幅收窄3个百分点。", ["销售面积降幅", "销售面积降幅"]),
        ("常住人口[3]763万人。", ["常住人口"]),
        ("全国共有乡镇卫生院3.3万个。", ["乡镇卫生院"]),
        ("出口300亿元，是去年同期的1.5倍。", ["出口", "出口为去年同期的倍数"]),
    ],
)
def test_a_name_says_what_the_sentence_leaves_out(text, names):
    assert [claim.indicator_name.zh for claim in claims_of(text).claims] == names


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("立法會批出津貼35萬元，另有一千港元。", "HKD"),
        ("行政院編列預算30億元。", "TWD"),
        ("財政司司長說，訪港旅客消費達1865億元。", "HKD"),
        ("國防部去年編列採購費用30億元，海峽中線以東演訓。", "TWD"),
        ("規模以上工業企業利潤達1865億元。", "CNY"),
        ("工業企業利潤達1865億元。", None),
        ("立法會批出人民幣35萬元。", "CNY"),
        ("立法会批出津贴35万元，另有一千港元。", "CNY"),
    ],
)
def test_the_currency_of_a_place(text, unit):
    assert claims_of(text).claims[0].unit == unit
