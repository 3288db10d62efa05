"""Answers in a wrong place are told in whatever form a text has its questions."""

import pytest

from tests.every_stage import read_file

ASKED = (
    "请问今年夏粮收购的进度如何，小麦的收购价格会不会下降？",
    "轨道交通三号线什么时候开通，票价怎么定？",
    "空气质量有没有改善，工业企业的排放如何管住？",
    "养老机构的床位够不够，农村老人怎么照料？",
)
TOLD = (
    "夏粮收购进展顺利，已收购小麦三百万吨，收购价格总体平稳，不会大幅下降。",
    "轨道交通三号线计划年底开通，票价按里程计算，起步两元，听证会下月召开。",
    "空气质量优良天数增加十天，对工业企业的排放全部在线监测，超标的一律停产。",
    "养老机构床位有两万张，农村老人由村里的互助站照料，明年再建一百个互助站。",
)
FORMS = {
    "names": "甲报记者：{}\n王建国：{}\n",
    "question and answer": "问：{}\n答：{}\n",
    "table": "{}\t{}\n",
}
HEADS = {"table": "提问\t答复\n"}


def write(form, told):
    rows = (FORMS[form].format(*row) for row in zip(ASKED, told, strict=True))
    return HEADS.get(form, "") + "".join(rows)


def exchange(one, other):
    told = [*TOLD]
    told[one], told[other] = told[other], told[one]
    return told


EXCHANGED = write("question and answer", exchange(0, 2))


def find_exchanged(folder, text):
    transcript, found = read_file(folder, text)
    flags = (flag for flag in found.flags if flag.code == "answer_exchanged")
    return [transcript.text[flag.start : flag.end] for flag in flags]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("pair", [(0, 1), (0, 3), (1, 2)])
def test_answers_that_were_exchanged_are_told(form, pair, tmp_path):
    told = exchange(*pair)
    assert find_exchanged(tmp_path, write(form, told)) == [told[k] for k in sorted(pair)]


@pytest.mark.parametrize("form", FORMS)
def test_answers_below_their_questions_are_not(form, tmp_path):
    assert find_exchanged(tmp_path, write(form, TOLD)) == []


def test_a_question_and_its_answer_in_each_others_cell_are_told(tmp_path):
    rows = [f"{asked}\t{told}" for asked, told in zip(ASKED, TOLD, strict=True)]
    rows[1] = f"{TOLD[1]}\t{ASKED[1]}"
    transcript, found = read_file(tmp_path, "\n".join(["提问\t答复", *rows]))
    told = {flag.code: transcript.text[flag.start : flag.end] for flag in found.flags}
    assert told["answer_unasked"] == TOLD[1]
    assert told["question_unanswered"] == ASKED[1]


def test_an_answer_that_says_nothing_of_either_question_proves_nothing(tmp_path):
    told = ["目前没有可以发布的消息，请关注我们的通知。", "没有补充，谢谢。", *TOLD[2:]]
    assert find_exchanged(tmp_path, write("names", told)) == []
