"""The hotspots over time in the form in which their page carries them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.language.fold import fold
from pipeline.records.pages import Page

MOST_HEADINGS = 20_000
"""Headings that a page carries."""


class HotspotTimeline(NamedTuple):
    """Headings with the sections that they stand over, the most frequent first.

    A section is (transcript, id). Headings are one where they are the same when folded.
    """

    transcripts: list[tuple[str, str, str, str]]
    """Address of the report, title, date, id."""
    headings: list[tuple[str, list[tuple[int, str]]]]
    total: int


def make_timeline(
    pages: Iterable[Page], reports: Mapping[str, tuple[str, str, str]]
) -> HotspotTimeline:
    """Return the headings of the pages that have a report."""
    order = {transcript: number for number, transcript in enumerate(reports)}
    found: dict[str, tuple[str, list[tuple[int, str]]]] = {}
    for page in pages:
        for section in page.sections:
            title = " ".join(section.title.split())
            entry = found.setdefault(fold(title), (title, []))
            entry[1].append((order[page.transcript], section.id))
    headings = sorted(found.values(), key=lambda entry: (-len(entry[1]), min(entry[1]), entry[0]))
    return HotspotTimeline(
        transcripts=[(*report, transcript) for transcript, report in reports.items()],
        headings=headings[:MOST_HEADINGS],
        total=len(headings),
    )
