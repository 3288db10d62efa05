"""Arranges what the index and the topics page show of all transcripts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.glossary.romanise import name_person
from pipeline.glossary.titles import translate_title
from pipeline.publish.names import make_address
from pipeline.publish.rubrics import is_rubric
from pipeline.records.pages import Named, Page
from pipeline.records.problems import ListedProblem
from pipeline.records.topics import Topic

MOST_BARS = 36
"""Bars of the chart of transcripts over time."""
MOST_PROBLEMS = 500
"""Problems that the start page lists, files that could not be read first."""


class Overview(NamedTuple):
    """The corpus at a glance. Transcripts come newest first, those without a date last.

    `files` counts all that was found in raw/.
    """

    files: int
    pages: list[Page]
    problems: Sequence[ListedProblem]
    """Those that the page lists."""
    problem_count: int
    unread: int
    """Problems that kept a file from being read."""
    turns: int
    claims: int
    contradictions: int
    flags: int
    years: list[tuple[str, str, str]]
    span: str
    """From the first to the last date."""
    months: list[tuple[str, int, int]]
    """Month, quarter or year, its transcripts, and the height of its bar."""
    topics: list[Topic]
    reports: dict[str, tuple[str, str, str]]
    """For the id of a transcript: the address of its report, its title and its date."""


def make_overview(
    pages: Sequence[Page], problems: Sequence[ListedProblem], topics: Iterable[Topic]
) -> Overview:
    """Return the overview of the files of a run; its problems include pages not written."""
    unwritten = [
        ListedProblem(**dict(page.problem), severity="error", page=make_address(page.transcript))
        for page in pages
        if page.problem and page.problem.stage == "report"
    ]
    problems = [*problems, *unwritten]
    errors, warnings = (
        [problem for problem in problems if problem.severity == severity]
        for severity in ("error", "warning")
    )
    readable = sorted((p for p in pages if p.characters), key=lambda p: p.transcript)
    readable.sort(key=lambda page: page.date or "", reverse=True)
    years = sorted({page.date[:4] for page in readable if page.date}, reverse=True)
    return Overview(
        files=len(readable) + len(errors),
        pages=readable,
        problems=[*errors, *warnings][:MOST_PROBLEMS],
        problem_count=len(errors) + len(warnings),
        unread=len(errors),
        turns=sum(page.turns for page in readable),
        claims=sum(page.claims for page in readable),
        contradictions=sum(page.contradictions for page in readable),
        flags=sum(page.flags for page in readable),
        years=[(year, year, year) for year in years],
        span=describe_span([page.date for page in readable if page.date]),
        months=count_by_time([page.date for page in readable if page.date]),
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


def describe_span(dates: Sequence[str]) -> str:
    """Return the first and the last of dates.

    >>> describe_span(["2021-01-26", "2020-03-01"])
    '2020-03-01 – 2021-01-26'
    """
    first, last = min(dates, default=""), max(dates, default="")
    return first if first == last else f"{first} – {last}"


def count_by_time(dates: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return how many dates are in each month, quarter or year from the first to the last.

    The shortest of these is taken that gives no more than `MOST_BARS`; none of dates that are
    no months.

    >>> count_by_time(["2020-12-01", "2021-02-03", "2021-02-26"])
    [('2020-12', 1, 50), ('2021-01', 0, 0), ('2021-02', 2, 100)]
    """
    months = [int(date[:4]) * 12 + int(date[5:7]) - 1 for date in dates if len(date) >= 7]
    if not months:
        return []
    size = next((n for n in (1, 3) if max(months) // n - min(months) // n < MOST_BARS), 12)
    counts = Counter(month // size for month in months)
    highest = max(counts.values())
    steps = range(min(counts), max(counts) + 1)[-MOST_BARS:]
    return [(name_step(n, size), counts[n], round(100 * counts[n] / highest)) for n in steps]


def name_step(number: int, size: int) -> str:
    """Return the name of the step of so many months.

    >>> name_step(2021 * 4 + 1, 3)
    '2021-Q2'
    """
    year, part = divmod(number, 12 // size)
    return {1: f"{year}-{part + 1:02}", 3: f"{year}-Q{part + 1}"}.get(size, f"{year}")


def list_reports(
    reports: Mapping[str, tuple[str, str, str]],
) -> list[tuple[str, str, str, str, str]]:
    """Return what scripts show of each report: address, title, date, id, title in English."""
    return [
        (*report, transcript, translate_title(report[1]) or "")
        for transcript, report in reports.items()
    ]


IndexRow = tuple[object, ...]
MOST_QUESTIONS = 3
"""Headlines of questions that the start page shows of a transcript without headings."""


def list_places(page: Page) -> list[Named]:
    """Return the sections of a transcript, rubrics last; its first questions where it has none."""
    named = page.sections or page.exchanges[:MOST_QUESTIONS]
    return sorted(named, key=lambda one: is_rubric(one.title))


def list_transcripts(overview: Overview) -> list[IndexRow]:
    """Return one row per transcript, as the start page carries it.

    (address, title, date, id, title in English, speakers, sections or else questions, how many of
    them, claims, flags, contradictions, whether a part is missing).
    """
    return [
        (
            *report,
            [(name, name_person(name) or "") for name in page.speakers],
            [(named.id, named.title, named.english) for named in list_places(page)],
            len(page.sections) or len(page.exchanges),
            page.claims,
            page.flags,
            page.contradictions,
            int(page.problem is not None),
        )
        for report, page in zip(list_reports(overview.reports), overview.pages, strict=True)
    ]
