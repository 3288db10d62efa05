"""Cuts a name into the terms of the glossary, all of it or not at all."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipeline.glossary.lexicon import GAP, Place, Term, load_glossary

LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.&+-]*|[0-9]+[A-Za-z]+|[0-9]+(?:\.[0-9]+)?")
"""What is the same in English: 5G, PM2.5, R&D, a number."""
LEVEL = "级"
"""What makes a modifier of a number or letters: 5A级."""
AGES = re.compile(
    "(?P<low>[0-9]{1,3})(?:(?:-{1,2}|[—–~至])(?P<high>[0-9]{1,3}))?周?岁(?P<side>及?以[上下])?的?"
)
"""Of what age people are: 60岁及以上人口, 16—24岁劳动力."""
AGED = {
    None: "aged {}",
    "以上": "aged {} and above",
    "及以上": "aged {} and above",
    "及以下": "aged {} and under",
    "以下": "under {}",
}
COST_OF_TERM = 1.0
COST_OF_CHARACTER = 1.6
"""What a term costs, and one of a single character: few long terms are the likeliest reading."""
LONGEST_NAME = 60
"""Characters of a name that is still one."""


class GlossaryWord(NamedTuple):
    """A term as it stands in a name, with its readings."""

    text: str
    readings: Mapping[Place, Term]


def cut_terms(name: str) -> list[GlossaryWord] | None:
    """Return the terms that a name is made of: the fewest; None where a part is not known.

    >>> [word.text for word in cut_terms("全省规模以上工业增加值")]
    ['全省', '规模以上工业增加值']
    >>> cut_terms("规模以上斛增加值")
    """
    if len(name) > LONGEST_NAME:
        return None
    costs: list[float | None] = [0.0] + [None] * len(name)
    before: list[tuple[int, GlossaryWord] | None] = [None] * (len(name) + 1)
    for start in range(len(name)):
        cost = costs[start]
        if cost is None:
            continue
        for word in find_words(name, start):
            end = start + len(word.text)
            total = cost + (COST_OF_TERM if len(word.text) > 1 else COST_OF_CHARACTER)
            known = costs[end]
            # On equal terms the longer last one: heads are at the end.
            if known is None or total < known:
                costs[end], before[end] = total, (start, word)
    words, end = [], len(name)
    while end:
        step = before[end]
        if step is None:
            return None
        end, word = step
        words.append(word)
    return words[::-1]


def find_words(name: str, start: int) -> Iterator[GlossaryWord]:
    """Yield the terms that begin at a place."""
    latin = LATIN.match(name, start)
    if latin:
        yield GlossaryWord(latin[0], {"noun": Term("noun", latin[0], "as written")})
        if name.startswith(LEVEL, latin.end()):
            level = Term("modifier", f"{latin[0]}-level", "as written")
            yield GlossaryWord(latin[0] + LEVEL, {"modifier": level})
    if ages := AGES.match(name, start):
        yield GlossaryWord(ages[0], {"front": Term("front", say_ages(ages), "plain English")})
    for end, readings in load_glossary().find_from(name, start):
        yield GlossaryWord(name[start:end], readings)


def say_ages(ages: re.Match[str]) -> str:
    """Return the English of what says of what age people are.

    >>> say_ages(AGES.match("60岁及以上")), say_ages(AGES.match("16—24岁"))
    ('{} aged 60 and above', '{} aged 16 to 24')
    """
    low, high, side = ages.group("low", "high", "side")
    return f"{GAP} {f'aged {low} to {high}' if high else AGED[side].format(low)}"
