"""Heads and feet of pages are taken out of a text; what only comes back is not."""

import random

import pytest

from benchmarks.layouts_found import footnoted, heard, printed
from pipeline.clean.formats.reading import Reading
from pipeline.clean.formats.text import read_plain
from pipeline.clean.stage import clean_text, load_knowledge

KNOWLEDGE = load_knowledge()
LINES = [
    f"{who}：{said}"
    for k in range(4)
    for who, said in (
        ("江城晚报记者", f"请问第{'一二三四'[k]}批管网改造何时完成？资金从哪里来？"),
        (
            "陈明远",
            "改造分两步走，今年先改造老城区的管网，明年再改造其他地方，资金由市里统筹安排。",
        ),
    )
]


def clean_lines(text: str) -> tuple[list[str], list[str]]:
    """Return the lines of a text, and why something of it was removed."""
    assembly, removals = clean_text(Reading(text), frozenset(), KNOWLEDGE)
    assert not assembly.moves
    return assembly.text.split("\n"), [removal.reason for removal in removals]


@pytest.mark.parametrize(
    ("title", "heads"),
    [
        ("松河市水务局通气会", ["松河市水务局通气会　　　　第2页"]),
        ("松河市水务局举行供水通气会", ["第2页 供水通气会"]),
        ("松河举行发布会", ["松河市“清水”行动实录　第3页", "松河市“清水”行动实录　第4页"]),
    ],
)
def test_words_beside_the_number_of_a_page_break_no_sentence(title: str, heads: list[str]) -> None:
    parts = [
        "今年改造老旧管网三百二十公里，其中城区线",
        "路一百四十公里，其余在各县，年",
        "底完成。",
    ]
    rows = [title, *(row for pair in zip(parts, heads, strict=False) for row in pair)]
    lines, reasons = clean_lines("\n".join([*rows, *parts[len(heads) :]]))
    assert lines == [title, "".join(parts)]
    assert reasons == ["running_head"] * len(heads)


def test_a_line_that_refers_to_a_page_stays() -> None:
    lines = ["松河市供水公报", "全年供水两亿立方米，比上年增长。", "分县数据见　第2页", "图：管网"]
    assert clean_lines("\n".join(lines)) == (lines, [])


def test_a_head_on_each_page_breaks_no_sentence() -> None:
    text = "".join(LINES)
    pages = [text[at : at + 90] for at in range(0, len(text), 90)]
    source = "\n".join(f"海滨省供水公报\n{page}\n— {k} —" for k, page in enumerate(pages, start=1))
    lines, reasons = clean_lines(source)
    assert "".join(lines) == "海滨省供水公报" + text
    assert reasons.count("running_head") == len(pages) - 1


@pytest.mark.parametrize("line", ["（掌声）", "今年的重点工作", "幻灯片 {k}", "附件{k}"])
def test_what_only_comes_back_stays(line: str) -> None:
    source = "\n".join(f"{said}\n{line.format(k=k)}" for k, said in enumerate(LINES))
    lines, reasons = clean_lines(source)
    assert "running_head" not in reasons
    assert [x for x in lines if x in LINES] == LINES


@pytest.mark.parametrize("layout", [printed, footnoted, heard])
def test_all_that_was_said_is_left(layout) -> None:
    for seed in range(5):
        lines, _ = clean_lines(layout(LINES, random.Random(seed)))
        text = "".join("".join(lines).split())
        for line in LINES:
            assert line.partition("：")[2].rstrip("。") in text


@pytest.mark.parametrize(
    "text",
    ["# 供水发布会\n\n**陈明远：** 大家好。\n\n> 来源：青川网\n", "## 一\n## 二\n## 三\n"],
)
def test_markdown_in_a_plain_file_is_read_as_such(text: str) -> None:
    assert [part.reason for part in read_plain(text.encode()).left_out]


@pytest.mark.parametrize("text", ["#1 号文件\n#2 号文件\n", "3 > 2\n**\n", "大家好。\n# 记者\n"])
def test_a_plain_text_is_not(text: str) -> None:
    assert read_plain(text.encode()).left_out == ()


@pytest.mark.parametrize("at", [20, 30, 60])
def test_a_title_said_again_within_a_sentence_is_the_head_of_the_second_page(at: int) -> None:
    title, text = "松河供水通气会", LINES[1] + LINES[3]
    lines, reasons = clean_lines("\n".join([title, text[:at], title, text[at:]]))
    assert (lines, reasons) == ([title, text], ["running_head"])
    lines, _ = clean_lines("\n".join([title, LINES[1], title, LINES[3]]))
    assert lines == [title, LINES[1], title, LINES[3]]


def test_an_address_far_from_the_number_of_the_page_is_the_foot_of_a_sheet() -> None:
    text = LINES[1]
    foot = f"https://www.songhe.example/a.html{' ' * 40}1/2"
    assert clean_lines("\n".join([text[:30], foot, text[30:]]))[0] == [text]
