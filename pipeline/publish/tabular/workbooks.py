"""Writes tables as workbooks (XLSX, ECMA-376) in which a text is a text and no formula.

XlsxWriter makes a workbook whose sheets have a header and no rows. Rows, which are nearly all of
it, are put in as they were written, one a line: so they are written once, in an eighth of the time,
and may be kept. Only their numbers, which NUMBER stands for, are put in at the end.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from pipeline.publish.tabular.columns import CellValue, Column, TableRow, write_array
from pipeline.publish.tabular.declarations import OutputTable
from pipeline.publish.tabular.spreadsheets import DICTIONARY, describe_columns

CREATED = datetime(2000, 1, 1)
"""A fixed date, so that the same rows give the same bytes."""
LONGEST_CELL = 32_767
"""UTF-16 units that Excel takes in a cell."""
MOST_ROWS = 1_000_000
"""Excel takes 1,048,576 rows a sheet; more rows go on to the next."""
AT_ONCE = 1_000
"""Rows that are compressed together."""
QUICK = 2
"""How hard is compressed: in two fifths of the time that is usual, a file is a seventh larger."""
EXACT_DIGITS = 15
"""Excel keeps so many digits of a number; a longer one is written as text."""
MOST_PLACES = 300
"""Digits and zeros of the largest number that is a double."""
PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")
COLUMN_WIDTHS = {"title": 30, "indicator": 24, "quote": 60, "section_title": 16, "text": 14}
MEANING_WIDTHS = (14, 18, 9, 6, 30, 30, 70, 70)
SPECIAL = re.compile(r"[&<>\x00-\x08\x0a-\x1f\ufffe\uffff_](?:(?<!_)|(?=x[0-9A-Fa-f]{4}_))")
"""What stands in the XML of a cell otherwise than in its text."""
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "&#10;"}
NUMBER = "\0"
"""Stands for the number of a row: no text in XML holds it."""
FIRST_ROW = 2
"""The number of the row below the header."""
END = b"</sheetData>"
SIZE = re.compile(rb"<dimension [^>]*>")
"""How large a sheet is, which it need not say."""
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

Words = tuple[str, ...]


class Sheet(NamedTuple):
    """A table, and its rows as `write_rows` writes them."""

    table: OutputTable
    height: int
    rows: Iterable[bytes]


def write_rows(columns: Sequence[Column], rows: Iterable[TableRow]) -> Iterator[bytes]:
    """Yield rows as the XML of a sheet, each as a line."""
    places = [xl_col_to_name(place) + NUMBER for place in range(len(columns))]
    exact = [column.kind == "decimal" for column in columns]
    for row in rows:
        cells = "".join(map(write_cell, places, row, exact))
        yield f'<row r="{NUMBER}">{cells}</row>\n'.encode()


def write_cell(place: str, cell: CellValue, exact: bool) -> str:
    """Return the XML of a cell; with `exact` a text is a decimal. An empty cell has none.

    >>> write_cell("A2", "A<B", False)
    '<c r="A2" t="inlineStr"><is><t>A&lt;B</t></is></c>'
    >>> write_cell("B2", "1.50", True), write_cell("C2", None, False)
    ('<c r="B2"><v>1.5</v></c>', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, list):
        cell = write_array(cell)
    if isinstance(cell, str):
        if not exact or not is_exact(cell):
            return write_text(place, cell)
        cell = float(cell)
    if isinstance(cell, bool):
        return f'<c r="{place}" t="b"><v>{cell:d}</v></c>'
    return f'<c r="{place}"><v>{cell:.16G}</v></c>'


def write_text(place: str, text: str) -> str:
    """Return the XML of a cell that holds a text, as far as Excel takes it."""
    if not text:
        return ""
    if len(text) > LONGEST_CELL // 2:
        text = text.encode("utf-16-le")[: 2 * LONGEST_CELL].decode("utf-16-le", "ignore")
    space = "" if text == text.strip() else ' xml:space="preserve"'
    said = SPECIAL.sub(escape, text)
    return f'<c r="{place}" t="inlineStr"><is><t{space}>{said}</t></is></c>'


def escape(found: re.Match[str]) -> str:
    """Return how the XML of a cell has what is special in its text."""
    special = found[0]
    return ENTITIES.get(special) or f"_x{ord(special):04X}_"


def is_exact(value: str) -> bool:
    """Return whether a spreadsheet keeps all digits of a decimal.

    >>> is_exact("186500000000"), is_exact("0.12345678901234567")
    (True, False)
    """
    digits = value.strip("-.0")
    return (
        PLAIN_NUMBER.fullmatch(value) is not None
        and len(digits) <= EXACT_DIGITS
        and len(value) <= MOST_PLACES
    )


def write_workbook(out: IO[bytes] | Path, sheets: Iterable[Sheet]) -> None:
    """Write tables as sheets, the rows beyond what a sheet can take on to a next one.

    A last sheet says what their columns mean.
    """
    tables: list[OutputTable] = []
    headers: list[tuple[str, Words]] = []
    pages: list[Iterator[bytes]] = []
    for table, height, rows in sheets:
        tables.append(table)
        rows = iter(rows)
        for number in range(max(1, -(-height // MOST_ROWS))):
            name = f"{table.name} {number + 1}" if number else table.name
            headers.append((name, tuple(column.name for column in table.columns)))
            pages.append(islice(rows, MOST_ROWS))
    parts = make_parts(tuple(headers), tuple(describe_columns(tables)))
    rows_of = {f"xl/worksheets/sheet{n}.xml": page for n, page in enumerate(pages, start=1)}
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=QUICK) as book:
        for name, part in parts.items():
            with book.open(name, "w") as written:
                write_member(written, part, rows_of.get(name, iter(())))


def write_member(out: IO[bytes], part: bytes, rows: Iterator[bytes]) -> None:
    """Write a part of a workbook, a sheet with its rows."""
    head, end, tail = part.partition(END)
    out.write(head)
    numbered = (
        row.replace(NUMBER.encode(), b"%d" % n) for n, row in enumerate(rows, start=FIRST_ROW)
    )
    while block := b"".join(islice(numbered, AT_ONCE)):
        out.write(block)
    out.write(end + tail)


@cache
def make_parts(headers: tuple[tuple[str, Words], ...], meanings: tuple[Words, ...]) -> Any:
    """Return the parts of a workbook by name: sheets with headers, and the dictionary."""
    whole = BytesIO()
    book = xlsxwriter.Workbook(whole, OPTIONS)
    book.set_properties({"created": CREATED})
    bold = book.add_format({"bold": True})
    for name, header in (*headers, ("dictionary", DICTIONARY)):
        sheet = book.add_worksheet(name)
        widths = [COLUMN_WIDTHS.get(title, 10) for title in header]
        for place, width in enumerate(MEANING_WIDTHS if header is DICTIONARY else widths):
            sheet.set_column(place, place, width)
        sheet.write_row(0, 0, header, bold)
        sheet.freeze_panes(1, 0)
    for line, words in enumerate(meanings, start=1):
        sheet.write_row(line, 0, words)
    book.close()
    with ZipFile(whole) as parts:
        return {name: SIZE.sub(b"", parts.read(name)) for name in parts.namelist()}
