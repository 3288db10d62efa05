"""Words nearby: those right before and behind a number, and its unit, that tell of a choice.

Which of them do, and how much, is fitted: weights.tsv has a line for each word of a candidate.
"""

from collections.abc import Iterable, Mapping, Sequence

from pipeline.claims.find.quantities import Quantity
from pipeline.claims.read.features import MODALITIES, OWN_SOURCES
from pipeline.language.tokenizer import Tokenizer

BEFORE, BEHIND = 12, 6
"""Characters before a number and behind it in which words are looked at."""
MOST_BEHIND = 2
"""Words behind it."""
CANDIDATES: Mapping[str, Sequence[str]] = {"period": OWN_SOURCES, "modality": MODALITIES}
"""Choice → the candidates that words by a number may tell of."""
PLACES = ("near_before", "near_behind", "near_unit")

Nearby = Mapping[str, Sequence[tuple[str, str]]]
"""A word with its place (near_behind.罚款) → the candidates that it tells of, with its feature."""


def find_words(text: str, low: int, quantity: Quantity, tokenizer: Tokenizer) -> list[str]:
    """Return the words by a number whose clause begins at `low`, each with its place."""
    start, end = quantity.start, quantity.end
    before = tokenizer.cut(text[max(low, start - BEFORE) : start])
    behind = tokenizer.cut(text[end : end + BEHIND])[:MOST_BEHIND]
    words = [f"near_before.{word}" for word in before] + [f"near_behind.{word}" for word in behind]
    return list(dict.fromkeys([*words, f"near_unit.{quantity.unit}"]))


def is_nearby(feature: str) -> bool:
    """Return whether a feature is a word by a number.

    >>> is_nearby("limit.near_behind.罚款"), is_nearby("left.before.noun")
    (True, False)
    """
    _, _, word = feature.partition(".")
    place, _, word = word.partition(".")
    return place in PLACES and word != ""


def may_be_nearby(choice: str, feature: str) -> bool:
    """Return whether a feature is a word by a number that may tell of a candidate of a choice.

    >>> [may_be_nearby(choice, "limit.near_behind.罚款") for choice in ("modality", "period")]
    [True, False]
    """
    return is_nearby(feature) and feature.partition(".")[0] in CANDIDATES.get(choice, ())


def index_words(features: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Return the words by a number among features, each with the candidates that it tells of.

    >>> index_words(["limit.any", "limit.near_behind.罚款", "none.near_behind.罚款"])
    {'near_behind.罚款': [('limit', 'limit.near_behind.罚款'), ('none', 'none.near_behind.罚款')]}
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for feature in filter(is_nearby, features):
        candidate, _, word = feature.partition(".")
        found.setdefault(word, []).append((candidate, feature))
    return found


def relate_words(words: Iterable[str], nearby: Nearby) -> dict[str, list[str]]:
    """Return the features that words are of each candidate that they tell of."""
    related: dict[str, list[str]] = {}
    for word in words:
        for candidate, feature in nearby.get(word, ()):
            related.setdefault(candidate, []).append(feature)
    return related
