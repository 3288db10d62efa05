"""What raw/metadata.tsv says of transcripts: date, title, publisher, address."""

import re
from collections.abc import Container
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from pipeline.records.problems import Problem
from pipeline.safe import keep_visible
from pipeline.tsv import Reporter, Unused, read_tsv

COLUMNS = ("date", "title", "publisher", "url")
REPORTER = Reporter("metadata.tsv", "clean", Path(__file__).with_name("metadata.toml"))
MONTH_AND_DAY = (
    r"-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})"
    r"|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2})"
)
TIME = r"[ T]\d{1,2}:\d{2}(?::\d{2})?"
WRITTEN_DATE = re.compile(rf"(\d{{4}})(?:{MONTH_AND_DAY})(?:{TIME})?", re.ASCII)
"""A date as people and spreadsheets write it, and the time that they may put after it."""
SERIAL_DATE = re.compile(r"[1-9]\d{4}", re.ASCII)
"""A day as spreadsheets store it: as a number of days."""
DAY_ZERO = date(1899, 12, 30)


class Metadata(NamedTuple):
    """What is known of one transcript; None where nothing is said."""

    date: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None


class MetadataTable(NamedTuple):
    """What metadata.tsv says."""

    found: dict[str, Metadata]
    """By the id of the transcript."""
    lines: dict[str, int]
    """The number of the line that says it."""
    unused: list[Unused]
    """Lines that cannot be used."""
    fault: str | None = None
    """The code of why none can."""

    def list_problems(self, known: Container[str]) -> list[Problem]:
        """Return the problems of the table, and of its lines where these transcripts are there."""
        unknown = (
            Unused("metadata_transcript_unknown", {"line": line, "transcript": transcript})
            for transcript, line in self.lines.items()
            if transcript not in known
        )
        return REPORTER.list_problems(self.fault, [*self.unused, *unknown])


def load_metadata(path: Path | None) -> MetadataTable:
    """Return what metadata.tsv says.

    The first line names the columns: transcript, and any of date, title, publisher, url. Of two
    lines for one transcript the first is used.
    """
    if path is None:
        return MetadataTable({}, {}, [])
    table = read_tsv(path, ("transcript",), COLUMNS)
    if table.fault:
        return MetadataTable({}, {}, [], f"metadata_{table.fault}")
    found: dict[str, Metadata] = {}
    lines: dict[str, int] = {}
    unused: list[Unused] = []
    for line, cells in table.rows:
        if cells is None:
            unused.append(Unused("metadata_malformed", {"line": line}))
            continue
        transcript = cells.pop("transcript")
        known = {"line": line, "transcript": transcript}
        day = read_written_date(cells["date"]) if "date" in cells else None
        if transcript in found:
            first = lines[transcript]
            unused.append(Unused("metadata_duplicate", {**known, "first": first}))
        elif "date" in cells and day is None:
            unused.append(Unused("metadata_date", {**known, "date": cells["date"]}))
        else:
            seen = {name: keep_visible(cell) or None for name, cell in cells.items()}
            found[transcript] = Metadata(**seen)._replace(date=day)
            lines[transcript] = line
    return MetadataTable(found, lines, unused)


def read_written_date(written: str) -> str | None:
    """Return a date in ISO 8601, None where a cell holds none.

    >>> [read_written_date(cell) for cell in ("2021/1/26", "2021年1月26日", "20210126", "44222")]
    ['2021-01-26', '2021-01-26', '2021-01-26', '2021-01-26']
    >>> read_written_date("2021-02-30")
    """
    if SERIAL_DATE.fullmatch(written):
        return (DAY_ZERO + timedelta(days=int(written))).isoformat()
    parts = WRITTEN_DATE.fullmatch(written)
    try:
        return date(*(int(n) for n in parts.groups() if n)).isoformat() if parts else None
    except ValueError:
        return None
