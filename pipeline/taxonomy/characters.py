"""Finds single characters and pairs of them: they match words that no labelled text has.

教书的 shares no word with 教师 and 读书, but characters. All texts of a transcript are looked up at
once with NumPy; one by one they would take longer than their words.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

CODES = 0x110000
"""Of characters: Unicode has no more."""
Found = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Places in a text, and the number of what begins at each."""


class CharacterFinder:
    """Characters and pairs that are known, each with its number.

    >>> places, numbers = CharacterFinder(["娃", "读书", "书"]).find("娃娃读书")
    >>> places.tolist(), numbers.tolist()
    ([0, 1, 3, 2], [0, 0, 2, 1])
    """

    def __init__(self, known: Sequence[str]) -> None:
        """Take characters and pairs of characters.

        Tables are 0 where nothing is known; memory that stays 0 is never touched.
        """
        letters = sorted(set("".join(known)))
        numbers = {letter: number for number, letter in enumerate(letters, start=1)}
        self._letters = np.zeros(CODES, np.int32)
        self._letters[[ord(letter) for letter in letters]] = list(numbers.values())
        self._width = len(letters) + 1
        self._numbers = np.zeros(self._width**2, np.int32)
        for number, text in enumerate(known, start=1):
            first, second = numbers.get(text[:-1], 0), numbers[text[-1]]
            self._numbers[first * self._width + second] = number

    def find(self, text: str) -> Found:
        """Return where a known character stands, then where a known pair does."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        letters = self._letters[codes]
        pairs = letters[:-1] * self._width + letters[1:]
        pairs[letters[:-1] == 0] = 0
        found = [self._numbers[letters], self._numbers[pairs]]
        places = [np.flatnonzero(numbers) for numbers in found]
        known = [numbers[own] - 1 for numbers, own in zip(found, places, strict=True)]
        return np.concatenate(places), np.concatenate(known).astype(np.int64)
