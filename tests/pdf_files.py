"""PDFs as tests draw them: pages of lines, each where it is put."""

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.cleaning import read

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
WIDTH, HEIGHT = A4
SENTENCES = [
    f"第{n}句话说的是全省工业经济平稳恢复、企业效益稳步改善、发展质量不断提高的有关情况。"
    for n in range(1, 41)
]
LINES = (
    "海滨省商务运行情况",
    "记者：今年一季度消费市场恢复得怎么样？",
    "王明：零售总额达到3250.6亿元，增长6.2%。",
    "其中，餐饮收入412亿元，增长15.3%。",
    "记者：外贸方面有什么新变化？",
    "李娜：出口1120亿元，增长9.5%。",
)


def draw(canvas, size, x, y, text):
    canvas.setFont("STSong-Light", size)
    canvas.drawString(x, y, text)


def make_page(paint, pages=1, **options):
    """A PDF on whose pages `paint` draws, given a canvas and the number of the page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True, **options)
    for number in range(pages):
        paint(canvas, number)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def draw_lines(canvas, lines=LINES, left=80, step=20):
    for row, line in enumerate(lines):
        draw(canvas, 12, left, HEIGHT - 80 - step * row, line)


def read_lines(data):
    text, removals = read(data, ".pdf")
    return text.split("\n"), removals
