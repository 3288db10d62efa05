"""The database of all tables: its search, its canned queries, and Datasette asked over loopback."""

import json
import random
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.database.letters import LONGEST_PHRASE
from pipeline.database.metadata import DatasetteView
from pipeline.database.schema import create
from pipeline.database.stage import main
from pipeline.kept import FOLDER as KEPT
from pipeline.publish.tabular.declarations import load_tables
from tests import synthetic
from tests.batches import list_artefacts, run_corpus
from tests.synthetic import NAME

HARD = "=1+1&<b>"
TABLES = {table.name: table for table in load_tables()}
QUERIES = DatasetteView.load().queries


def make(results: Path, output: Path) -> None:
    metadata = output.with_name("metadata.json")
    main([*list_artefacts(results), "--metadata", str(metadata), "--output", str(output)])


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of two whole transcripts and one that could not be read, with the database."""
    results = tmp_path_factory.mktemp("results")
    bad = (synthetic.make_problem("坏"),) * 5
    run_corpus(results, synthetic.make_lines(), bad, synthetic.make_lines(HARD, date=None))
    make(results, results / "corpus.sqlite")
    return results


@pytest.fixture(scope="module")
def database(results: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(results / "corpus.sqlite")) as database:
        database.row_factory = sqlite3.Row
        yield database


def ask(database: sqlite3.Connection, query: str, **given: str) -> list[sqlite3.Row]:
    empty = dict.fromkeys(("phrase", "who", "what", "when", "name", "scope"), "")
    return database.execute(QUERIES[query].write(), empty | given).fetchall()


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_the_rows_of_its_file(
    results: Path, database: sqlite3.Connection, name: str
) -> None:
    lines = (results / "tables" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = database.execute(f"SELECT * FROM {name}").fetchall()
    assert len(rows) == len(lines)
    for line, row in zip(map(json.loads, lines), rows, strict=True):
        for column in TABLES[name].columns:
            cell = row[column.name]
            if column.kind == "decimal":
                assert row[f"{column.name}_exact"] == line[column.name]
                assert cell == (None if line[column.name] is None else float(line[column.name]))
            elif column.kind == "array":
                assert json.loads(cell) == line[column.name]
            else:
                assert cell == line[column.name]


def test_what_refers_to_a_row_finds_it(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    keys = database.execute("SELECT count(*) FROM pragma_foreign_key_list('claims')").fetchone()
    assert keys[0] > 3


def test_the_same_tables_give_the_same_bytes(results: Path, tmp_path: Path) -> None:
    make(results, tmp_path / "corpus.sqlite")
    assert (tmp_path / "corpus.sqlite").read_bytes() == (results / "corpus.sqlite").read_bytes()


def test_a_run_that_fails_leaves_no_half_database(
    results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.database.stage.INDEX", "no such table")
    with pytest.raises(sqlite3.OperationalError):
        make(results, tmp_path / "corpus.sqlite")
    assert [path.name for path in tmp_path.iterdir()] == [KEPT]


def test_any_part_of_a_sentence_is_found(database: sqlite3.Connection) -> None:
    texts = [row["text"] for row in database.execute("SELECT text FROM sentences")]
    chance = random.Random(5)
    for _ in range(100):
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        part = text[start : start + chance.randint(1, 6)].strip()
        # Signs alone are no words: nothing is looked for.
        if any(letter.isalnum() for letter in part):
            assert text in [row["text"] for row in ask(database, "search", phrase=part)], part


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("水利投资", 2),
        ("利投", 2),
        ("粮", 3),
        ("水利 投资", 2),
        ("投资\u3000水利", 2),
        ("资投", 0),
        ("", 0),
        (" ", 0),
        ("，", 0),
    ],
)
def test_phrases_are_looked_for_as_they_are_written(
    database: sqlite3.Connection, phrase: str, found: int
) -> None:
    rows = ask(database, "search", phrase=phrase)
    assert len([row for row in rows if row["transcript"] == NAME]) == found


HOSTILE = (
    '"', '""', "'", "水利\"投资", "水利 OR 粮", "水利 AND", "NOT 水利", "水*", "letters:水", "^水",
    "水 NEAR 利", "-水", "(", ")", "水 + 利", "'; DROP TABLE claims; --", "\x00", "\ud7ff",
    "水" * 10_000, "水 " * 10_000, '" ' * 10_000, "(" * 10_000,
    "%_", "<script>", "\\", "{question}", ":phrase",
)  # fmt: skip


@pytest.mark.parametrize("phrase", HOSTILE, ids=lambda phrase: ascii(phrase[:12]))
@pytest.mark.parametrize("query", QUERIES)
def test_hostile_phrases_are_only_phrases(
    database: sqlite3.Connection, query: str, phrase: str
) -> None:
    fields = ("phrase", "who", "what", "when", "name", "scope")
    ask(database, query, **dict.fromkeys(fields, phrase))
    assert database.execute("SELECT count(*) FROM claims").fetchone()[0] > 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(phrase=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_phrase_is_only_a_phrase(database: sqlite3.Connection, phrase: str) -> None:
    ask(database, "search", phrase=phrase)


def test_a_long_phrase_is_looked_for_by_its_beginning(database: sqlite3.Connection) -> None:
    (text,) = database.execute("SELECT text FROM sentences WHERE text LIKE '%水利投资%'").fetchone()
    assert len(text) < LONGEST_PHRASE
    assert ask(database, "search", phrase=text + " " * LONGEST_PHRASE + "没有的话")


def test_the_canned_queries_answer(database: sqlite3.Connection) -> None:
    promised = ask(database, "promises", what="投资", when="2024", who="甲司长")
    assert [row["value"] for row in promised if row["transcript"] == NAME] == [800_000_000_000]
    assert ask(database, "promises", when="2031") == []
    said = ask(database, "said_on", phrase="粮食产量")
    assert {row["speaker"] for row in said} == {"乙司长"}
    over_time = ask(database, "indicator", name="水利投资")
    assert over_time and all("水利投资" in row["name"] for row in over_time)
    assert ask(database, "indicator") == []
    pairs = database.execute("SELECT count(*) FROM pairings").fetchone()[0]
    assert len(ask(database, "targets_and_outcomes")) == pairs


def test_facets_name_columns_and_every_column_has_its_meaning(results: Path) -> None:
    metadata = json.loads((results / "metadata.json").read_text(encoding="utf-8"))
    described = metadata["databases"]["corpus"]["tables"]
    assert set(DatasetteView.load().facets) <= set(described) == set(TABLES)
    with closing(sqlite3.connect(":memory:")) as database:
        for table in TABLES.values():
            for statement in create(table):
                database.execute(statement)
            columns = {row[1] for row in database.execute(f"PRAGMA table_info({table.name})")}
            assert set(described[table.name]["columns"]) == columns
            assert set(described[table.name].get("facets", ())) <= columns


@pytest.fixture(scope="module")
def server(results: Path) -> Iterator[str]:
    """The address of a Datasette that serves the database on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "datasette", str(results / "corpus.sqlite"),
         "--metadata", str(results / "metadata.json"), "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            assert process.poll() is None, "Datasette ended"
            try:
                urlopen(f"{address}/-/versions.json").close()
                break
            except URLError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def fetch(server: str, path: str, **given: str) -> Any:
    with urlopen(f"{server}{path}?{urlencode(given)}") as answer:
        return json.load(answer)


def test_datasette_answers(server: str) -> None:
    asked = {"phrase": "水利投资", "_shape": "objects"}
    found = fetch(server, "/corpus/search.json", **asked)["rows"]
    assert {row["speaker"] for row in found} == {"甲司长", "乙司长"}
    assert fetch(server, "/corpus/search.json", phrase='" OR *')["rows"] == []
    table = fetch(server, "/corpus/claims.json", _facet="modality", modality="target")
    assert table["filtered_table_rows_count"] == len(table["rows"]) > 0
    with urlopen(f"{server}/corpus/claims") as page:
        shown = page.read().decode()
    assert TABLES["claims"].meaning.zh in shown
    assert "<script>alert(1)</script>" not in shown
    for query in QUERIES:
        with urlopen(f"{server}/corpus/{query}") as page:
            assert QUERIES[query].zh in page.read().decode()
