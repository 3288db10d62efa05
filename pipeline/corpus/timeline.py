"""The headings and questions over time in the form in which their page carries them."""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from pipeline.corpus.index import list_reports
from pipeline.language.fold import fold
from pipeline.records.pages import Named, Page

MOST_HEADINGS = 20_000
"""Headings and questions that a page carries."""
Kind = Literal["section", "question"]
Heading = tuple[str, list[tuple[int, str]], Kind, str]


class HeadingTimeline(NamedTuple):
    """Headings of sections and headlines of questions, the most frequent first.

    Each with the sections or turns that it stands over, as (transcript, id), and its English where
    that is known. Headings are one where
    they are the same when folded, and so are headlines.
    """

    transcripts: list[tuple[str, str, str, str, str]]
    """Address of the report, title, date, id, title in English where that is known."""
    headings: list[Heading]
    total: int


def make_timeline(
    pages: Iterable[Page], reports: Mapping[str, tuple[str, str, str]]
) -> HeadingTimeline:
    """Return the headings of the pages that have a report."""
    order = {transcript: number for number, transcript in enumerate(reports)}
    found: dict[tuple[str, str], Heading] = {}
    for page in pages:
        number = order[page.transcript]
        named: tuple[tuple[Kind, tuple[Named, ...]], ...] = (
            ("section", page.sections),
            ("question", page.exchanges),
        )
        for kind, places in named:
            for place in places:
                title = " ".join(place.title.split())
                entry = found.setdefault((kind, fold(title)), (title, [], kind, place.english))
                entry[1].append((number, place.id))
    headings = sorted(found.values(), key=lambda entry: (-len(entry[1]), min(entry[1]), entry[0]))
    return HeadingTimeline(
        transcripts=list_reports(reports),
        headings=headings[:MOST_HEADINGS],
        total=len(headings),
    )
