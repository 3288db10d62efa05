"""Which territory a transcript speaks for, and which one a claim is about.

The gross product of a province is not the nation's. A transcript speaks for the one territory
that its title names, else its publisher, its speakers' organisations, or its opening; a ministry
speaks for the nation. Where nothing or more than one is named, its scope is not known.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.indicators.lexicon import Aliases, Area, PlaceNames
from pipeline.knowledge import any_of
from pipeline.language.fold import fold
from pipeline.records.indicators import Apart
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript

OPENING = 300
"""Characters of the text in which a transcript says who speaks."""
NOT_OF_CITY = "省区年月日全本我各城都县设个上超股门夜集入座镇的"
"""Characters that no name of a city has, or that join it to the words around it."""
_OF_CITY = rf"(?:(?![{NOT_OF_CITY}])[\u4e00-\u9fff])"
_WORD_START = r"(?:(?<=[省区年月日])|(?<![\u4e00-\u9fff]))"
CITY = re.compile(rf"{_WORD_START}({_OF_CITY}{{2,3}}[市州盟])(?![场民区])")
"""A city in a title, in the name of an organisation, or in the opening of a text."""
_OF_COUNTY = rf"(?:(?![市盟]){_OF_CITY})"
COUNTY = re.compile(
    rf"(?:(?<=[省区市州盟年月日])|(?<![\u4e00-\u9fff]))"
    rf"((?:{_OF_COUNTY}{{2,3}}|{_OF_COUNTY}{{2,8}}自治)[县旗](?![域级城长])"
    rf"|{_OF_COUNTY}{{2,3}}(?<![园湾])(?<!自治)(?<!开发|试验|示范|高新|保税|合作)区(?=政府|人民|[0-9]|\s|\Z))"
)
"""A county, a banner or a district likewise: 某某市某某县."""
NEARBY = 80
"""Characters before a claim in its sentence that may name what it is about."""
NAMED_CITY = re.compile(rf"{_OF_CITY}{{2}}(?:市|自治州|都市圈)(?![场民值区政容])")
"""A city beside the name of an indicator, its last two characters."""
IN = "在"
POINTING = "全我本"
NOT_BEHIND_OWN = "场民值域块"
"""Characters that make another word of 全市, 全区: 全市场, 全区域."""
NOT_BEHIND_PLACE = (
    "段", "港", "站", "籍", "式", "版", "产", "机场", "口岸", "海关", "共产党", "人民", "红十字",
)  # fmt: skip
"""What makes another name of that of a place: 上海|港, 中国|共产党."""
THERE = ("在", "到", "赴", "抵")
"""What stands before the place of a visit or a meeting."""
CLAUSE = re.compile(r"[，；。：！？\n]")


class Scope(NamedTuple):
    """The territory that a claim is about, or why that is not known."""

    place: str | None
    apart: Apart | None


ELSEWHERE = Scope(None, "other_place")


def find_document_scope(transcript: Transcript, segmentation: Segmentation) -> str | None:
    """Return the territory that a transcript speaks for, or None."""
    offices = " ".join(
        f"{speaker.organisation or ''} {speaker.office or ''}"
        for speaker in segmentation.speakers
        if speaker.role in ("official", "host")
    )
    sources = (transcript.title, transcript.publisher, offices)
    named = next((scope for words in sources if (scope := read_scope(words or ""))), None)
    return named or read_opening(transcript.text)


def read_opening(text: str) -> str | None:
    """Return the territory that the beginning of a text names, where the text speaks for it.

    News name places as they tell of them; who speaks for a province says 全省, 我省.
    """
    places, scope = PlaceNames.load(), read_scope(text[:OPENING])
    if scope is None or scope == places.nation:
        return scope
    own = [w for w, last in places.own.items() if last == scope[-1] and w[0] in POINTING]
    said = own and re.search(f"{any_of(own)}(?![{NOT_BEHIND_OWN}])", fold(text))
    return scope if said else None


def read_scope(words: str) -> str | None:
    """Return the one territory that some words name, or None.

    A county is named before its city, a city before its province, a province before the nation.
    """
    places, words = PlaceNames.load(), fold(words)
    if places.silent_pattern.search(words):
        return None
    for pattern in (COUNTY, CITY):
        found = {place for place in pattern.findall(words) if place not in places.region_of}
        if found:
            return found.pop() if len(found) == 1 else None
    regions = set(find_regions(words))
    if regions:
        return regions.pop() if len(regions) == 1 else None
    return places.nation if places.body_pattern.search(words) else None


def find_regions(words: str) -> Iterable[str]:
    """Yield the full names of the regions in some words, without those where something happens.

    习近平在上海考察 does not speak for 上海市.
    """
    places = PlaceNames.load()
    for found in places.place_pattern.finditer(words):
        happens = words.endswith(THERE, 0, found.start())
        if found["place"] in places.region_of and not happens:
            yield places.region_of[found["place"]]


def get_area(scope: str | None) -> Area | None:
    """Return whether a territory is the nation or a part of it; None for others and unknown."""
    places = PlaceNames.load()
    if scope == places.nation:
        return "nation"
    return None if scope is None or scope in places.abroad else "region"


def find_claim_scope(name: str, before: str, document: str | None) -> tuple[Scope, str]:
    """Return what a claim is about, and its name without the words that say so.

    `before` is what stands in the sentence before the name. Another place there, or in the name,
    leaves it open whom the claim is about. The report of a province speaks of the nation where 全国
    stands before a name that is known; 全国重点实验室 is a name by itself.
    """
    places, known = PlaceNames.load(), Aliases.load().by_name
    name, fits = strip_own(name, document)
    if fits is not None:
        return Scope(document, None) if fits else ELSEWHERE, name
    scope, name, before = strip_nation(name, before, document)
    first = places.place_pattern.match(name)
    if first and first["place"] and name[first.end() :] in known:
        place = places.region_of.get(first["place"], first["place"])
        if get_area(place) != "region" and document is not None:
            return ELSEWHERE, name
        return Scope(place, None), name[first.end() :]
    begins = first["place"] if first and scope == places.nation else None
    foreign = begins in places.abroad and begins not in places.areas
    if foreign or names_other_place(name, before, scope):
        return ELSEWHERE, name
    return Scope(scope, None if scope else "scope_unknown"), name


def strip_nation(name: str, before: str, document: str | None) -> tuple[str | None, str, str]:
    """Return the territory, the name and the words before it, these without 全国 and the like."""
    places, known = PlaceNames.load(), Aliases.load().by_name
    for nation in places.nation_names:
        rest = name.removeprefix(nation).removeprefix("的")
        if rest.startswith(NOT_BEHIND_PLACE):
            continue
        if rest != name and rest and (get_area(document) != "region" or rest in known):
            return places.nation, rest, before
        if before.endswith((nation, f"{nation}的")):
            return places.nation, name, before[: before.rindex(nation)]
    return document, name, before


def names_other_place(name: str, before: str, scope: str | None) -> bool:
    """Return whether a name, or what stands before it, names another place than the territory.

    A foreign one does so only in the clause of the name.
    """
    places, located = PlaceNames.load(), name.startswith(IN) or before.endswith(IN)
    inside = places.place_pattern.match(name.removeprefix(IN)) if located else None
    if inside and places.region_of.get(inside["place"], inside["place"]) != scope:
        return True
    cities = (found[0] for words in (name, before) for found in NAMED_CITY.finditer(words))
    if any(city not in (scope or "") for city in cities):
        return True
    clause = max((found.end() for found in CLAUSE.finditer(before)), default=0)
    return any(
        places.region_of.get(place, place) != scope
        for found in places.place_pattern.finditer(before)
        if (place := found["place"]) and (place not in places.abroad or found.start() >= clause)
    )


def strip_own(name: str, document: str | None) -> tuple[str, bool | None]:
    """Return a name without 全省 and the like, and whether these fit the transcript's scope.

    None where there are no such words; 全国 is left for the one who asks for the nation.
    """
    places, short = PlaceNames.load(), (document or "").removesuffix("省").removesuffix("市")
    for words in filter(None, (document, short)):
        longer = name.startswith(NOT_BEHIND_PLACE, len(words))
        if longer or words == places.nation:
            continue
        if name.startswith(words) and len(name) > len(words) + 1:
            return name.removeprefix(words).removeprefix("的"), True
    for words, last in places.own.items():
        if name.startswith(words) and len(name) > len(words) and last != "国":
            fits = document is not None and document.endswith(last)
            return name.removeprefix(words).removeprefix("的"), fits
    return name, None
