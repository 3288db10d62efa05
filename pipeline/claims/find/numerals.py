"""Numerals: the characters that write a number, and its exact value.

A numeral is digits (12,345.6; also in groups with a full-width comma), words
(一百二十三, 壹佰贰拾), or both (1万2千, 1亿2000万, 6万3200, 2万5). 多, 余, 几, 来, 数, 上 inside or
before it make it a lower bound, two neighbouring digits in words (两三万) a range, 分之 a fraction,
又 before that a mixed number. Units are not read here. White space ends a numeral: what stands
inside one is closed up before (`white_space`).
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pipeline.claims.find.grammar import NumeralGrammar
from pipeline.language.ordinals import DIGITS

POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}
FINANCIAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟参", "一二三四五六七八九十百千三")
SHORT_FORMS = {"廿": "二十", "卅": "三十", "俩": "两", "仨": "三", "万万": "亿"}
ROUGH = ("百八十", "千八百", "万八千")
"""Said of about a hundred, a thousand, ten thousand: their digits are not the value."""
LONGEST_NUMERAL = 40
"""Characters: no number that somebody states is longer, and exact arithmetic stays cheap."""

PLAINEST = frozenset("0123456789.〇零一二两三四五六七八九十百千万亿多余几来数上点")
"""Characters that are read as they stand."""
SEPARATORS = re.compile("[,，]")
BOUND = re.compile("[多余几来数]")
PAIR = re.compile(
    "(?<![〇零一二三四五六七八九])[一二两三四五六七八九]{2}(?![〇零一二三四五六七八九])"
)
PLACED_DIGITS = re.compile("[〇零一二三四五六七八九]{3,4}")
"""Digits in words that count by their places before a multiplier: 二六七亿."""
PART = re.compile("([0-9]+(?:[.][0-9]+)?|[〇零一二两三四五六七八九]+)|([十百千])")
LAST_POWER = re.compile("[十百千万亿兆]{0,3}$")


class Numeral(NamedTuple):
    """A number as written, from `start` to `end` of the text.

    `low` is the value, the lowest where the writing leaves it open; `high` is there for a range.
    `bound` says that the writing states a lower bound (60多). `words` says that no Arabic digit
    stands in it, `power` is its last multiplier (万 in 3万; 1 where there is none), `mantissa`
    the value before multipliers. `denominator` is what stands before 分之, `whole` before 又.
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
    whole: Decimal = Decimal(0)


class WrittenValue(NamedTuple):
    """The lowest value, the highest of a range, and whether it is only a lower bound."""

    low: Decimal
    high: Decimal | None = None
    bound: bool = False


class Unreadable(NamedTuple):
    """Characters of numerals that write no number: 三十五十, a thousand digits, 陆 in 大陆."""

    start: int
    end: int


def find_numerals(
    text: str, start: int = 0, end: int | None = None
) -> Iterator[Numeral | Unreadable]:
    """Yield the numerals of a folded text in order; they do not overlap."""
    pattern = NumeralGrammar.load().numerals
    at, end = start, len(text) if end is None else end
    while match := pattern.search(text, at, end):
        numeral = read_numeral(match)
        if isinstance(numeral, Unreadable):
            numeral = leave_one(text, match) or numeral
        yield numeral
        at = numeral.end


def leave_one(text: str, match: re.Match[str]) -> Numeral | None:
    """Return the number before a 一 that begins what it is paid by: 一百二|一吨.

    >>> [numeral.low for numeral in find_numerals("卖到一百二一吨")]
    [Decimal('120'), Decimal('1')]
    """
    start, end = match.span()
    pattern = NumeralGrammar.load().numerals
    shorter = pattern.fullmatch(text, start, end - 1) if text[end - 1] == "一" else None
    numeral = read_numeral(shorter) if shorter else None
    return numeral if isinstance(numeral, Numeral) and numeral.words else None


