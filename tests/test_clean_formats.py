"""What people really have: saved pages, Word files, printed pages. Whole articles and no more."""

import io
import zipfile
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.clean.dates import find_first_date
from pipeline.clean.formats.readers import read_source
from pipeline.clean.formats.text import find_markup, read_front_matter
from pipeline.clean.stage import clean as clean_file
from pipeline.errors import Rejected
from pipeline.metadata import Metadata
from tests.cleaning import KNOWLEDGE, check_nothing_is_lost, read
from tests.conftest import ROOT
from tests.web_pages import INFO, PAGES, TITLE
from tests.web_sites import SHUT, SITES
from tests.word_files import make_docx, paragraph, part, run

SHARED = ROOT.parent / "shared" / "data"


# Web pages ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_the_article_of_a_page_is_whole_and_alone(name):
    page, said = PAGES[name]
    text, _ = read(page.encode(), ".html")
    lines = text.split("\n")
    assert lines[0] == TITLE
    if lines[1] == INFO:
        del lines[1]
    rows = ["指标\t增速", "增加值\t5.3%"] if name == "interview" else []
    assert lines[1:] == said + rows


@pytest.mark.parametrize("name", PAGES)
def test_all_that_a_page_shows_is_accounted_for(name):
    page, _ = PAGES[name]
    source = read_source(page.encode(), ".html").text
    assert "脚本里的字" not in source
    for words in ("主办单位", "某市召开第7次会议", "会议强调", "扫一扫", "搜索", "不显示的话"):
        assert (words in page) == (words in source)


def test_a_page_in_gb_and_its_removals():
    text, removals = read(
        PAGES["government"][0].replace("utf-8", "gb2312").encode("gb18030"), ".htm"
    )
    assert text.startswith(TITLE)
    assert dict(removals)["related"].startswith("相关链接\n")
    assert ("page_tools", "【字体：大 中 小】打印\n分享到：微信 微博") in removals


@pytest.mark.parametrize("name", SITES)
def test_a_page_after_a_real_site(name, tmp_path):
    """Those of SHUT are not all right; that they lose no line is asked of them as well."""
    site = SITES[name]
    path = tmp_path / "page.html"
    path.write_text(site.page, "utf-8")
    record = clean_file(path, Metadata(), KNOWLEDGE)
    found = [line for line in record.text.split("\n") if line != site.title]
    check_nothing_is_lost(record.source, read_source(site.page.encode(), ".html").left_out)
    assert (record.title, record.date) == (site.title, site.date)
    if name not in SHUT:
        assert record.publisher == site.publisher
        assert ["".join(line.split()) for line in found] == ["".join(x.split()) for x in site.lines]


def test_a_title_that_only_looks_like_one(tmp_path):
    rows = ("<strong>卫生例行发布会散发材料</strong>", "2019-03-27　省卫生健康委员会")
    head = "".join(f"<tr><td align=center>{row}</td></tr>" for row in rows)
    said = "全年完成投资320亿元，同比增长7.5%，好于预期；明年计划投资350亿元，再增30亿元。"
    path = tmp_path / "page.html"
    page = "<meta charset=utf-8><title>文字实录</title><table>{}<tr><td><p>{}</p></td></tr></table>"
    path.write_text(page.format(head, said * 2), "utf-8")
    record = clean_file(path, Metadata(), KNOWLEDGE)
    assert (record.title, record.date) == ("卫生例行发布会散发材料", "2019-03-27")
    assert record.publisher == "省卫生健康委员会"
    assert record.text == f"卫生例行发布会散发材料\n{said * 2}"


TAGS = ("div", "p", "span", "a href=x", "li", "td", "h1", "nav", "footer", "b", "section", "button")
NAMES = ("", " class=nav", " class=share", " hidden", " id=content", " class=related")


