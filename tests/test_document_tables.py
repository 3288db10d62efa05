"""Tables of values in documents: their cells in the text, and the claims of cells."""

import re

import pytest

from pipeline.claims.read.lexicon import load_lexicon
from pipeline.claims.stage import find_claims
from pipeline.clean.formats.tables import holds_values
from pipeline.clean.stage import clean, load_knowledge
from pipeline.language.tokenizer import Tokenizer, load_terms
from pipeline.metadata import Metadata
from pipeline.report.writer import make_writer
from pipeline.segment.stage import segment
from tests.make import make_line

KNOWLEDGE = load_knowledge()
PAGE = """<html><head><meta charset="utf-8"><title>2020年海滨省工业公报</title></head><body>
<h1>2020年海滨省工业公报</h1><p>全年工业运行平稳，下表列出主要产品的产量和增长情况，供参考使用。</p>{}
<p>以上为初步统计数，最终数据以统计年鉴为准，欢迎各界使用。</p></body></html>"""


def read(folder, table, suffix=".html", page=PAGE):
    path = folder / f"a{suffix}"
    path.write_text(page.format(table), "utf-8")
    return clean(path, Metadata(), KNOWLEDGE)


def rows(*lines, head="td"):
    cells = [f"<tr>{''.join(f'<{head}>{cell}</{head}>' for cell in line)}</tr>" for line in lines]
    return f"<table>{''.join(cells)}</table>"


def test_cells_stand_in_the_text_with_their_rows_and_columns(tmp_path):
    record = read(tmp_path, rows(("产品", "产量（万吨）"), ("原煤", "365.4"), ("水泥<br>熟料", "")))
    (table,) = record.tables
    cells = [(c.row, c.column, record.text[c.start : c.end]) for c in table.cells]
    assert cells == [
        (0, 0, "产品"), (0, 1, "产量（万吨）"), (1, 0, "原煤"), (1, 1, "365.4"), (2, 0, "水泥熟料"),
    ]  # fmt: skip
    assert (table.head_rows, table.head_columns) == (1, 1)
    assert "原煤\t365.4\n水泥熟料" in record.text
    assert [b.kind for b in record.blocks].count("table") == 3


def test_cells_that_go_over_others(tmp_path):
    table = """<table><tr><td rowspan="2">地区</td><td colspan="2">产量（吨）</td></tr>
    <tr><td>2019年</td><td>2020年</td></tr><tr><td>海州</td><td>1,200</td><td>1,350</td></tr></table>"""
    (found,) = read(tmp_path, table).tables
    assert [(c.row, c.column, c.rows, c.columns) for c in found.cells] == [
        (0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1),
        (2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1),
    ]  # fmt: skip
    assert (found.head_rows, found.head_columns) == (2, 1)


@pytest.mark.parametrize(
    ("table", "holds"),
    [
        ([["产品", "产量"], ["原煤", "365.4"]], True),
        ([["记者", "今年如何？"], ["王明", "增长5.3%。"]], False),
        ([["首页"], ["新闻"]], False),
        ([["姓名", "职务"], ["王明", "厅长"]], False),
    ],
)
def test_what_is_a_table_of_values(table, holds):
    assert holds_values(table) == holds


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon()


@pytest.fixture(scope="module")
def words():
    tokenizer = Tokenizer(load_terms())
    return KNOWLEDGE.structure, tokenizer


def claim(folder, table, lexicon, words):
    record = read(folder, table)
    segmentation = segment(record, *words)
    claims = find_claims(record, segmentation, lexicon).claims
    assert all(record.text[c.start : c.end] == c.text for c in claims)
    return [(c.text, c.value, c.unit, c.indicator, c.period, c.kind, c.direction) for c in claims]


UP, LEVEL = ("change", "up"), ("level", "none")


