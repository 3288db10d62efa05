"""Edges: what a word can do where the noun phrase of an indicator begins or ends."""

from bisect import bisect_left
from collections.abc import Sequence

from pipeline.claims.read.features import LENGTHS, OPEN_CLASSES
from pipeline.claims.read.words import Word

MOST_CHARACTERS = tuple(map(int, LENGTHS))
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
