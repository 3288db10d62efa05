"""Names a topic after the terms of the passages that carry it most."""

import math
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from pipeline.language.terms.background import Background
from pipeline.language.terms.candidates import MOST_CHARACTERS, Words, find_candidates
from pipeline.language.terms.words import StopWords, fold_words
from pipeline.records.segmentation import Segmentation
from pipeline.taxonomy import load_taxonomy

PART_WITH_TERM = 4
"""A term of a name stands in one of so many passages at least: a rarer one says more of a passage
or two than of the topic."""
PART_OF_HOTSPOT = 3
"""A topic is still of the hotspot that it began with where one of so many passages is."""
SHARE_WITH_NAME = 0.6
"""Part of the passages that have a term at least where it, and not their hotspot, is the name."""
MOST_LEADING_WORDS = 3
"""Heaviest words of a topic, of which a narrower name than its hotspot is made: 核污染水, not
义务教育 where most passages have it beside universities."""
SHORTEST_SPECIFIC = 3
"""Characters of a term that says by itself what is spoken of: 核污染水, not 污染 or 日本."""


class TopicTerms(NamedTuple):
    """What decides which words name a topic.

    `owners` has the hotspots of each folded term of the taxonomy, `names` and `fields` have the
    name of each hotspot and that of its field.
    """

    background: Background
    stop: StopWords
    owners: Mapping[str, frozenset[str]]
    names: Mapping[str, str]
    fields: Mapping[str, str]


class BegunTopic(NamedTuple):
    """The hotspot and the word that a topic began with, if any."""

    hotspot: str | None = None
    word: str | None = None


class ToldTopic(NamedTuple):
    """What a topic is named by: its passages (a text and the sentences in it that are theirs) with
    their folded texts, the weights of its words, how many of the passages are of each hotspot, and
    the one that it began with, if any."""

    passages: Sequence[tuple[str, Segmentation]]
    texts: Sequence[str]
    weights: Mapping[str, float]
    hotspots: Mapping[str, int]
    begun: BegunTopic

    @property
    def fewest(self) -> float:
        """The number of passages that have a term of the name at least."""
        return min(max(2.0, len(self.texts) / PART_WITH_TERM), len(self.texts))


def load_topic_terms(background: Background, stop: StopWords) -> TopicTerms:
    """Return what names topics: the taxonomy."""
    taxonomy = load_taxonomy()
    owners: dict[str, frozenset[str]] = {}
    for found in taxonomy.category:
        for term in map(fold_words, found.terms):
            owners[term] = owners.get(term, frozenset()) | {found.id}
    names = {found.id: found.name.zh for found in taxonomy.category}
    fields = {hotspot: field.name.zh for field in taxonomy.field for hotspot in field.categories}
    return TopicTerms(background, stop, owners, names, fields)


def name_topic(topic: ToldTopic, terms: TopicTerms, taken: Container[str] = ()) -> str:
    """Return what a topic is about: the name of its hotspot, or a narrower matter of it.

    That is a term which most passages have: 核污染水, not 生态环境与气候. A place, a body or a firm
    says whom the hotspot is spoken of for: 国际与地区热点：阿富汗. Where the name is `taken`, the
    best of the other terms says which part of the hotspot it is.
    """
    frequencies = count_passages(topic, terms)
    scores = score_terms(frequencies, topic.weights)
    frequent = sorted(
        (words for words in scores if frequencies[words] >= topic.fewest),
        key=lambda words: (-scores[words], words),
    )
    hotspot = find_hotspot(topic, terms)
    if not hotspot:
        return name_mixed(frequent, topic, terms)
    wide = [words for words in frequent if frequencies[words] >= SHARE_WITH_NAME * len(topic.texts)]
    leading = rank_counts(topic.weights)[:MOST_LEADING_WORDS]
    narrow = [words for words in wide if is_specific(words, terms.background)]
    specific = ["".join(words) for words in narrow if set(words) <= set(leading)]
    whom = [name for name in map("".join, wide) if says_whom(name, hotspot, terms)]
    told = [name for name in whom if not set(name) & set(hotspot)]
    if hotspot == terms.names.get(topic.begun.hotspot or "") and topic.begun.word:
        told.insert(0, topic.begun.word)
    others = [*map("".join, frequent), *rank_counts(topic.weights)]
    names = [
        *(name for name in specific if name not in hotspot),
        *([f"{hotspot}：{name}" for name in told[:1]] or [hotspot]),
        *(f"{hotspot}：{name}" for name in others if name not in hotspot),
    ]
    return next((name for name in names if name not in taken), hotspot)


