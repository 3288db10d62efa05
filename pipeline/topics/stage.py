"""Finds the topics of the whole corpus and the passages that carry them.

Reads the clean transcripts and the segmentations of all batches; writes one Topic per line, and
one TopicChoice: how many topics there are, and why.
A passage is a paragraph of a turn; topics are the factors of the passages' TF-IDF (non-negative
matrix factorisation). No reader has to take a topic on trust: its passages are cited.
"""

import hashlib
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.artefacts import list_batches, write
from pipeline.cli import make_parser
from pipeline.kept import keeping
from pipeline.language.terms.background import Background, load_background
from pipeline.language.terms.words import StopWords, load_stop_words
from pipeline.records.phrases import Phrase
from pipeline.records.segmentation import Segmentation
from pipeline.records.topics import Topic, TopicChoice, TopicPassage, TopicShare
from pipeline.taxonomy import load_taxonomy
from pipeline.taxonomy.model import GENERAL, Classifier, load_weights
from pipeline.topics.model import Model, fit_topics
from pipeline.topics.naming import (
    BegunTopic,
    ToldTopic,
    TopicTerms,
    fold_passage,
    load_topic_terms,
    name_topic,
)
from pipeline.topics.passages import (
    PassagePlace,
    Passages,
    Reader,
    read_passages,
    read_shown,
)
from pipeline.topics.seeds import choose_topics

MOST_TERMS = 10
MOST_NAMING_TERMS = 40
MOST_PASSAGES = 10
MOST_NAMING_PASSAGES = 30
MOST_HEADINGS = 8
MOST_MONTHS = 24
MOST_PERIODS = 30
DECIMALS = 4
"""Of weights and shares: enough to rank, too few for the last bits of a sum to show."""
Shown = dict[PassagePlace, tuple[str, Segmentation]]


class Outline(NamedTuple):
    """A topic before its passages are read again: weights are rounded.

    A word says the more of a topic the more of its weight in all topics it has in this one: 数据
    and 深度 are words of many.
    """

    share: float
    terms: list[tuple[str, float]]
    passages: list[tuple[PassagePlace, float]]
    headings: list[TopicShare]
    periods: list[TopicShare]
    hotspots: Mapping[str, int]
    begun: BegunTopic


def find_topics(
    passages: Passages,
    number: int | None,
    background: Background,
    stop: StopWords,
) -> tuple[list[Topic], list[TopicChoice]]:
    """Return the topics of all transcripts, that of most passages first, and their choice.

    `number` is None for as many as the corpus calls for (see `choose_topics`). A corpus without a
    passage of enough words has none.
    """
    if not len(passages):
        return [], []
    weighted, words = passages.weigh_words()
    if not words:
        return [], []
    headings = len(passages.headings.names) - 1
    hotspots = passages.get_hotspots()
    choice, shares = choose_topics(hotspots, headings, number)
    model = fit_topics(weighted, hotspots, passages.number(passages.transcripts), shares)
    outlines = outline(model, words, passages)
    shown = read_shown(
        passages.batches, (place for topic in outlines for place, _ in topic.passages)
    )
    terms = load_topic_terms(background, stop)
    topics: list[Topic] = []
    for topic in outlines:
        taken = {found.name for found in topics}
        topics.append(describe_topic(topic, shown, terms, taken))
    return topics, [choice]


def make_id(begun: BegunTopic) -> str:
    """Return the id of a topic: of the hotspot and the word that it began with."""
    digest = hashlib.sha256("\0".join(filter(None, begun)).encode()).hexdigest()[:8]
    return f"topic-{digest}"


