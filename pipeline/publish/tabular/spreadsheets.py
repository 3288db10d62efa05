"""Writes rows as CSV and XLSX that no spreadsheet program takes for formulas."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipeline.artefacts import name_temporary, settle
from pipeline.publish.tabular.columns import CellValue, Column, TableRow, write_list
from pipeline.publish.tabular.declarations import OutputTable
from pipeline.safe import disarm

BYTE_ORDER_MARK = "\ufeff"
"""Without it, Excel takes a CSV file for the local encoding."""
CREATED = datetime(2000, 1, 1)
"""A fixed date, so that the same rows give the same bytes."""
LONGEST_CELL = 32_767
MOST_ROWS = 1_000_000
"""Excel takes 1,048,576 rows a sheet; more rows go on to the next."""
EXACT_DIGITS = 15
"""Excel keeps so many digits of a number; a longer one is written as text."""
AS_THEY_ARE = {"integer", "number", "decimal"}
"""Kinds of cells that CSV has as they are, as it has one of a few known words."""
PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")
COLUMN_WIDTHS = {"title": 30, "indicator": 24, "quote": 60, "section_title": 16, "text": 14}

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


def write_as_text(cell: CellValue, kind: str) -> str | int | float | None:
    """Return a cell as CSV has it: lists as JSON, booleans in lower case, null as nothing."""
    if isinstance(cell, str):
        return cell if kind == "decimal" else disarm(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return disarm(write_list(cell)) if isinstance(cell, list) else cell


class TextSink(Protocol):
    """What takes text: an open file, or one that is open only at times."""

    def write(self, text: str, /) -> object:
        """Take a text."""


class CsvTable:
    """Writes rows under a header."""

    def __init__(self, out: TextSink, columns: Sequence[Column]) -> None:
        out.write(BYTE_ORDER_MARK)
        self.kinds = [
            (place, column.kind)
            for place, column in enumerate(columns)
            if column.kind not in AS_THEY_ARE and not column.values
        ]
        self.writer = csv.writer(out, lineterminator="\r\n")
        self.writer.writerow([column.name for column in columns])

    def write(self, row: TableRow) -> None:
        """Write a row."""
        cells: list[CellValue] = list(row)
        for place, kind in self.kinds:
            cells[place] = write_as_text(cells[place], kind)
        self.writer.writerow(cells)


class Workbook:
    """Writes tables as the sheets of a workbook, with a last sheet that says what columns mean.

    For many rows memory stays the same however many they are; few need no temporary files. The
    file takes its name when all was written.
    """

    def __init__(self, path: Path, *, many: bool) -> None:
        options = {
            "constant_memory" if many else "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.path = path
        self.temporary = name_temporary(path)
        self.book: Any = xlsxwriter.Workbook(str(self.temporary), options)
        self.book.set_properties({"created": CREATED})
        self.bold = self.book.add_format({"bold": True})
        self.tables: list[OutputTable] = []

    def add(self, table: OutputTable) -> "Sheet":
        """Return a sheet for the rows of a table."""
        self.tables.append(table)
        return Sheet(self, table)

    def add_worksheet(self, name: str, header: Sequence[str], widths: Sequence[int]) -> Worksheet:
        """Return a new worksheet with a header that stays in view."""
        worksheet = self.book.add_worksheet(name)
        for place, (title, width) in enumerate(zip(header, widths, strict=True)):
            worksheet.set_column(place, place, width)
            worksheet.write_string(0, place, title, self.bold)
        worksheet.freeze_panes(1, 0)
        return worksheet

    def __enter__(self) -> "Workbook":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Write the dictionary and the file; after an error there is none."""
        if kind is None:
            self.write_dictionary()
        self.book.close()
        if kind is None:
            settle(self.temporary, self.path)
        else:
            self.temporary.unlink()

    def write_dictionary(self) -> None:
        """Add the sheet that says what the columns of all tables mean."""
        widths = (14, 18, 9, 6, 30, 30, 70, 70)
        dictionary = self.add_worksheet("dictionary", DICTIONARY, widths)
        for line, words in enumerate(describe_columns(self.tables), start=1):
            for place, text in enumerate(words):
                dictionary.write_string(line, place, text)


class Sheet:
    """The rows of one table; those beyond what a sheet can take go on to a next one."""

    def __init__(self, book: Workbook, table: OutputTable) -> None:
        self.book, self.table = book, table
        self.number = 0
        self.exact = [column.kind == "decimal" for column in table.columns]
        self.turn_over()

    def turn_over(self) -> None:
        """Begin a worksheet."""
        self.number += 1
        self.line = 0
        names = [column.name for column in self.table.columns]
        name = self.table.name if self.number == 1 else f"{self.table.name} {self.number}"
        widths = [COLUMN_WIDTHS.get(name, 10) for name in names]
        self.worksheet = self.book.add_worksheet(name, names, widths)

    def write(self, row: TableRow) -> None:
        """Write a row."""
        if self.line == MOST_ROWS:
            self.turn_over()
        self.line += 1
        line, worksheet = self.line, self.worksheet
        for place, cell in enumerate(row):
            if cell is None:
                continue
            if isinstance(cell, str):
                if self.exact[place] and is_exact(cell):
                    worksheet.write_number(line, place, float(cell))
                else:
                    worksheet.write_string(line, place, cell[:LONGEST_CELL])
            elif isinstance(cell, bool):
                worksheet.write_boolean(line, place, cell)
            elif isinstance(cell, list):
                worksheet.write_string(line, place, write_list(cell)[:LONGEST_CELL])
            else:
                worksheet.write_number(line, place, cell)


def is_exact(value: str) -> bool:
    """Return whether a spreadsheet keeps all digits of a decimal.

    >>> is_exact("186500000000"), is_exact("0.12345678901234567")
    (True, False)
    """
    return PLAIN_NUMBER.fullmatch(value) is not None and len(value.strip("-.0")) <= EXACT_DIGITS
