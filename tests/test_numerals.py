from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.find.numerals import Numeral, find_numerals, parse_number, parse_value

DIGITS = "零一二三四五六七八九"


def write_words(number: int) -> str:
    """Write an integer below 10^12 in Chinese words, 零 where a place is left out."""
    written, gap = "", False
    for place in range(11, -1, -1):
        digit = number // 10**place % 10
        if digit:
            written += (
                ("零" if gap and written else "") + DIGITS[digit] + "千百十 "[3 - place % 4].strip()
            )
            gap = False
        else:
            gap = True
        if place in (4, 8) and number // 10**place % 10**4:
            written += "万" if place == 4 else "亿"
    return written or "零"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", "10"),
        ("二十五", "25"),
        ("两百零三", "203"),
        ("一万二", "12000"),
        ("三千五", "3500"),
        ("三万亿", "3000000000000"),
        ("五百二十万零六", "5200006"),
        ("三点一四", "3.14"),
        ("一点五亿", "150000000"),
        ("〇", "0"),
        ("二〇二一", "2021"),
    ],
)
def test_words(text, value):
    assert parse_value(text) == Decimal(value)


@pytest.mark.parametrize("text", ["三十五十", "二百三百", "亿亿", "万千", "一二三"])
def test_words_that_write_no_number(text):
    assert parse_value(text) is None


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_words_keep_their_value(number):
    words = write_words(number)
    assert parse_value(words) == Decimal(number)
    found = list(find_numerals(words + "，"))
    assert [(n.start, n.end) for n in found] == [(0, len(words))]


@given(st.integers(min_value=1, max_value=9999), st.sampled_from(["万", "亿", "万亿", "千"]))
def test_digits_with_a_power(number, power):
    size = {"千": 10**3, "万": 10**4, "亿": 10**8, "万亿": 10**12}[power]
    assert parse_number(f"{number}{power}") == (Decimal(number * size), None, False)


@given(st.integers(min_value=1000, max_value=10**12))
def test_thousands_separators(number):
    (numeral,) = find_numerals(f"{number:,}")
    assert isinstance(numeral, Numeral)
    assert numeral.low == number


@pytest.mark.parametrize(
    ("text", "low", "high", "bound"),
    [
        ("二十余万", "200000", None, True),
        ("数千", "1000", None, True),
        ("上百", "100", None, True),
        ("十几万", "100000", None, True),
        ("4300余亿", "430000000000", None, True),
        ("两三", "2", "3", False),
        ("四五十", "40", "50", False),
        ("十七八", "17", "18", False),
    ],
)
def test_open_and_ranging_numerals(text, low, high, bound):
    assert parse_number(text) == (Decimal(low), high and Decimal(high), bound)


@given(st.text(alphabet="〇一二两十百千万亿点多余几数上分之壹拾0123456789.,- ", max_size=60))
def test_numerals_lie_in_the_text_in_order(text):
    found = list(find_numerals(text))
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("character", "一9亿十")
def test_a_long_run_is_no_number(character):
    (found,) = find_numerals(character * 5000)
    assert not isinstance(found, Numeral)
    assert (found.start, found.end) == (0, 5000)
