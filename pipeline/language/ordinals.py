"""Digits, and the numbers that count headings, points and questions."""

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
REPUBLIC = 1911
"""The year before the first of the Republic, by which Taiwan counts."""
CAPITALS = str.maketrans("壹贰叁参肆伍陆柒捌玖拾", "一二三三四五六七八九十")
"""The numerals of forms as those of every day."""
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
COUNTING = "零〇一二三四五六七八九十"
"""The characters of a Chinese number below 100."""
ORDINAL = rf"(?P<ordinal>[{COUNTING}]{{1,4}}|\d{{1,3}})"
"""A number of three digits at most, in Chinese or in digits."""


def read_ordinal(text: str) -> int:
    """Return a number below 1,000 in digits, below 100 in Chinese, up to 10 in Roman numerals.

    >>> [read_ordinal(n) for n in ("七", "十", "十二", "二十", "九十九", "12", "拾贰", "IV")]
    [7, 10, 12, 20, 99, 12, 12, 4]
    """
    if text in ROMAN:
        return ROMAN.index(text) + 1
    text = text.translate(CAPITALS)
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(str(DIGITS[c]) for c in text))
    return 10 * DIGITS.get(tens, 1) + DIGITS.get(ones, 0)
