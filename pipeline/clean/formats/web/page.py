"""The text of a web page, in the order of the document: the article, and all else as left out.

Scripts and styles are no text. What the page hides, and its navigation, tools and lists of
links, are part of the reading with the reason why they are left out.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.clean.formats.encodings import decode, is_utf8
from pipeline.clean.formats.reading import Reading, ReadingBuilder
from pipeline.clean.formats.web.article import SENTENCE, Element, Page, Piece, WebLine, find_article
from pipeline.clean.formats.web.parts import load_parts
from pipeline.clean.problems import refuse

NOT_TEXT = re.compile("script|style|noframes|iframe|object|embed|audio|video|canvas|map")
REASONS = (
    ("hidden", re.compile("head|noscript|template|rp|rt")),
    ("navigation", re.compile("nav|footer|menu")),
    ("related", re.compile("aside")),
    ("page_tools", re.compile("select|option|datalist|button|textarea|dialog|svg|progress|meter")),
)
ROLES = {
    "navigation": "navigation",
    "banner": "navigation",
    "contentinfo": "navigation",
    "search": "page_tools",
    "button": "page_tools",
    "toolbar": "page_tools",
    "dialog": "page_tools",
    "complementary": "related",
}
INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|q|rp|rt|"
    "ruby|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr|o:p|button|select|svg|input"
)
CELLS = ("td", "th")
MOST_ELEMENTS = 300_000
"""A page with a transcript of an hour has about 1,000."""
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
CHARSETS = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
}
"""Encodings of Chinese other than Unicode → the largest of their kind."""
SPACE = re.compile(r"[ \t\r\n\f]+")
INVISIBLE_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read(data: bytes) -> Reading:
    """Return the text of a page, a line a block. Raises Rejected where it cannot be decoded."""
    source, encoding = decode_page(data)
    page = read_page(source)
    builder = ReadingBuilder()
    for line, outside in zip(page.lines, find_article(page, load_parts().tools), strict=True):
        if builder.characters:
            builder.add("\n")
        for text, element in line.pieces:
            builder.add(text, page.elements[element].reason or outside)
    return builder.build(encoding)


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


class Event(NamedTuple):
    """A step through a page: a text, or the edge of an element."""

    element: int
    text: str | None


def read_page(source: str) -> Page:
    """Return a page as lines.

    A walk without recursion: pages may be nested ten thousand deep. Raises Rejected for a page of
    too many elements.
    """
    if source.count("<") > 3 * MOST_ELEMENTS:
        raise refuse("too_many_elements", limit=MOST_ELEMENTS)
    parser = LexborHTMLParser(source)
    elements: list[Element] = []
    events = list(walk(parser.root, elements))
    title = next((e.text for e in events if e.text and elements[e.element].tag == "title"), "")
    return Page(elements, list(lay_out(events, elements)), title)


def walk(root: LexborNode | None, elements: list[Element]) -> Iterator[Event]:
    """Yield the texts of a page and the edges of its elements, and list the elements."""
    node, at = root, 0
    while node is not None:
        below = None
        if node.is_text_node:
            yield Event(at, node.text_content or "")
        elif node.is_element_node and NOT_TEXT.fullmatch(node.tag or "") is None:
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
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    is_link = tag == "a" and "href" in attributes
    linked = is_link or (bool(elements) and elements[parent].is_link)
    return Element(
        parent, tag, attributes.get("class") or "", find_reason(tag, names, attributes), linked
    )


def find_reason(tag: str, names: str, attributes: dict[str, str | None]) -> str | None:
    """Return why an element may be left out, by what it says of itself, or None."""
    if "hidden" in attributes or INVISIBLE_STYLE.search(attributes.get("style") or ""):
        return "hidden"
    by_tag = next((reason for reason, tags in REASONS if tags.fullmatch(tag)), None)
    role = ROLES.get((attributes.get("role") or "").lower())
    return by_tag or role or (load_parts().find_reason(names) if names != " " else None)


def lay_out(events: list[Event], elements: list[Element]) -> Iterator[WebLine]:
    """Yield the lines of a page: blocks end them, the cells of a row are parted by tabs."""
    in_cell = find_plain_cells(elements)
    pieces: list[Piece] = []
    pending = ""
    for number, text in events:
        tag = elements[number].tag
        if text is None:
            if tag in CELLS and in_cell[number]:
                pending = pending or "\t"
            elif not in_cell[number] and INLINE.fullmatch(tag) is None:
                pending = "\n"
            continue
        for k, part in enumerate(text.split("\n") if tag == "pre" else (text,)):
            pending = "\n" if k else pending
            shown = SPACE.sub(" ", part)
            if not shown.strip(" "):
                if pieces and not pending and shown:
                    pieces.append(Piece(" ", number))
                continue
            if pending == "\n" and pieces:
                yield make_line(pieces)
                pieces = []
            elif pending and pieces:
                pieces.append(Piece(pending, number))
            pending = ""
            pieces.append(Piece(shown if pieces else shown.lstrip(" "), number))
    if pieces:
        yield make_line(pieces)


def make_line(pieces: list[Piece]) -> WebLine:
    """Return pieces as a line."""
    last = pieces[-1]
    pieces[-1] = Piece(last.text.rstrip(" "), last.element)
    return WebLine(tuple(pieces), SENTENCE.search("".join(p.text for p in pieces)) is not None)


def find_plain_cells(elements: list[Element]) -> list[bool]:
    """Return for each element whether it is a cell with no more than one line, or in one."""
    blocks = [0] * len(elements)
    for number in range(len(elements) - 1, 0, -1):
        own = INLINE.fullmatch(elements[number].tag) is None
        blocks[elements[number].parent] += blocks[number] + own
    plain: list[bool] = []
    for number, element in enumerate(elements):
        above = number > 0 and plain[element.parent]
        plain.append(above or (element.tag in CELLS and blocks[number] <= 1))
    return plain
