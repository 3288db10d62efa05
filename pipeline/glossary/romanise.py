"""Names of persons in pinyin, as news agencies write them: 汪文斌, Wang Wenbin."""

import os
import re
from functools import lru_cache

from pipeline.glossary.compose import name_kind
from pipeline.knowledge import KnowledgeFile
from pipeline.language.marks import HAN

NAME = re.compile(rf"{HAN}{{2,3}}(?<![人者员方席])")
"""A name with a surname of one character; words for an office end otherwise than names."""
COMPOUND = 2
VOWELS = ("a", "e", "o")
MOST_KEPT = 10_000
"""Names that are not looked up again: those of a batch, each of which stands in many places."""


class Readings(KnowledgeFile):
    """names.toml."""

    file = "names.toml"
    surnames: dict[str, str]
    given: dict[str, str]
    examples: dict[str, str]


def romanise(name: str) -> str | None:
    """Return the name of a person in pinyin without tones, or None where it is not a name."""
    readings = Readings.load()
    compound = name[:COMPOUND] in readings.surnames
    length = COMPOUND if compound else 1
    if not NAME.fullmatch(name[length - 1 :]):
        return None
    surname, given = name[:length], name[length:]
    first = readings.surnames.get(surname) or "".join(map(read_character, surname))
    begin, *others = (readings.given.get(sign) or read_character(sign) for sign in given)
    # Xi'an: a syllable that begins with a vowel is parted from the one before.
    parted = (f"'{one}" if one.startswith(VOWELS) else one for one in others)
    return f"{first.capitalize()} {begin.capitalize()}{''.join(parted)}"


@lru_cache(MOST_KEPT)
def name_person(name: str) -> str | None:
    """Return in English who speaks: an office or a medium as it is called, a person in pinyin."""
    if not re.search(HAN, name):
        return None
    # One journalist, of whom the medium alone is known: AFP journalist.
    kind = name_kind(name)
    return kind[:1].upper() + kind[1:] if kind else romanise(name)


def read_character(sign: str) -> str:
    """Return the usual reading of a character."""
    # The phrases of pypinyin take a quarter of a second to load and hold no names.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import lazy_pinyin

    return lazy_pinyin(sign, v_to_u=True)[0]
