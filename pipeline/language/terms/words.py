"""Which tokens of a transcript count as words that can carry meaning."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Annotated

from pydantic import BeforeValidator

from pipeline.knowledge import Entry, KnowledgeFile, split_words
from pipeline.language.fold import fold
from pipeline.language.tokenizer import load_terms
from pipeline.records.segmentation import Sentence

BODY = "nt"
"""The dictionary's tag of bodies (jieba's: 机构团体)."""
NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两几数半第年月日时分秒个项这那此每")
"""Characters of numbers, dates and counts: a word of nothing else is one (三个月, 这两项)."""


class StopWordGroup(Entry):
    """Stop words that are there for one reason."""

    name: str
    reason: str
    within: bool
    counts: bool = False
    topics: bool = True
    words: Annotated[frozenset[str], BeforeValidator(split_words)]


class StopWordFile(KnowledgeFile):
    """The file of stop words."""

    file = "stopwords.toml"
    group: tuple[StopWordGroup, ...]


@dataclass(frozen=True)
class StopWords:
    """Words that say nothing when texts are compared (`every`), that are not a phrase by themselves
    (`alone`), that are not even part of one (`never`), and that are not part of a topic."""

    every: frozenset[str]
    alone: frozenset[str]
    never: frozenset[str]
    untopical: frozenset[str] = frozenset()


@cache
def load_stop_words() -> StopWords:
    """Return the stop words, and the bodies of government of the domain dictionary among them.

    Bodies say who acts, not on what: in a ministry's own conference every answer names it.
    """
    groups = StopWordFile.load().group
    bodies = frozenset(term for term, tag in load_terms().items() if tag == BODY)
    never = bodies.union(*(group.words for group in groups if not group.within))
    every = never.union(*(group.words for group in groups if not group.counts))
    untopical = every.union(*(group.words for group in groups if not group.topics))
    return StopWords(every, every.union(*(group.words for group in groups)), never, untopical)


def fold_words(text: str) -> str:
    """Return the text for counting, of the same length: characters folded, Latin in capitals.

    Words in Latin letters are mostly abbreviations in this genre (5G; App and APP), so that
    capitals serve best where they are shown.

    >>> fold_words("５Ｇ數據 App ß")
    '5G数据 APP ß'
    """
    folded = fold(text)
    upper = folded.upper()
    if len(upper) == len(folded):
        return upper
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in folded)


def read_tokens(folded: str, sentence: Sentence) -> list[str]:
    """Return the tokens of a sentence in the folded text of its transcript."""
    return [folded[start:end] for start, end in sentence.places()]


def keep_words(tokens: Iterable[str], stop: StopWords) -> list[str]:
    """Return the tokens that say what a text is about."""
    every = stop.every
    # Single characters and signs are half of all tokens: their length tells it more cheaply.
    return [t for t in tokens if len(t) > 1 and t not in every and is_word(t)]


@cache
def is_word(token: str) -> bool:
    """Return whether a token can carry meaning: no number, sign, prefix, or single character.

    >>> tokens = ("芯片", "5G", "5G+", "2020", "二十", "三个月", "链", "，")
    >>> [token for token in tokens if is_word(token)]
    ['芯片', '5G']
    """
    return (
        len(token) > 1
        and any(character.isalpha() for character in token)
        and token[-1].isalnum()
        and not all(character in NUMERALS or character.isdecimal() for character in token)
    )
