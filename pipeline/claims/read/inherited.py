"""Indicators taken over: of the claim before in the sentence, or the subject of a clause before."""

import re
from collections.abc import Iterator, Sequence

from pipeline.claims.read.drafts import Clause
from pipeline.claims.read.words import Word, read_words

LONGEST_LEFT = 40
"""Characters before a quantity in which its indicator is looked for."""
MOST_WORDS = 12
"""Words of one side at whose edges an indicator may begin or end."""
VIEWED = ("看", "来看", "而言", "来说", "来讲")
"""What ends a clause that says from where something is looked at: 从季度看."""
HIGHEST = "最"
"""What a predicate begins with that tells what is highest: 教育价格涨幅|最大."""
PERSONS = ("我", "我们", "咱们", "你", "你们", "他", "她", "他们", "她们")
ADVERBIAL = frozenset((
    "据", "根据", "依据", "按照", "随着", "由于", "受", "经", "经过", "为了", "除", "除了", "在",
    *PERSONS,
))  # fmt: skip
"""What a clause begins with that names nothing: 据媒体估算, 受暴雨影响, 我算了一下."""
CAUSE = re.compile("受[^，。；]{1,16}?(?:影响|拖累|拉动|带动|推动|冲击|制约|拖动|支撑)")
"""What a change is owed to, between its subject and its verb: 投资|受地产拖累，下降5%."""
SKIPPED = frozenset({"time", "open", "mark", "pronoun", "of"})
"""Roles of words before the subject of a clause."""
ENDS_SUBJECT = frozenset({"noun", "territory", "vn", "flow", "mark", "and"})
"""Roles of words with which the subject of a clause ends."""


def find_inherited(clause: Clause, low: int) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the indicator of the claim before, and the subject of the clause before."""
    previous = clause.previous
    if previous and previous.indicator:
        side = "after" if previous.indicator.start >= previous.quantity.end else "before"
        yield previous.indicator.start, previous.indicator.end, [f"inherited.from.{side}"]
    start = previous.predicate.follow if previous else clause.window
    words = read_words(clause, max(start, low - LONGEST_LEFT), low)
    yield from find_subjects(find_last_clause(clause.text, words))


def find_last_clause(text: str, words: Sequence[Word]) -> Sequence[Word]:
    """Return the words of the last clause, without what opens it and without 最大 at its end."""
    end = len(words)
    while end and (
        words[end - 1].role in ("mark", "separator")
        or text.startswith(HIGHEST, words[end - 1].start)
    ):
        end -= 1
    if end and text.startswith(VIEWED, words[end - 1].start):
        return ()
    start = next((n for n in range(end, 0, -1) if words[n - 1].role == "separator"), 0)
    while start < end and words[start].role in SKIPPED and not is_adverbial(text, words[start]):
        start += 1
    clause = words[start:end]
    if not clause or is_adverbial(text, clause[0]):
        return ()
    cause = CAUSE.search(text, clause[0].end, clause[-1].end)
    ends = cause is not None and cause.end() == clause[-1].end
    return [word for word in clause if word.end <= cause.start()] if cause and ends else clause


def is_adverbial(text: str, word: Word) -> bool:
    """Return whether a clause that begins with a word names nothing."""
    return text[word.start : word.end] in ADVERBIAL


def find_subjects(words: Sequence[Word]) -> Iterator[tuple[int, int, list[str]]]:
    """Yield what a clause may be about."""
    for number, word in enumerate(words[:MOST_WORDS]):
        after = words[number + 1].role if number + 1 < len(words) else "end"
        if word.role in ENDS_SUBJECT and after not in (word.role, "of"):
            features = [f"inherited.subject.{after}", f"inherited.first.{words[0].role}"]
            yield words[0].start, word.end, features
