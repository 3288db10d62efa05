"""Workbooks: rows that go on to another sheet, and numbers that a spreadsheet would lose."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.publish.tabular import spreadsheets
from pipeline.publish.tabular.declarations import OutputTable, load_claims_table
from pipeline.publish.tabular.spreadsheets import Workbook


def test_a_workbook_that_fails_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), Workbook(tmp_path / "x.xlsx", many=True) as book:
        book.add(load_claims_table())
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def make_rows(
    table: OutputTable, make: Callable[[int], str], count: int
) -> list[tuple[str | None, ...]]:
    """Return rows that hold a value and nothing else."""
    return [
        tuple(make(number) if column.name == "value" else None for column in table.columns)
        for number in range(count)
    ]


def read_values(path: Path, table: OutputTable, *sheets: str) -> list[object]:
    place = [column.name for column in table.columns].index("value")
    book = load_workbook(path)
    return [row[place] for name in sheets for row in book[name].iter_rows(2, values_only=True)]


@pytest.mark.parametrize("many", [False, True])
def test_rows_beyond_a_sheet_go_on_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: bool
) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 3)
    table = load_claims_table()
    path = tmp_path / "claims.xlsx"
    with Workbook(path, many=many) as book:
        sheet = book.add(table)
        for row in make_rows(table, str, 7):
            sheet.write(row)
    assert load_workbook(path).sheetnames == ["claims", "claims 2", "claims 3", "dictionary"]
    assert read_values(path, table, "claims", "claims 2", "claims 3") == list(range(7))


def test_digits_that_a_spreadsheet_would_lose_are_written_as_text(tmp_path: Path) -> None:
    table = load_claims_table()
    values = ("186500000000", "0.30000000000000004", "123456789012345678")
    path = tmp_path / "claims.xlsx"
    with Workbook(path, many=False) as book:
        sheet = book.add(table)
        for row in make_rows(table, lambda number: values[number], 3):
            sheet.write(row)
    assert read_values(path, table, "claims") == [186500000000, *values[1:]]
