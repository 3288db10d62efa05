"""Aligns the sentences of two texts: first those in the same order, then those that were moved.

Sentences are compared by the pairs of characters that they share, weighed by how rare a pair is in
the two texts (cosine of TF-IDF vectors). The best chain of alike sentences in the order of both
texts is kept (heaviest increasing subsequence, Fredman 1975); what is left over and alike, moved.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import add, attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipeline.language.marks import keep_letters
from pipeline.language.terms.counting import count_terms, find_rarities

LEAST_ALIKE = 0.4
"""Cosine from which two sentences count as one; `benchmarks/comparison.py` chose it."""
LEAST_ALIKE_MOVED = 0.6
"""The same for a sentence at another place, where no neighbour speaks for it."""
SHORTEST_MOVED = 10
"""Characters of a sentence that is looked for at another place: thanks occur everywhere."""
MOST_CANDIDATES = 8
"""Alike sentences of the other text that are considered for one."""
ROWS = 256
"""Sentences that are compared with all others at once."""


class SentenceLink(NamedTuple):
    """Two sentences that are one: their numbers, how alike they are, whether it was moved."""

    before: int
    after: int
    similarity: float
    moved: bool


def align(before: Sequence[str], after: Sequence[str]) -> list[SentenceLink]:
    """Return the links between the sentences of two texts, in the order of the first.

    >>> old = ["粮食产量增加百分之二。", "推进水利建设。", "谢谢大家。"]
    >>> new = ["粮食产量增加百分之三。", "发展旅游业。", "谢谢大家。"]
    >>> [(link.before, link.after) for link in align(old, new)]
    [(0, 0), (2, 2)]
    """
    # A sentence of nothing but marks is compared by these.
    keys = [[keep_letters(text) or text for text in texts] for texts in (before, after)]
    candidates = list(find_alike(*keys))
    chain = find_chain(candidates, len(after))
    taken = {link.before for link in chain}, {link.after for link in chain}
    for link in sorted(candidates, key=lambda link: (-link.similarity, link.before, link.after)):
        free = link.before not in taken[0] and link.after not in taken[1]
        long = min(len(keys[0][link.before]), len(keys[1][link.after])) >= SHORTEST_MOVED
        if free and long and link.similarity >= LEAST_ALIKE_MOVED:
            chain.append(link._replace(moved=True))
            taken[0].add(link.before)
            taken[1].add(link.after)
    return sorted(chain)


def find_alike(before: Sequence[str], after: Sequence[str]) -> Iterator[SentenceLink]:
    """Yield for each sentence the few of the other text that are alike."""
    if not before or not after:
        return
    weights = weigh_texts([*before, *after])
    first, second = weights[: len(before)], weights[len(before) :].T.tocsc()
    for start in range(0, len(before), ROWS):
        alike: NDArray[np.float64] = (first[start : start + ROWS] @ second).toarray()
        best = np.argsort(-alike, axis=1, kind="stable")[:, :MOST_CANDIDATES]
        for row, columns in enumerate(best):
            for column in columns:
                if alike[row, column] >= LEAST_ALIKE:
                    similarity = min(1.0, round(float(alike[row, column]), 6))
                    yield SentenceLink(start + row, int(column), similarity, False)


def weigh_texts(texts: Sequence[str]) -> csr_matrix:
    """Return a row of length 1 for each text: its characters and pairs of them by TF-IDF.

    The weights are those of scikit-learn's TfidfVectorizer, which would take longer to import than
    the work of most runs (a test holds the two against each other).
    """
    counts, _ = count_terms((*text, *map(add, text, text[1:])) for text in texts)
    in_texts = np.bincount(counts.terms, minlength=counts.width)
    weights = counts.times * find_rarities(in_texts, len(texts))[counts.terms]
    rows = np.repeat(np.arange(len(texts)), np.diff(counts.ends))
    lengths = np.sqrt(np.bincount(rows, weights**2, minlength=len(texts)))
    shape = len(texts), counts.width
    return csr_matrix((weights / lengths[rows], counts.terms, counts.ends), shape)


def find_chain(candidates: Iterable[SentenceLink], size: int) -> list[SentenceLink]:
    """Return the links of the greatest sum of similarities that keep the order of both texts.

    `candidates` come in the order of the first text; `size` is the number of sentences of the
    second. One pass with a tree of prefix maxima (Fenwick 1994): n log n.
    """
    best: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    links: list[tuple[SentenceLink, int]] = []
    for _, row in groupby(candidates, attrgetter("before")):
        reached = [(find_greatest(best, link.after), link) for link in row]
        for (weight, last), link in reached:
            links.append((link, last))
            raise_place(best, link.after + 1, (weight + link.similarity, len(links) - 1))
    at = find_greatest(best, size)[1]
    chain = []
    while at >= 0:
        link, at = links[at]
        chain.append(link)
    return chain[::-1]


def find_greatest(tree: Sequence[tuple[float, int]], end: int) -> tuple[float, int]:
    """Return the greatest of the first `end` values of the tree, with its link."""
    found = (0.0, -1)
    while end > 0:
        found = max(found, tree[end], key=lambda value: value[0])
        end &= end - 1
    return found


def raise_place(tree: list[tuple[float, int]], place: int, value: tuple[float, int]) -> None:
    """Raise a place of the tree to a value."""
    while place < len(tree):
        if tree[place][0] < value[0]:
            tree[place] = value
        place += place & -place
