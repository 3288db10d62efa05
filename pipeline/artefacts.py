"""Reads and writes the artefacts of stages: JSON Lines, one line per transcript.

A line is a record of the stage or `{"problem": …}`. Line n of every artefact of a batch is the
same file, so that stages read side by side and hold one transcript in memory at a time.
"""

import filecmp
import shutil
import sys
import time
import traceback
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO, TypeVar

from pydantic import ValidationError

from pipeline.crashes import Crashed, is_apart, run_apart
from pipeline.errors import REMEDIES, InputError, Rejected
from pipeline.knowledge import load_message_file
from pipeline.limits import MOST_MEMORY, MOST_SECONDS, TooSlow, limited
from pipeline.records.base import Record
from pipeline.records.problems import Problem

R = TypeVar("R", bound=Record)
T = TypeVar("T")

PROBLEM = '{"problem":'
SECONDS_BETWEEN_REPORTS = 5.0
"""Seconds between two reports of how many transcripts are done."""
MESSAGES = Path(__file__).parent / "records" / "problems.toml"
"""The sentences of the problems that any stage may have, by code."""


def open_artefact(path: Path) -> BinaryIO:
    """Open an artefact to read. Raises InputError where it is not there."""
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; run snakemake, which makes it") from None


class Written(NamedTuple):
    """A line of each artefact of a batch, as it is written: what the stages made of one file."""

    artefacts: tuple[tuple[Path, type[Record]], ...]
    number: int
    lines: tuple[bytes, ...]

    def parse(self, most: int | None = None) -> tuple[Record, ...]:
        """Return the record, or the problem, of each line, or of the first `most`."""
        return tuple(
            parse(line, path, self.number, model)
            for line, (path, model) in zip(self.lines[:most], self.artefacts[:most], strict=True)
        )


def parse(line: bytes, path: Path, number: int, model: type[R]) -> R | Problem:
    """Return the record of a line. Raises InputError where it is not one."""
    try:
        if line.startswith(PROBLEM.encode()):
            return Problem.model_validate_json(line.rstrip()[len(PROBLEM) : -1])
        return model.model_validate_json(line)
    except ValidationError as error:
        raise InputError(
            f"{path}, line {number}: not a {model.__name__} record; "
            "if a run made the file, delete it and run snakemake again"
        ) from error


def read_written(*artefacts: tuple[Path, type[Record]]) -> Iterator[Written]:
    """Yield what the stages wrote of each file of a batch, in order.

    Raises InputError where an artefact is not there, or has fewer lines than another.
    """
    with ExitStack() as stack:
        files = [stack.enter_context(open_artefact(path)) for path, _ in artefacts]
        for number, lines in enumerate(zip_longest(*files), start=1):
            if None in lines:
                short, _ = artefacts[lines.index(None)]
                raise InputError(
                    f"{short}: lines are missing; delete the file and run snakemake again"
                )
            yield Written(artefacts, number, lines)


def read(path: Path, model: type[R]) -> Iterator[R | Problem]:
    """Yield the records of an artefact in order.

    Raises InputError where the file is not there, or a line is not such a record.
    """
    with open_artefact(path) as lines:
        for number, line in enumerate(lines, start=1):
            yield parse(line, path, number, model)


def list_batches(options: Namespace, stages: Sequence[str]) -> list[tuple[Path, ...]]:
    """Return the artefacts of each batch; the options named after the stages list them.

    Raises InputError where their numbers differ.
    """
    paths = [getattr(options, stage) for stage in stages]
    if len({len(listed) for listed in paths}) > 1:
        given = ", ".join(f"--{stage} {len(n)}" for stage, n in zip(stages, paths, strict=True))
        raise InputError(f"{given}: give the same number of artefacts of each stage, one per batch")
    return list(zip(*paths, strict=True))


def read_batches(
    options: Namespace, stages: Sequence[str], models: Sequence[type[Record]]
) -> Iterator[tuple[Record, ...]]:
    """Yield what the stages made of each file of all batches, in the order of batches."""
    for paths in list_batches(options, stages):
        for written in read_written(*zip(paths, models, strict=True)):
            yield written.parse()


def read_records(options: Namespace, stage: str, model: type[R]) -> Iterator[R]:
    """Yield the records of one stage, of all batches or of its one artefact; no problems."""
    for (record,) in read_batches(options, [stage], [model]):
        if isinstance(record, model):
            yield record


def write(path: Path, records: Iterable[Record]) -> None:
    """Write records as an artefact, whole or not at all."""
    with replacing(path) as out:
        out.writelines(f"{dump(record)}\n" for record in records)


