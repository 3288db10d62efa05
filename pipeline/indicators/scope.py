"""Which territory a transcript speaks for, and which one a claim is about.

The gross product of a province is not the nation's. A transcript speaks for the one territory
that its title names, else its publisher, its speakers' organisations, or its opening; a ministry
speaks for the nation. Where nothing or more than one is named, its scope is not known.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.indicators.lexicon import OF_CITY, WORD_START, Aliases, Area, PlaceNames
from pipeline.knowledge import any_of
from pipeline.language.fold import fold
from pipeline.records.indicators import Apart
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript

OPENING = 300
"""Characters of the text in which a transcript says who speaks."""
_OF_COUNTY = r"(?:(?![年月省的在市盟])[\u4e00-\u9fff])"
_NAMED = "(?<![全我本各个强])(?<!贫困|脱贫|试点|重点|示范)"
_DISTRICT = "(?<![园湾地])(?<!自治|开发|试验|高新|保税|合作|主城)(?<!中心城|自贸试)"
"""What ends no name: 贫困|县, 合作|区."""
_SPEAKS = r"(?=政府|人民|国民|经济|财政|第|[上下]半年|[前一][三二季]季?度|[0-9]|\s|[（—：]|\Z)"
"""What stands behind the name of a territory that speaks."""
COUNTY = re.compile(
    rf"{WORD_START}(?:(?:(?!市){OF_CITY}){{2,3}}{_NAMED}[县旗](?![域级城长])"
    rf"|{_OF_COUNTY}{{2,9}}自治[县旗]|{_OF_COUNTY}{{2,4}}{_NAMED}县{_SPEAKS}"
    rf"|{_OF_COUNTY}{{2,9}}{_NAMED}旗{_SPEAKS}|{_OF_COUNTY}{{2,3}}{_NAMED}{_DISTRICT}区{_SPEAKS})"
)
"""A county, a banner or a district likewise: 某某市某某县."""
OPENER = re.compile(
    r"关于|解读|读懂|数说|在(?=[\u4e00-\u9fff]{2,16}第[0-9一二三四五六七八九十]+[届次])"
)
"""Words before the name of a territory in a title; a congress is that of the place it names."""
NEARBY = 80
"""Characters before a claim in its sentence that may name what it is about."""
NAMED_CITY = re.compile(rf"{OF_CITY}{{2}}(?:市|自治州|都市圈)(?![场民值区政容])")
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

    A county is named before its city, a city before its province, a province before the nation;
    of 某某自治州某某市 the inner one.
    """
    places, words = PlaceNames.load(), OPENER.sub(" ", fold(words))
    if places.silent_pattern.search(words):
        return None
    for pattern in (COUNTY, places.city_pattern):
        named = [found for found in pattern.finditer(words) if found[0] not in places.region_of]
        outer = {found.start() for found in named}
        inner = {found[0] for found in named if found.end() not in outer}
        if inner:
            place = inner.pop()
            return None if inner else places.autonomous.get(place, place)
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
    cities = (
        found[0]
        for pattern in (NAMED_CITY, places.listed_city_pattern)
        for words in (name, before)
        for found in pattern.finditer(words)
    )
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
