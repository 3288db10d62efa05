import csv
import json
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import duckdb
import pyarrow.parquet as pq
import pytest
from frictionless import validate
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pydantic import Field

from pipeline import artefacts
from pipeline.claims.stage import main as claims
from pipeline.classify.stage import main as classify
from pipeline.clean.stage import main as clean
from pipeline.errors import InputError
from pipeline.kept import FOLDER as KEPT
from pipeline.publish.tabular import spreadsheets
from pipeline.publish.tabular.columns import Surroundings, find_all_columns, find_columns
from pipeline.publish.tabular.declarations import (
    BATCH,
    CORPUS,
    OutputTable,
    index,
    load_claims_table,
    load_tables,
)
from pipeline.publish.tabular.spreadsheets import Workbook, write_as_text
from pipeline.records.base import Bilingual, Exact, Record, Span
from pipeline.records.indicators import Indicator, Observation
from pipeline.records.phrases import Phrase
from pipeline.safe import disarm
from pipeline.segment.stage import main as segment
from pipeline.stages import LINE
from pipeline.tables import formats
from pipeline.tables.stage import Rows, main, tabulate_batch
from pipeline.tables.wide import make_wide, write_csv, write_parquet
from pipeline.taxonomy.model import dump_weights
from tests import synthetic
from tests.batches import run_corpus
from tests.conftest import ROOT, SEED
from tests.make import get_classifier
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


@given(st.text())
def test_a_disarmed_cell_is_no_formula_and_can_be_read_back(cell: str) -> None:
    assert disarm(cell)[:1] not in tuple("=+-@\t\r\n＝＋－＠")
    assert arm(disarm(cell)) == cell


def test_every_column_has_a_meaning_in_both_languages() -> None:
    for table in TABLES.values():
        for said in (table.meaning, *(column.meaning for column in table.columns)):
            assert any("\u4e00" <= letter <= "\u9fff" for letter in said.zh), said
            assert said.en.isprintable() and said.en[0].isascii(), said


def test_what_a_table_declares_is_there() -> None:
    for table in TABLES.values():
        columns = {column.name: column for column in table.columns}
        assert not any(columns[name].nullable for name in table.key)
        for reference in table.references:
            there = {column.name for column in TABLES[reference.table].columns}
            assert set(reference.columns) <= set(columns)
            assert set(reference.columns.values()) <= there


class Sample(Record):
    """A record with a field of every kind."""

    words: str = Field(title="词", description="Words")
    number: Annotated[str, Exact] | None = Field(title="数", description="Number")
    where: Span | None = Field(title="处", description="The place")
    said: Bilingual = Field(title="言", description="What was said")
    terms: tuple[Phrase, ...] = Field(title="词语", description="Terms")


def test_a_field_of_any_kind_becomes_columns() -> None:
    columns = find_all_columns(Sample)
    assert [(column.name, column.kind, column.nullable) for column in columns] == [
        ("words", "string", False),
        ("number", "decimal", True),
        ("where_start", "integer", True),
        ("where_end", "integer", True),
        ("said_zh", "string", False),
        ("said_en", "string", False),
        ("terms", "array", False),
    ]
    assert columns[2].meaning == Bilingual(zh="处的起点", en="Start of the place")
    both = Bilingual(zh="一", en="one")
    phrases = (Phrase(text="水", weight=1.0),)
    sample = Sample(words="=x", number=None, where=None, said=both, terms=phrases)
    row = [column.get(sample, Surroundings("clean", sample)) for column in columns]
    assert row == ["=x", None, None, None, "一", "one", [{"text": "水", "weight": 1.0}]]


def test_two_columns_of_one_name_are_an_error() -> None:
    with pytest.raises(TypeError, match="two columns are called words"):
        index((*find_columns(Sample, "words"), *find_columns(Sample, "words")))


def test_a_claim_has_the_days_of_its_period_and_the_place_of_its_words() -> None:
    kinds = {column.name: column.kind for column in load_claims_table().columns}
    assert kinds["period_start"] == kinds["period_end"] == "date"
    assert kinds["period_span_start"] == kinds["period_span_end"] == "integer"


def test_a_field_without_a_meaning_is_an_error_that_names_it() -> None:
    class Mute(Record):
        """A record that does not say what its field means."""

        field: int = Field(description="only English")

    with pytest.raises(TypeError, match=r"Mute\.field needs a title"):
        find_all_columns(Mute)


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


