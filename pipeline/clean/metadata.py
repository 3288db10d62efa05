"""What raw/metadata.tsv says of transcripts: date, title, publisher, address."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import InputError

COLUMNS = ("transcript", "date", "title", "publisher", "url")


class Metadata(NamedTuple):
    """What is known of one transcript; None where nothing is said."""

    date: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None


def load_metadata(path: Path | None) -> Mapping[str, Metadata]:
    """Return what metadata.tsv says, by the id of the transcript.

    The first line names the columns: transcript, and any of date, title, publisher, url.
    Raises InputError that names the line where it is malformed.
    """
    if path is None:
        return {}
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as tab-separated UTF-8: {error}") from error
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    if not rows:
        return {}
    header = rows[0]
    unknown = [name for name in header if name not in COLUMNS]
    if unknown or "transcript" not in header or len(set(header)) < len(header):
        raise InputError(
            f"{path}, line 1: name the columns, each once: transcript, and any of "
            f"{', '.join(COLUMNS[1:])}"
        )
    found: dict[str, Metadata] = {}
    for number, row in enumerate(rows[1:], start=2):
        if not any(row) or row[0].startswith("#"):
            continue
        if len(row) > len(header):
            raise InputError(f"{path}, line {number}: more cells than columns")
        cells = {name: cell for name, cell in zip(header, row, strict=False) if cell}
        name = cells.pop("transcript", None)
        if name is None or name in found:
            raise InputError(f"{path}, line {number}: name a transcript that has no line yet")
        found[name] = check(path, number, cells)
    return found


def check(path: Path, number: int, cells: dict[str, str]) -> Metadata:
    """Return the cells of a line, or raise InputError where the date is none."""
    try:
        if "date" in cells:
            cells["date"] = date.fromisoformat(cells["date"]).isoformat()
    except ValueError as error:
        raise InputError(
            f"{path}, line {number}: {cells['date']} is not a date; write it as 2021-01-26"
        ) from error
    return Metadata(**cells)
