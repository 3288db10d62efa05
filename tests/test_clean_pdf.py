"""PDFs: printed pages, columns, pages set in any way, scans; the article whole and in order."""

import io

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.clean import stage
from pipeline.clean.formats import apart
from pipeline.clean.formats.apart import read_apart
from pipeline.clean.formats.pdf import document, glyphs, recognise
from pipeline.clean.formats.pdf.layout import Glyph, read_page
from pipeline.clean.formats.readers import read_source
from pipeline.clean.formats.reading import Reading
from pipeline.errors import Rejected
from pipeline.metadata import Metadata
from tests.chromium import PROGRAM, Chromium
from tests.cleaning import read
from tests.web_pages import PAGES, TITLE

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


def test_a_gap_as_wide_as_a_character_parts_who_speaks_from_the_time():
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for row, line in enumerate(["束明远\u300010:02:40", "新增住房31.6万套。", "本报记者 徐恒"]):
        draw(canvas, 12, 50, HEIGHT - 100 - 30 * row, line)
    canvas.save()
    text = read_source(out.getvalue(), ".pdf").text
    assert "束明远\u300010:02:40" in text and "住房31.6万套" in text and "记者 徐恒" in text


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


def make_scan(lines):
    """A PDF of one page that is an image of lines."""
    drawn = pypdfium2.PdfDocument(make_page(lambda canvas, _: draw_lines(canvas, lines)))
    image = drawn[0].render(scale=200 / 72, grayscale=True).to_pil()
    return make_page(lambda canvas, _: canvas.drawImage(ImageReader(image), 0, 0, *A4))


@pytest.mark.skipif(not recognise.can_recognise(), reason="no tesseract with Chinese")
def test_a_scan_is_recognised_and_said_to_be(tmp_path):
    path = tmp_path / "扫描.pdf"
    path.write_bytes(
        make_scan(["主持人：欢迎参加今天的新闻发布会。", "", "王明：工业增加值增长5.3%。"])
    )
    made = stage.clean(path, Metadata(), stage.load_knowledge())
    assert made.text.split("\n") == [
        "主持人：欢迎参加今天的新闻发布会。",
        "王明：工业增加值增长5.3%。",
    ]
    assert [flag.code for flag in made.flags] == ["text_recognised"]


def test_a_scan_is_refused_where_nothing_can_recognise_it(monkeypatch):
    monkeypatch.setattr(document, "can_recognise", lambda: False)
    assert document.read(make_scan(["主持人：欢迎参加今天的新闻发布会。"])).text.strip() == ""


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
        read_apart(reader, b"", longest=0.2 if code == "too_slow" else apart.READER_SECONDS)
    assert reason.value.code == code


LINES = (
    "海滨省商务运行情况",
    "记者：今年一季度消费市场恢复得怎么样？",
    "王明：零售总额达到3250.6亿元，增长6.2%。",
    "其中，餐饮收入412亿元，增长15.3%。",
    "记者：外贸方面有什么新变化？",
    "李娜：出口1120亿元，增长9.5%。",
)


