"""Counts the taxonomy's terms in a text: how much speaks for which category."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from operator import add

from pipeline.language.terms.words import fold_words

LONGEST = 4
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
        self._starting: dict[str, tuple[str, ...]] = {}
        for term in sorted(owners, key=lambda term: (-len(term), term)):
            self._starting[term[:2]] = (*self._starting.get(term[:2], ()), term)

    def find(self, text: str) -> Iterator[str]:
        """Yield the terms in a folded text from left to right; of two that overlap the first."""
        end, starting = 0, self._starting
        for start, pair in enumerate(map(add, text, text[1:])):
            if pair in starting and start >= end:
                for term in starting[pair]:
                    if text.startswith(term, start):
                        yield term
                        end = start + len(term)
                        break

    def count(self, text: str) -> dict[int, float]:
        """Return how much the terms in a folded text speak for each category.

        A term counts by its length, as the logarithm of its occurrences, and is shared out among
        the categories that have it.
        """
        found: dict[int, float] = {}
        for term, times in Counter(self.find(text)).items():
            numbers = self._owners[term]
            weight = (1 + math.log(times)) * min(len(term), LONGEST) / len(numbers)
            for number in numbers:
                found[number] = found.get(number, 0.0) + weight
        return found
