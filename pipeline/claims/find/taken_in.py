"""What a number takes in from beside it: its unit, 多 and 半, what it is counted per, a minus."""

import re
from decimal import Decimal
from typing import NamedTuple

from pipeline.claims.find.lexicon import Finder
from pipeline.claims.find.numerals import Numeral
from pipeline.claims.find.quantities import Quantity
from pipeline.claims.find.white_space import SPACES
from pipeline.measure.units import Unit
from pipeline.records.claims import Op

MORE = "多余来几"
"""Characters behind a number that make it a lower bound: 60多家, 十几天."""
ABOUT = "把"
"""Behind a multiplier alone, which is about so much: 万把块, 百把人."""
BELOW_ZERO = "零下"
GAP = re.compile(f"(?:{SPACES})?")
"""White space between a number and its unit."""
NAME_GOES_ON = re.compile("[A-Za-z][0-9A-Za-z]|%(?:[0-9]|[A-F][0-9A-F])")
"""A unit in letters ends where they do; %20 is a character of an address."""
PARTED = re.compile(f"个(?:([多半])(?:{SPACES})?|{SPACES})")
"""个 that is parted from the unit that it begins."""
LONGEST_UNIT = 12
"""Characters beside a number in which its unit stands, or a word for what it counts."""
HALF = Decimal("0.5")
HALVED = ("遍", "趟", "圈", "轮", "亩")
"""Classifiers of which there are halves: 一遍半."""
DURATIONS = ("duration", "multiple", "doubling", "classifier")


class FoundUnit(NamedTuple):
    """A unit with its surface in the text, where it ends, and the 多 or 半 inside it."""

    unit: Unit
    surface: str
    end: int
    inside: str


def skip_space(text: str, at: int) -> int:
    """Return where the white space at a place ends."""
    gap = GAP.match(text, at)
    return gap.end() if gap else at


def skip_more(text: str, numeral: Numeral) -> tuple[int, Op | None]:
    """Return where what says that there is more than a number ends, and the op that it makes."""
    at = skip_space(text, numeral.end)
    behind = text[at : at + 1]
    alone = numeral.words and numeral.power > 1 == numeral.mantissa
    op: Op | None = "approx" if behind == ABOUT and alone else None
    op = "gt" if behind and behind in MORE else op
    return (skip_space(text, at + 1), op) if op else (at, None)


def find_unit(text: str, at: int, numeral: Numeral, finder: Finder) -> FoundUnit | None:
    """Return the unit at a place.

    多, 半 or white space may stand in it behind 个 (两个半小时), and a parenthesis with other
    classifiers (万辆（艘、架、列）次).
    """
    times, first = finder.rules["times"], text[at : at + 1]
    parted = PARTED.match(text, at) if first == "个" else None
    inside, shift, shortest = "", 0, 1
    if parted:
        inside, shift = parted[1] or "", parted.end() - 1
        shortest = 1 if inside else 2
        text, at = first + text[parted.end() : parted.end() + LONGEST_UNIT], 0
    for surface, unit in finder.units.by_first_character.get(first, ()):
        if len(surface) >= shortest and text.startswith(surface, at):
            end = at + len(surface)
            if NAME_GOES_ON.match(text, end - 1):
                continue
            if (unit.digits and numeral.words) or text.startswith(unit.not_words, at):
                continue
            if others := times["others"].match(text, end):
                surface, end = text[at : others.end()], others.end()
            elif times["behind"].match(text, end) and unit.kind in ("classifier", "duration"):
                unit, surface, end = finder.units.by_surface["次"], f"{surface}次", end + 1
            return FoundUnit(unit, surface, shift + end, inside)
    return None


def add_divisor(text: str, made: Quantity, finder: Finder) -> None:
    """Take in what a unit is counted per: 元/亩, 元每千瓦时."""
    at = made.end
    if text[at : at + 1] not in ("/", "每"):
        return
    surfaces = finder.units.by_first_character.get(text[at + 1 : at + 2], ())
    divisor = next((s for s, _ in surfaces if text.startswith(s, at + 1)), None)
    if divisor:
        made.unit, made.end = f"{made.unit}{text[at]}{divisor}", at + 1 + len(divisor)


def add_half(text: str, made: Quantity, finder: Finder) -> None:
    """Take in 半 behind a unit: 一倍半, 五斤半, 两年半."""
    counted = made.type in ("duration", "multiple", "measure") or made.unit in HALVED
    behind = finder.rules["and_half"]["behind"]
    counted = counted and made.power == 1 and made.value_high is None
    if counted and behind.match(text, made.end):
        made.value, made.end = made.value + HALF, made.end + 1


def add_more(text: str, made: Quantity, finder: Finder) -> None:
    """Take in 多 or 余 behind a unit, a lower bound: 六成多, 3年多."""
    pattern = finder.rules["more"]["behind_money" if made.type == "money" else "behind_unit"]
    if made.type in (*DURATIONS, "rate", "money") and pattern.match(text, made.end):
        made.end += 1
        made.op = "gt" if made.op == "eq" else made.op


def set_sign(text: str, made: Quantity, finder: Finder) -> Quantity:
    """Return a quantity with the minus before it, if one is there; a degree below zero too."""
    start, minus = made.start, finder.rules["minus"]["before"]
    if start and text[start - 1] in "-−－负" and minus.search(text, max(0, start - 2), start):
        made.start = start - 1
    elif not text.startswith(BELOW_ZERO, max(0, start - 2), start) or start < 2:
        return made
    made.value = -made.value
    if made.value_high is not None:
        made.value, made.value_high = -made.value_high, made.value
    return made
