"""The forms of forms.toml: what the words around a numeral make of its value."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal

from pipeline.claims.find.numerals import parse_number
from pipeline.language.ordinals import DIGITS

PLACES = 4
"""Decimal places, or digits from the first that is not 0, that a fraction is written with."""

Groups = Mapping[str, str | None]
Compute = Callable[[Decimal, Groups], Decimal]


def divide(value: Decimal, divisor: Decimal) -> Decimal:
    """Return a fraction as a decimal, exact where that is short: 1/3 is 0.3333.

    >>> divide(Decimal(3), Decimal(100000)), divide(Decimal(1), Decimal(3))
    (Decimal('0.00003'), Decimal('0.3333'))
    """
    quotient = value / divisor
    places = max(PLACES, PLACES - 1 - quotient.adjusted()) if quotient else PLACES
    rounded = quotient.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
    return rounded.normalize() if rounded == quotient else rounded


def read_tail(groups: Groups) -> Decimal:
    """Return the digit behind a unit, 半 being 5."""
    tail = groups.get("tail")
    return Decimal(5 if tail == "半" else read_digit(tail))


def compute_ratio(value: Decimal, groups: Groups) -> Decimal:
    """Return the value by the divisor behind it: 8.3/10万."""
    parsed = parse_number(groups["divisor"] or "")
    return divide(value, parsed[0] if parsed else Decimal(1))


def compute_yuan(value: Decimal, groups: Groups) -> Decimal:
    """Return 元 or dollars with what is behind them: 2元6角3分 is 2.63, 两美元三美分 2.03."""
    jiao, fen = (parse_number(groups.get(name) or "零") for name in ("jiao", "fen"))
    return value + (jiao[0] if jiao else 0) / Decimal(10) + (fen[0] if fen else 0) / Decimal(100)


def read_digit(digit: str | None) -> int:
    """Return a digit in either writing; none is 0."""
    return 0 if not digit else DIGITS.get(digit) or int(digit if digit.isdecimal() else 0)


COMPUTE: dict[str, Compute] = {
    "same": lambda value, groups: value,
    "part": lambda value, groups: divide(Decimal(read_digit(groups.get("top"))), value),
    "tenths": lambda value, groups: value * 10 + read_tail(groups),
    "tail": lambda value, groups: value + read_tail(groups) / 10,
    "discount": lambda value, groups: value * 10 if value < 10 else value,
    "doubling": lambda value, groups: Decimal(2) ** value,
    "ratio": compute_ratio,
    "yuan": compute_yuan,
    "jiao": lambda value, groups: compute_yuan(value / 10, groups),
    "fen": lambda value, groups: value / 100,
}
"""Name in forms.toml → arithmetic on a value and what the pattern behind it caught."""
