"""The forms of forms.toml: what the words around a numeral make of its value."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal

from pipeline.claims.find.numerals import parse_number

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


def read_group(groups: Groups, name: str) -> Decimal:
    """Return the number that a group caught, 半 being 5; 0 where it caught none."""
    parsed = parse_number((groups.get(name) or "零").replace("半", "五"))
    return parsed.low if parsed else Decimal(0)


def compute_yuan(value: Decimal, groups: Groups) -> Decimal:
    """Return 元 or dollars with what is behind them: 2元6角3分 is 2.63, 两美元三美分 2.03."""
    return value + read_group(groups, "jiao") / 10 + read_group(groups, "fen") / 100


COMPUTE: dict[str, Compute] = {
    "same": lambda value, groups: value,
    "part": lambda value, groups: divide(read_group(groups, "top"), value),
    "tenths": lambda value, groups: value * 10 + read_group(groups, "tail"),
    "tail": lambda value, groups: value + read_group(groups, "tail") / 10,
    "discount": lambda value, groups: value * 10 if value < 10 else value,
    "doubling": lambda value, groups: Decimal(2) ** value,
    "ratio": lambda value, groups: divide(value, read_group(groups, "divisor") or Decimal(1)),
    "yuan": compute_yuan,
    "jiao": lambda value, groups: compute_yuan(value / 10, groups),
    "fen": lambda value, groups: value / 100,
}
"""Name in forms.toml → arithmetic on a value and what the pattern behind it caught."""
