"""Writes tables as an XLSX workbook: ECMA-376, cells of text, number and boolean, no formulas.

XlsxWriter keeps cells and formats that may still change: with it the same sheets made a batch of
reports 1.4 times as long, and the tables of the corpus 1.5 times.
"""

import re
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pipeline.artefacts import name_part
from pipeline.publish.tabular.columns import Row, write_list
from pipeline.publish.tabular.declarations import Table
from pipeline.publish.tabular.spreadsheets import DICTIONARY, describe

LONGEST_CELL = 32_767
MOST_ROWS = 1_000_000
"""Excel takes 1,048,576 rows a sheet; more rows go on to the next."""
EXACT_DIGITS = 15
"""Excel keeps so many digits of a number; a longer one is written as text."""
PLAIN = re.compile(r"-?\d+(\.\d+)?")
WIDE = {"title": 30, "indicator": 24, "quote": 60, "section_title": 16, "text": 14}
DICTIONARY_WIDTHS = (14, 18, 9, 6, 30, 30, 70, 70)
IN_MEMORY = 4_000_000
"""Bytes of a sheet from which it waits on the disk."""
SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What XML does not take as it is, and what a spreadsheet would take for one of its escapes."""
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    f'{DECLARATION}<styleSheet xmlns="{MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
BOLD = 1
"""The second of the formats of cells, that of headers."""


class Workbook:
    """Writes tables as the sheets of a workbook, with a last sheet that says what columns mean.

    Rows of several sheets may come in turns. The file takes its name when all was written.
    `dictionary` is what `make_dictionary` returns for the tables.
    """

    def __init__(self, path: Path, dictionary: str) -> None:
        self.path = path
        self.dictionary = dictionary
        self.sheets: list[tuple[str, IO[str]]] = []
        self.stack = ExitStack()

    def add(self, table: Table) -> "Sheet":
        """Return a sheet for the rows of a table."""
        return Sheet(self, table)

    def open_sheet(self, name: str) -> IO[str]:
        """Return where the next sheet is written to."""
        # On the disk of the results, which has the room for them.
        sheet: IO[str] = self.stack.enter_context(
            SpooledTemporaryFile(  # noqa: SIM115 (the stack closes it)
                IN_MEMORY, mode="w+", encoding="utf-8", newline="\n", dir=str(self.path.parent)
            )
        )
        self.sheets.append((name, sheet))
        return sheet

    def __enter__(self) -> "Workbook":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Write the file; after an error there is none."""
        with self.stack:
            if kind is not None:
                return
            self.open_sheet("dictionary").write(self.dictionary)
            temporary = name_part(self.path)
            try:
                with ZipFile(temporary, "w") as package:
                    write_package(package, self.sheets)
                temporary.replace(self.path)
            finally:
                temporary.unlink(missing_ok=True)


class Sheet:
    """The rows of one table; those beyond what a sheet can take go on to a next one."""

    def __init__(self, book: Workbook, table: Table) -> None:
        self.book, self.table = book, table
        self.number = 0
        self.columns = [
            (name_column(place), column.kind == "decimal")
            for place, column in enumerate(table.columns)
        ]
        self.turn_over()

    def turn_over(self) -> None:
        """Begin a worksheet."""
        self.number += 1
        self.line = 1
        names = [column.name for column in self.table.columns]
        name = self.table.name if self.number == 1 else f"{self.table.name} {self.number}"
        self.out = self.book.open_sheet(name)
        self.out.write(begin_sheet(names, [WIDE.get(name, 10) for name in names]))

    def write(self, row: Row) -> None:
        """Write a row."""
        if self.line > MOST_ROWS:
            self.turn_over()
        self.line += 1
        line = self.line
        cells = []
        for (column, exact), cell in zip(self.columns, row, strict=True):
            if cell is None:
                continue
            if isinstance(cell, str):
                if exact and is_exact(cell):
                    cells.append(f'<c r="{column}{line}"><v>{cell}</v></c>')
                else:
                    cells.append(write_text(f"{column}{line}", cell))
            elif isinstance(cell, bool):
                cells.append(f'<c r="{column}{line}" t="b"><v>{cell:d}</v></c>')
            elif isinstance(cell, list):
                cells.append(write_text(f"{column}{line}", write_list(cell)))
            else:
                cells.append(f'<c r="{column}{line}"><v>{cell!r}</v></c>')
        self.out.write(f'<row r="{line}">{"".join(cells)}</row>')


