"""A copy of the text to match against, as long as the text, so that offsets hold in both.

Full-width letters, digits and mathematical signs become half-width, half-width punctuation beside
Chinese characters full-width, quotation marks those of the mainland, traditional characters
simplified, white space within a line a space, a circle among digits the zero, and what a hasty hand
or a scanner wrote among digits the sign that it stands for, one for one. The text that is quoted is
never changed.
"""

import re
from functools import cache

import opencc

HAN = range(0x3400, 0xA000)
"""CJK Unified Ideographs and Extension A."""
VARIANTS = dict(zip("衞敍粧糭衹枱痺簷甦﹪", "卫叙妆粽只台痹檐苏%", strict=True))
"""Forms of Hong Kong and Taiwan that t2s leaves as they are (of OpenCC's hk2s and tw2s), ﹪."""
KEPT = "吒"
"""What t2s changes and the mainland writes as well: 哪吒."""
FULL_WIDTH_SIGNS = "％＋－．／＆＃＠＝"
SPACES = "\u00a0\u202f\u205f" + "".join(map(chr, range(0x2000, 0x200B)))
"""White space within a line besides the plain one and that of Chinese."""
SPACE = "[ \u3000]"
"""What is left of it in a folded text."""
QUOTES = dict(zip("「」『』", "“”‘’", strict=True))
STRAIGHT = re.compile('"([^"\n]{1,80})"')
"""Words between quotation marks that do not say which of them opens."""
HALF_WIDTH = re.compile("[,;:?!()](?:(?<=[\u3400-\u9fff%”’》）】].)|(?=[\u3400-\u9fff“‘《（【]))")
"""Punctuation of a Chinese sentence, but not of numbers: 12,000, 10:30."""
TO_FULL_WIDTH = str.maketrans(",;:?!()", "，；：？！（）")
CIRCLES = re.compile(
    "[○◯0](?:(?<=[一二三四五六七八九〇][○◯])[○◯]{0,2}|(?<=[○◯])(?=点[〇○一二三四五六七八九])"
    "|(?<=[一二三四五六七八九〇]0)0{0,2}(?=[〇一二三四五六七八九年]))"
)
"""The zeros of numbers and years as Taiwan, Hong Kong and old news agencies write them."""
MISREAD = {
    ".": re.compile(
        "[﹒‧·・。](?<=[0-9].)(?:(?<=[﹒‧])(?=[0-9])|(?=[0-9]{1,2}(?:[%‰万亿]|个百分点)))"
    ),
    "点": re.compile(
        "[.‧·・](?<=[〇零一二三四五六七八九十百].)(?=[〇零一二三四五六七八九]{1,4}(?:[%‰万亿倍]|个百分点))"
    ),
    "着": re.compile(
        "著(?<![显卓昭名专原巨论编译合遗土拙所新力].)(?![名作称者述录书有《，。、）])"
    ),
    "了": re.compile("瞭(?=解)"),
    "借": re.compile("藉(?:(?<=凭藉)|(?=[由此着口]))"),
    "—": re.compile("一(?<=[0-9%].)(?=[0-9])"),
    "0": re.compile("[Oo](?<=[0-9.].)(?=[0-9.,OolI]{0,9}[%‰万亿个年月])"),
    "1": re.compile("[lI](?<=[0-9.].)(?=[0-9.,OolI]{0,9}[%‰万亿个年月])"),
}
"""Sign → what hasty typing, old typesetting, another script or a scanner puts in its place."""
ODD = re.compile(
    '[,;:?!()"○◯著瞭藉﹒‧·・。一OolI.0](?:(?<=[,;:?!()"○◯著瞭藉])|(?<=[0-9.%][﹒‧·・。一OolI])'
    "|(?<=[零一二三四五六七八九十百][.‧·・0]))"
)
"""How all these begin; most lines have no such place."""


def fold(text: str) -> str:
    """Return the text with widths and variants of characters folded; its length is the same.

    >>> fold("５Ｇ終端連接數突破２億，增長４．３％。")
    '5G终端连接数突破2亿，增长4.3%。'
    >>> fold("衞生署個案，沿著復甦道路，著作顯著")
    '卫生署个案，沿着复苏道路，著作显著'
    >>> fold("瞭解，憑藉，藉由"), fold("瞭望，慰藉")
    ('了解，凭借，借由', '瞭望，慰藉')
    >>> fold("二○二三年"), fold("二００九年"), fold("○ 项目")
    ('二〇二三年', '二〇〇九年', '○ 项目')
    >>> fold("增长19·5％"), fold("9·11事件")
    ('增长19.5%', '9·11事件')
    >>> fold("达2O.l万户，增长3。5﹪"), fold("5升，3。5家")
    ('达20.1万户，增长3.5%', '5升，3。5家')
    >>> fold("成长七．六四％，五‧五％")
    '成长七点六四%，五点五%'
    >>> fold("1一9月"), fold('产量(“新三样”)达12,000辆,增长"两成"')
    ('1—9月', '产量（“新三样”）达12,000辆，增长“两成”')
    """
    if text.isascii():
        return text
    # Most texts have nothing to fold, and looking for it takes a thirtieth of the time.
    if make_fold_pattern().search(text):
        text = text.translate(make_fold_table())
    if not ODD.search(text):
        return text
    for sign, pattern in MISREAD.items():
        text = pattern.sub(sign, text)
    text = STRAIGHT.sub(r"“\1”", text)
    text = HALF_WIDTH.sub(lambda match: match[0].translate(TO_FULL_WIDTH), text)
    return CIRCLES.sub(lambda match: "〇" * len(match[0]), text)


def is_traditional(text: str) -> bool:
    """Return whether a text has a character of the traditional script.

    >>> is_traditional("記者:"), is_traditional("记者:")
    (True, False)
    """
    return make_traditional_pattern().search(text) is not None


@cache
def make_fold_pattern() -> re.Pattern[str]:
    """Return the pattern of a character that `fold` changes by its table."""
    return re.compile(f"[{re.escape(''.join(map(chr, make_fold_table())))}]")


@cache
def make_traditional_pattern() -> re.Pattern[str]:
    """Return the pattern of a character that is written otherwise on the mainland."""
    return re.compile(f"[{''.join(chr(code) for code in make_fold_table() if code in HAN)}]")


@cache
def make_fold_table() -> dict[int, str]:
    """Return the table of `fold`: code point → character.

    Traditional to simplified is OpenCC's mapping of single characters (t2s).
    """
    han = "\n".join(map(chr, HAN))
    simplified = opencc.OpenCC("t2s").convert(han)
    table = {ord(a): b for a, b in zip(han, simplified, strict=True) if a != b and a not in KEPT}
    table |= {ord(a): b for a, b in (VARIANTS | QUOTES).items()}
    table |= dict.fromkeys(map(ord, SPACES), " ")
    wide = [*FULL_WIDTH_SIGNS, *(chr(c + 0xFEE0) for c in range(0x30, 0x7B) if chr(c).isalnum())]
    return table | {ord(sign): chr(ord(sign) - 0xFEE0) for sign in wide}
