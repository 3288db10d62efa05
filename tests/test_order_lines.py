"""What was moved in whole lines is told at each place where the text is wrong."""

import pytest

from tests.talk import clean

EXCHANGES = (
    (
        "甲报记者：请问今年夏粮收购的进度如何，小麦的收购价格会不会下降？",
        "王建国：夏粮收购进展顺利，已收购小麦三百万吨，收购价格总体平稳，不会大幅下降。",
    ),
    (
        "乙报记者：轨道交通三号线什么时候开通，票价怎么定？",
        "王建国：轨道交通三号线计划年底开通，票价按里程计算，起步两元，听证会下月召开。",
    ),
    (
        "丙报记者：空气质量有没有改善，工业企业的排放如何管住？",
        "王建国：空气质量优良天数增加十天，对工业企业的排放全部在线监测，超标的一律停产。",
    ),
    (
        "丁报记者：养老机构的床位够不够，农村老人怎么照料？",
        "王建国：养老机构床位有两万张，农村老人由村里的互助站照料，明年再建一百个互助站。",
    ),
)
TITLE = "海滨省举行民生工作新闻发布会"


def tell(*lines):
    """Return the lines below which the order is said to be in doubt, and how many were moved."""
    found = clean("\n".join([TITLE, *lines]))
    doubted = [flag for flag in found.flags if flag.code == "order_uncertain"]
    return [found.text[flag.end :].partition("\n")[0] for flag in doubted], len(found.moves)


def flatten(exchanges):
    return [line for exchange in exchanges for line in exchange]


def test_a_text_in_order_is_not_doubted():
    assert tell(*flatten(EXCHANGES)) == ([], 0)


@pytest.mark.parametrize("number", [1, 2])
def test_an_answer_above_its_question_changes_places_with_it(number):
    question, answer = EXCHANGES[number]
    parted = [*EXCHANGES[:number], (answer, question), *EXCHANGES[number + 1 :]]
    assert tell(*flatten(parted)) == ([question, answer, EXCHANGES[number + 1][0]], 1)
    assert clean("\n".join(flatten(parted))).text == "\n".join(flatten(EXCHANGES))


def test_an_answer_far_below_its_question_is_told():
    """Either may have been moved: in doubt is what stands above both and below both."""
    (asked, told), second, third, fourth = EXCHANGES
    doubted = [asked, second[0], told, fourth[0]]
    assert tell(asked, *second, *third, told, *fourth) == (doubted, 0)


def test_two_questions_that_are_answered_together_are_in_order():
    first, (asked, told), (also, answered), fourth = EXCHANGES
    together = f"{told}{answered.partition('：')[2]}"
    assert tell(*first, asked, also, together, *fourth) == ([], 0)


def test_two_officials_who_answer_one_after_the_other_are_in_order():
    first, (asked, told), *others = EXCHANGES
    more = "李明：我补充一点，三号线沿线的公交线路也会调整，方便换乘。"
    assert tell(*first, asked, told, more, *flatten(others)) == ([], 0)


def test_lines_that_were_put_together_may_hide_a_label():
    """Of lines broken at a width one may end where a paragraph does: nothing is told of such."""
    rows = [line[at : at + 20] for line in flatten(EXCHANGES) for at in range(0, len(line), 20)]
    doubted, moved = tell(*rows)
    assert not doubted and not moved


def test_an_opening_below_an_exchange_is_told():
    opening = "主持人：各位记者朋友，大家好，欢迎出席今天的新闻发布会。"
    assert tell(opening, *flatten(EXCHANGES)) == ([], 0)
    doubted = [opening, EXCHANGES[1][0]]
    assert tell(*EXCHANGES[0], opening, *flatten(EXCHANGES[1:])) == (doubted, 0)


def test_a_head_that_lists_guests_stands_above_the_opening():
    opening = "主持人：各位记者朋友，大家好，欢迎出席今天的新闻发布会。"
    assert tell("嘉宾：海滨省民政厅厅长 王建国", opening, *flatten(EXCHANGES)) == ([], 0)


def test_blocks_of_lines_that_were_exchanged_are_put_in_order():
    """Lines of one width are put together; blocks of them that were exchanged show at the seams."""
    lines = [TITLE, *flatten(EXCHANGES)]
    rows = [line[at : at + 24] for line in lines for at in range(0, len(line), 24)]
    whole = clean("\n".join(rows))
    assert not whole.moves and "order_uncertain" not in [flag.code for flag in whole.flags]
    shuffled = clean("\n".join([*rows[:4], *rows[9:14], *rows[4:9], *rows[14:]]))
    assert shuffled.moves or "order_uncertain" in [flag.code for flag in shuffled.flags]


ROUND = "主持人：谢谢王厅长的介绍。下面进入提问环节。"
LAST = "主持人：由于时间关系，最后一个问题。"
REST = (
    "床位按照每千名老人四十张配备，今年再建互助站一百个，由县里的财政给予补助，由镇里组织人员照料。"
)


def test_what_a_host_announces_comes_next():
    one, two, three, four = EXCHANGES
    assert tell(ROUND, *one, *two, *three, LAST, *four) == ([], 0)
    assert tell(ROUND, *one, LAST, *four, *two, *three) == ([two[0]], 0)
    assert tell(*one, ROUND, *two, *three, LAST, *four) == ([ROUND], 0)
    assert tell(ROUND, *one, *two, *three, LAST, four[1]) == ([four[1]], 0)
    assert tell(ROUND, REST, *one, *two, *three, LAST, *four) == ([REST], 0)


def test_what_stands_without_a_label_below_a_question_and_above_its_answer_is_in_doubt():
    one, two, *others = EXCHANGES
    assert tell(*one, *two, REST, *flatten(others)) == ([], 0)
    assert tell(*one, two[0], REST, two[1], *flatten(others)) == ([REST], 0)
