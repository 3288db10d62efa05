"""What the model sees of a text: its words and characters, the taxonomy's terms, and its context.

A transcript has a few dozen texts and some thousand columns, so that tables of those columns that
any of its texts has are the quickest. Written out with NumPy: to import SciPy or scikit-learn, and
what these check at each step, would take longer than the work of a batch.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.language.terms.bags import Bag
from pipeline.taxonomy.characters import CharacterFinder
from pipeline.taxonomy.term_counts import TermLexicon

EMPTY = Bag([], "")
QUESTION_WORDS, HEADING_WORDS = 1.0, 0.3
"""Weight of the words of the questions and of the heading beside those of the text."""
TERMS, QUESTION_TERMS, HEADING_TERMS = 0.35, 0.8, 0.6
"""Weight of the terms beside the words, and of those of the context beside those of the text. All
five: benchmarks/hotspots.py on the open documents; other values near them did as well."""
FEW_WORDS, FEW_TERMS = 10.0, 6.0
"""The words of a text with its question, and its terms, are scaled to the length 1 as if so much
spoke for nothing beside them: one vivid word, or term, weighs a half to a third of what many weigh.
Without that of terms more of what is given was wrong; that of words changes short texts alone."""
CHARACTERS, FEW_CHARACTERS = 0.6, 10.0
"""Weight of the characters and their pairs, of a text with its question, beside the words; scaled
as these. From 0.4 to 0.8 did alike on the open documents; without them of 100 texts one or two
fewer were given a category that is right. Pairs alone, and runs of three, did no better."""
WORD_SHARES = (1.0, QUESTION_WORDS, HEADING_WORDS)
TERM_SHARES = (1.0, QUESTION_TERMS, HEADING_TERMS)
MOST_AT_ONCE = 32
"""Documents in one table: a text of thousands would have one of gigabytes."""
Matrix = NDArray[np.float64]


class Document(NamedTuple):
    """A text with its context. The pieces' words are cut, their texts folded."""

    body: Bag
    question: Bag = EMPTY
    heading: Bag = EMPTY


class Row(NamedTuple):
    """The columns of the model, in order, that are not 0 for a document, and their values."""

    columns: NDArray[np.int64]
    values: Matrix


class Vocabulary(NamedTuple):
    """What a model knows of one kind (words, or characters), with inverse document frequencies."""

    known: Sequence[str]
    rarities: Matrix


class Counted(NamedTuple):
    """How often each of the `columns` that any text has (columns) is in each text (rows)."""

    columns: NDArray[np.int64]
    times: NDArray[np.int64]


class Vectoriser:
    """Turns documents into rows: a column for each word that the model knows, then one for each
    character and pair of these, then one for each category's terms."""

    def __init__(self, words: Vocabulary, characters: Vocabulary, lexicon: TermLexicon) -> None:
        """Take what the model knows, and the terms."""
        self._words = {word: column for column, word in enumerate(words.known)}
        self._word_rarities = words.rarities
        self._characters = CharacterFinder(characters.known)
        self._character_rarities = characters.rarities
        self._lexicon = lexicon

    def read(self, documents: Sequence[Document]) -> list[Row]:
        """Return a row for each document."""
        starts = range(0, len(documents), MOST_AT_ONCE)
        parts = (self._read_some(documents[start : start + MOST_AT_ONCE]) for start in starts)
        return list(chain.from_iterable(parts))

    def _read_some(self, documents: Sequence[Document]) -> Iterator[Row]:
        """Yield a row for each document; a heading is read once for all its paragraphs."""
        bags = {id(bag): bag for document in documents for bag in document}
        numbers = {key: number for number, key in enumerate(bags)}
        pieces = np.array([[numbers[id(bag)] for bag in document] for document in documents])
        words, characters, terms = self._count(list(bags.values()))

        body, question, _ = pieces.T

        heard = weigh(words.times) * self._word_rarities[words.columns]
        length = np.hypot(measure(heard)[body], measure(heard)[question])
        said = scale(mix(scale(heard), pieces, WORD_SHARES))
        said *= (length / np.hypot(length, FEW_WORDS))[:, None]

        seen = weigh(characters.times[body] + characters.times[question])
        seen = CHARACTERS * scale(
            seen * self._character_rarities[characters.columns], FEW_CHARACTERS
        )

        told = TERMS * scale(weigh(terms.times) @ self._lexicon.weights[terms.columns], FEW_TERMS)
        told = mix(told, pieces, TERM_SHARES)

        first = len(self._words)
        last = first + len(self._character_rarities)
        own = words.columns, first + characters.columns, last + np.arange(told.shape[1])
        columns = np.concatenate(own)
        for values in np.hstack([said, seen, told]):
            there = np.flatnonzero(values)
            yield Row(columns[there], values[there])

    def _count(self, bags: Sequence[Bag]) -> tuple[Counted, Counted, Counted]:
        """Return how often the words, the characters and the terms are in each text."""
        known = self._words
        found = [[known[word] for word in bag.words if word in known] for bag in bags]
        owners = np.repeat(np.arange(len(bags)), [len(own) for own in found])
        columns = np.array(list(chain.from_iterable(found)), np.int64)
        words = count(owners, columns, len(bags), len(known))
        text = "\n".join(bag.text for bag in bags)
        owners = np.repeat(np.arange(len(bags)), [len(bag.text) + 1 for bag in bags])

        def find(finder: CharacterFinder | TermLexicon, width: int) -> Counted:
            places, columns = finder.find(text)
            return count(owners[places], columns, len(bags), width)

        characters = find(self._characters, len(self._character_rarities))
        return words, characters, find(self._lexicon, len(self._lexicon.weights))


def count(owners: NDArray[np.int64], columns: NDArray[np.int64], texts: int, width: int) -> Counted:
    """Return how often each column, of `width`, stands in each text; `owners` are the texts in
    which they stand.

    >>> counted = count(np.array([0, 0, 1]), np.array([7, 7, 3]), 2, 9)
    >>> counted.columns.tolist(), counted.times.tolist()
    ([3, 7], [[0, 2], [1, 0]])
    """
    places = np.zeros(width, np.int64)
    places[columns] = 1
    there = np.flatnonzero(places)
    places[there] = np.arange(len(there))
    cells = np.bincount(owners * len(there) + places[columns], minlength=texts * len(there))
    return Counted(there, cells.reshape(texts, len(there)))


def weigh(times: NDArray[np.int64]) -> Matrix:
    """Return the weight of what stands so many times: 1 and the logarithm, nothing for none."""
    weights = np.arange(times.max(initial=0) + 1, dtype=np.float64)
    weights[1:] = 1 + np.log(weights[1:])
    return weights[times]


def mix(rows: Matrix, pieces: NDArray[np.int64], shares: Sequence[float]) -> Matrix:
    """Return for each document the sum of the rows of its pieces, each times its share."""
    parts = (share * rows[own] for share, own in zip(shares, pieces.T, strict=True))
    return np.asarray(sum(parts))


def measure(rows: Matrix) -> Matrix:
    """Return the length of each row."""
    return np.asarray(np.sqrt((rows**2).sum(axis=1)))


def scale(rows: Matrix, silent: float = 0.0) -> Matrix:
    """Return rows with the length 1, or less by what is `silent` beside them.

    >>> scale(np.array([[3.0, 0.0], [0.0, 0.0]]), 4.0).round(3).tolist()
    [[0.6, 0.0], [0.0, 0.0]]
    """
    lengths = np.hypot(measure(rows), silent)
    return rows / np.where(lengths > 0, lengths, 1)[:, None]