def find_hotspot(topic: ToldTopic, terms: TopicTerms) -> str:
    """Return the name of the hotspot that half of the passages are of, or that it began with and
    enough are of; or nothing."""
    most = [name for name, times in topic.hotspots.items() if times * 2 >= len(topic.texts)]
    if topic.hotspots.get(topic.begun.hotspot or "", 0) * PART_OF_HOTSPOT >= len(topic.texts):
        most.append(topic.begun.hotspot or "")
    return terms.names[min(most, key=lambda name: (-topic.hotspots[name], name))] if most else ""


def name_mixed(frequent: Sequence[Words], topic: ToldTopic, terms: TopicTerms) -> str:
    """Return what a topic is about whose passages are of many hotspots.

    That is the best term that is specific; else the one or two hotspots that enough passages are
    of, or fields that half of them are of; else its two heaviest words.
    """
    for words in frequent:
        if is_specific(words, terms.background):
            return "".join(words)
    hotspots = rank_counts(topic.hotspots)
    told = [terms.names[name] for name in hotspots[:2] if topic.hotspots[name] >= topic.fewest]
    if told:
        return "、".join(told)
    times: Counter[str] = Counter()
    for name in hotspots:
        times[terms.fields[name]] += topic.hotspots[name]
    fields = [field for field in rank_counts(times) if times[field] > 1]
    for most in (1, 2):
        if sum(times[field] for field in fields[:most]) * 2 >= len(topic.texts):
            return "、".join(fields[:most])
    return "、".join(rank_counts(topic.weights)[:2])


def rank_counts(counts: Mapping[str, float]) -> list[str]:
    """Return what is counted or weighed, that of most first."""
    return sorted(counts, key=lambda name: (-counts[name], name))


def score_terms(
    frequencies: Mapping[Words, int], weights: Mapping[str, float]
) -> dict[Words, float]:
    """Return how well each term would name a topic, of those that have words of it.

    That is the number of passages that have it, times the mean weight of its words in the topic,
    times the logarithm of its length.
    """
    scores = {
        words: frequency
        * math.log2(sum(map(len, words)))
        * sum(weights.get(word, 0) for word in words)
        / len(words)
        for words, frequency in frequencies.items()
    }
    return {words: score for words, score in scores.items() if score > 0}


def says_who(word: str, background: Background) -> bool:
    """Return whether a word names a place or a body."""
    return background.is_place(word) or background.is_body(word)


def says_whom(name: str, hotspot: str, terms: TopicTerms) -> bool:
    """Return whether a term is a place or a body, or a firm: a name that the taxonomy knows, and
    that is not of the hotspot."""
    owners = {terms.names[owner] for owner in terms.owners.get(name, ())}
    firm = bool(owners) and hotspot not in owners and terms.background.is_name(name)
    return firm or says_who(name, terms.background)


def is_specific(term: Words, background: Background) -> bool:
    """Return whether a term says what is spoken of: it is no short word, of no place and no body.

    日本民众, 美国 and 日本政府 say who, not what.
    """
    return len("".join(term)) >= SHORTEST_SPECIFIC and not any(
        says_who(word, background) for word in term
    )


def count_passages(topic: ToldTopic, terms: TopicTerms) -> Counter[Words]:
    """Return in how many passages each term stands.

    Words of the topic that are known to name a matter are terms, verbs among them (就业, 旅游).
    """
    found = [find_candidates(*passage, terms.background, terms.stop) for passage in topic.passages]
    persons = {word for candidates in found for word in candidates.persons}
    frequencies = Counter(
        words for candidates in found for words in candidates.surfaces if persons.isdisjoint(words)
    )
    for word in sorted(terms.owners.keys() & topic.weights.keys()):
        if len(word) <= MOST_CHARACTERS and not frequencies[word,]:
            frequencies[word,] = sum(word in text for text in topic.texts)
    return frequencies


def fold_passage(text: str, segmentation: Segmentation) -> str:
    """Return the folded text of a passage of a text."""
    first, last = segmentation.sentences[0], segmentation.sentences[-1]
    return fold_words(text[first.start : last.end])
