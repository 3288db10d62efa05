"""Problems: which files could not be read, and which parts of others are missing.

Reads what the stages made of all batches, the model card for the lines of labels.tsv that were not
used, metadata.tsv for those of its own, and the names in raw/ that are not taken. Writes the list
of problems as JSON Lines and as a table. A page that cannot be written is not a problem of a
file; the start page names it.
"""

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path, PurePath
from typing import IO

from pipeline import artefacts
from pipeline.cli import make_parser, read_names
from pipeline.kept import keeping
from pipeline.knowledge import load_message_file
from pipeline.metadata import load_metadata
from pipeline.publish.names import make_address
from pipeline.publish.warnings import NOTICED, find_warnings
from pipeline.records.base import Bilingual, Record
from pipeline.records.model_card import ModelCard
from pipeline.records.problems import ListedProblem, Problem
from pipeline.safe import disarm, make_visible
from pipeline.stages import LINE, RECORDS, Line, make_line

MESSAGES = Path(__file__).with_name("problems.toml")
COLUMNS = ("severity", "file", "transcript", "stage", "code", "message_zh", "message_en")


class FileProblems(Record):
    """The problems of one file of raw/, and whether it could be read."""

    transcript: str
    file: str
    is_read: bool
    problems: tuple[ListedProblem, ...]


def read_file(line: Line | Problem) -> FileProblems:
    """Return the problems of what the stages made of one file."""
    if isinstance(line, Problem):
        problem = ListedProblem(**dict(line), severity="error")
        return FileProblems(
            transcript=line.transcript, file=line.file, is_read=False, problems=(problem,)
        )
    name, file, problems = line.clean.transcript, line.clean.file, tuple(find_problems(line))
    return FileProblems(transcript=name, file=file, is_read=True, problems=problems)


def list_problems(
    files: Sequence[FileProblems],
    refused: Iterable[tuple[str, str]],
    tables: Iterable[Problem] = (),
) -> list[ListedProblem]:
    """Return the problems of files, of refused names (with their code), of tables, by file.

    Where two files have one id, the page is that of the one that could be read.
    """
    messages = load_message_file(MESSAGES)
    owners = {one.transcript: one.file for one in sorted(files, key=attrgetter("is_read"))}
    listed = [
        problem.model_copy(update={"page": make_address(problem.transcript)})
        if owners[problem.transcript] == problem.file
        else problem
        for one in files
        for problem in one.problems
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


def find_problems(line: Line) -> Iterator[ListedProblem]:
    """Yield the first stage that failed on a transcript, then its warnings and notices."""
    if line.problem:
        yield ListedProblem(**dict(line.problem), severity="warning")
    for stage, code, message in (*find_warnings(line), *find_notices(line)):
        yield ListedProblem(
            transcript=line.clean.transcript,
            file=line.clean.file,
            stage=stage,
            code=code,
            message=message,
            severity="notice",
        )


def find_notices(line: Line) -> Iterator[tuple[str, str, Bilingual]]:
    """Yield what a reader might look for in vain: the stage, a code and a message.

    In a text that is not Chinese nothing was looked for.
    """
    if all(block.foreign for block in line.clean.blocks):
        return
    for flag in line.segment.flags:
        if flag.code in NOTICED:
            yield "segment", flag.code, flag.message
    if not line.claims.claims and "claims" not in line.missing:
        yield "claims", "no_claims", load_message_file(MESSAGES)["no_claims"]


def write_problems(out: IO[str], problems: Iterable[ListedProblem]) -> None:
    """Write one line per problem under a header. Tabs and line ends in names are written out."""
    out.write("\t".join(COLUMNS) + "\n")
    for problem in problems:
        said = {"message_zh": problem.message.zh, "message_en": problem.message.en}
        cells = dict(problem) | said
        out.write("\t".join(disarm(make_visible(cells[name])) for name in COLUMNS) + "\n")


def read_files(options: Namespace) -> Iterator[FileProblems]:
    """Yield the problems of each file of all batches, found as far as none are kept."""
    models = [RECORDS[stage] for stage in LINE]

    def read(written: artefacts.Written) -> str:
        return artefacts.dump(read_file(make_line(written.parse())))

    with keeping("problems", options.output) as kept:
        for paths in artefacts.list_batches(options, LINE):
            yield from map(FileProblems.model_validate_json, kept.read_batch(read, paths, models))


def main(argv: list[str]) -> None:
    """Read what the stages made of all batches, write the list of problems."""
    parser = make_parser("problems", __doc__, (*LINE, "train"), many=True)
    parser.add_argument(
        "--refused", nargs="*", default=[], metavar="CODE=NAME", help="or - for standard input"
    )
    parser.add_argument("--metadata", type=Path, metavar="TSV")
    parser.add_argument("--table", type=Path, required=True)
    options = parser.parse_args(argv)
    refused = [(c, n) for c, _, n in (said.partition("=") for said in read_names(options.refused))]
    files = list(read_files(options))
    known = {file.transcript for file in files} | {PurePath(name).stem for _, name in refused}
    cards = artefacts.read_records(options, "train", ModelCard)
    of_tables = [problem for card in cards for problem in card.problems]
    of_tables += load_metadata(options.metadata).list_problems(known)
    problems = list_problems(files, refused, of_tables)
    with artefacts.replacing(options.output) as out:
        out.writelines(f"{problem.model_dump_json()}\n" for problem in problems)
    with artefacts.replacing(options.table) as out:
        write_problems(out, problems)
