import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.lines.normalise import UNSEEN, measure_width, split_lines
from pipeline.clean.lines.spacing import find_spacing
from pipeline.clean.lines.unwrap import mark_page_ends
from tests.cleaning import check_nothing_is_lost, clean

LINES = (
    "热点一：工业运行情况",
    "热点三：5G",
    "记者：请问全年情况如何？",
    "田玉龙：总体平稳，主要有两个特点：",
    "一是增长较快。",
    "三是我们将继续推进“数字化",
    "转型”，提高效率。",
    "第3页",
    "（下转第2版）",
    "（上接第1版）波试验取得进展。",
    "【字体：",
    "大",
    "中",
    "小",
    "】",
    "2021年1月26日发布会",
    "\ufffd\u200b\ufeff",
    "\x00\x1c5G　毫米",
)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=300))
def test_nothing_is_lost_of_any_text(source):
    check_nothing_is_lost(source)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.tuples(st.sampled_from(LINES), st.sampled_from(["\n", "\n\n", "\r\n", "\f", "\u2028"])),
        max_size=25,
    )
)
def test_nothing_is_lost_of_lines_like_a_transcript(lines):
    check_nothing_is_lost("".join(part for line in lines for part in line))


@settings(deadline=None, max_examples=20)
@given(st.permutations(LINES))
def test_same_input_same_output(lines):
    source = "\n".join(lines)
    assert clean(source) == clean(source)


def test_unseen_characters_are_controls_and_zero_width():
    for code in range(0x110000):
        character = chr(code)
        if UNSEEN.match(character):
            assert unicodedata.category(character) in ("Cc", "Cf", "Cn"), hex(code)


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("甲\r\n乙\r丙\n丁", ["甲", "乙", "丙", "丁"]),
        ("甲\u2028乙\u2029丙\x85丁\x0b戊\x0c己", list("甲乙丙丁戊己")),
        ("　　甲 乙　\u00a0\n\n \t\n丙", ["甲 乙", "丙"]),
        ("\ufeff甲\u200b乙\u00ad丙", ["甲乙丙"]),
        ("", []),
        (" \n\u200b\n", []),
    ],
)
def test_lines(source, lines):
    assert [line.text for line in split_lines(source)] == lines


def test_full_width_and_traditional_characters_stay():
    assembly, _ = clean("５Ｇ終端連接數突破２億，增長４．３％。")
    assert assembly.text == "５Ｇ終端連接數突破２億，增長４．３％。"


def test_a_line_of_a_million_characters():
    assembly, removals = clean("数" * 1_000_000)
    assert len(assembly.text) == 1_000_000 and not removals


def test_furniture_inside_a_line_is_removed_with_its_reason():
    source = (
        "记者：请问进展如何？\n田玉龙：我们持续推进毫米（下转第2版）\n— 1 —\n（上接第1版）波试验。"
    )
    assembly, removals = clean(source)
    assert assembly.text == "记者：请问进展如何？\n田玉龙：我们持续推进毫米波试验。"
    assert [(r.reason, r.text) for r in removals] == [
        ("page_turn", "（下转第2版）"),
        ("page_number", "— 1 —"),
        ("page_turn", "（上接第1版）"),
    ]


def test_lines_broken_at_a_fixed_width_become_paragraphs():
    first = "田玉龙：" + "今年以来各地区各部门坚持稳中求进工作总基调，" * 8 + "总体平稳。"
    second = "当前外部环境仍然复杂严峻，我们将继续抓好各项政策的落实，" * 6 + "谢谢。"
    wrapped = "\n".join(
        paragraph[at : at + 30]
        for paragraph in (first, second)
        for at in range(0, len(paragraph), 30)
    )
    assembly, _ = clean(wrapped)
    assert assembly.text == f"{first}\n{second}"
    assert measure_width(wrapped.split("\n")[0]) == 60


def test_untouched_dialogue_is_left_alone():
    source = "\n".join(
        [
            "某部例行记者会",
            "甲报记者：今年出口怎么样？",
            "李明：出口增长百分之五。",
            "同时，我们注意到外部需求有所回落。",
            "乙报记者：明年有何打算？",
            "李明：我们会继续扩大开放。",
        ]
    )
    assembly, removals = clean(source)
    assert (assembly.text, assembly.moves, assembly.flags, removals) == (source, [], [], [])