@pytest.mark.parametrize(
    ("table", "found"),
    [
        (rows(("产品", "产量（万吨）", "比上年增长（%）"), ("原煤", "365.4", "-3.5")),
         [("365.4", "3654000", "吨", "原煤产量", "2020", *LEVEL),
          ("-3.5", "3.5", "%", "原煤产量", "2020", "change", "down")]),
        (rows(("产品", "单位", "产量"), ("天然气", "亿立方米", "33.7"), ("布", "亿米", "—")),
         [("33.7", "3370000000", "立方米", "天然气产量", "2020", *LEVEL)]),
        ("<p>单位：万元</p>" + rows(("地区", "2019年", "2020年"), ("海州", "1,200", "1,350")),
         [("1,200", "12000000", "CNY", "海州", "2019", *LEVEL),
          ("1,350", "13500000", "CNY", "海州", "2020", *LEVEL)]),
        # Two units above; columns of times; the time of the table, and one that is not named.
        ("<p>2021年1—10月工业产品产量（单位：万吨、%）</p>"
         + rows(("产品", "10月", "1—10月累计", "同比增长"), ("原煤", "31.5", "365.4", "3.5")),
         [("31.5", "315000", "吨", "原煤", "2021-10", *LEVEL),
          ("365.4", "3654000", "吨", "原煤", "2021-01/2021-10", *LEVEL),
          ("3.5", "3.5", "%", "原煤", "2021-01/2021-10", *UP)]),
        ("<p>单位：亿元</p>" + rows(("税种", "2020年", "上年同期"), ("增值税", "12.5", "11.9")),
         [("12.5", "1250000000", "CNY", "增值税", "2020", *LEVEL),
          ("11.9", "1190000000", "CNY", "增值税上年同期", None, *LEVEL)]),
        (rows(("指标", "数值"), ("城镇化率", "65.2%"), ("排名", "3")),
         [("65.2%", "65.2", "%", "城镇化率数值", "2020", *LEVEL)]),
    ],
)  # fmt: skip
def test_claims_of_cells(tmp_path, table, found, lexicon, words):
    assert claim(tmp_path, table, lexicon, words) == found


PLAIN = (
    "2020年海滨省工业公报\n\n全年工业运行平稳，产量见下表。\n\n{}\n\n以上为初步统计数，供参考。\n"
)
FOUND = [("36.4", "364000", "吨", "盐", "2020", *LEVEL),
         ("-3.5", "3.5", "%", "盐", "2020", "change", "down"),
         ("9.2", "92000", "台", "风机", "2020", *LEVEL),
         ("6.1", "6.1", "%", "风机", "2020", *UP)]  # fmt: skip


@pytest.mark.parametrize(
    "table",
    [
        "产品  单位  2020年  增长（%）\n盐  万吨  36.4  -3.5\n风机  万台  9.2  6.1",
        "　产品　　单位　　2020　　增长（%）\n　盐　　万吨　　36.4　　-3.5\n"
        "　风机　　万台　　9.2　　6.1",
        "产品 单位 2020年 增长（%）\n盐 万吨 36.4 -3.5\n风机 万台 9.2 6.1",
        "产品 | 单位 | 2020年 | 增长（%） |\n---|---|---|---|\n盐 | 万吨 | 36.4 | -3.5 |\n"
        "风机 | 万台 | 9.2 | 6.1 |",
        "产品|2020年|单位|增长(%)\n--|--|--|--\n盐|36.4|万吨|-3.5\n风机|9.2|万台|6.1",
        "产  品  单位  2020年  增长（%）\n盐  万吨  36.4  -3.5\n风机  万台  9.2  6.1",
        "| 产品 | 单位 | 2020年 | 增长（%） |\n| 盐 | 万吨 | 36.4 | -3.5 |\n"
        "| 风机 | 万台 | 9.2 | 6.1 |",
        "+---+---+---+---+\n| 产品 | 单位 | 2020年 | 增长（%） |\n+===+===+===+===+\n"
        "| 盐 | 万吨 | 36.4 | -3.5 |\n+---+---+---+---+\n"
        "| 风机 | 万台 | 9.2 | 6.1 |\n+---+---+---+---+",
    ],
    ids=["wide gaps", "a year alone", "gaps", "bars", "units to the right", "spread words",
         "no rule", "grid"],
)  # fmt: skip
def test_tables_of_running_text(tmp_path, table, lexicon, words):
    path = tmp_path / "a.txt"
    path.write_text(PLAIN.format(table), "utf-8")
    record = clean(path, Metadata(), KNOWLEDGE)
    claims = find_claims(record, segment(record, *words), lexicon).claims
    assert [
        (c.text, c.value, c.unit, c.indicator, c.period, c.kind, c.direction) for c in claims
    ] == FOUND


