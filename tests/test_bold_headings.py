"""Lines that a file sets in bold are headings where they stand above others."""

import pytest

from pipeline.clean.stage import clean, load_knowledge
from pipeline.metadata import Metadata
from tests.word_files import make_docx, paragraph, part

KNOWLEDGE = load_knowledge()
TITLE = "松河市水务局通报供水工作情况"
PARTS = {
    "供水设施建设": "全市改造老旧管网三百二十公里，新建泵站十二座。",
    "水质安全保障": "全年抽检水样四千八百份，合格率百分之百。",
    "新规管哪些用户？": "城区居民和单位都适用，农村集中供水参照执行。",
}


def bold(words):
    """Return two bold runs of Word with these words."""
    return "".join(
        f"<w:r><w:rPr><w:b/></w:rPr><w:t>{part}</w:t></w:r>" for part in (words[:2], words[2:])
    )


def write(parts, suffix, head=TITLE):
    """Return a file with a bold line above each part; what is said may have bold words in it."""
    if suffix == ".docx":
        body = "".join(paragraph(bold(line)) + paragraph(said) for line, said in parts.items())
        return make_docx(paragraph(head) + body)
    rows = "".join(f"<p><b>{line}</b></p><p><b>{s[:4]}</b>{s[4:]}</p>" for line, s in parts.items())
    return f"<html><title>{head}</title><body><h1>{head}</h1>{rows}</body></html>".encode()


def find_headings(folder, data, suffix):
    path = folder / f"a{suffix}"
    path.write_bytes(data)
    record = clean(path, Metadata(), KNOWLEDGE)
    assert record.title == TITLE
    return [record.text[b.start : b.end] for b in record.blocks if b.kind == "heading"]


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_bold_lines_above_others_are_headings(tmp_path, suffix):
    assert find_headings(tmp_path, write(PARTS, suffix), suffix) == list(PARTS)


@pytest.mark.parametrize(
    "parts",
    [
        {"供水设施建设": PARTS["供水设施建设"]},
        {"全年改造管网三百二十公里。": "新建泵站十二座。", "全年抽检水样。": "合格率百分之百。"},
        {"主持人：请介绍情况": "各位好。", "陶立群：好": "今年改造管网三百二十公里。"},
    ],
)
@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_one_bold_line_sentences_and_speakers_are_none(tmp_path, parts, suffix):
    assert find_headings(tmp_path, write(parts, suffix), suffix) == []


def test_the_only_heading_of_a_word_file_is_its_title_where_it_stands_above_all(tmp_path):
    style = '<w:pPr><w:pStyle w:val="1"/></w:pPr>'
    styles = '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
    styles += '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    said = paragraph("全市改造老旧管网三百二十公里，新建泵站十二座。")
    for heads, title in ((["供水怎么改"], "供水怎么改"), (["供水怎么改", "水质怎么保"], "问答")):
        body = "".join(paragraph(f"{style}<w:r><w:t>{head}</w:t></w:r>") + said for head in heads)
        path = tmp_path / "问答.docx"
        path.write_bytes(make_docx(body, styles=part("styles", styles)))
        assert clean(path, Metadata(), KNOWLEDGE).title == title
