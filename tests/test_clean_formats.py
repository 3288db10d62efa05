"""What people really have: saved pages, Word files, printed pages. Whole articles and no more."""

import io
import zipfile
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.clean import apart, stage
from pipeline.clean.apart import run_apart
from pipeline.clean.markdown_text import find_markup
from pipeline.clean.metadata import Metadata
from pipeline.clean.pdf_layout import Glyph, read_page
from pipeline.clean.readers import read_source
from pipeline.clean.reading import Reading
from pipeline.clean.web_parts import load_parts
from pipeline.errors import Rejected
from tests.chromium import PROGRAM, Chromium
from tests.conftest import ROOT
from tests.test_clean_normalise import check_nothing_is_lost, clean
from tests.web_pages import INFO, PAGES, TITLE

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SHARED = ROOT.parent / "shared" / "data"


def read(data, suffix):
    """Return the clean text of a file, and the pieces that were removed with their reasons."""
    source = read_source(data, suffix)
    check_nothing_is_lost(source.text, source.left_out)
    assembly, removals = clean(source.text, source.left_out)
    return assembly.text, [(r.reason, r.text) for r in removals]


# Web pages ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_the_article_of_a_page_is_whole_and_alone(name):
    page, said = PAGES[name]
    text, _ = read(page.encode(), ".html")
    lines = text.split("\n")
    assert lines[0] == TITLE
    assert INFO in lines[1] and "打印" not in lines[1]
    rows = ["指标\t增速", "增加值\t5.3%"] if name == "interview" else []
    assert lines[2:] == said + rows


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


PARTS = load_parts()


@pytest.mark.parametrize(("style", "name"), [(s, n) for s in PARTS.part for n in s.accept])
def test_part_accepts(style, name):
    assert PARTS.find_reason(name) == style.reason


@pytest.mark.parametrize(("style", "name"), [(s, n) for s in PARTS.part for n in s.reject])
def test_part_rejects(style, name):
    assert PARTS.find_reason(name) is None


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
        "李大海：总体平稳，5*6*7 与 a_b_c，旧数。",
        "一是利用率为-3.5%。",
        "二是企业效益改善。",
        "指标  增速",
        "增加值  5.3%",
        "[记者]: 请问*号？",
    ]
    assert {reason for reason, _ in removals} == {"markup"}


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="*_`#>-|[]()!~<\\ \n:1记者。热点一：", max_size=120))
@example("1` `1")
def test_nothing_is_lost_of_any_markdown(source):
    marks = find_markup(source)
    assert all(a.end <= b.start for a, b in pairwise(marks))
    assert not any("记" in source[a:b] for a, b, _ in marks if source[a:b].strip("#>-*_`~ ") == "")
    check_nothing_is_lost(source, marks)


# Word --------------------------------------------------------------------------------------


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside):
    return f"<w:p>{''.join(i if i.startswith('<') else run(i) for i in inside)}</w:p>"


def part(name, inside):
    return (
        f'<w:{name} xmlns:w="{WORD}" xmlns:mc="{COMPATIBILITY}" xmlns:v="urn:v">{inside}</w:{name}>'
    )


