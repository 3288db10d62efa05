"""Writes tables as XLSX (ECMA-376), in which a text is a text and no formula.

Sheets go into the file row by row, so that memory stays the same however many there are.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pipeline.artefacts import name_part, settle
from pipeline.publish.tabular.columns import CellValue, TableRow, write_list
from pipeline.publish.tabular.declarations import OutputTable
from pipeline.publish.tabular.spreadsheets import DICTIONARY, describe

LONGEST_CELL = 32_767
MOST_ROWS = 1_000_000
"""Excel takes 1,048,576 rows a sheet; more rows go on to the next."""
EXACT_DIGITS = 15
"""Excel keeps so many digits of a number; a longer one is written as text."""
MOST_PLACES = 300
"""Digits and zeros of the largest number that is a double."""
PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")
COLUMN_WIDTHS = {"title": 30, "indicator": 24, "quote": 60, "section_title": 16, "text": 14}
DICTIONARY_WIDTHS = (14, 18, 9, 6, 30, 30, 70, 70)

SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What stands in the XML of a cell otherwise than in its text."""
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
BOLD = 1
"""The place in `STYLES` of the style of headers; that of cells is the first."""
STYLES = f"""{HEAD}<styleSheet xmlns="{MAIN}">\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
FROZEN = (
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
    'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
)
"""A header that stays in view."""


class Workbook:
    """Writes tables as the sheets of a workbook, with a last sheet that says what columns mean.

    The file takes its name when all was written. A sheet is whole when the next one begins.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.temporary = name_part(path)
        self.zip = ZipFile(self.temporary, "w")
        self.names: list[str] = []
        self.tables: list[OutputTable] = []
        self.sheet: Worksheet | None = None

    def add(self, table: OutputTable) -> "Sheet":
        """Return a sheet for the rows of a table."""
        self.tables.append(table)
        return Sheet(self, table)

    def add_worksheet(self, name: str, header: Sequence[str], widths: Iterable[int]) -> "Worksheet":
        """Return a new worksheet with a header; the one before is whole."""
        self.end_worksheet()
        self.names.append(name)
        self.sheet = Worksheet(self.zip, f"xl/worksheets/sheet{len(self.names)}.xml", widths)
        self.sheet.write(header, BOLD)
        return self.sheet

    def end_worksheet(self) -> None:
        """End the worksheet that is open, if one is."""
        if self.sheet:
            self.sheet.close()
        self.sheet = None

    def __enter__(self) -> "Workbook":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Write the dictionary and the file; after an error there is none."""
        if kind is None:
            self.write_dictionary()
        self.end_worksheet()
        if kind is None:
            self.write_package()
        self.zip.close()
        if kind is None:
            settle(self.temporary, self.path)
        else:
            self.temporary.unlink()

    def write_dictionary(self) -> None:
        """Add the sheet that says what the columns of all tables mean."""
        dictionary = self.add_worksheet("dictionary", DICTIONARY, DICTIONARY_WIDTHS)
        for words in describe(self.tables):
            dictionary.write(words)

    def write_package(self) -> None:
        """Write what binds the sheets together."""
        numbers = range(1, len(self.names) + 1)
        sheets = "".join(
            f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
            for number, name in zip(numbers, self.names, strict=True)
        )
        parts = [("worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
        parts.append(("styles", "styles.xml"))
        workbook = ("officeDocument", "xl/workbook.xml")
        texts = {
            "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><bookViews>'
            f"<workbookView/></bookViews><sheets>{sheets}</sheets></workbook>",
            "xl/styles.xml": STYLES,
            "xl/_rels/workbook.xml.rels": relate(parts),
            "_rels/.rels": relate([workbook]),
            "[Content_Types].xml": declare(parts),
        }
        for name, text in texts.items():
            with self.zip.open(describe_part(name), "w") as out:
                out.write(text.encode())


class Worksheet:
    """One sheet of a workbook, row by row."""

    def __init__(self, book: ZipFile, part: str, widths: Iterable[int]) -> None:
        self.out = book.open(describe_part(part), "w")
        self.line = 0
        self.letters: list[str] = []
        columns = []
        for number, width in enumerate(widths, start=1):
            self.letters.append(name_column(number))
            columns.append(f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>')
        self.out.write(
            f'{HEAD}<worksheet xmlns="{MAIN}">{FROZEN}<cols>{"".join(columns)}</cols>'
            "<sheetData>".encode()
        )

    def write(self, row: Sequence[CellValue], style: int = 0) -> None:
        """Write a row: texts, numbers and booleans; lists as JSON, null as nothing."""
        self.line += 1
        cells = [
            write_cell(cell, f' r="{letters}{self.line}"', style)
            for letters, cell in zip(self.letters, row, strict=True)
            if cell is not None
        ]
        self.out.write(f'<row r="{self.line}">{"".join(cells)}</row>'.encode())

    def close(self) -> None:
        """Write the end of the sheet."""
        self.out.write(b"</sheetData></worksheet>")
        self.out.close()


class Sheet:
    """The rows of one table; those beyond what a sheet can take go on to a next one."""

    def __init__(self, book: Workbook, table: OutputTable) -> None:
        self.book, self.table = book, table
        self.number = 0
        self.decimals = [
            place for place, column in enumerate(table.columns) if column.kind == "decimal"
        ]
        self.turn_over()

    def turn_over(self) -> None:
        """Begin a worksheet."""
        self.number += 1
        names = [column.name for column in self.table.columns]
        name = self.table.name if self.number == 1 else f"{self.table.name} {self.number}"
        widths = [COLUMN_WIDTHS.get(name, 10) for name in names]
        self.worksheet = self.book.add_worksheet(name, names, widths)

    def write(self, row: TableRow) -> None:
        """Write a row; a decimal is a number where no digit is lost by it."""
        if self.worksheet.line > MOST_ROWS:
            self.turn_over()
        cells = list(row)
        for place in self.decimals:
            cell = cells[place]
            if isinstance(cell, str) and is_exact(cell):
                cells[place] = float(cell)
        self.worksheet.write(cells)


def write_cell(cell: CellValue, place: str, style: int) -> str:
    """Return the XML of a cell."""
    if isinstance(cell, list):
        cell = write_list(cell)
    if isinstance(cell, str):
        styled = f' s="{style}"' if style else ""
        text = escape(cell[:LONGEST_CELL])
        return f'<c{place}{styled} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(cell, bool):
        return f'<c{place} t="b"><v>{cell:d}</v></c>'
    return f"<c{place}><v>{cell:.16G}</v></c>"


def escape(text: str) -> str:
    """Return a text as XML has it; what XML cannot have is written as spreadsheets write it.

    >>> escape("R&D <5%" + chr(7) + "_x0041_")
    'R&amp;D &lt;5%_x0007__x005F_x0041_'
    """
    return SPECIAL.sub(escape_one, text)


def escape_one(found: re.Match[str]) -> str:
    """Return what stands for a character."""
    return ENTITIES.get(found[0]) or f"_x{ord(found[0]):04X}_"


def is_exact(value: str) -> bool:
    """Return whether a spreadsheet keeps all digits of a decimal.

    >>> is_exact("186500000000"), is_exact("0.12345678901234567"), is_exact("1" + "0" * 400)
    (True, False, False)
    """
    digits = value.strip("-.0")
    few = len(digits) <= EXACT_DIGITS and len(value) <= MOST_PLACES
    return few and PLAIN_NUMBER.fullmatch(value) is not None


def name_column(number: int) -> str:
    """Return the letters of a column, counted from 1.

    >>> name_column(1), name_column(26), name_column(27), name_column(703)
    ('A', 'Z', 'AA', 'AAA')
    """
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def describe_part(name: str) -> ZipInfo:
    """Return a file of a workbook that bears no date, so that the same rows give the same bytes."""
    part = ZipInfo(name)
    part.compress_type = ZIP_DEFLATED
    return part


def relate(parts: Iterable[tuple[str, str]]) -> str:
    """Return the relationships to parts of some types, under the ids rId1, rId2 …."""
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{DOCUMENT}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(parts, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def declare(parts: Iterable[tuple[str, str]]) -> str:
    """Return what the parts of a workbook are."""
    lines = "".join(
        f'<Override PartName="/xl/{target}" ContentType="{TYPE}.{kind}+xml"/>'
        for kind, target in parts
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f"{lines}</Types>"
    )
