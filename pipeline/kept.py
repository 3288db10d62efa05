"""Keeps what a stage made of each transcript, and takes it again where nothing has changed.

Jobs are per batch, so that one transcript more would make all others of its batch anew. A stage
keeps each line of its artefact with its key: a digest of the stage's code and data, of what is
installed, and of all that the line is made of. So a job costs what has changed of its batch. The
folders, results/<stage>/.kept, may be deleted at any time. No problem is kept: it may be one of
time or memory.
"""

import hashlib
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TextIO
from zlib import crc32

from pipeline.artefacts import (
    PROBLEM,
    R,
    Written,
    attempt_line,
    count_lines,
    dump,
    making,
    parse,
    progress,
    read_written,
    replacing,
)
from pipeline.dependencies import digest_code
from pipeline.inventory import identify_files
from pipeline.records.base import Record
from pipeline.records.problems import Problem
from pipeline.records.transcript import Transcript

FOLDER = ".kept"
SIZE = 16
"""Bytes of a digest."""
PART = 2_000_000
"""Bytes of lines that are made into files together: some twenty transcripts."""
LEAST_COUNTED = 10_000
"""Bytes that a shorter line counts as: one transcript more changes some of many, far apart."""
KEY = ".key"
"""The file of a kept folder that tells what its files were made of, and how they were left."""
INSTALLED = (".dist-info", ".egg-info")
"""What the folders of installed packages end in; their names tell the version."""


class Kept:
    """The lines that a stage made before, and the file for those that it makes now."""

    def __init__(self, stage: str, program: bytes, path: Path, out: TextIO) -> None:
        self.stage, self.program, self.path, self.out = stage, program, path, out
        self.before = dict(read_kept(path))
        self.keys: list[str] = []
        self.sum = hashlib.blake2b(digest_size=SIZE)

    def take(
        self,
        made_of: Sequence[bytes],
        make: Callable[[], str],
        stamp: Callable[[str], str] = lambda line: "",
        again: Callable[[str], str] | None = None,
    ) -> str:
        """Return the line that was made of the same before, else the one that is made now.

        `stamp` tells of a line in what state the files are that were written with it, or that it
        was made with: where they are no longer as they were left, it is made anew, or `again` from
        what it was.
        """
        key = digest_parts([self.program, *made_of])
        left, line = self.before.pop(key, ("", ""))
        if not line or stamp(line) != left:
            line = again(line) if line and again else make()
        return line if line.startswith(PROBLEM) else self.keep(key, stamp(line), line)

    def keep(self, key: str, left: str, line: str) -> str:
        """Keep a line under a key, with its stamp; return the line."""
        fields = f"{key}\t{left}\t{line}\n"
        self.out.write(fields)
        self.sum.update(fields.encode())
        self.keys.append(key)
        return line

    def read_each(
        self,
        function: Callable[..., R],
        batches: Iterable[tuple[Path, ...]],
        models: Sequence[type[Record]],
        model: type[R],
    ) -> Iterator[tuple[int, int, R]]:
        """Yield what the function makes of the records of each transcript, as far as none is kept,
        with the number of its batch and that of its line.

        Where one of the records is a problem, or the function fails, there is nothing.
        """
        make = partial(make_kept_line, self.stage, function)
        for batch, paths in enumerate(batches):
            for number, line in enumerate(self.read_batch(make, paths, models)):
                found = parse(line.encode(), self.path, number + 1, model)
                if isinstance(found, model):
                    yield batch, number, found

    def read_batch(
        self, make: Callable[[Written], str], paths: Sequence[Path], models: Sequence[type[Record]]
    ) -> list[str]:
        """Return the lines that are made of those of a batch, as far as none is kept.

        Where none of them was a problem, and its artefacts are as they were, by size and date of
        change, the batch is not read.
        """
        state, before = digest_files(paths, self.program.decode()), len(self.keys)
        keys = self.before.get(state, ("", ""))[1].split()
        if keys and all(key in self.before for key in keys):
            lines = [self.keep(key, *self.before[key]) for key in keys]
        else:
            sources = read_written(*zip(paths, models, strict=True))
            lines = [self.take(one.lines, partial(make, one)) for one in sources]
        if len(self.keys) == before + len(lines):
            self.keep(state, "", " ".join(self.keys[before:]))
        return lines


@contextmanager
def keeping(stage: str, artefact: Path) -> Iterator[Kept]:
    """Give what was kept of an artefact; what is taken of it, or made, is kept at the end.

    At an error what was kept before stays.
    """
    path = name_kept(artefact)
    with replacing(path) as out:
        kept = Kept(stage, digest_program(stage), path, out)
        yield kept
        out.write(kept.sum.hexdigest())


def name_kept(artefact: Path) -> Path:
    """Return where the lines of an artefact are kept: in a folder beside it.

    >>> name_kept(Path("results/claims/00000.jsonl")).as_posix()
    'results/claims/.kept/00000.jsonl'
    """
    return artefact.parent / FOLDER / artefact.name


