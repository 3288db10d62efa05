"""Quantities: a numeral with its unit, as one span, and whether it bounds or ranges.

Works on the folded text. What a quantity means (of what, when, compared with what) is read by
the other modules; here a number finds its unit, its 多 or 余, and the other end of its range.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from pipeline.claims.find.lexicon import Finder
from pipeline.claims.find.numerals import Numeral, Unreadable, find_numerals, is_han
from pipeline.measure.units import Unit
from pipeline.records.claims import Op

MYRIAD = 10**4
FOUR_PLACES = Decimal("0.0001")
SHARES = {100: "%", 1000: "‰", 10000: "‱"}
RANGE = re.compile(r"[ \u3000]?(?:[-–—－~～〜至到]|——)[ \u3000]?")
LIST = re.compile(r"[、和与及]")
TENTHS = re.compile(
    r"成(?:([一二三四五六七八九半])(?![〇零一二两三四五六七八九十百千万亿]))?(?![为立功员果本都长交品效就群片网份分人年绩套型形体渝绵熟熔灾灾败因见])"
)
DISCOUNT = re.compile(r"折(?![叠射合算旧价腾返磨])")
DOUBLING = re.compile(r"番(?![茄薯禺])")
AFTER_UNIT = re.compile(r"[多余](?![种样元数项边方次家年])|半(?![数径导岛成])")
SPACE = " \u3000"


@dataclass(slots=True)
class Quantity:
    """A number with its unit, from `start` to `end`; `first` is where its numeral starts.

    `op` is what the writing of the number itself says: eq, gt (多, 上), range. `type` is the
    type of the unit, or rank, bare, doubling. `pattern` names the rule.
    """

    start: int
    end: int
    first: int
    last: int
    value: Decimal
    value_high: Decimal | None
    op: Op
    unit: str | None
    type: str
    pattern: str
    words: bool
    power: int
    mantissa: Decimal
    people: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Characters of a numeral that is no claim, and the name of the exclusion that says why."""

    start: int
    end: int
    exclusion: str


def find_quantities(text: str, finder: Finder) -> list[Quantity | Refusal]:
    """Return the quantities of a folded text in order, and the numerals that have no unit."""
    found: list[Quantity | Refusal] = []
    begin = 0
    for word in (*find_fixed(text, finder), None):
        stop = word.start if word else len(text)
        for numeral in find_numerals(text, begin, stop):
            if not found or numeral.start >= found[-1].end:
                found += read_quantity(text, numeral, finder)
        if word:
            if found and found[-1].end > stop:
                found[-1] = Refusal(found[-1].start, stop, "unreadable")
            found.append(word)
            begin = word.end
    return list(join_ranges(text, share_units(text, found)))


def find_fixed(text: str, finder: Finder) -> Iterator[Quantity]:
    """Yield the words that are a number and a unit at once."""
    for match in finder.word_pattern.finditer(text):
        entry = finder.words[match[0]]
        start, end = match.span()
        if any(text.startswith(w, start) for w in entry.not_words):
            continue
        place = re.search(r"[^，。；、\n]{0,7}\Z", text[max(0, start - 7) : start])
        if entry.after and not any(word in place[0] for word in entry.after if place):
            continue
        kind = {"%": "rate", "倍": "doubling", "rank": "rank"}.get(entry.unit, "duration")
        yield Quantity(
            start, end, start, end, entry.value, None, entry.op, entry.unit, kind,
            "number_word", True, 1, entry.value,
        )  # fmt: skip


