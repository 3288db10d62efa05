"""Quantities: a number with its unit, as it is found, and numerals that are refused."""

from dataclasses import dataclass
from decimal import Decimal

from pipeline.claims.find.forms import PLACES
from pipeline.claims.find.numerals import Numeral
from pipeline.records.claims import Op

MYRIAD = 10**4
"""Chinese counts in powers of it: 万, 亿, 兆."""


@dataclass(slots=True)
class Quantity:
    """A number with its unit, from `start` to `end`; `first` is where its numeral starts.

    `op` is what the writing of the number itself says: eq, gt (多, 上), range. `type` is the
    type of the unit, or rank, bare, doubling. `pattern` names the rule.
    """

    start: int
    end: int
    first: int
    last: int
    value: Decimal
    value_high: Decimal | None
    op: Op
    unit: str | None
    type: str
    pattern: str
    words: bool
    power: int
    mantissa: Decimal
    people: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Characters of a numeral that is not a claim, and the name of the exclusion that says why."""

    start: int
    end: int
    exclusion: str


Found = Quantity | Refusal


def make_quantity(
    numeral: Numeral, end: int, unit: str | None, kind: str, pattern: str
) -> Quantity:
    """Return the quantity of a numeral with its unit, the value as the numeral has it."""
    op: Op = "range" if numeral.high is not None else "gt" if numeral.bound else "eq"
    return Quantity(
        start=numeral.start,
        end=end,
        first=numeral.start,
        last=numeral.end,
        value=numeral.low,
        value_high=numeral.high,
        op=op,
        unit=unit,
        type=kind,
        pattern=pattern,
        words=numeral.words,
        power=numeral.power,
        mantissa=numeral.mantissa,
    )


def find_rounding(quantity: Quantity) -> Decimal:
    """Return how far an exact value may be from the value as written: half its last digit.

    A whole number without a multiplier (31个) counts exactly, and so do fractions that end.
    """
    if quantity.unit == "ratio":
        exponent = quantity.value.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) else 0
        return Decimal(1).scaleb(-places) / 2 if places >= PLACES else Decimal(0)
    exponent = quantity.mantissa.normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if not decimals and quantity.power < MYRIAD:
        return Decimal(0)
    scale = abs(quantity.value / quantity.mantissa) if quantity.mantissa else Decimal(1)
    return scale.scaleb(-decimals) / 2
