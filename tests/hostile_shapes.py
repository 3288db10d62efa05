"""Texts whose cost could grow faster than they do, one kind each, by a number of parts."""

import io
import zipfile
from collections.abc import Callable
from typing import NamedTuple

from tests.hostile import SAID, WORD

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
DIGITS = "一二三四五六七八九"


class Shape(NamedTuple):
    """A kind of text: its suffix, what makes it, and how many parts make some 50 kB."""

    suffix: str
    make: Callable[[int], bytes]
    parts: int


def make_han(number: int) -> str:
    """Return one of 20,000 characters."""
    return chr(0x4E00 + number % 20_000)


def make_name(number: int) -> str:
    """Return a name; many numbers have other names."""
    surname = SURNAMES[number % len(SURNAMES)]
    return surname + make_han(7 * number) + make_han(13 * number + number // 20_000)


def repeat(part: str, before: str = SAID, after: str = "") -> Callable[[int], bytes]:
    """Return what makes a text of one part over and over."""
    return lambda count: (before + part * count + after).encode()


def each(part: Callable[[int], str], before: str = "") -> Callable[[int], bytes]:
    """Return what makes a text of parts that differ by their number."""
    return lambda count: (before + "".join(map(part, range(count)))).encode()


def ask_much(count: int) -> bytes:
    """Return a text of one question with so many parts, and an answer that is as long."""
    parts = "".join(f"{make_han(7 * k)}{make_han(13 * k)}产业如何？" for k in range(count))
    return f"记者：请问{parts}\n王小明：{'今年总体平稳。' * count}\n".encode()


def head_sections(count: int) -> bytes:
    """Return a text of 100 headings with so many exchanges in all."""
    pairs = "记者：请问{0}如何？\n王小明：{0}很好。\n"
    return "".join(
        f"热点{DIGITS[k % 9]}：工业{make_han(k)}情况\n"
        + "".join(pairs.format(make_han(k + j)) for j in range(max(1, count // 100)))
        for k in range(100)
    ).encode()


def count_in_word(count: int) -> bytes:
    """Return a Word document with numbers before its paragraphs that are as long as the count."""
    level = f'<w:lvl w:ilvl="0"><w:lvlText w:val="{"%1" * count}"/></w:lvl>'
    numbered = (
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>好</w:t></w:r></w:p>'
    )
    parts = {
        "document": f"<w:document {{0}}><w:body>{numbered * 1000}</w:body></w:document>",
        "numbering": "<w:numbering {0}>"
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(f"word/{name}.xml", part.replace("{0}", f'xmlns:w="{WORD}"'))
    return out.getvalue()


def open_again(count: int) -> bytes:
    """Return a page on which every paragraph opens all elements anew that none has closed."""
    opened = "".join(f"<b id={k}>" for k in range(count))
    return f"<meta charset=utf-8><p>{opened}{'<p>好' * count}".encode()


def break_off(count: int) -> bytes:
    """Return a text of nine pieces that break off, with whole lines between them."""
    return "".join(
        f"的成绩{make_han(k)}我们今年的工作取得了很好的\n"
        + "".join(f"今年总体{make_han(331 * k + j)}平稳，增长很快。\n" for j in range(count // 9))
        for k in range(9)
    ).encode()


SHAPES = {
    "heading of spaces": Shape(".md", repeat(" ", "# 标题", "x"), 50_000),
    "rule of spaces": Shape(".md", repeat(" ", "--", "x"), 50_000),
    "link without an end": Shape(".md", repeat("a", "[甲](http://"), 50_000),
    "code marks": Shape(".md", repeat("`", SAID), 50_000),
    "stamp after spaces": Shape(".txt", repeat("　", SAID + "好", "x\n"), 16_000),
    "parts of parts": Shape(
        ".txt", each(lambda k: f"，其中{k + 2}万个", "王小明：企业总数1万个"), 2500
    ),
    "equal parts": Shape(".txt", repeat("，其中3万个", "王小明：企业总数9万个"), 2500),
    "one indicator": Shape(
        ".txt", each(lambda k: f"2020年粮食产量{k + 1}万吨。", "王小明："), 1500
    ),
    "ranges": Shape(".txt", repeat("5—6%"), 6000),
    "fractions": Shape(".txt", repeat("百分之"), 5000),
    "numerals": Shape(".txt", repeat("一千二百万"), 3000),
    "tens of years": Shape(".txt", repeat("十年", "王小明："), 8000),
    "targets": Shape(
        ".txt", each(lambda k: f"王小明：力争{2020 + k % 80}年粮食产量达到{k + 1}万吨。\n"), 700
    ),
    "rows of a table": Shape(
        ".txt", each(lambda k: f"城市{k}\t{k}.5\n", f"{SAID}指标\t产量（万吨）\n"), 2500
    ),
    "form feeds": Shape(".txt", repeat("好。\f"), 7000),
    "page numbers": Shape(".txt", each(lambda k: f"好的。\n- {k % 9999} -\n"), 3000),
    "numbers on lines": Shape(".txt", each(lambda k: f"好的。\n- {10_000 + k} -\n"), 2500),
    "fences": Shape(".md", repeat("```\n", SAID), 12_000),
    "lines of a page": Shape(".html", repeat("好\n", "<meta charset=utf-8><pre>"), 12_000),
    "zero-width": Shape(".txt", repeat("好\u200b\u202e\u2060\u0301"), 4000),
    "exclamations": Shape(".txt", repeat("!", after="a"), 50_000),
    "brackets": Shape(".txt", repeat("（“《【"), 4000),
    "quotation marks": Shape(".txt", repeat('"。'), 12_000),
    "names on lines": Shape(
        ".txt", each(lambda k: f"{make_name(k)}\n今年的工作取得了很好的成绩。\n", SAID), 900
    ),
    "names in a line": Shape(
        ".txt", each(lambda k: f"水利厅厅长{make_name(k)}先生、", "主持人："), 1500
    ),
    "officials": Shape(
        ".txt", each(lambda k: f"海滨省水利厅副厅长{make_name(k)}：今年情况很好。\n"), 900
    ),
    "offices": Shape(".txt", repeat("局长", "王明：好。\n"), 8000),
    "points": Shape(".txt", repeat("一是好。三是好。", "王明："), 2000),
    "colons": Shape(".txt", repeat("：", "记者" * 20), 16_000),
    "short questions": Shape(".txt", repeat("记者：问？\n王小明：好。\n", ""), 1500),
    "questions in a line": Shape(".txt", ask_much, 1200),
    "spaces in a question": Shape(
        ".txt", repeat("\u3000", "记者：请问", "？\n王小明：好。\n"), 16_000
    ),
    "sections": Shape(".txt", head_sections, 900),
    "broken off": Shape(".txt", break_off, 1000),
    "one line": Shape(".txt", repeat("工业经济平稳恢复，", "记者："), 2000),
    "lines": Shape(".txt", repeat("好\n"), 12_000),
    "lines that break off": Shape(".txt", repeat("今年，好\n"), 4000),
    "newest first": Shape(
        ".txt",
        each(lambda k: f"{23 - k // 60 % 24:02}:{59 - k % 60:02}:00\n王小明：今年总体平稳。\n"),
        1100,
    ),
    "thanks": Shape(".txt", repeat("谢谢大家。\n", after="我们再见。\n"), 3000),
    "small tables": Shape(".txt", repeat("甲\t产量（吨）\n乙\t5\n\n"), 1600),
    "wide cells": Shape(
        ".html",
        repeat("<tr><td rowspan=1000 colspan=1000>5", f"<meta charset=utf-8><p>{SAID}</p><table>"),
        1400,
    ),
    "marks on a letter": Shape(".txt", repeat("\u0301", SAID + "e"), 25_000),
    "Markdown": Shape(".md", repeat("*[_`"), 12_000),
    "nested lists": Shape(".html", repeat("<li><ul>", f"<meta charset=utf-8><p>{SAID}</p>"), 6000),
    "nested links": Shape(".html", repeat("<a><div>", f"<meta charset=utf-8><p>{SAID}</p>"), 6000),
    "opened again": Shape(".html", open_again, 2000),
    "numbers of Word": Shape(".docx", count_in_word, 20_000),
}
"""The name of a kind → its texts."""
