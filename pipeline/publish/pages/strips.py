"""Lays out strips: small pictures of two values on one scale, for templates to draw.

A value is a point, a range a bar, and a bound ("more than") a point with an arrow to the side on
which the value lies. The scale of a strip holds zero, so that lengths can be compared.
"""

from decimal import Decimal
from typing import Literal, NamedTuple

from pipeline.records.claims import Claim

WIDTH = 200
"""Width of a strip, in pixels."""
MARGIN = 20
"""Pixels kept free at both ends for points and arrows."""
SIDES: dict[str, Literal[1, -1]] = {"gt": 1, "ge": 1, "lt": -1, "le": -1}


class Dot(NamedTuple):
    """Where a value stands on its strip, in pixels from the left.

    `high` is the end of a range; `side` is the direction of a bound's arrow, 0 where the value
    is no bound.
    """

    at: float
    high: float | None
    side: Literal[1, -1, 0]


class Strip(NamedTuple):
    """Values on one scale, with the place of zero."""

    zero: float
    dots: tuple[Dot, ...]


def lay_out_strip(*claims: Claim) -> Strip:
    """Return the values of claims of one unit on a common scale.

    Only places in a picture are rounded; the values are written beside it.
    """
    ends = [value for claim in claims for value in (claim.value, claim.value_high) if value]
    low, high = (choose(map(Decimal, ["0", *ends])) for choose in (min, max))

    def place(value: str) -> float:
        share = (Decimal(value) - low) / (high - low or 1)
        return MARGIN + round(float(share) * (WIDTH - 2 * MARGIN), 1)

    dots = (
        Dot(place(c.value), place(c.value_high) if c.value_high else None, SIDES.get(c.op, 0))
        for c in claims
    )
    return Strip(place("0"), tuple(dots))
