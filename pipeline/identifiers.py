"""Ids that stay: short digests of what they name, for permalinks, indicators and addresses."""

from hashlib import sha256

DIGITS = 12
"""Hexadecimal digits of a digest: two of a million share one with a chance of 1 in 500."""


def digest(*parts: str) -> str:
    """Return a short name that follows from some texts and shows none of them.

    >>> digest("甲", "乙")
    '083dc4488876'
    """
    return sha256("\n".join(parts).encode()).hexdigest()[:DIGITS]
