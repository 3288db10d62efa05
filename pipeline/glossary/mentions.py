"""A heading in English: as a whole where it is known, else what it is about, after “On”.

A heading or a question is a sentence, and no glossary translates sentences. A reader of English is
told of whom and of what it speaks, never how these go together: verbs are left out.
"""

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from pipeline.glossary.compose import compose_name, name_kind, translate
from pipeline.glossary.english import PREPOSITIONS, capitalise
from pipeline.glossary.lexicon import HAN, Place, load_glossary
from pipeline.glossary.romanise import romanise
from pipeline.glossary.segment import cut_terms
from pipeline.knowledge import KnowledgeFile, any_of
from pipeline.language.tokenizer import load_tokenizer

THINGS: frozenset[Place] = frozenset({"noun", "count", "amount"})
WITHIN: frozenset[Place] = THINGS | {"modifier"}
SEEN = re.compile(r"[0-9A-Za-z]")
"""What a reader of English sees in the Chinese itself."""
LONGEST_RUN = 6
"""Words of a compound."""
MOST_KEPT = 50_000
"""Headings and runs that are not looked up again: those of a batch have many in common."""
MOST_MENTIONS = 6
"""Mentions of a heading; what is behind them is left out."""
CLAUSE = re.compile(r"[\s　，。：；、！？“”【】—]")
"""Signs behind which a clause may begin."""


class MentionWords(KnowledgeFile):
    """mentions.toml: words that say too little, and how persons are known; headings as examples."""

    file = "mentions.toml"
    single: frozenset[str]
    too_general: frozenset[str]
    ambiguous: frozenset[str]
    little_alone: frozenset[str]
    persons_do: frozenset[str]
    surnames: frozenset[str]
    bodies: frozenset[str]
    holders: frozenset[str]
    examples: dict[str, str]

    @cached_property
    def named_body(self) -> re.Pattern[str]:
        """Where the name of a body or of a treaty begins, that English says with its article; where
        only its kind is said there is none (Chairman of chambers of commerce)."""
        holder = any_of(self.holders)
        return re.compile(
            rf"\A(?={holder} (?:of|for) [A-Z])|(?:\A|(?<= of ))(?!.*{holder}\b)"
            rf"(?=(?:(?:[A-Z0-9][\w&'-]*|and) )*{any_of(self.bodies)}\b)"
        )


class Mention(NamedTuple):
    """What is known of a text: the English, and where the words for it stand."""

    english: str
    start: int
    end: int


@lru_cache(MOST_KEPT)
def describe_heading(heading: str) -> str | None:
    """Return a heading in English: as a whole where it is known, else what it mentions.

    One without Chinese is its own English.
    """
    if not HAN.search(heading):
        return heading or None
    return translate(heading) or join_mentions(heading)


def join_mentions(text: str) -> str | None:
    """Return what a text mentions, after “On” where that is not all of it; None without any."""
    found = find_mentions(text)
    if {mention.english for mention in found} <= MentionWords.load().little_alone:
        return None
    at, left_out = 0, ""
    for mention in found:
        left_out += text[at : mention.start]
        at = mention.end
    if not HAN.search(left_out + text[at:]):
        return capitalise(", ".join(mention.english for mention in found))
    body = MentionWords.load().named_body
    said = ", ".join(body.sub("the ", mention.english) for mention in found)
    return f"On {said}"


def find_mentions(text: str) -> list[Mention]:
    """Return what a text mentions that has a name in English, each once, in order."""
    words = load_tokenizer().cut(text)
    starts = list(accumulate(map(len, words), initial=0))
    folded = "".join(words)
    found: dict[str, Mention] = {}
    at = 0
    while at < len(words) and len(found) < MOST_MENTIONS:
        ends = find_ends(folded, starts[at])
        runs = (n for n in range(min(at + LONGEST_RUN, len(words)), at, -1) if starts[n] in ends)
        named = ((n, name_thing(folded[starts[at] : starts[n]])) for n in runs)
        end, english = next(((n, said) for n, said in named if said), (at + 1, None))
        english = english or name_doer(words, at)
        # 7亿元项目: a number is not taken apart.
        if english and not (at and SEEN.fullmatch(words[at - 1][-1:])):
            found.setdefault(english, Mention(english, starts[at], starts[end]))
        at = end
    return list(found.values())


def find_ends(text: str, start: int) -> set[int]:
    """Return where terms that follow one another from a place may end."""
    glossary, ends, places = load_glossary(), set[int](), [start]
    while places:
        for end, _ in glossary.find_from(text, places.pop()):
            if end not in ends:
                ends.add(end)
                places.append(end)
    return ends


@lru_cache(MOST_KEPT)
def name_thing(run: str) -> str | None:
    """Return the English of a compound of things, or None of what is none or says too little."""
    terms = cut_terms(run) if len(run) > 1 and not SEEN.search(run) else None
    if not terms:
        return None
    readings = [frozenset(term.readings) for term in terms]
    known, written = MentionWords.load(), {term.text for term in terms}
    if len(terms) == 1:
        fits = bool(readings[0] & (THINGS | {"scope"}))
    else:
        fits = bool(readings[-1] & THINGS) and all(
            r & WITHIN and "scope" not in r for r in readings
        )
    if not fits or written <= known.too_general or written & known.ambiguous:
        return None
    kind = name_kind(run)
    return kind if kind is None or is_single(kind) else compose_name(run) or kind


def is_single(kind: str) -> bool:
    """Return whether a heading speaks of one of its kind: a summit, an office, what has a name.

    >>> is_single("US trade official"), is_single("video summit"), is_single("chip")
    (True, True, False)
    """
    head = PREPOSITIONS.split(kind, maxsplit=1)[0].rpartition(" ")[2]
    return head in MentionWords.load().single or not kind.islower()


def name_doer(words: Sequence[str], at: int) -> str | None:
    """Return the name of a person who does something at the beginning of a clause, or None.

    Which names are Chinese cannot be told but by their surname; pinyin of others is wrong.
    """
    name, known = words[at], MentionWords.load()
    if name[:1] not in known.surnames or not known.persons_do.intersection(words[at + 1 : at + 2]):
        return None
    return romanise(name) if not at or CLAUSE.fullmatch(words[at - 1]) else None
