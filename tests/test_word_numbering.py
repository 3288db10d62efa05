"""Numbers that Word counts stand before their paragraphs as readers see them."""

import pytest

from pipeline.clean.formats.readers import read_source
from tests.word_files import make_docx, part


def level(depth, form, text, start=1, style=""):
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{style}'
        f'<w:lvlText w:val="{text}"/><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:lvl>'
    )


def kind(number, *levels):
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def instance(number, of, override=""):
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{override}</w:num>'


def paragraph(text, number=None, depth=None, style=None, inside=""):
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    depth = f'<w:ilvl w:val="{depth}"/>' if depth is not None else ""
    number = f'<w:numId w:val="{number}"/>' if number is not None else ""
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{style}<w:numPr>{depth}{number}</w:numPr></w:pPr>{run}{inside}</w:p>"


def write(body, numbering, styles=""):
    return make_docx(body, numbering=part("numbering", numbering), styles=part("styles", styles))


def read(body, numbering="", styles=""):
    return read_source(write(body, numbering, styles), ".docx").text.splitlines()


HEADINGS = kind(
    1,
    level(0, "chineseCounting", "%1、", style="标题一"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "%1.%4"),
)


def test_each_level_counts_on_its_own_and_begins_anew_under_the_next():
    body = (
        paragraph("总体情况", 5, 0)
        + paragraph("生产", 5, 1)
        + paragraph("投资", 5, 1)
        + paragraph("设备", 5, 2)
        + paragraph("照常。")
        + paragraph("下步工作", 5, 0)
        + paragraph("技术改造", 5, 1)
    )
    assert read(body, HEADINGS + instance(5, 1)) == [
        *("一、总体情况", "（一）生产", "（二）投资", "1. 设备", "照常。"),
        *("二、下步工作", "（一）技术改造"),
    ]


def test_a_number_may_hold_those_above_it():
    body = paragraph("甲", 5, 0) + paragraph("乙", 5, 3) + paragraph("丙", 5, 3)
    assert read(body, HEADINGS + instance(5, 1)) == ["一、甲", "一.1 乙", "一.2 丙"]


def test_lists_of_one_kind_count_on_unless_they_say_where_to_start():
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>'
    numbering = HEADINGS + instance(5, 1) + instance(6, 1) + instance(7, 1, override)
    body = "".join(paragraph(f"第{n}", n) for n in (5, 6, 7, 7))
    assert read(body, numbering) == ["一、第5", "二、第6", "四、第7", "五、第7"]


def test_a_style_and_what_it_is_based_on_give_the_list_and_a_paragraph_can_leave_it():
    styles = (
        '<w:style w:styleId="标题一"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr>'
        "</w:style>"
        '<w:style w:styleId="红头"><w:basedOn w:val="标题一"/></w:style>'
        '<w:style w:styleId="环"><w:basedOn w:val="环"/></w:style>'
    )
    body = (
        paragraph("总体情况", style="标题一")
        + paragraph("下步工作", style="红头")
        + paragraph("附件", 0, style="标题一")
        + paragraph("其他", style="环")
    )
    assert read(body, HEADINGS + instance(5, 1), styles) == [
        *("一、总体情况", "二、下步工作", "附件", "其他"),
    ]


def test_bullets_deleted_and_empty_paragraphs_have_no_number():
    numbering = kind(2, level(0, "bullet", "")) + kind(3, level(0, "decimal", "第%1条"))
    body = (
        paragraph("圆点", 5)
        + paragraph("", 6)
        + paragraph("", 6, inside="<w:del><w:r><w:delText>删</w:delText></w:r></w:del>")
        + paragraph("三", 6)
    )
    source = read_source(write(body, numbering + instance(5, 2) + instance(6, 3)), ".docx")
    assert source.text.splitlines() == ["圆点", "", "删", "第3条 三"]
    assert [source.text[part.start : part.end] for part in source.left_out] == ["删"]


def test_a_text_box_counts_by_itself():
    box = f"<w:r><w:txbxContent>{paragraph('框', 6)}</w:txbxContent></w:r>"
    numbering = kind(3, level(0, "decimal", "%1.")) + instance(6, 3) + HEADINGS + instance(5, 1)
    assert read(paragraph("外", 5, inside=box), numbering) == ["一、外", "1. 框"]


def test_what_was_another_list_before_a_revision_does_not_count():
    old = '<w:pPrChange><w:pPr><w:numPr><w:numId w:val="6"/></w:numPr></w:pPr></w:pPrChange>'
    new = f'<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr>{old}</w:pPr>'
    body = f"<w:p>{new}<w:r><w:t>今</w:t></w:r></w:p>"
    numbering = HEADINGS + instance(5, 1) + kind(3, level(0, "decimal", "%1.")) + instance(6, 3)
    assert read(body, numbering) == ["一、今"]


@pytest.mark.parametrize(
    "numbering",
    [
        instance(5, 99),
        kind(1) + instance(5, 1),
        kind(1, level("x", "decimal", "%1")) + instance(5, 1),
        kind(1, level(0, "sideways", "%9")) + instance(5, 1),
        kind(1, level(0, "decimal", "%1", start="9" * 30)) + instance(5, 1),
        kind(1, level(0, "ideographDigital", "%1"))
        + instance(5, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="-3"/></w:lvlOverride>'),
    ],
)
def test_numbering_that_makes_no_sense_costs_nothing_else(numbering):
    (line,) = read(paragraph("正文", 5, 0), numbering)
    assert line.endswith("正文")


@pytest.mark.parametrize(
    "damage",
    ['<!DOCTYPE d [<!ENTITY a "字">]>{}', "{}<", "", '<?xml version="1.0" encoding="x"?>{}'],
)
def test_a_document_whose_numbering_is_damaged_is_read_without_it_and_says_so(damage):
    numbering = kind(1, level(0, "decimal", "%1.")) + instance(5, 1)
    data = make_docx(paragraph("正文", 5, 0), numbering=damage.format(part("numbering", numbering)))
    reading = read_source(data, ".docx")
    assert (reading.text, reading.doubts) == ("正文\n", (("styles_unread", "numbering.xml"),))


def test_parts_beside_the_text_that_are_damaged_leave_it_as_it_is():
    data = make_docx(paragraph("正文"), header1="<w:hdr", comments="<!DOCTYPE a><a/>")
    reading = read_source(data, ".docx")
    assert reading.text == "正文\n"
    assert reading.doubts == (("part_unread", "header1.xml"), ("part_unread", "comments.xml"))
