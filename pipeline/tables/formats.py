"""Writes the rows of a table in every format, and joins such tables."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet
from pyarrow.ipc import RecordBatchFileReader, RecordBatchFileWriter
from pydantic_core import to_json

from pipeline.publish.tabular.columns import (
    EXACT,
    CellValue,
    Column,
    TableRow,
    find_all_columns,
    find_nearest,
)
from pipeline.publish.tabular.declarations import OutputTable
from pipeline.publish.tabular.spreadsheets import write_csv
from pipeline.publish.tabular.workbooks import Sheet, write_rows
from pipeline.records.base import Record

ROW_GROUP = 10_000
"""Rows that a Parquet file has together."""
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


def write_files(folder: Path, table: OutputTable, rows: Sequence[TableRow]) -> None:
    """Write rows in every format that is joined. In JSON Lines decimals are strings."""
    csv, lines, sheet, arrow = (
        folder / f"{table.name}.{suffix}" for suffix in ("csv", "jsonl", ROWS, ARROW)
    )
    with csv.open("w", encoding="utf-8", newline="") as text:
        write_csv(text, table.columns, rows)
    names = [column.name for column in table.columns]
    with lines.open("wb") as out:
        out.writelines(to_json(dict(zip(names, row, strict=True))) + b"\n" for row in rows)
    if table.workbook:
        with sheet.open("wb") as out:
            out.writelines(write_rows(table.columns, rows))
    with RecordBatchFileWriter(str(arrow), find_schema(table)) as writer:
        writer.write_table(make_arrow(table, rows))


def make_arrow(table: OutputTable, rows: Sequence[TableRow]) -> pa.Table:
    """Return rows as Arrow has them. A decimal is two columns: the nearest double, and its text.

    Doubles are what every reader adds up without more ado; a decimal type would have to be cut
    to 38 digits and is an object to pandas.
    """
    arrays: list[Sequence[CellValue | date]] = []
    for place, column in enumerate(table.columns):
        cells = [row[place] for row in rows]
        if column.kind == "decimal":
            arrays.append([find_nearest(cell) for cell in cells])
        arrays.append(list(map(parse_iso_date, cells)) if column.kind == "date" else cells)
    schema = find_schema(table)
    made = [pa.array(a, field.type) for a, field in zip(arrays, schema, strict=True)]
    return pa.Table.from_arrays(made, schema=schema)


def write_parquet(path: Path, table: pa.Table) -> None:
    """Write a table as Parquet."""
    parquet.write_table(table, path, compression="zstd", row_group_size=ROW_GROUP)


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


def parse_iso_date(value: CellValue) -> date | None:
    """Return a date that is written in ISO 8601."""
    return date.fromisoformat(value) if isinstance(value, str) else None


def join_table(folder: Path, table: OutputTable, parts: Sequence[Path]) -> Sheet:
    """Write a table into a folder, with the rows of that table in each of other folders; return
    them as a sheet of a workbook has them."""
    csv, lines = (f"{table.name}.{suffix}" for suffix in ("csv", "jsonl"))
    with (folder / csv).open("wb") as out:
        for number, part in enumerate(parts):
            # Names of columns have no line ends: the first line is the header.
            header, end, rows = (part / csv).read_bytes().partition(b"\n")
            out.write(rows if number else header + end + rows)
    with (folder / lines).open("wb") as out:
        out.writelines((part / lines).read_bytes() for part in parts)
    found = pa.concat_tables(read_arrow(part / f"{table.name}.{ARROW}") for part in parts)
    write_parquet(folder / f"{table.name}.parquet", found)
    return Sheet(table, len(found), chain_lines(part / f"{table.name}.{ROWS}" for part in parts))


def read_arrow(path: Path) -> pa.Table:
    """Return the table of a file, which stays on disk until it is looked at."""
    with pa.memory_map(str(path)) as mapped:
        return RecordBatchFileReader(mapped).read_all()


def chain_lines(paths: Iterable[Path]) -> Iterator[bytes]:
    """Yield the lines of several files."""
    for path in paths:
        with path.open("rb") as lines:
            yield from lines
