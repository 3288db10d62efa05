"""What speaks for one piece of text following another.

Each finding has a code and a weight in nats: the logarithm of how much more often it is seen
where the pieces belong together than where they do not. Findings add up, as in naive Bayes.
The weights are in weights.toml.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from math import log
from typing import NamedTuple

from pipeline.clean.order.continuation import BREAK, Continuation, OwnContinuation, normalise
from pipeline.clean.order.line_signs import ANY_HAN, find_points
from pipeline.clean.order.weights import OrderWeights
from pipeline.language.fold import fold
from pipeline.language.marks import FULL_WIDTH, OPENING, PAIRS
from pipeline.language.tokenizer import load_tokenizer

REACH = 400
"""Characters on either side of a cut that are looked at."""
LONGEST_WORD = 8
USUAL_CLAUSE = 8
"""Characters of a clause; few are shorter."""
SENTENCE = re.compile("[。！？；?!]")
MARK = re.compile("[。！？；?!，、：,:;]")
SHORT_SENTENCES, SHORT_CLAUSE = (4, 8), 2
QUESTION = re.compile("请问|是否|如何|什么|怎[么样]|哪|有何|能否|为何|多少|可否|吗|谁")
NEVER_FIRST = "，。、；：？！,.;:?!%％”’）》】」"
HAN = re.compile("[\u4e00-\u9fff]{2,}")

Features = dict[str, float]
"""What was found, and how much of it: a code, at times a point and a variant."""


class Finding(NamedTuple):
    """What was found, and its weight in nats: above 0 for, below 0 against."""

    code: str
    weight: float


class Junctions:
    """Weighs the joins of pieces of one text. `paragraphs` are all of its lines."""

    def __init__(self, paragraphs: Sequence[str], continuation: Continuation) -> None:
        self.text = "\n".join(paragraphs)
        self.continuation = continuation
        self.tokenizer = load_tokenizer()
        self.weights = OrderWeights.load()

    @cached_property
    def alone(self) -> dict[str, float]:
        """How often each character is a word: the logarithm of the share of its places."""
        text = fold(self.text)
        words = Counter(self.tokenizer.cut(text))
        places = Counter(ANY_HAN.findall(text))
        return {c: log((words[c] + 0.5) / (count + 1)) for c, count in places.items()}

    @cached_property
    def own(self) -> OwnContinuation:
        """The continuation model with the text itself."""
        return OwnContinuation(self.continuation, self.text)

    def weigh_start(self, after: str) -> float:
        """Return how much likelier these characters begin a paragraph than a rest of a sentence."""
        return sum(f.weight for f in weigh(self.find_start(after), self.weights.start))

    def weigh_end(self, before: str) -> float:
        """Return how much likelier a sentence or a line ends after these characters."""
        before = normalise(before[-2:])
        surprise = max(self.continuation.surprise(before, mark) for mark in (BREAK, "。"))
        return self.weights.end * surprise

    def weigh_join(self, before: str, after: str, *, rest: bool = False) -> list[Finding]:
        """Return what speaks for and against `after` going on in the sentence of `before`.

        `rest`, if `before` is itself the rest of a sentence.
        """
        return weigh(self.find_join(before, after, rest=rest), self.weights.join)

    def find_join(self, before: str, after: str, *, rest: bool = False) -> Features:
        """Return what is seen where `after` goes on in the sentence of `before`."""
        before, after = before[-REACH:], after[:REACH]
        surprise = self.own.surprise(normalise(before[-2:]), normalise(after[:3]))
        *ended, begun = MARK.split(before)
        clause = len(begun) + len(MARK.split(after, 1)[0])
        # At the head of a line a short one is a label or a greeting.
        short = log(max(1.0, USUAL_CLAUSE / max(1, clause))) if ended else 0.0
        found = {"usual": 1.0, "usual_continuation": surprise, "short_clause": short}
        found |= self._find_word(before, after)
        found |= find_bracket(before, after, rest=rest)
        found |= find_question(before, after)
        found |= find_count(before, after)
        return found

    def find_start(self, after: str) -> Features:
        """Return what is seen at the start of a paragraph."""
        if after[0] in NEVER_FIRST:
            return {"never_first": 1.0}
        begin = normalise(after[:3])
        surprise = max(self.continuation.surprise(mark, begin) for mark in (BREAK, "。"))
        found = {"usual": 1.0, "usual_continuation": surprise}
        found["word_parted"] = self._part(after[:LONGEST_WORD], 0)
        sentence = SENTENCE.split(after, 1)[0]
        bound = next((most for most in SHORT_SENTENCES if len(sentence) <= most), None)
        if bound:
            found[f"short_sentence.{bound}"] = 1.0
        if len(MARK.split(after, 1)[0]) <= SHORT_CLAUSE:
            found["short_clause"] = 1.0
        if find_unpaired(sentence)[0]:
            found["bracket_closed"] = 1.0
        return found

    def _find_word(self, before: str, after: str) -> Features:
        before, after = before[-LONGEST_WORD:], after[:LONGEST_WORD]
        end, across = 0, 0
        if not HAN.fullmatch(before[-1:] + after[:1]):
            return {}
        for word in self.tokenizer.cut(before + after):
            end += len(word)
            if end > len(before):
                across = len(word) if end - len(word) < len(before) else 0
                break
        if across > 1:
            return {f"word_completed.{min(across, 4)}": 1.0}
        return {"word_parted": self._part(before, -1) + self._part(after, 0)}

    def _part(self, text: str, at: int) -> float:
        """Return how often the first or last word of a text is one, where it is one character."""
        return self.alone.get([*self.tokenizer.cut(text)][at], 0.0)


def weigh(found: Features, weights: Mapping[str, float]) -> list[Finding]:
    """Return the findings with what they weigh; what has no weight says nothing."""
    return [
        Finding(code.partition(".")[0], weights.get(code, 0.0) * value)
        for code, value in found.items()
    ]


def find_bracket(before: str, after: str, *, rest: bool) -> Features:
    """Return whether a quote or bracket that is open before the cut is closed after it.

    A line without the end of a sentence may leave it open for the next; where it is the `rest` of
    one, it may be open from above.
    """
    opened, closing = find_unpaired(before)[1], find_unpaired(after)[0]
    if closing is None and (opened is None or SENTENCE.search(after) is None):
        return {}
    if rest and opened is None and SENTENCE.search(before) is None:
        return {}
    matches = opened is not None and PAIRS[opened] == closing
    return {"bracket_closed.match" if matches else "bracket_closed.clash": 1.0}


def find_question(before: str, after: str) -> Features:
    """Return whether a word that asks goes with the mark at the end of the sentence."""
    cue = QUESTION.search(SENTENCE.split(before)[-1]) is not None
    end = SENTENCE.search(after)
    asks = end is not None and end[0] in "？?"
    if not cue and not asks:
        return {}
    key = "match" if cue and asks else "cue_only" if cue else "mark_only"
    return {f"question_closed.{key}": 1.0}


def find_count(before: str, after: str) -> Features:
    """Return whether points that are counted (一是, 二是) count on.

    >>> find_count("一是稳就业，二是稳", "企业，三是稳投资。"), find_count("一是稳", "岗，三是")
    ({'points_ascend.match': 1.0}, {'points_ascend.clash': 1.0})
    """
    last, first = [0, *find_points(before)][-1], [*find_points(after), 0][0]
    if first < 2:
        return {}
    return {f"points_ascend.{'match' if first == last + 1 else 'clash'}": 1.0}


def find_unpaired(text: str) -> tuple[str | None, str | None]:
    """Return the first quote or bracket that a text closes and did not open, and the last one open.

    >>> find_unpaired("三”的“八（九）")
    ('”', '“')
    """
    opened: list[str] = []
    closing = None
    for c in text.translate(FULL_WIDTH):
        if c in PAIRS:
            opened.append(c)
        elif c in OPENING:
            if opened and opened[-1] == OPENING[c]:
                opened.pop()
            else:
                closing = closing or c
    return closing, opened[-1] if opened else None
