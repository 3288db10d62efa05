"""Names a topic after the terms of the passages that carry it most."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.language.terms.background import Background
from pipeline.language.terms.candidates import MOST_CHARACTERS, Words, find_candidates
from pipeline.language.terms.words import StopWords, fold_words
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.taxonomy import load_taxonomy
from pipeline.taxonomy.model import GENERAL, Classifier, load_weights
from pipeline.topics.matters import count_hotspots

PART = 4
"""A term of a name stands in one of so many passages at least: a rarer one says more of a passage
or two than of the topic, and 阿富汗 alone is a better name than 阿富汗、领土完整."""
OWN = 3
"""A topic is still of the hotspot that it began with where one of so many passages is."""
WEAK = 0.6
"""Part of the passages that have a term at least where it, and not the hotspot that the topic began
with, is its name."""
SPECIFIC = 3
"""Characters of a term that says what a general one or a place is spoken of for: 新疆、强迫劳动
says more than 新疆 or 新疆、谎言."""
TOGETHER = 2
"""Passages that say two terms as one before the name does: 农村基础设施."""
BESIDE = 0.05
"""Of the weight of the heaviest word: so much has a word that stands beside a general one."""
LEAST_SCORE = 0.4
"""Of the score of the first term: one good term is a better name than that and a weak one."""
AND = re.compile("[与、]")
"""Between the matters of one hotspot: 就业与社会保障."""
OTHERS = "其他"
"""Beside the word that is all that the passages of a topic have in common."""


class TopicTerms(NamedTuple):
    """What decides which words name a topic.

    `owners` has the hotspots of each folded term of the taxonomy, `names` and `fields` have the
    name of each hotspot and that of its field; `classifier` says of which a passage is.
    """

    background: Background
    stop: StopWords
    owners: Mapping[str, frozenset[str]]
    names: Mapping[str, str]
    fields: Mapping[str, str]
    classifier: Classifier


class ToldTopic(NamedTuple):
    """What a topic is named by: its passages with their folded texts, the weights of its words, how
    many of the passages are of each hotspot, and the one that it began with, if any."""

    passages: Sequence[tuple[Transcript, Segmentation]]
    texts: Sequence[str]
    weights: Mapping[str, float]
    hotspots: Mapping[str, int]
    begun: str | None

    @property
    def fewest(self) -> float:
        """The number of passages that have a term of the name at least."""
        return min(max(2.0, len(self.texts) / PART), len(self.texts))


def load_topic_terms(background: Background, stop: StopWords) -> TopicTerms:
    """Return what names topics: the taxonomy, and the general model of its hotspots."""
    taxonomy = load_taxonomy()
    owners: dict[str, frozenset[str]] = {}
    for found in taxonomy.category:
        for term in map(fold_words, found.terms):
            owners[term] = owners.get(term, frozenset()) | {found.id}
    names = {found.id: found.name.zh for found in taxonomy.category}
    classifier = Classifier(load_weights(GENERAL), taxonomy)
    fields = {hotspot: field.name.zh for field in taxonomy.field for hotspot in field.categories}
    return TopicTerms(background, stop, owners, names, fields, classifier)


def read_topic(
    passages: Sequence[tuple[Transcript, Segmentation]],
    weights: Mapping[str, float],
    begun: str | None,
    terms: TopicTerms,
) -> ToldTopic:
    """Return what a topic is named by, of the passages that carry it and its words."""
    texts = [read_text(*passage) for passage in passages]
    hotspots = count_hotspots(passages, terms.classifier, terms.stop)
    return ToldTopic(passages, texts, weights, hotspots, begun)


def name_topic(topic: ToldTopic, terms: TopicTerms) -> str:
    """Return one or two whole terms that say what the topic is about.

    The first is the best that says a matter by itself. Where the hotspot that most passages are of,
    or the topic began with, has it in its name, that is the name: 区域协调发展, not 区域. Where
    few passages have it, it is that of the hotspot that the topic began with. Another term with a
    place, or of two characters, is general: it has one beside it. Where no term of enough passages
    says a matter, or a verb alone does, the hotspots of the passages do.
    """
    frequencies = count_terms(topic, terms)
    scores = score_terms(frequencies, topic.weights)
    frequent = sorted(
        (words for words in scores if frequencies[words] >= topic.fewest),
        key=lambda words: (-scores[words], words),
    )
    leading = [words for words in frequent if leads(words, topic, terms)]
    hotspot = find_hotspot(topic, terms)
    if not leading:
        return hotspot or name_mixed(topic, terms)
    first, own = leading[0], find_own(topic, terms)
    for matter in (*AND.split(hotspot), *AND.split(own)):
        if "".join(first) in matter:
            return matter
    if (own or hotspot) and frequencies[first] < WEAK * len(topic.texts):
        return own or hotspot
    likely = [words for words in leading if scores[words] >= LEAST_SCORE * scores[first]]
    named = complete(first, frequent, likely, terms.background)
    if named == ["".join(first)] and not is_specific(first, terms.background):
        named += find_beside(first, find_words(topic), terms.background)
        if len(named) == 1 and terms.background.is_action(named[0]):
            return hotspot or name_mixed(topic, terms)
    return join(named, topic.texts, terms.background)


def find_hotspot(topic: ToldTopic, terms: TopicTerms) -> str:
    """Return the name of the hotspot that half of the passages are of, or nothing."""
    most = rank_counts(topic.hotspots)[:1]
    return "".join(
        terms.names[name] for name in most if topic.hotspots[name] * 2 >= len(topic.texts)
    )


def find_own(topic: ToldTopic, terms: TopicTerms) -> str:
    """Return the name of the hotspot that the topic began with, if enough passages are of it."""
    times = topic.hotspots.get(topic.begun or "", 0)
    return terms.names[topic.begun or ""] if times * OWN >= len(topic.texts) else ""


def leads(term: Words, topic: ToldTopic, terms: TopicTerms) -> bool:
    """Return whether a term says a matter by itself.

    A word of two characters does where enough passages are of the field of a hotspot that has it
    among its terms (教育, but not 数据 of figures of all kinds), or where it names a place or a
    firm.
    """
    name = "".join(term)
    if len(name) >= SPECIFIC or says_who(name, terms.background):
        return True
    owners = terms.owners.get(name, ())
    fields = {terms.fields[owner] for owner in owners}
    near = sum(times for owner, times in topic.hotspots.items() if terms.fields[owner] in fields)
    return near >= topic.fewest or bool(owners and terms.background.is_name(name))


def name_mixed(topic: ToldTopic, terms: TopicTerms) -> str:
    """Return the names of the one or two hotspots that enough passages are of.

    Where there is none, the one or two fields that half of the passages are of; else the
    heaviest word, as one of several: 数据、其他.
    """
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
    word = min(topic.weights, key=lambda word: (-topic.weights[word], word))
    return f"{word}、{OTHERS}"


def rank_counts(counts: Mapping[str, int]) -> list[str]:
    """Return what is counted, that of most first."""
    return sorted(counts, key=lambda name: (-counts[name], name))


def find_words(topic: ToldTopic) -> dict[str, float]:
    """Return the weights of the words that may stand beside a general term."""
    least = BESIDE * max(topic.weights.values())
    return {
        word: weight
        for word, weight in topic.weights.items()
        if weight >= least and sum(word in text for text in topic.texts) >= topic.fewest
    }


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


def join(terms: Sequence[str], texts: Sequence[str], background: Background) -> str:
    """Return one or two terms as a name: as the passages say them together, or beside each other.

    就业 and 高校毕业生 are 高校毕业生就业; but what an action is done to, and who acts or suffers,
    is often cut out of more: 化解中小金融机构风险, 对俄罗斯制裁; and two of a kind are two:
    新兴产业、未来产业.
    """
    if len(terms) == 1:
        return terms[0]
    first, second = terms
    if first[-2:] != second[-2:] and not any(says_who(term, background) for term in terms):
        for one, two in ((first, second), (second, first)):
            together = sum(one + two in text for text in texts)
            if together >= TOGETHER and not background.is_action(one):
                return one + two
    if background.is_action(first) and not background.is_action(second):
        first, second = second, first
    return f"{first}、{second}"


def says_who(word: str, background: Background) -> bool:
    """Return whether a word names a place or a body."""
    return background.is_place(word) or background.is_body(word)


def is_specific(term: Words, background: Background) -> bool:
    """Return whether a term says what is spoken of: it is no short word, of no place and no body.

    日本民众, 美国 and 日本政府 say who, not what.
    """
    return len("".join(term)) >= SPECIFIC and not any(says_who(word, background) for word in term)


def find_beside(term: Words, weights: Mapping[str, float], background: Background) -> list[str]:
    """Return the word of the topic, if any, that says most beside a general term.

    `weights` are those of words that stand in enough of the passages.
    """
    name = "".join(term)
    others = [
        word
        for word in weights
        if not says_who(word, background) and not shares((word,), term) and name[:2] not in word
    ]
    return sorted(others, key=lambda word: (-weights[word] * math.log2(len(word)), word))[:1]


def complete(
    first: Words, frequent: Sequence[Words], likely: Sequence[Words], background: Background
) -> list[str]:
    """Return the first term with what it needs beside it.

    A general one is part of a longer one (人权问题), or has one beside it, of those that are
    frequent (疫苗、发展中国家); another has one beside it that is as likely a name.
    """
    name = "".join(first)
    if is_specific(first, background):
        beside = ["".join(words) for words in likely if not shares(words, first)]
        return [name, *beside[:1]]
    for words in frequent:
        text = "".join(words)
        if len(text) < SPECIFIC:
            continue
        if name in text and is_specific(words, background):
            return [text]
        if not shares(words, first) and not any(says_who(word, background) for word in words):
            return [name, text]
    return [name]


def count_terms(topic: ToldTopic, terms: TopicTerms) -> Counter[Words]:
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


def read_text(transcript: Transcript, segmentation: Segmentation) -> str:
    """Return the folded text of a passage."""
    first, last = segmentation.sentences[0], segmentation.sentences[-1]
    return fold_words(transcript.text[first.start : last.end])


def shares(one: Words, two: Words) -> bool:
    """Return whether two terms have a word in common, or one is part of the other."""
    first, second = "".join(one), "".join(two)
    return bool(set(one) & set(two)) or first in second or second in first
