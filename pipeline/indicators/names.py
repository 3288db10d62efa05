"""One name for each indicator, whatever abbreviation, order or width it is written in."""

import re

from pipeline.indicators.lexicon import Aliases, Area
from pipeline.knowledge import KnowledgeFile, PatternEntry
from pipeline.language.fold import fold
from pipeline.measure.units import RATES

QUOTES = re.compile(r"[“”‘’\"'《》〈〉\s·,，]")
IN_BRACKETS = re.compile(r"\A([^（）()]+)[（(]([^（）()]*)[）)]([^（）()]*)\Z")
LIST_MARKS = re.compile(r"、|和(?!平)|及|以及")
SHORTEST_NAME = 4
"""Characters: a shorter name that no alias knows does not tell well enough what is measured."""
COUNTING = frozenset({"个", "人"})


class NameWords(KnowledgeFile):
    """names.toml: what of a name as it is written is no part of what it measures."""

    file = "names.toml"
    left_out: tuple[str, ...]
    taken_out: tuple[str, ...]
    before: PatternEntry
    trailing: PatternEntry
    times: PatternEntry
    goal: PatternEntry
    change: PatternEntry
    count: PatternEntry
    only: PatternEntry


def clean_name(written: str) -> str:
    """Return a name without marks and words of time, folded.

    >>> clean_name("全年“５Ｇ基站”總數")
    '5G基站总数'
    >>> clean_name("人均可支配收入（农村居民）")
    '农村居民人均可支配收入'
    >>> clean_name("全市固定资产投资（不含农户）")
    '全市固定资产投资不含农户'
    >>> clean_name("地区生产总值（GDP）"), clean_name("“工业投资”（扣除房地产）")
    ('地区生产总值', '工业投资（扣除房地产）')
    """
    words, name = NameWords.load(), QUOTES.sub("", fold(written))
    bracketed = IN_BRACKETS.match(name)
    if bracketed:
        inside = "" if bracketed[2].isascii() else bracketed[2]
        behind = inside if inside.startswith(words.left_out) else ""
        behind = f"（{inside}）" if inside.startswith(words.taken_out) else behind
        before = "" if behind else inside
        name = f"{before}{bracketed[1]}{behind}{bracketed[3]}"
    while (shorter := words.times.strip(name)) != name and shorter:
        name = shorter
    return words.goal.strip(name) or name


def normalise_name(name: str, kind: str, unit: str | None, area: Area | None) -> str | None:
    """Return the one name of a cleaned name in a claim of this kind, unit and area.

    None where a word in it is of another area: 国内生产总值 in the report of a province.
    """
    aliases, words = Aliases.load(), NameWords.load()
    for word in aliases.word:
        for found in word.found:
            if found in name:
                if word.scope not in (None, area):
                    return None
                name = name.replace(found, word.to)
                break
    name = name[:-1].replace("的", "") + name[-1:].removesuffix("的")
    bare = words.trailing.strip(words.before.strip(name))
    if bare in aliases.by_name:
        name = bare
    if kind == "change" and unit in RATES:
        name = words.change.strip(name) or name
    known = aliases.find(name, kind, unit, area)
    if known is None and unit in COUNTING:
        name = words.count.strip(name)
        known = aliases.find(name, kind, unit, area)
    return known or name


def split_known(name: str) -> tuple[str, ...]:
    """Return the names of a list of which each is known; one number holds for all of them.

    >>> split_known("规上工业增加值、社零总额")
    ('规上工业增加值', '社零总额')
    """
    aliases = Aliases.load()
    parts = tuple(part for part in LIST_MARKS.split(name) if part)
    if len(parts) < 2:
        return ()
    words = {found: word.to for word in aliases.word for found in word.found}
    for part in parts:
        for found, to in words.items():
            part = part.replace(found, to)
        if part not in aliases.by_name:
            return ()
    return parts


def is_generic(name: str) -> bool:
    """Return whether a name does not tell by itself what is measured."""
    aliases = Aliases.load()
    if any(name == alias.name for alias in aliases.by_name.get(name, ())):
        return False
    generic = aliases.generic
    if len(name) < SHORTEST_NAME or NameWords.load().only.is_in(name):
        return True
    return name in generic.names or name.endswith(generic.endings)