def read_kept(path: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the stamp and the line that was kept under each key.

    There are none where the file is gone or damaged: it ends with the digest of all before.
    """
    whole = path.read_bytes() if path.is_file() else b""
    size = len(whole) - 2 * SIZE
    told = hashlib.blake2b(whole[:size], digest_size=SIZE).hexdigest().encode()
    if whole and told == whole[size:]:
        for fields in whole[:size].decode().split("\n")[:-1]:
            key, left, line = fields.split("\t")
            yield key, (left, line)


def keep_folders(
    program: bytes,
    home: Path,
    batches: Sequence[tuple[Path, ...]],
    models: Sequence[type[Record]],
    make: Callable[[Sequence[Written], Path], None],
) -> list[Path]:
    """Return folders of files that are made of batches, part by part, as far as none is kept.

    `program` is the digest of what the stage runs; `make` is given a part of the lines, and the
    folder to write into. Those of a batch are in one of its own in `home`, where all others are
    deleted. A batch is not read whose artefacts are as they were, by size and date of change.
    """
    folders: list[Path] = []
    for paths in batches:
        own = home / paths[0].stem
        own.mkdir(parents=True, exist_ok=True)
        state, told = digest_files(paths, program.decode()), own / KEY
        # What tells the state stands last: where a run was killed as it wrote this, it is missing.
        *keys, left = told.read_text(encoding="utf-8").split(" ") if told.is_file() else [""]
        if left != state or not all(is_left(own / key, key) for key in keys):
            keys = []
            for part in cut_parts(read_written(*zip(paths, models, strict=True))):
                keys.append(digest_parts([program, *(s for line in part for s in line.lines)]))
                if not is_left(own / keys[-1], keys[-1]):
                    make_folder(own / keys[-1], keys[-1], partial(make, part))
            told.write_text(" ".join([*keys, state]), encoding="utf-8")
        kept = [own / key for key in keys]
        remove_others(own, [told, *kept])
        folders += kept
    remove_others(home, (home / paths[0].stem for paths in batches))
    return folders


def cut_parts(lines: Iterable[Written]) -> Iterator[list[Written]]:
    """Yield lines in parts of about PART bytes.

    Whether one ends with a line follows from this line alone: one more, or fewer, changes its part
    and leaves all others as they are.
    """
    part: list[Written] = []
    for written in lines:
        part.append(written)
        if crc32(written.lines[0]) * PART < max(sum(map(len, written.lines)), LEAST_COUNTED) << 32:
            yield part
            part = []
    if part:
        yield part


def remove_others(home: Path, folders: Iterable[Path]) -> None:
    """Delete what is kept in a folder besides some folders, by an earlier version as well."""
    for other in set(home.iterdir() if home.is_dir() else ()) - set(folders):
        shutil.rmtree(other)


def is_left(folder: Path, key: str) -> bool:
    """Return whether a folder is as it was left when its files were made of what has this key."""
    told = folder / KEY
    return told.is_file() and told.read_text(encoding="utf-8") == make_signature(folder, key)


def make_folder(folder: Path, key: str, make: Callable[[Path], None]) -> None:
    """Have the files of a folder made, in place of those that it has."""
    with making(folder.parent) as made:
        make(made)
        shutil.rmtree(folder, ignore_errors=True)
        made.replace(folder)
    (folder / KEY).write_text(make_signature(folder, key), encoding="utf-8")


def make_signature(folder: Path, key: str) -> str:
    """Return what tells the files of a folder, and what they were made of."""
    return digest_files(sorted(path for path in folder.iterdir() if path.name != KEY), key)


def digest_program(stage: str) -> bytes:
    """Return a digest of what a stage runs: code and data, interpreter, installed packages."""
    parts = [stage, digest_code(stage), sys.version]
    for folder in filter(Path.is_dir, map(Path, sys.path)):
        parts += sorted(path.name for path in folder.iterdir() if path.suffix in INSTALLED)
    return digest_parts(map(str.encode, parts)).encode()


def digest_parts(parts: Iterable[bytes]) -> str:
    """Return a digest of parts, each after its length, so that none runs into the next."""
    found = hashlib.blake2b(digest_size=SIZE)
    for part in parts:
        found.update(len(part).to_bytes(8))
        found.update(part)
    return found.hexdigest()


def digest_files(paths: Iterable[Path], *parts: str) -> str:
    """Return a digest of files as they are now, by name, size and date of change, and of parts."""
    return digest_parts(map(str.encode, (*parts, *identify_files(paths))))


def read_each(
    stage: str,
    artefact: Path,
    function: Callable[..., R],
    batches: Iterable[tuple[Path, ...]],
    models: Sequence[type[Record]],
    model: type[R],
) -> Iterator[R]:
    """Yield what the function makes of the records of each transcript of all batches, as far as
    none is kept beside an artefact; nothing of a transcript of which one is a problem."""
    with keeping(stage, artefact) as kept:
        for *_, found in kept.read_each(function, batches, models, model):
            yield found


def write_each(
    stage: str,
    output: Path,
    function: Callable[..., R],
    *artefacts: tuple[Path, type[Record]],
    given: Sequence[Path | None] = (),
) -> None:
    """Write what the function makes of each transcript of a batch, as far as it is not kept.

    The function is given one record of each artefact, of which the first is that of clean, and
    may read the given files. Where only these have changed, it is also given the line that it made
    before. Where one of the records is a problem, it is passed on instead.
    """
    total = count_lines(artefacts[0][0])
    state = digest_parts(path.read_bytes() if path else b"" for path in given)
    with keeping(stage, output) as kept, replacing(output) as out:
        for written in progress(read_written(*artefacts), stage, total):
            make = partial(make_kept_line, stage, function, written)
            line = kept.take(written.lines, make, lambda _: state, make)
            out.write(f"{line}\n")


def make_kept_line(
    stage: str, function: Callable[..., Record], written: Written, *before: str
) -> str:
    """Return the line of what the function makes of the records of one transcript, and of the line
    that it made before."""
    records = written.parse()
    problem = next((record for record in records if isinstance(record, Problem)), None)
    if problem is not None:
        return dump(problem)
    first = records[0]
    assert isinstance(first, Transcript)
    return attempt_line(stage, first.transcript, first.file, function, *records, *before)
