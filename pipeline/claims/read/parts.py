"""Parts: what is told in words of what was told before, said in whole words.

A noun of change alone is of what was told before: 增加值增长6%。这一增速|比上年加快. A part takes
the measure of its whole: 居民收入增长6%，其中城镇居民|增长5%; 装机3亿千瓦。其中，水电|1000万千瓦.
"""

import re
from collections.abc import Mapping, Sequence

from pipeline.claims.read.drafts import Draft, Setting
from pipeline.claims.read.items import find_measure, name_part
from pipeline.claims.read.lexicon import Lexicon
from pipeline.claims.read.owners import say_owner
from pipeline.measure.units import RATES
from pipeline.records.base import Span

Wholes = Mapping[str | None, tuple[str, Span]]
TAKEN = 0.65
"""How sure it is that a claim that names nothing is of what was told before."""
CHANGING = ("change", "difference")
OF_PARTS = re.compile("其中|当中")
LEAD = re.compile(
    r"[^，。：\n]{0,4}?(?:其中|当中)|(?:分|按|从)[^，。：\n]{1,12}(?:看|分)[，：]"
    r"|[^。\n]{0,24}如下："
)
"""How a sentence begins that tells of the parts of what was told before."""
PULLED = re.compile(
    "(?P<own>[^，。；：、0-9]{0,16}?)(?:向[上下])?(?P<verb>拉动|带动|影响)"
    "(?P<whole>[^，。；：、0-9]{0,20}?)(?:[了约近]|大约)?\\Z"
)
"""What stands before the points by which something moves something else."""
PULLS = ("的拉动", "的带动", "的影响")
"""How the names end of what something adds to another thing."""
RATE_OF = re.compile("(?:对[^，。；]{2,12}?的?)?贡献率\\Z")
FIGURES = frozenset({"总数", "总量", "数字", "数据", "数值", "数", "比例", "金额", "人数",
                     "数量", "水平", "指标", "差距"})  # fmt: skip
"""Nouns that name nothing by themselves, and behind 这一 what was told before."""
POINTING = ("这", "这一", "这个", "那个", "该", "此", "上述")
ALONE = re.compile(r"(?:\A|[，；、])([^，；、。]{2,4})\Z")
RANKED = re.compile(
    r"(?:\A|[，；、])([^，；、。]{2,4}?)(?:分别|均|都|稳)?[居列位排名][^，；、。]*\Z"
)
"""The words of a clause before its verb, where they are no more than a noun."""


def name_parts(
    text: str, start: int, drafts: Sequence[Draft], setting: Setting, lexicon: Lexicon
) -> None:
    """Say in whole words what the numbers of a sentence measure, where it says less."""
    goes_on = setting.of_parts and text[start - 1 : start] == "；"
    leads = goes_on or LEAD.match(text, start) is not None
    near = setting.sentence - setting.last_sentence <= 1 and not setting.fresh
    before = setting.last if near else None
    told = {} if setting.fresh and not leads else setting.wholes
    wholes = dict(told) if leads else {}
    of_parts, at, earlier = leads, start, list[Draft]()
    recent = [one.draft for one in setting.recent]
    for draft in drafts:
        of_parts = of_parts or OF_PARTS.search(text, at, draft.quantity.start) is not None
        if draft.indicator is None or refers_back(text, at, draft, before):
            draft.indicator = None
            take_over(draft, before, told)
        own = not draft.inherited and says_own_words(text, draft)
        draft.item = (
            say_pull(text, at, draft, [*recent, *earlier])
            or draft.item
            or say_owner(text, at, draft, earlier, lexicon)
            or name_change(text, at, draft, before, lexicon)
        )
        thing = find_thing(text, draft)
        unit = draft.quantity.unit
        if goes_on and thing and unit in wholes and thing[-2:] == wholes[unit][0][-2:]:
            of_parts = leads = False
        if thing and own and says_own_words(text, draft):
            whole, _ = wholes.get(unit, (None, None))
            named = of_parts and whole and name_of_part(thing, whole, lexicon)
            draft.item = named or draft.item
        if thing and draft.indicator and draft.item is None and not of_parts:
            wholes[unit] = thing, draft.indicator
        before, at = draft, draft.predicate.follow
        earlier.append(draft)
    setting.of_parts = of_parts
    if not leads:
        setting.wholes = wholes


def say_pull(text: str, at: int, draft: Draft, earlier: Sequence[Draft]) -> str | None:
    """Return by what something moves something else: 消费支出拉动GDP增长|3.7个百分点."""
    pulled = PULLED.search(text, at, draft.quantity.start)
    each = draft.predicate.respectively
    if draft.quantity.unit != "pp" or pulled is None or each or "受" in pulled["own"]:
        return None
    thing = pulled["own"] or (earlier and find_thing(text, earlier[-1])) or ""
    pulls = (one.item.rpartition("对") for one in reversed(earlier) if one.item)
    before = next((whole for _, _, whole in pulls if whole.endswith(PULLS)), "")
    whole = f"{pulled['whole']}的{pulled['verb']}" if pulled["whole"] else before
    return f"{RATE_OF.sub('', thing)}对{whole}" if thing and whole else None


