"""The visible text of a web page, in the order of the document."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.clean.encodings import decode

HIDDEN = re.compile(
    "head|script|style|noscript|template|nav|footer|select|option|button|textarea|svg|math|object|"
    "iframe|audio|video|canvas|map"
)
INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|q|rp|rt|"
    "ruby|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr|o:p"
)
CELLS = ("td", "th")
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
SPACE = re.compile(r"[ \t\r\n\f]+")
INVISIBLE_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def extract_text(data: bytes) -> tuple[str, str]:
    """Return the visible text of a page, a line a block, and the encoding of the page.

    Scripts, navigation and what is hidden are left out. Raises Rejected where the bytes cannot
    be decoded.
    """
    page, encoding = decode_page(data)
    root = LexborHTMLParser(page).root
    parts: list[str] = []
    node = root
    while node is not None:
        node = add_node(parts, node)
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line), encoding


def add_node(parts: list[str], node: LexborNode) -> LexborNode | None:
    """Add what a node itself shows, and return the next node of the page, if any.

    A walk without recursion: pages may be nested ten thousand deep.
    """
    if node.is_text_node:
        parts.append(SPACE.sub(" ", node.text_content or ""))
    elif node.is_element_node and not is_hidden(node):
        add_edge(parts, node, opens=True)
        if node.first_child is not None:
            return node.first_child
        add_edge(parts, node, opens=False)
    at: LexborNode | None = node
    while at is not None and at.next is None:
        at = at.parent
        if at is not None:
            add_edge(parts, at, opens=False)
    return at.next if at is not None else None


def add_edge(parts: list[str], node: LexborNode, *, opens: bool) -> None:
    """Add the line break or tab that parts an element from what is around it."""
    if node.tag in CELLS:
        parts.append("" if opens else "\t")
    elif INLINE.fullmatch(node.tag or "") is None:
        parts.append("\n")


def decode_page(data: bytes) -> tuple[str, str]:
    """Return the source of a page and its encoding: what it declares, where that is true."""
    declared = CHARSET.search(data[:4096])
    if declared:
        name = declared[1].decode().lower()
        name = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(name, name)
        try:
            return data.decode(name), name
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data)


def is_hidden(node: LexborNode) -> bool:
    """Return whether a reader of the page does not see an element."""
    attributes = node.attributes
    return (
        HIDDEN.fullmatch(node.tag or "") is not None
        or "hidden" in attributes
        or INVISIBLE_STYLE.search(attributes.get("style") or "") is not None
    )
