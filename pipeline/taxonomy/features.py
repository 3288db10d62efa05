"""What the model sees of a text: its words and characters, the taxonomy's terms, and its context.

Written out with NumPy and SciPy: importing scikit-learn takes several times as long as the work
of a batch.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipeline.language.terms.bags import Bag
from pipeline.taxonomy.characters import CharacterCounter
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


class WeighedText(NamedTuple):
    """The weights of the words and of the terms in a text, by column: words of length 1, terms of
    a length that is nearer to 1 the more of them there are.

    `length` is that of the words before they are scaled.
    """

    words: dict[int, float]
    length: float
    terms: dict[int, float]


WeighedDocument = tuple[WeighedText, ...]
"""The pieces of a document, weighed, in the order of its fields."""
ASKED = 2
"""Pieces whose words are those of the exchange: the body and the question."""


class Vocabulary(NamedTuple):
    """What a model knows of one kind (words, or characters), with inverse document frequencies."""

    known: Sequence[str]
    rarities: NDArray[np.float64]


class Vectoriser:
    """Turns documents into rows: a column for each word that the model knows, then one for each
    character and pair of these, then one for each category's terms."""

    def __init__(
        self, words: Vocabulary, characters: Vocabulary, lexicon: TermLexicon, categories: int
    ) -> None:
        """Take what the model knows, the terms, and the number of their categories."""
        self._columns = {word: column for column, word in enumerate(words.known)}
        self._rarities = words.rarities.tolist()
        self._characters = CharacterCounter(characters.known)
        self._character_rarities = characters.rarities
        self._lexicon = lexicon
        self._width = len(words.known), len(characters.known), categories

    def read(self, documents: Sequence[Document]) -> csr_matrix:
        """Return a row for each document."""
        bodies = [document.body.text for document in documents]
        questions = [document.question.text for document in documents]
        counts = self._characters.count([*bodies, *questions])
        return self._stack(self.weigh(documents)) + self._scale_characters(counts, len(documents))

    def weigh(self, documents: Sequence[Document]) -> list[WeighedDocument]:
        """Return the words and terms of the documents' pieces, weighed."""
        seen: dict[int, WeighedText] = {}
        return [tuple(self._weigh(bag, seen) for bag in document) for document in documents]

    def _scale_characters(self, counts: NDArray[np.int64], texts: int) -> csr_matrix:
        """Return the characters' part of the rows; `counts` has those of the texts, then those of
        their questions."""
        words, characters, terms = self._width
        places = counts[:, 0] % max(texts, 1), words + counts[:, 1]
        shape = (texts, words + characters + terms)
        rows = csr_matrix((counts[:, 2].astype(np.float64), places), shape=shape)
        rows.sum_duplicates()
        rows.data = (1 + np.log(rows.data)) * self._character_rarities[rows.indices - words]
        owners = np.repeat(np.arange(texts), np.diff(rows.indptr))
        lengths = np.sqrt(np.bincount(owners, rows.data**2, minlength=texts))
        rows.data *= CHARACTERS / np.hypot(lengths, FEW_CHARACTERS)[owners]
        return rows

    def _stack(self, documents: Sequence[WeighedDocument]) -> csr_matrix:
        """Return the part of the rows that words and terms are, of weighed documents."""
        words, characters, terms = self._width
        columns: list[int] = []
        values: list[float] = []
        ends = [0]
        for parts in documents:
            heard = math.hypot(*(part.length for part in parts[:ASKED]))
            share = heard / math.hypot(heard, FEW_WORDS)
            said = scale_vector(add_vectors((part.words for part in parts), WORD_SHARES))
            told = add_vectors((part.terms for part in parts), TERM_SHARES)
            columns += said
            values += [share * value for value in said.values()]
            columns += [words + characters + owner for owner in told]
            values += [TERMS * value for value in told.values()]
            ends.append(len(columns))
        shape = (len(documents), words + characters + terms)
        rows = csr_matrix((values, columns, ends), shape=shape)
        rows.sort_indices()
        return rows

    def _weigh(self, bag: Bag, seen: dict[int, WeighedText]) -> WeighedText:
        """Return the weights of a text; those of a heading are found once for its paragraphs."""
        found = seen.get(id(bag))
        if found is None:
            known, rarities = self._columns, self._rarities
            words = {
                column: (1 + math.log(times)) * rarities[column]
                for word, times in Counter(bag.words).items()
                if (column := known.get(word)) is not None
            }
            terms = scale_vector(self._lexicon.count(bag.text), FEW_TERMS)
            found = WeighedText(scale_vector(words), math.hypot(*words.values()), terms)
            seen[id(bag)] = found
        return found


def scale_vector(weights: dict[int, float], silent: float = 0.0) -> dict[int, float]:
    """Return weights as a vector of length 1, or shorter by what is `silent` beside them.

    >>> scale_vector({0: 3.0}), scale_vector({0: 3.0}, 4.0)
    ({0: 1.0}, {0: 0.6})
    """
    length = math.hypot(*weights.values(), silent) or 1.0
    return {column: weight / length for column, weight in weights.items()}


def add_vectors(parts: Iterable[dict[int, float]], shares: Sequence[float]) -> dict[int, float]:
    """Return the sum of some vectors, each times its share."""
    total: dict[int, float] = {}
    for part, share in zip(parts, shares, strict=True):
        for column, weight in part.items():
            total[column] = total.get(column, 0.0) + share * weight
    return total
