"""Writes rows as CSV that no spreadsheet program takes for formulas."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from pipeline.publish.tabular.columns import CellValue, Column, TableRow, write_array
from pipeline.publish.tabular.declarations import OutputTable
from pipeline.safe import disarm

BYTE_ORDER_MARK = "\ufeff"
"""Without it, Excel takes a CSV file for the local encoding."""
AS_THEY_ARE = {"integer", "number", "decimal", "date"}
"""Kinds of cells that CSV has as they are, as it has one of a few known words."""

DICTIONARY = ("table", "column", "type", "null", "values", "joins", "zh", "en")


def describe_columns(tables: Iterable[OutputTable]) -> Iterator[tuple[str, ...]]:
    """Yield a row of the data dictionary for each column, under the header `DICTIONARY`."""
    for table in tables:
        for column in table.columns:
            values = " ".join(column.values)
            null = "yes" if column.nullable else "no"
            joins = " ".join(
                f"{reference.table}.{reference.columns[column.name]}"
                for reference in table.references
                if column.name in reference.columns
            )
            said = (column.meaning.zh, column.meaning.en)
            yield (table.name, column.name, column.kind, null, values, joins, *said)


def write_as_text(cell: CellValue) -> CellValue:
    """Return a cell that is not a number as CSV has it: a list as JSON, a boolean in lower case."""
    if isinstance(cell, str):
        return disarm(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return disarm(write_array(cell)) if isinstance(cell, list) else cell


def write_csv(out: TextIO, columns: Sequence[Column], rows: Iterable[TableRow]) -> None:
    """Write rows under a header."""
    out.write(BYTE_ORDER_MARK)
    armed = [
        place
        for place, column in enumerate(columns)
        if column.kind not in AS_THEY_ARE and not column.values
    ]
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    for row in rows:
        cells = list(row)
        for place in armed:
            cells[place] = write_as_text(cells[place])
        writer.writerow(cells)
