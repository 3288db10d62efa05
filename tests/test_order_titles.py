"""Titles, labels and names that were cut in two, and lines that are whole beside them."""

import pytest

from tests.talk import CONFERENCE, TALK, clean, codes, cut


def test_a_label_that_was_cut_is_put_together():
    assembly = clean(
        cut(["预计夏粮产量有所增加。\n乙报记者：请问城市轨道交通的建设进", "\n赵"], [0, 2, 1])
    )
    assert assembly.text.split("\n") == TALK
    (doubt,) = (flag for flag in assembly.flags if flag.code == "order_uncertain")
    assert assembly.text[doubt.start :].startswith("敏：我们将继续抓好")
    known = "\n".join([*TALK, "丁报记者：还有什么补充？", "赵敏：没有了，谢谢各位记者朋友。"])
    halves = known.rpartition("\n赵")
    joined = clean(f"{halves[0]}{halves[1]}\n\n\n{halves[2]}")
    assert joined.text == known and joined.moves == []


def test_a_list_of_who_takes_part_does_not_break_off():
    names = ["王建国，海滨省农业农村厅厅长", "李 明，海滨省交通运输厅厅长"]
    text = "\n".join([TALK[0], *names, *TALK[1:]])
    labelled = "\n".join([TALK[0], names[1], "李 明：大家好，我先介绍交通情况。", *TALK[1:]])
    for source in (text, labelled):
        assembly = clean(source)
        assert assembly.text == source and not assembly.moves
        assert not {"text_missing", "order_uncertain", "sentence_cut"} & set(codes(assembly))


def test_a_name_cut_from_its_colon_is_joined_with_it():
    whole = f"海滨省举行老旧小区改造新闻发布会\n{CONFERENCE}"
    at = whole.index("王小明：今年") + len("王小明")
    for source in (f"{whole[:at]}\n{whole[at:]}", f"{whole[at:]}\n{whole[:at]}"):
        assert clean(source).text == whole


@pytest.mark.parametrize("cut", ["王", "王小"])
@pytest.mark.parametrize("between", ["\n", "\n\n第2页\n\n"])
def test_a_name_cut_in_two_is_joined_where_the_text_has_it_once_more(cut, between):
    whole = f"海滨省举行老旧小区改造新闻发布会\n{CONFERENCE}"
    at = whole.index("王小明：今年") + len(cut)
    for source in (f"{whole[:at]}{between}{whole[at:]}", f"{whole[at:]}{between}{whole[:at]}"):
        assert clean(source).text == whole


def test_a_name_alone_above_the_title_puts_nothing_in_doubt():
    title = "2021年3月17日海滨省政府发言人主持例行记者会（2021-03-17）"
    assert codes(clean("\n".join(["厅长：", title, *TALK[1:]]))) == []


@pytest.mark.parametrize(
    ("part", "rest"),
    [
        ("2021年3月17日", "海滨省政府发言人主持例行记者会"),
        ("2021年3月17日海滨省政府发言人主", "持例行记者会"),
        ("2021年3月17日海滨省政府发言人主持例行记者会（2021-03", "-17）"),
        ("2021年3月17日海滨省政府发言", "人王建国主持例行记者会（2021-03-17）"),
    ],
)
def test_a_title_that_was_cut_is_put_together(part, rest):
    assembly = clean("\n".join([rest, *TALK[1:], "\n\n", part]))
    assert assembly.text.split("\n") == [part + rest, *TALK[1:]]
    assert assembly.firsts[0].kind == "title"


def test_a_medium_and_its_reporter_are_one_label():
    assembly = clean("\n".join([*TALK[:4], "新华社\n\n\n记者：请问进展如何？", *TALK[5:]]))
    assert assembly.text.split("\n")[4] == "新华社记者：请问进展如何？"
    parted = clean("\n".join([*TALK[:4], "青川社记\n\n\n者：请问进展如何？", *TALK[5:]]))
    assert parted.text.split("\n")[4] == "青川社记者：请问进展如何？"
    heading = clean("\n".join([*TALK[:4], "交通\n\n\n记者：请问进展如何？", *TALK[5:]]))
    assert heading.text.split("\n")[4:6] == ["交通", "记者：请问进展如何？"]


def test_who_signed_a_text_and_when_does_not_begin_its_title():
    lines = (
        "海滨重工2020年度业绩说明会会议纪要",
        "问题1：公司去年毛利率为什么下降？",
        "回复：您好，主要受钢材价格上涨影响，去年采购成本增加较多。",
        "问题2：海外订单恢复得怎么样？",
        "回复：您好，一季度海外新签订单已经恢复到往年的八成，谢谢关注。",
        "特此公告。",
        "海滨重工股份有限公司董事会",
        "2021年3月27日",
    )
    found = clean("\n".join(lines))
    assert found.text.splitlines() == list(lines)
    assert not found.moves and not codes(found)


def test_a_title_that_begins_with_the_year_is_not_the_rest_of_a_line():
    title = "2021年3月17日外交部发言人主持例行记者会"
    text = "\n".join([*TALK[2:5], "西班牙埃", title, *TALK[5:]])
    assert f"埃{title}" not in clean(text).text


def test_a_text_whose_title_stands_elsewhere_says_that_it_may_start_there():
    text = "\n".join([*TALK[2:], "2021年3月17日市政府举行新闻发布会", *TALK[1:2]])
    assembly = clean(text)
    assert assembly.text.startswith("2021年") and "start_uncertain" in codes(assembly)


def test_a_short_line_of_one_who_speaks_is_no_title():
    words = "。我们将继续为市民推"
    text = "\n".join(TALK).replace("推广使用", "。我们将继续为市民推广使用")
    at = text.index(words) + len(words)
    lines = text[:at].replace(words, "。\n我们将继续为市民推"), text[at:]
    assembly = clean("\n".join(lines))
    assert "我们将继续为市民推广使用新能源汽车" in assembly.text


def test_a_heading_without_a_number_has_lost_no_rest():
    said = [line.partition("：")[2] for line in TALK[1:] if "：" in line]
    report = [
        "海滨省水利厅工作报告",
        said[0],
        "2023年主要工作",
        "2023年是水利事业稳步前进的一年。",
        *said[1:],
    ]
    assert codes(clean("\n".join(report))) == []


def test_a_line_that_announces_the_text_begins_it():
    lines = ["以下是水利厅厅长王建国昨天会见记者时的谈话：", *TALK[1:]]
    text = "\n".join([*lines, "王建国：明年我们将在全省各县"])
    assert clean(text).text.startswith(lines[0]) and not clean(text).moves


@pytest.mark.parametrize(
    "own",
    [
        "王建国厅长今日（四月二日）就夏粮收购答记者问全文",
        "王建国厅长就夏粮收购答记者问",
    ],
)
def test_a_headline_above_the_title_that_names_the_same_opens_the_text(own):
    lines = [
        "王建国厅长就夏粮收购　答记者问实录",
        "2021年4月2日（主持人：现在开始。）",
        own,
        *TALK[1:],
    ]
    found = clean("\n".join([*lines, "王建国：明年我们将在全省各县"]))
    assert not found.moves and not {"order_uncertain", "start_uncertain"} & {*codes(found)}


def test_a_line_that_goes_on_in_the_next_opens_no_text():
    text = "\n".join(
        [
            "介绍一下小麦的收",
            "购进度？",
            *TALK[3:],
            "2021年3月17日外交部发言人主持例行记者会",
            TALK[1],
        ]
    )
    assert "start_uncertain" in codes(clean(text))