def read_numeral(match: re.Match[str]) -> Numeral | Unreadable:
    """Return the value of a match of `NumeralGrammar.numerals`."""
    start, end = match.span()
    if end - start > LONGEST_NUMERAL:
        return Unreadable(start, end)
    written = match["number"]
    if written in ROUGH:
        return Unreadable(start, end)
    alone = len(written) == 1 and not match["denominator"]
    behind = match.string[end : end + 1]
    if alone and (ord(written) in FINANCIAL or (written in DIGITS and behind.isdecimal())):
        return Unreadable(start, end)  # 大陆, 队伍, 周四
    if written.replace(".", "", 1).isdecimal() and not match["denominator"]:
        value = Decimal(written)
        return Numeral(start, end, value, None, False, False, 1, value, None)
    values = parse_number(written) or read_discount(match)
    if values is None:
        return Unreadable(start, end)
    if not match["denominator"]:
        return make_numeral(start, end, written, values)
    denominator = parse_number(match["denominator"])
    whole = parse_number(match["whole"]) if match["whole"] else WrittenValue(Decimal(0))
    if denominator is None or whole is None:
        return Unreadable(start, end)
    if match["minus"]:
        values = values._replace(low=-values.low, high=None)
    numeral = make_numeral(start, end, written, values)
    return numeral._replace(denominator=denominator.low, whole=whole.low)


def read_discount(match: re.Match[str]) -> WrittenValue | None:
    """Return the two digits of 八五折, which write no number elsewhere."""
    written = match["number"]
    discounted = match.string.startswith("折", match.end())
    if len(written) != 2 or not discounted or set(written) - set("一二三四五六七八九"):
        return None
    return WrittenValue(Decimal("".join(str(DIGITS[c]) for c in written)))


def make_numeral(start: int, end: int, written: str, values: WrittenValue) -> Numeral:
    """Return the numeral of some values, with what its last characters say."""
    low, high, bound = values
    last = LAST_POWER.search(written.translate(FINANCIAL))
    power = 1
    for c in last[0] if last else "":
        power *= POWERS[c]
    words = not any(c.isdecimal() and c.isascii() for c in written)
    return Numeral(start, end, low, high, bound, words, power, low / power, None)


def parse_number(text: str) -> WrittenValue | None:
    """Return the value of a number without a fraction, or None where its characters make none.

    >>> parse_number("1万2千").low, parse_number("二十余万").bound, parse_number("两三万").high
    (Decimal('12000'), True, Decimal('30000'))
    """
    if text in DIGITS:
        return WrittenValue(Decimal(DIGITS[text]))
    if not PLAINEST.issuperset(text) or "万万" in text:
        text = SEPARATORS.sub("", text).translate(FINANCIAL)
        for short, whole in SHORT_FORMS.items():
            text = text.replace(short, whole)
    prefixed = text[0] in "数几上"
    body = text[1:] if prefixed else text
    if prefixed and (not body or body[0] not in POWERS):
        return None
    body, removed = BOUND.subn("", body)
    bound = prefixed or removed > 0
    pair = None if body[0].isdecimal() else PAIR.search(body)
    if pair and "点" not in body and any(c in POWERS or len(body) == 2 for c in body):
        first, second = (DIGITS[c] for c in pair[0])
        if second != first + 1 and (first, second) != (3, 5):
            return None
        if any(c not in POWERS for c in body[pair.end() :]):
            return None
        low = parse_value(body[: pair.start() + 1] + body[pair.end() :])
        high = parse_value(body[: pair.start()] + body[pair.start() + 1 :])
        return None if low is None or high is None else WrittenValue(low, high, bound)
    value = parse_value(body)
    return None if value is None else WrittenValue(value, None, bound)


LARGEST_COUNT = Decimal(10) ** 24
"""What a multiplier counts is less: a longer row of digits is not an amount, nor exact as one."""


