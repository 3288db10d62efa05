"""White space inside numbers, which converted and widely set pages have, is closed up.

百 分 之 2.4, 1 860亿, 三千 八百 and 五 万 are read as what they are without it. White space that
may part two numbers stays (12. 5亿, 3 0多家), and `cuts` refuses what stands beside it.
"""

import re
from dataclasses import replace
from typing import NamedTuple

from pipeline.claims.find.numerals import KILO, parse_number
from pipeline.claims.find.quantities import Found, Refusal
from pipeline.language.fold import SPACE

SPACES = f"{SPACE}{{1,12}}+"
"""As much of it as stands inside a number, or is filled into a form."""
_GAP = f"(?:{SPACES})?"
_DIGIT = "[〇零一二两三四五六七八九]"
_MULTIPLIER = f"(?:[十百万亿拾佰仟]|千(?!{KILO}))"
_WORD = f"(?:[〇零一二两三四五六七八九十百万亿壹贰叁肆伍陆柒捌玖拾佰仟]|千(?!{KILO}))"
_WORDS = f"(?>{_WORD}{{1,12}})"
_NUMBER = f"(?:[0-9]|{_WORD})"
_TENTHS = f"{_DIGIT}{{1,6}}[百千万亿]{{0,2}}{_GAP}(?:个?百分点|[%‰倍成折万亿])"
"""What is counted in tenths: 四点 五个百分点, but not 下午四点 五家."""
INSIDE = tuple(
    re.compile(pattern)
    for pattern in (
        # 1 860亿
        rf"(?<![0-9.])[0-9]{{1,3}}(?:{SPACE}[0-9]{{3}}){{1,6}}(?![0-9])",
        # 1 8 6 0亿
        rf"(?<![0-9.])[0-9](?:{SPACE}[0-9]){{2,11}}(?![0-9])",
        # 2万 5千
        rf"{SPACE}(?:(?<=万.)(?=[0-9]千(?!{KILO}))|(?<=千.)(?=[0-9]百))",
        # 12.5 亿, 2 兆 8623 亿
        rf"(?<=[0-9]){SPACES}(?=兆|{_MULTIPLIER})",
        rf"(?<=兆){SPACE}(?=[0-9,]{{1,5}}{_GAP}亿)|{SPACE}(?<=[0-9]{SPACE}亿.)(?=[0-9,]{{1,5}}{_GAP}万)",
        # 五百 余万, 百 分之, 四 点五个百分点
        rf"(?<={_NUMBER}){SPACES}(?=[多余几]{_GAP}{_MULTIPLIER}|分{_GAP}之|点{_GAP}{_TENTHS})",
        # 千余 万
        rf"(?<=[多余几]){SPACES}(?={_MULTIPLIER})",
        # 百分 之二
        rf"(?<=分){SPACES}(?=之)",
        # 百分之 二, 百分之负 二
        rf"(?<=[之负]){SPACES}(?=[负几数]|{_NUMBER})",
        # 四点 五个百分点
        rf"(?<=点){SPACES}(?={_TENTHS})",
        # 百分之四 点 五
        rf"之{_GAP}{_WORDS}{_GAP}点{_GAP}(?={_DIGIT})",
    )
)
"""Where white space stands inside a number, whatever its value."""
IN_WORDS = re.compile(
    rf"(?<!{_WORD}){_WORDS}(?>(?:(?<={_MULTIPLIER}){SPACES}|{SPACES}(?={_MULTIPLIER})){_WORDS}){{1,8}}"
)
"""Words that white space parts behind or before a multiplier: one number, if they write one."""
WHITE = re.compile(SPACE)
_PIECE = "[0-9〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟多余几数分之点负]"
APART = re.compile(f"(?<={_PIECE}){SPACES}(?={_PIECE})")
"""White space between two pieces of numbers: most texts have none."""


class ClosedText(NamedTuple):
    """A text without the white space inside its numbers, and where each character stood before.

    `places` is empty where none was there.
    """

    text: str
    places: list[int]

    def reopen(self, one: Found) -> Found:
        """Return what was found here with its places in the text as it was."""
        if not self.places:
            return one
        start, end = self.place(one.start, one.end)
        if isinstance(one, Refusal):
            return replace(one, start=start, end=end)
        first, last = self.place(one.first, one.last)
        return replace(one, start=start, end=end, first=first, last=last)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where characters of this text start and end in the text as it was."""
        return self.places[start], self.places[end - 1] + 1


def close_up(text: str) -> ClosedText:
    """Return a folded text without the white space inside its numbers.

    >>> close_up("占百 分 之 2.4，共三千 八百人，12. 5亿").text
    '占百分之2.4，共三千八百人，12. 5亿'
    """
    if not APART.search(text):
        return ClosedText(text, [])
    spans = [match.span() for pattern in INSIDE for match in pattern.finditer(text)]
    spans += [m.span() for m in IN_WORDS.finditer(text) if parse_number(WHITE.sub("", m[0]))]
    inside = {i for span in spans for i in range(*span) if text[i] in " \u3000"}
    if not inside:
        return ClosedText(text, [])
    places = [i for i in range(len(text)) if i not in inside]
    return ClosedText("".join(map(text.__getitem__, places)), places)
