"""The text of a web page, in the order of the document: the article, and all else as left out.

Scripts and styles are not text. What the page hides, and its navigation, tools and lists of
links, are part of the reading with the reason why they are left out.
"""

import re
from collections.abc import Collection, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.clean.formats.encodings import decode, is_utf8
from pipeline.clean.formats.problems import refuse
from pipeline.clean.formats.raised import read_raised
from pipeline.clean.formats.reading import Reading, ReadingBuilder
from pipeline.clean.formats.web.about import read_about
from pipeline.clean.formats.web.article import Article, find_article
from pipeline.clean.formats.web.bounds import MOST_ELEMENTS, check_source
from pipeline.clean.formats.web.cells import Event, find_cells, make_tables
from pipeline.clean.formats.web.elements import (
    SENTENCE,
    Element,
    WebLine,
    WebPage,
    WebText,
    climb,
    find_heading,
    find_inside,
)
from pipeline.clean.formats.web.parts import Parts

CELLS = ("td", "th")
MOST_SPANNED = 1000
"""Rows or columns that a cell goes over."""
LONGEST_NUMBER = 9
"""Digits of such a number that are looked at."""
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
CHARSETS = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
}
"""Encodings of Chinese other than Unicode → the largest of their kind."""
BOLD = ("strong", "b")
SPACE = re.compile(r"[ \t\r\n\f]+")
CENTRED_STYLE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
CENTRED_NAMES = re.compile(r"(?:^|[\s_-])(?:text)?(?:center|tc)(?:$|[\s_-])", re.IGNORECASE)
INVISIBLE_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read(data: bytes) -> Reading:
    """Return the text of a page, one line per block. Raises Rejected where it cannot be decoded."""
    source, encoding = decode_page(data)
    check_source(source)
    parser = LexborHTMLParser(source)
    page, about = read_web_page(parser), read_about(parser, source)
    article = find_article(page, Parts.load())
    builder = ReadingBuilder()
    cells: dict[int, tuple[int, int]] = {}
    headings: list[tuple[int, int]] = []
    bold: list[tuple[int, int]] = []
    is_bold = find_inside(page.elements, lambda element: element.tag in BOLD)
    for line, outside in zip(page.lines, article.outside, strict=True):
        begin = builder.characters
        if builder.characters:
            builder.add("\n")
        for text, number in line.pieces:
            reason = page.elements[number].reason or outside
            start = builder.characters
            builder.add(text, reason)
            if is_bold[number]:
                bold.append((start, builder.characters))
            if number in page.in_cell and reason is None and text.strip():
                cell = page.in_cell[number]
                cells[cell] = (cells.get(cell, (start, 0))[0], builder.characters)
        if find_heading(page.elements, line.element, Parts.load().elements.headings):
            headings.append((begin, builder.characters))
    title = read_article_title(page, article) or about.title
    tables = make_tables(page.cells, cells)
    return builder.build(encoding)._replace(
        about=about._replace(title=title), tables=tables, headings=tuple(headings), bold=tuple(bold)
    )


def read_article_title(page: WebPage, article: Article) -> str | None:
    """Return the title that stands above an article, without what is left out of it."""
    lines = [
        "".join(p.text for p in page.lines[k].pieces if page.elements[p.element].reason is None)
        for k in article.title
    ]
    return " ".join(line.strip() for line in lines) or None


def decode_page(data: bytes) -> tuple[str, str]:
    """Return the source of a page and its encoding: what it declares, where that is true."""
    declared = CHARSET.search(data[:4096])
    name = CHARSETS.get(declared[1].decode().lower()) if declared else None
    if name and not is_utf8(data):
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            pass
    return decode(data)


def read_web_page(parser: LexborHTMLParser) -> WebPage:
    """Return a page as lines.

    A walk without recursion: pages may be nested ten thousand deep. Raises Rejected for a page of
    too many elements.
    """
    elements: list[Element] = []
    events = list(walk(parser.root, elements))
    title = next((e.text for e in events if e.text and elements[e.element].tag == "title"), "")
    cells, in_cell = find_cells(events, elements)
    lines = list(lay_out_page(events, elements, in_cell))
    return WebPage(elements, lines, title, cells, in_cell)


def walk(root: LexborNode | None, elements: list[Element]) -> Iterator[Event]:
    """Yield the texts of a page and the edges of its elements, and list the elements."""
    skipped = Parts.load().elements.without_text
    node, at = root, 0
    while node is not None:
        below = None
        if node.is_text_node:
            yield Event(at, node.text_content or "")
        elif node.is_element_node and (node.tag or "") not in skipped:
            parent, at = at, len(elements)
            if at >= MOST_ELEMENTS:
                raise refuse("too_many_elements", limit=MOST_ELEMENTS)
            elements.append(make_element(node, parent, elements))
            yield Event(at, None)
            below = node.first_child
            if below is None:
                yield Event(at, None)
                at = parent
        while below is None and node is not None:
            below = node.next
            if below is None:
                node = node.parent
                if node is not None and node.is_element_node:
                    yield Event(at, None)
                    at = elements[at].parent
        node = below


