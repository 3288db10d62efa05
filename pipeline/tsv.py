"""Reads tables that a person fills in: metadata.tsv and labels.tsv. A bad line affects no other."""

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from pipeline.knowledge import load_message_file
from pipeline.records.problems import Problem

LARGEST_TABLE = 20_000_000
"""Bytes of a table that a person fills in; ten thousand lines have about a million."""
MOST_TABLE_LINES = 200_000
"""Lines of such a table; one for each of ten thousand transcripts, or ten, are far fewer."""
MOST_LISTED = 1000
"""Lines of a table that are listed for one reason; one more problem says how many others are."""
LINE_END = re.compile(r"\r\n|\n|\r")


class TsvTable(NamedTuple):
    """The lines of a table, or why none can be used."""

    rows: list[tuple[int, dict[str, str] | None]]
    """The number of a line and its cells by column; None where it cannot be used."""
    fault: Literal["unreadable", "too_large", "header"] | None = None


def read_tsv(path: Path, needed: Sequence[str], others: Sequence[str]) -> TsvTable:
    r"""Return the lines of a tab-separated table: UTF-8, UTF-16 or GB18030 (which holds GBK).

    The first line names the columns, each once. Cells are stripped; those that are empty or
    missing are left out, and a line without any, or that begins with #, is passed over. A line
    is None with more cells than columns, without a cell that is needed, or with bytes of another
    encoding. Only \n, \r\n and \r end a line: a cell may hold any other character.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_TABLE + 1)
    except OSError:
        return TsvTable([], "unreadable")
    lines = data.count(b"\n") + data.count(b"\r")
    if len(data) > LARGEST_TABLE or lines > MOST_TABLE_LINES:
        return TsvTable([], "too_large")
    first, *rest = [
        None if line is None else [cell.strip() for cell in line.split("\t")]
        for line in decode_lines(data)
    ]
    if first == [""] and not any(row != [""] for row in rest):
        return TsvTable([])
    header = [] if first is None else first
    while header and not header[-1]:
        header.pop()
    if not set(needed) <= set(header) <= {*needed, *others} or len(set(header)) < len(header):
        return TsvTable([], "header")
    rows: list[tuple[int, dict[str, str] | None]] = []
    for number, row in enumerate(rest, start=2):
        if row is None:
            rows.append((number, None))
        elif any(row) and not row[0].startswith("#"):
            cells = {name: cell for name, cell in zip(header, row, strict=False) if cell}
            whole = not any(row[len(header) :]) and all(name in cells for name in needed)
            rows.append((number, cells if whole else None))
    return TsvTable(rows)


def decode_lines(data: bytes) -> list[str | None]:
    r"""Return the lines of a text; None for one with bytes that are not of its encoding.

    A byte order mark tells UTF-16, as do zero bytes; else it is UTF-8 where most of what is beyond
    ASCII stands on lines that are such, for those of GB18030 seldom are.

    >>> decode_lines("北京市\n省".encode("gbk")), decode_lines("省\r市".encode("utf-16"))
    (['北京市', '省'], ['省', '市'])
    >>> decode_lines("省\n市\n".encode() + b"\xff")
    ['省', '市', None]
    """
    little = data.startswith(codecs.BOM_UTF16_LE)
    big = data.startswith(codecs.BOM_UTF16_BE)
    sample = data[:1000]
    if little or big or 4 * sample.count(0) > len(sample):
        big = big or (not little and sample[::2].count(0) > sample[1::2].count(0))
        whole = data[: len(data) // 2 * 2]
        text = whole.decode("utf-16-be" if big else "utf-16-le", "surrogatepass")
        lines = LINE_END.split(text.removeprefix("\ufeff"))
        return [None if re.search("[\ud800-\udfff]", line) else line for line in lines]
    parts = re.split(rb"\r\n|\n|\r", data.removeprefix(codecs.BOM_UTF8))
    beyond = sum(map(count_beyond, parts))
    fit = sum(count_beyond(part) for part in parts if decode_line(part, "utf-8") is not None)
    encoding = "utf-8" if 2 * fit > beyond or not beyond else "gb18030"
    return [decode_line(part, encoding) for part in parts]


def count_beyond(line: bytes) -> int:
    """Return how many bytes are beyond ASCII."""
    return len(line) - len(line.decode("ascii", "ignore"))


def decode_line(line: bytes, encoding: str) -> str | None:
    """Return the text of a line, None where its bytes are not of the encoding."""
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return None


class Unused(NamedTuple):
    """Why a line of a table is not used: the code of a sentence, and what is filled in there."""

    code: str
    values: Mapping[str, object]


class Reporter(NamedTuple):
    """Makes the problems of a table: its file, the stage that reads it, the file of sentences."""

    file: str
    stage: str
    messages: Path

    def list_problems(self, fault: str | None, unused: Iterable[Unused]) -> list[Problem]:
        """Return the problem of a table of which no line can be used, by its code; else those of
        the first lines for each reason, and one for all others of it."""
        if fault:
            limits = {"limit": LARGEST_TABLE // 1_000_000, "lines": f"{MOST_TABLE_LINES:,}"}
            return [self._report(fault, limits)]
        problems: list[Problem] = []
        counts: Counter[str] = Counter()
        for code, values in unused:
            counts[code] += 1
            if counts[code] <= MOST_LISTED:
                problems.append(self._report(code, values))
        problems += [
            self._report("lines_unlisted", {"code": code, "count": count - MOST_LISTED})
            for code, count in counts.items()
            if count > MOST_LISTED
        ]
        return problems

    def _report(self, code: str, values: Mapping[str, object]) -> Problem:
        return Problem(
            transcript=str(values.get("transcript", Path(self.file).stem)),
            file=self.file,
            stage=self.stage,
            code=code,
            message=load_message_file(self.messages)[code].fill(**values),
        )
