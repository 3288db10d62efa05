"""English as names are put together from it: phrases, their plurals, what stands around them."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pipeline.glossary.lexicon import HAN, Term
from pipeline.records.base import Bilingual

OF = re.compile(r"(?P<head>.+) (?:of|in|on|for|with|to|by) \{\}\Z")
PLURALS = (
    (re.compile(r"(?:craft|series|equipment)\Z"), lambda word: word),
    (re.compile(r"(?:[^aeiou]|qu)y\Z"), lambda word: f"{word[:-1]}ies"),
    (re.compile(r"(?:s|x|z|ch|sh)\Z"), lambda word: f"{word}es"),
    (re.compile(r"person\Z"), lambda word: f"{word[:-6]}people"),
    (re.compile(r"child\Z"), lambda word: f"{word}ren"),
    (re.compile(r"(?<!\bhu)(?<!\bGer)(?<!\bRo)man\Z"), lambda word: f"{word[:-2]}en"),
)
PARTICIPLE = re.compile(r" (?![a-z]*(?:shed|bed|eed)\Z)[a-z]{4,}ed\Z")
"""What may follow a noun and has no plural: person employed, official stationed."""
PREPOSITIONS = re.compile(r" (?:of|in|for|with|to|on|under|at|from|between|above) ")


class EnglishPhrase(NamedTuple):
    """A part of a name: as it stands alone (projects), before a noun (project), and what it is."""

    alone: str
    before: str
    amount: bool


class Unnamed(Exception):
    """The terms of a name do not go together."""


def capitalise(said: str) -> str:
    """Return English words as they stand at the beginning."""
    return said[:1].upper() + said[1:]


def is_english(words: str) -> bool:
    """Return whether words in English have no Chinese left in them.

    >>> is_english("Grain output, growth"), is_english("斛, growth")
    (True, False)
    """
    return HAN.search(words) is None


def get_english(name: Bilingual | None) -> str:
    """Return the English of a name, or nothing where there is none or Chinese is left in it."""
    return name.en if name and is_english(name.en) else ""


def make_phrase(term: Term) -> EnglishPhrase:
    """Return a term that stands alone."""
    if term.place == "head":
        said = translate_head(term)
        return EnglishPhrase(said, said, amount=True)
    alone = make_plural(term.english) if term.place == "count" else term.english
    return EnglishPhrase(alone, term.english, term.place == "amount")


def translate_head(term: Term) -> str:
    """Return the English of a head that stands alone. Raises Unnamed where it cannot."""
    of = OF.match(term.english)
    if of is None:
        raise Unnamed
    return of["head"]


def join_phrases(phrases: Sequence[EnglishPhrase]) -> EnglishPhrase:
    """Return phrases as one: grain, cotton and oil."""
    if len(phrases) == 1:
        return phrases[0]
    alone, before = (
        f"{', '.join(said[:-1])} and {said[-1]}"
        for said in ([p.alone for p in phrases], [p.before for p in phrases])
    )
    return EnglishPhrase(alone, before, any(phrase.amount for phrase in phrases))


def make_plural(noun: str) -> str:
    """Return the plural of an English noun, or of the noun that others follow with a preposition.

    >>> make_plural("city"), make_plural("case of fraud"), make_plural("person employed")
    ('cities', 'cases of fraud', 'people employed')
    """
    found = PREPOSITIONS.search(noun)
    found = PARTICIPLE.search(noun, 0, found.start() if found else len(noun)) or found
    stem, rest = (noun[: found.start()], noun[found.start() :]) if found else (noun, "")
    rule: Callable[[str], str] = next(
        (made for ending, made in PLURALS if ending.search(stem)), lambda word: f"{word}s"
    )
    return f"{rule(stem)}{rest}"
