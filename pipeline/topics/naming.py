"""Names a topic after the terms of the passages that carry it most."""

import math
from collections.abc import Iterable, Mapping

from pipeline.records import Segmentation, Transcript
from pipeline.terms.background import Background
from pipeline.terms.candidates import Words, find_candidates
from pipeline.terms.words import StopWords

MOST_PHRASES = 2


def name_topic(
    passages: Iterable[tuple[Transcript, Segmentation]],
    weights: Mapping[str, float],
    background: Background,
    stop: StopWords,
) -> str:
    """Return one or two whole terms that say what the topic is about.

    A term's weight is the number of passages that have it, times the mean weight of its words
    in the topic, times the logarithm of its length; the words of the topic alone where the
    passages have no term.
    """
    frequencies: dict[Words, int] = {}
    for transcript, segmentation in passages:
        candidates = find_candidates(transcript, segmentation, background, stop)
        for words in candidates.surfaces:
            frequencies[words] = frequencies.get(words, 0) + 1
    scored = {
        "".join(words): frequency
        * math.log2(sum(map(len, words)))
        * (sum(weights.get(word, 0) for word in words) / len(words))
        for words, frequency in frequencies.items()
    }
    scored = {term: score for term, score in scored.items() if score > 0} or dict(weights)
    chosen: list[str] = []
    for term in sorted(scored, key=lambda term: (-scored[term], term)):
        if not any(term in other or other in term for other in chosen):
            chosen.append(term)
        if len(chosen) == MOST_PHRASES:
            break
    return "、".join(chosen)
