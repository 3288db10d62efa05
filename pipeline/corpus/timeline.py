"""The headings and questions over time in the form in which their page carries them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from pipeline.corpus.index import list_reports
from pipeline.language.fold import fold
from pipeline.publish.rubrics import is_rubric
from pipeline.records.base import Bilingual
from pipeline.records.pages import Named, Page
from pipeline.taxonomy import PROCEDURE

MOST_HEADINGS = 20_000
"""Policy hotspots, headings and questions that a page carries."""
Kind = Literal["category", "section", "question", "rubric"]
Heading = tuple[str, list[tuple[int, str]], Kind, str]


class HeadingTimeline(NamedTuple):
    """Policy hotspots, then headings of sections and headlines of questions, rubrics last.

    Each with the sections or turns that it stands over, as (transcript, id), and its English where
    that is known; of each kind the most frequent first. Headings are one where they are the same
    when folded, and so are headlines.
    """

    transcripts: list[tuple[str, str, str, str, str]]
    """Address of the report, title, date, id, title in English where that is known."""
    headings: list[Heading]
    total: int


def make_timeline(
    pages: Sequence[Page],
    reports: Mapping[str, tuple[str, str, str]],
    categories: Mapping[str, Bilingual],
) -> HeadingTimeline:
    """Return the headings of the pages that have a report, and the policy hotspots they are of."""
    order = {transcript: number for number, transcript in enumerate(reports)}
    found: dict[tuple[str, str], Heading] = {}
    for page in pages:
        named: tuple[tuple[Kind, tuple[Named, ...]], ...] = (
            ("section", page.sections),
            ("question", page.exchanges),
        )
        for kind, places in named:
            for place in places:
                title = " ".join(place.title.split())
                said = "rubric" if kind == "section" and is_rubric(title) else kind
                entry = found.setdefault((said, fold(title)), (title, [], said, place.english))
                entry[1].append((order[page.transcript], place.id))
    headings = [*group_by_category(pages, order, categories), *found.values()]
    headings.sort(key=rank_heading)
    return HeadingTimeline(
        transcripts=list_reports(reports), headings=headings[:MOST_HEADINGS], total=len(headings)
    )


def rank_heading(entry: Heading) -> tuple[object, ...]:
    """Return where an entry stands: policy hotspots first, rubrics last, the frequent before the
    rare."""
    title, places, kind, _ = entry
    return kind != "category", kind == "rubric", -len(places), min(places), title


def group_by_category(
    pages: Iterable[Page], order: Mapping[str, int], categories: Mapping[str, Bilingual]
) -> list[Heading]:
    """Return the sections of each policy hotspot, or the questions where there are no sections."""
    found: dict[str, Heading] = {}
    for page in pages:
        for place in page.sections or page.exchanges:
            name = categories.get(place.category)
            if name and place.category != PROCEDURE:
                entry = found.setdefault(place.category, (name.zh, [], "category", name.en))
                entry[1].append((order[page.transcript], place.id))
    return list(found.values())
