"""The weights of reading order: one record for weights.toml, which says where each comes from."""

from collections.abc import Mapping
from math import exp
from typing import Literal

from pipeline.knowledge import Entry, KnowledgeFile

Sequel = Literal["sentence", "paragraph", "answer"]
"""What goes on with the topic: the rest of a sentence, a paragraph below, an answer."""
Flow = Literal["rarest", "named", "out_of_course"]


class TopicWeights(Entry):
    """Weights of shared pairs of characters."""

    near: float
    exchange: float
    none: float
    most: float


class PlaceWeights(Entry):
    """Weights of two pieces belonging side by side as they stand in the file."""

    first: float
    likely: float
    cut: float
    bound: float
    hidden: float
    unhidden: float
    shuffled: float


class NumberWeights(Entry):
    """Weights of numbers that follow each other, skip, or fall."""

    follow: float
    skip: float
    fall: float


class SentenceWeights(Entry):
    """Weights of where sentences and lines begin and end."""

    missing: float
    gap: float
    text_start: float
    only_start: float
    heading_line: float
    spoken_line: float
    most_end: float
    unbroken: float


class StepBounds(Entry):
    """Bounds of how sure a step of the order is."""

    unlikely: float
    certain: float
    whole: float


class WrapWeights(Entry):
    """Weights of lines that go on in the next one."""

    goes_on: float
    doubted: float
    over_page: float
    lost: float
    lost_marked: float
    belongs: float
    alone: dict[str, float]
    among_others: dict[str, float]
    joined: dict[str, float]


class DisorderWeights(Entry):
    """Log-odds of a text out of order, and the probabilities that count."""

    prior: float
    doubtful: float
    even: float
    most_gain: float
    signs: dict[str, float]


class OrderWeights(KnowledgeFile):
    """All weights."""

    file = "weights.toml"
    label: float
    title: float
    end: float
    by_chance: float
    start: dict[str, float]
    join: dict[str, float]
    topic: dict[Sequel, TopicWeights]
    flow: dict[Flow, float]
    places: PlaceWeights
    numbers: NumberWeights
    sentences: SentenceWeights
    steps: StepBounds
    wraps: WrapWeights
    torn: dict[str, float]
    disorder: DisorderWeights
    parted: dict[str, float]


def weigh_signs(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the log-odds that the signs add up to."""
    return sum(weights[code] * value for code, value in signs.items())


def logistic(x: float) -> float:
    """Return the probability of log-odds.

    >>> round(logistic(3.0), 2)
    0.95
    """
    return 1 / (1 + exp(-x)) if x > -30 else 0.0
