"""Database: all tables as one SQLite file, with a search over all sentences.

Reads the artefacts of all batches and of the corpus, as the tables do, and waits for none of them;
writes results/corpus.sqlite, and for Datasette results/database/metadata.json.
"""

import errno
import json
import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from pipeline import artefacts
from pipeline.cli import make_parser
from pipeline.database.letters import CREATE, INDEX, spell
from pipeline.database.metadata import DatasetteView, describe_database
from pipeline.database.schema import NUMBER, SEARCHED, copy, create, hold, insert, make_row
from pipeline.publish.tabular.columns import TableRow
from pipeline.publish.tabular.declarations import BATCH, CORPUS, OutputTable, load_tables
from pipeline.publish.tabular.rows import keep_rows

HELD = 1 << 26
"""Bytes of the index that are held in memory before they are written: what is written in many
pieces is written twice, as they are merged at the end, and leaves holes in the file."""


@contextmanager
def filling(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database to be filled. What is not whole is thrown away: no journal is needed."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        try:
            yield database
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
            raise


def write_rows(folder: Path, table: OutputTable, rows: Sequence[TableRow]) -> None:
    """Write rows into a folder: as a database, from which SQLite copies them by itself."""
    with filling(folder / table.name) as database:
        database.execute("BEGIN")
        database.execute(hold(table))
        database.executemany(insert(table), map(make_row(table), rows))
        database.execute("COMMIT")


def fill_table(database: sqlite3.Connection, table: OutputTable, parts: Sequence[Path]) -> None:
    """Create a table with the rows in its parts."""
    # An index of rows that are there is sorted once, and smaller.
    statement, *indexes = create(table)
    database.execute(statement)
    for part in parts:
        database.execute("ATTACH ? AS part", (str(part / table.name),))
        database.execute(copy(table, "part"))
        database.execute("DETACH part")
    for statement in indexes:
        database.execute(statement)


def fill_search(database: sqlite3.Connection) -> None:
    """Create the search over all sentences."""
    database.execute("BEGIN")
    database.execute(CREATE)
    database.execute(f"INSERT INTO {INDEX} ({INDEX}, rank) VALUES ('hashsize', {HELD})")
    database.create_function("spell", 1, spell, deterministic=True)
    database.execute(
        f"INSERT INTO {INDEX} (rowid, letters) "
        f"SELECT {NUMBER}, spell(text) FROM {SEARCHED} ORDER BY {NUMBER}"
    )
    database.execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('optimize')")
    database.execute("COMMIT")


def write_database(
    path: Path, tables: Sequence[OutputTable], parts: Mapping[str, Sequence[Path]]
) -> None:
    """Write the database, whole or not at all; the same rows give the same bytes."""
    with artefacts.becoming(path) as temporary:
        temporary.unlink(missing_ok=True)
        with filling(temporary) as database:
            for table in tables:
                fill_table(database, table, parts[table.name])
            fill_search(database)


def main(argv: list[str]) -> None:
    """Read the artefacts of all stages, write the database and what Datasette shows of it."""
    parser = make_parser("database", __doc__, (*BATCH, *CORPUS), many=True)
    parser.add_argument("--metadata", type=Path, required=True)
    options = parser.parse_args(argv)
    output, folder = options.output, options.metadata.parent
    tables = load_tables()
    write_database(output, tables, keep_rows("database", tables, options, folder, write_rows))
    metadata = describe_database(output.stem, tables, DatasetteView.load())
    text = json.dumps(metadata, ensure_ascii=False, indent=1)
    artefacts.write_bytes(options.metadata, f"{text}\n".encode())
    print(
        f"To browse the database: datasette {output} --metadata {options.metadata}", file=sys.stderr
    )