def read_quantity(
    text: str, numeral: Numeral | Unreadable, finder: Finder
) -> Iterator[Quantity | Refusal]:
    """Yield what a numeral and the characters around it make."""
    start, end = numeral[:2]
    if isinstance(numeral, Unreadable):
        yield Refusal(start, end, "unreadable")
        return
    before = text[start - 1] if start else ""
    if before == "第":
        yield read_rank(text, numeral)
        return
    value, high = numeral.low, numeral.high
    op: Op = "range" if high is not None else "gt" if numeral.bound else "eq"
    unit: str | None = None
    people = False
    last = end
    if numeral.denominator is not None:
        if numeral.denominator in SHARES:
            unit, kind, pattern = SHARES[int(numeral.denominator)], "rate", "share_in_words"
        elif numeral.denominator == 0:
            yield Refusal(start, end, "unreadable")
            return
        else:
            unit, kind, pattern = "ratio", "rate", "fraction"
            value = (value / numeral.denominator).quantize(FOUR_PLACES, ROUND_HALF_EVEN)
    elif tenths := TENTHS.match(text, end):
        half = tenths[1]
        units = Decimal(5) if half == "半" else Decimal("〇一二三四五六七八九".index(half or "〇"))
        value, high = value * 10 + units, None if high is None else high * 10 + units
        unit, kind, pattern, end = "%", "rate", "tenths", tenths.end()
    elif DISCOUNT.match(text, end) and value <= 10:
        value, high = value * 10, None if high is None else high * 10
        unit, kind, pattern, end = "%", "rate", "discount", end + 1
    elif DOUBLING.match(text, end) and value < 20:
        value, unit, kind, pattern, end = 2**value, "倍", "doubling", "doubling", end + 1
        start = include(text, start, ("翻了", "翻"))
    else:
        at = end
        if text[at : at + 1] in ("多", "余", "来") and text[at : at + 1]:
            at += 1
            op = "gt" if op == "eq" else op
        while text[at : at + 1] in SPACE and text[at : at + 1]:
            at += 1
        entry, surface, at_end, extra = find_unit(text, at, numeral, finder)
        if extra == "半":
            value += Decimal("0.5")
        elif extra and op == "eq":
            op = "gt"
        if entry is None:
            yield from read_bare(text, numeral, op, at if op == "gt" and at > last else end, finder)
            return
        unit, kind, people, end = entry.name or surface, entry.kind, entry.people, at_end
        pattern = f"{kind}_unit"
        if kind == "money":
            unit = find_currency(text, start, finder)[0] or unit
        if kind in ("money", "measure") and text[end : end + 1] in ("/", "每"):
            surfaces = finder.units.by_first_character.get(text[end + 1 : end + 2], ())
            divisor = next((s for s, _ in surfaces if text.startswith(s, end + 1)), None)
            if divisor:
                unit, end = f"{unit}{text[end]}{divisor}", end + 1 + len(divisor)
        half_after = AFTER_UNIT.match(text, end)
        if half_after and kind in ("duration", "multiple", "doubling", "classifier"):
            if half_after[0] != "半":
                op, end = ("gt" if op == "eq" else op), end + 1
            elif kind == "duration":
                value, end = value + Decimal("0.5"), end + 1
    sign = (
        before in "-−－负"
        and before != ""
        and not re.match(r"[0-9A-Za-z%万亿元—-]", text[start - 2 : start - 1])
    )
    if sign:
        value, start = -value, start - 1
    yield Quantity(
        start, end, numeral.start, last, value, high, op, unit, kind, pattern,
        numeral.words, numeral.power, numeral.mantissa, people,
    )  # fmt: skip


def find_unit(
    text: str, at: int, numeral: Numeral, finder: Finder
) -> tuple[Unit | None, str, int, str]:
    """Return the unit at a place, its surface, where it ends, and the 多 or 半 inside it."""
    first = text[at : at + 1]
    if not first:
        return None, "", at, ""
    extra, shift = "", 0
    if first == "个" and text[at + 1 : at + 2] in ("多", "半"):
        extra = text[at + 1]
        text, at, shift = first + text[at + 2 : at + 12], 0, at
    for surface, unit in finder.units.by_first_character.get(first, ()):
        if text.startswith(surface, at):
            end = at + len(surface)
            letters = surface[-1].isascii() and surface[-1].isalpha()
            if letters and re.match("[0-9A-Za-z]", text[end : end + 1]):
                continue
            if (unit.digits and numeral.words) or text.startswith(unit.not_words, at):
                continue
            return unit, surface, shift + end + len(extra), extra
    return None, "", at, ""


def find_currency(text: str, at: int, finder: Finder) -> tuple[str | None, int]:
    """Return the currency whose sign or name ends at a place, and where that begins."""
    end = at - 1 if text[at - 1 : at] == " " else at
    for word, unit in finder.units.by_word_before.items():
        if unit.kind == "money" and text.endswith(word, 0, end):
            return unit.name, end - len(word)
    return None, at


def read_bare(
    text: str, numeral: Numeral, op: Op, end: int, finder: Finder
) -> Iterator[Quantity | Refusal]:
    """Yield a number without a unit: a claim if it is large, or after a currency sign."""
    currency, start = find_currency(text, numeral.start, finder)
    kind, pattern = ("money", "currency_sign") if currency else ("bare", "bare_number")
    yield Quantity(
        start, end, numeral.start, numeral.end, numeral.low, numeral.high, op, currency, kind,
        pattern, numeral.words, numeral.power, numeral.mantissa,
    )  # fmt: skip


def read_rank(text: str, numeral: Numeral) -> Quantity | Refusal:
    """Return a place in an order (居全国第5位), or the refusal of an ordinal."""
    start, end = numeral.start - 1, numeral.end
    follows = text[end : end + 1]
    if follows in ("位", "名") and follows:
        end += 1
        follows = text[end : end + 1]
        moves = RANK_MOVES.match(text, end) is not None
        if moves or not is_han(follows) or follows in "的和及与或并且、":
            return make_rank(start, end, numeral)
        return Refusal(start, end, "ordinal")
    if RANK_SCOPE.search(text, max(0, start - 4), start) and follows not in tuple(
        "次届个批家条台座所只款部期例梯线时"
    ):
        return make_rank(start, end, numeral)
    ends = (
        not follows
        or not ("\u4e00" <= follows <= "\u9fff" or follows.isalnum())
        or follows in "和及"
    )
    if ends and RANK_BEFORE.search(text, max(0, start - 12), start):
        return make_rank(start, end, numeral)
    return Refusal(start, end, "ordinal")


