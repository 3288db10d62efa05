"""What went wrong with which file, as records and as a table."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import IO

from pipeline.pages.names import make_address
from pipeline.pages.rendering import RefusalCode, make_visible
from pipeline.records.base import Bilingual
from pipeline.records.pages import Page
from pipeline.records.problems import ListedProblem, Problem, Severity
from pipeline.tabular.spreadsheets import disarm

COLUMNS = ("severity", "file", "transcript", "stage", "code", "message_zh", "message_en")


def list_problems(
    pages: Sequence[Page],
    refused: Iterable[tuple[RefusalCode, str]],
    messages: Mapping[RefusalCode, Bilingual],
    labels: Iterable[Problem] = (),
) -> list[ListedProblem]:
    """Return the problems of pages, of refused names (given with their code), of labels, by file.

    Where two files have one id, the page is that of the one that could be read.
    """
    owners = {page.transcript: page.file for page in pages}
    owners |= {page.transcript: page.file for page in pages if page.characters}
    problems = [
        ListedProblem(
            transcript=PurePath(name).stem,
            file=name,
            stage="raw",
            code=code,
            message=messages[code],
            severity="error",
            page=None,
        )
        for code, name in refused
    ]
    problems += [ListedProblem(**dict(found), severity="warning", page=None) for found in labels]
    for page in pages:
        severity: Severity = "warning" if page.characters else "error"
        own = owners[page.transcript] == page.file
        address = make_address(page.transcript) if own else None
        if page.problem:
            problems.append(ListedProblem(**dict(page.problem), severity=severity, page=address))
        problems += [
            ListedProblem(**dict(notice), severity="notice", page=address)
            for notice in page.notices
        ]
    return sorted(problems, key=lambda problem: (problem.file, problem.stage))


def write_problems(out: IO[str], problems: Iterable[ListedProblem]) -> None:
    """Write one line a problem under a header. Tabs and line ends in names are written out."""
    out.write("\t".join(COLUMNS) + "\n")
    for problem in problems:
        cells = (
            problem.severity,
            problem.file,
            problem.transcript,
            problem.stage,
            problem.code,
            problem.message.zh,
            problem.message.en,
        )
        out.write("\t".join(disarm(make_visible(cell)) for cell in cells) + "\n")
