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


def test_an_official_who_bids_people_welcome_opens_nothing():
    (asked, _), *others = EXCHANGES
    told = "王建国：欢迎大家来到海滨做客，我们已收购小麦三百万吨，收购价格总体平稳。"
    assert tell(*others[0], asked, told, *flatten(others[1:])) == ([], 0)


HEADLINES = (
    "城南水厂扩建工程开工",
    "外事办：对此表示欢迎",
    "一图读懂供水计划",
    "市民热线开通夜间服务",
)


def test_times_of_headlines_below_a_text_show_no_live_text():
    lines = flatten(EXCHANGES)
    stamped = [
        part for k, line in enumerate(HEADLINES) for part in (line, f"2021-03-08 2{3 - k}:15 头条")
    ]
    assert tell(*lines, *stamped)[1] == 0


@pytest.mark.parametrize(
    "credit",
    [
        "青川社",
        "青川网 郑小川 攝",
        "（青川日报记者郑小川摄）",
        "来源：青川网",
        "（本文根据青川市水务局局长在全市农村供水工作会议上的发言整理）",
    ],
)
def test_a_credit_behind_a_sentence_breaks_nothing_off(credit):
    found = clean("\n".join([TITLE, f"发布会现场。{credit}", "全市供水总体平稳，水质合格。"]))
    assert [flag.code for flag in found.flags] == []
    assert found.text.endswith("\n全市供水总体平稳，水质合格。")


def test_an_excerpt_that_begins_and_ends_within_sentences_stays_as_it_is():
    lines = flatten(EXCHANGES)
    cut = [lines[1].partition("，")[2], *lines[2:-1], lines[-1][:-12]]
    assert clean("\n".join(cut)).moves == []


def test_what_is_asked_in_brackets_is_whole_where_a_page_ends():
    (_, told), *others = EXCHANGES
    lines = [TITLE, "甲报记者：(關於夏糧收購)", "— 1 —", told, *flatten(others)]
    found = clean("\n".join(lines))
    assert not found.moves and found.flags == []


def test_a_join_of_characters_that_hardly_belong_together_is_in_doubt():
    lines = flatten(EXCHANGES)
    above, below = lines[1][:-9], lines[5].partition("，")[2]
    found = clean("\n".join([TITLE, lines[0], above, below, *lines[6:]]))
    at = found.text.index(below)
    assert any(
        flag.code in ("order_uncertain", "text_missing") and abs(flag.start - at) < 2
        for flag in found.flags
    )
