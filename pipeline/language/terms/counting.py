"""Counts the terms of texts: a row for each text, a column for each term."""

from collections import Counter
from collections.abc import Iterable, Sequence

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


def count_characters(texts: Sequence[str]) -> csr_matrix:
    """Return a row for each text that counts its runs of two and of three letters.

    They match 电动车 with 电动汽车, which share no word, and never reach over signs and digits. All
    texts are looked at together, as numbers: one by one they would take most of the time of a job.

    >>> count_characters(["5G基站，新建", "基站"]).toarray().astype(int).tolist()
    [[1, 1, 1, 1], [0, 1, 0, 0]]
    """
    codes = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    owners = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
    known, spelled = np.unique(codes, return_inverse=True)
    are_letters = [chr(code).isalnum() and not chr(code).isdecimal() for code in known]
    # The numbers of letters begin with 1: those of two and of three are never the same.
    letters = np.where(are_letters, np.arange(1, len(known) + 1), 0)[spelled]
    runs, begins, one, width = [], [], letters, len(known) + 1
    for length in (2, 3):
        last = letters[length - 1 :]
        one = np.where((one[: len(last)] > 0) & (last > 0), one[: len(last)] * width + last, 0)
        runs.append(one[one > 0])
        begins.append(owners[: len(one)][one > 0])
    terms, columns = np.unique(np.concatenate(runs), return_inverse=True)
    shape = len(texts), len(terms)
    return csr_matrix((np.ones(len(columns)), (np.concatenate(begins), columns)), shape)


def find_rarities(frequencies: NDArray[np.int64], texts: int) -> NDArray[np.float64]:
    """Return how rare terms are, by the number of texts that have each: smoothed IDF.

    As in scikit-learn's TfidfTransformer.
    """
    rarities: NDArray[np.float64] = np.log((1 + texts) / (1 + frequencies)) + 1
    return rarities
