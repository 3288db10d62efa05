"""Who asks and who answers in a text, and how well an answer goes with a question."""

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.clean.order.line_signs import Side, find_side
from pipeline.clean.order.subjects import Subjects
from pipeline.language.han_pairs import Pairs, pairs_of_han
from pipeline.language.structure.lines import Structure

REACH = 800
"""Characters of a speech that say what it is about."""
MOST_TRIED = 24
"""What a question is held against: the nearest answers, half of them above it."""


class Speech(NamedTuple):
    """Paragraphs first:last (half-open) that one person says, and the words of the label."""

    first: int
    last: int
    side: Side
    words: str


class Pair(NamedTuple):
    """A question and an answer: their places among the speeches."""

    question: int
    answer: int


class Answers:
    """The questions and the answers of one text, and how well they belong together.

    For each speech there is the nearest question above it, the nearest question and the nearest
    answer below it, if there are such.
    """

    def __init__(self, paragraphs: Sequence[Paragraph], structure: Structure) -> None:
        self.paragraphs = paragraphs
        self.speeches = find_speeches(paragraphs, structure)
        self.subjects = Subjects([p.text for p in paragraphs])
        asks = [speech.side == "asks" for speech in self.speeches]
        self.count_asked = sum(asks)
        self.questions_above = [*find_last(asks)]
        self.questions_below = find_next(asks)
        self.answers_below = find_next([not asking for asking in asks])
        self.topic = cache(self._topic)
        self.pairs_of = cache(self._pairs_of)

    def asks(self, k: int) -> bool:
        """Return whether a speech is a question."""
        return self.speeches[k].side == "asks"

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

    @cached_property
    def repeated(self) -> int:
        """How many answers are of one whose answer stands right above."""
        return sum(map(self.is_same_voice, self.unasked))

    def is_same_voice(self, k: int) -> bool:
        """Return whether an answer is of one whose answer stands right above it."""
        return k > 0 and self.speeches[k - 1].words == self.speeches[k].words

    def find_orphans(self) -> Iterator[Pair]:
        """Yield each question without an answer with the nearest answers without a question."""
        for question in self.unanswered:
            at = bisect(self.unasked, question)
            near = self.unasked[max(0, at - MOST_TRIED // 2) : at + MOST_TRIED // 2]
            yield from (Pair(question, answer) for answer in near)

    def _topic(self, question: int | None, answer: int | None) -> float:
        """Return what speaks for an answer being that of a question; nothing where one is none."""
        if question is None or answer is None:
            return 0.0
        asked, told = self.speeches[question], self.speeches[answer]
        above, below = self.paragraphs[asked.last - 1].text, self.paragraphs[told.first].text
        around = self.pairs_of(question), self.pairs_of(answer)
        return self.subjects.weigh("answer", above, below, around)

    def _pairs_of(self, k: int) -> Pairs:
        """Return the pairs of characters of a speech."""
        speech = self.speeches[k]
        said = (p.text for p in self.paragraphs[speech.first : speech.last])
        return pairs_of_han("\n".join(said)[:REACH])


def find_last(found: Iterable[bool]) -> Iterator[int | None]:
    """Yield for each place the last one before it that is true.

    >>> [*find_last([True, False, True, False])]
    [None, 0, 0, 2]
    """
    last = None
    for k, true in enumerate(found):
        yield last
        last = k if true else last


def find_next(found: Sequence[bool]) -> list[int | None]:
    """Return for each place the next one after it that is true.

    >>> find_next([True, False, True, False])
    [2, 2, None, None]
    """
    count = len(found) - 1
    return [None if k is None else count - k for k in find_last(found[::-1])][::-1]


def find_speeches(paragraphs: Sequence[Paragraph], structure: Structure) -> list[Speech]:
    """Return the speeches of those who ask and those who answer.

    Who only greets, or leads through the conference, does neither, nor a label without words.
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
        if not speech.strip():
            continue
        if not structure.only_leads(speech) and not structure.only_greets(speech):
            found.append(Speech(first, last, side, label.words))
    return found
