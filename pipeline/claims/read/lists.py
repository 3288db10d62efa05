"""Lists: numbers side by side share a noun after them, or take one each from before 分别."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.claims.find.quantities import Quantity
from pipeline.claims.read.baseline import REFERENCES
from pipeline.claims.read.continued import LIST_JOINTS
from pipeline.claims.read.drafts import Draft
from pipeline.claims.read.indicator import split_items
from pipeline.claims.read.items import TOGETHER, name_items, split_word
from pipeline.claims.read.lexicon import Lexicon
from pipeline.claims.read.months import last_moment
from pipeline.measure.units import RATES
from pipeline.records.base import Span

THINGS = frozenset({"classifier", "measure"})
LIST_GAP = re.compile(r"[、和及与，]{1,2}")
JOINING = ("、", "和", "及", "与")
SHARED_BOUNDS = ("approx", "ge", "le")
REFERENCE = re.compile("(?:上|去)(?:一?年|个?月|一?季度?)(?:同期|末|底)?|同比|环比")
COUNTED = re.compile(
    "(?<=[\u4e00-\u9fff])[两二三四五六七八九十2-9][个大]?[市省县区地国州](?:的|(?=[\u4e00-\u9fff]{2}))"
)
"""How many items a list has, behind its last: 南昌、九江、赣州|三市经济总量."""
VERB_ALONE = re.compile("[，、；](?:[已共]|累计)*([\u4e00-\u9fff]{2})")
FARTHEST = 30
"""Characters before a number in which its reference stands."""


def count_beside(text: str, quantities: Sequence[Quantity]) -> list[int]:
    """Return for each number how many stand side by side from it on: 10%、20%和30%."""
    counts = [1] * len(quantities)
    for number in range(len(quantities) - 2, -1, -1):
        gap = text[quantities[number].end : quantities[number + 1].start]
        if LIST_GAP.fullmatch(gap):
            counts[number] += counts[number + 1]
    return counts


def share_nouns(text: str, drafts: list[Draft], lexicon: Lexicon) -> None:
    """Give numbers of a list the noun after its last: 援助6亿剂和1.5亿剂疫苗.

    Of two units only the first that has a verb before it and no noun: 发运9万件、6万吨物资.
    """
    for one, two in zip(drafts[-2::-1], drafts[:0:-1], strict=True):
        gap = text[one.predicate.follow : two.quantity.start]
        if gap not in ("和", "、", "与") or not two.indicator:
            continue
        alike = one.quantity.unit == two.quantity.unit or (
            {one.quantity.type, two.quantity.type} <= THINGS and ends_in_verb(text, one, lexicon)
        )
        if alike and two.indicator.start >= two.quantity.end:
            one.indicator, one.inherited = two.indicator, False


def ends_in_verb(text: str, draft: Draft, lexicon: Lexicon) -> bool:
    """Return whether the words that were taken for an indicator name nothing."""
    span = draft.indicator
    return span is None or lexicon.tokenizer.tag(text[span.start : span.end])[-1][1].startswith("v")


def say_verb(text: str, one: Draft, two: Draft, lexicon: Lexicon) -> None:
    """Name what is counted again by the verb that stands alone for it: 受理案件3件，审结|2件."""
    span, gap = one.indicator, text[one.predicate.follow : two.predicate.subject_end]
    again = two.inherited and two.indicator == span and one.quantity.unit == two.quantity.unit
    verb = VERB_ALONE.fullmatch(gap) if span and text[span.start] != "新" else None
    if span and again and verb and verb[1] in lexicon.telling_verbs:
        thing, own = text[span.start : span.end], text[max(0, span.start - 2) : span.start]
        one.item = one.item or (f"{own}{thing}" if own in lexicon.telling_verbs else None)
        two.item = f"{verb[1]}{thing}"


def are_beside(text: str, one: Draft, two: Draft) -> bool:
    """Return whether two numbers stand side by side, each maybe with a verb: 下降1%和增长2%."""
    start = one.predicate.follow
    if LIST_GAP.fullmatch(text, start, two.quantity.start):
        return True
    joined = text[start : two.predicate.subject_end] in JOINING
    return joined and one.quantity.unit == two.quantity.unit


def take_beside(text: str, drafts: Sequence[Draft], first: int) -> Sequence[Draft]:
    """Return the drafts from a place on that stand side by side."""
    end = first + 1
    while end < len(drafts) and are_beside(text, drafts[end - 1], drafts[end]):
        end += 1
    return drafts[first:end]


def distribute(text: str, drafts: list[Draft], lexicon: Lexicon) -> None:
    """Give each number after 分别 its own indicator of the list that stands before.

    The number before may be of the whole list: 汽车、家电销量均增长3%，分别加快2点和1点.
    """
    for one, two in pairwise(drafts):
        say_verb(text, one, two, lexicon)
    given = [draft.indicator for draft in drafts]
    i = 0
    while i < len(drafts):
        first, beside = drafts[i], take_beside(text, drafts, i)
        if first.predicate.respectively:
            share_bound(beside)
        before = [draft for draft in drafts[:i] if draft.quantity.type != "rank"][-len(beside) :]
        taken = first.inherited and first.indicator in given[:i]
        last = drafts[i - 1]
        if taken and first.indicator and (last.item, last.indicator) == (None, first.indicator):
            taken = not split_items(text, first.indicator, len(beside))
        own, each = first.indicator if not taken else None, first.predicate.respectively
        if own and each and len(beside) > 1:
            share_items(text, beside, own, lexicon)
        elif (
            not own
            and len(before) == len(beside) > 1
            and (each or gives_each(first, before) or all(draft.item for draft in before))
        ):
            for draft, earlier in zip(beside, before, strict=True):
                draft.indicator, draft.item = earlier.indicator, earlier.item
        i += len(beside)


def gives_each(first: Draft, before: Sequence[Draft]) -> bool:
    """Return whether rates side by side are of different amounts told before, one each."""
    told = {(draft.indicator, draft.item) for draft in before}
    levels = all(one.predicate.kind == "level" and one.quantity.unit not in RATES for one in before)
    return first.quantity.unit in RATES and levels and len(told) == len(before)


def share_bound(drafts: Sequence[Draft]) -> None:
    """Give numbers after 分别 the bound behind the last, and what the first is: outcome or target,
    of years or of their end. 分别增长5%、6%左右.
    """
    first, last = drafts[0], drafts[-1]
    bounded = last.predicate.follow > last.quantity.end and last.predicate.op in SHARED_BOUNDS
    for draft in drafts[1:]:
        draft.modality, draft.modality_span = first.modality, first.modality_span
        draft.choices["modality"] = first.choices["modality"]
        if last_moment(draft.period or "") == last_moment(first.period or ""):
            draft.period, draft.period_span = first.period, first.period_span
            draft.interval, draft.choices["period"] = first.interval, first.choices["period"]
    for draft in drafts[:-1]:
        alike = draft.quantity.unit == last.quantity.unit
        if bounded and alike and draft.predicate.op == "eq":
            draft.predicate.op = last.predicate.op


def share_references(text: str, drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Give each number after 分别 its own reference: 分别比上月和上年同期增长0.5%和3.7%."""
    known = {**lexicon.references, **REFERENCES}
    floor = 0
    for number, draft in enumerate(drafts):
        told = text[max(draft.quantity.start - FARTHEST, floor) : draft.quantity.start]
        floor = draft.predicate.follow
        if TOGETHER in told and draft.predicate.kind == "change":
            found = [known[word] for word in REFERENCE.findall(told) if word in known]
            beside = take_beside(text, drafts, number)
            if len(found) == len(beside) > 1:
                for one, baseline in zip(beside, found, strict=True):
                    one.predicate.baseline = baseline


def share_items(text: str, drafts: Sequence[Draft], listed: Span, lexicon: Lexicon) -> None:
    """Give each of some numbers its item of the list that was taken for the first one's."""
    spans = split_items(text, listed, len(drafts))
    together = text.find(TOGETHER, listed.start, listed.end)
    if spans:
        edges = [*(span.start for span in spans), listed.end]
        words = [text[a:b].rstrip(LIST_JOINTS) for a, b in pairwise(edges)]
        if counted := COUNTED.search(text, spans[-1].start, listed.end):
            words[-1] = text[spans[-1].start : counted.start()] + text[counted.end() : listed.end]
            spans = [Span(start=counted.end(), end=listed.end)] * len(drafts)
        for draft, span, own, item in zip(drafts, spans, words, name_items(words), strict=True):
            if item == own or span.start < together:
                end = span.start + len(own)
                span = Span(start=span.start, end=min(end, together) if together > 0 else end)
            draft.indicator, draft.item, draft.inherited = span, item, False
    else:
        things = split_word(text[listed.start : listed.end], lexicon.pairs, len(drafts))
        for draft, item in zip(drafts, things or (), strict=False):
            draft.indicator, draft.item, draft.inherited = listed, item, False
