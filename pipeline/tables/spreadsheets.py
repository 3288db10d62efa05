"""Writes rows as CSV and XLSX that no spreadsheet program takes for formulas."""

import csv
import os
import re
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from itertools import count, islice
from pathlib import Path
from typing import IO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.tables.rows import NUMBERS, Columns, Row

FORMULA = re.compile(r"[=+\-@\t\r\n'＝＋－＠]")
"""How a cell begins that a spreadsheet may run (OWASP, CSV Injection), and our own mark."""
BYTE_ORDER_MARK = "\ufeff"
"""Without it, Excel takes a CSV file for the local encoding."""
MARK = "'"
CREATED = datetime(2000, 1, 1)
"""A fixed date, so that the same claims give the same bytes."""
LONGEST_CELL = 32_767
MOST_ROWS = 1_000_000
"""Excel takes 1,048,576 rows a sheet; more claims go on to the next."""
EXACT_DIGITS = 15
"""Excel keeps so many digits of a number; a longer one is written as text."""
PLAIN = re.compile(r"-?\d+(\.\d+)?")
WIDE = {"title": 30, "indicator": 24, "quote": 60, "section_title": 16, "text": 14}


def disarm(cell: str) -> str:
    """Return a cell that begins with no character of a formula. `arm` gives the cell back.

    >>> disarm("=1+1")
    "'=1+1"
    """
    return MARK + cell if FORMULA.match(cell) else cell


def arm(cell: str) -> str:
    """Return what `disarm` was given."""
    return cell[1:] if cell.startswith(MARK) and FORMULA.match(cell[1:]) else cell


def write_csv(out: IO[str], rows: Iterable[Row], columns: Columns) -> None:
    """Write rows under a header; null is an empty cell."""
    names = tuple(columns.column)
    exact = {names.index(name) for name in NUMBERS}
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow(
            [
                disarm(cell) if isinstance(cell, str) and place not in exact else cell
                for place, cell in enumerate(row)
            ]
        )


def write_xlsx(path: Path, rows: Iterable[Row], columns: Columns, *, many: bool) -> None:
    """Write rows as a workbook with a last sheet that says what the columns mean.

    For many rows memory stays the same however many they are; few need no temporary files.
    """
    options = {
        "constant_memory" if many else "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    remaining = iter(rows)
    temporary = path.with_name(f".{os.getpid()}.xlsx")
    with closing(xlsxwriter.Workbook(str(temporary), options)) as book:
        book.set_properties({"created": CREATED})
        bold = book.add_format({"bold": True})
        for number in count(1):
            sheet = book.add_worksheet("claims" if number == 1 else f"claims {number}")
            if fill_sheet(sheet, islice(remaining, MOST_ROWS), columns, bold) < MOST_ROWS:
                break
        dictionary = book.add_worksheet("columns")
        dictionary.set_column(0, 0, 18)
        dictionary.set_column(1, 2, 70)
        for line, (name, meaning) in enumerate(columns.column.items()):
            for place, text in enumerate((name, meaning.zh, meaning.en)):
                dictionary.write_string(line, place, text)
    temporary.replace(path)


def fill_sheet(sheet: Worksheet, rows: Iterable[Row], columns: Columns, bold: Format) -> int:
    """Write a header and rows, and return how many rows there were."""
    names = tuple(columns.column)
    exact = {names.index(name) for name in NUMBERS}
    for place, name in enumerate(names):
        sheet.set_column(place, place, WIDE.get(name, 10))
    sheet.freeze_panes(1, 0)
    for place, name in enumerate(names):
        sheet.write_string(0, place, name, bold)
    line = 0
    for line, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if cell is None:
                continue
            if isinstance(cell, int) or (place in exact and is_exact(cell)):
                sheet.write_number(line, place, float(cell))
            else:
                sheet.write_string(line, place, cell[:LONGEST_CELL])
    return line


def is_exact(value: str) -> bool:
    """Return whether a spreadsheet keeps all digits of a decimal.

    >>> is_exact("186500000000"), is_exact("0.12345678901234567")
    (True, False)
    """
    return PLAIN.fullmatch(value) is not None and len(value.strip("-.0")) <= EXACT_DIGITS
