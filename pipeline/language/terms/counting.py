"""Counts the terms of texts, numbered as they are found."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class TermCounts(NamedTuple):
    """Which terms are in texts: those of text n are `terms[ends[n] : ends[n + 1]]`, each so many
    `times`. There are `width` terms in all."""

    ends: NDArray[np.int64]
    terms: NDArray[np.int64]
    times: NDArray[np.float64]
    width: int


def count_terms(texts: Iterable[Iterable[str]]) -> tuple[TermCounts, list[str]]:
    """Return how often terms are in texts, and the names of the terms.

    Written out because importing scikit-learn for its CountVectorizer would take longer than
    the work of a batch.
    """
    columns: dict[str, int] = {}
    terms: list[int] = []
    times: list[int] = []
    ends = [0]
    for text in texts:
        counts = Counter(text)
        terms += [columns.setdefault(term, len(columns)) for term in counts]
        times += counts.values()
        ends.append(len(terms))
    found = np.array(ends), np.array(terms, np.int64), np.array(times, np.float64)
    return TermCounts(*found, len(columns)), list(columns)


def count_characters(texts: Sequence[str]) -> TermCounts:
    """Return the runs of two and of three letters of texts, each as often as it is there.

    They match 电动车 with 电动汽车, which share no word, and never reach over signs and digits. All
    texts are looked at together, as numbers: one by one they would take most of the time of a job.

    >>> counts = count_characters(["5G基站，新建", "基站"])
    >>> counts.ends.tolist(), counts.terms.tolist()
    ([0, 4, 5], [0, 1, 2, 3, 1])
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
    known_runs, terms = np.unique(np.concatenate(runs), return_inverse=True)
    text_of = np.concatenate(begins)
    order = np.argsort(text_of, kind="stable")
    ends = np.cumsum([0, *np.bincount(text_of, minlength=len(texts))])
    return TermCounts(ends, terms[order], np.ones(len(terms)), len(known_runs))


def find_rarities(frequencies: NDArray[np.int64], texts: int) -> NDArray[np.float64]:
    """Return how rare terms are, by the number of texts that have each: smoothed IDF.

    As in scikit-learn's TfidfTransformer.
    """
    rarities: NDArray[np.float64] = np.log((1 + texts) / (1 + frequencies)) + 1
    return rarities
