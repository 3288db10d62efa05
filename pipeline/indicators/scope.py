"""Which territory a transcript speaks for.

The gross product of a province is not the nation's. A transcript speaks for the one territory
that its title names, else its publisher, its speakers' organisations, or its opening; a ministry
speaks for the nation. Where nothing or more than one is named, its scope is not known.
"""

import re
from collections.abc import Iterator

from pipeline.indicators.place_names import PlaceNames
from pipeline.knowledge import any_of
from pipeline.language.fold import fold
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript

OPENING = 300
"""Characters of the text in which a transcript says who speaks."""
POINTING = "全我本"


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
    said = own and re.search(f"{any_of(own)}(?![{places.not_behind_own}])", fold(text))
    return scope if said else None


def read_scope(words: str) -> str | None:
    """Return the one territory that some words name, or None.

    A county is named before its city, a city before its province, a province before the nation;
    of 某某自治州某某市 the inner one.
    """
    places = PlaceNames.load()
    words = places.opener.compiled.sub(" ", fold(words))
    if any(body in words for body in places.silent):
        return None
    for pattern in (places.county_pattern, places.city_pattern):
        named = [found for found in pattern.finditer(words) if found[0] not in places.region_of]
        outer = {found.start() for found in named}
        inner = {found[0] for found in named if found.end() not in outer}
        if inner:
            place = inner.pop()
            return None if inner else places.autonomous.get(place, place)
    regions = set(find_regions(words))
    if regions:
        return regions.pop() if len(regions) == 1 else None
    return places.nation if any(body in words for body in places.bodies) else None


def find_regions(words: str) -> Iterator[str]:
    """Yield the full names of the regions in some words, without those where something happens.

    习近平在上海考察 does not speak for 上海市.
    """
    places = PlaceNames.load()
    for found in places.place_pattern.finditer(words):
        happens = words.endswith(places.visited, 0, found.start())
        if found["place"] in places.region_of and not happens:
            yield places.region_of[found["place"]]
