"""Indicators taken over: of the claim before in the sentence, or the subject of a clause before."""

from collections.abc import Iterator, Sequence

from pipeline.claims.read.drafts import Clause, Draft
from pipeline.claims.read.words import BARE, Word, read_words

LONGEST_LEFT = 40
"""Characters before a quantity in which its indicator is looked for."""
MOST_WORDS = 12
"""Words of one side at whose edges an indicator may begin or end."""
MOST_TOLD = 2
"""Claims before the last, with a unit of each relation, whose indicator another may be."""
SHARES_OF = frozenset({"rate", "multiple", "doubling"})
"""Types of numbers that say how much of something, or how it changed: 增长5%, 翻一番."""
VIEWED = ("看", "来看", "而言", "来说", "来讲")
"""What ends a clause that says from where something is looked at: 从季度看."""
HIGHEST = "最"
"""What a predicate begins with that tells what is highest: 教育价格涨幅|最大."""
SKIPPED = frozenset({"time", "open", "mark", "pronoun", "of", "done", "and"})
"""Roles of words before the subject of a clause."""
ENDS_SUBJECT = frozenset({"noun", "territory", "vn", "flow", "mark", "and"})
"""Roles of words with which the subject of a clause ends."""


def find_inherited(clause: Clause, low: int) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the indicators of claims before, and the subject of the clause before."""
    previous = clause.previous
    if previous and previous.indicator:
        side = "after" if previous.indicator.start >= previous.quantity.end else "before"
        features = [f"inherited.from.{side}", f"inherited.unit.{relate_units(previous, clause)}"]
        yield previous.indicator.start, previous.indicator.end, features
    yield from find_told(clause)
    start = previous.predicate.follow if previous else clause.window
    words: Sequence[Word] = read_words(clause, max(start, low - LONGEST_LEFT), low)
    yield from find_subjects(find_last_clause(clause, words))
    while words := cut_last_clause(words):
        for start, end, features in find_subjects(find_last_clause(clause, words)):
            yield start, end, [*features, "inherited.earlier"]


def cut_last_clause(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words before the last clause."""
    breaks = [number for number, word in enumerate(words[:-1], 1) if word.role == "separator"]
    return words[: breaks[-1]] if breaks else ()


def find_told(clause: Clause) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the indicators of claims before the last in a unit like it, the nearest first."""
    previous = clause.previous
    known = {previous.indicator if previous else None, None}
    counts: dict[str, int] = {}
    for apart, draft in clause.told:
        span = draft.indicator
        if span is None or span in known:
            continue
        known.add(span)
        unit = relate_units(draft, clause)
        number = counts[unit] = counts.get(unit, -1) + 1
        if number < MOST_TOLD and unit != "other":
            yield span.start, span.end, [
                f"inherited.from.{apart}", f"inherited.told.{unit}.{number}",
            ]  # fmt: skip


def relate_units(before: Draft, clause: Clause) -> str:
    """Return how the unit of a claim before is to that of a number."""
    one, two = before.quantity, clause.quantity
    if one.unit == two.unit and two.type not in SHARES_OF:
        return "same"
    if two.type in SHARES_OF:
        return "both" if one.type in SHARES_OF else "rate"
    return "amount" if one.type in SHARES_OF else "other"


def find_last_clause(clause: Clause, words: Sequence[Word]) -> Sequence[Word]:
    """Return the words of the last clause, without what opens it and without 最大 at its end."""
    text, adverbials = clause.text, clause.lexicon.cues.boundary.adverbials
    end = len(words)
    while end and (
        words[end - 1].role in ("mark", "separator")
        or text.startswith(HIGHEST, words[end - 1].start)
    ):
        end -= 1
    if end and text.startswith(VIEWED, words[end - 1].start):
        return ()
    start = next((n for n in range(end, 0, -1) if words[n - 1].role == "separator"), 0)
    announcing = clause.lexicon.cues.boundary.announcing
    told = (text[word.start : word.end] in announcing for word in words[start : end - 1])
    start += max((number for number, tells in enumerate(told, 1) if tells), default=0)
    for number in range(start, end):
        if text[words[number].start : words[number].end] in adverbials:
            return ()
        if words[number].role not in SKIPPED:
            high = words[end - 1].end
            adjuncts = clause.lexicon.adjunct_pattern.finditer(text, words[number].end, high)
            ends = next((one.start() for one in adjuncts if one.end() == high), len(text))
            return [word for word in words[number:end] if word.end <= ends]
    return ()


def find_subjects(words: Sequence[Word]) -> Iterator[tuple[int, int, list[str]]]:
    """Yield what a clause may be about."""
    for number, word in enumerate(words[:MOST_WORDS]):
        after = words[number + 1].role if number + 1 < len(words) else "end"
        announced = after == "end" and word.role in BARE
        if announced or (word.role in ENDS_SUBJECT and after not in (word.role, "of")):
            yield words[0].start, word.end, [f"inherited.subject.{after}"]
