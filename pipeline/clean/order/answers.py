"""Questions and answers that stand apart: an answer above its question, or one of them elsewhere.

Where who asks and who answers are marked, an answer without a question above it is seldom, and a
question without an answer below it. That the one tells what the other asks, more than what stands
beside them does, shows that one of them was moved (weights.toml, [answers]).
"""

from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from math import log
from typing import NamedTuple

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.clean.order.evidence import Features
from pipeline.clean.order.pieces import Side, find_side
from pipeline.clean.order.subjects import FULL_EXCHANGE, Pairs, Subjects, pairs_of_han
from pipeline.clean.order.weights import load_weights, logistic
from pipeline.language.structure.lines import Structure

REACH = 800
"""Characters of a speech that say what it is about."""
MOST_TRIED = 24
"""Answers that one question is held against: the nearest ones, half of them above it."""


class Speech(NamedTuple):
    """Paragraphs first:last (half-open) that one person says, and the words of the label."""

    first: int
    last: int
    side: Side
    words: str


class Pair(NamedTuple):
    """A question without an answer, an answer without a question: places among the speeches."""

    question: int
    answer: int


class Answers:
    """The questions and the answers of one text, and how well they belong together."""

    def __init__(self, paragraphs: Sequence[Paragraph], structure: Structure) -> None:
        self.paragraphs = paragraphs
        self.speeches = find_speeches(paragraphs, structure)
        self.subjects = Subjects([p.text for p in paragraphs])

    @cached_property
    def unanswered(self) -> list[int]:
        """The questions below which another one stands, or nothing."""
        last = len(self.speeches) - 1
        return [k for k in range(last + 1) if self.asks(k) and (k == last or self.asks(k + 1))]

    @cached_property
    def unasked(self) -> list[int]:
        """The answers above which another one stands, or nothing."""
        count = len(self.speeches)
        return [k for k in range(count) if not self.asks(k) and (k == 0 or not self.asks(k - 1))]

    def asks(self, k: int) -> bool:
        """Return whether a speech is a question."""
        return self.speeches[k].side == "asks"

    def pairs(self) -> Iterator[Pair]:
        """Yield each question without an answer with the nearest answers without a question."""
        for question in self.unanswered:
            at = bisect(self.unasked, question)
            near = self.unasked[max(0, at - MOST_TRIED // 2) : at + MOST_TRIED // 2]
            yield from (Pair(question, answer) for answer in near)

    def find_answer(self, question: int) -> int | None:
        """Return the answer that stands below a question, and below others that follow it."""
        below = range(question + 1, len(self.speeches))
        return next((k for k in below if not self.asks(k)), None)

    def find_question(self, answer: int) -> int | None:
        """Return the question that stands above an answer, and above others that it follows."""
        return next((k for k in range(answer - 1, -1, -1) if self.asks(k)), None)

    def weigh_topic(self, question: int | None, answer: int | None) -> float:
        """Return what is said of an answer being that of a question; nothing where one is none."""
        if question is None or answer is None:
            return 0.0
        asked, told = self.speeches[question], self.speeches[answer]
        above, below = self.paragraphs[asked.last - 1].text, self.paragraphs[told.first].text
        around = self.pairs_of(question), self.pairs_of(answer)
        return self.subjects.weigh("answer", above, below, around).weight

    def pairs_of(self, k: int) -> Pairs:
        """Return the pairs of characters of a speech."""
        speech = self.speeches[k]
        said = (p.text for p in self.paragraphs[speech.first : speech.last])
        return pairs_of_han("\n".join(said)[:REACH])

    def is_same_voice(self, k: int) -> bool:
        """Return whether an answer is of one whose answer stands right above it."""
        return k > 0 and self.speeches[k - 1].words == self.speeches[k].words

    def find_signs(self, pair: Pair) -> Features:
        """Return what is seen of a question without an answer and an answer without a question."""
        question, answer = pair
        told = len([speech for speech in self.speeches if speech.side == "answers"])
        same = self.is_same_voice(answer)
        others_same = sum(map(self.is_same_voice, self.unasked)) - same
        others_unanswered = len(self.unanswered) - 1
        below, above = self.find_answer(question), self.find_question(answer)
        size = min(len(self.pairs_of(question)), len(self.pairs_of(answer)))
        return {
            "usual": 1.0,
            "topic": self.weigh_topic(question, answer),
            "topic_below": self.weigh_topic(question, below),
            "topic_above": self.weigh_topic(above, answer),
            "unclear": 1 - min(1.0, size / FULL_EXCHANGE),
            "never_answered": below is None,
            "never_asked": above is None,
            "same_voice": same,
            "others_same": log((others_same + 0.5) / (told + 1)),
            "others_unanswered": log((others_unanswered + 0.5) / (len(self.speeches) - told + 1)),
            "above": answer < question and not any(map(self.asks, range(answer, question))),
        }

    def weigh(self, pair: Pair) -> float:
        """Return the probability that the two belong together, and one of them was moved."""
        weights = load_weights().answers
        return logistic(sum(weights[code] * sign for code, sign in self.find_signs(pair).items()))


def find_parted(paragraphs: Sequence[Paragraph], structure: Structure) -> set[int]:
    """Return the paragraphs above which the order is in doubt since a question and its answer part.

    They are those with which either begins, and those below. Where lines of the file were put
    together, a label may stand within one, and nothing is told.
    """
    if any(len(paragraph.line.spans) > 1 for paragraph in paragraphs):
        return set()
    answers = Answers(paragraphs, structure)
    speeches = answers.speeches
    doubtful = load_weights().disorder.doubtful
    parted = [pair for pair in answers.pairs() if answers.weigh(pair) >= doubtful]
    found = set()
    for question, answer in parted:
        follows = next((k for k in range(answer, len(speeches)) if answers.asks(k)), None)
        below = [] if follows is None else [speeches[follows].first]
        found |= {speeches[question].first, speeches[question].last, speeches[answer].first, *below}
    return found - {0, len(paragraphs)}


def find_speeches(paragraphs: Sequence[Paragraph], structure: Structure) -> list[Speech]:
    """Return the speeches of those who ask and those who answer.

    Who only greets, or leads through the conference, does neither.
    """
    starts = [k for k, p in enumerate(paragraphs) if p.label is not None or p.kind == "heading"]
    found: list[Speech] = []
    for first, last in pairwise([*starts, len(paragraphs)]):
        label, side = paragraphs[first].label, find_side(paragraphs[first])
        if label is None or side is None:
            continue
        said = [p.text for p in paragraphs[first:last]]
        said[0] = said[0][label.speech_start :]
        if label.role == "host" and said[-1].endswith(("？", "?")):
            side = "asks"
        speech = "".join(said)
        if not structure.only_leads(speech) and not structure.only_greets(speech):
            found.append(Speech(first, last, side, label.words))
    return found
