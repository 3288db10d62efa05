"""Lists: numbers side by side share a noun after them, or take one each from before 分别."""

import re
from itertools import pairwise

from pipeline.claims.lexicon import Lexicon
from pipeline.claims.read.drafts import Draft
from pipeline.claims.read.indicator import split_items
from pipeline.claims.read.items import name_items, split_pair
from pipeline.records.base import Span

THINGS = frozenset({"classifier", "measure"})
LIST_GAP = re.compile(r"[、和及与，]{1,2}")
JOINTS = "、和及与以，"


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


def name_changes(text: str, drafts: list[Draft], lexicon: Lexicon) -> None:
    """Say of what a noun of change alone tells: 销售面积下降15%，降幅|收窄3个百分点."""
    for one, two in pairwise(drafts):
        if one.indicator is None or two.indicator is None:
            continue
        noun = text[two.indicator.start : two.indicator.end]
        thing = one.item or text[one.indicator.start : one.indicator.end]
        if noun in lexicon.change_nouns and thing not in lexicon.change_nouns:
            two.item = thing if thing.endswith(noun) else f"{thing}{noun}"


def distribute(text: str, drafts: list[Draft], lexicon: Lexicon) -> None:
    """Give each number after 分别 its own indicator of the list that stands before."""
    i = 0
    while i < len(drafts):
        j = i + 1
        while j < len(drafts) and LIST_GAP.fullmatch(
            text, drafts[j - 1].predicate.follow, drafts[j].quantity.start
        ):
            j += 1
        first = drafts[i]
        count = j - i
        if count > 1 and first.predicate.respectively:
            if not first.inherited and first.indicator:
                share_items(text, drafts[i:j], first.indicator, lexicon)
            elif i >= count:
                for draft, earlier in zip(drafts[i:j], drafts[i - count : i], strict=True):
                    draft.indicator, draft.item = earlier.indicator, earlier.item
        i = j


def share_items(text: str, drafts: list[Draft], listed: Span, lexicon: Lexicon) -> None:
    """Give each of some numbers its item of the list that was taken for the first one's."""
    spans = split_items(text, listed, len(drafts))
    if spans:
        edges = [*(span.start for span in spans), listed.end]
        words = [text[a:b].rstrip(JOINTS) for a, b in pairwise(edges)]
        for draft, span, item in zip(drafts, spans, name_items(words), strict=True):
            draft.indicator, draft.item, draft.inherited = span, item, False
    elif len(drafts) == 2:
        two = split_pair(text[listed.start : listed.end], lexicon.pairs)
        for draft, item in zip(drafts, two or (), strict=False):
            draft.indicator, draft.item, draft.inherited = listed, item, False
