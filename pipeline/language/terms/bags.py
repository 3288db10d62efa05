"""Texts in the form in which they are compared: their words and character n-grams."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.language.terms.words import StopWords, fold_words, keep_words, read_words
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript

LETTERS = re.compile(r"[^\W\d_]+")
CHARACTERS = (2, 3)
"""Lengths of character n-grams: they match 电动车 with 电动汽车, which share no word."""


class Bag(NamedTuple):
    """The words of a text, and the text itself: of a heading, a question or an answer."""

    words: list[str]
    text: str


def make_bag(sentences: list[list[str]], stop: StopWords) -> Bag:
    """Return a text as a bag of words, and its characters with a gap for each stop word."""
    words = [word for tokens in sentences for word in keep_words(tokens, stop)]
    kept = (
        "".join(" " if token in stop.every else token for token in tokens) for tokens in sentences
    )
    return Bag(words, "\n".join(kept))


def read_turns(transcript: Transcript, segmentation: Segmentation, stop: StopWords) -> list[Bag]:
    """Return the turns in order."""
    tokens: dict[str, list[list[str]]] = {turn.id: [] for turn in segmentation.turns}
    folded = fold_words(transcript.text)
    for sentence in segmentation.analysed:
        tokens[sentence.turn].append(read_words(folded, sentence))
    return [make_bag(tokens[turn.id], stop) for turn in segmentation.turns]


def cut_characters(text: str) -> Iterator[str]:
    """Yield the n-grams of the letters of a text; they never reach over signs and digits.

    >>> list(cut_characters("5G基站，新建"))
    ['G基', '基站', 'G基站', '新建']
    """
    for run in LETTERS.findall(text):
        for length in CHARACTERS:
            for start in range(len(run) - length + 1):
                yield run[start : start + length]


def join_bags(bags: list[Bag]) -> Bag:
    """Return several bags as one."""
    words = [word for bag in bags for word in bag.words]
    return Bag(words, "\n".join(bag.text for bag in bags))
