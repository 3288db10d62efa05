"""Which files of raw/ are taken, which are refused, and what tells that one has changed."""

import os
import stat
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

from pipeline.errors import InputError

METADATA = "metadata.tsv"
LABELS = "labels.tsv"
RefusalCode = Literal[
    "name_unsafe",
    "name_too_long",
    "name_hidden",
    "not_a_file",
    "leads_out",
    "unreadable",
    "batch_failed",
]
"""Why a name in the raw folder is not taken; problems.toml has the sentence of each. Only the last
is not known before a run."""
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

    The tables beside the transcripts are left out.

    Raises InputError where there is no such folder, it may not be read, or nothing is in it.
    """
    try:
        paths = sorted(raw.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(
            f"{raw}: no such folder; put transcripts there, or set raw in config.yaml"
        ) from None
    except OSError as error:
        raise InputError(
            f"{raw}: {error.strerror}; let it be read, or set another raw in config.yaml"
        ) from None
    transcripts, metadata, labels, refused = [], [], [], {}
    folder = raw.resolve()
    for path in paths:
        reason = find_refusal(path, folder)
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


def find_refusal(path: Path, raw: Path) -> RefusalCode | None:
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


def identify_files(paths: Iterable[Path]) -> list[str]:
    """Return what tells each file as it is now: its name, size and date of change.

    Jobs are run again when these differ from what they were, in whichever direction: Snakemake
    itself would stop at a date in the future, and would miss that an older file replaced one.
    """
    looked_at = ((path, look_at(path)) for path in paths)
    return [
        f"{path} {now.st_size} {now.st_mtime_ns}" if now else f"{path} gone"
        for path, now in looked_at
    ]


def measure_files(paths: Iterable[Path]) -> dict[Path, int]:
    """Return the bytes of each file, 0 of one that is gone."""
    return {path: now.st_size if (now := look_at(path)) else 0 for path in paths}


def look_at(path: Path) -> os.stat_result | None:
    """Return what the system tells of a file, None of one that is gone."""
    try:
        return path.stat()
    except OSError:
        return None