def begin_sheet(header: Sequence[str], widths: Sequence[int]) -> str:
    """Return the start of a worksheet, with a header that stays in view."""
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(widths, start=1)
    )
    cells = (write_text(f"{name_column(n)}1", name, BOLD) for n, name in enumerate(header))
    return (
        f'{DECLARATION}<worksheet xmlns="{MAIN}">'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols>{columns}</cols><sheetData><row r="1">{"".join(cells)}</row>'
    )


END = "</sheetData></worksheet>"


def make_dictionary(tables: Sequence[Table]) -> str:
    """Return the sheet that says what the columns of all tables mean, without its end."""
    rows = (
        "".join(write_text(f"{name_column(n)}{line}", text) for n, text in enumerate(words))
        for line, words in enumerate(describe(tables), start=2)
    )
    lines = (f'<row r="{line}">{row}</row>' for line, row in enumerate(rows, start=2))
    return begin_sheet(DICTIONARY, DICTIONARY_WIDTHS) + "".join(lines)


def write_text(place: str, text: str, style: int = 0) -> str:
    """Return a cell of text."""
    text = SPECIAL.sub(escape, text[:LONGEST_CELL])
    styled = f' s="{style}"' if style else ""
    space = "" if text.strip() == text else ' xml:space="preserve"'
    return f'<c r="{place}"{styled} t="inlineStr"><is><t{space}>{text}</t></is></c>'


def escape(found: re.Match[str]) -> str:
    """Return what stands for a character in the text of a cell."""
    return ENTITIES.get(found[0]) or f"_x{ord(found[0]):04X}_"


def name_column(place: int) -> str:
    """Return the letters of a column.

    >>> [name_column(place) for place in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    name = ""
    while place >= 0:
        name = chr(ord("A") + place % 26) + name
        place = place // 26 - 1
    return name


def is_exact(value: str) -> bool:
    """Return whether a spreadsheet keeps all digits of a decimal.

    >>> is_exact("186500000000"), is_exact("0.12345678901234567")
    (True, False)
    """
    return PLAIN.fullmatch(value) is not None and len(value.strip("-.0")) <= EXACT_DIGITS


def write_package(package: ZipFile, sheets: Sequence[tuple[str, IO[str]]]) -> None:
    """Write the parts of a workbook, and the sheets as they are, with their end."""
    numbers = range(1, len(sheets) + 1)
    types = [("workbook", "sheet.main"), ("styles", "styles")]
    types += [(f"worksheets/sheet{number}", "worksheet") for number in numbers]
    overrides = (
        f'<Override PartName="/xl/{part}.xml" ContentType="{TYPE}.{kind}+xml"/>'
        for part, kind in types
    )
    listed = (
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, (name, _) in zip(numbers, sheets, strict=True)
    )
    parts = [(f"worksheets/sheet{number}.xml", "worksheet") for number in numbers]
    parts.append(("styles.xml", "styles"))
    for name, text in (
        (
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types">'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            f'relationships+xml"/>{"".join(overrides)}</Types>',
        ),
        ("_rels/.rels", link([("xl/workbook.xml", "officeDocument")])),
        (
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{"".join(listed)}</sheets>'
            "</workbook>",
        ),
        ("xl/_rels/workbook.xml.rels", link(parts)),
        ("xl/styles.xml", STYLES.removeprefix(DECLARATION)),
    ):
        with package.open(fix_date(name), "w") as part:
            part.write((DECLARATION + text).encode())
    for number, (_, sheet) in zip(numbers, sheets, strict=True):
        sheet.write(END)
        sheet.seek(0)
        with package.open(fix_date(f"xl/worksheets/sheet{number}.xml"), "w") as part:
            while chunk := sheet.read(1 << 20):
                part.write(chunk.encode())


def link(parts: Sequence[tuple[str, str]]) -> str:
    """Return the relationships to parts, numbered from rId1."""
    links = (
        f'<Relationship Id="rId{number}" Type="{LINKS}/{kind}" Target="{part}"/>'
        for number, (part, kind) in enumerate(parts, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(links)}</Relationships>'


def fix_date(name: str) -> ZipInfo:
    """Return an entry with a fixed date, so that the same rows give the same bytes."""
    entry = ZipInfo(name, (2000, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    return entry