def test_white_space_that_sets_digits_apart_is_passed_over():
    source = "\n".join(
        [
            "记者：请问今年 1 至 5 月的情况如何？",
            "李明：2024 年，粮食产量达到 1.4 万亿斤、增长 1.6%。",
            "前 11 个月建成 5G 基站 400 万个，截至 12 月底共有 900 万个。",
        ]
    )
    assembly, removals = clean(source)
    assert assembly.text == source.replace(" ", "")
    assert removals == []
    check_nothing_is_lost(source)


@pytest.mark.parametrize(
    "source",
    [
        "来源：新华社 2025-03-05 10:30",
        "北京 12 18\n天津 9 11\n河北 30 28\n上海 7 8",
        "产量12万吨，出口3万吨，进口 2 万吨",
        "甲 乙 丙，李明 John，2025 3",
    ],
)
def test_white_space_of_fields_and_columns_stays(source):
    assert find_spacing(source) == []


def test_white_space_before_a_day_stays_in_a_text_that_is_set_apart():
    source = "甲地 3 万吨，乙地 4 万吨，丙地 5 万吨 2025-03-05 10:30"
    assert clean(source)[0].text == "甲地3万吨，乙地4万吨，丙地5万吨 2025-03-05 10:30"


def test_digits_in_what_is_left_out_say_nothing_of_the_text():
    source = "<p title='第 1 页 第 2 页 第 3 页 第 4 页'>增长 5 倍"
    assert find_spacing(source) != []
    assert find_spacing(source, [(0, source.index(">") + 1)]) == []


RUN_ON = (
    "5月6日上午，海滨市政府新闻办举行发布会，以下为文字实录："
    " 主持人：大家上午好。请来的是交通局局长赵川，下面请提问。"
    " 海滨日报记者：请问环城公路何时通车？ 赵川：环城公路全长86公里，今年年底通车。谢谢。"
    " 海滨电视台记者：公交方面有什么打算？ 赵川：去年新增公交车300辆，今年再增加200辆。"
)


def test_speeches_that_run_on_in_one_line_begin_lines():
    assembly, _ = clean(RUN_ON)
    assert [line.partition("：")[0] for line in assembly.text.split("\n")[1:]] == [
        "主持人", "海滨日报记者", "赵川", "海滨电视台记者", "赵川",
    ]  # fmt: skip
    check_nothing_is_lost(RUN_ON)


def test_what_somebody_is_told_to_have_said_begins_no_line():
    told = (
        "会议指出：一是要稳就业；二是要保民生。局长赵川表示：今年将新建学校5所。有人问：学位够不够？"
        "赵川回答：够。他说：明年还要新建3所，到2025年全市新增学位2万个。会议强调：要抓好落实，确保各项任务按期完成，让群众满意。"
    )
    assert clean(told)[0].text == told


def test_blank_lines_between_paragraphs_end_no_page_where_a_width_broke_them():
    said = "我们要继续扩大对外开放，努力开拓国际市场，支持企业参加展会，完善出口退税办法。" * 5
    broken = "\n".join(said[k : k + 30] for k in range(0, len(said), 30))
    text = "\n\n".join([broken] * 6 + ["\n\n二、科教兴国"] + [broken] * 6)
    lines = list(split_lines(text))
    ended = mark_page_ends(lines, [False] * len(lines))
    marked = [line.text for line, end in zip(lines, ended, strict=True) if end]
    assert marked == ["二、科教兴国"]


@pytest.mark.parametrize("width", [20, 28, 30])
def test_the_last_lines_of_a_paragraph_that_a_width_broke_are_of_the_text(width):
    said = "我们要继续扩大对外开放，努力开拓国际市场，支持企业参加展会，完善出口退税办法。" * 3
    last = (
        "让我们更加紧密地团结起来，攻坚克难、勇毅前行，努力为加快建成具有影响力的社会主义现代化"
        "国际大都市，为现代化建设作出新的更大贡献！"
    )
    rows = [row[k : k + width] for row in [said] * 6 + [last] for k in range(0, len(row), width)]
    head = ["打印", "收藏", "2026年海滨市政府工作报告", "来源：海滨日报", "时间：2026-02-09"]
    assembly, _ = clean("\n".join([*head, *rows, "相关报道：", "更多"]))
    assert assembly.text.endswith(last)
