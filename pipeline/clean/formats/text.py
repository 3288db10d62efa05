"""The text of plain files and of Markdown, whose markup is left out.

Reads Markdown as people write it by hand, which is laxer than CommonMark: ##热点一 without a space
and **田玉龙：**总体 are meant as they look.
"""

import re
from itertools import islice

from pipeline.clean.formats.about import make_about
from pipeline.clean.formats.encodings import decode
from pipeline.clean.formats.reading import About, LeftOut, Reading
from pipeline.clean.formats.tables import find_text_tables
from pipeline.clean.lines.normalise import mask_ranges

REASON = "markup"
TARGET = r"\(<?[!-'*-;=?-~]*+(?:\([!-'*-~]*+\)[!-'*-;=?-~]*+)?>?(?:[ \t]+[\"'][^\"'\n]*[\"'])?\)"
URL = r"(?:https?://|mailto:|[./#])[!-;=?-~]*"
FRONT_MATTER = (
    r"\A\ufeff?(?P<edge>---|\+\+\+)[ \t]*\n"
    r"(?P<front>(?:\w[\w-]*[ \t]*[:=].*\n|[ \t].*\n|-[ \t].*\n|\n){1,60})(?P=edge)[ \t]*$"
)
"""YAML between lines of ---, TOML between lines of +++."""
ENTRY = re.compile(r"^([\w-]++)[ \t]*+[:=](.*)$", re.MULTILINE)
QUOTES = "\"'"
MAIN_HEADING = re.compile(r"^#[ \t\u3000]++(.+)$|^(.+)\n={3,}[ \t]*$", re.MULTILINE)
HEADING = re.compile(
    r"^[ ]{0,3}(?:#{2,6}[ \t\u3000]*(?![#\s])(.+)|\*\*([^*\n]++)\*\*[ \t]*+)$"
    r"|<p>[ \t]*+<(?:strong|b)>([^<>\n]++)</(?:strong|b)>[ \t]*+(?:<br ?/?>[ \t]*+)?</p>",
    re.MULTILINE,
)
"""One with its marks, or a whole line or paragraph that is bold."""
MARKED_LINE = re.compile(
    r"^(?:#{1,6}[ \t]+(?!#)\S.*|> \S.*|\|[^|\n]+\|.*\|[ \t]*"
    r"|[^*\n]*+(?:(?<!\w)\*\*(?=[^\s*，。、；：])|\*\*(?=[0-9“《]))[^*\n]++\*\*(?!\*).*)$",
    re.MULTILINE,
)
"""What is bold begins a line, stands behind a mark, or is a number or quoted; stars that hide names
(张**和李**) do not."""
FEWEST_MARKED = 3
"""Lines with the marks of Markdown that a plain text has by chance less often."""
FIRST_HEADING = re.compile(r"\s*#{2,6}[ \t\u3000]++(.+)$", re.MULTILINE)
BLOCK_TAG = re.compile(
    r"</?(?:p|br|div|h[1-6]|li|ul|ol|tr|table|section|article|blockquote|center|hr|dt|dd)\b",
    re.IGNORECASE,
)
"""A tag that ends a line of the text."""
INSIDE = (
    ("note_mark", re.compile(r"<sup\b[^<>\n]*>[^<>\n]{0,20}</sup>|\[\^[^\]\s]{1,20}\](?!:)", re.I)),
    ("footnote", re.compile(r"^\[\^[^\]\s]{1,20}\]:.*$", re.MULTILINE)),
    (
        "deleted_text",
        re.compile(
            r"(?P<a>~~)(?=[^\s~])[^~\n]*(?<=[^\s~])~~|<(?P<b>del|s|strike)>[^<>\n]*</(?P=b)>", re.I
        ),
    ),
)
"""What goes with the words between its marks, and why."""
ENTITY = re.compile("&(?:nbsp|ensp|emsp|thinsp|zwnj|#160|#12288);")
WHOLE = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        FRONT_MATTER,
        r"<!--(?:(?!<!--)(?s:.)){0,9999}?-->",
        r"^[ \t]*(?:```|~~~).*$",
        r"^[ \t]*(?:-[ \t]*){3,}$|^[ \t]*(?:\*[ \t]*){3,}$|^[ \t]*(?:_[ \t]*){3,}$|^={3,}[ \t]*$",
        r"^[ \t]*+(?:\|[ \t]*+)?:?-{2,}:?[ \t]*+(?:\|[ \t]*+:?-{2,}:?[ \t]*+)*(?:\|[ \t]*+)?$"
        r"|^[ \t]*+\+(?:[-=:]{2,}\+){1,99}[ \t]*$",
        rf"^ {{0,3}}\[[^\]\n]+\]:[ \t]*<?{URL}>?(?:[ \t]+[\"'(].*)?$",
        r"^(?:[ \t]*(?:>|#{1,6}(?=[ \t\u3000])|#{2,6}(?![#\d])|[-*](?=[ \t])|\+(?=[ \t]+[^\d\s])))+"
        r"[ \t\u3000]*",
        r"(?<=[ \t])#+[ \t]*$",
        rf"!\[[^\[\]\n]*\]{TARGET}",
        r"\{\{[<%](?:(?!\{\{|\}\}).){0,999}[>%]\}\}",
        ENTITY.pattern,
        r"</?[A-Za-z][A-Za-z0-9]*(?:[ \t][^<>\n]*)?/?>",
        r"\\(?=[!-/:-@\[-`{-~])|\\$",
    )
)
"""Marks that go as they stand, the outer before the inner."""
RULE_OF_TABLE = re.compile(r"^[ \t]*+\|?(?:[ \t]*+:?-{2,}:?[ \t]*+\|){1,99}[-: \t]*$", re.MULTILINE)
ROW = re.compile(r"^[^|\n]*\|.*\|[ \t]*$", re.MULTILINE)
PAIRS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<a>\[)[^\[\]\n]{{0,1000}}(?P<b>\]{TARGET})",
        rf"(?P<a><){URL}(?P<b>>)",
        r"(?P<a>\*\*\*)(?=[^\s*])[^*\n]*(?<=[^\s*])(?P<b>\*\*\*)",
        r"(?P<a>\*\*)(?:[^*\n]|\*(?!\*))+(?P<b>\*\*)",
        r"(?<!\w)(?P<a>__?)(?=[^\s_])[^_\n]*(?<=[^\s_])(?P<b>(?P=a))(?!\w)",
        r"(?<![\d*])(?P<a>\*)(?=[^\s*])[^*\n]*(?<=[^\s*])(?P<b>\*)(?![\d*])",
        r"(?<!`)(?P<a>`++)[^`\n]+(?<=[^`])(?P<b>(?P=a))(?!`)",
    )
)
"""Marks on either side of words that stay."""


