"""Elided units: a number that moves on from one before it has its unit, 从300张增加到450."""

import re
from decimal import Decimal

from pipeline.claims.find.lexicon import Finder, Patterns
from pipeline.claims.find.quantities import MYRIAD, Quantity

UNSHARED = frozenset({"bare", "rank", "doubling", "multiple"})
"""Types of units that a number never leaves out."""
MOST_TIMES = 50
"""Times: a number that is farther from the one before counts something else."""
NEAR_TIMES = 5
"""Times: within it a number without 万 or 亿 shares that of the one before: 由8.2亿减至6.5."""


def fill_unit(text: str, one: Quantity, two: Quantity, finder: Finder) -> None:
    """Give a number without a unit that of the claim before, where it says what that became."""
    rule = finder.rules["elided"]
    if two.type == "bare" and goes_on(text, one, two, rule):
        take_unit(one, two, changed=rule["changed"].search(text, one.end, two.first))


def goes_on(text: str, one: Quantity, two: Quantity, rule: Patterns) -> bool:
    """Return whether nothing but a time and a verb of change stands between two numbers."""
    return (
        one.unit is not None
        and one.type not in UNSHARED
        and rule["gap"].fullmatch(text, one.end, two.first) is not None
        and rule["after"].match(text, two.end) is not None
    )


def take_unit(one: Quantity, two: Quantity, *, changed: re.Match[str] | None) -> None:
    """Give a number the unit of the one before, and its multiplier where that is left out too.

    One that says by how much it changed may be far smaller than the one before.
    """
    values = [two.value]
    if one.power >= MYRIAD and two.power == 1:
        values.append(two.value * one.power)
    near = [value for value in values if are_alike(one.value, value, NEAR_TIMES)]
    wide = [value for value in values[:1] if are_alike(one.value, value, MOST_TIMES) or changed]
    value = next(iter(near or wide), None)
    if value is None or (changed and len(values) > 1):
        return
    two.power = one.power if value != two.value else two.power
    two.value, two.unit, two.type, two.people = value, one.unit, one.type, one.people
    two.pattern = "elided_unit"


def are_alike(one: Decimal, two: Decimal, times: int) -> bool:
    """Return whether of two values neither is more than some times the other."""
    low, high = sorted((abs(one), abs(two)))
    return high <= times * low
