"""Numerals: the characters that write a number, and its exact value.

A numeral is digits (12,345.6), words (一百二十三, 壹佰贰拾), or both (1万2千, 1亿2000万). 多, 余,
几, 来, 数, 上 inside or before it make it a lower bound, two neighbouring digits in words (两三万)
a range, 分之 a fraction. Units are not read here.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pipeline.language.numbers import DIGITS

POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
FINANCIAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
LONGEST = 40
"""Characters: no number that somebody states is longer, and exact arithmetic stays cheap."""

KILO = re.compile("千(?=[瓦米克伏卡焦帕赫])")
"""千 that begins the name of a unit: 千瓦时."""
_WORD = "(?:[〇零一二两三四五六七八九十百万亿壹贰叁肆伍陆柒捌玖拾佰仟]|千(?![瓦米克伏卡焦帕赫]))"
"""One character of a numeral in words. 千 that begins a unit (千瓦时) is not part of the number."""
_POWER = "(?:[十百万亿]|千(?![瓦米克伏卡焦帕赫]))"
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])(?:\.[0-9]++)?|[0-9]++(?:\.[0-9]++)?)"
_TAIL = rf"(?:{_POWER}{{1,3}}+(?:[多余几来]{_POWER}{{1,3}}+)?|[多余几来]{_POWER}{{1,3}}+)"
_NUMBER = (
    rf"(?:{_DIGITS}(?:[ \u3000]?{_TAIL}(?:{_DIGITS}(?!亿|十){_POWER}{{1,2}}+){{0,3}}+)?"
    rf"|[数几上]?+{_WORD}++(?:点[〇零一二三四五六七八九]++{_POWER}{{0,2}}+)?"
    rf"(?:[多余几来]{_POWER}{{1,3}}+)?)"
)
NUMERAL = re.compile(
    rf"(?:(?P<denominator>{_WORD}++|[0-9]++)分之(?=[0-9]|{_WORD}))?(?P<number>{_NUMBER})"
)
_BOUND = re.compile("[多余几来]")
_PAIR = re.compile("[一二两三四五六七八九]{2}")
_MIXED = re.compile(r"([0-9]+(?:\.[0-9]+)?)([十百千万亿]*)")


class Numeral(NamedTuple):
    """A number as written, from `start` to `end` of the text.

    `low` is the value, the lowest where the writing leaves it open; `high` is there for a range.
    `bound` says that the writing states a lower bound (60多). `words` says that no Arabic digit
    stands in it, `power` is its last multiplier (万 in 3万; 1 where there is none), `mantissa`
    the value before multipliers. `denominator` is what stands before 分之.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal | None
    bound: bool
    words: bool
    power: int
    mantissa: Decimal
    denominator: Decimal | None


class Unreadable(NamedTuple):
    """Characters of numerals that write no number: 三十五十, a thousand digits."""

    start: int
    end: int


def find_numerals(
    text: str, start: int = 0, end: int | None = None
) -> Iterator[Numeral | Unreadable]:
    """Yield the numerals of a folded text in order; they do not overlap."""
    for match in NUMERAL.finditer(text, start, len(text) if end is None else end):
        yield read_numeral(match)


def read_numeral(match: re.Match[str]) -> Numeral | Unreadable:
    """Return the value of a match of `NUMERAL`."""
    start, end = match.span()
    if end - start > LONGEST:
        return Unreadable(start, end)
    written = match["number"]
    if len(written) == 1 and ord(written) in FINANCIAL:
        return Unreadable(start, end)  # 陆, 伍 and their like are mostly parts of names
    if written.isdecimal() and not match["denominator"]:
        value = Decimal(written)
        return Numeral(start, end, value, None, False, False, 1, value, None)
    values = parse_number(written)
    denominator = parse_number(match["denominator"]) if match["denominator"] else None
    if values is None or (match["denominator"] and denominator is None):
        return Unreadable(start, end)
    low, high, bound = values
    digits = re.search("[0-9]", written)
    last = re.search("[十百千万亿]{0,3}$", written)
    power = 1
    for c in last[0] if last else "":
        power *= POWERS[c]
    return Numeral(
        start,
        end,
        low,
        high,
        bound,
        words=digits is None,
        power=power,
        mantissa=low / power,
        denominator=denominator[0] if denominator else None,
    )


