"""Which exact values a statement allows; from it, whether two agree and whether a target is met.

超过60万 allows every value above; 5.2% allows every value that is rounded to it; 约 allows a tenth
to either side. A target is met where every value that the outcome allows meets it, missed where
none does, else undecided.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Literal, NamedTuple

from pipeline.records.claims import Claim, Op
from pipeline.records.indicators import Verdict

Goal = Literal["floor", "ceiling", "open"]
"""What a target is: the least, the most, or neither."""

ABOUT = Decimal("0.1")
"""How far, as a share of it, the exact value may be from one said with 约 or 左右."""
INFINITY = Decimal("Infinity")


FLIPPED: dict[Op, Op] = {"gt": "lt", "ge": "le", "lt": "gt", "le": "ge"}
"""How a bound reads on the negative of a value."""


class Statement(NamedTuple):
    """The values that a claim allows: from `low` to `high`.

    `open_low`, `open_high`: the bound itself is not allowed. `value` is the value as said.
    """

    low: Decimal
    high: Decimal
    open_low: bool
    open_high: bool
    value: Decimal
    op: Op


def make_statement(value: Decimal, high: Decimal | None, op: Op, doubt: Decimal) -> Statement:
    """Return the statement of a value; `doubt` is how much rounding may have taken.

    A decline is below zero, so that 下降超过3% is below -3.
    """
    declines = value < 0
    op = FLIPPED.get(op, op) if declines else op
    if op in ("gt", "ge"):
        return Statement(value, INFINITY, op == "gt", False, value, op)
    if op in ("lt", "le"):
        return Statement(-INFINITY, value, False, op == "lt", value, op)
    if op == "range" and high is not None:
        return Statement(value, high, False, False, value, op)
    if op == "approx":
        doubt = max(doubt, abs(value) * ABOUT)
    rounded = doubt > 0 and op != "approx"
    # Halves are rounded away from zero: 5.25 is 5.3 and not 5.2.
    return Statement(
        value - doubt, value + doubt, rounded and declines, rounded and not declines, value, op
    )


def agree(one: Statement, two: Statement) -> bool:
    """Return whether one exact value can make both statements true: 5.2 and 5.23, not 5.31."""
    low, high = max(one.low, two.low), min(one.high, two.high)
    if low != high:
        return low < high
    is_open = any(
        (s.open_low and s.low == low) or (s.open_high and s.high == high) for s in (one, two)
    )
    return not is_open


def judge_outcome(target: Statement, outcome: Statement, goal: Goal) -> Verdict:
    """Return whether an outcome meets a target.

    The target's own words say whether it is a floor (以上) or a ceiling (以内); else the goal of
    the indicator does, and what is neither is undecided unless the values are the same.
    """
    if target.op in ("gt", "ge"):
        goal = "floor"
    elif target.op in ("lt", "le") or target.value < 0:
        goal = "ceiling"
    if target.op == outcome.op == "eq" and target.value == outcome.value:
        return "met"
    if goal == "floor":
        return judge_floor(target, outcome)
    if goal == "ceiling":
        return judge_floor(mirror(target), mirror(outcome))
    return "undecided"


def judge_floor(target: Statement, outcome: Statement) -> Verdict:
    """Return whether an outcome is at or above a target.

    What is said with 约 or 左右 is reached at the value said, and missed below all it allows.
    """
    needed = target.value if target.op in ("eq", "approx") else target.low
    lowest = outcome.value if outcome.op == "eq" else outcome.low
    strict = target.open_low and not outcome.open_low
    if lowest > needed or (lowest == needed and not strict):
        return "met"
    missed_below = target.low if target.op == "approx" else needed
    short = outcome.open_high or target.open_low
    if outcome.high < missed_below or (outcome.high == missed_below and short):
        return "missed"
    return "undecided"


def mirror(one: Statement) -> Statement:
    """Return a statement of the negative value, so that a ceiling is a floor."""
    op = FLIPPED.get(one.op, one.op)
    return Statement(-one.high, -one.low, one.open_high, one.open_low, -one.value, op)


def find_conflicts(statements: Iterable[tuple[str, Statement]]) -> list[int]:
    """Return the indices of the statements that a statement of another transcript refutes.

    Each is compared with the tightest bounds of the others, so that the time grows with their
    number alone.
    """
    listed = list(statements)
    highest = find_tightest((who, (-s.low, not s.open_low)) for who, s in listed)
    lowest = find_tightest((who, (s.high, not s.open_high)) for who, s in listed)
    found = []
    for place, (who, said) in enumerate(listed):
        above = [
            said._replace(low=-n, high=INFINITY, open_low=not shut) for n, shut in highest(who)
        ]
        below = [
            said._replace(low=-INFINITY, high=n, open_high=not shut) for n, shut in lowest(who)
        ]
        if not all(agree(said, bound) for bound in (*above, *below)):
            found.append(place)
    return found


Bound = tuple[Decimal, bool]
"""A limit, and whether the limit itself is allowed."""


def find_tightest(bounds: Iterable[tuple[str, Bound]]) -> Callable[[str], list[Bound]]:
    """Return a function that gives the smallest bound that is not of a transcript, if any."""
    best: dict[str, Bound] = {}
    for who, bound in bounds:
        best[who] = min(best.get(who, bound), bound)
    two = sorted(best, key=lambda who: (best[who], who))[:2]
    return lambda who: [best[other] for other in two if other != who][:1]


def find_sign(claim: Claim) -> int:
    """Return -1 for a decline that is not written below zero, else 1."""
    return -1 if claim.direction == "down" and not claim.value.startswith("-") else 1


def state(claim: Claim, factor: Decimal = Decimal(1)) -> Statement:
    """Return what a claim allows, in a unit of which its own is `factor`; a decline below zero.

    下降3%至5% is between -5 and -3, 下降3%以上 at or below -3.
    """
    sign = find_sign(claim)
    value = Decimal(claim.value) * factor * sign
    high = None
    if claim.value_high is not None:
        value, high = sorted((value, Decimal(claim.value_high) * factor * sign))
    return make_statement(value, high, claim.op, Decimal(claim.rounding) * factor)