@st.composite
def make_pages(draw):
    """A page of nested elements, each with a word of its own."""
    count = draw(st.integers(1, 25))
    parts, opened = [], []
    for n in range(count):
        tag = draw(st.sampled_from(TAGS))
        parts.append(f"<{tag}{draw(st.sampled_from(NAMES))}>字{n}号")
        parts.append(
            draw(st.sampled_from(("", "。", "：我们看到，全年工业经济平稳恢复，总体向好。")))
        )
        opened.append(tag.split()[0])
        while opened and draw(st.booleans()):
            parts.append(f"</{opened.pop()}>")
    return "".join(parts)


@settings(deadline=None, max_examples=150)
@given(make_pages())
def test_nothing_is_lost_of_any_page(page):
    source = read_source(page.encode(), ".html")
    check_nothing_is_lost(source.text, source.left_out)
    for n in range(page.count("号")):
        assert source.text.count(f"字{n}号") == 1


# Markdown ----------------------------------------------------------------------------------


def test_markdown_is_read_without_its_marks():
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
    text, removals = read(source.encode(), ".md")
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
    about = read_front_matter(head + "\n今年食水收費將上調。\n")
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


# Word --------------------------------------------------------------------------------------


def test_word_document_with_all_that_word_has():
    box = f"<w:txbxContent>{paragraph('框中的话。')}</w:txbxContent>"
    shape = (
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    cells = "".join(f"<w:tc>{paragraph(words)}</w:tc>" for words in ("指标", "增速"))
    body = (
        paragraph(TITLE)
        + paragraph("海滨日报记者：请问", shape, "情况如何？")
        + paragraph(
            "李大海：增长",
            '<w:ins w:id="1"><w:r><w:t>5.3%</w:t></w:r></w:ins>',
            '<w:del w:id="2"><w:r><w:delText>4.1%</w:delText></w:r></w:del>',
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>",
            '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>。</w:t></w:r>',
            "<w:r><w:footnoteReference w:id='1'/></w:r>",
            "<w:r><w:instrText>PAGE</w:instrText></w:r>",
        )
        + f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>"
        + paragraph("第一行。", "<w:r><w:br/></w:r>", "第二行。")
    )
    data = make_docx(
        body,
        header1=part("hdr", paragraph("海滨省新闻办")),
        footer1=part("ftr", paragraph("— 1 —")),
        footnotes=part("footnotes", f"<w:footnote>{paragraph('数据为初步核算数。')}</w:footnote>"),
        comments=part("comments", f"<w:comment>{paragraph('请核实')}</w:comment>"),
        styles=part("styles", "<w:style><w:name/></w:style>"),
    )
    text, removals = read(data, ".docx")
    assert text.split("\n") == [
        TITLE,
        "海滨日报记者：请问情况如何？",
        "框中的话。",
        "李大海：增长5.3%。",
        "指标\t增速",
        "指标\t增速",
        "第一行。",
        "第二行。",
    ]
    assert removals == [
        ("deleted_text", "4.1%"),
        ("hidden", "藏"),
        ("running_head", "海滨省新闻办\n— 1 —"),
        ("footnote", "数据为初步核算数。"),
        ("comment", "请核实"),
    ]


MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def make_run(text, looks):
    return f"<w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r>"


def formula(inside):
    return f'<m:oMath xmlns:m="{MATH}">{inside}</m:oMath>'


def formula_text(text):
    return f"<m:r><m:t>{text}</m:t></m:r>"


def symbol(font):
    return f'<w:r><w:sym w:font="{font}" w:char="F0B3"/></w:r>'


RAISED = '<w:vertAlign w:val="superscript"/>'


def test_what_word_shows_in_other_ways_than_as_text():
    num, den = (formula_text(number) for number in "13")
    fraction = f"<m:f><m:num>{num}</m:num><m:den>{den}</m:den></m:f>"
    guide = f"<w:rt>{run('bīn')}</w:rt><w:rubyBase>{run('滨')}</w:rubyBase>"
    energy = (
        f"<w:r><w:ruby>{guide}</w:ruby></w:r>", "省用电1.5×10", make_run("8", RAISED), "千瓦时",
        make_run("[1]", RAISED),
    )  # fmt: skip
    growth = (make_run("4%", "<w:strike/>"), "5%", make_run("（内部）", '<w:rStyle w:val="H2"/>'))
    body = (
        paragraph("收入", formula(formula_text("412")), "亿元，占", formula(fraction), "。")
        + paragraph("增速", symbol("Symbol"), "6.2%。")
        + paragraph("不明", symbol("Odd"), "符号。")
        + paragraph("海", *energy, "。")
        + paragraph("增长", *growth, "。")
        + '<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>不显示的段落。</w:t></w:r></w:p>'
    )
    hidden = '<w:style w:styleId="{}">{}<w:rPr>{}</w:rPr></w:style>'
    styles = hidden.format("H1", "", "<w:vanish/>") + hidden.format(
        "H2", '<w:basedOn w:val="H1"/>', "<w:b/>"
    )
    data = make_docx(body, styles=part("styles", styles))
    text, removals = read(data, ".docx")
    assert text.split("\n") == [
        "收入412亿元，占1/3。", "增速≥6.2%。", "不明\ufffd符号。", "海滨省用电1.5×10⁸千瓦时。",
        "增长5%。",
    ]  # fmt: skip
    assert removals == [
        ("phonetic", "bīn"), ("note_mark", "[1]"), ("deleted_text", "4%"), ("hidden", "（内部）"),
        ("hidden", "不显示的段落。"),
    ]  # fmt: skip
    assert read_source(data, ".docx").doubts == (("formula", ""),)


DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def relate(*relations):
    """Return a part of relations: each an id, the last word of its kind, a target."""
    found = "".join(f'<Relationship Id="{a}" Type="x/{b}" Target="{c}"/>' for a, b, c in relations)
    return f'<Relationships xmlns="{RELATIONS}">{found}</Relationships>'


def make_package(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def test_word_document_whose_parts_have_other_names():
    chunk = '<w:altChunk r:id="r{}" xmlns:r="x"/>'
    body = paragraph(TITLE) + chunk.format(1) + chunk.format(2) + paragraph("完。")
    data = make_package(**{
        "_rels/.rels": relate(("r1", "officeDocument", "word/document2.xml")),
        "word/document2.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document2.xml.rels": relate(
            ("r1", "aFChunk", "/word/a.html"), ("r2", "aFChunk", "b.mht")
        ),
        "word/a.html": "<p>嵌入的<del>旧</del>话。</p>",
        "word/b.mht": "x",
        "docProps/core.xml": f'<c xmlns:dc="{DUBLIN_CORE}"><dc:title>工业</dc:title></c>',
    })  # fmt: skip
    source = read_source(data, ".docx")
    assert read(data, ".docx")[0].split("\n") == [TITLE, "嵌入的话。", "完。"]
    assert source.doubts == (("part_unread", "b.mht"),)
    assert (source.about.title, source.about.firm) == ("工业", False)


def test_half_a_character_is_read_as_one_that_is_unknown():
    body = '<w:p><w:r><w:t>产量</w:t><w:sym w:char="D800"/><w:t>增长。</w:t></w:r></w:p>'
    data = make_package(**{"word/document.xml": part("document", f"<w:body>{body}</w:body>")})
    assert read_source(data, ".docx").text == "产量\N{REPLACEMENT CHARACTER}增长。\n"


def test_a_part_that_is_embedded_again_is_named_once():
    chunk = '<w:altChunk r:id="r1" xmlns:r="x"/>'
    data = make_package(**{
        "word/document.xml": part("document", f"<w:body>{paragraph(TITLE)}{chunk * 50}</w:body>"),
        "word/_rels/document.xml.rels": relate(("r1", "aFChunk", "a.html")),
        "word/a.html": "<p>嵌入的话。</p>",
    })  # fmt: skip
    source = read_source(data, ".docx")
    assert read(data, ".docx")[0].split("\n") == [TITLE, "嵌入的话。"]
    assert source.doubts == (("part_unread", "a.html"),)


@pytest.mark.parametrize(
    "name", ["_rels/.rels", "word/_rels/document.xml.rels", "docProps/core.xml"]
)
@pytest.mark.parametrize("damaged", ["", "<a", "<!DOCTYPE a><a/>"])
def test_what_a_document_says_of_its_parts_may_be_damaged(name, damaged):
    body = part("document", f"<w:body>{paragraph(TITLE)}</w:body>")
    source = read_source(make_package(**{"word/document.xml": body, name: damaged}), ".docx")
    assert source.text == f"{TITLE}\n"
    assert source.doubts == (("about_unread", name.rpartition("/")[2]),)


@pytest.mark.parametrize("inside", [b"<div>" * 30_000, b"\xff\xfe\x00\xd8" * 9, b"\x89PNG"])
def test_a_part_in_another_format_that_cannot_be_read_costs_itself_alone(inside):
    chunk = '<w:altChunk r:id="r1" xmlns:r="x"/>'
    data = make_package(**{
        "word/document.xml": part("document", f"<w:body>{paragraph(TITLE)}{chunk}</w:body>"),
        "word/_rels/document.xml.rels": relate(("r1", "aFChunk", "a.html")),
        "word/a.html": inside,
    })  # fmt: skip
    source = read_source(data, ".docx")
    assert read(data, ".docx")[0] == TITLE
    assert source.doubts == (("part_unread", "a.html"),)


def test_headings_and_tables_of_word():
    def cell(words, more=""):
        return f"<w:tc><w:tcPr>{more}</w:tcPr>{paragraph(words) if words else paragraph()}</w:tc>"

    rows = (
        cell("地区", '<w:vMerge w:val="restart"/>') + cell("产量（吨）", '<w:gridSpan w:val="2"/>'),
        cell("", "<w:vMerge/>") + cell("2019年") + cell("2020年"),
        cell("海州") + cell("1,200") + cell("1,350"),
    )
    body = (
        '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>工业</w:t></w:r></w:p>'
        + paragraph("全年产量见下表。")
        + f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    )
    source = read_source(make_docx(body), ".docx")
    assert [source.text[a:b] for a, b in source.headings] == ["工业"]
    (table,) = source.tables
    assert [(source.text[c.start : c.end].strip(), *c[2:]) for c in table] == [
        ("地区", 0, 0, 2, 1), ("产量（吨）", 0, 1, 1, 2), ("2019年", 1, 1, 1, 1),
        ("2020年", 1, 2, 1, 1), ("海州", 2, 0, 1, 1), ("1,200", 2, 1, 1, 1), ("1,350", 2, 2, 1, 1),
    ]  # fmt: skip


def test_word_document_that_declares_entities_is_refused():
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    xml = f'<!DOCTYPE d [<!ENTITY a0 "字">{bomb}]>' + part("document", paragraph("&a11;"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", xml)
    with pytest.raises(Rejected) as reason:
        read_source(out.getvalue(), ".docx")
    assert reason.value.code == "damaged"


@settings(deadline=None, max_examples=60)
@given(st.recursive(st.just("字"), lambda inside: st.lists(inside, max_size=4), max_leaves=20))
def test_nothing_is_lost_of_nested_tables_and_boxes(tree):
    numbers = iter(range(1000))

    def make(node, *, box):
        if node == "字":
            return paragraph(f"字{next(numbers)}号。")
        inside = "".join(make(n, box=not box) for n in node)
        if box:
            return paragraph(f"<w:r><w:txbxContent>{inside}</w:txbxContent></w:r>")
        return f"<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>"

    data = make_docx(paragraph("头。") + make(tree, box=True))
    source = read_source(data, ".docx")
    check_nothing_is_lost(source.text, source.left_out)
    for n in range(next(numbers)):
        assert source.text.count(f"字{n}号") == 1


# Real texts --------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", [ROOT / "raw", ROOT / "tests" / "workflow" / "raw", SHARED])
def test_nothing_is_lost_of_real_texts(folder):
    for path in sorted(folder.rglob("*.txt"))[:: 1 if folder != SHARED else 6]:
        source = read_source(path.read_bytes(), path.suffix)
        check_nothing_is_lost(source.text, source.left_out)
        as_markdown = read_source(path.read_bytes(), ".md")
        check_nothing_is_lost(as_markdown.text, as_markdown.left_out)
        assert all(part.reason == "markup" for part in as_markdown.left_out)
