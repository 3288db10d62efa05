"""Which territory a claim is about, by its name and the words before it.

That is the one that its transcript speaks for, unless the claim names another: 全国, a place that
its name begins with, a place beside it. Of what is said beside another place it is not known whom
it is about.
"""

import re
from typing import NamedTuple

from pipeline.indicators.lexicon import Aliases
from pipeline.indicators.place_names import PlaceNames
from pipeline.records.indicators import Apart

NEARBY = 80
"""Characters before a claim in its sentence that may name what it is about."""
IN = "在"
CLAUSE = re.compile(r"[，；。：！？\n]")


class ClaimScope(NamedTuple):
    """The territory, or why it is not known, and the name without the words that tell it."""

    place: str | None
    apart: Apart | None
    name: str


def find_claim_scope(name: str, before: str, document: str | None) -> ClaimScope:
    """Return what a claim is about in a transcript that speaks for a territory, if it is known.

    `before` is what stands in the sentence before the name.
    """
    places = PlaceNames.load()
    if own := strip_own(name, document):
        return own
    scope, name, before = strip_nation(name, before, document)
    first = places.place_pattern.match(name)
    begins = first["place"] if first else None
    if first and begins and name[first.end() :] in Aliases.load().by_name:
        place, rest = places.region_of.get(begins, begins), name[first.end() :]
        if places.get_area(place) != "region" and document is not None:
            return ClaimScope(None, "other_place", name)
        return ClaimScope(place, None, rest)
    foreign = scope == places.nation and begins in places.abroad and begins not in places.areas
    if foreign or names_other_place(name, before, scope):
        return ClaimScope(None, "other_place", name)
    return ClaimScope(scope, None if scope else "scope_unknown", name)


def strip_own(name: str, document: str | None) -> ClaimScope | None:
    """Return the scope of a name that begins with 全省 and the like, or with the transcript's own.

    None where it does not; 全国 is left for the one who asks for the nation.
    """
    places = PlaceNames.load()
    short = (document or "").removesuffix("省").removesuffix("市")
    for words in filter(None, (document, short)):
        longer = name.startswith(places.not_behind_place, len(words))
        if words != places.nation and name.startswith(words) and not longer:
            rest = name.removeprefix(words)
            if len(rest) > 1:
                return ClaimScope(document, None, rest.removeprefix("的"))
    for words, last in places.own.items():
        if name.startswith(words) and name != words and last != "国":
            rest = name.removeprefix(words).removeprefix("的")
            fits = document is not None and document.endswith(last)
            return (
                ClaimScope(document, None, rest) if fits else ClaimScope(None, "other_place", rest)
            )
    return None


def strip_nation(name: str, before: str, document: str | None) -> tuple[str | None, str, str]:
    """Return the territory, the name and the words before it, these without 全国 and the like.

    The report of a province speaks of the nation where 全国 stands before a name that is known;
    全国重点实验室 is a name by itself.
    """
    places, known = PlaceNames.load(), Aliases.load().by_name
    for nation in places.nation_names:
        rest = name.removeprefix(nation).removeprefix("的")
        if rest.startswith(places.not_behind_place):
            continue
        if rest != name and rest and (places.get_area(document) != "region" or rest in known):
            return places.nation, rest, before
        if before.endswith((nation, f"{nation}的")):
            return places.nation, name, before[: before.rindex(nation)]
    return document, name, before


def names_other_place(name: str, before: str, scope: str | None) -> bool:
    """Return whether a name, or what stands before it, names another place than the territory.

    A foreign one does so only in the clause of the name.
    """
    places = PlaceNames.load()

    def is_other(place: str) -> bool:
        return places.region_of.get(place, place) != scope

    if name.startswith(IN) or before.endswith(IN):
        inside = places.place_pattern.match(name.removeprefix(IN))
        if inside and is_other(inside["place"]):
            return True
    cities = (
        found[0]
        for pattern in (places.beside_pattern, places.listed_city_pattern)
        for words in (name, before)
        for found in pattern.finditer(words)
    )
    if any(city not in (scope or "") for city in cities) or is_of_part(name, before, scope):
        return True
    clause = max((found.end() for found in CLAUSE.finditer(before)), default=0)
    return any(
        is_other(found["place"])
        for found in places.place_pattern.finditer(before)
        if found["place"] and (found["place"] not in places.abroad or found.start() >= clause)
    )


def is_of_part(name: str, before: str, scope: str | None) -> bool:
    """Return whether a name follows that of a zone or of some counties, to which a known one is.

    某某新区|规上工业增加值增长9%，固定资产投资增长8%; 全省 and ； end what is told of it.
    """
    places, known = PlaceNames.load(), Aliases.load().beginnings
    words = places.part_end.split(before)[-1] + name
    return any(
        found[0] not in (scope or "") and words.startswith(known, found.end())
        for found in places.part_pattern.finditer(words)
    )
