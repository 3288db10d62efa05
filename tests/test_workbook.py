"""Workbooks: texts as they are, rows that go on to another sheet, numbers that would be lost."""

from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

from pipeline.publish.tabular import workbooks
from pipeline.publish.tabular.declarations import load_claims_table
from pipeline.publish.tabular.workbooks import LONGEST_CELL, Sheet, write_rows, write_workbook

TABLE = load_claims_table()


def write_cells(path: Path, column: str, cells: Sequence[str]) -> None:
    """Write a workbook whose rows hold a cell of one column and nothing else."""
    rows = [tuple(cell if one.name == column else None for one in TABLE.columns) for cell in cells]
    write_workbook(path, [Sheet(TABLE, len(rows), write_rows(TABLE.columns, rows))])


def read_cells(path: Path, column: str, *sheets: str, whole: bool = True) -> list[object]:
    """Return the cells of a column; where not `whole`, as a program that streams reads them."""
    place = [one.name for one in TABLE.columns].index(column)
    book = load_workbook(path, read_only=not whole)
    return [row[place] for name in sheets for row in book[name].iter_rows(2, values_only=True)]


@pytest.mark.parametrize("whole", [True, False])
def test_rows_beyond_a_sheet_go_on_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: bool
) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 3)
    path = tmp_path / "claims.xlsx"
    write_cells(path, "value", list(map(str, range(7))))
    sheets = ["claims", "claims 2", "claims 3"]
    assert load_workbook(path).sheetnames == [*sheets, "dictionary"]
    assert read_cells(path, "value", *sheets, whole=whole) == list(range(7))


def test_rows_and_cells_say_where_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 2)
    path = tmp_path / "claims.xlsx"
    write_cells(path, "transcript", ["a", "b", "c"])
    with ZipFile(path) as book:
        first, second = (book.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2))
    place = get_column_letter([one.name for one in TABLE.columns].index("transcript") + 1)
    cell = f'<c r="{place}%d" t="inlineStr"><is><t>%s</t></is></c>'
    assert f'<row r="2">{cell % (2, "a")}</row>' in first
    assert f'<row r="3">{cell % (3, "b")}</row>' in first
    assert f'<row r="2">{cell % (2, "c")}</row>' in second


def test_a_table_without_rows_has_a_sheet_with_its_header(tmp_path: Path) -> None:
    path = tmp_path / "claims.xlsx"
    write_cells(path, "value", [])
    (header,) = load_workbook(path)["claims"].iter_rows(values_only=True)
    assert header == tuple(column.name for column in TABLE.columns)


def test_digits_that_a_spreadsheet_would_lose_are_written_as_text(tmp_path: Path) -> None:
    values = ("186500000000", "0.30000000000000004", "123456789012345678", "1" + "0" * 400)
    path = tmp_path / "claims.xlsx"
    write_cells(path, "value", values)
    assert read_cells(path, "value", "claims") == [186500000000, *values[1:]]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
@example("=1+1")
@example("一行\n又一行\r\t<b>&amp;")
@example("_x0041_ \x01\ufffe")
@example(" 前后有空 ")
def test_a_text_is_read_as_it_was(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "text.xlsx"
    write_cells(path, "text", [text])
    (cell,) = read_cells(path, "text", "claims")
    assert isinstance(cell, str)
    assert unescape(cell) == text


def test_a_text_is_cut_where_excel_would_refuse_it(tmp_path: Path) -> None:
    path = tmp_path / "claims.xlsx"
    write_cells(path, "text", ["字" * 40_000, "𠮷" * 20_000])
    cells = read_cells(path, "text", "claims")
    assert cells == ["字" * LONGEST_CELL, "𠮷" * (LONGEST_CELL // 2)]
