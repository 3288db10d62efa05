"""Which words say what a text is about, and which only who speaks."""

import pytest

from pipeline.errors import InputError
from pipeline.language.terms.background import load_background
from pipeline.language.terms.candidates import find_candidates, find_persons
from pipeline.language.terms.offices import load_offices
from pipeline.language.terms.words import load_stop_words
from pipeline.topics.naming import TopicTerms, name_topic
from tests.make import make_conference

BACKGROUND = load_background()
OFFICES = load_offices()
STOP = load_stop_words()


@pytest.mark.parametrize("word", OFFICES.accept)
def test_offices_are_found(word):
    assert OFFICES.match(word)
    assert not BACKGROUND.is_part(word)
    assert not BACKGROUND.is_topical(word)


def test_a_wrong_file_of_offices_is_named(tmp_path):
    path = tmp_path / "offices.toml"
    path.write_text("words = '部长'", encoding="utf-8")
    with pytest.raises(InputError, match=r"offices\.toml"):
        load_offices(path)


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
    found = find_candidates(
        *make_conference("答：外长马丁访问。马丁说，马丁政府支持滑雪场。"), BACKGROUND, STOP
    )
    terms = {"".join(words) for words in found.surfaces}
    assert "滑雪场" in terms
    assert "马丁政府" in terms
    assert not terms & {"马丁", "外长", "外长马丁"}


def name(*lines: str, **weights: float) -> str:
    passages = [make_conference(f"答：{line}") for line in lines]
    return name_topic(passages, weights, TopicTerms(BACKGROUND, STOP, frozenset({"就业"})))


def test_a_topic_is_not_named_after_who_speaks():
    lines = ["总理马丁宣布滑雪场开放。", "日方表示滑雪场开放。", "马丁欢迎。"]
    assert name(*lines, 总理=1, 马丁=1, 日方=1, 滑雪场=0.2) == "滑雪场"


def test_a_place_has_beside_it_what_is_there():
    lines = ["冰岛和挪威的滑雪场。", "冰岛的火山很多。", "冰岛和挪威的滑雪场。"]
    assert name(*lines, 冰岛=1, 挪威=0.9, 滑雪场=0.1) == "冰岛、滑雪场"
    assert name(*lines, 冰岛=0.2, 滑雪场=1) == "滑雪场"


def test_a_general_word_is_named_with_what_is_said_of_it():
    lines = ["谈判继续，冰岛渔业问题没有解决。", "渔业问题影响冰岛。", "渔业、渔业问题和冰岛。"]
    assert name(*lines, 渔业=1, 问题=0.3, 冰岛=0.1) == "渔业问题"
    schools = ["就业和技工学校的毕业生。", "毕业生就业。", "毕业生在技工学校。"]
    assert name(*schools, 就业=1, 毕业生=0.2) == "毕业生、就业"


def test_a_place_is_no_name_by_itself():
    lines = ["冰岛的谎言和捕鲸船队。", "冰岛的谎言。", "捕鲸船队在冰岛，谎言。"]
    assert name(*lines, 冰岛=1, 谎言=0.9, 捕鲸=0.2, 船队=0.2) == "冰岛、谎言"
    assert name(*lines, 冰岛=1, 谎言=0.1, 捕鲸船队=0.9) == "冰岛、捕鲸船队"


def test_without_a_term_the_words_of_the_topic_name_it():
    assert name("我们推进。", "我们加强。", 推进=0.5, 加强=1) == "加强、推进"
