"""Texts that a regular expression may be slow on, made from the expression itself."""

import re
from collections.abc import Iterator
from re import _constants as what  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

ALPHABET = "一 \t\n\u3000a0.,-#*_=|:：，。、（(”\"'`~<&[]()/ｘ１百年第"
"""Characters of all kinds that expressions tell apart."""
BREAK = "\x01"
"""What no repetition goes on with, but one of anything."""
REPEATS = (what.MAX_REPEAT, what.MIN_REPEAT, what.POSSESSIVE_REPEAT)
LONG = 100
"""Times from which a repetition counts as one without an end."""


def make_attacks(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Yield texts of some length in which a repetition of the pattern goes on and then fails.

    What stands before the repetition stands before it here: once, and over and over.
    """
    seen = set()
    tree = parse(pattern)
    for before, body in (*find_repeats(tree, "", 0), *find_repeats(tree, "", 1)):
        units = {character for character in ALPHABET if fits(body, character)}
        units.add(write(body, 1))
        for unit in sorted(units - {""}):
            for text in (
                before + unit * (length // len(unit)) + BREAK,
                (before + unit) * (length // len(before + unit)) + BREAK,
            ):
                if text not in seen:
                    seen.add(text)
                    yield text
    for character in ALPHABET:
        yield character * length + BREAK


def parse(pattern: re.Pattern[str]) -> list[Any]:
    """Return the parts of a pattern, each with its kind."""
    return list(_parser.parse(pattern.pattern, pattern.flags))


def find_repeats(tree: Any, before: str, fewest: int) -> Iterator[tuple[str, Any]]:
    """Yield a text that matches what is before a repetition without end, and what it repeats.

    What is before it is repeated itself `fewest` times at least.
    """
    for kind, given in tree:
        if kind in REPEATS:
            least, most, body = given
            yield from find_repeats(list(body), before, fewest)
            if most == what.MAXREPEAT or most >= LONG:
                yield before, list(body)
            before += write(list(body), fewest) * max(least, min(fewest, most))
            continue
        for inside in find_bodies(kind, given):
            yield from find_repeats(list(inside), before, fewest)
        before += write([(kind, given)], fewest)


def find_possessive_groups(tree: Any) -> Iterator[Any]:
    """Yield what of a parsed pattern is repeated possessively and more than one character.

    Python before 3.11.5 may match it wrongly (gh-106052); an atomic group says the same.
    """
    for kind, given in tree:
        if kind is what.POSSESSIVE_REPEAT and not is_character(given[2]):
            yield given[2]
        for inside in find_bodies(kind, given):
            yield from find_possessive_groups(inside)


def is_character(body: Any) -> bool:
    """Return whether a body is one character."""
    single = (what.LITERAL, what.NOT_LITERAL, what.IN, what.ANY)
    return len(body) == 1 and body[0][0] in single


def find_bodies(kind: Any, given: Any) -> Iterator[Any]:
    """Yield what stands inside of a part of a parsed pattern."""
    if kind in REPEATS:
        yield given[2]
    elif kind is what.BRANCH:
        yield from given[1]
    elif kind is what.SUBPATTERN:
        yield given[3]
    elif kind in (what.ASSERT, what.ASSERT_NOT):
        yield given[1]
    elif kind is what.ATOMIC_GROUP:
        yield given


def write(tree: Any, fewest: int) -> str:
    """Return a short text that matches a tree, but for what it only looks at."""
    text = ""
    for kind, given in tree:
        if kind is what.LITERAL:
            text += chr(given)
        elif kind in (what.IN, what.ANY, what.NOT_LITERAL):
            text += next((c for c in ALPHABET if fits([(kind, given)], c)), pick(given))
        elif kind in REPEATS:
            text += write(list(given[2]), fewest) * max(given[0], min(fewest, given[1]))
        elif kind is what.BRANCH:
            text += write(list(given[1][0]), fewest)
        elif kind is what.SUBPATTERN:
            text += write(list(given[3]), fewest)
        elif kind is what.ATOMIC_GROUP:
            text += write(list(given), fewest)
    return text


def pick(given: Any) -> str:
    """Return a character of a class."""
    for kind, one in given if isinstance(given, list) else []:
        if kind is what.LITERAL:
            return chr(one)
        if kind is what.RANGE:
            return chr(one[0])
    return ""


def fits(body: Any, character: str) -> bool:
    """Return whether one character may be all of a body: of one class, or of a branch of it."""
    if len(body) != 1:
        return False
    kind, given = body[0]
    if kind is what.SUBPATTERN:
        return fits(list(given[3]), character)
    if kind is what.BRANCH:
        return any(fits(list(branch), character) for branch in given[1])
    if kind is what.ANY:
        return character != "\n"
    if kind is what.LITERAL:
        return chr(given) == character
    if kind is what.NOT_LITERAL:
        return chr(given) != character
    return kind is what.IN and is_in(given, character)


def is_in(given: Any, character: str) -> bool:
    """Return whether a class has a character."""
    found, negated = False, False
    for kind, one in given:
        if kind is what.NEGATE:
            negated = True
        elif kind is what.LITERAL:
            found |= chr(one) == character
        elif kind is what.RANGE:
            found |= one[0] <= ord(character) <= one[1]
        elif kind is what.CATEGORY:
            found |= re.match(CATEGORIES[one], character) is not None
    return found != negated


CATEGORIES = {
    what.CATEGORY_DIGIT: r"\d",
    what.CATEGORY_NOT_DIGIT: r"\D",
    what.CATEGORY_SPACE: r"\s",
    what.CATEGORY_NOT_SPACE: r"\S",
    what.CATEGORY_WORD: r"\w",
    what.CATEGORY_NOT_WORD: r"\W",
}
