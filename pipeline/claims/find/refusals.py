"""Refusals: which quantities are not claims, and the exclusion that says why."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from string import ascii_letters
from typing import NamedTuple

from pipeline.claims.find.elided import fill_unit
from pipeline.claims.find.grammar import NumeralGrammar
from pipeline.claims.find.lexicon import Finder
from pipeline.claims.find.numerals import is_han
from pipeline.claims.find.quantities import Quantity, Refusal
from pipeline.claims.find.times import Time

MULTIPLES = frozenset("十百千万亿")
LETTERS = frozenset(ascii_letters + "/^")
"""Behind a number without a unit: it goes on, as 40k and 16/5 do."""
MYRIADS = frozenset("万亿兆")
"""A number with one of these says something without a unit: 突破2亿."""
HOLDING = {
    "determiner": ("top",),
    "proportion": ("to_one",),
    "unreadable": ("slash", "slash_part", "per_count"),
}
"""Exclusion → the forms that are claims in it: 前三, 2.3∶1, 3/4."""
ROUND = (1, 10, 100, 1000)
"""Mantissas of a multiplier alone: 万, 百亿."""
FARTHEST_STATING = 12
"""Characters before a number in which the words stand that state it."""
FARTHEST_INDEX = 26
"""Characters before a number without a unit in which the index is named: 收入比由2.45降到2.39."""


class Mask(NamedTuple):
    """Characters in which no numeral is a claim, and the exclusion that says so."""

    start: int
    end: int
    exclusion: str


class Masks:
    """Where a folded text writes dates, names, idioms and the like, in order."""

    def __init__(self, masks: Iterable[Mask]) -> None:
        self.masks = sorted(masks)
        self._starts = [mask.start for mask in self.masks]
        self._longest = max((mask.end - mask.start for mask in self.masks), default=0)

    def find_covering(self, start: int, end: int) -> Iterator[Mask]:
        """Yield the masks that cover characters, the nearest first."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_right(self._starts, start)
        return (mask for mask in reversed(self.masks[first:last]) if mask.end >= end)


def find_masks(text: str, times: Iterable[Time], finder: Finder) -> Masks:
    """Return where a folded text writes what is no claim."""
    masks = [Mask(t.start, t.end, "time") for t in times]
    for exclusion, pattern in finder.exclusion_patterns:
        masks += [Mask(*m.span(), exclusion.name) for m in pattern.finditer(text)]
    return Masks(masks)


def refuse_numerals(
    text: str, found: Sequence[Quantity | Refusal], masks: Masks, finder: Finder
) -> tuple[list[Quantity], list[Refusal]]:
    """Return the quantities that are claims, and all others with the reason."""
    kept: list[Quantity] = []
    refused: list[Refusal] = []
    for quantity in found:
        if isinstance(quantity, Refusal):
            mask = next(masks.find_covering(quantity.start, quantity.end), None)
            refused.append(
                Refusal(quantity.start, quantity.end, mask.exclusion) if mask else quantity
            )
            continue
        found_in = masks.find_covering(quantity.first, quantity.last)
        mask = next((mask for mask in found_in if not holds_claim(quantity, mask)), None)
        if kept and mask is None:
            fill_unit(text, kept[-1], quantity, finder)
        reason = mask.exclusion if mask else find_exclusion(text, quantity, finder)
        if kept and reason is None and is_paid_for(kept[-1], quantity):
            reason = "article"
        if reason:
            refused.append(Refusal(quantity.start, quantity.end, reason))
        else:
            kept.append(quantity)
    refused += find_unit_names(text, found)
    return kept, sorted(refused, key=lambda refusal: refusal.start)


def find_unit_names(text: str, found: Sequence[Quantity | Refusal]) -> Iterator[Refusal]:
    """Yield where 千 or 两 only names a unit, with no number before it: 每千瓦时."""
    starts = [quantity.start for quantity in found]
    for match in NumeralGrammar.load().unit_names.finditer(text):
        i = bisect_right(starts, match.start()) - 1
        if i < 0 or found[i].end <= match.start():
            yield Refusal(match.start(), match.end(), "unit_name")


def holds_claim(quantity: Quantity, mask: Mask) -> bool:
    """Return whether a quantity is a claim inside of characters that exclude other numerals.

    A rate or sum in digits in quotation marks (“增长5%”), a place among the first (前三), a ratio
    to one (2.3∶1), a discount (九五折), and a unit that an idiom only begins (三公 in 三公里).
    """
    if mask.exclusion == "slogan":
        return quantity.type in ("rate", "money") and not quantity.words
    if mask.exclusion in HOLDING:
        return quantity.pattern in HOLDING[mask.exclusion]
    begun = quantity.last < mask.end < quantity.end
    return mask.exclusion == "idiom" and (begun or quantity.pattern == "discount")


def find_exclusion(text: str, quantity: Quantity, finder: Finder) -> str | None:
    """Return the rule that refuses a quantity by its own shape, if any does."""
    before = text[max(0, quantity.start - FARTHEST_STATING) : quantity.start]
    if quantity.type == "bare":
        return None if is_stated(text, quantity, before, finder) else "no_unit"
    one = quantity.words and quantity.value == 1 and quantity.value_high is None
    if one and quantity.op == "eq" and quantity.type in ("classifier", "duration"):
        return None if finder.signs["article.counted"].search(before) else "article"
    label = text[quantity.first] in MULTIPLES and (
        finder.signs["unit_label.begins"].search(before)
        and finder.signs["unit_label.ends"].match(text, quantity.end)
    )
    return "unit_label" if label else None


def is_paid_for(price: Quantity, quantity: Quantity) -> bool:
    """Return whether a quantity is the one that a price before it buys: 三块二|一斤."""
    one = quantity.words and quantity.value == 1 and quantity.value_high is None
    return one and price.end == quantity.start and price.type in ("money", "bare")


def is_stated(text: str, quantity: Quantity, before: str, finder: Finder) -> bool:
    """Return whether a number without a unit states something: a large one, or an index."""
    written = text[quantity.first : quantity.last]
    signs = finder.signs
    if text[quantity.end : quantity.end + 1] in LETTERS:
        return False
    rough = quantity.value_high is not None or quantity.op == "gt"
    rough = rough or any(signs[f"no_unit.{sign}"].search(before) for sign in ("almost", "stated"))
    hundreds = quantity.words and quantity.power >= ROUND[2]
    myriads = any(c in written for c in MYRIADS)
    if (hundreds and rough and not myriads) or signs["no_unit.spoken"].fullmatch(written):
        return signs["no_unit.spoken_ends"].match(text, quantity.end) is not None
    if signs["no_unit.passed"].match(text, quantity.end):
        return True
    if myriads:
        if not quantity.words or quantity.mantissa not in ROUND:
            return True
        ends = not is_han(text[quantity.end : quantity.end + 1])
        stated = signs["no_unit.stated"].search(before)
        return quantity.op == "gt" or (stated is not None and ends)
    low = max(0, quantity.start - FARTHEST_INDEX)
    ways = ("no_unit.ratio", "no_unit.index") if "." in written else ("no_unit.index",)
    named = any(signs[way].search(text, low, quantity.start) for way in ways)
    return not quantity.words and named
