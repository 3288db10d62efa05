"""Tables: what the stages found, as tables of the whole corpus that other programs take.

Reads the artefacts of all batches and of the corpus; writes results/tables/: each table of
publish/tabular/tables.toml as CSV, JSON Lines and Parquet, those for people as the sheets of one
workbook, and what they mean as a data dictionary and a data package. The rows of some transcripts
together are tables of their own, which are kept for the next run and joined. So memory does not
grow with their number.
"""

import csv
import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from pipeline import artefacts
from pipeline.artefacts import Written
from pipeline.cli import make_parser
from pipeline.kept import FOLDER as KEPT
from pipeline.kept import digest_program, keep_folders, remove_others
from pipeline.publish.permalinks import name_claims
from pipeline.publish.tabular.columns import Surroundings, TableRow
from pipeline.publish.tabular.declarations import BATCH, CORPUS, Origin, OutputTable, load_tables
from pipeline.publish.tabular.spreadsheets import BYTE_ORDER_MARK, DICTIONARY, describe_columns
from pipeline.publish.tabular.workbooks import Sheet, write_workbook
from pipeline.records.base import Record
from pipeline.records.claims import TranscriptClaims
from pipeline.records.indicators import Indicator
from pipeline.records.segmentation import Segmentation
from pipeline.stages import RECORDS
from pipeline.tables.datapackage import make_package
from pipeline.tables.formats import join_table, write_files
from pipeline.tables.wide import WIDE, describe_wide, make_wide, write_wide

MEANINGS = "dictionary.csv"
PACKAGE = "datapackage.json"
WORKBOOK = "tables.xlsx"
GROUPS = (BATCH[:-1], BATCH, *((stage,) for stage in CORPUS))
"""Stages whose artefacts are made into rows together: a table is of the first that has all of its
stages. So a label, which changes classify alone, leaves most rows as they are."""
Rows = tuple[OutputTable, Iterator[TableRow]]


def find_group(table: OutputTable) -> tuple[str, ...]:
    """Return the stages whose artefacts are made into rows together with those of a table."""
    needed = {origin.stage for origin in table.origins}
    return next(stages for stages in GROUPS if needed <= set(stages))


def tabulate(
    tables: Iterable[OutputTable], stages: Sequence[str], lines: Iterable[Written]
) -> Iterator[Rows]:
    """Yield the rows of tables, of what the stages wrote of one file after the other."""
    origins: dict[str, list[tuple[OutputTable, Origin]]] = {stage: [] for stage in stages}
    for table in tables:
        for origin in table.origins:
            origins.get(origin.stage, []).append((table, origin))
    for written in lines:
        for around in surround(stages, written.parse()):
            for table, origin in origins[around.stage]:
                yield table, table.tabulate(origin.find(around.parent), around)


def surround(stages: Sequence[str], records: Sequence[Record]) -> Iterator[Surroundings]:
    """Yield what there is of one transcript: each record with what its rows take from around it."""
    found = {
        stage: record
        for stage, record in zip(stages, records, strict=True)
        if isinstance(record, RECORDS[stage])
    }
    segmentation, claims = found.get("segment"), found.get("claims")
    titles = {}
    if isinstance(segmentation, Segmentation):
        titles = {section.id: section.title for section in segmentation.sections}
    names = name_claims(claims.claims) if isinstance(claims, TranscriptClaims) else {}
    for stage, record in found.items():
        yield Surroundings(stage, record, found.get("clean"), titles, names)


def write_part(
    tables: Sequence[OutputTable], stages: Sequence[str], lines: Iterable[Written], folder: Path
) -> None:
    """Write tables into a folder in every format, with the rows of some lines."""
    found: dict[str, list[TableRow]] = {table.name: [] for table in tables}
    for table, rows in tabulate(tables, stages, lines):
        found[table.name] += rows
    for table in tables:
        write_files(folder, table, found[table.name])


def write_tables(
    folder: Path, tables: Sequence[OutputTable], options: Namespace, home: Path
) -> None:
    """Write all tables in every format. The rows of parts of the corpus are kept in `home`.

    Raises InputError where the numbers of batches differ between stages.
    """
    sheets: dict[str, Sheet] = {}
    program = digest_program("tables")
    remove_others(home, (home / stages[-1] for stages in GROUPS))
    with artefacts.making(folder) as empty:
        write_part(tables, (), (), empty)
        for stages in GROUPS:
            own = [table for table in tables if find_group(table) == stages]
            models = [RECORDS[stage] for stage in stages]
            lines = artefacts.read_written_batches(options, stages, models)
            make = partial(write_part, own, stages)
            parts = [*keep_folders(program, home / stages[-1], lines, make), empty]
            sheets |= {table.name: join_table(folder, table, parts) for table in own}
        shown = [sheets[table.name] for table in tables if table.workbook]
        write_workbook(folder / WORKBOOK, shown)


def write_meanings(folder: Path, tables: Sequence[OutputTable], wide: OutputTable) -> None:
    """Write the data dictionary and the data package of the tables in a folder."""
    with (folder / MEANINGS).open("w", encoding="utf-8", newline="") as out:
        out.write(BYTE_ORDER_MARK)
        csv.writer(out).writerows([DICTIONARY, *describe_columns((*tables, wide))])
    package = make_package(folder, tables, (MEANINGS, *WIDE))
    text = json.dumps(package, ensure_ascii=False, indent=1)
    (folder / PACKAGE).write_text(text + "\n", encoding="utf-8")


def replace(folder: Path, made: Path) -> None:
    """Put the files that were made in place of those of an earlier run."""
    for path in sorted(made.iterdir()):
        artefacts.settle(path, folder / path.name)


def main(argv: list[str]) -> None:
    """Read the artefacts of all stages, write their tables."""
    tables = load_tables()
    options = make_parser("tables", __doc__, (*BATCH, *CORPUS), many=True).parse_args(argv)
    folder: Path = options.output
    folder.mkdir(parents=True, exist_ok=True)
    with artefacts.making(folder) as made:
        write_tables(made, tables, options, folder / KEPT)
        wide = make_wide(artefacts.read_records(options, "indicators", Indicator))
        described = describe_wide(wide, tables)
        write_wide(made, wide, described)
        write_meanings(made, tables, described)
        replace(folder, made)
    print(f"{len(tables)} tables as files; {folder / PACKAGE} describes them", file=sys.stderr)
    left = " and ".join(table.name for table in tables if not table.workbook)
    print(f"{folder / WORKBOOK}: the tables as sheets, all but {left}", file=sys.stderr)
