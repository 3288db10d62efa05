"""Questions and answers that were parted: one of them moved.

Where who asks and who answers are marked, an answer without a question above it is seldom, and a
question without an answer below it. That the one tells what the other asks, more than what stands
beside them does, shows that one of them was moved (weights.toml, [parted]). Two
answers in each other's place leave every question with one: segment/crossed.py finds them.
"""

from functools import partial
from math import log
from typing import NamedTuple

from pipeline.clean.order.answers import Answers, Pair
from pipeline.clean.order.evidence import Features
from pipeline.clean.order.subjects import FULL_EXCHANGE
from pipeline.clean.order.weights import OrderWeights, logistic, weigh_signs


class Turned(NamedTuple):
    """An answer, first:middle (half-open), right above its question, middle:last; how surely so."""

    first: int
    middle: int
    last: int
    sure: float


def find_parted(answers: Answers) -> tuple[set[int], list[Turned]]:
    """Return the paragraphs above which the order is in doubt since questions and answers part.

    They are those with which what may have been moved begins, and those below. Also the answers
    that more probably than not only stand above their questions. Where lines of the file were put
    together, a label may stand within one, and nothing is told.
    """
    if any(len(paragraph.line.spans) > 1 for paragraph in answers.paragraphs):
        return set(), []
    known = OrderWeights.load()
    moved: set[int] = set()
    turned: list[Turned] = []
    for pair in answers.find_orphans():
        sure = logistic(weigh_signs(find_signs(answers, pair), known.parted))
        told, asked = answers.speeches[pair.answer], answers.speeches[pair.question]
        if sure >= known.disorder.doubtful:
            moved |= {*pair}
        if sure >= known.disorder.even and told.last == asked.first:
            turned.append(Turned(told.first, asked.first, asked.last, sure))
    bounds = {bound for k in moved for bound in find_bounds(answers, k)}
    return bounds - {0, len(answers.paragraphs)}, turned


def find_bounds(answers: Answers, k: int) -> tuple[int, int]:
    """Return the paragraphs with which a question, or all that answers one, begins and ends.

    A question ends where the next speech begins, or the text; an answer where the next question
    does.
    """
    speech = answers.speeches[k]
    if answers.asks(k):
        return speech.first, speech.last
    later = answers.speeches[k + 1 : answers.questions_below[k]]
    return speech.first, (later[-1] if later else speech).last


def find_signs(answers: Answers, pair: Pair) -> Features:
    """Return what is seen of a question without an answer and an answer without a question."""
    question, answer = pair
    above, below = answers.questions_above[answer], answers.answers_below[question]
    asked, told = answers.count_asked, len(answers.speeches) - answers.count_asked
    same = answers.is_same_voice(answer)
    others_unanswered = len(answers.unanswered) - 1
    size = min(len(answers.pairs_of(question)), len(answers.pairs_of(answer)))
    last = answers.questions_above[question]
    bound = partial(answers.subjects.bound, "answer")
    return {
        "usual": 1.0,
        "topic": bound(answers.topic(question, answer)),
        "topic_below": bound(answers.topic(question, below)),
        "topic_above": bound(answers.topic(above, answer)),
        "unclear": 1 - min(1.0, size / FULL_EXCHANGE),
        "never_answered": below is None,
        "never_asked": above is None,
        "same_voice": same,
        "others_same": log((answers.repeated - same + 0.5) / (told + 1)),
        "others_unanswered": log((others_unanswered + 0.5) / (asked + 1)),
        "above": (-1 if last is None else last) < answer < question,
    }
