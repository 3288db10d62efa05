"""The currency of 元 in texts of Hong Kong, Macao and Taiwan, which leave its name out."""

from collections.abc import Mapping, Sequence

from pipeline.claims.find.quantities import Quantity

PLAIN = "CNY"
"""What 元 is read as by itself."""
NAMED = ("人民币", "RMB", "¥", "￥")
LONGEST = max(map(len, NAMED))
HOMES: Mapping[str, Sequence[str]] = {
    "HKD": ("港元", "港币", "HK$", "立法会", "港府", "行政会议", "金管局"),
    "MOP": ("澳门元", "澳门币", "MOP", "行政法务司", "经济财政司", "社会文化司"),
    "TWD": ("新台币", "台币", "行政院", "立法院", "陆委会", "立法委员"),
}
"""Currency → the money and the offices that only texts of its place name all the time."""
TRADITIONAL = 0.1
"""Share of characters that differ from the simplified copy; a fifth to a third of such a text."""


def find_home_currency(written: str, folded: str) -> str:
    """Return the currency that 元 is in a text as written, whose folded copy is given.

    >>> find_home_currency("罰款三萬元，津貼一千港元", "罚款三万元，津贴一千港元")
    'HKD'
    >>> find_home_currency("罚款三万元，津贴一千港元", "罚款三万元，津贴一千港元")
    'CNY'
    """
    if written == folded:
        return PLAIN
    changed = sum(a != b for a, b in zip(written, folded, strict=True) if a > "\u3400")
    if changed <= TRADITIONAL * len(written):
        return PLAIN
    counts = {home: sum(map(folded.count, words)) for home, words in HOMES.items()}
    home = max(counts, key=lambda home: counts[home])
    return home if counts[home] else PLAIN


def set_currency(text: str, quantities: Sequence[Quantity], home: str) -> None:
    """Give amounts of 元 that name no currency the one of the text's home."""
    if home == PLAIN:
        return
    for quantity in quantities:
        unit = quantity.unit or ""
        if unit.startswith(PLAIN) and not any(
            word in text[max(0, quantity.start - LONGEST) : quantity.end] for word in NAMED
        ):
            quantity.unit = unit.replace(PLAIN, home, 1)
