"""Finds the noun phrases of a transcript and counts them, turn by turn."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from pipeline.language.terms.background import Background
from pipeline.language.terms.words import StopWords, fold_words, read_tokens
from pipeline.records.segmentation import Segmentation, Sentence

Words = tuple[str, ...]
"""A candidate: its words, folded."""
MOST_WORDS, MOST_CHARACTERS = 4, 12
"""Of a candidate, at most."""


class Candidates(NamedTuple):
    """Counts of candidates by the id of the turn, how each is written, and which are persons.

    Persons are no candidates: a text names them with their offices, for who speaks or acts.
    """

    counts: dict[str, Counter[Words]]
    surfaces: dict[Words, Counter[str]]
    persons: frozenset[str]


def find_candidates(
    text: str, segmentation: Segmentation, background: Background, stop: StopWords
) -> Candidates:
    """Return all sequences of words that can be a term, with their number of occurrences."""
    counts: defaultdict[str, Counter[Words]] = defaultdict(Counter)
    surfaces: defaultdict[Words, Counter[str]] = defaultdict(Counter)
    folded = fold_part(text, segmentation.analysed)
    sentences = [(s, read_tokens(folded, s)) for s in segmentation.analysed]
    persons = find_persons((tokens for _, tokens in sentences), background)
    for sentence, tokens in sentences:
        for start, run in find_runs(sentence.start, tokens, background):
            for words, begin, end in cut_run(start, run, background, stop):
                if len(words) == 1 and words[0] in persons:
                    continue
                counts[sentence.turn][words] += 1
                surfaces[words][text[begin:end]] += 1
    return Candidates(dict(counts), dict(surfaces), persons)


def fold_part(text: str, sentences: Sequence[Sentence]) -> str:
    """Return the text folded from the first sentence to the last, and blank before: a passage of
    a long transcript costs no more than one of a short transcript."""
    if not sentences:
        return ""
    start = sentences[0].start
    return " " * start + fold_words(text[start : sentences[-1].end])


def find_persons(sentences: Iterable[list[str]], background: Background) -> frozenset[str]:
    """Return the words that name a person: a name beside an office, or a person of the dictionary.

    A word that may be a name is often none (文明); that an office stands beside it decides.
    """
    persons = set()
    for tokens in sentences:
        for place, word in enumerate(tokens):
            if background.is_person(word):
                persons.add(word)
            elif background.is_office(word):
                beside = tokens[max(place - 1, 0) : place + 2]
                persons.update(other for other in beside if background.is_name(other))
    return frozenset(persons)


def find_runs(
    start: int, tokens: Iterable[str], background: Background
) -> Iterator[tuple[int, list[str]]]:
    """Yield the unbroken sequences of nouns and their modifiers, with where they start."""
    for is_part, words in groupby(tokens, background.is_part):
        run = list(words)
        if is_part:
            yield start, run
        start += sum(map(len, run))


def cut_run(
    start: int, run: list[str], background: Background, stop: StopWords
) -> Iterator[tuple[Words, int, int]]:
    """Yield the candidates of a run with their offsets.

    A candidate ends in a noun, begins with no stop word, and has none of those that are never
    part of a term; one word alone is a term by itself.
    """
    for first, word in enumerate(run):
        end = start
        if word not in stop.alone:
            for last in range(first, min(first + MOST_WORDS, len(run))):
                end += len(run[last])
                if run[last] in stop.never or end - start > MOST_CHARACTERS:
                    break
                alone = last == first
                if background.is_term(word) if alone else background.is_noun(run[last]):
                    yield tuple(run[first : last + 1]), start, end
        start += len(word)
