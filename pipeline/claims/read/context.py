"""Context: what the words around a quantity say about it, put together."""

import re

from pipeline.claims.read.baseline import read_baseline
from pipeline.claims.read.bounds import is_aimed, read_op
from pipeline.claims.read.change import read_change
from pipeline.claims.read.cues import WITHIN, peel_after, peel_before
from pipeline.claims.read.drafts import Clause
from pipeline.claims.read.predicate import Predicate

FROM_EACH = re.compile("[由从](?:现行|原来|目前|过去)?的?(?:每[^，。；：、0-9每]{1,3}){1,3}\\Z")
"""Before a number of which is said for whom it is: 从每人每月|860元提高到910元."""


def read_context(clause: Clause, low: int) -> Predicate:
    """Return what the words from `low` to the quantity, and from it to the clause's end, say."""
    text, quantity, lexicon = clause.text, clause.quantity, clause.lexicon
    cues, at = peel_before(text, low, quantity, clause.times, lexicon)
    after, follow = peel_after(text, quantity, clause.high, lexicon)
    predicate = Predicate(op=quantity.op, subject_end=at, follow=follow)
    predicate.deadline = (
        quantity.type == "duration" and WITHIN.match(text, quantity.end) is not None
    )
    predicate.cues = [(a, b, c.gives) for a, b, c in cues + after]
    words = {text[a:b] for a, b, _ in cues}
    predicate.respectively = any("分别" in w for w in words) or text.find("分别", low, at) >= 0
    each = FROM_EACH.search(text, low, quantity.start)
    predicate.aimed = is_aimed(text, quantity)
    predicate.moves_from = bool(words & {"由", "从"}) or each is not None
    read_op(text, quantity, cues, after, predicate)
    read_change(clause, low, cues, predicate)
    read_baseline(text, low, quantity, predicate, lexicon)
    if quantity.type == "rank":
        predicate.kind, predicate.direction = "rank", "none"
    elif quantity.type == "duration" and predicate.kind not in ("change", "difference"):
        predicate.kind = "duration"
    elif quantity.type == "doubling":
        predicate.kind, predicate.direction = "change", "up"
    elif quantity.unit == "pp" and predicate.kind == "level":
        predicate.kind = "change"
    if predicate.kind in ("change", "difference") and predicate.direction == "none":
        predicate.direction = "up"
    return predicate
