"""Pages of PDFs as they are scanned, turned, marked and printed; what is no text of them."""

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader

from pipeline.clean import stage
from pipeline.clean.formats.pdf import document, glyphs, recognise
from pipeline.clean.formats.pdf.layout import Glyph
from pipeline.clean.formats.readers import read_source
from pipeline.errors import Rejected
from pipeline.metadata import Metadata
from tests.chromium import PROGRAM, Chromium
from tests.cleaning import read
from tests.pdf_files import HEIGHT, LINES, SENTENCES, WIDTH, draw, draw_lines, make_page, read_lines
from tests.web_pages import PAGES, TITLE


def test_a_scan_is_said_to_be_one():
    data = make_page(lambda canvas, _: canvas.rect(50, 50, 400, 600, fill=1))
    with pytest.raises(Rejected) as reason:
        read_source(data, ".pdf")
    assert reason.value.code == "no_text"


def test_pages_that_were_scanned_among_others_are_said_to_be_missing(tmp_path):
    scan = ImageReader(Image.new("L", (60, 80), 200))
    pages = ("text", "scan", "scan", "empty", "text", "scan")

    def paint(canvas, number):
        if pages[number] == "text":
            draw(canvas, 12, 60, HEIGHT - 80, "李大海：工业增长5.3%。")
        elif pages[number] == "scan":
            canvas.drawImage(scan, 0, 0, *A4)

    path = tmp_path / "a.pdf"
    path.write_bytes(make_page(paint, len(pages)))
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
        glyphs, "list_glyphs", lambda _: iter([glyphs.RotatedGlyph(s, 0.0) for s in signs])
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

    def paint(canvas, page):
        draw(canvas, 12, 60, HEIGHT - 80, SENTENCES[numbers[page]])
        draw(canvas, 9, WIDTH / 2, 30, f"— {numbers[page]} —")

    return make_page(paint, len(numbers))


@pytest.mark.parametrize(("numbers", "told"), [([1, 2, 3, 4], 0), ([1, 2, 4, 5], 1)])
def test_a_page_that_the_printed_numbers_skip_is_told(numbers, told):
    reading = read_source(make_numbered(numbers), ".pdf")
    assembly, _ = stage.clean_text(reading, frozenset(), stage.load_knowledge())
    assert [flag.code for flag in assembly.flags].count("page_missing") == told