@pytest.mark.parametrize(
    "lines",
    [
        "9:00  开幕式  主会场\n10:30  论坛  二楼\n13:00  参观  园区",
        "序号  名称  电话\n1  水务局  8321457\n2  林业局  8321458",
        "张三 李四 王五\n赵六 钱七 孙八\n周九 吴十 郑一",
    ],
)
def test_lines_in_columns_that_are_no_table_of_values(tmp_path, lines):
    path = tmp_path / "a.txt"
    path.write_text(PLAIN.format(lines), "utf-8")
    assert not clean(path, Metadata(), KNOWLEDGE).tables


WIDE = '<td rowspan="{0}" colspan="{0}">5</td>'


@pytest.mark.parametrize("size", [999, 10**9, int("9" * 4000)])
def test_a_table_too_large_to_be_read_is_flagged_and_stays_in_the_text(tmp_path, size):
    line = f"<tr>{WIDE.format(size) * 3}</tr>"
    record = read(tmp_path, f"<table>{line * 3}</table>")
    assert record.tables == ()
    assert [flag.code for flag in record.flags] == ["tables_unread"]
    assert "5\t5\t5" in record.text


def test_a_number_of_rows_with_more_digits_than_are_counted(tmp_path):
    record = read(
        tmp_path,
        rows(("产品", "产量"), ("原煤", "5")).replace("<td", f'<td rowspan="{"0" * 5000}"'),
    )
    assert record.tables


def test_more_rows_above_the_first_value_than_heads_take(tmp_path):
    names = [(f"项目{k}", f"地点{k}") for k in range(9)]
    record = read(tmp_path, rows(("项目", "产量（吨）"), *names, ("原煤", "365")))
    (table,) = record.tables
    assert table.head_rows == 1


def test_a_row_of_a_table_is_no_title(tmp_path):
    page = '<meta charset="utf-8">{}<h1>海滨省工业公报</h1><p>全年工业运行平稳，供参考使用。</p>'
    table = rows(("索引号", "0123"), ("年份", "2020"))
    assert read(tmp_path, table, page=page).title == "海滨省工业公报"
    bare = '<meta charset="utf-8">{}<p>全年工业运行平稳，供参考使用。</p>'
    path = tmp_path / "b.html"
    path.write_text(bare.format(table), "utf-8")
    assert "0123" not in (clean(path, Metadata(), KNOWLEDGE).title or "")


def test_a_table_is_a_table_on_the_page(tmp_path, lexicon, words):
    table = """<table><tr><td rowspan="2">地区 &lt;b&gt;</td><td colspan="2">产量（万吨）</td></tr>
    <tr><td>2019年</td><td>2020年</td></tr><tr><td>海州</td><td></td><td>135.2</td></tr></table>"""
    record = read(tmp_path, table)
    structure = segment(record, *words)
    claims = find_claims(record, structure, lexicon)
    make_writer().write(tmp_path, make_line(record, structure, claims))
    page = (tmp_path / "a.html").read_text("utf-8")
    shown = page[page.index('<table class="cells">') :]
    shown = re.sub(r'<td class="line">[^<]*</td>|\s', "", shown[: shown.index("</table>")])
    assert '地区&lt;b&gt;</th><thscope="col"colspan="2">产量（万吨）</th></tr>' in shown
    assert '<thscope="row">海州</th><td></td><td><aclass="claimactual"' in shown
    (claim,) = claims.claims
    assert f'href="#{claim.id}"id="q-{claim.id}">135.2</a>' in shown