def make_page(paint, pages=1, **options):
    """A PDF on whose pages `paint` draws, given a canvas and the number of the page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True, **options)
    for number in range(pages):
        paint(canvas, number)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def draw_lines(canvas, lines=LINES, left=80):
    for row, line in enumerate(lines):
        draw(canvas, 12, left, HEIGHT - 80 - 20 * row, line)


def read_lines(data):
    text, removals = read(data, ".pdf")
    return text.split("\n"), removals


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_pages_that_are_turned_are_read_upright(angle):
    def paint(canvas, _):
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(angle)
        for row, line in enumerate(LINES):
            draw(canvas, 12, -150, 100 - 20 * row, line)

    assert read_lines(make_page(paint)) == (list(LINES), [])


def test_vertical_writing_is_read_from_the_right_and_said():
    def paint(canvas, _):
        for column, line in enumerate(LINES):
            for row, sign in enumerate(line):
                draw(canvas, 12, 400 - 20 * column, HEIGHT - 80 - 12 * row, sign)

    data = make_page(paint)
    assert read_lines(data) == (list(LINES), [])
    assert read_source(data, ".pdf").doubts == (("vertical_text", "1"),)


@pytest.mark.parametrize(("angle", "size"), [(45, 60), (0, 80)])
def test_a_watermark_is_no_text(angle, size):
    def paint(canvas, _):
        canvas.saveState()
        canvas.translate(100, HEIGHT - 180)
        canvas.rotate(angle)
        draw(canvas, size, 0, 0, "内部")
        canvas.restoreState()
        draw_lines(canvas)

    assert read_lines(make_page(paint)) == (list(LINES), [("watermark", "内部")])


@pytest.mark.parametrize("step", [1, 5])
def test_numbers_of_lines_are_no_text(step):
    lines = list(LINES * 5)

    def paint(canvas, _):
        draw_lines(canvas, lines)
        for row in range(len(lines)):
            if (row + 1) % step == 0:
                draw(canvas, 8, 50, HEIGHT - 80 - 20 * row, str(row + 1))

    text, removals = read_lines(make_page(paint))
    assert text == lines
    assert [reason for reason, _ in removals] == ["line_number"]


def test_items_that_begin_with_figures_keep_them():
    lines = [
        "12家企业参展。",
        "13家企业参展。",
        "14家企业参展。",
        "15家企业。",
        "16家企业。",
        "共计。",
    ]
    assert read_lines(make_page(lambda canvas, _: draw_lines(canvas, lines))) == (lines, [])


def test_what_is_outside_of_the_page_is_no_text():
    def paint(canvas, _):
        canvas.setCropBox((0, 200, WIDTH, HEIGHT))
        draw_lines(canvas)
        draw(canvas, 12, 80, 100, "裁掉的话")

    assert read_lines(make_page(paint)) == (list(LINES), [("outside_page", "裁掉的话")])


def test_a_running_head_of_two_pages():
    def paint(canvas, number):
        draw(canvas, 9, 200, HEIGHT - 30, "海滨省政府新闻办公室发布会实录")
        draw_lines(canvas, LINES[3 * number : 3 * number + 3])

    text, removals = read_lines(make_page(paint, 2))
    assert text == list(LINES)
    assert [reason for reason, _ in removals] == ["running_head"] * 2


@pytest.mark.parametrize(("unknown", "code"), [(3, None), (40, "garbled")])
def test_characters_that_fonts_say_nothing_of(monkeypatch, unknown, code):
    """As fonts without a map to Unicode give them; what they mean cannot be told."""
    signs = [Glyph("字", 10.0 * k, 700.0, 10.0 * k + 10, 712.0) for k in range(50)]
    signs[:unknown] = [sign._replace(text="\ufffd") for sign in signs[:unknown]]
    monkeypatch.setattr(
        glyphs, "list_signs", lambda _: iter([glyphs.RotatedGlyph(s, 0.0) for s in signs])
    )
    data = make_page(lambda canvas, _: draw_lines(canvas))
    if code is None:
        reading = document.read(data)
        assert reading.text.count("\ufffd") == unknown
        assert reading.doubts == (("glyphs_unknown", str(unknown)),)
    else:
        with pytest.raises(Rejected) as raised:
            document.read(data)
        assert raised.value.code == code


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("2024/5/12 15:20", "https://haibin.example/art_1234.html"),
        ("2024/5/12 下午3:20", "https://haibin.example/art_1234.html"),
    ],
)
def test_what_a_browser_prints_on_the_only_page_is_no_text(head, foot):
    def paint(canvas, _):
        draw(canvas, 8, 25, HEIGHT - 25, head)
        draw(canvas, 8, 250, HEIGHT - 25, "海滨省新闻发布会_海滨省民政厅")
        draw_lines(
            canvas, ["主持人：欢迎参加发布会。", "记者：今年有何安排？", "王明：新建三百个站点。"]
        )
        draw(canvas, 8, 25, 15, foot)
        draw(canvas, 8, 550, 15, "1/1")

    found, removals = read_lines(make_page(paint))
    assert found == ["主持人：欢迎参加发布会。", "记者：今年有何安排？", "王明：新建三百个站点。"]
    assert {reason for reason, _ in removals} == {"running_head"}


def test_the_title_is_what_stands_in_large_letters_not_above_it(tmp_path):
    def paint(canvas, _):
        draw(canvas, 9, 60, HEIGHT - 40, "海滨民政　第三期")
        draw(canvas, 22, 150, HEIGHT - 90, "让老年人安享晚年——专访厅长温故")
        for row, line in enumerate(SENTENCES[:6]):
            draw(canvas, 12, 60, HEIGHT - 140 - 30 * row, line)

    path = tmp_path / "专访.pdf"
    path.write_bytes(make_page(paint))
    made = stage.clean(path, Metadata(), stage.load_knowledge())
    assert made.title == "让老年人安享晚年——专访厅长温故"


def make_numbered(numbers):
    """A PDF with a sentence, and a number at the foot, on each of its pages."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number in numbers:
        draw(canvas, 12, 60, HEIGHT - 80, SENTENCES[number])
        draw(canvas, 9, WIDTH / 2, 30, f"— {number} —")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(("numbers", "told"), [([1, 2, 3, 4], 0), ([1, 2, 4, 5], 1)])
def test_a_page_that_the_printed_numbers_skip_is_told(numbers, told):
    reading = read_source(make_numbered(numbers), ".pdf")
    assembly, _ = stage.clean_text(reading, frozenset(), stage.load_knowledge())
    assert [flag.code for flag in assembly.flags].count("page_missing") == told
