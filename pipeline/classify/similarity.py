"""How similar the words of an answer are to each section, by TF-IDF of words and characters.

With one answer per section there is nothing a linear model could learn (held out, its section has
no example left), so that sections are described by texts, and the answer is compared with them.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.language.terms.bags import Bag
from pipeline.language.terms.counting import (
    TermCounts,
    count_characters,
    count_terms,
    find_rarities,
)

DECIMALS = 9
"""Of similarities: the last bits depend on the machine and must not decide between equals."""
OTHER_ANSWERS = 0.25
"""Weight of the other answers of a section beside its heading and questions: they are much
longer, so that they share common words with any answer. A low weight helped where sections have
many answers and did no harm where they have one."""


class Description(NamedTuple):
    """Which pieces describe a section, by their numbers."""

    main: list[int]
    others: list[int]


class TermShares(NamedTuple):
    """What each term adds to the similarity of each section, as parallel arrays."""

    sections: NDArray[np.int64]
    terms: NDArray[np.int64]
    values: NDArray[np.float64]

    def of_section(self, section: int) -> dict[int, float]:
        """Return what each term adds to one section."""
        added: dict[int, float] = {}
        chosen = self.sections == section
        for term, value in zip(self.terms[chosen], self.values[chosen], strict=True):
            if value:
                added[int(term)] = added.get(int(term), 0) + float(value)
        return added


class Similarity(NamedTuple):
    """The similarity of an answer to each section, and what its words add to each."""

    similarities: NDArray[np.float64]
    words: TermShares


class RowSums:
    """The sums of rows of counts, each made once: most sections are the same for most answers."""

    def __init__(self, counts: TermCounts) -> None:
        """Take the counts of pieces, which are the rows."""
        self.width = counts.width
        self._counts = counts
        self._seen: dict[tuple[int, ...], TermSums] = {}

    def add(self, rows: Sequence[int]) -> NDArray[np.float64]:
        """Return the sum of some rows, term by term."""
        counts = self._counts
        spans = [slice(*counts.ends[row : row + 2]) for row in rows]
        terms = np.concatenate([counts.terms[span] for span in spans])
        times = np.concatenate([counts.times[span] for span in spans])
        return np.asarray(np.bincount(terms, times, minlength=self.width), np.float64)

    def find(self, rows: Sequence[int]) -> "TermSums":
        """Return the terms in some rows with their sums."""
        key = tuple(rows)
        if key not in self._seen:
            added = self.add(rows) if rows else np.zeros(0)
            terms = np.flatnonzero(added)
            self._seen[key] = TermSums(terms, added[terms])
        return self._seen[key]


class TermSums(NamedTuple):
    """Terms, in order, and how often each occurs."""

    terms: NDArray[np.int64]
    values: NDArray[np.float64]


class Counts(NamedTuple):
    """Occurrences of words and of character n-grams in each piece, and the names of the words."""

    words: RowSums
    characters: RowSums
    names: list[str]


def count_features(pieces: Sequence[Bag]) -> Counts:
    """Return the occurrences of words and of character n-grams in the pieces."""
    words, names = count_terms(piece.words for piece in pieces)
    characters = count_characters([piece.text for piece in pieces])
    return Counts(RowSums(words), RowSums(characters), names)


def compare_exchange(
    counts: Counts, exchange: list[int], sections: list[Description]
) -> Similarity:
    """Return the similarity of an exchange (an answer and its questions) to each section.

    Weights of terms are learned from the descriptions alone, so that the exchange must not be
    among them. The similarity is the mean of words and of characters of two cosines: with
    heading and questions, and with the other answers (times OTHER_ANSWERS).
    """
    words, characters = (
        split(terms, exchange, sections) for terms in (counts.words, counts.characters)
    )
    similarities = sum(
        np.bincount(parts.sections, parts.values, minlength=len(sections))
        for parts in (words, characters)
    )
    return Similarity(np.round(similarities, DECIMALS), words)


def split(counts: RowSums, exchange: list[int], sections: list[Description]) -> TermShares:
    """Return what each term adds to half the sum of both cosines of an exchange with a section.

    The weights are those of scikit-learn's TfidfVectorizer, learned from the descriptions (a
    test holds the two against each other), written out because its checks would take most of
    the time.
    """
    texts = [section.main for section in sections] + [section.others for section in sections]
    described = [counts.find(text) for text in texts]
    terms = np.concatenate([found.terms for found in described])
    rows = np.repeat(np.arange(len(texts)), [len(found.terms) for found in described])
    frequencies = np.bincount(terms, minlength=counts.width)
    rarities = find_rarities(frequencies, len(texts))
    asked = counts.add(exchange) * rarities * (frequencies > 0)
    weights = np.concatenate([found.values for found in described]) * rarities[terms]
    lengths = np.sqrt(np.bincount(rows, weights**2, minlength=len(texts)))
    products = weights * asked[terms] / lengths[rows]
    share = np.where(rows < len(sections), 0.5, 0.5 * OTHER_ANSWERS)
    return TermShares(
        sections=rows % len(sections),
        terms=terms,
        values=share * products / (np.linalg.norm(asked) or 1),
    )
