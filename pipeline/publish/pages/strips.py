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
    bounds = [Decimal(0)]
    for claim in claims:
        bounds += [Decimal(value) for value in (claim.value, claim.value_high) if value is not None]
    low, high = min(bounds), max(bounds)
    reach = high - low or Decimal(1)

    def place(value: str | Decimal) -> float:
        share = (Decimal(value) - low) / reach
        return MARGIN + round(float(share) * (WIDTH - 2 * MARGIN), 1)

    return Strip(
        place(Decimal(0)),
        tuple(
            Dot(
                place(claim.value),
                place(claim.value_high) if claim.value_high is not None else None,
                SIDES.get(claim.op, 0),
            )
            for claim in claims
        ),
    )
