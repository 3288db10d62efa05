"""Describes the tables for programs: a data package with a table schema for each CSV file.

The specification is that of https://specs.frictionlessdata.io. Every file is listed with its size
and its SHA-256, so that a copy can be checked; the workbook, which is made of them, is not.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pipeline.publish.tabular.columns import Column
from pipeline.publish.tabular.declarations import OutputTable
from pipeline.records.base import Record

TYPES = {"decimal": "number"}
"""Types that a table schema calls otherwise; its numbers are exact decimals."""
MEDIA = {
    "csv": "text/csv",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
}


def make_package(
    folder: Path, tables: Iterable[OutputTable], others: Iterable[str]
) -> dict[str, object]:
    """Return the description of the tables' files in a folder, and of other files there."""
    resources: list[dict[str, object]] = []
    for table in tables:
        said = {"title": table.meaning.zh, "description": table.meaning.en}
        csv = make_resource(folder / f"{table.name}.csv", table.name)
        form = {"type": "table", "profile": "tabular-data-resource", "encoding": "utf-8"}
        resources.append({**csv, **said, **form, "schema": make_schema(table)})
        for suffix in ("jsonl", "parquet"):
            path = folder / f"{table.name}.{suffix}"
            resources.append(make_resource(path, f"{table.name}-{suffix}") | said)
    resources += [make_resource(folder / name, name.replace(".", "-")) for name in others]
    return {"name": "press-briefings", "profile": "data-package", "resources": resources}


def make_resource(path: Path, name: str) -> dict[str, object]:
    """Return what identifies a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    suffix = path.suffix.removeprefix(".")
    return {
        "name": name,
        "type": "file",
        "path": path.name,
        "format": suffix,
        "mediatype": MEDIA[suffix],
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
    }


def make_schema(table: OutputTable) -> dict[str, object]:
    """Return the table schema of a table.

    A foreign key has to be whole in every row, so references that may be null are left to the
    data dictionary.
    """
    schema: dict[str, object] = {
        "fields": [make_field(column, column.name in table.key) for column in table.columns]
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    nullable = {column.name for column in table.columns if column.nullable}
    keys = [
        {
            "fields": list(reference.columns),
            "reference": {"resource": reference.table, "fields": list(reference.columns.values())},
        }
        for reference in table.references
        if nullable.isdisjoint(reference.columns)
    ]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def make_field(column: Column, key: bool) -> dict[str, object]:
    """Return a column as a field of a table schema. An empty string may not be told from null."""
    field: dict[str, object] = {
        "name": column.name,
        "type": TYPES.get(column.kind, column.kind),
        "title": column.meaning.zh,
        "description": column.meaning.en,
    }
    constraints: dict[str, object] = {}
    if key or (not column.nullable and (column.kind != "string" or column.values)):
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    if constraints:
        field["constraints"] = constraints
    if column.kind == "array":
        item = {"type": "integer" if column.item is int else "string"}
        field["arrayItem"] = {"type": "object"} if issubclass(column.item, Record) else item
    return field
