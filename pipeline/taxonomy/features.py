"""What the model sees of a text: its words, the taxonomy's terms in it, and those of its context.

Written out with NumPy and SciPy: importing scikit-learn takes several times as long as the work
of a batch.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipeline.language.terms.bags import Bag
from pipeline.taxonomy.lexicon import Lexicon

EMPTY = Bag([], "")
QUESTION_WORDS, HEADING_WORDS = 1.0, 0.3
"""Weight of the words of the questions and of the heading beside those of the text."""
TERMS, QUESTION_TERMS, HEADING_TERMS = 0.35, 0.4, 0.6
"""Weight of the terms beside the words, and of those of the context beside those of the text. All
five: benchmarks/hotspots.py on the open documents; other values near them did as well."""


class Document(NamedTuple):
    """A text with its context. The pieces' words are cut, their texts folded."""

    body: Bag
    question: Bag = EMPTY
    heading: Bag = EMPTY


class Reader:
    """Turns documents into rows: a column for each word that the model knows, then one for each
    category's terms."""

    def __init__(
        self, words: Sequence[str], rarities: NDArray[np.float64], lexicon: Lexicon, categories: int
    ) -> None:
        """Take the words with their rarities, the terms, and the number of their categories."""
        self._columns = {word: column for column, word in enumerate(words)}
        self._rarities = rarities
        self._lexicon = lexicon
        self._width = len(words), categories

    def read(self, documents: Sequence[Document]) -> csr_matrix:
        """Return a row for each document."""
        words, terms = self._width
        rows: list[tuple[NDArray[np.int64], NDArray[np.float64]]] = []
        for document in documents:
            one = combine(document, self._weigh_words, words, (1.0, QUESTION_WORDS, HEADING_WORDS))
            said, value = one
            length = float(np.linalg.norm(value)) or 1.0
            where, weight = combine(
                document, self._weigh_terms, terms, (1.0, QUESTION_TERMS, HEADING_TERMS)
            )
            rows.append(
                (
                    np.concatenate([said, where + words]),
                    np.concatenate([value / length, TERMS * weight]),
                )
            )
        ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns = (
            np.concatenate([columns for columns, _ in rows]) if rows else np.zeros(0, np.int64)
        )
        values = np.concatenate([values for _, values in rows]) if rows else np.zeros(0)
        return csr_matrix((values, columns, ends), shape=(len(rows), words + terms))

    def _weigh_words(self, piece: Bag) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        known = self._columns
        counts = Counter(known[word] for word in piece.words if word in known)
        columns = np.fromiter(counts, np.int64, len(counts))
        times = np.fromiter(counts.values(), np.float64, len(counts))
        return columns, (1 + np.log(times)) * self._rarities[columns]

    def _weigh_terms(self, piece: Bag) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        counts = self._lexicon.count(piece.text)
        columns = np.fromiter(counts, np.int64, len(counts))
        return columns, np.fromiter(counts.values(), np.float64, len(counts))


Weigh = Callable[[Bag], tuple[NDArray[np.int64], NDArray[np.float64]]]


def combine(
    document: Document, weigh: Weigh, width: int, shares: tuple[float, float, float]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the columns and weights of a document: each part of length 1, times its share."""
    columns, values = [], []
    for piece, share in zip(document, shares, strict=True):
        if piece.text or piece.words:
            found, weights = weigh(piece)
            columns.append(found)
            values.append(weights * (share / (float(np.linalg.norm(weights)) or 1.0)))
    if not columns:
        return np.zeros(0, np.int64), np.zeros(0)
    every, place = np.unique(np.concatenate(columns), return_inverse=True)
    added = np.bincount(place, np.concatenate(values), minlength=len(every))
    return every, added.astype(np.float64)
