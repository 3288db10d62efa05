"""Things: what a number measures, in words, where its noun phrase alone says too little.

Of a share it is told by a predicate (62%的企业|计划扩大投资), and so are people who are counted
(3000人|被迫转移); a length by its word (高|1.3米的子堤). One noun is counted in several ways, which
the verb before it tells apart: 受理|案件, 审结|案件.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.claims.read.drafts import Draft
from pipeline.claims.read.items import find_amount
from pipeline.claims.read.lexicon import Lexicon
from pipeline.claims.read.lists import JOINING, THINGS
from pipeline.claims.read.told import (
    find_predicate,
    say_object,
    say_people,
    say_share,
    share_told,
)
from pipeline.glossary.lexicon import load_glossary
from pipeline.measure.manner import MannerWords
from pipeline.records.base import Span

CLAUSE_END = re.compile(r"[，。；：！？…,;:!?\n]")
DIMENSIONS = {
    "长": "长度", "高": "高度", "宽": "宽度", "深": "深度", "厚": "厚度", "重": "重量",
    "全长": "全长", "总长": "总长", "总重": "总重", "直径": "直径", "海拔": "海拔",
}  # fmt: skip
"""Word for a dimension before its number → its noun."""
DIMENSION = re.compile(
    rf"(?<![增延成身最较过偏更])({'|'.join(sorted(DIMENSIONS, key=len, reverse=True))})"
    r"(?:约|近|超过?|达到?|为|至少|不足)*\Z"
)
SIZES = frozenset(
    {"米", "公里", "千米", "厘米", "毫米", "里", "英里", "海里", "吨", "千克", "公斤", "克", "尺"}
)
NEAR_CHARACTERS = 8
"""Characters before a number in which the word for its dimension, or a verb, stands."""
JOINTS = "、，和及与"
AMONG = "等"
LONGEST_LIST = 24
"""Characters of a list that ends in 等, with the verb before it: 采购|水泵、发电机等|45台设备."""
OF_UNITS = {"张床位": "床位", "人口": "人口", "个字": "字"}
"""Unit that ends with what it counts → what that is."""
TAKEN_OUT = re.compile(
    "(?:扣除|剔除)(?!价格|物价|通胀|汇率|季节)(?P<part>[^，。；：]{2,24}?)(?:的?影响)?"
    "(?:[之以]?[后外]|，|的|(?=年均|同比|实际|可比|同口径|增长|下降|上升|上涨|回落))"
)
"""What is left out of a value, which so is another thing's: 扣除房地产开发投资后，投资增长|5%."""
IS = ("", "是", "去", "来", "为")
"""How what is said of such a count begins that tells nothing of it."""


