"""PDFs: lines, columns and paragraphs of printed pages; the article whole and in order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.formats import apart
from pipeline.clean.formats.apart import read_apart
from pipeline.clean.formats.pdf.layout import Glyph, read_page_lines
from pipeline.clean.formats.readers import read_source
from pipeline.clean.formats.reading import Reading
from pipeline.errors import Rejected
from tests.cleaning import read
from tests.pdf_files import HEIGHT, SENTENCES, WIDTH, draw, draw_lines, make_page, read_lines
from tests.web_pages import TITLE


def break_paragraphs(sentences, width):
    """Return paragraphs of four sentences as lines of a width, each set in by two characters."""
    lines = []
    for k in range(0, len(sentences), 4):
        text = "　　" + "".join(sentences[k : k + 4])
        lines += [text[at : at + width] for at in range(0, len(text), width)]
    return lines


def make_newspaper(columns, *, by_row):
    """A page with a title across columns of running text, drawn column by column or row by row."""
    step = (WIDTH - 80) / columns
    lines = break_paragraphs(SENTENCES, int((step - 20) / 10))
    rows = -(-len(lines) // columns)
    places = [(k // rows, k % rows, line) for k, line in enumerate(lines)]
    if by_row:
        places.sort(key=lambda place: (place[1], place[0]))

    def paint(canvas, _):
        draw(canvas, 9, 50, HEIGHT - 40, "海滨日报 2021年1月27日 星期三 第2版")
        draw(canvas, 20, 50, HEIGHT - 80, TITLE)
        for column, row, line in places:
            draw(canvas, 10, 50 + column * step, HEIGHT - 110 - 14 * row, line)
        draw(canvas, 9, WIDTH / 2 - 10, 30, "— 2 —")

    return make_page(paint)


@pytest.mark.parametrize("by_row", [False, True])
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_of_a_newspaper_are_read_one_after_another(columns, by_row):
    text, removals = read(make_newspaper(columns, by_row=by_row), ".pdf")
    paragraphs = ["".join(SENTENCES[k : k + 4]) for k in range(0, len(SENTENCES), 4)]
    assert text.split("\n") == [TITLE, *paragraphs]
    assert ("running_head", "海滨日报2021年1月27日 星期三 第2版") in removals
    assert ("page_number", "— 2 —") in removals


def test_a_gap_as_wide_as_a_character_parts_who_speaks_from_the_time():
    lines = ("束明远\u300010:02:40", "新增住房31.6万套。", "本报记者 徐恒")
    data = make_page(lambda canvas, _: draw_lines(canvas, lines, step=30))
    text = read_source(data, ".pdf").text
    assert "束明远\u300010:02:40" in text and "住房31.6万套" in text and "记者 徐恒" in text


def test_running_heads_are_what_stands_on_many_pages():
    def paint(canvas, page):
        draw(canvas, 9, 50, HEIGHT - 40, f"海滨省工业发展资料汇编（{page + 1}）")
        for row in range(4):
            draw(canvas, 10, 50, HEIGHT - 100 - 20 * row, f"{'甲乙丙丁戊'[page]}市{SENTENCES[row]}")
        draw(canvas, 9, WIDTH / 2, 30, str(page + 1))

    lines, removals = read_lines(make_page(paint, 5))
    assert lines == [f"{c}市{words}" for c in "甲乙丙丁戊" for words in SENTENCES[:4]]
    removed = "".join(words for _, words in removals)
    assert removed.count("资料汇编") == 5


def test_paragraphs_set_apart_go_on_after_a_full_stop_at_the_end_of_a_line():
    paragraphs = [[f"{name}市工业增长平稳。", "其中汽车增长较快。", "下步"] for name in "甲乙丙丁"]
    lines = [line for paragraph in paragraphs for line in (*paragraph, "")]
    data = make_page(lambda canvas, _: draw_lines(canvas, lines, left=60, step=18))
    source = read_source(data, ".pdf").text
    assert source.splitlines() == ["".join(lines) for lines in paragraphs]


def test_lines_that_end_before_what_is_not_broken_and_marks_over_the_edge_go_on():
    lines = [
        "全省工业增加值同比增长速度保持平稳有力，",
        "工业增加值的同比增长速度由上年的",
        "12.53%，提高到今年的水平，努力完成三",
        "年的主要工作。",
    ]
    data = make_page(lambda canvas, _: draw_lines(canvas, lines, left=60, step=18))
    assert read_source(data, ".pdf").text == "".join(lines) + "\n"


def test_items_of_a_list_that_are_set_in_do_not_make_others_go_on():
    lines = [
        (0, "主持人：各位记者朋友，大家好，请李大海介绍情况。"),
        (0, "李大海：工业增加值同比增长5.3%，请看三项工作。"),
        *((24, f"{n}.支持企业。") for n in (1, 2, 3)),
        *((0, f"{name}：好的。") for name in ("海滨日报记者", "李大海", "王小山", "主持人")),
    ]

    def paint(canvas, _):
        for row, (indent, text) in enumerate(lines):
            draw(canvas, 12, 60 + indent, HEIGHT - 80 - 20 * row, text)

    source = read_source(make_page(paint), ".pdf").text
    assert source.splitlines() == [text for _, text in lines]


def test_rows_of_a_table_stay_rows():
    def paint(canvas, _):
        for row in range(8):
            for column in range(3):
                draw(canvas, 10, 50 + 180 * column, HEIGHT - 100 - 20 * row, f"格{row}之{column}")

    source = read_source(make_page(paint), ".pdf").text
    assert source.split("\n")[:2] == ["格0之0\t格0之1\t格0之2", "格1之0\t格1之1\t格1之2"]


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
    read_back = "".join("".join(line.text.split()) for line in read_page_lines(glyphs))
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
    (line,) = read_page_lines([*drawn, *late])
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
        read_apart(reader, b"", longest=0.2 if code == "too_slow" else apart.READER_SECONDS)
    assert reason.value.code == code
