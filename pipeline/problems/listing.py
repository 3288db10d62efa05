"""The list of problems: as records, and as a table."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import IO

from pipeline.publish.names import make_address
from pipeline.publish.warnings import NOTICED, find_warnings
from pipeline.records.base import Bilingual, Record
from pipeline.records.problems import ListedProblem, Problem
from pipeline.safe import disarm, make_visible
from pipeline.stages import Line

COLUMNS = ("severity", "file", "transcript", "stage", "code", "message_zh", "message_en")


class FileProblems(Record):
    """The problems of one file of raw/, and whether it could be read."""

    transcript: str
    file: str
    is_read: bool
    problems: tuple[ListedProblem, ...]


def read_file(line: Line | Problem, messages: Mapping[str, Bilingual]) -> FileProblems:
    """Return the problems of what the stages made of one file."""
    if isinstance(line, Problem):
        problem = ListedProblem(**dict(line), severity="error")
        return FileProblems(
            transcript=line.transcript, file=line.file, is_read=False, problems=(problem,)
        )
    return FileProblems(
        transcript=line.clean.transcript,
        file=line.clean.file,
        is_read=True,
        problems=tuple(find_problems(line, messages)),
    )


def list_problems(
    files: Iterable[FileProblems],
    refused: Iterable[tuple[str, str]],
    messages: Mapping[str, Bilingual],
    tables: Iterable[Problem] = (),
) -> list[ListedProblem]:
    """Return the problems of files, of refused names (with their code), of tables, by file.

    `messages` are the sentences by code. Where two files have one id, the page is that of the one
    that could be read.
    """
    found: list[ListedProblem] = []
    read: dict[str, str] = {}
    unread: dict[str, str] = {}
    for one in files:
        found += one.problems
        (read if one.is_read else unread)[one.transcript] = one.file
    owners = unread | read
    listed = [
        problem.model_copy(update={"page": make_address(problem.transcript)})
        if owners[problem.transcript] == problem.file
        else problem
        for problem in found
    ]
    listed += [
        ListedProblem(
            transcript=PurePath(name).stem,
            file=name,
            stage="raw",
            code=code,
            message=messages[code],
            severity="error",
        )
        for code, name in refused
    ]
    listed += [ListedProblem(**dict(line), severity="warning") for line in tables]
    return sorted(listed, key=lambda problem: (problem.file, problem.stage))


def find_problems(line: Line, messages: Mapping[str, Bilingual]) -> Iterator[ListedProblem]:
    """Yield the first stage that failed on a transcript, then its warnings and notices."""
    if line.problem:
        yield ListedProblem(**dict(line.problem), severity="warning")
    for stage, code, message in (*find_warnings(line), *find_notices(line, messages)):
        yield ListedProblem(
            transcript=line.clean.transcript,
            file=line.clean.file,
            stage=stage,
            code=code,
            message=message,
            severity="notice",
        )


def find_notices(
    line: Line, messages: Mapping[str, Bilingual]
) -> Iterator[tuple[str, str, Bilingual]]:
    """Yield what a reader might look for in vain: the stage, a code and a message.

    In a text that is not Chinese nothing was looked for.
    """
    if all(block.foreign for block in line.clean.blocks):
        return
    for flag in line.segment.flags:
        if flag.code in NOTICED:
            yield "segment", flag.code, flag.message
    if not line.claims.claims and "claims" not in line.missing:
        yield "claims", "no_claims", messages["no_claims"]


def write_problems(out: IO[str], problems: Iterable[ListedProblem]) -> None:
    """Write one line per problem under a header. Tabs and line ends in names are written out."""
    out.write("\t".join(COLUMNS) + "\n")
    for problem in problems:
        said = {"message_zh": problem.message.zh, "message_en": problem.message.en}
        cells = dict(problem) | said
        out.write("\t".join(disarm(make_visible(cells[name])) for name in COLUMNS) + "\n")
