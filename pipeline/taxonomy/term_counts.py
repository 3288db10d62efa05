"""Finds the taxonomy's terms in a text: how much speaks for which category."""

from collections.abc import Iterable, Sequence

import numpy as np

from pipeline.language.terms.words import fold_words
from pipeline.taxonomy.characters import CharacterFinder, Found

LONGEST_TERM = 4
"""A longer term says no more than one of so many characters (一个中国, 一个中国原则)."""


class TermLexicon:
    """The terms of categories, each with its number.

    `weights` has a row for each term: a term counts by its length, and is shared out among the
    categories (columns) that have it. Terms of one character are not found: they are parts of
    words of all kinds.

    >>> lexicon = TermLexicon([["台湾"], ["航天员", "空间站"]])
    >>> places, numbers = lexicon.find("航天员进驻空间站")
    >>> places.tolist(), lexicon.weights[numbers].tolist()
    ([0, 5], [[0.0, 3.0], [0.0, 3.0]])
    """

    def __init__(self, categories: Sequence[Iterable[str]]) -> None:
        """Take the terms of each category; they are found by their first two characters."""
        listed = [(number, term) for number, terms in enumerate(categories) for term in terms]
        folded = fold_words("\n".join(term for _, term in listed)).split("\n")
        owners: dict[str, set[int]] = {}
        for (number, _), term in zip(listed, folded, strict=False):
            if len(term) > 1:
                owners.setdefault(term, set()).add(number)
        self._terms = {term: number for number, term in enumerate(owners)}
        lengths: dict[str, set[int]] = {}
        for term in owners:
            lengths.setdefault(term[:2], set()).add(len(term))
        self._lengths = [sorted(found, reverse=True) for found in lengths.values()]
        self._begins = CharacterFinder(list(lengths))
        self.weights = np.zeros((len(owners), len(categories)))
        for row, (term, columns) in enumerate(owners.items()):
            self.weights[row, list(columns)] = min(len(term), LONGEST_TERM) / len(columns)

    def find(self, text: str) -> Found:
        """Return the places and numbers of the terms in a folded text; of two that overlap the
        first, of two that begin together the longer."""
        places: list[int] = []
        numbers: list[int] = []
        end, lengths, terms = 0, self._lengths, self._terms
        for start, begin in zip(*(part.tolist() for part in self._begins.find(text)), strict=True):
            if start < end:
                continue
            for length in lengths[begin]:
                number = terms.get(text[start : start + length])
                if number is not None:
                    places.append(start)
                    numbers.append(number)
                    end = start + length
                    break
        return np.array(places, np.int64), np.array(numbers, np.int64)
