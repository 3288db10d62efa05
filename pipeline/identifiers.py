"""Ids: short digests of what they name, which stay, and numbers within a transcript."""

from hashlib import sha256

DIGITS = 12
"""Hexadecimal digits of a digest: two of a million share one with a chance of 1 in 500."""


def digest(*parts: str) -> str:
    """Return a short name that follows from some texts and shows none of them.

    >>> digest("甲", "乙")
    '083dc4488876'
    """
    return sha256("\n".join(parts).encode()).hexdigest()[:DIGITS]


def read_number(identifier: str) -> int:
    """Return the number of a claim, turn or sentence within its transcript; 0 of any other id.

    >>> read_number("c12"), read_number("k083dc4488876")
    (12, 0)
    """
    return int(identifier[1:]) if identifier[1:].isdecimal() else 0
