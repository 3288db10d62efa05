from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from pipeline.records import Claim
from pipeline.tables import spreadsheets
from pipeline.tables.rows import load_columns
from pipeline.tables.spreadsheets import arm, disarm, write_xlsx


@given(st.text())
def test_a_disarmed_cell_is_no_formula_and_can_be_read_back(cell: str) -> None:
    assert disarm(cell)[:1] not in tuple("=+-@\t\r\n＝＋－＠")
    assert arm(disarm(cell)) == cell


def test_columns_are_those_of_a_claim() -> None:
    fields = {
        name
        for field in Claim.model_fields
        for name in (
            [field.replace("span", "start"), field.replace("span", "end")]
            if field.endswith("_span")
            else [field]
        )
    }
    assert set(load_columns().column) - fields == {"date", "title", "section_title"}
    assert fields <= set(load_columns().column)


@pytest.mark.parametrize("many", [False, True])
def test_rows_beyond_a_sheet_go_on_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: bool
) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 3)
    columns = load_columns()
    rows = [(*[None] * (len(columns.column) - 1), number) for number in range(7)]
    write_xlsx(tmp_path / "claims.xlsx", rows, columns, many=many)
    book = load_workbook(tmp_path / "claims.xlsx")
    assert book.sheetnames == ["claims", "claims 2", "claims 3", "columns"]
    numbers = [
        row[-1] for sheet in book.worksheets[:-1] for row in sheet.iter_rows(2, values_only=True)
    ]
    assert numbers == list(range(7))


def test_digits_that_a_spreadsheet_would_lose_are_written_as_text(tmp_path: Path) -> None:
    columns = load_columns()
    place = list(columns.column).index("value")
    values = ("186500000000", "0.30000000000000004", "123456789012345678")
    rows = [tuple(v if n == place else None for n in range(len(columns.column))) for v in values]
    write_xlsx(tmp_path / "claims.xlsx", rows, columns, many=False)
    sheet = load_workbook(tmp_path / "claims.xlsx")["claims"]
    read = [row[place] for row in sheet.iter_rows(2, values_only=True)]
    assert read == [186500000000, *values[1:]]
