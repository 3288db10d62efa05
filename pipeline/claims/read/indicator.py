"""Indicators: the noun phrase that names what a quantity measures, weighed.

It ends where the predicate before a number begins (产量|增长5%) or the number itself
(新增就业|70万人), or begins right after the number (60多家|医院), or is that of the claim or
clause before. Where it begins and ends is told by the words at its edges and inside: a verb that
somebody does stands outside (国家铁路完成|货物发送量), one that modifies a noun inside
(研发投入强度).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.claims.read.drafts import Clause, Draft
from pipeline.claims.read.edges import find_ending
from pipeline.claims.read.inherited import find_inherited
from pipeline.claims.read.left import find_left
from pipeline.claims.read.outside import TIMES_DONE
from pipeline.claims.read.right import find_right
from pipeline.claims.read.weighing import Candidate, Choice, choose
from pipeline.claims.read.words import BARE, VERBS
from pipeline.glossary.lexicon import load_glossary
from pipeline.records.base import Span

LEAST_SHARED = 0.85
"""Share of its characters that a phrase has in common with another as good."""
HAVING = ("有", "共有", "拥有", "设有", "包括")
PART = re.compile("[其当]中")
"""What is told of a part of what was told before has words of its own for it: 其中出口|增长8%."""
JOINTS = ("、", "，", "和", "并", "且")
AMONG = "等"
"""What ends a list before the number of the things that it gives examples of: 铜镜、玉佩等|30件."""
AGO = re.compile("以?[前后]|来(?![自到])|之?间")
"""What makes a duration a time, which measures nothing: 两千年|前, 几十年|来."""
OBJECTS = frozenset({"classifier", "measure", "money"})
"""Types of numbers that stand with the noun behind them as the object of a verb."""
TAKING = frozenset(f"left.last.{role}" for role in (*BARE, "stop"))
ACTING = frozenset(f"right.first.{role}" for role in VERBS)
"""Features of a phrase that ends, or begins, with a verb."""
Found = Sequence[tuple[int, int, list[str]]]
TOWARDS = re.compile(r"(?<![面针反绝应核相])[对与]\Z")
ITEMS = re.compile(r"、|以及|和|及|与")


class NamedBy(NamedTuple):
    """An indicator from `start` to `end`, and where it was found; at the same place is none."""

    start: int
    end: int
    source: str

    @property
    def span(self) -> Span | None:
        """Return the characters of the indicator."""
        return Span(start=self.start, end=self.end) if self.start < self.end else None


NONE = Candidate(NamedBy(0, 0, "none"), ["none"])


def choose_indicator(clause: Clause, draft: Draft) -> Choice[NamedBy]:
    """Return the choice of what a claim measures."""
    lexicon, text = clause.lexicon, clause.text
    if draft.quantity.type == "duration" and AGO.match(text, draft.predicate.follow):
        return choose([NONE], lexicon.weights["indicator"])
    low = find_low(clause)
    left = list(find_left(clause, draft, low))
    right = list(find_right(clause, draft, has_left=bool(left)))
    if stands_behind(clause, draft, low, left, right):
        left = []
    facts = find_side_facts(clause, draft, low, bool(left))
    longest = max(left, key=lambda found: found[1] - found[0], default=None)
    if longest and "left.is.generic" in longest[2]:
        facts.append("generic")
    kind, things = draft.quantity.type, lexicon.counted.get(draft.quantity.unit or "")
    candidates: list[Candidate[NamedBy]] = []
    for source, found in (
        ("left", left),
        ("right", right),
        ("inherited", find_inherited(clause, low)),
    ):
        own = [source, *(f"{source}.{fact}" for fact in facts)]
        endings: dict[int, list[str]] = {}
        for start, end, features in found:
            if end not in endings:
                ending = find_ending(text, end, lexicon.amounts)
                endings[end] = [f"{source}.ends.{ending}.{kind}"]
                if things and source != "right":
                    fits = text.endswith(things, 0, end)
                    endings[end].append(f"{source}.thing.{'fits' if fits else 'other'}")
            features += endings[end]
            candidates.append(Candidate(NamedBy(start, end, source), features, own))
    candidates.append(NONE)

    def are_alike(one: NamedBy, two: NamedBy) -> bool:
        return are_near(text, one, two)

    return choose(candidates, lexicon.weights["indicator"], are_alike)


def stands_behind(clause: Clause, draft: Draft, low: int, left: Found, right: Found) -> bool:
    """Return whether what stands before a number is not what it measures.

    It is examples of that (铜镜、玉佩等|30件文物), ends in the verb for what stands behind
    (造成|3万人受灾, 先后|3次启动响应), or stands between where something moves from and to.
    """
    quantity, previous = draft.quantity, clause.previous
    if previous and previous.predicate.moves_from and draft.predicate.moves_to:
        return True
    acts = not ACTING.isdisjoint(right[0][2]) if right else False
    start, end, told = left[0] if left else (0, 0, [])
    takes = quantity.type in OBJECTS and not TAKING.isdisjoint(told)
    takes = takes and clause.text[start:end] not in clause.lexicon.amounts
    among = clause.text.endswith(AMONG, low, quantity.start)
    return bool(right) and (among or (quantity.unit in TIMES_DONE if acts else takes))


def reach_back(text: str, span: Span | None) -> Span | None:
    """Return a name with 对 or 与 before the place that something is done with: 对|东盟进出口."""
    if span is None or not TOWARDS.search(text, max(0, span.start - 2), span.start):
        return span
    name, glossary = text[span.start : span.end], load_glossary()
    placed = any("scope" in readings for _, readings in glossary.find_from(text, span.start))
    done = any("towards" in readings for _, readings in glossary.find_last(name))
    return Span(start=span.start - 1, end=span.end) if placed and done else span


def find_low(clause: Clause) -> int:
    """Return where the words of a quantity begin: behind its break, and behind the last quantity.

    What names nothing behind that is its own (万亿|大关、增长4.5%), as what it counts: 9省|的产量.
    """
    text, low, previous = clause.text, clause.low, clause.previous
    counted = previous.indicator if previous and previous.quantity.start >= low else None
    behind = counted and previous and previous.quantity.end <= counted.start
    if counted and behind and text.startswith("的", counted.end, clause.quantity.start):
        return counted.end
    if previous and previous.predicate.follow > low:
        low = previous.predicate.follow
        for word in clause.lexicon.cues.boundary.empty:
            if text.startswith(word, low) and text.startswith(JOINTS, low + len(word)):
                return low + len(word)
    return low


def are_near(text: str, one: NamedBy, two: NamedBy) -> bool:
    """Return whether two indicators are the same but for a character or two."""
    shared = min(one.end, two.end) - max(one.start, two.start)
    if shared <= 0:
        return text[one.start : one.end] == text[two.start : two.end]
    return 2 * shared >= LEAST_SHARED * (one.end - one.start + two.end - two.start)


def find_side_facts(clause: Clause, draft: Draft, low: int, has_left: bool) -> list[str]:
    """Return what decides on which side of its number an indicator stands."""
    quantity, predicate = draft.quantity, draft.predicate
    facts = [quantity.type]
    if predicate.kind in ("change", "difference"):
        facts.append("change")
    gives = {given for *_, given in predicate.cues}
    facts += [given for given in ("towards", "level") if given in gives]
    if quantity.people:
        facts.append("people")
    if clause.text.endswith("连续", low, quantity.start):
        facts.append("running")
    if clause.text.endswith(HAVING, low, quantity.start):
        facts.append("has")
    if not has_left:
        facts.append("alone")
    if clause.text.startswith("的", predicate.follow):
        facts.append("of")
    if PART.search(clause.text, low, quantity.start):
        facts.append("part")
    if clause.previous:
        facts.append("later")
        if low == clause.previous.predicate.follow:
            facts.append("joined")
    return facts


def split_items(text: str, span: Span, count: int) -> list[Span] | None:
    """Return the items of a list of `count` things, the shared head with each that lacks it.

    >>> text = "城镇居民、农村居民人均可支配收入"
    >>> [text[s.start : s.end] for s in split_items(text, Span(start=0, end=16), 2)]
    ['城镇居民、农村居民人均可支配收入', '农村居民人均可支配收入']
    """
    for pattern in (ITEMS, re.compile("、|(?:以及|和|及|与)(?=[^、]*$)"), re.compile("、")):
        edges = [span.start]
        for match in pattern.finditer(text, span.start, span.end):
            edges += [match.start(), match.end()]
        edges.append(span.end)
        items = [
            Span(start=a, end=b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b
        ]
        if len(items) == count:
            last = items[-1]
            if all(last.end - last.start > (i.end - i.start) + 1 for i in items[:-1]):
                return [Span(start=i.start, end=span.end) for i in items]
            return items
    return None
