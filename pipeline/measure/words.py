"""Writes values with their units as people read them, in Chinese and in English."""

from decimal import Decimal

from pipeline.measure.units import NUMBER, Units
from pipeline.records.base import Bilingual

SYMBOLS = {"eq": "=", "gt": ">", "ge": "≥", "lt": "<", "le": "≤", "approx": "≈", "range": "↔"}
MYRIADS = ((12, "万亿"), (8, "亿"), (4, "万"))
THOUSANDS = ((12, " trillion"), (9, " billion"), (6, " million"))
DECIMALS = {"zh": 3, "en": 4}
"""A number is written with a scale word only where that leaves at most so many decimals.

In English they may be more: its scale words are a thousand apart, 6.7665 trillion else being
6,766.5 billion.
"""
SMALLEST_RATIO = Decimal("0.001")
"""A ratio below it is said as so many of a hundred thousand, as health statistics are."""
LONGEST_SCALED = 24
"""Digits: `Decimal` shifts numbers exactly up to its precision of 28."""


def word_quantity(value: str, high: str | None, unit: str | None, units: Units) -> Bilingual:
    """Return a value, or the range up to `high`, with its unit.

    >>> from pipeline.measure.units import load_units
    >>> word_quantity("186500000000", None, "CNY", load_units())
    Bilingual(zh='1865亿元', en='CNY 186.5 billion')
    >>> word_quantity("30000", "50000", "斛", load_units())
    Bilingual(zh='3万—5万斛', en='30,000–50,000 斛')
    >>> word_quantity("1", None, "年", load_units()).en
    '1 year'
    >>> word_quantity("0.000115", None, "ratio", load_units())
    Bilingual(zh='11.5/10万', en='11.5 per 100,000')
    """
    if unit == "ratio" and high is None and 0 < abs(Decimal(value)) < SMALLEST_RATIO:
        rate = f"{Decimal(value).scaleb(5).normalize():f}"
        return Bilingual(zh=f"{rate}/10万", en=f"{rate} per 100,000")
    number = word_number(value)
    if high is not None:
        top = word_number(high)
        number = Bilingual(zh=f"{number.zh}—{top.zh}", en=f"{number.en}–{top.en}")
    known = units.wordings.get(unit or "")
    if known:
        zh, many, one = known
        en = one if number.en == "1" else many
        return Bilingual(zh=zh.replace(NUMBER, number.zh), en=en.replace(NUMBER, number.en))
    return Bilingual(zh=f"{number.zh}{unit or ''}", en=f"{number.en} {unit or ''}".rstrip())


def write_decimal(value: Decimal) -> str:
    """Return an exact decimal without an exponent and without idle zeros.

    >>> write_decimal(Decimal("1.2") * 10**12), write_decimal(Decimal("-2.10"))
    ('1200000000000', '-2.1')
    """
    text = f"{value:f}" if value else "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


def write_bound(op: str) -> str:
    """Return the sign before a value that tells a bound or that it is rough, "" where none does.

    >>> write_bound("ge"), write_bound("eq"), write_bound("range")
    ('≥', '', '')
    """
    return "" if op in ("eq", "range") else SYMBOLS[op]


def word_number(value: str) -> Bilingual:
    """Return an exact decimal with the scale words of each language, never rounded.

    >>> word_number("12440000")
    Bilingual(zh='1244万', en='12.44 million')
    >>> word_number("2234")
    Bilingual(zh='2234', en='2,234')
    """
    return Bilingual(
        zh=scale_number(value, MYRIADS, DECIMALS["zh"], grouped=False),
        en=scale_number(value, THOUSANDS, DECIMALS["en"], grouped=True),
    )


def scale_number(
    value: str, words: tuple[tuple[int, str], ...], decimals: int, *, grouped: bool
) -> str:
    """Return a number with the largest scale word that leaves few decimals, or in full."""
    number = Decimal(value)
    if len(value) <= LONGEST_SCALED:
        for power, word in words:
            if number.adjusted() >= power:
                scaled = number.scaleb(-power).normalize()
                if int(scaled.as_tuple().exponent) >= -decimals:
                    return f"{scaled:,f}{word}" if grouped else f"{scaled:f}{word}"
    return f"{number:,f}" if grouped or abs(number) >= 10_000 else f"{number:f}"
