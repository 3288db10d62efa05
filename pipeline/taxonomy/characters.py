"""Counts single characters and pairs of them: they match words that no labelled text has.

教书的 shares no word with 教师 and 读书, but characters. All texts of a transcript are looked up at
once with NumPy; one by one they would take longer than their words.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

CODES = 0x110000
"""Of characters: Unicode has no more."""


class CharacterCounter:
    """The characters and pairs that a model knows, each with its column.

    >>> CharacterCounter(["娃", "读书", "书"]).count(["娃娃读书", ""]).tolist()
    [[0, 0, 2], [0, 1, 1], [0, 2, 1]]
    """

    def __init__(self, known: Sequence[str]) -> None:
        """Take characters and pairs of characters.

        Tables are 0 where nothing is known; memory that stays 0 is never touched.
        """
        letters = sorted(set("".join(known)))
        numbers = {letter: number for number, letter in enumerate(letters, start=1)}
        self._numbers = np.zeros(CODES, np.int32)
        self._numbers[[ord(letter) for letter in letters]] = list(numbers.values())
        self._letters, self._width = len(letters) + 1, len(known)
        self._columns = np.zeros(self._letters**2, np.int32)
        for column, text in enumerate(known, start=1):
            first, second = numbers.get(text[:-1], 0), numbers[text[-1]]
            self._columns[first * self._letters + second] = column

    def count(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """Return rows of text, column and times, in the order of texts and columns."""
        if not self._width:
            return np.zeros((0, 3), np.int64)
        codes = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
        owners = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])[: len(codes)]
        letters = self._numbers[codes]
        pairs = letters[:-1] * self._letters + letters[1:]
        pairs[letters[:-1] == 0] = 0
        keys = [self._look_up(letters, owners), self._look_up(pairs, owners[1:])]
        found, times = np.unique(np.concatenate(keys), return_counts=True)
        return np.column_stack([*np.divmod(found, self._width), times])

    def _look_up(self, places: NDArray[np.int32], owners: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the number of the text and the column of what is known, as one number."""
        columns = self._columns[places]
        known = np.flatnonzero(columns)
        return np.asarray(owners[known] * self._width + columns[known] - 1)