def make_element(node: LexborNode, parent: int, elements: list[Element]) -> Element:
    """Return what an element says of itself."""
    tag = node.tag or ""
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
    is_link = tag == "a" and "href" in attributes
    reason, named = judge_element(tag, names, attributes)
    return Element(
        parent,
        tag,
        names,
        reason,
        is_link or (bool(elements) and elements[parent].is_link),
        named,
        is_centred(tag, attributes),
        (read_size(attributes.get("rowspan")), read_size(attributes.get("colspan"))),
    )


def judge_element(
    tag: str, names: str, attributes: dict[str, str | None]
) -> tuple[str | None, bool]:
    """Return why an element may be left out by what it says, and whether its name alone says it."""
    if "hidden" in attributes or INVISIBLE_STYLE.search(attributes.get("style") or ""):
        return "hidden", False
    parts = Parts.load()
    role = (attributes.get("role") or "").lower()
    certain = parts.by_tag.get(tag) or parts.by_role.get(role)
    return (certain, False) if certain else (parts.find_reason(names) if names else None, True)


def is_centred(tag: str, attributes: dict[str, str | None]) -> bool:
    """Return whether the text of an element is centred."""
    return (
        tag == "center"
        or (attributes.get("align") or "").lower() == "center"
        or CENTRED_STYLE.search(attributes.get("style") or "") is not None
        or CENTRED_NAMES.search(attributes.get("class") or "") is not None
    )


def read_size(value: str | None) -> int:
    """Return over how many rows or columns a cell goes."""
    digits = (value or "").strip()[:LONGEST_NUMBER]
    return max(1, min(int(digits), MOST_SPANNED)) if digits.isascii() and digits.isdigit() else 1


def lay_out_page(
    events: list[Event], elements: list[Element], in_cell: dict[int, int]
) -> Iterator[WebLine]:
    """Yield the lines of a page: blocks end them, the cells of a row are parted by tabs."""
    inline = Parts.load().elements.inline
    plain = find_plain_cells(elements, inline)
    pieces: list[WebText] = []
    pending = ""
    for number, text in events:
        tag = elements[number].tag
        inside = plain[number] or number in in_cell
        if text is None:
            if tag in CELLS and inside:
                pending = pending or "\t"
            elif not inside and tag not in inline:
                pending = "\n"
            continue
        for k, part in enumerate(text.split("\n") if tag == "pre" else (text,)):
            pending = "\n" if k else pending
            shown = SPACE.sub(" ", part)
            if not shown.strip(" "):
                if pieces and not pending and shown:
                    pieces.append(WebText(" ", number))
                continue
            if pending == "\n" and pieces:
                yield end_line(pieces)
                pieces = []
            elif pending and pieces:
                pieces.append(WebText(pending, number))
            pending = ""
            shown = raise_text(shown, number, pieces, elements)
            pieces.append(WebText(shown if pieces else shown.lstrip(" "), number))
    if pieces:
        yield end_line(pieces)


def raise_text(text: str, number: int, pieces: list[WebText], elements: list[Element]) -> str:
    """Return a text as it reads where it is raised: an exponent in the signs that there are for it.

    What points to a note is left out.
    """
    raised = next((up for up in climb(elements, number, 3) if elements[up].tag == "sup"), None)
    if raised is None:
        return text
    text, reason = read_raised(text, "".join(piece.text for piece in pieces[-2:]))
    if reason:
        elements[number].reason = elements[number].reason or reason
    return text


def end_line(pieces: list[WebText]) -> WebLine:
    """Return pieces as a line."""
    last = pieces[-1]
    pieces[-1] = WebText(last.text.rstrip(" "), last.element)
    return WebLine(tuple(pieces), SENTENCE.search("".join(p.text for p in pieces)) is not None)


def find_plain_cells(elements: list[Element], inline: Collection[str]) -> list[bool]:
    """Return for each element whether it is a cell with no more than one line, or in one."""
    blocks = [0] * len(elements)
    for number in range(len(elements) - 1, 0, -1):
        own = elements[number].tag not in inline
        breaks = elements[number].tag == "br"
        blocks[elements[number].parent] += blocks[number] + own + breaks
    plain: list[bool] = []
    for number, element in enumerate(elements):
        above = number > 0 and plain[element.parent]
        plain.append(above or (element.tag in CELLS and blocks[number] <= 1))
    return plain
