"""White space inside numbers, which converted and widely set pages have, is closed up.

百 分 之 2.4, 1 860亿, 三千 八百 and 五 万 are read as what they are without it. White space that
may part two numbers stays (12. 5亿, 3 0多家), and `cuts` refuses what stands beside it.
"""

import re
from dataclasses import replace
from typing import NamedTuple

from pipeline.claims.find.grammar import NumeralGrammar
from pipeline.claims.find.numerals import parse_number
from pipeline.claims.find.quantities import Found, Refusal
from pipeline.language.fold import SPACE

SPACES = f"{SPACE}{{1,12}}+"
"""As much of it as stands inside a number."""
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
    grammar = NumeralGrammar.load()
    spans = [found.span() for own in grammar.spaces_inside for found in own.finditer(text)]
    words = grammar.parted_words.finditer(text)
    spans += [found.span() for found in words if parse_number(WHITE.sub("", found[0]))]
    inside = {i for span in spans for i in range(*span) if text[i] in " \u3000"}
    if not inside:
        return ClosedText(text, [])
    places = [i for i in range(len(text)) if i not in inside]
    return ClosedText("".join(map(text.__getitem__, places)), places)