def make_docx(body, **parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>"))
        for name, inside in parts.items():
            package.writestr(f"word/{name}.xml", inside)
    return out.getvalue()


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


# PDF ---------------------------------------------------------------------------------------

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
WIDTH, HEIGHT = A4
SENTENCES = [
    f"第{n}句话说的是全省工业经济平稳恢复、企业效益稳步改善、发展质量不断提高的有关情况。"
    for n in range(1, 41)
]


def draw(canvas, size, x, y, text):
    canvas.setFont("STSong-Light", size)
    canvas.drawString(x, y, text)


def break_paragraphs(sentences, width):
    """Return paragraphs of four sentences as lines of a width, each set in by two characters."""
    lines = []
    for k in range(0, len(sentences), 4):
        text = "　　" + "".join(sentences[k : k + 4])
        lines += [text[at : at + width] for at in range(0, len(text), width)]
    return lines


def make_newspaper(columns, *, by_row):
    """A page with a title across columns of running text, drawn column by column or row by row."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    draw(canvas, 9, 50, HEIGHT - 40, "海滨日报 2021年1月27日 星期三 第2版")
    draw(canvas, 20, 50, HEIGHT - 80, TITLE)
    step = (WIDTH - 80) / columns
    lines = break_paragraphs(SENTENCES, int((step - 20) / 10))
    rows = -(-len(lines) // columns)
    places = [(k // rows, k % rows, line) for k, line in enumerate(lines)]
    if by_row:
        places.sort(key=lambda place: (place[1], place[0]))
    for column, row, line in places:
        draw(canvas, 10, 50 + column * step, HEIGHT - 110 - 14 * row, line)
    draw(canvas, 9, WIDTH / 2 - 10, 30, "— 2 —")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("by_row", [False, True])
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_of_a_newspaper_are_read_one_after_another(columns, by_row):
    text, removals = read(make_newspaper(columns, by_row=by_row), ".pdf")
    paragraphs = ["".join(SENTENCES[k : k + 4]) for k in range(0, len(SENTENCES), 4)]
    assert text.split("\n") == [TITLE, *paragraphs]
    assert ("running_head", "海滨日报2021年1月27日 星期三 第2版") in removals
    assert ("page_number", "— 2 —") in removals


def test_running_heads_are_what_stands_on_many_pages():
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in range(5):
        draw(canvas, 9, 50, HEIGHT - 40, f"海滨省工业发展资料汇编（{page + 1}）")
        for row in range(4):
            draw(canvas, 10, 50, HEIGHT - 100 - 20 * row, f"{'甲乙丙丁戊'[page]}市{SENTENCES[row]}")
        draw(canvas, 9, WIDTH / 2, 30, str(page + 1))
        canvas.showPage()
    canvas.save()
    text, removals = read(out.getvalue(), ".pdf")
    assert text.split("\n") == [f"{c}市{words}" for c in "甲乙丙丁戊" for words in SENTENCES[:4]]
    removed = "".join(words for _, words in removals)
    assert removed.count("资料汇编") == 5


def test_paragraphs_set_apart_go_on_after_a_full_stop_at_the_end_of_a_line():
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    height = HEIGHT - 80
    paragraphs = [[f"{name}市工业增长平稳。", "其中汽车增长较快。", "下步"] for name in "甲乙丙丁"]
    for lines in paragraphs:
        for line in lines:
            draw(canvas, 12, 60, height, line)
            height -= 18
        height -= 18
    canvas.showPage()
    canvas.save()
    source = read_source(out.getvalue(), ".pdf").text
    assert source.splitlines() == ["".join(lines) for lines in paragraphs]


def test_lines_that_end_before_what_is_not_broken_and_marks_over_the_edge_go_on():
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    lines = [
        "全省工业增加值同比增长速度保持平稳有力，",
        "工业增加值的同比增长速度由上年的",
        "12.53%，提高到今年的水平，努力完成三",
        "年的主要工作。",
    ]
    for row, text in enumerate(lines):
        draw(canvas, 12, 60, HEIGHT - 80 - 18 * row, text)
    canvas.showPage()
    canvas.save()
    assert read_source(out.getvalue(), ".pdf").text == "".join(lines) + "\n"


def test_items_of_a_list_that_are_set_in_do_not_make_others_go_on():
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    lines = [
        (0, "主持人：各位记者朋友，大家好，请李大海介绍情况。"),
        (0, "李大海：工业增加值同比增长5.3%，请看三项工作。"),
        *((24, f"{n}.支持企业。") for n in (1, 2, 3)),
        *((0, f"{name}：好的。") for name in ("海滨日报记者", "李大海", "王小山", "主持人")),
    ]
    for row, (indent, text) in enumerate(lines):
        draw(canvas, 12, 60 + indent, HEIGHT - 80 - 20 * row, text)
    canvas.showPage()
    canvas.save()
    source = read_source(out.getvalue(), ".pdf").text
    assert source.splitlines() == [text for _, text in lines]


def test_rows_of_a_table_stay_rows():
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for row in range(8):
        for column in range(3):
            draw(canvas, 10, 50 + 180 * column, HEIGHT - 100 - 20 * row, f"格{row}之{column}")
    canvas.showPage()
    canvas.save()
    source = read_source(out.getvalue(), ".pdf").text
    assert source.split("\n")[:2] == ["格0之0\t格0之1\t格0之2", "格1之0\t格1之1\t格1之2"]


def test_a_scan_is_said_to_be_one():
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.rect(50, 50, 400, 600, fill=1)
    canvas.showPage()
    canvas.save()
    with pytest.raises(Rejected) as reason:
        read_source(out.getvalue(), ".pdf")
    assert reason.value.code == "no_text"


def test_pages_that_were_scanned_among_others_are_said_to_be_missing(tmp_path):
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    scan = ImageReader(Image.new("L", (60, 80), 200))
    for page in ("text", "scan", "scan", "empty", "text", "scan"):
        if page == "text":
            draw(canvas, 12, 60, HEIGHT - 80, "李大海：工业增长5.3%。")
        elif page == "scan":
            canvas.drawImage(scan, 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    found = stage.clean(path, Metadata(), stage.load_knowledge())
    (flag,) = [flag for flag in found.flags if flag.code == "page_without_text"]
    assert flag.message.zh == "第2–3, 6页只有图像，没有文字，页上的内容未能读取。"


@pytest.mark.skipif(not PROGRAM, reason="no browser")
@pytest.mark.parametrize("name", ["government", "news"])
def test_a_printed_web_page(name, tmp_path):
    from base64 import b64decode

    page, said = PAGES[name]
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    with Chromium() as browser:
        browser.open(path)
        printed = browser.send("Page.printToPDF", displayHeaderFooter=True)["data"]
    text, _ = read(b64decode(printed), ".pdf")
    assert [line for line in said if line in text] == said
    assert TITLE in text
    assert [w for w in ("ICP备", "file://", "首页", "扫一扫", "字体") if w in text] == []


GLYPHS = st.builds(
    lambda text, x, y, size: Glyph(text, x, y, x + size, y + size),
    st.sampled_from("字数年月5G。"),
    st.floats(0, 600),
    st.floats(0, 800),
    st.sampled_from([8.0, 10.0, 20.0]),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(GLYPHS, max_size=120))
def test_no_character_of_a_page_is_lost(glyphs):
    read_back = "".join("".join(line.text.split()) for line in read_page(glyphs))
    assert sorted(read_back) == sorted(g.text for g in glyphs)


def test_characters_of_another_font_that_are_drawn_last_stand_where_they_are_seen():
    row = "由8.7∶41.2∶50.1调整为7.4∶39.6∶53。"
    boxes, left = [], 50.0
    for character in row:
        width = 10.0 if character >= "\u2e80" else 4.0
        boxes.append(Glyph(character, left, 100, left + width, 110))
        left += width
    late = [glyph for glyph in boxes if glyph.text == "∶"]
    drawn = [glyph for glyph in boxes if glyph.text != "∶"]
    (line,) = read_page([*drawn, *late])
    assert line.text == row


def sleep(data):
    import time

    time.sleep(60)
    return Reading("")


def die(data):
    import os

    os._exit(3)


@pytest.mark.parametrize(("reader", "code"), [(sleep, "too_slow"), (die, "damaged")])
def test_a_reader_that_hangs_or_dies_costs_its_file_alone(reader, code):
    with pytest.raises(Rejected) as reason:
        run_apart(reader, b"", longest=0.2 if code == "too_slow" else apart.LONGEST)
    assert reason.value.code == code


# Real texts --------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", [ROOT / "raw", ROOT / "tests" / "workflow" / "raw", SHARED])
def test_nothing_is_lost_of_real_texts(folder):
    for path in sorted(folder.rglob("*.txt"))[:: 1 if folder != SHARED else 6]:
        source = read_source(path.read_bytes(), path.suffix)
        check_nothing_is_lost(source.text, source.left_out)
        as_markdown = read_source(path.read_bytes(), ".md")
        check_nothing_is_lost(as_markdown.text, as_markdown.left_out)
        assert all(part.reason == "markup" for part in as_markdown.left_out)
