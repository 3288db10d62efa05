"""The text of a PDF, page by page, as far as it holds text and not only images."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median

import pypdfium2
from pypdfium2 import raw

from pipeline.clean.formats.about import make_about
from pipeline.clean.formats.pdf.glyphs import read_glyphs
from pipeline.clean.formats.pdf.layout import PageLine, read_page_lines
from pipeline.clean.formats.pdf.recognise import MOST_PAGES as MOST_RECOGNISED
from pipeline.clean.formats.pdf.recognise import can_recognise, recognise
from pipeline.clean.formats.problems import refuse
from pipeline.clean.formats.reading import About, Reading, ReadingBuilder
from pipeline.clean.formats.tables import TABS, find_parted
from pipeline.language.marks import COMMON_HAN

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
LATIN, SIGNS = "0-9A-Za-z%.+", "，。；：、！？“”‘’（）《》"
GAP = re.compile(
    rf"(?<=[{COMMON_HAN}]) (?=[{LATIN}{SIGNS}])|(?<=[{LATIN}]) (?=[{COMMON_HAN}{SIGNS}])"
    rf"|(?<=[{SIGNS}]) (?=[{COMMON_HAN}{LATIN}{SIGNS}])"
)
"""A space where the script changes: it stands for a change of font. One between two Chinese
characters may part a name."""
MOST_PAGES, MOST_CHARACTERS = 1000, 10_000_000
"""Bounds on one file."""
EDGE_LINES = 2
"""Lines at the top and the bottom of a page among which running heads are."""
FEWEST_PAGES, MOST_OF_PAGES = 3, 0.4
"""Pages on which a running head stands, at least, and their share, since left and right pages have
different ones. In a file of two pages it stands on both."""
SHORTEST_HEAD = 4
"""Characters of a running head on two pages; a shorter line may be the same by chance."""
MOST_UNKNOWN = 0.1
"""Share of the characters that fonts say nothing of, with which no sentence can be trusted."""
WHEN = r"\d{4}/\d{1,2}/\d{1,2}\s?(?:[上下]午\s?)?\d{1,2}:\d{2}"
ADDRESS = r"(?:https?|file)://\S+"
PRINTED = re.compile(rf"(?:{WHEN}|{ADDRESS})(?:\t.+)?|[^\t]+\t(?:{WHEN}|{ADDRESS})")
"""What browsers print at the edges of a page: when, the title, the address, the page's number."""
LARGE, SAME_HEIGHT = 1.25, 1.05
"""How much larger the letters of a title are than those of most lines; and those of its lines."""
SHORTEST_TITLE, LONGEST_TITLE = 6, 80
"""Characters; the name of a newspaper is shorter."""
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
    left_out: list[dict[str, str]] = []
    images: list[int] = []
    vertical: list[int] = []
    characters = unknown = 0
    for number in range(len(document)):
        page = read_glyphs(document, number)
        if not page.glyphs and has_image(document, number):
            images.append(number + 1)
        characters += page.seen
        unknown += page.unknown
        if characters > MOST_CHARACTERS:
            raise refuse("unpacks_too_large", limit=MOST_CHARACTERS // 1_000_000)
        pages.append(read_page_lines(page.glyphs))
        left_out.append(page.left_out)
        if page.vertical:
            vertical.append(number + 1)
    if unknown > MOST_UNKNOWN * characters:
        raise refuse("garbled", share=-(-100 * unknown // characters))
    recognised = recognise_pages(document, images, pages)
    images = [number for number in images if number not in recognised]
    doubts = [("page_without_text", write_page_numbers(images))] if images else []
    doubts += [("text_recognised", write_page_numbers(recognised))] if recognised else []
    doubts += [("vertical_text", write_page_numbers(vertical))] if vertical else []
    doubts += [("glyphs_unknown", str(unknown))] if unknown else []
    reading = put_together(pages, left_out)
    tables = tuple(find_parted(reading.text, TABS))
    return reading._replace(
        doubts=tuple(doubts), about=read_about(document, pages), tables=tables, bound=True
    )


def recognise_pages(
    document: pypdfium2.PdfDocument, images: Sequence[int], pages: list[list[PageLine]]
) -> list[int]:
    """Put what is recognised on images into the pages, and return the numbers of those, from 1.

    The first of them are read, where the program for it is there.
    """
    if not images or not can_recognise():
        return []
    for number in images[:MOST_RECOGNISED]:
        pages[number - 1] = recognise(document, number - 1)
    return [number for number in images if pages[number - 1]]


def read_about(document: pypdfium2.PdfDocument, pages: Sequence[Sequence[PageLine]]) -> About:
    """Return what a document says of itself: its title in large letters, else its properties."""
    try:
        told = document.get_metadata_dict(skip_empty=True)
    except UnicodeDecodeError:
        told = {}
    title = find_large(pages[0] if pages else ()) or told.get("Title", "")
    return make_about(
        [("title", title), ("creationdate", told.get("CreationDate", "")[2:10])], firm=False
    )


def find_large(lines: Sequence[PageLine]) -> str:
    """Return the words in the largest letters of a page, where they are larger than most.

    >>> body = [PageLine("一、总体情况", 700.0, False, 12.0)] * 3
    >>> find_large([PageLine("海滨省新闻发布会", 750.0, False, 22.0), *body])
    '海滨省新闻发布会'
    """
    largest = max((line.height for line in lines), default=0)
    if not lines or largest < LARGE * median(line.height for line in lines):
        return ""
    words = mend("".join(line.text for line in lines if line.height * SAME_HEIGHT > largest))
    return words if SHORTEST_TITLE <= len(words) <= LONGEST_TITLE else ""


def has_image(document: pypdfium2.PdfDocument, number: int) -> bool:
    """Return whether a page shows an image, as one that was scanned does."""
    try:
        return any(True for _ in document[number].get_objects([raw.FPDF_PAGEOBJ_IMAGE]))
    except pypdfium2.PdfiumError:
        return False


def write_page_numbers(numbers: Sequence[int]) -> str:
    """Return numbers of pages as people write them.

    >>> write_page_numbers([2, 3, 4, 7])
    '2–4, 7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)


def put_together(pages: list[list[PageLine]], left_out: Sequence[Mapping[str, str]]) -> Reading:
    """Return the lines of all pages as one text, paragraphs put together.

    `left_out` are the texts that are left out of each page, by their reason.
    """
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
        for reason, text in left_out[number].items():
            builder.add(text + "\n", reason)
    return builder.build()


def find_heads(pages: list[list[PageLine]]) -> frozenset[tuple[int, int]]:
    """Return which lines (page, line) stand at the same place on many pages, but for numbers.

    So does what a browser prints there, even on one page. If nothing else is on the pages, these
    lines are the text.
    """
    places: dict[tuple[int, int], tuple[str, int]] = {}
    for number, lines in enumerate(pages):
        by_height = sorted(range(len(lines)), key=lambda k: lines[k].middle)
        for k in {*by_height[:EDGE_LINES], *by_height[-EDGE_LINES:]}:
            text = DIGITS.sub("0", "".join(lines[k].text.split()))
            places[number, k] = text, round(lines[k].middle / 10)
    counts = Counter(places.values())
    fewest = max(min(FEWEST_PAGES, len(pages)), MOST_OF_PAGES * len(pages))
    shortest = SHORTEST_HEAD if len(pages) < FEWEST_PAGES else 0
    heads = frozenset(
        (number, k)
        for (number, k), head in places.items()
        if (counts[head] >= fewest > 1 and len(head[0]) >= shortest)
        or PRINTED.fullmatch(pages[number][k].text)
    )
    return heads if len(heads) < sum(map(len, pages)) else frozenset()


def mend(text: str) -> str:
    """Return a line without what its fonts did to it.

    >>> mend("⼯业 2020 年，强化 “ 六稳 ” ，本报记者 徐恒")
    '工业2020年，强化“六稳”，本报记者 徐恒'
    """
    return GAP.sub("", text.translate(RADICALS))
