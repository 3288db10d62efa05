"""Counts the taxonomy's terms in a text: how much speaks for which category."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import compress
from operator import add

from pipeline.language.terms.words import fold_words

LONGEST_TERM = 4
"""A longer term says no more than one of so many characters (一个中国, 一个中国原则)."""


class TermLexicon:
    """The terms of categories, each with the numbers of the categories that it speaks for.

    >>> TermLexicon([["台湾"], ["航天员", "空间站"]]).count("航天员进驻空间站")
    {1: 6.0}
    """

    def __init__(self, categories: Iterable[Iterable[str]]) -> None:
        """Take the terms of each category; they are found by their first two characters."""
        listed = [(number, term) for number, terms in enumerate(categories) for term in terms]
        folded = fold_words("\n".join(term for _, term in listed)).split("\n")
        owners: dict[str, set[int]] = {}
        for (number, _), term in zip(listed, folded, strict=False):
            owners.setdefault(term, set()).add(number)
        self._owners = {term: tuple(sorted(numbers)) for term, numbers in owners.items()}
        lengths: dict[str, set[int]] = {}
        for term in owners:
            lengths.setdefault(term[:2], set()).add(len(term))
        self._lengths = {begin: sorted(found, reverse=True) for begin, found in lengths.items()}

    def find(self, text: str) -> Iterator[str]:
        """Yield the terms in a folded text from left to right; of two that overlap the first."""
        end, lengths, owners = 0, self._lengths, self._owners
        begins = map(lengths.__contains__, map(add, text, text[1:]))
        for start in compress(range(len(text)), begins):
            if start < end:
                continue
            for length in lengths[text[start : start + 2]]:
                term = text[start : start + length]
                if term in owners:
                    yield term
                    end = start + length
                    break

    def count(self, text: str) -> dict[int, float]:
        """Return how much the terms in a folded text speak for each category.

        A term counts by its length, as the logarithm of its occurrences, and is shared out among
        the categories that have it.
        """
        found: dict[int, float] = {}
        for term, times in Counter(self.find(text)).items():
            numbers = self._owners[term]
            weight = (1 + math.log(times)) * min(len(term), LONGEST_TERM) / len(numbers)
            for number in numbers:
                found[number] = found.get(number, 0.0) + weight
        return found
