"""Owners: whose measure a number tells where its own words are no more than the measure.

1550个省重点项目完成|投资, 新材料产业快速发展，产值|增长9%: the subject stands before the verb,
or in the clause before; and what projects are counted, is invested in them.
"""

import re
from collections.abc import Sequence

from pipeline.claims.read.drafts import Draft
from pipeline.claims.read.lexicon import Lexicon
from pipeline.records.base import Span

CLAUSE = re.compile(r"[，；：、\n]")
VERB = re.compile(
    r"(?:预计|累计|年度|全年|总共|共|已|合计|计划|力争|目前|仍然?|还|均|都){0,4}(?:完成|实现|创造|达到)?(?:年度|总)?\Z"
)
"""What stands between an owner and its measure."""
INVESTED = "投资"
PROJECTS = ("项目", "工程")
NAMES = frozenset({"noun", "territory"})
"""Roles of words in a noun phrase, beside those that have none and jieba tags as nouns."""
LENGTHS = range(3, 25)
"""Characters of a subject: 公司 or 我们 tells nobody whose it is."""


def say_owner(
    text: str, at: int, draft: Draft, earlier: Sequence[Draft], lexicon: Lexicon
) -> str | None:
    """Return a bare measure with whose it is, or None; `at` is where its words may begin.

    The phrase for what is invested in projects begins with them.
    """
    span, boundary = draft.indicator, lexicon.cues.boundary
    if span is None or draft.inherited or span.start < at or draft.item is not None:
        return None
    measure = text[span.start : span.end]
    noun = next((n for n in lexicon.change_nouns if measure.endswith(n)), "")
    bare = measure == noun or measure.removesuffix(noun) in boundary.owned
    if not bare or draft.quantity.start < span.end:
        return None
    start = find_clause(text, at, span.start)
    own = VERB.sub("", text[start : span.start], count=1)
    if own:
        named = len(own) in LENGTHS and find_topic(f"{own}是", lexicon) == own
        if start + len(own) == span.start or not named:
            return None
        if own.endswith(PROJECTS):
            draft.indicator = Span(start=start, end=span.end)
        return f"{own}{measure}"
    if measure == INVESTED and earlier and (counted := earlier[-1].indicator) is not None:
        thing = text[counted.start : counted.end]
        return f"{thing}{measure}" if thing.endswith(PROJECTS) else None
    before = find_clause(text, at, start - 1)
    told = start > at and (before > at or not earlier)
    topic = find_topic(text[before : start - 1], lexicon) if told else ""
    return f"{topic}{measure}" if topic else None


def find_clause(text: str, low: int, end: int) -> int:
    """Return where the clause that goes on to a place begins."""
    marks = [mark.end() for mark in CLAUSE.finditer(text, low, max(low, end))]
    return marks[-1] if marks else low


def find_topic(clause: str, lexicon: Lexicon) -> str:
    """Return the noun phrase that a clause begins with, if a verb or an adverb follows it."""
    topic, last = "", ""
    for word, tag in lexicon.tokenizer.tag(clause):
        role = lexicon.word_roles.get(word)
        named = tag[:1] in "nbjx" or (tag == "m" and topic.endswith("“"))
        if role in NAMES or (role is None and named and word not in "，、（）()"):
            topic, last = topic + word, word if tag[:1] != "x" else last
            continue
        placed = last in lexicon.cues.boundary.verbs or lexicon.word_roles.get(last) == "territory"
        follows = tag[:1] in "vad" or role is not None
        return topic if follows and len(last) > 1 and not placed else ""
    return ""
