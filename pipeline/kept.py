"""Keeps what a stage made of each transcript, and takes it again where nothing has changed.

Jobs are per batch, so that one transcript more would make all others of its batch anew. A stage
keeps each line of its artefact with its key: a digest of the stage's code and data, of what is
installed, and of all that the line is made of. So a job costs what has changed of its batch. The
folders, results/<stage>/.kept, may be deleted at any time. No problem is kept: it may be one of
time or memory.
"""

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from pipeline.artefacts import (
    PROBLEM,
    R,
    Written,
    attempt,
    count_lines,
    dump,
    progress,
    read_written,
    replacing,
    write_bytes,
)
from pipeline.dependencies import find_dependencies
from pipeline.records.base import Record
from pipeline.records.problems import Problem
from pipeline.records.transcript import Transcript

FOLDER = ".kept"
INSTALLED = (".dist-info", ".egg-info")
"""What the folders of installed packages end in; their names tell the version."""


class Kept:
    """The lines that a stage made of a batch before, and those that it makes now."""

    def __init__(self, stage: str, artefact: Path, given: Iterable[Path | None] = ()) -> None:
        """Read what was kept of an artefact; all lines follow from the given files as well."""
        files = (path.read_bytes() if path else b"" for path in given)
        self.path = name_kept(artefact)
        self.program = digest([stage.encode(), *read_program(stage), *files]).encode()
        self.before = dict(read_kept(self.path))
        self.now: dict[str, tuple[str, str]] = {}

    def take(
        self,
        made_of: Sequence[bytes],
        make: Callable[[], Record],
        stamp: Callable[[str], str] = lambda line: "",
    ) -> str:
        """Return the line that was made of the same before, else the one that is made now.

        `stamp` tells of a line in what state the files are that were written with it: where they
        are no longer as they were left, it is made anew.
        """
        key = digest([self.program, *made_of])
        left, line = self.before.get(key, ("", ""))
        if not line or stamp(line) != left:
            line = dump(make())
        if not line.startswith(PROBLEM):
            self.now[key] = stamp(line), line
        return line

    def save(self) -> None:
        """Keep the lines of this time, and no others."""
        lines = "".join(f"{key}\t{left}\t{line}\n" for key, (left, line) in self.now.items())
        write_bytes(self.path, f"{digest([lines.encode()])}\n{lines}".encode())


def name_kept(artefact: Path) -> Path:
    """Return where the lines of an artefact are kept: in a folder beside it.

    >>> name_kept(Path("results/claims/00000.jsonl")).as_posix()
    'results/claims/.kept/00000.jsonl'
    """
    return artefact.parent / FOLDER / artefact.name


def read_kept(path: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the stamp and the line that was kept under each key.

    There are none where the file is gone or damaged: its first line is the digest of the others.
    """
    whole = path.read_bytes() if path.is_file() else b""
    told, _, kept = whole.partition(b"\n")
    if told.decode("ascii", "replace") == digest([kept]):
        for fields in kept.decode().split("\n")[:-1]:
            key, left, line = fields.split("\t")
            yield key, (left, line)


def read_program(stage: str) -> Iterator[bytes]:
    """Yield what a stage runs: its code and data, the interpreter, the packages installed."""
    for path in map(Path, find_dependencies(stage)):
        yield path.name.encode()
        yield path.read_bytes()
    yield sys.version.encode()
    for folder in filter(Path.is_dir, map(Path, sys.path)):
        yield from sorted(
            path.name.encode() for path in folder.iterdir() if path.suffix in INSTALLED
        )


def digest(parts: Iterable[bytes]) -> str:
    """Return a digest of parts, each after its length, so that none runs into the next."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(len(part).to_bytes(8))
        found.update(part)
    return found.hexdigest()


def write_each(
    stage: str,
    output: Path,
    function: Callable[..., R],
    *artefacts: tuple[Path, type[Record]],
    given: Sequence[Path | None] = (),
) -> None:
    """Write what the function makes of each transcript of a batch, as far as it is not kept.

    The function is given one record of each artefact, of which the first is that of clean, and
    may read the given files. Where one of the records is a problem, it is passed on instead.
    """
    kept = Kept(stage, output, given)
    total = count_lines(artefacts[0][0])
    with replacing(output) as out:
        for written in progress(read_written(*artefacts), stage, total):
            line = kept.take(written.lines, partial(work, stage, function, written))
            out.write(f"{line}\n")
    kept.save()


def work(stage: str, function: Callable[..., R], written: Written) -> R | Problem:
    """Return what the function makes of the records of one transcript."""
    records = written.parse()
    problem = next((record for record in records if isinstance(record, Problem)), None)
    if problem is not None:
        return problem
    first = records[0]
    assert isinstance(first, Transcript)
    return attempt(stage, first.transcript, first.file, function, *records)
