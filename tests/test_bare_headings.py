"""Headings without a number are known by their looks, their neighbours and each other."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.structure.bare_headings import HeadingWeights, find_bare_headings
from pipeline.records.transcript import Label

WEIGHTS = HeadingWeights.load()


class PlainLine(NamedTuple):
    text: str
    kind: str
    label: Label | None


STORY = """老街换新颜
去年，老街改造了三公里，惠及商户260家。
路平了，客多了
改造之前，下雨天要垫着砖头走。现在石板路直通码头，周末客流两万人次。
“老字号”有了新生意
糕饼铺的掌柜说，一天要卖四百斤，是去年的两倍。
夜里灯亮了
沿街装了路灯86盏，夜市开到晚上十一点。"""
HEADINGS = ["路平了，客多了", "“老字号”有了新生意", "夜里灯亮了"]
CAPTIONS = """老街换新颜
去年，老街改造了三公里，惠及商户260家。
图为改造后的老街
改造之前，下雨天要垫着砖头走。现在石板路直通码头，周末客流两万人次。
游客在石板路上拍照。李明 摄
糕饼铺的掌柜说，一天要卖四百斤，是去年的两倍。"""
BROKEN = """今年上半年，全市新建道路十二公里，改造老旧小区
三十六个，惠及居民一万两千户，比去年同期多了两成
，资金到位率百分之九十五。下半年还要新建道路八公
里，年底以前全部完工。"""


def make_label(text):
    """Return the label at the beginning of a line of the briefing."""
    name, colon, _ = text.partition("：")
    role = "reporter" if name.endswith("记者") else "official"
    label = Label(role=role, name=name, words=name, style="colon", speech_start=len(name) + 1)
    return label if colon else None


def read(text, title=True):
    kinds = ["title" if title else "paragraph", *["paragraph"] * text.count("\n")]
    return [PlainLine(line, kind, None) for line, kind in zip(text.split("\n"), kinds, strict=True)]


@pytest.mark.parametrize(("text", "headings"), [(STORY, HEADINGS), (CAPTIONS, []), (BROKEN, [])])
def test_short_lines_that_are_headings_and_others(text, headings):
    lines = read(text, title=text is not BROKEN)
    assert [lines[k].text for k in find_bare_headings(lines, WEIGHTS)] == headings


BRIEFING = """海滨晚报记者：据报道，海滨市昨天启用了新的客运码头。
一些渔民担心泊位不够。
请问市里对此有何回应？
王岚：我注意到有关报道。
新码头有泊位六十个，比老码头多二十个。
渔民的泊位一个也没有少，价格也没有变。
海滨广播记者：我有两个问题，都和新码头有关。
新码头的票价是多少，对老人有没有优惠？
能否介绍一下夜里开船的情况？
王岚：票价没有变化，老人上船不用买票。
夜里十点以前都有船，每四十分钟一班。
海滨电视台记者：昨天有外地游客说，码头附近停车很难。
市里准备怎么解决停车的问题？
王岚：停车难的情况确实存在。
我们正在码头北边建一个停车场，有车位四百个。
停车场建成以前，游客可以乘坐接驳车。"""


def test_questions_within_what_somebody_says_are_no_headings():
    briefing = BRIEFING.split("\n") * 3  # of many, one question speaks for the other
    lines = [PlainLine(text, "paragraph", make_label(text)) for text in briefing]
    assert find_bare_headings(lines, WEIGHTS) == []


def test_where_headings_have_numbers_no_others_are_looked_for():
    lines = [*read(STORY), PlainLine("一、打算", "heading", None)]
    assert find_bare_headings(lines, WEIGHTS) == []


@given(st.lists(st.text("工业增长5%。，：？ “”●", max_size=70)))
def test_any_lines(texts):
    found = find_bare_headings([PlainLine(text, "paragraph", None) for text in texts], WEIGHTS)
    assert found == sorted(set(found))
    assert all(len(texts[k]) > 1 for k in found)


def test_what_stands_below_a_name_alone_is_said():
    said = [
        ("official", "何禾：", "大家午安，請唐明政委開始。"),
        ("official", "唐明：", "今年補助15個縣市裝設站牌。"),
        ("reporter", "問：", "補助金額是多少？"),
        ("official", "唐明：", "總共2億元，名單之後公布。"),
        ("official", "何禾：", "各位還有問題嗎？"),
        ("reporter", "問：", "沒有了，謝謝。"),
    ]
    lines = [PlainLine("「智慧公車」記者會", "title", None)]
    for role, name, words in said:
        label = Label(role=role, name=name[:-1], words=name[:-1], speech_start=len(name))
        lines += [PlainLine(name, "paragraph", label), PlainLine(words, "paragraph", None)]
    assert find_bare_headings(lines, WEIGHTS) == []
