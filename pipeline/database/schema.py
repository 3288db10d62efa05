"""The database's tables: those of tables.toml, with types, keys and references in SQL."""

from collections.abc import Callable, Iterator

from pydantic_core import to_json

from pipeline.publish.tabular.columns import EXACT, CellValue, Column, TableRow, find_nearest
from pipeline.publish.tabular.declarations import OutputTable

TYPES = {
    "string": "TEXT",
    "date": "TEXT",
    "array": "TEXT",
    "integer": "INTEGER",
    "boolean": "INTEGER",
    "number": "REAL",
    "decimal": "REAL",
}
SEARCHED = "sentences"
"""The table that the search is over."""
NUMBER = "number"
"""The column that numbers its rows. An unnamed row id would not outlive VACUUM."""


def quote_name(name: str) -> str:
    """Return a name as SQL writes it.

    >>> quote_name('a"b')
    '"a""b"'
    """
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


def list_names(names: tuple[str, ...] | list[str]) -> str:
    """Return names with commas between."""
    return ", ".join(map(quote_name, names))


def create(table: OutputTable) -> Iterator[str]:
    """Yield the statement that creates a table, then one for each index of what it refers to."""
    searched = table.name == SEARCHED
    parts = [f"{quote_name(NUMBER)} INTEGER PRIMARY KEY"] if searched else []
    parts += [part for column in table.columns for part in declare(column)]
    if table.key:
        parts.append(f"{'UNIQUE' if searched else 'PRIMARY KEY'} ({list_names(table.key)})")
    indexes = []
    for reference in table.references:
        own, theirs = list(reference.columns), list(reference.columns.values())
        there = f"{quote_name(reference.table)} ({list_names(theirs)})"
        parts.append(f"FOREIGN KEY ({list_names(own)}) REFERENCES {there}")
        if tuple(own) != table.key[: len(own)]:
            name = quote_name("_".join((table.name, *own)))
            indexes.append(f"CREATE INDEX {name} ON {quote_name(table.name)} ({list_names(own)})")
    declared = ",\n  ".join(parts)
    yield f"CREATE TABLE {quote_name(table.name)} (\n  {declared}\n)"
    yield from indexes


def declare(column: Column) -> Iterator[str]:
    """Yield the SQL columns of a column: a decimal becomes a number and its exact text."""
    needed = "" if column.nullable else " NOT NULL"
    if column.kind == "decimal":
        # A number too large for a double is null there.
        yield f"{quote_name(column.name)} REAL"
        yield f"{quote_name(column.name + EXACT)} TEXT{needed}"
    else:
        yield f"{quote_name(column.name)} {TYPES[column.kind]}{needed}"


def hold(table: OutputTable) -> str:
    """Return the statement that creates a table of rows that are to be copied: columns alone."""
    columns = ", ".join(part for column in table.columns for part in declare(column))
    return f"CREATE TABLE {quote_name(table.name)} ({columns})"


def insert(table: OutputTable) -> str:
    """Return the statement that adds a row, as `make_row` makes it, to those that are held."""
    width = sum(1 for column in table.columns for _ in declare(column))
    return f"INSERT INTO {quote_name(table.name)} VALUES ({', '.join('?' * width)})"


def copy(table: OutputTable, origin: str) -> str:
    """Return the statement that copies the rows which another database holds, which is attached."""
    # A row that is not numbered gets the number of the last and one.
    cells = "NULL, *" if table.name == SEARCHED else "*"
    name = quote_name(table.name)
    return f"INSERT INTO main.{name} SELECT {cells} FROM {quote_name(origin)}.{name}"


def make_row(table: OutputTable) -> Callable[[TableRow], list[CellValue]]:
    """Return a function that makes the cells of a row in the database from those of a table."""
    kinds = [column.kind for column in table.columns]
    arrays = [place for place, kind in enumerate(kinds) if kind == "array"]
    decimals = [place for place, kind in enumerate(kinds) if kind == "decimal"]

    def make(row: TableRow) -> list[CellValue]:
        cells = list(row)
        for place in arrays:
            cells[place] = to_json(cells[place]).decode()
        # From the last on, as each is followed by its exact text.
        for place in reversed(decimals):
            cells.insert(place, find_nearest(cells[place]))
        return cells

    return make