@pytest.mark.parametrize("damage", [("甲司长", "丙司长"), ("official", "officer"), ("3200", "x")])
def test_a_package_that_does_not_fit_its_description_is_not_valid(
    folder: Path, tmp_path: Path, damage: tuple[str, str]
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
    claims.write_text(text.replace(*damage), encoding="utf-8", newline="")
    assert not validate(str(tmp_path / "datapackage.json")).valid


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
    assert write_as_text(["记者；", "a;=1+1"], "list") == """["记者；","a;'=1+1"]"""


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
    writer = formats.Parquet(tmp_path / "claims.parquet", table)
    writer.write(tuple(digits if c.name == "value" else None for c in table.columns))
    writer.close()
    (row,) = pq.read_table(tmp_path / "claims.parquet").to_pylist()
    assert (row["value"], row["value_exact"]) == (None, digits)


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


def test_the_rows_of_batches_that_have_not_changed_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def count(tables: object, batch: Sequence[Path]) -> Iterator[Rows]:
        made.append(batch[0].stem)
        return tabulate_batch(load_tables(), batch)

    monkeypatch.setattr("pipeline.tables.stage.tabulate_batch", count)
    run_batches(tmp_path / "x", a="甲", b="乙", c="丙")
    made.clear()
    changed = run_batches(tmp_path / "x", b="新", c="丙", d="丁")
    assert made == ["b", "d"]
    assert sorted(path.name for path in (tmp_path / "x/tables" / KEPT).iterdir()) == ["b", "c", "d"]
    assert changed == run_batches(tmp_path / "y", b="新", c="丙", d="丁")
    titles = [row["title"] for row in read_lines(tmp_path / "x/tables", "transcripts")]
    assert titles == ["新", "丙", "丁"]
    made.clear()
    # Who has edited or deleted what is kept gets it anew.
    (tmp_path / "x/tables" / KEPT / "c" / "claims.csv").write_text("edited")
    (tmp_path / "x/tables" / KEPT / "d" / "turns.jsonl").unlink()
    assert run_batches(tmp_path / "x", b="新", c="丙", d="丁") == changed
    assert made == ["c", "d"]


def fail(*_: object) -> None:
    raise RuntimeError


@pytest.mark.parametrize("name", ["write_meanings", "replace"])
def test_a_run_that_fails_leaves_the_tables_of_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    run_corpus(tmp_path, synthetic.make_lines())
    folder = tmp_path / "tables"
    before = {path.name: path.read_bytes() for path in folder.glob("[!.]*")}
    monkeypatch.setattr(f"pipeline.tables.stage.{name}", fail)
    with pytest.raises(RuntimeError):
        run_corpus(tmp_path, synthetic.make_lines(HARD))
    assert {path.name: path.read_bytes() for path in folder.glob("[!.]*")} == before


def test_a_workbook_that_fails_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), Workbook(tmp_path / "x.xlsx", many=True) as book:
        book.add(load_claims_table())
        fail()
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


def test_artefacts_that_do_not_fit_together_stop_the_run(tmp_path: Path) -> None:
    artefacts.write(tmp_path / "clean.jsonl", [synthetic.make_transcript()])
    with pytest.raises(InputError, match="one per batch"):
        main(["--clean", str(tmp_path / "clean.jsonl"), "--output", str(tmp_path / "tables")])
    assert list((tmp_path / "tables").iterdir()) == []


def test_the_query_of_the_readme_runs_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = tmp_path / "results"
    stages = ("clean", "segment", "claims", "classify")
    paths = {stage: str(results / stage / "00000.jsonl") for stage in stages}
    known = ("--clean", paths["clean"], "--segment", paths["segment"])
    clean(["--output", paths["clean"], "--", str(SEED)])
    segment([*known[:2], "--output", paths["segment"]])
    claims([*known, "--output", paths["claims"]])
    weights = tmp_path / "weights.npz"
    weights.write_bytes(dump_weights(get_classifier().weights))
    classify([*known, "--weights", str(weights), "--output", paths["classify"]])
    options = [word for stage, path in paths.items() for word in (f"--{stage}", path)]
    main([*options, "--output", str(results / "tables")])

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


def make_observation(period: str | None, value: str, **changes: Any) -> Observation:
    told = {
        "claim": "c1", "transcript": "甲", "date": "2025-01-20", "period": period,
        "granularity": "year", "value": value, "value_high": None, "op": "eq",
        "modality": "actual", "speaker": None, "text": value,
    }  # fmt: skip
    return Observation.model_validate(told | changes)


def make_series(scope: str | None, *observations: Observation, **changes: Any) -> Indicator:
    told = {
        "id": f"i{scope}", "measure": "m1", "name": "粮食产量", "unit": "吨", "kind": "level",
        "baseline": None, "statistic": None, "scope": scope, "apart": None, "names": (),
        "observations": observations, "pairings": (), "disagreements": (),
    }  # fmt: skip
    return Indicator.model_validate(told | changes)


def test_the_wide_table_has_one_point_for_each_period_and_territory(tmp_path: Path) -> None:
    earlier = make_observation("2024", "5", date="2024-06-01")
    later = make_observation("2024", "6")
    bound = make_observation("2024", "9", op="gt", date="2025-06-01")
    target = make_observation("2025", "7", modality="target")
    wide = make_wide(
        [
            make_series("=甲省", later, earlier, bound, target, make_observation(None, "8")),
            make_series("乙省", make_observation("2024", "1"), make_observation("2023-H1", "2")),
            make_series(None, make_observation("2024", "3")),
            make_series("丙省", make_observation("2024", "4"), apart="in_doubt"),
        ]
    )
    assert wide.scopes == ["乙省", "=甲省"]
    assert [(keys[6:], values) for keys, values in wide.rows] == [
        (("2023-H1", "2023-01-01", "2023-06-30"), {"乙省": "2"}),
        (("2024", "2024-01-01", "2024-12-31"), {"=甲省": "6", "乙省": "1"}),
    ]
    write_csv(tmp_path / "wide.csv", wide)
    rows = read_csv(tmp_path, "wide")
    assert [row["'=甲省"] for row in rows] == ["", "6"]
    write_parquet(tmp_path / "wide.parquet", wide)
    read = pq.read_table(tmp_path / "wide.parquet").to_pylist()
    assert [row["=甲省"] for row in read] == [None, 6.0]
    assert str(read[0]["period_end"]) == "2023-06-30"


def test_without_outcomes_the_wide_table_is_empty(tmp_path: Path) -> None:
    write_csv(tmp_path / "wide.csv", make_wide([]))
    write_parquet(tmp_path / "wide.parquet", make_wide([]))
    assert read_csv(tmp_path, "wide") == []
    assert pq.read_table(tmp_path / "wide.parquet").num_rows == 0
