"""The list of problems: as records, and as a table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import IO

from pipeline.publish.pages.names import make_address
from pipeline.publish.pages.rendering import RefusalCode, make_visible
from pipeline.publish.tabular.spreadsheets import disarm
from pipeline.records.base import Bilingual, Record
from pipeline.records.claims import TranscriptClaims
from pipeline.records.problems import ListedProblem, Problem, Severity
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript

COLUMNS = ("severity", "file", "transcript", "stage", "code", "message_zh", "message_en")
NOTICED = ("no_sections", "no_questions")
NO_CLAIMS = Bilingual(zh="未发现量化表述。", en="No numeric claims were found.")


def list_problems(
    lines: Iterable[Sequence[Record]],
    refused: Iterable[tuple[RefusalCode, str]],
    messages: Mapping[RefusalCode, Bilingual],
    labels: Iterable[Problem] = (),
) -> list[ListedProblem]:
    """Return the problems of files, of refused names (given with their code), of labels, by file.

    A line is what the stages made of one file, that of `clean` first. Where two files have one
    id, the page is that of the one that could be read.
    """
    found: list[ListedProblem] = []
    read: dict[str, str] = {}
    unread: dict[str, str] = {}
    for first, *others in lines:
        if isinstance(first, Transcript):
            read[first.transcript] = first.file
        elif isinstance(first, Problem):
            unread[first.transcript] = first.file
        found += find_problems(first, others)
    owners = unread | read
    listed = [
        problem.model_copy(update={"page": make_address(problem.transcript)})
        if owners[problem.transcript] == problem.file
        else problem
        for problem in found
    ]
    listed += [refuse(name, code, messages[code]) for code, name in refused]
    listed += [ListedProblem(**dict(label), severity="warning", page=None) for label in labels]
    return sorted(listed, key=lambda problem: (problem.file, problem.stage))


def refuse(name: str, code: RefusalCode, message: Bilingual) -> ListedProblem:
    """Return the problem of a name in raw/ that is not taken."""
    return ListedProblem(
        transcript=PurePath(name).stem,
        file=name,
        stage="raw",
        code=code,
        message=message,
        severity="error",
        page=None,
    )


def find_problems(first: Record, others: Sequence[Record]) -> Iterator[ListedProblem]:
    """Yield what stopped a file, or the first stage that failed on it, and what to notice."""
    stopped = next((record for record in (first, *others) if isinstance(record, Problem)), None)
    if stopped:
        severity: Severity = "warning" if isinstance(first, Transcript) else "error"
        yield ListedProblem(**dict(stopped), severity=severity, page=None)
    if isinstance(first, Transcript):
        for stage, code, message in find_notices(others):
            yield ListedProblem(
                transcript=first.transcript,
                file=first.file,
                stage=stage,
                code=code,
                message=message,
                severity="notice",
                page=None,
            )


def find_notices(records: Iterable[Record]) -> Iterator[tuple[str, str, Bilingual]]:
    """Yield what a reader might look for in vain: the stage, a code and a message."""
    for record in records:
        if isinstance(record, Segmentation):
            for flag in record.flags:
                if flag.code in NOTICED:
                    yield "segment", flag.code, flag.message
        elif isinstance(record, TranscriptClaims) and not record.claims:
            yield "claims", "no_claims", NO_CLAIMS


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
