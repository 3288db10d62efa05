"""What others need to know of the tables and records, made from their declarations.

`python -m docs.reference_pages DIR` writes a page of the columns of every table, and a JSON Schema
of the record of every stage, for programs in other languages.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline.publish.tabular.columns import Column
from pipeline.publish.tabular.declarations import OutputTable, load_tables
from pipeline.records.base import Record
from pipeline.records.problems import Problem
from pipeline.records.topics import TopicChoice
from pipeline.stages import RECORDS


def write_all(folder: Path) -> None:
    """Write tables.md and schemas/<stage>.json into a folder, which is made."""
    (folder / "schemas").mkdir(parents=True, exist_ok=True)
    (folder / "tables.md").write_text("\n".join(tell_tables()), encoding="utf-8")
    (folder / "records.md").write_text("\n".join(tell_records()), encoding="utf-8")
    records = list_records()
    for name, record in records.items():
        schema = record.model_json_schema()
        text = json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / "schemas" / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


def list_records() -> dict[str, type[Record]]:
    """Return the records of all stages, and what else stands in their artefacts, by name."""
    return {**RECORDS, "topic_choice": TopicChoice, "problem": Problem}


def tell_tables() -> Iterator[str]:
    """Yield the lines of the page about tables."""
    yield "# Tables and their columns"
    yield ""
    yield (
        "Each is `results/tables/<name>.csv`, `.parquet` and `.jsonl`. What identifies a row is "
        "bold; a column that may be empty has a question mark."
    )
    for table in load_tables():
        yield from tell_table(table)


def tell_table(table: OutputTable) -> Iterator[str]:
    """Yield the lines about one table."""
    yield from ("", f"## {table.name}", "", f"{table.meaning.en}. {table.meaning.zh}。", "")
    yield from ("| column | holds | meaning | 含义 |", "|---|---|---|---|")
    for column in table.columns:
        name = f"`{column.name}`"
        name = f"**{name}**" if column.name in table.key else name
        cells = (name, tell_kind(column), column.meaning.en, column.meaning.zh)
        yield f"| {' | '.join(cell.replace('|', ' or ') for cell in cells)} |"


def tell_kind(column: Column) -> str:
    """Return what a column holds: its type, and all values that it can have.

    >>> from pipeline.publish.tabular.declarations import load_claims_table
    >>> columns = {column.name: column for column in load_claims_table().columns}
    >>> tell_kind(columns["value_high"]), tell_kind(columns["op"])
    ('decimal?', 'string: eq, gt, ge, lt, le, approx, range')
    """
    values = f": {', '.join(column.values)}" if column.values else ""
    return f"{column.kind}{'?' * column.nullable}{values}"


def tell_records() -> Iterator[str]:
    """Yield the lines of the page about records."""
    yield "# Records and their schemas"
    yield ""
    yield (
        'A stage writes JSON Lines, a record per transcript, or `{"problem": …}` with the '
        "problem that stopped it. JSON Schemas (2020-12) of both, for programs in any language:"
    )
    yield ""
    for name, record in list_records().items():
        told = (record.__doc__ or "").partition("\n")[0]
        yield f"- {{download}}`{name} <schemas/{name}.json>`, `{record.__name__}`: {told}"


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