def dump(record: Record) -> str:
    """Return the line of a record or a problem, without its end."""
    line = record.model_dump_json()
    return f"{PROBLEM}{line}}}" if isinstance(record, Problem) else line


@contextmanager
def becoming(path: Path) -> Iterator[Path]:
    """Give where a file is written until it is whole, when it takes its name; else it is gone.

    An error of the system (a full disk) names the file, if it names none. On a full disk, which
    shows when a file is closed, half of it would keep the disk full.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = name_temporary(path)
    try:
        yield temporary
        settle(temporary, path)
    except OSError as error:
        error.filename = error.filename or str(path)
        raise
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """Open a text file that takes its name only when it was written to the end."""
    with becoming(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as out:
        yield out


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all."""
    with becoming(path) as temporary:
        temporary.write_bytes(data)


def name_temporary(path: Path) -> Path:
    """Return where a file is written until it is whole.

    What a killed run left there is written over by the run that makes the file again.
    """
    return path.with_name(f".{path.name}.part")


@contextmanager
def making(folder: Path) -> Iterator[Path]:
    """Give a folder within another for files that are made and not whole; it is gone at the end.

    What a killed run left there is gone with it, as the name is always the same.
    """
    made = name_temporary(folder / "files")
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def settle(temporary: Path, path: Path) -> None:
    """Give a file that is whole its name; one of the same bytes that has it already stays.

    To put a file in the place of another takes milliseconds, since file systems then write it to
    the disk at once, and most pages that are made anew come out as they were.
    """
    if path.is_file() and filecmp.cmp(temporary, path, shallow=False):
        temporary.unlink()
    else:
        temporary.replace(path)


def attempt_line(
    stage: str, transcript: str, file: str, function: Callable[..., Record], *arguments: object
) -> str:
    """Return the line of what the function makes of one transcript, or of what stopped it.

    A record that cannot be written is a problem as well.
    """
    line = attempt(stage, transcript, file, lambda: dump(function(*arguments)))
    return line if isinstance(line, str) else dump(line)


def attempt(
    stage: str, transcript: str, file: str, function: Callable[..., T], *arguments: object
) -> T | Problem:
    """Return what the function makes of one transcript, or the problem that stopped it.

    Any exception becomes a problem of this transcript, so that no input costs another its
    results; so does the death of the process, where each transcript has one. Raises InputError
    where a library is not installed or a file of knowledge is malformed, and OSError where nothing
    can be written, for then they are all concerned.
    """
    if not is_apart():
        return attempt_here(stage, transcript, file, function, *arguments)
    try:
        return run_apart(partial(attempt_here, stage, transcript, file, function, *arguments))
    except Crashed:
        return report_stop(stage, transcript, file, "stage_crashed")


def attempt_here(
    stage: str, transcript: str, file: str, function: Callable[..., T], *arguments: object
) -> T | Problem:
    """Do what `attempt` does in this process.

    An exception that no stage foresaw is shown whole on standard error as well.
    """
    try:
        with limited():
            return function(*arguments)
    except ImportError as error:
        raise InputError(
            f"{error}; install what requirements.txt lists and run snakemake again"
        ) from error
    except Rejected as stop:
        code, message = stop.code, stop.message
        return Problem(transcript=transcript, file=file, stage=stage, code=code, message=message)
    except TooSlow:
        return report_stop(stage, transcript, file, "stage_too_slow")
    except MemoryError:
        return report_stop(stage, transcript, file, "stage_out_of_memory")
    except Exception as error:
        of_all = isinstance(error, OSError) and error.errno in REMEDIES
        if of_all or isinstance(error, InputError):
            raise
        traceback.print_exc()
        return report_stop(stage, transcript, file, "internal_error", type(error).__name__)


def report_stop(stage: str, transcript: str, file: str, code: str, error: str = "") -> Problem:
    """Return the problem of a transcript at which a stage was stopped."""
    limits = {"seconds": round(MOST_SECONDS), "limit": MOST_MEMORY // 1_000_000_000}
    message = load_message_file(MESSAGES)[code].fill(stage=stage, error=error, **limits)
    return Problem(transcript=transcript, file=file, stage=stage, code=code, message=message)


def count_lines(path: Path) -> int:
    """Return the number of lines of an artefact, which is its number of files."""
    with open_artefact(path) as lines:
        return sum(1 for _ in lines)


def progress(items: Iterable[T], stage: str, total: int) -> Iterator[T]:
    """Pass items on, and say on standard error every few seconds how many are done."""
    last = time.monotonic()
    for done, item in enumerate(items):
        if time.monotonic() - last > SECONDS_BETWEEN_REPORTS:
            last = time.monotonic()
            print(f"{stage}: {done} of {total} transcripts done", file=sys.stderr, flush=True)
        yield item
