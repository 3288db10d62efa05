"""Arranges what the index and the topics page show of all transcripts."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.pages.names import make_address
from pipeline.records import ListedProblem, Page, Topic


class Overview(NamedTuple):
    """The corpus at a glance. Transcripts come newest first, those without a date last.

    `files` counts all that was found in raw/.
    """

    files: int
    pages: list[Page]
    problems: Sequence[ListedProblem]
    hotspots: int
    turns: int
    claims: int
    contradictions: int
    flags: int
    years: list[tuple[str, str, str]]
    topics: list[Topic]
    reports: dict[str, tuple[str, str, str]]
    """For the id of a transcript: the address of its report, its title and its date."""


def make_overview(
    pages: Sequence[Page], problems: Sequence[ListedProblem], topics: Iterable[Topic]
) -> Overview:
    """Return the overview of the files of a run."""
    readable = sorted((p for p in pages if p.characters), key=lambda p: p.transcript)
    readable.sort(key=lambda page: page.date or "", reverse=True)
    years = sorted({page.date[:4] for page in readable if page.date}, reverse=True)
    return Overview(
        files=len(readable) + sum(problem.severity == "error" for problem in problems),
        pages=readable,
        problems=[problem for problem in problems if problem.severity != "notice"],
        hotspots=sum(len(page.sections) for page in readable),
        turns=sum(page.turns for page in readable),
        claims=sum(page.claims for page in readable),
        contradictions=sum(page.contradictions for page in readable),
        flags=sum(page.flags for page in readable),
        years=[(year, year, year) for year in years],
        topics=list(topics),
        reports={
            page.transcript: (
                make_address(page.transcript),
                page.title or page.transcript,
                page.date or "",
            )
            for page in readable
        },
    )
