"""Refusals: which quantities are no claim, and the exclusion that says why."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.claims.find.lexicon import Finder
from pipeline.claims.find.numerals import KILO, is_han
from pipeline.claims.find.quantities import Quantity, Refusal
from pipeline.claims.read.times import Time

COUNTED_ONE = re.compile(
    r"(?:仅|仅有|不到|不足|超过|超|近|约|逾|达|满|至少|提前|缩短|延长|连续|历时|为期|推迟|最多|长达|不超过|少于|多于)\Z"
)
STATED = re.compile(
    r"(?:[超逾近约]|超过|突破|上|达到|接近|至少|不足|不到|将近|大约|跨越|迈上|增至|增加到|增长到|发展到)\Z"
)
INDEX = re.compile(
    r"(?:指数|系数|收入比|人数|数量|总数|得分|评分|病例|数|值|PMI)(?:[^，。；：\n0-9]{0,4}?)(?:为|达|达到|升至|降至|是|超过|突破|近|约|增至|增加到|提高到|回升至|上升到|下降到|至|：)\Z"
)
LABEL_BEGINS = re.compile(r"(?:[（(\n]|单位[：:为])\Z")
LABEL_ENDS = frozenset("）)\n、，。；0123456789")
"""What stands around the name of a unit in brackets, in a cell of a table or after 单位：."""
MULTIPLES = frozenset("十百千万亿")
LARGE = 10**4


class Mask(NamedTuple):
    """Characters in which no numeral is a claim, and the exclusion that says so."""

    start: int
    end: int
    exclusion: str


def find_masks(text: str, times: Iterable[Time], finder: Finder) -> list[Mask]:
    """Return where a folded text writes dates, names, idioms and the like, in order."""
    masks = [Mask(t.start, t.end, "time") for t in times]
    for exclusion, pattern in finder.exclusion_patterns:
        masks += [Mask(*m.span(), exclusion.name) for m in pattern.finditer(text)]
    return sorted(masks)


def refuse(
    text: str, found: Sequence[Quantity | Refusal], masks: list[Mask]
) -> tuple[list[Quantity], list[Refusal]]:
    """Return the quantities that are claims, and all others with the reason."""
    starts = [m.start for m in masks]
    longest = max((m.end - m.start for m in masks), default=0)
    kept: list[Quantity] = []
    refused: list[Refusal] = []
    for quantity in found:
        if isinstance(quantity, Refusal):
            mask = find_mask(quantity.start, quantity.end, masks, starts, longest)
            refused.append(
                Refusal(quantity.start, quantity.end, mask.exclusion) if mask else quantity
            )
            continue
        mask = find_mask(quantity.first, quantity.last, masks, starts, longest)
        if (
            mask
            and mask.exclusion == "slogan"
            and quantity.type in ("rate", "money")
            and not quantity.words
        ):
            mask = None
        reason = mask.exclusion if mask else find_reason(text, quantity)
        if reason:
            refused.append(Refusal(quantity.start, quantity.end, reason))
        else:
            kept.append(quantity)
    refused += find_unit_names(text, found)
    return kept, sorted(refused, key=lambda refusal: refusal.start)


def find_unit_names(text: str, found: Sequence[Quantity | Refusal]) -> Iterator[Refusal]:
    """Yield where 千 only begins the name of a unit, with no number before it: 每千瓦时."""
    starts = [quantity.start for quantity in found]
    for match in KILO.finditer(text):
        i = bisect_right(starts, match.start()) - 1
        if i < 0 or found[i].end <= match.start():
            yield Refusal(match.start(), match.end(), "unit_name")


def find_mask(
    start: int, end: int, masks: list[Mask], starts: list[int], longest: int
) -> Mask | None:
    """Return the first mask that covers the characters."""
    i = bisect_right(starts, start) - 1
    while i >= 0 and starts[i] >= start - longest:
        if masks[i].end >= end:
            return masks[i]
        i -= 1
    return None


def find_reason(text: str, quantity: Quantity) -> str | None:
    """Return the rule that refuses a quantity by its own shape, if any does."""
    before = text[max(0, quantity.start - 12) : quantity.start]
    if quantity.type == "bare":
        if quantity.power >= LARGE or (quantity.value >= LARGE and not quantity.words):
            if quantity.words and quantity.mantissa in (1, 10, 100, 1000):
                stated = STATED.search(before) and not is_han(text[quantity.end : quantity.end + 1])
                return None if stated or quantity.op == "gt" else "no_unit"
            return None if quantity.power >= LARGE or INDEX.search(before) else "no_unit"
        return None if not quantity.words and INDEX.search(before) else "no_unit"
    one = quantity.words and quantity.value == 1 and quantity.value_high is None
    if one and quantity.op == "eq" and quantity.type in ("classifier", "duration", "measure"):
        return None if COUNTED_ONE.search(before) else "article"
    if text[quantity.first] in MULTIPLES and is_label(text, quantity, before):
        return "unit_label"
    if (
        quantity.type == "doubling"
        and quantity.pattern == "doubling"
        and "翻" not in (before[-6:] + text[quantity.start : quantity.first])
    ):
        return "no_unit"
    return None


def is_label(text: str, quantity: Quantity, before: str) -> bool:
    """Return whether nothing stands beside a multiple of a unit: 产量（万吨）."""
    ends = text[quantity.end : quantity.end + 1]
    return LABEL_BEGINS.search(before) is not None and (not ends or ends in LABEL_ENDS)