def read_plain(data: bytes) -> Reading:
    """Return plain text; one with the marks of Markdown at the head of lines is read as that."""
    text, encoding = decode(data)
    lined = end_lines(text)
    marked = len(list(islice(MARKED_LINE.finditer(lined), FEWEST_MARKED))) == FEWEST_MARKED
    if marked or WHOLE[0].match(lined) or RULE_OF_TABLE.search(lined):
        return read_markdown(data)
    spaces = tuple(LeftOut(*match.span(), REASON) for match in ENTITY.finditer(text))
    return Reading(text, encoding, spaces, tables=find_text_tables(lined))


def read_markdown(data: bytes) -> Reading:
    """Return plain text with its markup left out."""
    text, encoding = decode(data)
    lined = end_lines(text)
    return Reading(
        text,
        encoding,
        tuple(find_markup(lined)),
        about=read_document_head(lined),
        headings=tuple(match.span(match.lastindex or 0) for match in HEADING.finditer(lined)),
        tables=find_text_tables(lined),
    )


def end_lines(text: str) -> str:
    """Return a text, as long, of which all lines end in one way: those of Windows end as others."""
    return text.replace("\r\n", " \n").replace("\r", "\n")


def read_document_head(text: str) -> About:
    """Return what the front matter says; without a title there, the first main heading is it.

    So is a heading of another level with which the text begins.

    >>> read_document_head('---\\ndate: "2018-09-14"\\n---\\n\\n# 談話全文\\n')[:2]
    ('談話全文', '2018-09-14')
    """
    found = WHOLE[0].search(text)
    lines = ENTRY.findall(found["front"]) if found else []
    entries = [(name, unquote(value.strip())) for name, value in lines]
    begin = found.end() if found else 0
    heading = MAIN_HEADING.search(text, begin)
    first = FIRST_HEADING.match(text, begin)
    if heading:
        entries.append(("title", strip_markup(heading[1] or heading[2])))
    elif first:
        entries.append(("title", strip_markup(first[1])))
    return make_about(entries, firm=True)


def unquote(value: str) -> str:
    """Return a value without the quotation marks around it."""
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in QUOTES
    return value[1:-1] if quoted else value


def strip_markup(line: str) -> str:
    """Return a line without the markup in it, and the marks that close a heading.

    >>> strip_markup("**热点**：5G ##")
    '热点：5G'
    """
    line = line.rstrip(" \t").rstrip("#")
    marks = find_markup(line)
    ends = [0, *(mark.end for mark in marks)]
    starts = [*(mark.start for mark in marks), len(line)]
    return "".join(line[a:b] for a, b in zip(ends, starts, strict=True)).strip()


def find_markup(text: str) -> list[LeftOut]:
    """Return the marks of a text in order.

    >>> [text[mark.start:mark.end] for text in ["## 热点：**5G**"] for mark in find_markup(text)]
    ['## ', '**', '**']
    """
    found: list[LeftOut] = []

    def leave_out(spans: list[tuple[int, int]], reason: str = REASON) -> str:
        for start, end in spans:
            ends_line = BLOCK_TAG.match(text, start, end) is not None
            found.append(LeftOut(start, end, reason, ends_line))
        return mask_ranges(text, spans)

    for pattern in WHOLE[:2]:
        text = leave_out([match.span() for match in pattern.finditer(text)])
    for reason, pattern in INSIDE:
        text = leave_out([match.span() for match in pattern.finditer(text)], reason)
    for pattern in WHOLE[2:]:
        spans = [match.span() for match in pattern.finditer(text)]
        if pattern.pattern.startswith(r"\\"):
            # A mark behind a backslash is a character of the text.
            text = mask_ranges(text, [(start, end + 1) for start, end in spans])
        text = leave_out(spans)
    bars = [
        (row.start() + at, row.start() + at + 1)
        for row in ROW.finditer(text)
        for at, character in enumerate(row[0])
        if character == "|"
    ]
    text = leave_out(bars)
    for pattern in PAIRS:
        spans = [match.span(side) for match in pattern.finditer(text) for side in ("a", "b")]
        text = leave_out(spans)
    return sorted(found)
