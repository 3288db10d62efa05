"""What Word documents have, and damaged ones."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.formats.readers import read_source
from pipeline.errors import Rejected
from tests.cleaning import check_nothing_is_lost, read
from tests.web_pages import TITLE
from tests.word_files import make_docx, paragraph, part, run


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