def refers_back(text: str, at: int, draft: Draft, before: Draft | None) -> bool:
    """Return whether a name says only that it is what was told before: 这一|数字, 差距|缩小."""
    span = draft.indicator
    if span is None or text[span.start : span.end] not in FIGURES:
        return False
    alike = before is not None and before.quantity.unit == draft.quantity.unit
    alone = alike and not text[at : span.start].strip("，；、")
    return alone or text.endswith(POINTING, 0, span.start)


def take_over(draft: Draft, before: Draft | None, told: Wholes) -> None:
    """Give a claim that names nothing what was told before: of a change, or in the same unit."""
    span = told[draft.quantity.unit][1] if draft.quantity.unit in told else None
    alike = before is not None and before.quantity.unit == draft.quantity.unit
    if before and (draft.predicate.kind in CHANGING or alike):
        span = before.indicator
    if span is None or draft.quantity.type in ("rank", "duration"):
        return
    take(draft, span)


def take(draft: Draft, span: Span) -> None:
    """Give a claim an indicator that was told before it, which is less sure than its own."""
    draft.indicator, draft.inherited = span, True
    made = draft.choices["indicator"]
    draft.choices["indicator"] = made._replace(confidence=min(made.confidence, TAKEN))


def says_own_words(text: str, draft: Draft) -> bool:
    """Return whether no words but those of its indicator say what a draft measures."""
    span = draft.indicator
    return draft.item is None or (span is not None and draft.item == text[span.start : span.end])


def find_thing(text: str, draft: Draft) -> str | None:
    """Return the words for what a draft measures."""
    span = draft.indicator
    return draft.item or (text[span.start : span.end] if span else None)


def name_change(
    text: str, at: int, draft: Draft, before: Draft | None, lexicon: Lexicon
) -> str | None:
    """Return what changes with the noun of its change, where the clause says only the noun.

    What is taken over from the claim before is named as it is there.
    """
    thing = find_thing(text, before) if before else None
    if before is None or thing is None or draft.indicator is None:
        return None
    own = text[draft.indicator.start : draft.indicator.end]
    nouns = lexicon.change_nouns
    noun = find_alone(text, at, draft) if draft.inherited and own not in nouns else own
    taken = draft.inherited and holds(before.indicator, draft.indicator)
    if taken:
        draft.indicator = before.indicator
    if taken and noun not in nouns and moves_rate(draft, before):
        noun = "降幅" if before.predicate.direction == "down" else "增速"
    if noun in nouns and thing not in nouns and not (draft.inherited and own == noun):
        if own == noun and before.predicate.kind in ("level", "change"):
            draft.indicator = before.indicator
        known = next((word for word in nouns if thing.endswith(word)), "")
        return f"{thing.removesuffix(known)}{noun}"
    grows = before.item is not None and before.item.endswith(tuple(nouns))
    amount = grows and draft.quantity.unit not in (*RATES, "pp")
    anew = before.inherited and before.predicate.kind == draft.predicate.kind == "level"
    carried = taken and not (amount or anew or before.predicate.respectively)
    return before.item if carried else None


def holds(whole: Span | None, span: Span) -> bool:
    """Return whether a phrase is the end of another, or the same."""
    return whole is not None and whole.end == span.end and whole.start <= span.start


def moves_rate(draft: Draft, before: Draft) -> bool:
    """Return whether points are those of the growth told before: 增长5%，比上月加快0.8个百分点."""
    grown = before.predicate.kind == "change" and before.quantity.unit in RATES
    return grown and draft.quantity.unit == "pp" and draft.predicate.kind in CHANGING


def find_alone(text: str, at: int, draft: Draft) -> str:
    """Return the words of a clause before its verb, or before the place of a rank."""
    rank = draft.quantity.type == "rank"
    end = draft.quantity.start if rank else draft.predicate.subject_end
    alone = (RANKED if rank else ALONE).search(text, at, max(at, end))
    return alone[1] if alone else ""


def name_of_part(thing: str, whole: str, lexicon: Lexicon) -> str | None:
    """Return what is told of a part in whole words, or None where its own say it."""
    if named := name_part(thing, whole):
        return named
    silent = thing in lexicon.cues.boundary.verbs or thing in lexicon.change_nouns
    measure = None if silent else find_measure(thing, whole)
    return f"{thing}{measure}" if measure else None
