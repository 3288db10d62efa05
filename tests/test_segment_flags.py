"""What is flagged of the structure of a text, and what is not."""

import pytest

from pipeline.knowledge import load_message_file
from pipeline.records.base import Flag
from pipeline.segment.flags import MESSAGES
from tests.every_stage import read_file
from tests.test_crossed import EXCHANGED

LONG = (
    "全省水利投资完成三百二十亿元，比上年增长百分之七点五，新开工项目超过一百二十个，进度快于去年。"
)

EXAMPLES = [
    ("turn_cut", "王小明：很好。\n我们将进一步完善各项政策措施"),
    ("unbalanced", "王小明：我们要推进“放管服改革，优化营商环境。"),
    ("unbalanced", "王小明：我们要推进放管服”改革，优化营商环境。"),
    ("unbalanced", "王小明：印发《管理办法（试行》，共五章。"),
    ("item_skipped", "王小明：一是稳增长。三是防风险。"),
    ("item_skipped", "王小明：抓好三件事。\n第一，稳增长。\n第三，防风险。"),
    ("item_skipped", "王小明：首先，稳增长。第三，防风险。"),
    ("item_skipped", "王小明：今年抓三件事。\n三是防风险。"),
    ("paragraph_repeated", f"王小明：很好。\n{LONG}\n另外，进展顺利。\n{LONG}"),
    ("paragraph_cut", "王小明：主题是促进增长。\n”这一点很重要。"),
    ("question_unanswered", "记者：目标是什么？"),
    ("answer_partly_read", f"王小明：{'今年总体平稳。' * 1500}"),
    (
        "question_unanswered",
        "王明：稳。\n问：水价呢？\n问：管网呢？\n王明：换了。\n问：泵站呢？\n王明：建了。",
    ),
    ("answer_unasked", "答：稳。\n问：水价呢？\n答：不变。\n答：换了。\n问：泵站呢？\n答：建了。"),
    ("paragraph_repeated", f"王小明：{LONG}\n{LONG}\n另外，进展顺利。"),
    ("item_skipped", "王小明：工作有三项。\n2．改造管网三百公里。\n1．供水两亿立方米。"),
    (
        "item_skipped",
        "王小明：工作有两项。\n（二）加强巡查，及时处置。\n（一）加快改造，提高能力。",
    ),
    ("speaker_inferred", "王小明：很好。\n问：目标是什么？\n答：增长5%。"),
    (
        "answer_unasked",
        "王明：稳。\n问：水价呢？\n王明：不变。\n王明：换了。\n问：管网呢？\n问：泵站呢？\n王明：建了。",
    ),
    ("answer_unasked", "热点一：水利\n记者：如何？\n王小明：很好。\n热点二：粮食\n李华：丰收。"),
]
EXAMPLES.append(("answer_exchanged", f"王小明：很好。\n{EXCHANGED}"))
QUIET = [
    "王小明：我们推进“放管服”改革（包括三项措施）。",
    "王小明：他指出：“第一段。\n“第二段。”我们同意。",
    "王小明：要做到：1）稳增长；2）防风险。",
    "王小明：(一）稳增长。",
    "王小明：先说两点。\n（一）稳增长。\n（二）防风险。\n还有两点。\n（一）促改革。\n（二）惠民生。",
    "王小明：一是稳增长。二是防风险。三是促改革。",
    "王小明：一是稳增长。其中，一是投资，二是消费。二是防风险。三是促改革。",
    "王小明：首先，稳增长。其次，防风险。第三，促改革。",
    "王小明：第一，稳增长。第二，防风险。\n另有两点：第一，投资。第二，消费。",
    "王明：稳。\n问：水价呢？\n问：还有管网呢？\n王明：换了。\n问：泵站呢？\n王明：建了。",
    "王小明：要闻如下。\n7.雨情平稳。\n8.1至2月用水增长。\n10.泵站开工。",
    "王小明：第三产业增长5%，第三季度增长4%。",
    "王小明：谢谢大家",
    f"王小明：{LONG}\n很好。\n另外，进展顺利。\n很好。",
    "主持人：下面请李华发言。\n李华：谢谢。",
]


def find_codes(folder, text):
    transcript, found = read_file(folder, "记者：请介绍情况。\n" + text)
    return transcript, found.flags


@pytest.mark.parametrize(("code", "text"), EXAMPLES)
def test_what_is_suspect_is_flagged(code, text, tmp_path):
    transcript, flags = find_codes(tmp_path, text)
    flag = next(flag for flag in flags if flag.code == code)
    assert isinstance(flag, Flag)
    assert 0 <= flag.start <= flag.end <= len(transcript.text)
    assert "{" not in flag.message.zh + flag.message.en


@pytest.mark.parametrize("text", QUIET)
def test_what_is_in_order_is_not(text, tmp_path):
    _, flags = find_codes(tmp_path, text)
    assert [flag.code for flag in flags if flag.code != "no_sections"] == []


@pytest.mark.parametrize(
    ("title", "told"),
    [("海滨省举行水利新闻发布会", True), ("海滨市水利工作公报", False)],
)
def test_that_nobody_asks_is_told_where_the_title_speaks_of_questions(title, told, tmp_path):
    _, found = read_file(tmp_path, f"{title}\n王小明：{LONG}\n李华：谢谢大家。")
    assert [flag.code for flag in found.flags] == ["no_questions"] * told


def test_every_message_has_an_example():
    shown = {code for code, _ in EXAMPLES} | {"no_sections", "no_questions"}
    assert shown == set(load_message_file(MESSAGES))


def test_a_cut_is_said_once(tmp_path):
    text = "记者：如何？\n王小明：" + LONG * 3 + "我们将在全省范围内持续深入地推进各项工作并且"
    transcript, found = read_file(tmp_path, text)
    codes = [flag.code for flag in (*transcript.flags, *found.flags) if flag.end == len(text)]
    assert len({"sentence_cut", "turn_cut"} & set(codes)) == 1
