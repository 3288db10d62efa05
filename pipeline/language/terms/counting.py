"""Counts the terms of texts: a row for each text, a column for each term."""

from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix


def count_terms(texts: Iterable[Iterable[str]]) -> tuple[csr_matrix, list[str]]:
    """Return a row of counts for each text, and the names of the columns.

    Written out because importing scikit-learn for its CountVectorizer would take longer than
    the work of a batch.
    """
    columns: dict[str, int] = {}
    indices: list[int] = []
    data: list[float] = []
    ends = [0]
    for text in texts:
        counts = Counter(text)
        indices += [columns.setdefault(term, len(columns)) for term in counts]
        data += counts.values()
        ends.append(len(indices))
    return csr_matrix((data, indices, ends), shape=(len(ends) - 1, len(columns))), list(columns)


def find_rarities(frequencies: NDArray[np.int64], texts: int) -> NDArray[np.float64]:
    """Return how rare terms are of which each is in so many of the texts: smoothed IDF.

    As in scikit-learn's TfidfTransformer.
    """
    rarities: NDArray[np.float64] = np.log((1 + texts) / (1 + frequencies)) + 1
    return rarities
