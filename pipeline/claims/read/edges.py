"""Edges: what a word can do where the noun phrase of an indicator begins or ends."""

from bisect import bisect_left
from collections.abc import Container, Sequence

from pipeline.claims.read.features import LENGTHS, OPEN_CLASSES
from pipeline.claims.read.words import Word

MOST_CHARACTERS = tuple(map(int, LENGTHS))
AMOUNT_LENGTHS = range(2, 6)
MEASURES = frozenset("额量率值数价费款比")
"""Characters with which words end that say how much there is of something."""
SEPARATORS = "、和与及以 \u3000，,：:"


def is_single(words: Sequence[Word], number: int) -> bool:
    """Return whether the word at a place, if there is one, has one character and may be a part."""
    if not 0 <= number < len(words):
        return False
    word = words[number]
    return word.end - word.start == 1 and word.role in OPEN_CLASSES


def find_length(characters: int) -> str:
    """Return the class of a length: the least of `LENGTHS` that is not smaller."""
    return LENGTHS[bisect_left(MOST_CHARACTERS, characters)]


def find_ending(text: str, end: int, amounts: Container[str]) -> str:
    """Return how a phrase ends: as an amount of the glossary, as one is written, or as a thing."""
    for length in AMOUNT_LENGTHS:
        if text[end - length : end] in amounts:
            return "amount"
    return "measure" if text[end - 1 : end] in MEASURES else "thing"
