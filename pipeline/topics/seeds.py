"""How many topics there are and what each starts from: the passages of a hotspot, words in them.

A factorisation that starts from the words alone turns another way when one transcript of a few is
left out. What the passages are of changes as little as they do, and so does the word that parts
those of one hotspot most; a topic keeps the hotspot and the word where it began as its id.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from pipeline.records.topics import TopicChoice

HOTSPOT_WEIGHT = 1.2
"""Weight of a passage's hotspot beside its words, whose length is 1 with the rare ones that are not
counted. From 0.9 to 1.5 as many topics stayed the same when a transcript was left out; with less
some gathered what has one common word (美国, 数据) whatever it is about."""
PART_OF_SHARE = 6
"""A hotspot starts a topic where it has the n-th part of an even share of the passages. With 8 as
many topics stay and more are small, with 4 fewer stay: of eleven corpora .97 of them, and .98."""
PART_WITHOUT = 2
"""Passages of no hotspot start topics where they are the n-th part of all, as in texts of no
policy."""
MOST_TOPICS = 48
"""Topics that an even share is of at most."""
FEW_PASSAGES = 300
"""With fewer the editors' headings know best how many topics there are."""
FEWEST_TOPICS = 2
FEWEST_SOURCES = 2
"""Transcripts that have a word which parts passages, where there are more than one."""
DECIMALS = 6
"""Of what a word parts: the last bits depend on the machine and must not decide between equals."""

TopicShares = Mapping[str | None, int]
"""How many topics begin with each hotspot."""


class Beginning(NamedTuple):
    """The hotspot and the word that the passages have with which a topic begins, if any."""

    hotspot: str | None
    word: int | None


def choose_topics(
    hotspots: Sequence[str | None], headings: int, number: int | None
) -> tuple[TopicChoice, TopicShares]:
    """Return how many topics a corpus has and why, and how many begin with each hotspot of its
    passages.

    A number that is asked for is taken; in a small corpus with headings, that of the headings; else
    as many as there are hotspots with enough passages.
    """
    reason = "config"
    if number is None:
        reason = "size"
        if len(hotspots) < FEW_PASSAGES and headings >= FEWEST_TOPICS:
            reason, number = "headings", min(headings, max(FEWEST_TOPICS, len(hotspots) // 2))
    shares = share_out_topics(hotspots, number)
    told = {"reason": reason, "passages": len(hotspots), "headings": headings}
    return TopicChoice.model_validate({"number": sum(shares.values()), **told}), shares


def stand_beside(words: csr_matrix, hotspots: Sequence[str | None]) -> csr_matrix:
    """Return the words of passages with a column for each hotspot beside them.

    >>> (stand_beside(csr_matrix([[1.0], [1.0]]), ["law", None]).toarray() > 0).tolist()
    [[True, True], [True, False]]
    """
    places = {name: place for place, name in enumerate(sorted(set(filter(None, hotspots))))}
    owners = [row for row, name in enumerate(hotspots) if name]
    columns = [places[name] for name in hotspots if name]
    weights = np.full(len(owners), HOTSPOT_WEIGHT, np.float32)
    beside = csr_matrix((weights, (owners, columns)), (len(hotspots), len(places)))
    return hstack([words, beside], "csr", words.dtype)


def share_out_topics(hotspots: Sequence[str | None], number: int | None) -> TopicShares:
    """Return how many topics start from the passages of each hotspot.

    One that has the PART_OF_SHARE of an even share of the passages starts one, a second with two
    shares, a third with four: each depends on its passages alone, so that one transcript more or
    less seldom changes any. An even share is of twice as many topics as the cube root of the number
    of passages. Where a `number` is asked for, those come first that would with the largest shares.

    >>> dict(share_out_topics(["law"] * 9 + ["trade"] * 5 + [None], 3))
    {'law': 2, 'trade': 1}
    >>> dict(share_out_topics([None, None], None))
    {None: 2}
    """
    held = Counter(hotspots)
    if held[None] * PART_WITHOUT < len(hotspots):
        del held[None]
    most = MOST_TOPICS if number is None else number
    share = len(hotspots) / min(most, 2 * math.cbrt(len(hotspots)))
    shares = [
        (-find_even_share(name, place, times), name or "", place)
        for name, times in held.items()
        for place in range(min(times, most))
    ]
    ranked = [(-rank, name or None) for rank, name, _ in sorted(shares)]
    large = [name for rank, name in ranked if rank >= share] or [ranked[0][1]]
    return Counter(large if number is None else [name for _, name in ranked[:number]])


def find_even_share(name: str | None, place: int, times: int) -> float:
    """Return up to which even share the topic in this place starts from passages of a hotspot.

    Those of no hotspot are shared out evenly.
    """
    if name is None:
        return times / (place + 1)
    return times / 2**place if place else times * PART_OF_SHARE


def part_passages(
    rows: csr_matrix, sources: NDArray[np.int32], topics: int, is_whole: bool
) -> Iterator[tuple[int | None, NDArray[np.int64]]]:
    """Yield the parts of passages that topics start from: the word that they have, and their rows.

    A word parts passages the more, the more its weights differ from what the others have of it
    (the pivots of a decomposition by columns). One that only a single one of their `sources` has
    says whose they are, and not what they are about. Where the passages are one whole, of a
    hotspot, what no word parts off comes last, without one.
    """
    lone = count_sources(rows, sources) < min(FEWEST_SOURCES, len(np.unique(sources)))
    left = np.arange(rows.shape[0])
    for _ in range(topics - is_whole):
        own = rows[left]
        spread = np.asarray(own.multiply(own).sum(axis=0)).ravel()
        if is_whole:
            spread -= np.asarray(own.sum(axis=0)).ravel() ** 2 / max(1, len(left))
        spread[lone] = 0
        word = int(np.round(spread, DECIMALS).argmax())
        if spread[word] <= 0:
            break
        has = np.asarray(own[:, [word]].todense()).ravel() > 0
        yield word, left[has]
        left = left[~has]
    if is_whole and len(left):
        yield None, left


def count_sources(rows: csr_matrix, sources: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return in how many sources each word is.

    >>> count_sources(csr_matrix([[1.0, 0.0], [1.0, 1.0]]), np.array([3, 4], np.int32)).tolist()
    [2, 1]
    """
    _, numbers = np.unique(sources, return_inverse=True)
    owners = csr_matrix((np.ones(len(sources)), (numbers, np.arange(len(sources)))))
    return np.asarray((owners @ (rows > 0) > 0).sum(axis=0), np.int64).ravel()
