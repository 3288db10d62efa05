"""Writes values, periods and dates as people read them, in Chinese and in English."""

import re
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from pipeline.knowledge import load_toml
from pipeline.records.base import Bilingual

SYMBOLS = {"eq": "=", "gt": ">", "ge": "≥", "lt": "<", "le": "≤", "approx": "≈", "range": "↔"}
MYRIADS = ((12, "万亿"), (8, "亿"), (4, "万"))
THOUSANDS = ((12, " trillion"), (9, " billion"), (6, " million"))
DECIMALS = {"zh": 3, "en": 4}
"""A number is written with a scale word only where that leaves at most so many decimals.

In English they may be more: its scale words are a thousand apart, 6.7665 trillion else being
6,766.5 billion.
"""
LONGEST_SCALED = 24
"""Digits: `Decimal` shifts numbers exactly up to its 28."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
QUARTERS = "一二三四"


Example = tuple[str, str, str]
"""A value, and what it must become in Chinese and in English."""


class Unit(BaseModel):
    """How a number is written with a unit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str
    en: str
    one: str | None = None
    """The English for exactly one, where it differs."""
    example: Example


class Units(BaseModel):
    """The units that are not simply written behind the number in both languages."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    counted: tuple[str, ...]
    """Classifiers that English has no word for."""
    words: dict[str, tuple[str] | tuple[str, str]]
    """What follows the number in English, for one and for many."""
    examples: dict[str, Example]
    unit: dict[str, Unit]

    @cached_property
    def forms(self) -> dict[str, tuple[str, str, str]]:
        """How each unit is written in Chinese, in English, and in English for exactly one."""
        forms = {name: (f"{{number}}{name}", "{number}", "{number}") for name in self.counted}
        for name, words in self.words.items():
            forms[name] = (f"{{number}}{name}", f"{{number}} {words[-1]}", f"{{number}} {words[0]}")
        for name, unit in self.unit.items():
            forms[name] = (unit.zh, unit.en, unit.one or unit.en)
        return forms


def load_units() -> Units:
    """Return the units of units.toml."""
    return load_toml(Path(__file__).with_name("units.toml"), Units)


def word_quantity(value: str, high: str | None, unit: str | None, units: Units) -> Bilingual:
    """Return a value, or the range up to `high`, with its unit.

    >>> word_quantity("186500000000", None, "CNY", load_units())
    Bilingual(zh='1865亿元', en='CNY 186.5 billion')
    >>> word_quantity("30000", "50000", "斛", load_units())
    Bilingual(zh='3万—5万斛', en='30,000–50,000 斛')
    >>> word_quantity("1", None, "年", load_units()).en
    '1 year'
    """
    number = word_number(value)
    if high is not None:
        top = word_number(high)
        number = Bilingual(zh=f"{number.zh}—{top.zh}", en=f"{number.en}–{top.en}")
    known = units.forms.get(unit or "")
    if known:
        zh, many, one = known
        en = one if number.en == "1" else many
        return Bilingual(zh=zh.replace("{number}", number.zh), en=en.replace("{number}", number.en))
    return Bilingual(zh=f"{number.zh}{unit or ''}", en=f"{number.en} {unit or ''}".rstrip())


def word_number(value: str) -> Bilingual:
    """Return an exact decimal with the scale words of each language, never rounded.

    >>> word_number("12440000")
    Bilingual(zh='1244万', en='12.44 million')
    >>> word_number("2234")
    Bilingual(zh='2234', en='2,234')
    """
    return Bilingual(
        zh=scale(value, MYRIADS, DECIMALS["zh"], grouped=False),
        en=scale(value, THOUSANDS, DECIMALS["en"], grouped=True),
    )


def scale(value: str, words: tuple[tuple[int, str], ...], decimals: int, *, grouped: bool) -> str:
    """Return a number with the largest scale word that leaves few decimals, or in full."""
    number = Decimal(value)
    if len(value) <= LONGEST_SCALED:
        for power, word in words:
            scaled = number.scaleb(-power).normalize()
            exponent = scaled.as_tuple().exponent
            if abs(scaled) >= 1 and isinstance(exponent, int) and exponent >= -decimals:
                return f"{scaled:,f}{word}" if grouped else f"{scaled:f}{word}"
    return f"{number:,f}" if grouped or abs(number) >= 10_000 else f"{number:f}"


class Pattern(NamedTuple):
    """A form of a period and how it is written; groups of the form fill the gaps."""

    form: re.Pattern[str]
    zh: str
    en: str


YEAR, MONTH = r"(\d{4})", r"(0[1-9]|1[0-2])"
POINTS = (
    Pattern(re.compile(YEAR), "{0}年", "{0}"),
    Pattern(re.compile(f"{YEAR}-{MONTH}"), "{0}年{month}月", "{name} {0}"),
    Pattern(re.compile(rf"{YEAR}-{MONTH}-(\d\d)"), "{0}年{month}月{day}日", "{day} {name} {0}"),
    Pattern(re.compile(f"{YEAR}-Q([1-4])"), "{0}年{quarter}季度", "Q{1} {0}"),
    Pattern(re.compile(f"{YEAR}-H1"), "{0}年上半年", "H1 {0}"),
    Pattern(re.compile(f"{YEAR}-H2"), "{0}年下半年", "H2 {0}"),
)
WITHIN_A_YEAR = re.compile(rf"{YEAR}-{MONTH}/\1-{MONTH}")


def word_period(period: str) -> Bilingual:
    """Return a period as it is said; one of an unknown form stays as it is.

    >>> word_period("2019-11/2020-01")
    Bilingual(zh='2019年11月—2020年1月', en='Nov 2019 – Jan 2020')
    >>> word_period("2020-01/2020-11")
    Bilingual(zh='2020年1—11月', en='Jan–Nov 2020')
    >>> word_period("/2021-12").en
    'up to Dec 2021'
    """
    first, slash, last = period.partition("/")
    low, high = word_point(first), word_point(last)
    if not slash:
        return low
    if not first:
        return Bilingual(zh=f"截至{high.zh}", en=f"up to {high.en}")
    if not last:
        return Bilingual(zh=f"{low.zh}起", en=f"from {low.en}")
    months = WITHIN_A_YEAR.fullmatch(period)
    if months:
        return Bilingual(
            zh=f"{months[1]}年{int(months[2])}—{int(months[3])}月",
            en=f"{MONTHS[int(months[2]) - 1]}–{MONTHS[int(months[3]) - 1]} {months[1]}",
        )
    return Bilingual(zh=f"{low.zh}—{high.zh}", en=f"{low.en} – {high.en}")


def word_point(point: str) -> Bilingual:
    """Return a year, half, quarter, month or day as it is said.

    >>> word_point("2020-Q1")
    Bilingual(zh='2020年一季度', en='Q1 2020')
    """
    for form, zh, en in POINTS:
        found = form.fullmatch(point)
        if found:
            numbers = [int(group) for group in found.groups()]
            second = numbers[1] if len(numbers) > 1 else 1
            names = {
                "month": second,
                "name": MONTHS[second - 1],
                "quarter": QUARTERS[(second - 1) % 4],
                "day": numbers[2] if len(numbers) > 2 else 1,
            }
            groups = found.groups()
            return Bilingual(zh=zh.format(*groups, **names), en=en.format(*groups, **names))
    return Bilingual(zh=point, en=point)
