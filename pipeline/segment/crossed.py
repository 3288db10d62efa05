"""Answers that were exchanged: each of two tells what the question of the other one asks.

An answer begins with rare characters, and pairs of them, that its question has, or the heading
above it. Where two answers have more of each other's question than of their own, they may stand in
each other's place; how much more it takes is fitted (crossed.toml).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from math import log, log1p
from typing import NamedTuple

from pipeline.knowledge import KnowledgeFile, any_of
from pipeline.language.han_pairs import Pairs, pairs_of_han
from pipeline.language.terms.words import NUMERALS, fold_words, load_stop_words
from pipeline.records.segmentation import Section, Turn
from pipeline.segment.signs import SegmentSigns
from pipeline.segment.turns import group_replies

REACH = 24
"""What an answer is held against: the next exchanges."""
ASKED, TOLD = 800, 200
"""Characters of a question, and from the start of an answer, that say what it is about."""
Terms = Mapping[str, Pairs]
"""What a text has of each kind: pairs of characters, characters."""


class CrossedWeights(KnowledgeFile):
    """The log-odds of two answers that were exchanged, and the share of terms by chance."""

    file = "crossed.toml"
    by_chance: float
    signs: dict[str, float]


class Talk(NamedTuple):
    """A question and what answers it alone: the turns, the terms of both."""

    question: Turn
    answer: Turn
    asked: Terms
    told: Terms


class Affinities:
    """How much any answer of a text has of any of its questions."""

    def __init__(self, talks: Sequence[Talk]) -> None:
        self.talks = talks
        self.by_chance = CrossedWeights.load().by_chance
        counts = Counter(chain(*(own for talk in talks for own in all_terms(talk))))
        self.rarity = {term: log((2 * len(talks) + 1) / count) for term, count in counts.items()}
        self.weigh = cache(self._weigh)

    def _weigh(self, kind: str, question: int, answer: int) -> float:
        """Return how rare the terms are that the two share, over what their number makes likely."""
        asked, told = self.talks[question].asked[kind], self.talks[answer].told[kind]
        shared = sum(self.rarity[term] for term in sorted(asked & told))
        return log1p(shared) - self.by_chance * (log1p(len(asked)) + log1p(len(told)))

    def compare_answers(self, one: int, other: int) -> dict[str, float]:
        """Return what is seen of two exchanges whose answers may have been exchanged."""
        count = len(self.talks)
        signs = {"usual": 1.0, "chances": log(count * (count - 1) / 2), "next": other - one == 1}
        for kind in self.talks[one].asked:
            own = self.weigh(kind, one, one), self.weigh(kind, other, other)
            crossed = self.weigh(kind, one, other), self.weigh(kind, other, one)
            signs[f"gain.{kind}"] = sum(crossed) - sum(own)
        return signs


def all_terms(talk: Talk) -> Iterator[Pairs]:
    """Yield the terms of a question and of its answer, of each kind."""
    yield from talk.asked.values()
    yield from talk.told.values()


def find_terms(text: str) -> Terms:
    """Return the pairs of Han characters of a text, and its characters, without empty words.

    >>> sorted(find_terms("三年修路，明年修桥")["characters"])
    ['修', '桥', '路']
    """
    pairs = pairs_of_han(find_empty().sub(" ", text))
    return {"pairs": pairs, "characters": frozenset(chain(*pairs))}


@cache
def find_empty() -> re.Pattern[str]:
    """Return what finds the words that say nothing of what a text is about, and what counts."""
    return re.compile(any_of(load_stop_words().every | NUMERALS))


def find_talks(text: str, turns: Iterable[Turn], sections: Iterable[Section]) -> Iterator[Talk]:
    """Yield the questions with an answer that answers nothing else, in the order of the text."""
    turns = list(turns)
    titles = {section.id: section.title for section in sections}
    follows_up = SegmentSigns.load().patterns["follows_up"]
    replies = group_replies(turns)
    folded = fold_words(text)
    for turn in turns:
        own = replies.get(turn.id, [])
        asked = folded[turn.start : turn.end][:ASKED]
        if not own or any(len(reply.answers) > 1 for reply in own) or follows_up.search(asked):
            continue
        heading = fold_words(titles.get(turn.section or "", ""))
        told = "\n".join(folded[reply.start : reply.end][:TOLD] for reply in own[:TOLD])[:TOLD]
        talk = Talk(turn, own[0], find_terms(f"{heading}\n{asked}"), find_terms(told))
        if talk.asked["pairs"] and talk.told["pairs"]:
            yield talk


def pair_exchanges(count: int) -> Iterator[tuple[int, int]]:
    """Yield which exchanges are held against each other: each with the next ones."""
    for one in range(count):
        yield from ((one, other) for other in range(one + 1, min(count, one + 1 + REACH)))


def find_crossed(talks: Sequence[Talk]) -> Iterator[tuple[Talk, Talk]]:
    """Yield two exchanges whose answers were probably exchanged, each once, the surest first."""
    known, affinities = CrossedWeights.load().signs, Affinities(talks)
    weighed = [
        (sum(known[code] * sign for code, sign in affinities.compare_answers(*pair).items()), pair)
        for pair in pair_exchanges(len(talks))
    ]
    taken: set[int] = set()
    for weight, pair in sorted(weighed, reverse=True):
        if weight > 0 and not taken & {*pair}:
            taken |= {*pair}
            yield talks[pair[0]], talks[pair[1]]
