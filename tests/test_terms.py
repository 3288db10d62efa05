"""Which words say what a text is about, and which only who speaks."""

from collections.abc import Mapping

import pytest

from pipeline.errors import InputError
from pipeline.knowledge import load_toml
from pipeline.language.terms.background import Offices, load_background
from pipeline.language.terms.candidates import find_candidates, find_persons
from pipeline.language.terms.words import load_stop_words
from pipeline.topics.naming import (
    BegunTopic,
    ToldTopic,
    fold_passage,
    load_topic_terms,
    name_topic,
)
from tests.make import make_conference

BACKGROUND = load_background()
OFFICES = Offices.load()
STOP = load_stop_words()
TERMS = load_topic_terms(BACKGROUND, STOP)


@pytest.mark.parametrize("word", OFFICES.accept)
def test_offices_are_found(word):
    assert OFFICES.match(word)
    assert not BACKGROUND.is_part(word)
    assert not BACKGROUND.is_topical(word)


def test_a_wrong_file_of_offices_is_named(tmp_path):
    path = tmp_path / "offices.toml"
    path.write_text("words = '部长'", encoding="utf-8")
    with pytest.raises(InputError, match=r"offices\.toml"):
        load_toml(path, Offices)


@pytest.mark.parametrize(
    ("tokens", "persons"),
    [
        (["总统", "马丁", "访问"], {"马丁"}),
        (["马丁", "总统", "访问"], {"马丁"}),
        (["马丁", "访问", "总统"], set()),
        (["乌克兰", "总统"], set()),
        (["精神", "文明", "建设"], set()),
        (["部长", "会议"], set()),
        ([], set()),
    ],
)
def test_a_name_beside_an_office_is_a_person(tokens, persons):
    assert find_persons([tokens], BACKGROUND) == persons


def test_persons_and_their_offices_are_no_terms():
    transcript, segmentation = make_conference("答：外长马丁访问。马丁说，马丁政府支持滑雪场。")
    found = find_candidates(transcript.text, segmentation, BACKGROUND, STOP)
    terms = {"".join(words) for words in found.surfaces}
    assert "滑雪场" in terms
    assert "马丁政府" in terms
    assert not terms & {"马丁", "外长", "外长马丁"}


def name(
    *lines: str,
    hotspots: Mapping[str, int] | None = None,
    begun: str | None = None,
    **weights: float,
) -> str:
    """Return the name of a topic of these passages, so many of which are of these hotspots."""
    read = [make_conference(f"答：{line}") for line in lines]
    passages = [(transcript.text, segmentation) for transcript, segmentation in read]
    texts = [fold_passage(*passage) for passage in passages]
    return name_topic(ToldTopic(passages, texts, weights, hotspots or {}, BegunTopic(begun)), TERMS)


def test_a_topic_is_not_named_after_who_speaks():
    lines = ["总理马丁宣布滑雪场开放。", "日方表示滑雪场开放。", "马丁欢迎。"]
    assert name(*lines, 总理=1, 马丁=1, 日方=1, 滑雪场=0.2) == "滑雪场"


def test_what_is_at_a_place_says_more_than_the_place():
    lines = ["冰岛和挪威的滑雪场。", "冰岛的火山很多。", "冰岛和挪威的滑雪场。"]
    assert name(*lines, 冰岛=1, 挪威=0.9, 滑雪场=0.1) == "滑雪场"


def test_a_general_word_is_named_with_what_is_said_of_it():
    lines = ["谈判继续，冰岛渔业问题没有解决。", "渔业问题影响冰岛。", "渔业、渔业问题和冰岛。"]
    assert name(*lines, 渔业=1, 问题=0.3, 冰岛=0.1) == "渔业问题"
    ill = ["就业和住院病人。", "病人就业。", "病人在就业。"]
    assert name(*ill, hotspots={"health": 3}, 就业=1, 病人=0.2) == "医疗卫生与疫情防控"


def test_a_place_is_no_name_by_itself():
    lines = ["冰岛的谎言和捕鲸船队。", "冰岛的谎言。", "捕鲸船队在冰岛，谎言。"]
    assert name(*lines, 冰岛=1, 谎言=0.9, 捕鲸=0.2, 船队=0.2) == "冰岛、谎言"
    assert name(*lines, 冰岛=1, 谎言=0.1, 捕鲸船队=0.9) == "冰岛、捕鲸船队"


def test_what_few_passages_say_is_no_part_of_a_name():
    lines = ["冰岛的滑雪场。", *["冰岛渔业问题。"] * 9]
    assert name(*lines, 冰岛=1, 滑雪场=0.9, 渔业=0.5, 问题=0.5) == "渔业问题"


def test_a_hotspot_says_more_than_a_general_word_in_its_name():
    lines = ["区域发展更加协调。", "建立区域一体化机制。"]
    assert name(*lines, hotspots={"regions": 2}, 区域=1) == "区域协调发展"
    assert name(*lines, hotspots={"finance": 2}, 区域=1) == "财政与金融"


def test_a_topic_has_the_name_of_a_hotspot_where_terms_are_rare():
    lines = ["河湖综合治理。", "流域综合治理，水质改善。", *["水质改善。", "减排。", "植树。"]]
    green = {"green": 5}
    assert name(*lines, hotspots=green, begun="green", 综合治理=1) == "生态环境与气候"
    assert name(*lines, hotspots=green, begun="law", 综合治理=1) == "生态环境与气候"
    assert name(*lines, hotspots={"green": 2}, begun="law", 综合治理=1) == "综合治理"
    assert name(*lines[:2], hotspots={"green": 2}, begun="green", 综合治理=1) == "综合治理"


def test_a_longer_term_does_not_stand_for_what_is_said_without_it():
    lines = ["普及义务教育。", "教育改革。", "教育投入。", "教育公平，义务教育。", "教育。"]
    assert name(*lines, hotspots={"education": 5}, 教育=1, 义务教育=0.9) == "教育"
    only = ["普及义务教育。"] * 2
    assert name(*only, hotspots={"livelihood": 2}, 教育=0.1, 义务教育=0.9) == "义务教育"


def test_passages_of_many_matters_are_named_as_such():
    lines = ["数据显示，客流增长。", "数据显示，用电增长。", "数据显示，信贷增长。", "数据公布。"]
    mixed = {"infrastructure": 1, "energy": 1, "finance": 1}
    assert name(*lines, hotspots=mixed, 数据=1) == "数据"
    assert name(*lines, hotspots={"energy": 1, "space": 3}, 数据=1) == "航天"
    two = {"energy": 2, "space": 2, "sport": 1}
    assert name(*lines, *lines[:1], hotspots=two, 数据=1) == "能源、航天"