RANK_SCOPE = re.compile(r"(?:全国|全球|世界|亚洲|全省|国内)\Z")
RANK_MOVES = re.compile("(?:上|提|跃|攀|下|回)?[升降](?:[至到]|为)?|前移|后移|下滑|跃居|进位")
RANK_BEFORE = re.compile(
    r"(?:[居列排]|全国|全球|世界|全省|全市|国内|亚洲|东盟|位次|排名|同类|中部|西部|东部|行业|排位|总量|总数|规模|产量|省)[^，。；：、！？\n]{0,8}\Z"
)


def make_rank(start: int, end: int, numeral: Numeral) -> Quantity:
    """Return a rank."""
    return Quantity(
        start, end, numeral.start, numeral.end, numeral.low, None, "eq", "rank", "rank", "rank",
        numeral.words, 1, numeral.low,
    )  # fmt: skip


def share_units(text: str, found: list[Quantity | Refusal]) -> list[Quantity | Refusal]:
    """Give numbers of a list the unit that stands after its last: 3.4个、1个百分点, 5、7万人."""
    for i in range(len(found) - 2, -1, -1):
        one, two = found[i], found[i + 1]
        if not isinstance(one, Quantity) or not isinstance(two, Quantity):
            continue
        if two.first - one.end > 1 or not LIST.fullmatch(text, one.end, two.first):
            continue
        if one.unit == "个" and two.unit == "pp":
            one.unit, one.type = two.unit, two.type
        elif (
            (one.type, one.power, one.words) == ("bare", 1, False)
            and two.unit
            and two.type not in ("bare", "rank", "duration")
        ):
            one.unit, one.type, one.people = two.unit, two.type, two.people
            one.pattern = "shared_unit"
            one.value *= two.power
        elif one.type == "bare" and one.power > 1 and two.type == "money":
            one.unit, one.type, one.pattern = two.unit, two.type, "shared_unit"
    return found


def join_ranges(text: str, found: list[Quantity | Refusal]) -> Iterator[Quantity | Refusal]:
    """Yield the quantities, with two that are the ends of one range made one: 3-5万人."""
    i = 0
    while i < len(found):
        one = found[i]
        two = found[i + 1] if i + 1 < len(found) else None
        joined = None
        if isinstance(one, Quantity) and isinstance(two, Quantity):
            joined = join(text, one, two)
        if joined:
            yield joined
            i += 2
        else:
            yield one
            i += 1


def join(text: str, one: Quantity, two: Quantity) -> Quantity | None:
    """Return the range from one quantity to the other, if that is what they are."""
    gap = text[one.end : two.first]
    if len(gap) > 3 or not RANGE.fullmatch(gap) or one.value_high is not None:
        return None
    if one.unit != two.unit and one.type != "bare":
        return None
    moves = gap.strip(SPACE) in ("到", "至") and re.search(
        r"[从由自][^，。；：\n]{0,20}\Z", text[max(0, one.start - 22) : one.start]
    )
    if moves and one.type != "bare":
        return None
    low, high = one.value, abs(two.value)
    if one.type == "bare" and one.power == 1 and two.power > 1 and one.mantissa < two.mantissa:
        low *= two.power
    if two.type == "bare" and two.power == 1:
        return None
    if two.pattern == "tenths" and one.type == "bare":
        low *= 10
    if low >= high:
        return None
    two.start, two.first = one.start, one.first
    two.value, two.value_high, two.op = low, high, "range"
    two.pattern = f"range_{two.pattern}"
    return two


def include(text: str, start: int, words: tuple[str, ...]) -> int:
    """Return where a span starts that takes in the longest of the words before it."""
    for word in words:
        if text.endswith(word, 0, start):
            return start - len(word)
    return start


def find_rounding(quantity: Quantity) -> Decimal:
    """Return how far an exact value may be from the value as written: half its last digit.

    A whole number without a multiplier (31个) counts exactly.
    """
    if quantity.unit == "ratio":
        return Decimal(0) if quantity.value.as_tuple().exponent != -4 else FOUR_PLACES / 2
    exponent = quantity.mantissa.normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if not decimals and quantity.power < MYRIAD:
        return Decimal(0)
    scale = abs(quantity.value / quantity.mantissa) if quantity.mantissa else Decimal(1)
    return scale.scaleb(-decimals) / 2
