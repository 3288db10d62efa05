"""The text of a PDF, page by page, as far as it holds text and not only images."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

import pypdfium2
from pypdfium2 import raw

from pipeline.clean.formats.pdf.layout import Glyph, PageLine, read_page
from pipeline.clean.formats.reading import Reading, ReadingBuilder
from pipeline.clean.problems import refuse

RADICALS = str.maketrans(
    {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in range(0x2F00, 0x2FD6)}
    | dict(
        zip(
            "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰",
            "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙",
            strict=True,
        )
    )
)
"""Radicals → the characters that are meant. Fonts draw both alike (⼯ and 工), and programs that
write PDFs name the glyph by the radical (Unicode Standard, EquivalentUnifiedIdeograph)."""
HAN, LATIN, SIGNS = "\u4e00-\u9fff", "0-9A-Za-z%.+", "，。；：、！？“”‘’（）《》"
GAP = re.compile(
    rf"(?<=[{HAN}]) (?=[{LATIN}{SIGNS}])|(?<=[{LATIN}]) (?=[{HAN}{SIGNS}])"
    rf"|(?<=[{SIGNS}]) (?=[{HAN}{LATIN}{SIGNS}])"
)
"""A space where the script changes: it stands for a change of font. One between two Chinese
characters may part a name."""
MOST_PAGES = 1000
MOST_CHARACTERS = 10_000_000
EDGE_LINES = 2
"""Lines at the top and the bottom of a page among which running heads are."""
FEWEST_PAGES, MOST_OF_PAGES = 3, 0.4
"""On so many pages, and so large a part of them, a running head stands. Left and right differ."""
DIGITS = re.compile(r"\d+")


def read(data: bytes) -> Reading:
    """Return the text with a form feed between pages, lines of one paragraph put together.

    Running heads are left out. Raises Rejected for a file that is damaged, encrypted, too long
    or without text.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise refuse("encrypted" if locked else "damaged") from error
    if len(document) > MOST_PAGES:
        raise refuse("too_many_pages", pages=len(document), limit=MOST_PAGES)
    pages: list[list[PageLine]] = []
    images: list[int] = []
    characters = 0
    for number in range(len(document)):
        glyphs = list(list_glyphs(document, number))
        if not glyphs and has_image(document, number):
            images.append(number + 1)
        characters += len(glyphs)
        if characters > MOST_CHARACTERS:
            raise refuse("unpacks_too_large", limit=MOST_CHARACTERS // 1_000_000)
        pages.append(read_page(glyphs))
    doubts = [("page_without_text", write_pages(images))] if images else []
    return put_together(pages)._replace(doubts=tuple(doubts))


def has_image(document: pypdfium2.PdfDocument, number: int) -> bool:
    """Return whether a page shows an image, as one that was scanned does."""
    try:
        return any(True for _ in document[number].get_objects([raw.FPDF_PAGEOBJ_IMAGE]))
    except pypdfium2.PdfiumError:
        return False


def write_pages(numbers: Sequence[int]) -> str:
    """Return numbers of pages as people write them.

    >>> write_pages([2, 3, 4, 7])
    '2–4, 7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)


def list_glyphs(document: pypdfium2.PdfDocument, number: int) -> Iterator[Glyph]:
    """Yield the characters of a page as the file has them. A page that is damaged has none."""
    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return
    box = raw.FS_RECTF()
    high = 0
    for k in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, k) == 1:
            continue
        code = raw.FPDFText_GetUnicode(text, k)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if raw.FPDFText_GetLooseCharBox(text, k, box):
            yield Glyph(chr(code or 0xFFFD), box.left, box.bottom, box.right, box.top)
    text.close()
    page.close()


def put_together(pages: list[list[PageLine]]) -> Reading:
    """Return the lines of all pages as one text, paragraphs put together."""
    heads = find_heads(pages)
    builder = ReadingBuilder()
    for number, lines in enumerate(pages):
        if number:
            builder.add("\f")
        paragraph = ""
        for k, line in enumerate(lines):
            is_head = (number, k) in heads
            if line.goes_on and paragraph and not is_head:
                latin = paragraph[-1].isalpha() and paragraph[-1].isascii()
                space = " " if latin and line.text[:1].isascii() else ""
                paragraph += space + line.text
                continue
            builder.add(mend(paragraph) + "\n" if paragraph else "")
            paragraph = "" if is_head else line.text
            if is_head:
                builder.add(mend(line.text) + "\n", "running_head")
        builder.add(mend(paragraph) + "\n" if paragraph else "")
    return builder.build()


def find_heads(pages: list[list[PageLine]]) -> frozenset[tuple[int, int]]:
    """Return which lines (page, line) stand at the same place on many pages, but for numbers.

    Where nothing else is on the pages, these lines are the text.
    """
    places: dict[tuple[int, int], tuple[str, int]] = {}
    for number, lines in enumerate(pages):
        by_height = sorted(range(len(lines)), key=lambda k: lines[k].middle)
        for k in {*by_height[:EDGE_LINES], *by_height[-EDGE_LINES:]}:
            text = DIGITS.sub("0", "".join(lines[k].text.split()))
            places[number, k] = text, round(lines[k].middle / 10)
    counts = Counter(places.values())
    fewest = max(FEWEST_PAGES, MOST_OF_PAGES * len(pages))
    heads = frozenset(place for place, head in places.items() if counts[head] >= fewest)
    return heads if len(heads) < sum(map(len, pages)) else frozenset()


def mend(text: str) -> str:
    """Return a line without what its fonts did to it.

    >>> mend("⼯业 2020 年，强化 “ 六稳 ” ，本报记者 徐恒")
    '工业2020年，强化“六稳”，本报记者 徐恒'
    """
    return GAP.sub("", text.translate(RADICALS))
