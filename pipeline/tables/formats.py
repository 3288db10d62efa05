"""Writes the rows of a table in every format at once, a row at a time, and joins such tables."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow.ipc import RecordBatchFileReader, RecordBatchFileWriter
from pyarrow.parquet import ParquetWriter
from pydantic_core import to_json

from pipeline.artefacts import count_lines
from pipeline.publish.tabular.columns import (
    EXACT,
    CellValue,
    Column,
    TableRow,
    find_all_columns,
    find_nearest,
)
from pipeline.publish.tabular.declarations import OutputTable
from pipeline.publish.tabular.spreadsheets import CsvTable
from pipeline.publish.tabular.workbooks import Sheet, SheetRows
from pipeline.records.base import Record

ROW_GROUP = 10_000
"""Rows that are held in memory before they go into the file."""
BLOCK = 1 << 20
"""Bytes that are held in memory before they go into a file."""
ROWS = "rows"
"""The suffix of the file that has the rows as those of a workbook are written."""
ARROW = "arrow"
"""And of the one that has them as they are in memory, to be joined without being read."""
TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "date": pa.date32(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "decimal": pa.string(),
}


class Appended:
    """A file that is open only while a block is added to it: of all tables there are too many."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.waiting = bytearray()
        path.write_bytes(b"")

    def write(self, data: str | bytes) -> int:
        """Take what is to be written; a full block is added to the file."""
        self.waiting += data if isinstance(data, bytes) else data.encode()
        if len(self.waiting) >= BLOCK:
            self.close()
        return len(data)

    def close(self) -> None:
        """Add what waits to the file."""
        with self.path.open("ab") as out:
            out.write(self.waiting)
        self.waiting.clear()


class JsonLines:
    """Writes each row as an object; decimals stay strings, lists are lists."""

    def __init__(self, out: Appended, columns: Sequence[Column]) -> None:
        self.out = out
        self.names = [column.name for column in columns]

    def write(self, row: TableRow) -> None:
        """Write a row."""
        cells = dict(zip(self.names, row, strict=True))
        self.out.write(to_json(cells) + b"\n")


def open_parquet(path: Path, schema: pa.Schema) -> ParquetWriter:
    """Open a Parquet file for tables of a schema."""
    return ParquetWriter(path, schema, compression="zstd")


class ArrowRows:
    """Writes rows in groups, into Parquet or what else `opened` writes.

    A decimal is two columns: the nearest double, and the exact string.
    Doubles are what every reader adds up without more ado; a decimal type would have to be cut
    to 38 digits and is an object to pandas.
    """

    def __init__(
        self, path: Path, table: OutputTable, opened: Callable[..., Any] = open_parquet
    ) -> None:
        self.columns = table.columns
        self.schema = find_schema(table)
        self.writer = opened(path, self.schema)
        self.rows: list[TableRow] = []

    def write(self, row: TableRow) -> None:
        """Take a row; a full group is written."""
        self.rows.append(row)
        if len(self.rows) == ROW_GROUP:
            self.write_group()

    def write_group(self) -> None:
        """Write the rows that wait."""
        cells = zip(*self.rows, strict=True)
        arrays: list[Sequence[CellValue | date]] = []
        for column, values in zip(self.columns, cells, strict=True):
            if column.kind == "decimal":
                arrays.append([find_nearest(value) for value in values])
            if column.kind == "date":
                values = tuple(read_date(value) for value in values)
            arrays.append(values)
        group = [pa.array(a, f.type) for a, f in zip(arrays, self.schema, strict=True)]
        self.writer.write_table(pa.Table.from_arrays(group, schema=self.schema))
        self.rows = []

    def close(self) -> None:
        """Write what waits and the end of the file."""
        if self.rows:
            self.write_group()
        self.writer.close()


def find_schema(table: OutputTable) -> pa.Schema:
    """Return the fields of a table."""
    return pa.schema([field for column in table.columns for field in make_fields(column)])


