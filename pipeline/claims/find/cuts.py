"""Cuts: numbers that white space cuts in two, of which neither half is a number.

Converted pages set 12. 5亿元, 3 0多家 or 三分 之一. What does not join is refused, because half
of a number is a wrong one.
"""

import re
from itertools import pairwise

from pipeline.claims.find.quantities import Found, Quantity, Refusal
from pipeline.claims.find.white_space import SPACES
from pipeline.language.fold import SPACE
from pipeline.language.ordinals import DIGITS

CUT = re.compile(rf"(?:{SPACES}(?:[.,]{SPACES}|[.,多余来几])?|[.,]{SPACES})?")
"""What may cut a number in two: white space, perhaps with its point or comma, or nothing."""
THREE = re.compile("[0-9]{3}(?![0-9])")
"""The digits behind the comma of a grouped number."""
ITEM_BEFORE = re.compile(r"(?:\A|[\n。；;])[ \u3000]{0,4}\Z")
"""What stands before the number of an item: 1 500家企业, 2. 5个项目."""
MORE = ("", "多", "余", "来", "几")
"""What a first half may end with: 千余| 万元."""
EACH = "一"
"""Behind a number in words: one of what that is paid by, 一百二|一吨. Behind digits any such digit
counts what was listed: 8万亿、9万亿|三个台阶."""
YEAR = re.compile("(?:19|20)[0-9]{2}")
SHARE_GOES_ON = re.compile(rf"分?{SPACES}(?:之|点)|点{SPACES}(?=[〇零一二三四五六七八九])")
"""What follows the first half of a share or a decimal in words: 百分 之四, 四 点五."""


def refuse_cuts(text: str, found: list[Found]) -> list[Found]:
    """Refuse the halves of numbers that are cut, and numerals that touch.

    Between two that touch no character stands: 一百|2十人 is of no form, and not 20 persons.
    """
    for i, (one, two) in enumerate(pairwise(found)):
        if isinstance(two, Quantity) and is_split(text, one, two):
            found[i] = Refusal(one.start, one.end, "unreadable")
            found[i + 1] = Refusal(two.start, two.end, "unreadable")
    for i, one in enumerate(found):
        cut = SHARE_GOES_ON.match(text, one.last) if isinstance(one, Quantity) else None
        if cut and isinstance(one, Quantity) and one.words:
            found[i] = Refusal(one.start, one.end, "unreadable")
            rest = found[i + 1] if i + 1 < len(found) else None
            if isinstance(rest, Quantity) and cut[0][0] in SPACE and rest.first <= cut.end() + 1:
                found[i + 1] = Refusal(rest.start, rest.end, "unreadable")
    return found


def is_split(text: str, one: Found, two: Quantity) -> bool:
    """Return whether two numerals are the halves of a number: 1,2 |34万元."""
    if isinstance(one, Refusal):
        cut = CUT.fullmatch(text, one.end, two.first)
        return one.exclusion == "unreadable" and cut is not None
    if one.type != "bare" or text[one.last : one.end] not in MORE:
        return False
    if one.end == two.start == two.first:
        written = text[two.first : two.last]
        apart = written == EACH or YEAR.fullmatch(written)
        return not apart and (one.words or not two.unit or written not in DIGITS)
    if CUT.fullmatch(text, one.end, two.first) is None:
        return False
    if one.power > 1 or two.pattern == "discount":
        return True
    written = text[one.first : one.last]
    if two.words or not written.replace(".", "").replace(",", "").isdecimal():
        return False
    if ITEM_BEFORE.search(text, max(0, one.first - 5), one.first) or YEAR.fullmatch(written):
        return False
    return "," not in text[one.end : two.first] or THREE.match(text, two.first) is not None
