"""Which files of raw/ are transcripts, and which batch each belongs to.

Batches are the buckets of linear hashing (Litwin 1980) over the transcript's own id: when their
number grows by one, one bucket is split and all others stay as they were, so that adding a
transcript re-runs its own batch and, at times, the two halves of one other.
"""

import os
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple

from pipeline.errors import InputError

METADATA = "metadata.tsv"
LABELS = "labels.tsv"
RefusalCode = Literal[
    "name_unsafe", "name_too_long", "name_hidden", "not_a_file", "leads_out", "unreadable"
]
"""Why a name in the raw folder is not taken; problems.toml has the sentence of each."""
UNSAFE = frozenset("{}<>")
"""Snakemake takes what stands in braces or angle brackets in a path for a pattern."""
LONGEST_ID = 200
"""Bytes: the names of reports are the id and up to 20 more, and file systems take 255."""


class Inventory(NamedTuple):
    """The files of a raw folder by what can be done with them."""

    transcripts: list[Path]
    metadata: list[Path]
    """metadata.tsv, if it is there."""
    labels: list[Path]
    """labels.tsv, if it is there."""
    refused: dict[str, RefusalCode]
    """The name as it can be shown → why it cannot be processed."""


def take_inventory(raw: Path) -> Inventory:
    """Return the transcripts of a folder, and the names that cannot be processed.

    The tables beside the transcripts are none.

    Raises InputError where there is no such folder, or nothing in it.
    """
    if not raw.is_dir():
        raise InputError(f"{raw}: no such folder; put transcripts there, or set raw in config.yaml")
    transcripts, metadata, labels, refused = [], [], [], {}
    for path in sorted(raw.iterdir()):
        reason = refuse(path, raw.resolve())
        if reason:
            refused[path.name.encode(errors="backslashreplace").decode()] = reason
        elif path.name == METADATA:
            metadata.append(path)
        elif path.name == LABELS:
            labels.append(path)
        else:
            transcripts.append(path)
    if not transcripts and not refused:
        raise InputError(f"{raw}: no transcripts there; add .txt, .md, .html, .docx or .pdf files")
    return Inventory(transcripts, metadata, labels, refused)


def refuse(path: Path, raw: Path) -> RefusalCode | None:
    """Return the code of why a path in the raw folder cannot be processed, or None.

    Nothing is opened: a pipe would never answer.
    """
    unsafe = (unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c in UNSAFE for c in path.name)
    if any(unsafe):
        return "name_unsafe"
    if len(path.stem.encode()) > LONGEST_ID:
        return "name_too_long"
    if path.name.startswith("."):
        return "name_hidden"
    try:
        target = path.resolve(strict=True)
        if not stat.S_ISREG(target.stat().st_mode):
            return "not_a_file"
    except (OSError, RuntimeError):
        return "not_a_file"
    if path.is_symlink() and not target.is_relative_to(raw):
        return "leads_out"
    return None if os.access(path, os.R_OK) else "unreadable"


def identify(paths: Iterable[Path]) -> list[str]:
    """Return what tells each file as it is now: its name, size and date of change.

    Jobs are made anew when these differ from what they were, in whichever direction: Snakemake
    itself would stop at a date in the future, and pass over a file that an older one replaced.
    """
    found = []
    for path in paths:
        try:
            now = path.stat()
            found.append(f"{path} {now.st_size} {now.st_mtime_ns}")
        except OSError:
            found.append(f"{path} gone")
    return found


def make_batches(transcripts: Iterable[Path], size: int) -> dict[str, list[Path]]:
    """Return the files of each batch that has any, by the batch's name."""
    files = list(transcripts)
    count = max(1, -(-len({path.stem for path in files}) // size))
    batches: defaultdict[str, list[Path]] = defaultdict(list)
    for path in files:
        batches[f"{find_bucket(path.stem, count):05d}"].append(path)
    return dict(sorted(batches.items()))


def find_batches(batches: Mapping[str, Iterable[Path]], transcripts: Collection[str]) -> list[str]:
    """Return the batches that hold any of the transcripts.

    >>> find_batches({"00000": [Path("a.txt")], "00001": [Path("b.txt")]}, {"b", "c"})
    ['00001']
    """
    return [
        batch for batch, files in batches.items() if any(path.stem in transcripts for path in files)
    ]


def find_bucket(transcript: str, count: int) -> int:
    """Return which of `count` buckets a transcript is in, by the hash of its id.

    >>> moved = [i for i in map(str, range(1000)) if find_bucket(i, 20) != find_bucket(i, 21)]
    >>> {(find_bucket(i, 20), find_bucket(i, 21)) for i in moved}
    {(4, 20)}
    """
    top = 1 << (count - 1).bit_length()
    bucket = int.from_bytes(sha256(transcript.encode()).digest()[:8]) % top
    return bucket if bucket < count else bucket - top // 2
