from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.clean.dates import find_first_date
from pipeline.clean.formats.text import find_markup, read_document_head
from tests.cleaning import check_nothing_is_lost, read
from tests.web_pages import TITLE


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_markdown_is_read_without_its_marks(end):
    source = f"""---
title: 发布会
---
# {TITLE}

## 热点一：工业运行情况
**海滨日报记者：** 请问*今年*的情况如何？参见[全文](https://example.com/a_b "t")。
**李大海：**总体平稳，5*6*7 与 a_b_c，~~旧~~数。

> 一是利用率为-3.5%。
- 二是**企业**效益改善。

| 指标 | 增速 |
|---|:--:|
| 增加值 | 5.3% |
***
![图](a.png)
[记者]: 请问\\*号？<br>
"""
    text, removals = read(source.replace("\n", end).encode(), ".md")
    assert text.split("\n") == [
        TITLE,
        "热点一：工业运行情况",
        "海滨日报记者： 请问今年的情况如何？参见全文。",
        "李大海：总体平稳，5*6*7 与 a_b_c，数。",
        "一是利用率为-3.5%。",
        "二是企业效益改善。",
        "指标  增速",
        "增加值  5.3%",
        "[记者]: 请问*号？",
    ]
    assert {reason for reason, _ in removals} == {"markup", "deleted_text"}
    assert ("deleted_text", "~~旧~~") in removals


def test_markdown_with_elements_of_web_pages_and_notes():
    source = """# 《每日新闻》 (20230612)

<p><strong>某台消息</strong>：</p><p>保险资金超<del>9</del>10万亿元<sup>1</sup>。</p>第一行<br>第二行。
{{< video src="https://example.org/?n=1234" >}}
增长5%[^a]。&emsp;完。

[^a]: 初步核算数。
"""
    text, removals = read(source.encode(), ".md")
    assert text.split("\n") == [
        "《每日新闻》 (20230612)",
        "某台消息：",
        "保险资金超10万亿元。",
        "第一行",
        "第二行。",
        "增长5%。完。",
    ]
    reasons = dict(removals)
    assert reasons["deleted_text"] == "<del>9</del>"
    assert reasons["footnote"] == "[^a]: 初步核算数。"
    assert ("note_mark", "<sup>1</sup>") in removals and ("note_mark", "[^a]") in removals


@pytest.mark.parametrize(
    ("head", "title", "date"),
    [
        ('---\ntitle: "水價"\ndate: 2018-09-14\nlast_updated: 2019\n---\n', "水價", "2018-09-14"),
        ("+++\ntitle = '水價'\ndate = 2018-09-14T10:00:00\n+++\n", "水價", "2018-09-14"),
        ("---\n标题: 水價\n日期: 2018年9月14日\n来源: null\n---\n#水價\n", "水價", "2018-09-14"),
        ("# **水價**談話 #\n\n2018-09-14\n", "水價談話", None),
        ("水價談話\n====\n", "水價談話", None),
        ("---\n水價談話\n---\n", None, None),
        ("\n## 水務署：收費調整\n", "水務署：收費調整", None),
    ],
)  # fmt: skip
def test_markdown_says_its_title_and_date(head, title, date):
    about = read_document_head(head + "\n今年食水收費將上調。\n")
    day = about.date and (find_first_date(about.date)[0])
    assert (about.title, day, about.publisher) == (title, date, None)


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="*_`#>-|[]()!~<\\ \n:1记者。热点一：", max_size=120))
@example("1` `1")
def test_nothing_is_lost_of_any_markdown(source):
    marks = find_markup(source)
    assert all(a.end <= b.start for a, b in pairwise(marks))
    assert not any("记" in source[a:b] for a, b, *_ in marks if source[a:b].strip("#>-*_`~ ") == "")
    check_nothing_is_lost(source, marks)


def test_bold_numbers_make_plain_text_markdown():
    bold = "全市企业**1200**家。\n产值增长**5.2%**。\n其中，**出口增长8%**。\n".encode()
    assert read(bold, ".txt")[0] == "全市企业1200家。\n产值增长5.2%。\n其中，出口增长8%。"


def test_stars_that_hide_names_stay():
    hidden = "被告人张**和李**到庭。\n原告王**、赵**到庭。\n证人孙**和周**到庭。\n"
    assert read(hidden.encode(), ".txt")[0] == hidden.rstrip("\n")
