"""Finds the markup in a Markdown text: what it shows is read as lines are, the marks are left out.

Reads what people write by hand, which is laxer than CommonMark: ##热点一 without a space and
**田玉龙：**总体 are meant as they look.
"""

import re

from pipeline.clean.formats.reading import LeftOut

REASON = "markup"
TAKEN = "\0"
TARGET = r"\(<?[!-'*-;=?-~]*(?:\([!-'*-~]*\))?[!-'*-;=?-~]*>?(?:[ \t]+[\"'][^\"'\n]*[\"'])?\)"
URL = r"(?:https?://|mailto:|[./#])[!-;=?-~]*"
WHOLE = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"\A---[ \t]*\n(?:[\w-]+:.*\n|[ \t]+.*\n|-[ \t].*\n){1,40}---[ \t]*$",
        r"<!--(?:(?!<!--)(?s:.)){0,9999}?-->",
        r"^[ \t]*(?:```|~~~).*$",
        r"^[ \t]*(?:-[ \t]*){3,}$|^[ \t]*(?:\*[ \t]*){3,}$|^[ \t]*(?:_[ \t]*){3,}$|^={3,}[ \t]*$",
        r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$",
        rf"^ {{0,3}}\[[^\]\n]+\]:[ \t]*<?{URL}>?(?:[ \t]+[\"'(].*)?$",
        r"^(?:[ \t]*(?:>|#{1,6}(?=[ \t\u3000])|#{2,6}(?![#\d])|[-*](?=[ \t])|\+(?=[ \t]+[^\d\s])))+"
        r"[ \t\u3000]*",
        r"(?<=[ \t])#+[ \t]*$",
        rf"!\[[^\]\n]*\]{TARGET}",
        r"</?[A-Za-z][A-Za-z0-9]*(?:[ \t][^<>\n]*)?/?>",
        r"\\(?=[!-/:-@\[-`{-~])|\\$",
    )
)
"""Marks that go as they stand, the outer before the inner."""
ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.MULTILINE)
PAIRS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<a>\[)[^\[\]\n]{{0,1000}}(?P<b>\]{TARGET})",
        rf"(?P<a><){URL}(?P<b>>)",
        r"(?P<a>\*\*\*)(?=[^\s*])[^*\n]*(?<=[^\s*])(?P<b>\*\*\*)",
        r"(?P<a>\*\*)(?:[^*\n]|\*(?!\*))+(?P<b>\*\*)",
        r"(?P<a>~~)(?=[^\s~])[^~\n]*(?<=[^\s~])(?P<b>~~)",
        r"(?<!\w)(?P<a>__?)(?=[^\s_])[^_\n]*(?<=[^\s_])(?P<b>(?P=a))(?!\w)",
        r"(?<![\d*])(?P<a>\*)(?=[^\s*])[^*\n]*(?<=[^\s*])(?P<b>\*)(?![\d*])",
        r"(?P<a>`+)(?=[^`])[^`\n]*(?<=[^`])(?P<b>(?P=a))(?!`)",
    )
)
"""Marks on either side of words that stay."""


def find_markup(text: str) -> list[LeftOut]:
    """Return the marks of a text in order.

    >>> [text[a:b] for text in ["## 热点：**5G**"] for a, b, _ in find_markup(text)]
    ['## ', '**', '**']
    """
    found: list[tuple[int, int]] = []
    for pattern in WHOLE:
        spans = [match.span() for match in pattern.finditer(text)]
        if pattern.pattern.startswith(r"\\"):
            # What a backslash stands before is no mark.
            text = take(text, [(start, end + 1) for start, end in spans])
        text = take(text, spans)
        found += spans
    bars = [
        (row.start() + at, row.start() + at + 1)
        for row in ROW.finditer(text)
        for at, character in enumerate(row[0])
        if character == "|"
    ]
    text = take(text, bars)
    found += bars
    for pattern in PAIRS:
        spans = [match.span(side) for match in pattern.finditer(text) for side in ("a", "b")]
        text = take(text, spans)
        found += spans
    return [LeftOut(start, end, REASON) for start, end in sorted(found)]


def take(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text with these ranges made unreadable, so that no mark is found in them."""
    if not spans:
        return text
    parts: list[str] = []
    at = 0
    for start, end in spans:
        end = min(end, len(text))
        parts += (text[at:start], TAKEN * (end - start))
        at = end
    parts.append(text[at:])
    return "".join(parts)
