"""What the model sees of a text: its words and characters, the taxonomy's terms, and its context.

Written out with NumPy and SciPy: importing scikit-learn takes several times as long as the work
of a batch.
"""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

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


class Document(NamedTuple):
    """A text with its context. The pieces' words are cut, their texts folded."""

    body: Bag
    question: Bag = EMPTY
    heading: Bag = EMPTY


ASKED = (1.0, 1.0)
"""Of the words and characters of the exchange: those of the text and of its question."""


class Vocabulary(NamedTuple):
    """What a model knows of one kind (words, or characters), with inverse document frequencies."""

    known: Sequence[str]
    rarities: NDArray[np.float64]


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

    def read(self, documents: Sequence[Document]) -> csr_matrix:
        """Return a row for each document; a heading is read once for all its paragraphs."""
        bags = {id(bag): bag for document in documents for bag in document}
        numbers = {key: number for number, key in enumerate(bags)}
        pieces = np.array([[numbers[id(bag)] for bag in document] for document in documents])
        texts = [bag.text for bag in bags.values()]
        owners = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])

        def count(finder: CharacterFinder | TermLexicon, width: int) -> csr_matrix:
            places, numbers = finder.find("\n".join(texts))
            return sum_up(owners[places], numbers, (len(texts), width))

        words = self._count_words(list(bags.values()))
        weigh(words, self._word_rarities)
        asked = mix(pieces, ASKED)
        heard = np.sqrt(asked @ measure(words) ** 2)
        scale(words)
        said = mix(pieces, WORD_SHARES) @ words
        scale(said, share=heard / np.hypot(heard, FEW_WORDS))
        seen = asked @ count(self._characters, len(self._character_rarities))
        weigh(seen, self._character_rarities)
        scale(seen, FEW_CHARACTERS, CHARACTERS)
        told = count(self._lexicon, self._lexicon.weights.shape[0])
        weigh(told)
        told = told @ self._lexicon.weights
        scale(told, FEW_TERMS, TERMS)
        rows = hstack([said, seen, mix(pieces, TERM_SHARES) @ told], "csr")
        rows.sort_indices()
        return rows

    def _count_words(self, bags: Sequence[Bag]) -> csr_matrix:
        """Return how often each word that the model knows is in each text."""
        known = self._words
        columns = [[known[word] for word in bag.words if word in known] for bag in bags]
        owners = np.repeat(np.arange(len(bags)), [len(own) for own in columns])
        return sum_up(owners, np.array(list(chain(*columns)), np.int64), (len(bags), len(known)))


def sum_up(
    rows: NDArray[np.int64], columns: NDArray[np.int64], shape: tuple[int, int]
) -> csr_matrix:
    """Return how often each column stands in each row."""
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape)


def weigh(counts: csr_matrix, rarities: NDArray[np.float64] | None = None) -> None:
    """Weigh in place what is counted: by the logarithm of its times, and how rare it is."""
    counts.data = 1 + np.log(counts.data)
    if rarities is not None:
        counts.data *= rarities[counts.indices]


def mix(pieces: NDArray[np.int64], shares: Sequence[float]) -> csr_matrix:
    """Return what makes a row for each document of the rows of its pieces, each times its share."""
    own = pieces[:, : len(shares)]
    ends = np.arange(len(pieces) + 1) * len(shares)
    shape = (len(pieces), int(pieces.max(initial=-1)) + 1)
    return csr_matrix((np.tile(shares, len(pieces)), own.ravel(), ends), shape)


def measure(rows: csr_matrix) -> NDArray[np.float64]:
    """Return the length of each row."""
    owners = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    return np.sqrt(np.bincount(owners, rows.data**2, rows.shape[0]))


def scale(rows: csr_matrix, silent: float = 0.0, share: float | NDArray[np.float64] = 1.0) -> None:
    """Give rows the length 1, or less by what is `silent` beside them, times a `share`, in place.

    >>> rows = csr_matrix([[3.0, 0.0], [0.0, 0.0]])
    >>> scale(rows, 4.0)
    >>> rows.toarray().round(3).tolist()
    [[0.6, 0.0], [0.0, 0.0]]
    """
    lengths = np.hypot(measure(rows), silent)
    factors = share / np.where(lengths > 0, lengths, 1)
    rows.data *= np.repeat(factors, np.diff(rows.indptr))
