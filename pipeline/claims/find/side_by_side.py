"""Quantities side by side: the unit that a list shares, and the two ends of one range."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice, pairwise
from typing import NamedTuple

from pipeline.claims.find.cuts import refuse_cuts
from pipeline.claims.find.forms import divide
from pipeline.claims.find.lexicon import Finder
from pipeline.claims.find.numerals import parse_number
from pipeline.claims.find.quantities import Found, Quantity
from pipeline.claims.find.scan import scan
from pipeline.claims.find.white_space import close_up
from pipeline.language.ordinals import DIGITS
from pipeline.limits import MOST_NUMERALS

AFTER_BETWEEN = ("之间", "间的")
BELOW = "以下"
"""Behind the upper end of a range that a rule sets: 三百元以上五百元以下."""
LONGEST_GAP = 32
"""Characters between the ends of a range: a remark in brackets, white space and what joins them."""
LIST_MARK = re.compile("[、和与及]")
UNLISTED = ("bare", "rank", "duration")
"""Types of units that the numbers of a list do not share."""
NEAREST_MOVE = 22
"""Characters before a range in which stands what makes a move of it: 由3%到5%."""
WIDEST_RANGE = 5
"""Times: behind a verb of change the ends of a range are nearer than this; else the second number
is what the first led to: 下降0.7%至46.5%."""
DASHES = "-−－–—"
ITEM_BEGINS = "\n。；：、第"
"""What stands before the number of an item, or before a list of ordinals: 第一、二产业."""
SPACE = " \u3000"


def find_quantities(text: str, finder: Finder) -> tuple[list[Found], int]:
    """Return the quantities of a folded text in order, and the numerals that have no unit.

    The second is where the reading ends: with the text, or before the numeral that is one too many.
    """
    closed = close_up(text)
    numerals = scan(closed.text, finder)
    found = refuse_cuts(closed.text, list(islice(numerals, MOST_NUMERALS)))
    joined = join_ranges(closed.text, share_units(closed.text, found), finder)
    beyond = next(numerals, None)
    end = closed.reopen(beyond).start if beyond else len(text)
    return [closed.reopen(one) for one in joined], end


def share_units(text: str, found: list[Found]) -> list[Found]:
    """Give the numbers of a list their unit: 5、7万人, 3.4个、1个百分点, 百分之三、五点二."""
    for one, two in reversed([*pairwise(found)]):
        if isinstance(one, Quantity) and isinstance(two, Quantity) and are_listed(text, one, two):
            take_unit_behind(text, one, two)
    for one, two in pairwise(found):
        if isinstance(one, Quantity) and isinstance(two, Quantity) and are_listed(text, one, two):
            decimal = two.type == "bare" and "点" in text[two.first : two.last]
            if decimal and one.pattern == "share_in_words":
                two.unit, two.type, two.pattern = one.unit, one.type, one.pattern
    return found


def are_listed(text: str, one: Quantity, two: Quantity) -> bool:
    """Return whether two numbers are neighbours in a list."""
    return LIST_MARK.fullmatch(text, one.end, two.first) is not None


def take_unit_behind(text: str, one: Quantity, two: Quantity) -> None:
    """Give a number without a unit that of the next in its list, and its multiplier: 5、7万人."""
    if one.unit == "个" and two.unit == "pp":
        one.unit, one.type = two.unit, two.type
    elif one.type != "bare":
        return
    elif one.power > 1 and two.type == "money":
        one.unit, one.type, one.pattern = two.unit, two.type, "shared_unit"
    elif one.power == 1 and not one.words and two.unit and two.type not in UNLISTED:
        one.unit, one.type, one.people = two.unit, two.type, two.people
        one.pattern = "shared_unit"
        if not text.startswith(AFTER_BETWEEN, two.end):
            one.power = find_myriads(two)
            one.value *= one.power


def join_ranges(text: str, found: Sequence[Found], finder: Finder) -> Iterator[Found]:
    """Yield the quantities, with two that are the ends of one range made one: 3-5万人."""
    i = 0
    while i < len(found):
        one = found[i]
        two = found[i + 1] if i + 1 < len(found) else None
        i += 1
        if isinstance(one, Quantity) and isinstance(two, Quantity):
            joined = join_two(text, one, two, finder) or join_digits(text, one, two)
            if joined:
                yield joined
                i += 1
                continue
            drop_dash(text, one, two, finder)
        yield one


def drop_dash(text: str, one: Quantity, two: Quantity, finder: Finder) -> None:
    """Take the sign from a quantity whose dash joins it to the one before."""
    signed = two.start < two.first and text[two.start] in DASHES
    if signed and finder.rules["range"]["joined"].fullmatch(text, one.end, two.first):
        two.start, two.value = two.first, abs(two.value)


class Joint(NamedTuple):
    """What joins the ends of a range; `signed`: the second keeps its sign, `between`: with 之间."""

    words: str
    signed: bool
    between: bool


def join_two(text: str, one: Quantity, two: Quantity, finder: Finder) -> Quantity | None:
    """Return the range from one quantity to the other, if that is what they are."""
    joint = find_joint(text, one, two, finder)
    if joint is None:
        return None
    if one.pattern == "share_in_words" and two.type == "bare" and two.power == 1:
        two.unit, two.type, two.pattern = one.unit, one.type, one.pattern
    low = find_low(one, two, finder)
    if low is None or (two.type == "bare" and two.power == 1):
        return None
    if leads_on(text, one, two, joint, low, finder):
        return None
    dashed = not joint.signed and two.start < two.first and text[two.start] in DASHES
    high = abs(two.value) if dashed else two.value
    if low >= high:
        return None
    two.start, two.first = one.start, one.first
    two.value, two.value_high, two.op = low, high, "range"
    two.pattern = f"range_{two.pattern}"
    return two


def find_joint(text: str, one: Quantity, two: Quantity, finder: Finder) -> Joint | None:
    """Return what makes two quantities the ends of a range, or None."""
    if two.first - one.end > LONGEST_GAP or "rank" in (one.type, two.type):
        return None
    if one.value_high is not None or two.value_high is not None:
        return None
    rule = finder.rules["range"]
    between = text.startswith(AFTER_BETWEEN, two.end)
    signed = rule["joined"].fullmatch(text, one.end, two.start)
    found = signed or rule["joined"].fullmatch(text, one.end, two.first)
    if found is None and text.startswith(BELOW, two.end):
        found = rule["above"].fullmatch(text, one.end, two.first)
    if found is None and between:
        found = rule["between"].fullmatch(text, one.end, two.first)
    return Joint(found[0].strip(SPACE), signed is not None, between) if found else None


def leads_on(
    text: str, one: Quantity, two: Quantity, joint: Joint, low: Decimal, finder: Finder
) -> bool:
    """Return whether 到 leads from one value to the next, or from a change to what it led to:
    由3%到5%, 下降0.7%至46.5%."""
    if joint.words not in ("到", "至"):
        return False
    rule = finder.rules["range"]
    before = text[max(0, one.start - NEAREST_MOVE) : one.start]
    if one.type != "bare" and not joint.between and rule["moves"].search(before):
        return True
    far = one.unit is not None and low * WIDEST_RANGE < two.value
    return far and rule["changed"].search(before) is not None


def find_low(one: Quantity, two: Quantity, finder: Finder) -> Decimal | None:
    """Return the lower end of a range in the unit of the upper one: 500米至2公里 begins at 0.5.

    None where they do not measure the same.
    """
    low = scale_low(one, two)
    if one.unit == two.unit or one.type == "bare" or (one.unit, two.unit) == ("个", "pp"):
        return low
    bases = [finder.units.find_base(quantity.unit) for quantity in (one, two)]
    same = bases[0].dimension is not None and bases[0].dimension == bases[1].dimension
    return divide(low * bases[0].factor, bases[1].factor) if same else None


def join_digits(text: str, one: Quantity, two: Quantity) -> Quantity | None:
    """Return the range of two neighbouring digits with 、 between them: 四、五百人, 十七、八岁.

    Behind a line end or a full stop the first is the number of an item.
    """
    beside = text[one.end : two.start] == "、" and one.type == "bare" and one.words and two.words
    if not beside or two.type == "rank" or text[one.start - 1 : one.start] in ("", *ITEM_BEGINS):
        return None
    written, rest = text[one.first : one.last], text[two.first + 1 : two.last]
    first, second = DIGITS.get(written[-1], 0), DIGITS.get(text[two.first], 0)
    if not 0 < first == second - 1 or two.value_high is not None or (len(written) > 1 and rest):
        return None
    low = parse_number(written + rest)
    high = parse_number(written[:-1] + text[two.first : two.last])
    if low is None or high is None:
        return None
    two.start, two.first, two.value, two.value_high = one.start, one.first, low.low, high.low
    two.op, two.pattern = "range", f"range_{two.pattern}"
    return two


def scale_low(one: Quantity, two: Quantity) -> Decimal:
    """Return the lower end, in the multiplier that it shares with the upper one.

    3-5万 is 30,000 to 50,000; 六百到八百亿 shares 亿, and 三到五百万 shares 百万.
    """
    if one.type != "bare":
        return one.value
    if two.pattern == "tenths":
        return one.value * 10
    myriads = find_myriads(two)
    if one.words and one.value < 10 and one.mantissa < two.mantissa < 10 and two.power >= 100:
        return one.value * two.power
    if one.power < 10**4 and myriads > 1 and one.value < abs(two.value) / myriads:
        return one.value * myriads
    if one.power == 1 < two.power and not two.words and one.mantissa < two.mantissa:
        return one.value * two.power
    return one.value


def find_myriads(quantity: Quantity) -> int:
    """Return the part of the last multiplier that is made of 万 and 亿: 百万 counts in 万."""
    size = 1
    while quantity.power % (size * 10**4) == 0:
        size *= 10**4
    return size
