"""Names a topic after the terms of the passages that carry it most."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.language.terms.background import Background
from pipeline.language.terms.candidates import Words, find_candidates
from pipeline.language.terms.words import StopWords
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript

MOST_PHRASES = 2
PART = 6
"""A term of several words, or one beside a place, stands in one of so many passages at least."""
WEAKEST = 0.4
"""Of the score of the first term: one good term is a better name than that and a weak one."""


def name_topic(
    passages: Sequence[tuple[Transcript, Segmentation]],
    weights: Mapping[str, float],
    background: Background,
    stop: StopWords,
) -> str:
    """Return one or two whole terms that say what the topic is about.

    A term's weight is the number of passages that have it, times the mean weight of its words
    in the topic, times the logarithm of its length; the words of the topic alone where the
    passages have no term. One of several words has to stand in a sixth of the passages, and
    weighs less the fewer of its words are the topic's. A place says where, so that it has a term
    that is none beside it.
    """
    found = [find_candidates(*passage, background, stop) for passage in passages]
    persons = {word for candidates in found for word in candidates.persons}
    frequencies = Counter(
        words for candidates in found for words in candidates.surfaces if persons.isdisjoint(words)
    )
    fewest = max(2, len(passages) / PART)
    repeated = {words: n for words, n in frequencies.items() if len(words) == 1 or n >= fewest}
    scored = {
        words: frequency
        * math.log2(sum(map(len, words)))
        * (sum(weights.get(word, 0) for word in words) / len(words))
        * (sum(word in weights for word in words) / len(words))
        for words, frequency in (repeated or frequencies).items()
    }
    scored = {words: score for words, score in scored.items() if score > 0} or {
        (word,): weight for word, weight in weights.items()
    }
    ranked = sorted(scored, key=lambda words: (-scored[words], words))
    chosen = ranked[:1]
    for words in ranked[1:]:
        if len(chosen) == MOST_PHRASES or any(shares(words, other) for other in chosen):
            continue
        only_places = all(map(background.is_place, chosen[0]))
        if only_places and (all(map(background.is_place, words)) or frequencies[words] < fewest):
            continue
        if only_places or scored[words] >= WEAKEST * scored[ranked[0]]:
            chosen.append(words)
    return "、".join(map("".join, chosen))


def shares(one: Words, two: Words) -> bool:
    """Return whether two terms have a word in common, or one is part of the other."""
    first, second = "".join(one), "".join(two)
    return bool(set(one) & set(two)) or first in second or second in first
