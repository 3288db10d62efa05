"""Names a topic after the terms of the passages that carry it most."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.language.terms.background import Background
from pipeline.language.terms.candidates import MOST_CHARACTERS, Words, find_candidates
from pipeline.language.terms.words import StopWords, fold_words
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript

PART = 6
"""A term of several words, or one beside a place, stands in one of so many passages at least."""
SPECIFIC = 3
"""Characters of a term that says what a general one or a place is spoken of for: 新疆、强迫劳动
says more than 新疆 or 新疆、谎言."""
TOGETHER = 2
"""Passages that say two terms as one before the name does: 农村基础设施."""
CONCERNING = "涉"
"""A term that begins with it names its place itself (涉疆)."""
BESIDE = 0.05
"""Of the weight of the heaviest word: so much has a word that stands beside a general one."""
LEAST_SCORE = 0.4
"""Of the score of the first term: one good term is a better name than that and a weak one."""


class TopicTerms(NamedTuple):
    """What decides which words name a topic: `known` are folded names of a matter."""

    background: Background
    stop: StopWords
    known: frozenset[str]


def name_topic(
    passages: Sequence[tuple[Transcript, Segmentation]],
    weights: Mapping[str, float],
    terms: TopicTerms,
) -> str:
    """Return one or two whole terms that say what the topic is about.

    A term's weight is the number of passages that have it, times the mean weight of its words
    in the topic, times the logarithm of its length; the words of the topic alone where the
    passages have no term. One of several words has to stand in a sixth of the passages, and
    weighs less the fewer of its words are the topic's. A term with a place, or a word of two
    characters, is general: it needs another beside it.
    """
    frequencies = count_terms(passages, weights, terms)
    fewest = max(2, len(passages) / PART)
    repeated = {words: n for words, n in frequencies.items() if len(words) == 1 or n >= fewest}
    scored = {
        words: frequency
        * math.log2(sum(map(len, words)))
        * weigh(words, weights)
        * (sum(word in weights for word in words) / len(words))
        for words, frequency in (repeated or frequencies).items()
    }
    scored = {words: score for words, score in scored.items() if score > 0}
    if not scored:
        return "、".join(sorted(weights, key=lambda word: (-weights[word], word))[:2])
    ranked = sorted(scored, key=lambda words: (-scored[words], words))
    least = BESIDE * max(weights.values(), default=0)
    frequent = [
        words
        for words in ranked[1:]
        if frequencies[words] >= fewest and weigh(words, weights) >= least
    ]
    likely = [words for words in ranked[1:] if scored[words] >= LEAST_SCORE * scored[ranked[0]]]
    texts = [read_text(*passage) for passage in passages]
    found = complete(ranked[0], frequent, likely, terms.background)
    if found == ["".join(ranked[0])] and not is_specific(ranked[0], terms.background):
        told = Counter(word for word in weights for text in texts if word in text)
        beside = {
            word: weights[word] for word in told if told[word] >= fewest and weights[word] >= least
        }
        found += find_beside(ranked[0], beside, terms.background)
    return join(found, texts, terms.background)


def weigh(words: Words, weights: Mapping[str, float]) -> float:
    """Return the mean weight of the words of a term in the topic."""
    return sum(weights.get(word, 0) for word in words) / len(words)


def join(terms: Sequence[str], texts: Sequence[str], background: Background) -> str:
    """Return one or two terms as a name: as the passages say them together, or beside each other.

    就业 and 高校毕业生 are 高校毕业生就业; but what an action is done to, and who acts or suffers,
    is often cut out of more: 化解中小金融机构风险, 对俄罗斯制裁. 涉疆谎言 names its place itself.
    """
    if len(terms) == 1:
        return terms[0]
    first, second = terms
    if not any(says_who(term, background) for term in terms):
        for one, two in ((first, second), (second, first)):
            together = sum(one + two in text for text in texts)
            if together >= TOGETHER and not background.is_action(one):
                return one + two
    if second.startswith(CONCERNING):
        return second
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

    `weights` are those of words that stand in a sixth of the passages: a rarer one says more of a
    passage or two than of the topic, and 阿富汗 alone is a better name than 阿富汗、领土完整.
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


def count_terms(
    passages: Sequence[tuple[Transcript, Segmentation]],
    weights: Mapping[str, float],
    terms: TopicTerms,
) -> Counter[Words]:
    """Return in how many passages each term stands.

    Words of the topic that are known to name a matter are terms, verbs among them (就业, 旅游).
    """
    background, stop, known = terms
    found = [find_candidates(*passage, background, stop) for passage in passages]
    persons = {word for candidates in found for word in candidates.persons}
    frequencies = Counter(
        words for candidates in found for words in candidates.surfaces if persons.isdisjoint(words)
    )
    texts = [read_text(*passage) for passage in passages]
    for word in known.intersection(weights):
        if len(word) <= MOST_CHARACTERS and not frequencies[word,]:
            frequencies[word,] = sum(word in text for text in texts)
    return frequencies


def read_text(transcript: Transcript, segmentation: Segmentation) -> str:
    """Return the folded text of a passage."""
    first, last = segmentation.sentences[0], segmentation.sentences[-1]
    return fold_words(transcript.text[first.start : last.end])


def shares(one: Words, two: Words) -> bool:
    """Return whether two terms have a word in common, or one is part of the other."""
    first, second = "".join(one), "".join(two)
    return bool(set(one) & set(two)) or first in second or second in first