def parse_number(text: str) -> tuple[Decimal, Decimal | None, bool] | None:
    """Return lowest value, highest value (of a range) and whether it is only a lower bound.

    >>> parse_number("1万2千")
    (Decimal('12000'), None, False)
    >>> parse_number("二十余万")
    (Decimal('200000'), None, True)
    >>> parse_number("两三万")
    (Decimal('20000'), Decimal('30000'), False)
    """
    text = text.replace(",", "").replace(" ", "").replace("\u3000", "").translate(FINANCIAL)
    prefixed = text[0] in "数几上"
    body = text[1:] if prefixed else text
    if prefixed and (not body or body[0] not in POWERS):
        return None
    body, removed = _BOUND.subn("", body)
    bound = prefixed or removed > 0
    if any(c in "0123456789" for c in body):
        value = parse_mixed(body)
        return None if value is None else (value, None, bound)
    pair = _PAIR.search(body)
    if pair and "点" not in body and any(c in POWERS or len(body) == 2 for c in body):
        first, second = (DIGITS[c] for c in pair[0])
        if second != first + 1 and (first, second) != (3, 5):
            return None
        low = parse_words(body[: pair.start() + 1] + body[pair.end() :])
        high = parse_words(body[: pair.start()] + body[pair.start() + 1 :])
        return None if low is None or high is None else (low, high, bound)
    value = parse_words(body)
    return None if value is None else (value, None, bound)


def parse_mixed(text: str) -> Decimal | None:
    """Return the value of digits with multipliers: 1.2万亿, 1亿2000万, 3亿5千万."""
    total = Decimal(0)
    lowest: int | None = None
    parts = list(_MIXED.finditer(text))
    for i, part in enumerate(parts):
        power = 1
        for c in part[2]:
            power *= POWERS[c]
        amount = Decimal(part[1])
        if i + 1 < len(parts) and part[2] in ("千", "百"):
            follower = parts[i + 1][2]
            if follower in ("万", "亿"):
                power *= POWERS[follower]
        if lowest is not None and amount * power >= lowest:
            return None
        total += amount * power
        lowest = power
    return total


def parse_words(text: str) -> Decimal | None:
    """Return the value of a numeral in words, or None where the words do not make one.

    >>> parse_words("一百九十万零三千"), parse_words("两万亿"), parse_words("四点三")
    (Decimal('1903000'), Decimal('2000000000000'), Decimal('4.3'))
    >>> parse_words("二〇三五"), parse_words("一万二"), parse_words("三十五十")
    (Decimal('2035'), Decimal('12000'), None)
    """
    whole, point, fraction = text.partition("点")
    if point:
        digits = fraction.rstrip("十百千万亿")
        value = parse_words(whole)
        if value is None or not digits or any(c not in DIGITS for c in digits):
            return None
        value += Decimal("0." + "".join(str(DIGITS[c]) for c in digits))
        for c in fraction[len(digits) :]:
            value *= POWERS[c]
        return value
    if not any(c in POWERS for c in text):
        if len(text) > 1 and len(text) != 4 and not set(text) & set("〇零"):
            return None
        return Decimal("".join(str(DIGITS[c]) for c in text))
    return parse_positional(text)


def parse_positional(text: str) -> Decimal | None:
    """Return the value of words with multipliers, each section of which has to descend."""
    hundred_millions = ten_thousands = section = 0
    digit: int | None = None
    lowest = 10**5
    previous = ""
    for c in text:
        if c in DIGITS:
            if digit:
                return None
            digit = DIGITS[c]
        elif c == "万":
            if ten_thousands:
                return None
            ten_thousands = max(section + (digit or 0), 0 if previous else 1) * 10**4
            section, digit, lowest = 0, None, 10**5
            if not ten_thousands:
                return None
        elif c == "亿":
            if hundred_millions:
                return None
            counted = ten_thousands + section + (digit or 0)
            hundred_millions = (counted if previous else 1) * 10**8
            ten_thousands = section = 0
            digit, lowest = None, 10**5
            if not hundred_millions:
                return None
        else:
            power = POWERS[c]
            if power >= lowest or (digit == 0 and power > 10):
                return None
            if digit is None and previous and power > 10:
                return None
            section += (digit or 1) * power
            digit, lowest = None, power
        previous = c
    if digit and len(text) > 1 and text[-2] in POWERS:
        # 一万二 is 12,000: a last digit without 零 counts the next lower power.
        digit *= POWERS[text[-2]] // 10
    return Decimal(hundred_millions + ten_thousands + section + (digit or 0))


def is_han(character: str) -> bool:
    """Return whether it is one Chinese character."""
    return "\u4e00" <= character <= "\u9fff"
