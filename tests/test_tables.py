"""Tables of the whole corpus: the same rows in every format, and what is kept between runs."""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from frictionless import validate
from openpyxl import load_workbook

from pipeline import artefacts
from pipeline.artefacts import Written
from pipeline.errors import InputError
from pipeline.kept import FOLDER as KEPT
from pipeline.publish.tabular.declarations import (
    BATCH,
    CORPUS,
    OutputTable,
    load_claims_table,
    load_tables,
)
from pipeline.publish.tabular.rows import Rows, tabulate, write_group
from pipeline.publish.tabular.spreadsheets import write_as_text
from pipeline.stages import LINE, Line
from pipeline.tables import formats
from pipeline.tables.stage import main
from tests import synthetic
from tests.batches import run_corpus
from tests.conftest import ROOT, SEED
from tests.every_stage import load_stages
from tests.make import write_stages
from tests.spreadsheet_cells import arm
from tests.synthetic import NAME

HARD = "=1+1&<b>"
TABLES = {table.name: table for table in load_tables()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of two whole transcripts, one without claims and one that could not be read."""
    results = tmp_path_factory.mktemp("results")
    part = list(synthetic.make_lines("2023-01-01-部分"))
    part[3] = synthetic.make_problem("2023-01-01-部分", "claims")
    bad = (synthetic.make_problem("坏"),) * 5
    run_corpus(
        results, synthetic.make_lines(), bad, synthetic.make_lines(HARD, date=None), tuple(part)
    )
    return results / "tables"


def read_lines(folder: Path, table: str) -> list[dict[str, Any]]:
    lines = (folder / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def read_csv(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_data_package_is_valid(folder: Path) -> None:
    report = validate(str(folder / "datapackage.json"))
    assert report.valid, report.to_summary()
    names = {task.name for task in report.tasks}
    assert set(TABLES) <= names
    paths = {path.name for path in folder.glob("[!.]*")} - {"datapackage.json", "tables.xlsx"}
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert {resource["path"] for resource in package["resources"]} == paths
    keys = [resource.get("schema", {}).get("foreignKeys", []) for resource in package["resources"]]
    assert sum(map(len, keys)) > 8


def test_a_package_that_does_not_fit_its_description_is_not_valid(
    folder: Path, tmp_path: Path
) -> None:
    for path in folder.iterdir():
        if path.suffix in (".csv", ".json"):
            (tmp_path / path.name).write_bytes(path.read_bytes())
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [r for r in package["resources"] if r["format"] == "csv"]
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert validate(str(tmp_path / "datapackage.json")).valid
    claims = tmp_path / "claims.csv"
    text = claims.read_text(encoding="utf-8")
    for damage in (("甲司长", "丙司长"), ("official", "officer"), ("3200", "x")):
        claims.write_text(text.replace(*damage), encoding="utf-8", newline="")
        assert not validate(str(tmp_path / "datapackage.json")).valid, damage


@pytest.mark.parametrize("table", TABLES)
def test_references_lead_to_a_row(folder: Path, table: str) -> None:
    for reference in TABLES[table].references:
        there = {
            tuple(row[name] for name in reference.columns.values())
            for row in read_lines(folder, reference.table)
        }
        for row in read_lines(folder, table):
            names = tuple(row[name] for name in reference.columns)
            assert None in names or names in there


@pytest.mark.parametrize("table", TABLES)
def test_all_formats_hold_the_same_rows(folder: Path, table: str) -> None:
    columns = TABLES[table].columns
    rows = read_lines(folder, table)
    assert [list(row) for row in rows] == [[column.name for column in columns]] * len(rows)

    as_text = {True: "true", False: "false", None: ""}
    expected = [
        {
            name: write_list(cell)
            if isinstance(cell, list)
            else as_text[cell]
            if cell is None or isinstance(cell, bool)
            else str(cell)
            for name, cell in row.items()
        }
        for row in rows
    ]
    read = [{name: arm(cell) for name, cell in row.items()} for row in read_csv(folder, table)]
    assert read == expected

    parquet = pq.read_table(folder / f"{table}.parquet").to_pylist()
    for row, stored in zip(rows, parquet, strict=True):
        for column in columns:
            cell = stored[column.name]
            if column.kind == "decimal":
                assert stored[f"{column.name}_exact"] == row[column.name]
                cell = None if cell is None else str(int(cell) if cell.is_integer() else cell)
            if column.kind == "date":
                cell = cell and cell.isoformat()
            assert cell == row[column.name]

    book = load_workbook(folder / "tables.xlsx")
    assert (table in book.sheetnames) == TABLES[table].workbook
    if table not in book.sheetnames:
        return
    sheet = book[table]
    lines = [["" if c is None else c for c in row] for row in sheet.iter_rows(2, values_only=True)]
    assert [[str(c) for c in row] for row in lines] == [
        [str(cell) if isinstance(cell, bool) else named[name] for name, cell in row.items()]
        for row, named in zip(rows, expected, strict=True)
    ]


def write_list(cell: list[Any]) -> str:
    return json.dumps(cell, ensure_ascii=False, separators=(",", ":"))


def test_a_list_in_a_cell_of_csv_holds_no_formula_behind_a_semicolon() -> None:
    assert write_as_text(["记者；", "a;=1+1"]) == """["记者；","a;'=1+1"]"""


def test_formulas_are_disarmed_for_spreadsheets_and_nowhere_else(folder: Path) -> None:
    named = [row["transcript"] for row in read_csv(folder, "transcripts")]
    assert f"'{HARD}" in named
    assert HARD in [row["transcript"] for row in read_lines(folder, "transcripts")]
    parquet = pq.read_table(folder / "transcripts.parquet")
    assert HARD in parquet.column("transcript").to_pylist()
    book = load_workbook(folder / "tables.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_the_parts_that_there_are_of_a_transcript_are_in_the_tables(folder: Path) -> None:
    assert len(read_lines(folder, "transcripts")) == 3
    turns = {row["transcript"] for row in read_lines(folder, "turns")}
    assert turns == {NAME, HARD, "2023-01-01-部分"}
    assert {row["transcript"] for row in read_lines(folder, "claims")} == {NAME, HARD}
    assert {row["found_by"] for row in read_lines(folder, "flags")} == {"clean", "classify"}
    assert [row["severity"] for row in read_lines(folder, "problems")] == ["warning", "error"]
    assert {row["topic"] for row in read_lines(folder, "passages")} == {
        topic.id for topic in synthetic.make_topics()
    }


def test_words_of_turns_and_sentences_are_those_of_the_text(folder: Path) -> None:
    for table in ("turns", "sentences"):
        for row in read_lines(folder, table):
            assert row["text"] == synthetic.TEXT[row["start"] : row["end"]]


def test_duckdb_adds_up_values_and_knows_dates(folder: Path) -> None:
    query = "select sum(value), min(year(date)) from read_parquet(?) where unit = 'CNY'"
    found = duckdb.execute(query, [str(folder / "claims.parquet")]).fetchall()
    assert found == [(2 * (320e9 + 800e9 + 310e9), 2024)]


def test_a_number_too_large_for_a_double_is_null_beside_its_digits(tmp_path: Path) -> None:
    table = load_claims_table()
    digits = "9" * 400
    row = tuple(digits if c.name == "value" else None for c in table.columns)
    formats.write_parquet(tmp_path / "claims.parquet", formats.make_arrow(table, [row]))
    (read,) = pq.read_table(tmp_path / "claims.parquet").to_pylist()
    assert (read["value"], read["value_exact"]) == (None, digits)


def test_parquet_is_written_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "ROW_GROUP", 4)
    run_corpus(tmp_path, synthetic.make_lines())
    file = pq.ParquetFile(tmp_path / "tables" / "claims.parquet")
    sizes = [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)]
    assert sizes == [4, 4, 1]


def run_batches(results: Path, **titles: str) -> dict[str, bytes]:
    """Make the tables of batches of one transcript each; return the bytes of all files."""
    for batch, title in titles.items():
        clean, *others = synthetic.make_lines(batch)
        clean = clean.model_copy(update={"title": title})
        for stage, record in zip(LINE, (clean, *others), strict=True):
            artefacts.write(results / stage / f"{batch}.jsonl", [record])
    given = {stage: [results / stage / f"{batch}.jsonl" for batch in titles] for stage in BATCH}
    for stage in CORPUS:
        artefacts.write(results / stage / f"{stage}.jsonl", [])
        given[stage] = [results / stage / f"{stage}.jsonl"]
    options = [(f"--{stage}", *map(str, paths)) for stage, paths in given.items()]
    main([*chain(*options), "--output", str(results / "tables")])
    files = (path for path in (results / "tables").iterdir() if path.is_file())
    return {path.name: path.read_bytes() for path in files}


def test_the_rows_of_parts_that_have_not_changed_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def count(
        tables: Sequence[OutputTable], stages: Sequence[str], lines: Sequence[Written]
    ) -> Iterator[Rows]:
        made.extend(f"{stages[-1]} {line.artefacts[0][0].stem}" for line in lines)
        return tabulate(tables, stages, lines)

    monkeypatch.setattr("pipeline.kept.PART", 1)
    monkeypatch.setattr("pipeline.publish.tabular.rows.tabulate", count)
    run_batches(tmp_path / "x", a="甲", b="乙", c="丙")
    made.clear()
    kept = tmp_path / "x/tables" / KEPT
    stages = {path.name for path in kept.iterdir()}
    (kept / "of_an_earlier_version" / "b").mkdir(parents=True)
    changed = run_batches(tmp_path / "x", b="新", c="丙", d="丁")
    assert made == ["claims b", "claims d", "classify b", "classify d"]
    assert {path.name for path in kept.iterdir()} == stages
    assert len(list((kept / "claims").iterdir())) == 3
    assert changed == run_batches(tmp_path / "y", b="新", c="丙", d="丁")
    titles = [row["title"] for row in read_lines(tmp_path / "x/tables", "transcripts")]
    assert titles == ["新", "丙", "丁"]
    made.clear()
    # Who has edited or deleted what is kept gets it anew.
    find_file(kept, "claims/*/*/transcripts.csv", "丙").write_text("edited")
    find_file(kept, "classify/*/*/classifications.jsonl", '"d"').unlink()
    assert run_batches(tmp_path / "x", b="新", c="丙", d="丁") == changed
    assert made == ["claims c", "classify d"]


def find_file(folder: Path, pattern: str, word: str) -> Path:
    """Return the file of a folder that has a word."""
    return next(path for path in folder.glob(pattern) if word in path.read_text(encoding="utf-8"))


def fail(*_: object) -> None:
    raise RuntimeError


def test_few_files_are_open_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = load_tables()
    before, during = len(list(Path("/dev/fd").iterdir())), []

    def find_no_rows(*_: object) -> Iterator[Rows]:
        during.append(len(list(Path("/dev/fd").iterdir())))
        yield tables[0], iter(())

    monkeypatch.setattr("pipeline.publish.tabular.rows.tabulate", find_no_rows)
    write_group(tables, formats.write_files, (), (), tmp_path)
    assert during[0] - before <= len(tables)


def test_a_run_that_fails_leaves_the_tables_of_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_corpus(tmp_path, synthetic.make_lines())
    folder = tmp_path / "tables"
    before = {path.name: path.read_bytes() for path in folder.glob("[!.]*")}
    # The last step first: what fails before it keeps it from being reached.
    for name in ("write_meanings", "write_tables"):
        monkeypatch.setattr(f"pipeline.tables.stage.{name}", fail)
        with pytest.raises(RuntimeError):
            run_corpus(tmp_path, synthetic.make_lines(HARD))
        assert {path.name: path.read_bytes() for path in folder.glob("[!.]*")} == before


def test_artefacts_that_do_not_fit_together_stop_the_run(tmp_path: Path) -> None:
    artefacts.write(tmp_path / "clean.jsonl", [synthetic.make_transcript()])
    with pytest.raises(InputError, match="one per batch"):
        main(["--clean", str(tmp_path / "clean.jsonl"), "--output", str(tmp_path / "tables")])
    assert list((tmp_path / "tables").iterdir()) == []


def test_the_query_of_the_readme_runs_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = tmp_path / "results"
    line = load_stages().make(SEED)
    assert isinstance(line, Line)
    made = [getattr(line, stage) for stage in BATCH]
    main([*write_stages(results, made, stages=BATCH), f"--output={results / 'tables'}"])

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = (b for b in re.findall(r"```python\n(.*?)```", readme, re.S) if "duckdb" in b)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(block, names)
    rows = names["targets"].fetchall()
    assert (*rows[0][1:5], *rows[0][6:]) == (
        *("新建5G基站", "2021", "eq", 600_000.0),
        *("2020", "gt", 600_000.0),
    )