def say_things(text: str, start: int, drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Say what the numbers of a sentence measure where their noun phrases say too little."""
    verbs: dict[Span, str] = {}
    floor = start
    for draft in drafts:
        span = draft.indicator
        if span and draft.item is None:
            if not draft.inherited:
                verbs[span] = find_verb(text, floor, draft, lexicon)
            draft.item = (
                say_stock(text, floor, draft)
                or say_unit(text, draft, lexicon)
                or say_dimension(text, floor, draft)
                or say_share(text, draft, lexicon)
                or say_object(text, floor, draft, lexicon)
                or say_people(text, draft, lexicon)
                or (f"{verbs[span]}{text[span.start : span.end]}" if verbs.get(span) else None)
            )
        left_out = TAKEN_OUT.search(text, floor, draft.quantity.start)
        if span and left_out and not span.start <= left_out.start() < span.end:
            draft.item = f"{draft.item or text[span.start : span.end]}（扣除{left_out['part']}）"
        floor = draft.predicate.follow
    for one, two in pairwise(drafts):
        share_verb(text, one, two, verbs, lexicon)
    for one, two in zip(drafts[-2::-1], drafts[:0:-1], strict=True):
        share_told(text, one, two)


def say_unit(text: str, draft: Draft, lexicon: Lexicon) -> str | None:
    """Return what a unit says by itself that it counts, with the verb before: 新建床位."""
    counted = OF_UNITS.get(draft.quantity.unit or "")
    span = draft.indicator
    if counted is None or span is None:
        return None
    if draft.inherited or span.start >= draft.quantity.end:
        told = text[span.start : span.end] if span.start == draft.predicate.follow else ""
        befalls = told if told[:1] not in IS and find_predicate(told, 0, lexicon) else ""
        return f"{befalls or find_added(text, draft)}{counted}"
    thing = text[span.start : span.end]
    acts = lexicon.word_roles.get(thing) in ("act", "flow")
    return f"{thing}{counted}" if acts else None


def say_stock(text: str, low: int, draft: Draft) -> str | None:
    """Return the thing of which all there is is told, without 新增 that was said of a part of it.

    新增上市公司48家、总量达|122家.
    """
    span, flow = draft.indicator, MannerWords.load().flow
    if span is None or not draft.inherited or draft.predicate.kind != "level":
        return None
    if not flow.stock_pattern.search(text, low, draft.quantity.start):
        return None
    verb = next((verb for verb in flow.words if text.startswith(verb, span.start)), "")
    if span.end - span.start > len(verb) + 1:
        span = draft.indicator = Span(start=span.start + len(verb), end=span.end)
    return text[span.start : span.end]


def find_verb(text: str, low: int, draft: Draft, lexicon: Lexicon) -> str:
    """Return the verb that says what became of the things that are counted, or nothing.

    It stands right before their noun, or before the number of which that noun is the object:
    受理|案件5起, 受理了|5起案件; or before a list of them: 采购|水泵、发电机等45台设备.
    """
    span, quantity, kind = draft.indicator, draft.quantity, draft.predicate.kind
    if span is None or quantity.type == "rank":
        return ""
    behind = span.start >= quantity.end
    end = draft.predicate.subject_end if behind else span.start
    added = find_added(text, draft) if behind else ""
    if added:
        return added
    if kind != "level" and (behind or kind != "change"):
        return ""
    if behind and ("的" in text[end : quantity.start] or text.startswith("的", span.end)):
        return ""
    listed = behind and text.endswith(AMONG, low, end)
    start = max(low, end - (LONGEST_LIST if listed else NEAR_CHARACTERS))
    near = CLAUSE_END.split(text[start:end])[-1]
    if added := next((verb for verb in MannerWords.load().flow.new if near.endswith(verb)), ""):
        return added
    words = lexicon.tokenizer.tag(near)
    causing = lexicon.cues.boundary.causing if kind != "level" else frozenset()
    verbs, sure = lexicon.telling_verbs, lexicon.sure_acts
    acts = [
        w if w in verbs and w not in causing and (w in sure or tag[:1] == "v") else ""
        for w, tag in words
    ]
    if listed:
        behind_acts = zip(acts[-2::-1], words[:0:-1], strict=True)
        return next((act for act, (word, _) in behind_acts if act and word not in "、等"), "")
    first = len(acts)
    while first and (acts[first - 1] or (first > 1 and acts[first - 2] and first < len(acts))):
        if not acts[first - 1] and words[first - 1][0] not in JOINTS:
            break
        first -= 1
    return "".join(word for word, _ in words[first:])


def share_verb(text: str, one: Draft, two: Draft, verbs: dict[Span, str], lexicon: Lexicon) -> None:
    """Give a counted thing the verb before it, and a verb its thing: 修渠6条、井|2口，填平|1口."""
    span, before = two.indicator, one.indicator
    if span is None or before is None or two.item is not None or two.inherited:
        return
    added = (v for v in MannerWords.load().flow.words if text.startswith(v, before.start))
    verb = verbs.get(before) or next(added, "")
    listed = text[one.predicate.follow : span.start] in JOINING and span.end <= two.quantity.start
    counted = {one.quantity.type, two.quantity.type} <= THINGS
    levels = one.predicate.kind == two.predicate.kind == "level"
    thing = text[span.start : span.end]
    word, tag = lexicon.tokenizer.tag(thing)[0]
    alone = tag == "v" and thing in lexicon.telling_verbs
    if alone and levels and one.quantity.unit == two.quantity.unit:
        noun, kind = lexicon.tokenizer.tag(text[before.start : before.end])[-1]
        two.item = f"{thing}{noun}" if kind[:1] == "n" else None
    acts = word in lexicon.sure_acts or tag == "v" or thing in lexicon.cues.boundary.verbs
    named = not acts and not find_amount(thing, 0, load_glossary())
    if verb and listed and counted and levels and named:
        verbs[span] = verb
        two.item = f"{verb}{thing}"


def find_added(text: str, draft: Draft) -> str:
    """Return the verb that says that the things behind a number are new: 新增|50家工厂."""
    if draft.predicate.kind != "level" or text.startswith("的", draft.predicate.follow):
        return ""
    peeled = text[draft.predicate.subject_end : draft.quantity.start]
    return next((verb for verb in MannerWords.load().flow.new if verb in peeled), "")


def say_dimension(text: str, low: int, draft: Draft) -> str | None:
    """Return the thing and the dimension that a size is of: 林道宽度."""
    span, quantity = draft.indicator, draft.quantity
    near = max(low, quantity.start - NEAR_CHARACTERS)
    said = DIMENSION.search(text, near, quantity.start) if quantity.unit in SIZES else None
    if span is None or said is None or draft.predicate.kind != "level":
        return None
    found = said[1]
    thing = text[span.start : span.end]
    if thing in DIMENSIONS or thing.endswith(found):
        if not text.startswith("的", draft.predicate.follow):
            return None
        behind = [
            c.value for c in draft.choices["indicator"].candidates if c.value.source == "right"
        ]
        if not behind:
            return None
        thing = text[behind[0].start : behind[0].end]
    return f"{thing}{DIMENSIONS[found]}"
