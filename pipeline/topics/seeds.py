"""What a fit of topics starts from: the words that speak for each policy hotspot.

A factorisation that starts from the corpus alone turns another way when one transcript of a few is
left out. The hotspots' words are the same for every corpus; a topic moves from them as far as its
passages ask, and keeps the name of where it began as its id.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipeline.taxonomy import NONE, PROCEDURE
from pipeline.taxonomy.model import GENERAL, load_weights

MOST_WORDS = 300
"""Words of a hotspot, those that speak most for it. With 60, topics of 6 reports began with
hotspots that they were not of, and fewer ids stayed when one was left out (.96, not .99)."""
PART = 8
"""A hotspot starts a topic where it has the n-th part of an even share of the passages: from the
fourth part on .82 to .96 of the ids stayed of 60 briefings, as the model was fitted; .95 from the
eighth. A topic that starts from no hotspot has another id as soon as another word leads it."""


class Seeds(NamedTuple):
    """Hotspots with the weights of a vocabulary's words for each.

    A row is as long as the part of what speaks for the hotspot that the vocabulary has.
    """

    names: list[str]
    words: NDArray[np.float32]


def load_seeds(words: list[str]) -> Seeds:
    """Return the hotspots of the general model with the weights of these words."""
    weights = load_weights(GENERAL)
    names = [name for name in weights.categories if name not in (NONE, PROCEDURE)]
    speak = weights.coefficients[[weights.categories.index(name) for name in names]]
    speak = np.maximum(speak - speak.mean(axis=0), 0)[:, : len(weights.words)]
    speak /= np.linalg.norm(speak, axis=1, keepdims=True)
    places = {word: place for place, word in enumerate(weights.words)}
    shared = np.array([(c, places[w]) for c, w in enumerate(words) if w in places], np.int64)
    made = np.zeros((len(names), len(words)), np.float32)
    if len(shared):
        made[:, shared[:, 0]] = speak[:, shared[:, 1]]
    for row in made:
        row[np.argsort(-row, kind="stable")[MOST_WORDS:]] = 0
    return Seeds(names, made)


class Claims(NamedTuple):
    """The hotspots that start a topic, by their numbers, and the passages that are of none."""

    chosen: list[int]
    left: NDArray[np.int64]


def choose_seeds(weighted: csr_matrix, seeds: Seeds, number: int) -> Claims:
    """Return at most so many hotspots, those first whose words all passages together have most of.

    A passage is of the hotspot whose words it has most of. How much is said of a hotspot changes
    less than the number of its passages where one transcript is left out.
    """
    said = weighted @ seeds.words.T
    best = np.where(said.max(axis=1) > 0, said.argmax(axis=1), -1)
    held = np.bincount(best[best >= 0], minlength=len(seeds.names))
    ranked = np.argsort(-said.sum(axis=0), kind="stable")[:number].tolist()
    chosen = [one for one in ranked if held[one] * number * PART >= len(best) and held[one]]
    return Claims(chosen, np.flatnonzero(~np.isin(best, chosen)))
