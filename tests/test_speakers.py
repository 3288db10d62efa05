"""Who speaks, weighed over a whole text, and what an office is."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language.structure.lines import load_structure
from pipeline.language.structure.speakers import choose_speakers
from pipeline.language.tokenizer import Tokenizer, load_terms
from pipeline.segment.identities import cut_title, split_title, strip_words_before

STRUCTURE = load_structure()
TOKENIZER = Tokenizer(load_terms())


def find(*lines):
    """Return who speaks in which line, with the role."""
    read = {k: STRUCTURE.read_label(line) for k, line in enumerate(lines)}
    labels = {k: label for k, label in read.items() if label is not None}
    found = choose_speakers(lines, labels, STRUCTURE)
    return [(k, label.name, label.role) for k, label in found.items()]


def test_labels_of_a_list_speak_nowhere():
    assert find("各项产量如下：", "小麦：达到五十六亿斤。", "甘蔗：达到三十一亿斤。") == []


def test_a_name_like_a_plant_speaks_where_it_does():
    lines = (
        "记者：今年收成怎么样？",
        "甘露：我们预计增产一成。",
        "记者：明年呢？",
        "甘露：明年持平。",
    )
    assert find(*lines) == [
        (0, None, "reporter"),
        (1, "甘露", "official"),
        (2, None, "reporter"),
        (3, "甘露", "official"),
    ]


def test_labels_of_the_editor_speak_nowhere():
    assert find("5月6日，海关公布数据。", "原标题：出口突破200亿块", "来源于：海滨晚报") == []


def test_who_asks_under_an_unknown_name_is_a_medium():
    lines = ("林宏達部長：各位好。", "三立：請問什麼時候降級？", "林宏達部長：我們再看。")
    assert find(*lines)[1] == (1, "三立", "reporter")


def test_a_list_inside_an_answer_does_not_end_it():
    lines = ("记者：重点是什么？", "王小明：重点是：", "教育：安排86亿元。", "科技：安排14亿元。")
    assert [k for k, _, _ in find(*lines)] == [0, 1]


LINES = st.lists(
    st.sampled_from(
        [
            "记者：如何？",
            "王小明：好。",
            "小麦：达到五亿斤。",
            "Amina Yusuf：大家好。",
            "如下：",
            "：",
        ]
    )
    | st.text(max_size=12),
    max_size=12,
)


@settings(deadline=None)
@given(LINES)
def test_only_labels_speak_and_no_words_are_lost(lines):
    found = find(*lines)
    assert [k for k, _, _ in found] == sorted({k for k, _, _ in found})
    assert all(STRUCTURE.read_label(lines[k]) is not None for k, _, _ in found)
    assert found == find(*lines)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("您认识江城市原书记", ("江城市", "原书记")),
        ("今天上午会见了江城市委书记", ("江城市委", "书记")),
        ("我们邀请到的是省卫生健康委副主任", ("省卫生健康委", "副主任")),
        ("出席发布会的有最高人民法院民三庭庭长", ("最高人民法院", "民三庭庭长")),
        ("国家发展和改革委员会副主任", ("国家发展和改革委员会", "副主任")),
        ("感谢新闻局副局长", ("新闻局", "副局长")),
        ("運輸及物流局局長", ("運輸及物流局", "局長")),
    ],
)
def test_an_office_is_never_a_sentence(words, title):
    never = STRUCTURE.names.never_in_titles
    assert split_title(strip_words_before(words, TOKENIZER, never)) == title


def test_a_title_is_not_that_of_who_is_named_before():
    title = "海滨省商务厅副厅长王明、市场处处长"
    assert split_title(cut_title(title, re.compile("王明|李娜"))) == ("海滨省商务厅", "市场处处长")
