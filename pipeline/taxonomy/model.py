"""The model that finds the category of a text, as it is asked.

It is a TF-IDF of words and of character n-grams and a logistic regression, written out with
NumPy and SciPy: importing scikit-learn and skops takes several times as long as the work of a
batch. A test holds the two against each other.
"""

import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from pipeline.errors import InputError
from pipeline.language.terms.pieces import Piece, cut_characters
from pipeline.taxonomy import NONE

THRESHOLD = 0.5
"""Probability below which a text is said to be of no category: others together are likelier."""
SHOWN = 0.05
"""Probability from which a category is among the scores."""
MOST_SHOWN = 5
MOST_TERMS = 5
DECIMALS = 4


class Block(NamedTuple):
    """The terms of one kind that a model knows, and how rare each is."""

    terms: NDArray[np.str_]
    rarities: NDArray[np.float64]


class Weights(NamedTuple):
    """A model: a row of coefficients a category, a column a word and then an n-gram."""

    categories: NDArray[np.str_]
    words: Block
    characters: Block
    coefficients: NDArray[np.float64]
    intercept: NDArray[np.float64]


class Prediction(NamedTuple):
    """What the model says of a text.

    `category` is None where no category is likelier than all others together. `scores` are the
    likeliest, `terms` the words that spoke most for the first of them, with their share.
    """

    category: str | None
    probability: float | None
    scores: list[tuple[str, float]]
    terms: list[tuple[str, float]]


class Classifier:
    """A model, ready to be asked."""

    def __init__(self, weights: Weights) -> None:
        """Index the terms of a model."""
        self.weights = weights
        self._words = index(weights.words)
        self._characters = index(weights.characters)
        self._means = weights.coefficients.mean(axis=0)

    def classify(self, pieces: Sequence[Piece]) -> list[Prediction]:
        """Return what the model says of each text."""
        if not pieces:
            return []
        rows, probabilities = self.ask(pieces)
        found = []
        for number, shares in enumerate(probabilities):
            start, end = rows.indptr[number : number + 2]
            found.append(self._describe(shares, rows.indices[start:end], rows.data[start:end]))
        return found

    def ask(self, pieces: Sequence[Piece]) -> tuple[csr_matrix, NDArray[np.float64]]:
        """Return the weights of the terms in each text, and the probability of each category."""
        weights = self.weights
        words = weigh((piece.words for piece in pieces), self._words, weights.words)
        grams = (cut_characters(piece.text) for piece in pieces)
        characters = weigh(grams, self._characters, weights.characters)
        rows = hstack([words, characters]).tocsr()
        decisions = rows @ weights.coefficients.T + weights.intercept
        powers = np.exp(decisions - decisions.max(axis=1, keepdims=True))
        return rows, powers / powers.sum(axis=1, keepdims=True)

    def _describe(
        self, shares: NDArray[np.float64], columns: NDArray[np.int32], values: NDArray[np.float64]
    ) -> Prediction:
        if not len(columns):
            return Prediction(None, None, [], [])
        rounded = np.round(shares, DECIMALS)
        order = np.argsort(-rounded, kind="stable")
        names = self.weights.categories
        scores = [
            (str(names[i]), round(float(rounded[i]), DECIMALS))
            for i in order[:MOST_SHOWN]
            if rounded[i] >= SHOWN and names[i] != NONE
        ]
        best = int(order[0])
        given = rounded[best] >= THRESHOLD and names[best] != NONE
        return Prediction(
            category=str(names[best]) if given else None,
            probability=round(float(rounded[best]), DECIMALS) if given else None,
            scores=scores,
            terms=self._find_terms(best, columns, values) if scores else [],
        )

    def _find_terms(
        self, category: int, columns: NDArray[np.int32], values: NDArray[np.float64]
    ) -> list[tuple[str, float]]:
        """Return the words that speak for a category more than for others, with their share."""
        words = self.weights.words.terms
        added = values * (self.weights.coefficients[category, columns] - self._means[columns])
        whole = float(added[added > 0].sum()) or 1.0
        terms = sorted(
            (-round(float(weight) / whole, DECIMALS), str(words[column]))
            for column, weight in zip(columns, added, strict=True)
            if column < len(words) and weight > 0
        )
        return [(word, -share) for share, word in terms[:MOST_TERMS] if share]


def index(block: Block) -> dict[str, int]:
    """Return the column of each term."""
    return {str(term): column for column, term in enumerate(block.terms)}


def weigh(texts: Iterable[Iterable[str]], columns: dict[str, int], block: Block) -> csr_matrix:
    """Return a row of TF-IDF for each text, of length 1 (scikit-learn's, with sublinear_tf)."""
    indices: list[int] = []
    data: list[float] = []
    ends = [0]
    for text in texts:
        counts = Counter(columns[term] for term in text if term in columns)
        chosen = np.array(sorted(counts), dtype=np.int32)
        row = (1 + np.log([counts[column] for column in chosen])) * block.rarities[chosen]
        indices += chosen.tolist()
        data += (row / (np.linalg.norm(row) or 1)).tolist()
        ends.append(len(indices))
    return csr_matrix((data, indices, ends), shape=(len(ends) - 1, len(columns)))


def dump_weights(weights: Weights) -> bytes:
    """Return a model as the bytes of a file of plain arrays."""
    out = BytesIO()
    np.savez_compressed(
        out,
        categories=weights.categories.astype(str),
        words=weights.words.terms,
        word_rarities=weights.words.rarities,
        characters=weights.characters.terms,
        character_rarities=weights.characters.rarities,
        coefficients=weights.coefficients.astype(np.float32),
        intercept=weights.intercept,
    )
    return out.getvalue()


def load_classifier(path: Path) -> Classifier:
    """Return the model of a file.

    Raises InputError where the file is not one that train wrote.
    """
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return Classifier(
                Weights(
                    categories=arrays["categories"],
                    words=Block(arrays["words"], arrays["word_rarities"]),
                    characters=Block(arrays["characters"], arrays["character_rarities"]),
                    coefficients=arrays["coefficients"].astype(np.float64),
                    intercept=arrays["intercept"],
                )
            )
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise InputError(
            f"{path}: not a model of this project; delete it and run snakemake again"
        ) from error
