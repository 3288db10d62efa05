"""Composes the English of a name from its terms.

Chinese puts what modifies before its head, as English does with nouns (industrial cluster); an
amount goes before its thing with a preposition (value added of industry), and what a name begins
with may go behind it (… per capita; … of Fujian). A name of which a part is not known has none.

A name is cut into terms (segment.py), each is read as a thing, a modifier or an amount
(readings.py), and these are put together (assembly.py). Here are the forms that a whole name may
have (a share, a ratio, something towards somebody), and the territories that it begins with.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline.glossary.assembly import say_words
from pipeline.glossary.english import (
    OF,
    PREPOSITIONS,
    Unnamed,
    capitalise,
    make_phrase,
    translate_head,
)
from pipeline.glossary.lexicon import AMOUNTS, GAP, load_glossary
from pipeline.glossary.readings import choose_term, is_joint
from pipeline.glossary.segment import GlossaryWord, cut_terms
from pipeline.language.fold import fold

SHARE_OF_WHOLE = re.compile(
    r"(?P<part>[^占]+?)(?:占|相当于)(?P<whole>[^占]+?)的?(?:比重|比例|份额|比率|比|之比)\Z"
)
RATIO = re.compile(r"(?P<one>.+)[与和](?P<other>[^与和]+?)的?(?:比率|之比)\Z")
BRACKETED = re.compile(r"（[^（）]*）|\([^()]*\)")
LEFT_OUT = re.compile(r"([^（）]+)（扣除([^（）]+)）(.*)")
SUBSCRIPT = re.compile(r"(?<=[A-Za-z])_(?=[0-9])")
MARKS = str.maketrans("", "", '“”"‘’《》 \u3000')
PARTNERS = ("国", "国家", "地区", "市场", "经济体")
"""How words for those end with whom something is done."""
EXTENT = re.compile(r"(?:national|global|world|[a-z]+-wide)\Z")
"""A territory without a name, said before what it holds: national output, output of Fujian."""


class ComposedName(NamedTuple):
    """A name in English: what it is of, and what is said behind all of it."""

    thing: str
    place: str
    """ of Fujian; empty where the name begins with no place."""

    @property
    def whole(self) -> str:
        """All of it."""
        return f"{self.thing}{self.place}"


@cache
def translate(name: str) -> str | None:
    """Return a Chinese name in English, or None where a part of it is not known.

    >>> translate("规模以上工业增加值")
    'Value added of industry above designated size'
    >>> translate("福建省粮食产量"), translate("民间投资占全部投资比重")
    ('Grain output of Fujian Province', 'Share of private investment in total investment')
    """
    said = compose_name(name)
    return capitalise(said) if said else None


def compose_name(name: str) -> str | None:
    """Return a Chinese name in English as within a sentence, or None.

    >>> compose_name("营商环境"), compose_name("固定资产投资（扣除房地产开发投资）")
    ('business environment', 'fixed-asset investment without real estate development investment')
    """
    if taken := LEFT_OUT.fullmatch(name):
        whole, part = compose_name(f"{taken[1]}{taken[3]}"), compose_name(taken[2])
        return f"{whole} without {part}" if whole and part else None
    folded = SUBSCRIPT.sub("", fold(name).translate(MARKS).strip("、，。；：的"))
    for form in dict.fromkeys((folded, BRACKETED.sub("", folded))):
        try:
            return compose(form)
        except Unnamed:
            continue
    return None


def name_base(base: str) -> str | None:
    """Return what a value is held against in English, as within a sentence, or None.

    >>> name_base("全国"), name_base("商品零售额"), name_base("某某")
    ('the national level', 'retail sales of goods', None)
    """
    said = compose_name(base)
    return f"the {said} level" if said and EXTENT.match(said) else said


def name_kind(name: str) -> str | None:
    """Return what kind of thing a name is of, in the singular, or None where it is not known.

    >>> name_kind("工业企业"), name_kind("英国")
    ('industrial enterprise', 'the United Kingdom')
    """
    words = cut_terms(fold(name).translate(MARKS))
    if not words:
        return None
    if len(words) == 1:
        term = choose_term(words[0].readings, ("noun", "count", "amount", "scope"))
        return term and term.english
    try:
        phrase = say_words(words)
    except Unnamed:
        return None
    before = [term.english for word in words[:-1] for term in word.readings.values()]
    # What stands behind a preposition is not said before a noun: officials of the Ministry of …
    return phrase.alone if any(map(PREPOSITIONS.search, before)) else phrase.before


@cache
def find_head(name: str) -> str | None:
    """Return the English of the last term of a name that is not known as a whole, or None.

    >>> find_head("斛的增加值")
    'value added'
    """
    for _, readings in load_glossary().find_last(fold(name)):
        term = choose_term(readings, ("head", "amount", "count", "noun"))
        if term and not (term.place == "head" and not OF.match(term.english)):
            return translate_head(term) if term.place == "head" else make_phrase(term).alone
    return None


def compose(name: str) -> str:
    """Return the English of a folded name. Raises Unnamed where there is none."""
    if share := SHARE_OF_WHOLE.match(name):
        return f"share of {compose_terms(share['part']).whole} in {compose_whole(share['whole'])}"
    if ratio := RATIO.match(name):
        one, other = map(compose_terms, ratio.groups())
        return f"ratio of {one.thing} to {other.thing}{one.place}"
    try:
        return compose_terms(name).whole
    except Unnamed:
        return compose_towards(name)


def compose_whole(name: str) -> str:
    """Return the English of what something is a share of; of a territory its total.

    Raises Unnamed where there is none.
    """
    territory = load_glossary().find(name).get("scope")
    if territory is None:
        return compose_terms(name).whole
    place = territory.english
    return f"the {place} total" if EXTENT.match(place) else f"the total of {place}"


def compose_towards(name: str) -> str:
    """Return the English of a name with 对 (服务业对经济增长的贡献率).

    Raises Unnamed where there is none.
    """
    whose, _, rest = re.sub(r"\A[与同]", "对", name).partition("对")
    for start, readings in load_glossary().find_last(rest):
        preposition = readings.get("towards")
        if preposition:
            partner, goods = part_goods(rest[:start].removesuffix("的"))
            other = compose_terms(partner)
            amount = compose_terms(f"{whose}{goods}{rest[start:]}")
            return f"{amount.whole} {preposition.english} {other.whole}"
    raise Unnamed


def part_goods(name: str) -> tuple[str, str]:
    """Return a place, and what is traded with it: 东盟|中间品; 欧盟成员国 is a place."""
    words = cut_terms(name) or []
    parted = len(words) > 1 and "scope" in words[0].readings and not name.endswith(PARTNERS)
    parted = parted and not EXTENT.match(words[0].readings["scope"].english)
    at = len(words[0].text) if parted and not is_joint(words[1]) else len(name)
    return name[:at], name[at:]


def compose_terms(name: str) -> ComposedName:
    """Return the English of a name, and of the places that it begins with.

    Raises Unnamed where there is none.
    """
    scopes, words = take_scopes(cut_terms(name) or [])
    if not words:
        raise Unnamed
    around = GAP
    if holds_for_all(words):
        around, words = words[0].readings["front"].english, words[1:]
    said = around.replace(GAP, say_words(words).alone)
    extents = [scope for scope in scopes if EXTENT.match(scope)]
    places = [scope for scope in reversed(scopes) if scope not in extents]
    if not places:
        return ComposedName(" ".join([*extents, said]), "")
    thing = " ".join([*(extent for extent in extents if not extent.endswith("-wide")), said])
    return ComposedName(thing, f"{join_places(said, places, words)} {', '.join(places)}")


def take_scopes(words: Sequence[GlossaryWord]) -> tuple[list[str], Sequence[GlossaryWord]]:
    """Return the English of the territories that a name begins with, and the words behind them.

    Of a country that is said as an adjective (德国企业: German enterprises) that is a word.
    """
    scopes: list[str] = []
    while len(words) > 1 and "scope" in words[0].readings and not is_joint(words[1]):
        if describes(words):
            return scopes, [GlossaryWord("", {"noun": words[0].readings["adjective"]}), *words[1:]]
        scopes.append(words[0].readings["scope"].english)
        words = words[1:]
    return scopes, words


def describes(words: Sequence[GlossaryWord]) -> bool:
    """Return whether a country is said as an adjective of what is counted: German enterprises."""
    counts = "count" in words[-1].readings and AMOUNTS.isdisjoint(words[-1].readings)
    return counts and "adjective" in words[0].readings and "scope" not in words[1].readings


def holds_for_all(words: Sequence[GlossaryWord]) -> bool:
    """Return whether the first word is said of all things that are joined: 培训|教师和医生."""
    if "front" not in words[0].readings or is_joint(words[1] if words[1:] else words[0]):
        return False
    return any(map(is_joint, words)) and AMOUNTS.isdisjoint(words[-1].readings)


def join_places(said: str, places: Sequence[str], words: Sequence[GlossaryWord]) -> str:
    """Return what stands between a thing and its places: output of, trade between, held in."""
    if "scope" in words[-1].readings:
        return ","
    if len(places) == 1 and " and " in places[0]:
        return " between"
    behind = [word.readings["front"].english for word in words if "front" in word.readings]
    done = any(f.startswith(GAP) and said.endswith(f.removeprefix(GAP)) for f in behind)
    return " in" if done else " of"
