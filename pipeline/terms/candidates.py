"""Finds the noun phrases of a transcript and counts them, turn by turn."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.records.segmentation import Segmentation, Sentence
from pipeline.records.transcript import Transcript
from pipeline.terms.background import Background
from pipeline.terms.words import StopWords, fold_words, read_words

Words = tuple[str, ...]
"""A candidate: its words, folded."""
MOST_WORDS = 4
MOST_CHARACTERS = 12


class Candidates(NamedTuple):
    """Counts of candidates by the id of the turn, and how each is written."""

    counts: dict[str, Counter[Words]]
    surfaces: dict[Words, Counter[str]]


def find_candidates(
    transcript: Transcript, segmentation: Segmentation, background: Background, stop: StopWords
) -> Candidates:
    """Return all sequences of words that can be a term, with their number of occurrences."""
    counts: defaultdict[str, Counter[Words]] = defaultdict(Counter)
    surfaces: defaultdict[Words, Counter[str]] = defaultdict(Counter)
    folded = fold_words(transcript.text)
    for sentence in segmentation.sentences:
        for start, run in find_runs(folded, sentence, background):
            for words, begin, end in cut_run(start, run, background, stop):
                counts[sentence.turn][words] += 1
                surfaces[words][transcript.text[begin:end]] += 1
    return Candidates(dict(counts), dict(surfaces))


def find_runs(
    folded: str, sentence: Sentence, background: Background
) -> Iterator[tuple[int, list[str]]]:
    """Yield the unbroken sequences of nouns and their modifiers, with where they start."""
    run: list[str] = []
    start = position = sentence.start
    for word in read_words(folded, sentence):
        if background.is_part(word):
            if not run:
                start = position
            run.append(word)
        elif run:
            yield start, run
            run = []
        position += len(word)
    if run:
        yield start, run


def cut_run(
    start: int, run: list[str], background: Background, stop: StopWords
) -> Iterator[tuple[Words, int, int]]:
    """Yield the candidates of a run with their offsets.

    A candidate ends in a noun, begins with no stop word, and has none of those that are never
    part of a term; one word alone is a term by itself.
    """
    for first, word in enumerate(run):
        end = start
        if word not in stop.every:
            for last in range(first, min(first + MOST_WORDS, len(run))):
                end += len(run[last])
                if run[last] in stop.never or end - start > MOST_CHARACTERS:
                    break
                alone = last == first
                if background.is_term(word) if alone else background.is_noun(run[last]):
                    yield tuple(run[first : last + 1]), start, end
        start += len(word)