def outline(model: Model, words: list[str], passages: Passages) -> list[Outline]:
    """Return what is to be shown of each topic, that of the largest share first."""
    main = np.where(model.passages.max(axis=1) > 0, model.passages.argmax(axis=1), -1)
    months = sorted(filter(None, passages.dates.names))
    years = len(months) > MOST_MONTHS
    labels = [(date[:4] if years else date) if date else "" for date in passages.dates.names]
    periods = sorted(set(filter(None, labels)))[-MOST_PERIODS:]
    places = {period: number for number, period in enumerate(periods)}
    when = np.array([places.get(label, -1) for label in labels])[passages.number(passages.dates)]
    under = passages.number(passages.headings) - 1
    titles = [title or "" for title in passages.headings.names][1:]
    every = model.words.sum(axis=0)
    hotspots = passages.get_hotspots()
    outlines = []
    for topic, begun in enumerate(model.begun):
        own = np.sqrt(model.words[topic] / np.maximum(every, np.finfo(np.float32).tiny))
        terms = rank_weights(model.words[topic] * own, MOST_NAMING_TERMS)
        weights = np.where(main == topic, model.passages[:, topic], 0)
        carried = rank_weights(weights, MOST_NAMING_PASSAGES)
        outlines.append(
            Outline(
                share=round(float((main == topic).mean()), DECIMALS),
                terms=[(words[i], weight) for i, weight in terms],
                passages=[(passages.place(i), weight) for i, weight in carried],
                headings=sorted(
                    (s for s in share_out(titles, under, main == topic) if s.share > 0),
                    key=lambda s: (-s.share * s.passages, s.label),
                )[:MOST_HEADINGS],
                periods=share_out(periods, when, main == topic),
                hotspots=Counter(filter(None, (hotspots[i] for i, _ in carried))),
                begun=BegunTopic(begun.hotspot, None if begun.word is None else words[begun.word]),
            )
        )
    return sorted(
        (topic for topic in outlines if topic.terms and topic.passages),
        key=lambda topic: (-topic.share, topic.terms),
    )


def share_out(
    labels: Sequence[str], parts: NDArray[np.integer[Any]], is_main: NDArray[np.bool_]
) -> list[TopicShare]:
    """Return the share of a topic in each part; `parts` numbers them by passage, -1 is none."""
    every = np.bincount(parts[parts >= 0], minlength=len(labels))
    own = np.bincount(parts[is_main & (parts >= 0)], minlength=len(labels))
    return [
        TopicShare(
            label=label, passages=int(every[i]), share=round(float(own[i] / every[i]), DECIMALS)
        )
        for i, label in enumerate(labels)
        if every[i]
    ]


def rank_weights(weights: np.ndarray, most: int) -> list[tuple[int, float]]:
    """Return the numbers of the largest weights that are not 0, largest first, rounded."""
    rounded = np.round(weights.astype(np.float64), DECIMALS)
    order = np.argsort(-rounded, kind="stable")[:most]
    return [(int(i), round(float(rounded[i]), DECIMALS)) for i in order if rounded[i] > 0]


def describe_topic(topic: Outline, shown: Shown, terms: TopicTerms, taken: Container[str]) -> Topic:
    """Return a topic with its name, none of those that are taken, and the text of its passages."""
    read = [shown[place] for place, _ in topic.passages]
    texts = [fold_passage(*passage) for passage in read]
    told = ToldTopic(read, texts, dict(topic.terms), topic.hotspots, topic.begun)
    return Topic(
        id=make_id(topic.begun),
        name=name_topic(told, terms, taken),
        share=topic.share,
        terms=tuple(Phrase(text=word, weight=weight) for word, weight in topic.terms[:MOST_TERMS]),
        passages=tuple(
            TopicPassage(
                transcript=segmentation.transcript,
                section=segmentation.sentences[0].section,
                turn=segmentation.sentences[0].turn,
                start=place.start,
                end=place.end,
                text=text[place.start : place.end],
                weight=weight,
            )
            for (place, weight), (text, segmentation) in zip(
                topic.passages[:MOST_PASSAGES], read[:MOST_PASSAGES], strict=True
            )
        ),
        headings=tuple(topic.headings),
        periods=tuple(topic.periods),
    )


def parse_number(text: str) -> int | None:
    """Return the number of topics, or None for auto. Raises ValueError where it is neither."""
    if text == "auto":
        return None
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def main(argv: list[str]) -> None:
    """Write the topics of all batches."""
    parser = make_parser("topics", __doc__, ("clean", "segment"), many=True)
    parser.add_argument("--topics", type=parse_number, default=None, metavar="auto|N")
    parser.add_argument("--choice", type=Path, required=True)
    options = parser.parse_args(argv)
    batches = [(clean, segment) for clean, segment in list_batches(options, ("clean", "segment"))]
    background, stop = load_background(), load_stop_words()
    reader = Reader(background, stop, Classifier(load_weights(GENERAL), load_taxonomy()))
    with keeping("topics", options.output) as kept:
        passages = read_passages(batches, reader, kept)
    topics, choice = find_topics(passages, options.topics, background, stop)
    write(options.output, topics)
    write(options.choice, choice)
