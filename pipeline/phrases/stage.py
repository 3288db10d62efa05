"""Finds the key phrases of each transcript and of each of its sections.

Reads the clean transcripts and their segmentations; writes one KeyPhrases a transcript.
Candidates are sequences of nouns. Their weight is their C-value (Frantzi, Ananiadou and Mima
2000), which prefers whole terms to their parts, times their mean inverse document frequency in
general text. It depends on this one transcript and data that never change.
"""

import argparse
import math
from collections import Counter
from pathlib import Path

from pipeline.artefacts import for_each, write
from pipeline.phrases.weights import weigh
from pipeline.records import (
    KeyPhrases,
    Phrase,
    SectionPhrases,
    Segmentation,
    Transcript,
)
from pipeline.terms.background import Background, load_background
from pipeline.terms.candidates import Candidates, Words, find_candidates
from pipeline.terms.words import StopWords, fold_words, load_stop_words

MOST_PHRASES = 20
MOST_SECTION_PHRASES = 10
DECIMALS = 4


def extract_phrases(
    transcript: Transcript, segmentation: Segmentation, background: Background, stop: StopWords
) -> KeyPhrases:
    """Return the key phrases of a transcript and of its sections.

    A phrase of several words has to occur twice in the transcript, or once and in the heading.
    In a section a phrase weighs more the more of its occurrences are there.
    """
    candidates = find_candidates(transcript, segmentation, background, stop)
    total = sum(candidates.counts.values(), Counter[Words]())
    headings = {section.id: fold_words(section.title) for section in segmentation.sections}
    terms = {
        words
        for words, count in total.items()
        if len(words) == 1 or count > 1 or any("".join(words) in h for h in headings.values())
    }
    sections = []
    for section in segmentation.sections:
        counts = Counter(
            {w: n for w, n in candidates.counts.get(section.id, Counter()).items() if w in terms}
        )
        named = {w for w in counts if "".join(w) in headings[section.id]}
        weights = weigh(counts + Counter(named), background)
        for words in weights:
            weights[words] *= math.sqrt(counts[words] / total[words])
        phrases = choose(weights, candidates, MOST_SECTION_PHRASES)
        sections.append(SectionPhrases(section=section.id, phrases=phrases))
    whole = weigh(Counter({w: n for w, n in total.items() if w in terms}), background)
    return KeyPhrases(
        transcript=transcript.transcript,
        phrases=choose(whole, candidates, MOST_PHRASES),
        sections=tuple(sections),
    )


def choose(weights: dict[Words, float], candidates: Candidates, most: int) -> tuple[Phrase, ...]:
    """Return the heaviest phrases as they are mostly written."""
    ranked = sorted((-weight, words) for words, weight in weights.items() if weight > 0)
    return tuple(
        Phrase(text=find_surface(candidates.surfaces[words]), weight=round(-weight, DECIMALS))
        for weight, words in ranked[:most]
    )


def find_surface(surfaces: Counter[str]) -> str:
    """Return the most frequent spelling; of several the first in code point order."""
    return min(surfaces, key=lambda surface: (-surfaces[surface], surface))


def main(argv: list[str]) -> None:
    """Write the key phrases of a batch."""
    parser = argparse.ArgumentParser(prog="pipeline phrases", description=__doc__)
    parser.add_argument("--transcripts", type=Path, required=True)
    parser.add_argument("--segments", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args(argv)
    background, stop = load_background(), load_stop_words()
    write(
        options.output,
        for_each(
            "phrases",
            lambda transcript, segmentation: extract_phrases(
                transcript, segmentation, background, stop
            ),
            (options.transcripts, Transcript),
            (options.segments, Segmentation),
        ),
    )
