"""Names a topic after the terms of the passages that carry it most."""

import math
from collections.abc import Iterable, Mapping

from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.terms.background import Background
from pipeline.terms.candidates import Words, find_candidates
from pipeline.terms.words import StopWords

MOST_PHRASES = 2
WEAKEST = 0.4
"""Of the score of the first term: one good term is a better name than that and a weak one."""


def name_topic(
    passages: Iterable[tuple[Transcript, Segmentation]],
    weights: Mapping[str, float],
    background: Background,
    stop: StopWords,
) -> str:
    """Return one or two whole terms that say what the topic is about.

    A term's weight is the number of passages that have it, times the mean weight of its words
    in the topic, times the logarithm of its length; the words of the topic alone where the
    passages have no term. One of several words has to stand in two passages, and weighs less the
    fewer of its words are the topic's.
    """
    frequencies: dict[Words, int] = {}
    for transcript, segmentation in passages:
        candidates = find_candidates(transcript, segmentation, background, stop)
        for words in candidates.surfaces:
            frequencies[words] = frequencies.get(words, 0) + 1
    repeated = {words: n for words, n in frequencies.items() if len(words) == 1 or n > 1}
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
    chosen: list[Words] = []
    ranked = sorted(scored, key=lambda words: (-scored[words], words))
    for words in ranked:
        if scored[words] < WEAKEST * scored[ranked[0]] or len(chosen) == MOST_PHRASES:
            break
        if not any(shares(words, other) for other in chosen):
            chosen.append(words)
    return "、".join(map("".join, chosen))


def shares(one: Words, two: Words) -> bool:
    """Return whether two terms have a word in common, or one is part of the other."""
    first, second = "".join(one), "".join(two)
    return bool(set(one) & set(two)) or first in second or second in first
