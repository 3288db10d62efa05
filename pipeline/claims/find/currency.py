"""The currency of 元 in texts of Hong Kong, Macao and Taiwan, which leave its name out."""

from collections.abc import Mapping, Sequence

from pipeline.claims.find.quantities import Quantity

PLAIN = "CNY"
"""What 元 is read as by itself."""
NAMED = ("人民币", "RMB", "¥", "￥")
LONGEST_NAME = max(map(len, NAMED))
TRADITIONAL = 0.1
"""Share of characters that differ from the simplified copy; a fifth to a third of such a text."""


def find_home_currency(written: str, folded: str, homes: Mapping[str, Sequence[str]]) -> str | None:
    """Return the currency that 元 is in a text as written, whose folded copy is given.

    `homes` has the words that tell each currency's place. In traditional characters and without
    any such word nobody can tell: None.

    >>> homes = {"HKD": ("港元", "立法会")}
    >>> find_home_currency("罰款三萬元，津貼一千港元", "罚款三万元，津贴一千港元", homes)
    'HKD'
    >>> find_home_currency("罚款三万元，津贴一千港元", "罚款三万元，津贴一千港元", homes)
    'CNY'
    """
    if written == folded:
        return PLAIN
    changed = sum(a != b for a, b in zip(written, folded, strict=True) if "\u3400" < a < "\ufa6a")
    if changed <= TRADITIONAL * len(written):
        return PLAIN
    counts = {home: sum(map(folded.count, words)) for home, words in homes.items()}
    home = max(counts, key=lambda home: counts[home])
    return home if counts[home] else None


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
