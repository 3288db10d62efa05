"""Decides how each term of a name is read: as a thing, as what modifies one, as an amount.

Many terms may be read in several ways. Which one holds follows from where a term stands in its
part of the name, which is what stands between two words like 和, and from what comes behind it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from pipeline.glossary.english import Unnamed
from pipeline.glossary.lexicon import AMOUNTS, Place, Term
from pipeline.glossary.segment import GlossaryWord

Standing = Literal["alone", "first", "first_of_amount", "inside", "inside_amount", "last"]
"""Where a term stands in its part. Of what is followed by an amount the amount is told: it is a
thing rather than a modifier."""
TERMS: tuple[Place, ...] = ("head", "amount", "count", "noun", "scope", "modifier", "and", "silent")
READ_AS: Mapping[Standing, tuple[Place, ...]] = {
    "alone": ("amount", *TERMS),
    # A head at the beginning has nothing before it to take: 用户个人信息.
    "first": ("front", "modifier", *TERMS[1:], "head"),
    "first_of_amount": ("amount", "front", "modifier", *TERMS),
    "inside": ("head", "modifier", *TERMS, "front"),
    "inside_amount": ("head", "noun", "count", "modifier", *TERMS, "front"),
    "last": (*TERMS, "front"),
}
"""The readings that a term may have where it stands, the likeliest first."""
NO_THING: frozenset[Place] = frozenset({"front", "modifier", "silent"})
"""What may stand before the thing of a part."""


def choose_readings(words: Sequence[GlossaryWord]) -> list[Term]:
    """Return how each word of a name is read. Raises Unnamed where one cannot stand where it does.

    A single character (数, 率) says too little to begin a part.
    """
    terms: list[Term] = []
    begins = True
    for at, word in enumerate(words):
        standing = find_standing(words, at, begins=begins)
        term = choose_term(word.readings, READ_AS[standing])
        if term is None or (term.place == "modifier" and standing in ("alone", "last")):
            raise Unnamed
        if term.place == "head" and begins and len(word.text) == 1:
            raise Unnamed
        begins = term.place == "and" or (begins and term.place in NO_THING)
        terms.append(term)
    return terms


def find_standing(words: Sequence[GlossaryWord], at: int, *, begins: bool) -> Standing:
    """Return where a word stands; `begins` is whether its part has no thing so far."""
    following = words[at + 1 :]
    if not following or (is_joint(following[0]) and not joins_modifiers(words[at:])):
        return "alone" if begins else "last"
    thing = next((word for word in following if set(word.readings) != {"modifier"}), None)
    if thing is not None and not AMOUNTS.isdisjoint(thing.readings):
        return "first_of_amount" if begins else "inside_amount"
    return "first" if begins else "inside"


def choose_term(readings: Mapping[Place, Term], order: Iterable[Place]) -> Term | None:
    """Return the first of the readings in an order, or None where it has none of them."""
    return next((readings[place] for place in order if place in readings), None)


def is_joint(word: GlossaryWord) -> bool:
    """Return whether a word joins what stands before and behind it."""
    return "and" in word.readings


def joins_modifiers(words: Sequence[GlossaryWord]) -> bool:
    """Return whether words that begin a name join modifiers: 城镇、农村|居民, 新建和改造|公路."""
    if len(words) < 4 or not is_joint(words[1]):
        return False
    one, two = set(words[0].readings), words[2].readings
    fronts = "front" in one and "front" in two and "front" not in words[3].readings
    fronts = fronts and one.isdisjoint(("noun", "count", "amount"))
    return (one == {"modifier"} and "modifier" in two) or fronts