def make_fields(column: Column) -> Iterator[pa.Field]:
    """Yield the fields that a column has in Parquet, with their meaning."""
    said = {"zh": column.meaning.zh, "en": column.meaning.en}
    if column.kind == "decimal":
        yield pa.field(column.name, pa.float64(), metadata=said)
        yield pa.field(column.name + EXACT, pa.string(), metadata=said)
    else:
        yield pa.field(column.name, find_type(column), metadata=said)


def find_type(column: Column) -> pa.DataType:
    """Return the Parquet type of a column."""
    if column.kind != "array":
        return TYPES[column.kind]
    if issubclass(column.item, Record):
        return pa.list_(find_struct(column.item))
    return pa.list_(pa.int64() if column.item is int else pa.string())


def find_struct(record: type[Record]) -> pa.DataType:
    """Return the type of a record within a list, in which dates are texts."""
    columns = find_all_columns(record)
    return pa.struct([(c.name, pa.string() if c.kind == "date" else find_type(c)) for c in columns])


def read_date(value: CellValue) -> date | None:
    """Return a date that is written in ISO 8601."""
    return date.fromisoformat(value) if isinstance(value, str) else None


class Files:
    """The files of one table, open for its rows."""

    def __init__(self, stack: ExitStack, folder: Path, table: OutputTable) -> None:
        columns = table.columns
        suffixes = ("csv", "jsonl", ROWS)
        csv, lines, rows = (Appended(folder / f"{table.name}.{suffix}") for suffix in suffixes)
        arrow = ArrowRows(folder / f"{table.name}.{ARROW}", table, RecordBatchFileWriter)
        for file in (csv, lines, rows, arrow):
            stack.callback(file.close)
        writers = (CsvTable(csv, columns), JsonLines(lines, columns), arrow)
        self.write_each = [writer.write for writer in writers]
        if table.workbook:
            self.write_each.append(SheetRows(rows.write, columns).write)

    def write(self, row: TableRow) -> None:
        """Write a row in every format."""
        for write in self.write_each:
            write(row)


def join_table(folder: Path, table: OutputTable, parts: Sequence[Path]) -> None:
    """Write a table into a folder, with the rows of that table in each of other folders."""
    csv, lines, arrow = (f"{table.name}.{suffix}" for suffix in ("csv", "jsonl", ARROW))
    with (folder / csv).open("wb") as out:
        for number, part in enumerate(parts):
            with (part / csv).open("rb") as rows:
                if number:
                    # Names of columns have no line ends: the first line is the header.
                    rows.readline()
                shutil.copyfileobj(rows, out)
    with (folder / lines).open("wb") as out:
        for part in parts:
            with (part / lines).open("rb") as rows:
                shutil.copyfileobj(rows, out)
    groups = merge_groups(read_groups(part / arrow for part in parts))
    with open_parquet(folder / f"{table.name}.parquet", find_schema(table)) as writer:
        for group in groups:
            writer.write_table(group)


def read_sheet(table: OutputTable, parts: Sequence[Path]) -> Sheet:
    """Return the rows of a table in the folders as a sheet of a workbook has them."""
    paths = [part / f"{table.name}.{ROWS}" for part in parts]
    return Sheet(table, sum(map(count_lines, paths)), read_lines(paths))


def read_lines(paths: Iterable[Path]) -> Iterator[bytes]:
    """Yield the lines of several files."""
    for path in paths:
        with path.open("rb") as lines:
            yield from lines


def read_groups(paths: Iterable[Path]) -> Iterator[pa.Table]:
    """Yield the groups of rows of several files."""
    for path in paths:
        with pa.memory_map(str(path)) as mapped:
            file = RecordBatchFileReader(mapped)
            for number in range(file.num_record_batches):
                yield pa.Table.from_batches([file.get_batch(number)])


def merge_groups(groups: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Yield the rows in groups that are as large as one file alone would have them, or larger."""
    waiting: list[pa.Table] = []
    for group in groups:
        waiting.append(group)
        if sum(map(len, waiting)) >= ROW_GROUP:
            yield pa.concat_tables(waiting)
            waiting = []
    if waiting:
        yield pa.concat_tables(waiting)
