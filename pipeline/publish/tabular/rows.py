"""Reads back the rows of a table that was written as JSON Lines."""

from collections.abc import Iterator
from pathlib import Path

from pydantic_core import from_json

from pipeline.publish.tabular.columns import CellValue
from pipeline.publish.tabular.declarations import OutputTable


def read_rows(folder: Path, table: OutputTable) -> Iterator[dict[str, CellValue]]:
    """Yield the rows of a table in a folder: its columns by name, in order."""
    with (folder / f"{table.name}.jsonl").open("rb") as lines:
        yield from map(from_json, lines)
