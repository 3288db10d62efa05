"""Finds the key phrases of each transcript, of each of its sections and of each speaker.

Reads the clean transcripts and their segmentations; writes one KeyPhrases per transcript.
Candidates are sequences of nouns, and words that are terms by themselves. Their weight is their
C-value (Frantzi, Ananiadou and Mima 2000), which prefers whole terms to their parts, times their
mean inverse document frequency in general text. It depends on this one transcript and data that
never change.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from pipeline.cli import make_parser
from pipeline.kept import write_each
from pipeline.language.terms.background import Background, load_background
from pipeline.language.terms.candidates import Candidates, Words, find_candidates
from pipeline.language.terms.words import fold_words, load_stop_words
from pipeline.records.phrases import KeyPhrases, Phrase, SectionPhrases, SpeakerPhrases
from pipeline.records.segmentation import Segmentation, Turn
from pipeline.records.transcript import Transcript

MOST_PHRASES = 20
"""Most phrases of a transcript."""
MOST_PART_PHRASES = 8
"""Most phrases of a section or a speaker."""
LEAST_WEIGHT = 0.1
"""Share of the heaviest weight: a few telling phrases are better than a full list."""
DECIMALS = 4
"""Of weights: enough to rank, too few for the last bits of a sum to show."""


def extract_phrases(transcript: Transcript, segmentation: Segmentation) -> KeyPhrases:
    """Return the key phrases of a transcript, of its sections and of its speakers.

    A phrase of several words has to occur twice in the transcript, or once and in the heading.
    In a section, or with a speaker, it weighs more the more of its occurrences are there.
    """
    background = load_background()
    candidates = find_candidates(transcript.text, segmentation, background, load_stop_words())
    headings = {section.id: fold_words(section.title) for section in segmentation.sections}
    every = add_up(candidates, candidates.counts)
    total = Counter(
        {
            words: count
            for words, count in every.items()
            if len(words) == 1 or count > 1 or any("".join(words) in h for h in headings.values())
        }
    )

    def choose_part(turns: Iterable[str], heading: str = "") -> tuple[Phrase, ...]:
        found = add_up(candidates, turns)
        counts = Counter({words: n for words, n in found.items() if words in total})
        named = {words for words in counts if "".join(words) in heading}
        weights = weigh_candidates(counts + Counter(named), background)
        for words in weights:
            weights[words] *= math.sqrt(counts[words] / total[words])
        return choose_phrases(weights, candidates, MOST_PART_PHRASES)

    by_section, by_speaker = group_turns(segmentation.turns)
    return KeyPhrases(
        transcript=transcript.transcript,
        phrases=choose_phrases(weigh_candidates(total, background), candidates, MOST_PHRASES),
        sections=tuple(
            SectionPhrases(section=id, phrases=choose_part(by_section.get(id, ()), heading))
            for id, heading in headings.items()
        ),
        speakers=tuple(
            SpeakerPhrases(speaker=speaker, phrases=choose_part(turns))
            for speaker, turns in by_speaker.items()
        ),
    )


def group_turns(turns: Iterable[Turn]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the ids of the turns of each section, and of each speaker who is not a reporter."""
    by_section: dict[str, list[str]] = {}
    by_speaker: dict[str, list[str]] = {}
    for turn in turns:
        if turn.section is not None:
            by_section.setdefault(turn.section, []).append(turn.id)
        if turn.speaker is not None and turn.role not in ("reporter", "editor"):
            by_speaker.setdefault(turn.speaker, []).append(turn.id)
    return by_section, by_speaker


def add_up(candidates: Candidates, turns: Iterable[str]) -> Counter[Words]:
    """Return the counts of the candidates over some turns."""
    total: Counter[Words] = Counter()
    for turn in turns:
        total.update(candidates.counts.get(turn, {}))
    return total


def weigh_candidates(counts: Counter[Words], background: Background) -> dict[Words, float]:
    """Return the weight of each candidate: C-value times mean inverse document frequency.

    C-value takes the length in characters, not in words, so that it does not depend on what the
    dictionary of the tokenizer keeps whole.
    """
    around: defaultdict[Words, list[int]] = defaultdict(list)
    for words, count in counts.items():
        for part in list_subsequences(words):
            if part in counts:
                around[part].append(count)
    return {
        words: math.log2(sum(map(len, words)))
        * (count - (sum(around[words]) / len(around[words]) if words in around else 0))
        * (sum(map(background.rarity, words)) / len(words))
        for words, count in counts.items()
    }


def list_subsequences(words: Words) -> set[Words]:
    """Return the proper sub-sequences of a candidate."""
    return {
        words[first:last]
        for first in range(len(words))
        for last in range(first + 1, len(words) + 1)
        if last - first < len(words)
    }


def choose_phrases(
    weights: dict[Words, float], candidates: Candidates, most: int
) -> tuple[Phrase, ...]:
    """Return the heaviest phrases as they are mostly written.

    What is part of a heavier phrase is left out, and what a heavier phrase is part of, unless it
    is a term of one word: 低温 beside 低温环境 tells a reader nothing, 5G beside 5G基站 does.
    """
    ranked = sorted((-weight, words) for words, weight in weights.items() if weight > 0)
    lightest = LEAST_WEIGHT * ranked[0][0] if ranked else 0.0
    chosen: list[str] = []
    phrases: list[Phrase] = []
    for weight, words in ranked:
        text = "".join(words)
        if weight > lightest or len(phrases) == most:
            break
        if any(text in other or (len(words) > 1 and other in text) for other in chosen):
            continue
        chosen.append(text)
        spellings = candidates.surfaces[words].items()
        surface, _ = min(spellings, key=lambda spelling: (-spelling[1], spelling[0]))
        phrases.append(Phrase(text=surface, weight=round(-weight, DECIMALS)))
    return tuple(phrases)


def main(argv: list[str]) -> None:
    """Write the key phrases of a batch."""
    options = make_parser("phrases", __doc__, ("clean", "segment")).parse_args(argv)
    artefacts = (options.clean, Transcript), (options.segment, Segmentation)
    write_each("phrases", options.output, extract_phrases, *artefacts)