def parse_value(text: str) -> Decimal | None:
    """Return the value of a numeral, or None where its characters do not make one.

    >>> parse_value("一百九十万零三千"), parse_value("两万亿"), parse_value("四点三")
    (Decimal('1903000'), Decimal('2000000000000'), Decimal('4.3'))
    >>> parse_value("二〇三五"), parse_value("一万二"), parse_value("三十五十")
    (Decimal('2035'), Decimal('12000'), None)
    >>> parse_value("二六七亿"), parse_value("三兆七五一五亿")
    (Decimal('26700000000'), Decimal('3751500000000'))
    >>> parse_value("2万3千亿"), parse_value("6万3200"), parse_value("1万亿2000亿")
    (Decimal('2300000000000'), Decimal('63200'), Decimal('1200000000000'))
    """
    if "点" in text:
        return parse_decimal(text)
    for mark in "兆亿万":
        left, found, right = text.partition(mark)
        if not found:
            continue
        size = POWERS[mark]
        if PLACED_DIGITS.fullmatch(left):
            left = "".join(str(DIGITS[c]) for c in left)
        count = parse_value(left) if left else Decimal(1)
        rest = parse_rest(right, size)
        if not count or rest is None or rest >= count * size or count >= LARGEST_COUNT:
            return None
        if rest >= size and count % 10**4:
            return None
        return count * size + rest
    return parse_section(text)


def parse_rest(text: str, size: int) -> Decimal | None:
    """Return what stands behind a multiplier: 2万5 is 25,000, 2万零5 is 20,005."""
    if not text:
        return Decimal(0)
    if len(text) == 1 and text not in POWERS:
        digit = Decimal(DIGITS.get(text, text if text.isdecimal() else 0))
        return digit * size / 10
    if text[0] in "百千" or (len(text) == 2 and text.isdecimal() and text.isascii()):
        return None
    return parse_value(text)


def parse_decimal(text: str) -> Decimal | None:
    """Return the value of words with a decimal point: 四点三, 一点五亿."""
    whole, _, fraction = text.partition("点")
    digits = fraction.rstrip("百千万亿")
    powers = fraction[len(digits) :]
    value = parse_value(whole)
    if value is None or not digits or any(c not in DIGITS for c in digits):
        return None
    if powers and any(c in "万亿" for c in whole):
        return None
    value += Decimal("0." + "".join(str(DIGITS[c]) for c in digits))
    for c in powers:
        value *= POWERS[c]
    return value


def parse_section(text: str) -> Decimal | None:
    """Return the value of digits and of 十, 百, 千, each below the one before."""
    total = Decimal(0)
    number: Decimal | None = None
    lowest, previous, at = 10**4, "", 0
    for part in PART.finditer(text):
        if part.start() != at:
            return None
        at = part.end()
        digits, power = part.groups()
        if digits:
            number = read_digits(digits, alone=len(digits) == len(text))
            if number is None:
                return None
            if previous and digits[0] not in "零〇" and len(digits) == 1:
                rest_is_last = at == len(text)
                # 三百五 is 350: a last digit without 零 counts the next lower power.
                number *= POWERS[previous] // 10 if rest_is_last else 1
        else:
            size = POWERS[power]
            if size >= lowest or (number == 0 and size > 10):
                return None
            if number is None and previous and size > 10:
                return None
            if number is not None and number * size >= lowest * 10 and previous:
                return None
            total += (number or 1) * size
            number, lowest, previous = None, size, power
    if at != len(text) or not text or (number is not None and previous and number >= lowest):
        return None
    return total + (number or 0)


def read_digits(digits: str, *, alone: bool) -> Decimal | None:
    """Return the value of digits; those in words are one, four of a year, or begin with 零."""
    if digits[0].isdecimal() and digits[0].isascii():
        return Decimal(digits)
    zeros = set(digits) & set("〇零")
    if alone:
        if len(digits) > 1 and len(digits) != 4 and not zeros:
            return None
    elif len(digits) > (2 if digits[0] in "〇零" else 1):
        return None
    return Decimal("".join(str(DIGITS[c]) for c in digits))


def is_han(character: str) -> bool:
    """Return whether it is one Chinese character."""
    return "\u4e00" <= character <= "\u9fff"
