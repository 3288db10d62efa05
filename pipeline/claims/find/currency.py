"""The currency of an amount: named before it, or of 元 where Hong Kong, Macao, Taiwan name none."""

import re
from collections.abc import Mapping, Sequence

from pipeline.claims.find.lexicon import Finder
from pipeline.claims.find.quantities import Quantity
from pipeline.language.fold import make_traditional_pattern

PLAIN = "CNY"
"""What 元 is read as by itself."""
NAMED = ("人民币", "RMB", "¥", "￥")
LONGEST_NAME = max(map(len, NAMED))
HAN = re.compile("[\u3400-\ufa6a]+")
SEVERAL = 3
"""Different signs of another place that a text in simplified characters has to have."""
TRADITIONAL = 0.1
"""Share of characters that differ from the simplified copy; a fifth to a third of such a text."""


def find_home_currency(
    written: str, folded: str, homes: Mapping[str, re.Pattern[str]]
) -> str | None:
    """Return the currency that 元 is in a text as written, whose folded copy is given.

    `homes` has the signs that tell each currency's place. In traditional characters and without
    any of them nobody can tell: None. In simplified ones it takes several signs of another place
    and none of the mainland.

    >>> homes = {"HKD": re.compile("港元|立法会")}
    >>> find_home_currency("罰款三萬元，津貼一千港元", "罚款三万元，津贴一千港元", homes)
    'HKD'
    >>> find_home_currency("罚款三万元，津贴一千港元", "罚款三万元，津贴一千港元", homes)
    'CNY'
    """
    traditional = is_written_traditionally(written)
    if not traditional and PLAIN in homes and homes[PLAIN].search(folded):
        return PLAIN
    signs = {home: pattern.findall(folded) for home, pattern in homes.items()}
    home = max(signs, key=lambda home: len(signs[home]))
    if traditional:
        return home if signs[home] else None
    return home if len(set(signs[home])) >= SEVERAL else PLAIN


def is_written_traditionally(text: str) -> bool:
    """Return whether a text is in traditional characters, by the share that simplifying changes.

    >>> is_written_traditionally("約30%，120億元")
    True
    """
    traditional = make_traditional_pattern().findall(text)
    return len(traditional) > TRADITIONAL * sum(map(len, HAN.findall(text)))


def set_currency(text: str, quantities: Sequence[Quantity], home: str | None) -> None:
    """Give amounts of 元 that name no currency the one of the text's home."""
    if home == PLAIN:
        return
    for quantity in quantities:
        unit = quantity.unit or ""
        if unit.startswith(PLAIN) and not any(
            word in text[max(0, quantity.start - LONGEST_NAME) : quantity.end] for word in NAMED
        ):
            quantity.unit = unit.replace(PLAIN, home, 1) if home else None


def find_currency(text: str, at: int, finder: Finder) -> tuple[str | None, int]:
    """Return the currency whose sign or name ends at a place, and where that begins."""
    end = at - 1 if text[at - 1 : at] == " " else at
    if not end or text[end - 1] not in finder.currency_ends:
        return None, at
    for word, unit in finder.units.by_word_before.items():
        if unit.kind == "money" and text.endswith(word, 0, end):
            return unit.name, end - len(word)
    return None, at
