"""Tables: what the stages found, as tables of the whole corpus that other programs take.

Reads the artefacts of all batches and of the corpus; writes results/tables/: each table of
publish/tabular/tables.toml as CSV, JSON Lines and Parquet, and what they mean as a data dictionary
and a data package. Rows are streamed, so that memory does not grow with their number.
"""

import csv
import json
import sys
from argparse import Namespace
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from pipeline import artefacts
from pipeline.cli import make_parser
from pipeline.publish.permalinks import name_claims
from pipeline.publish.tabular.columns import Surroundings, TableRow
from pipeline.publish.tabular.declarations import BATCH, CORPUS, OutputTable, load_tables
from pipeline.publish.tabular.spreadsheets import BYTE_ORDER_MARK, DICTIONARY, describe
from pipeline.records.base import Record
from pipeline.records.claims import TranscriptClaims
from pipeline.records.indicators import Indicator
from pipeline.records.problems import Problem
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.stages import RECORDS
from pipeline.tables.datapackage import make_package
from pipeline.tables.formats import Files
from pipeline.tables.wide import Wide, make_wide, write_csv, write_parquet

MEANINGS = "dictionary.csv"
WIDE = ("wide.csv", "wide.parquet")
PACKAGE = "datapackage.json"


def read_transcripts(options: Namespace) -> Iterator[Mapping[str, Record]]:
    """Yield what there is of each transcript: the record by the stage that made it.

    Raises InputError where the numbers of batches differ between stages, ValueError where the
    numbers of lines of a batch do.
    """
    for records in artefacts.read_batches(options, BATCH, [RECORDS[stage] for stage in BATCH]):
        found = zip(BATCH, records, strict=True)
        yield {stage: record for stage, record in found if not isinstance(record, Problem)}


def tabulate(
    tables: Sequence[OutputTable], options: Namespace
) -> Iterator[tuple[OutputTable, Iterator[TableRow]]]:
    """Yield the rows of all tables, transcript by transcript, with the table they belong to."""
    of_stage = defaultdict(list)
    for table in tables:
        for origin in table.origins:
            of_stage[origin.stage].append((table, origin))
    for found in read_transcripts(options):
        transcript, segmentation = found.get("clean"), found.get("segment")
        assert transcript is None or isinstance(transcript, Transcript)
        titles = {}
        if isinstance(segmentation, Segmentation):
            titles = {section.id: section.title for section in segmentation.sections}
        claims = found.get("claims")
        names = name_claims(claims.claims) if isinstance(claims, TranscriptClaims) else {}
        for stage, record in found.items():
            around = Surroundings(stage, record, transcript, titles, names)
            for table, origin in of_stage[stage]:
                yield table, table.tabulate(origin.find(record), around)
    for stage in CORPUS:
        for (record,) in artefacts.read_batches(options, [stage], [RECORDS[stage]]):
            around = Surroundings(stage, record)
            for table, origin in of_stage[stage]:
                yield table, table.tabulate(origin.find(record), around)


def write_tables(folder: Path, tables: Sequence[OutputTable], options: Namespace) -> None:
    """Write all tables in every format."""
    with ExitStack() as stack:
        files = {table.name: Files(stack, folder, table) for table in tables}
        for table, rows in tabulate(tables, options):
            write = files[table.name].write
            for row in rows:
                write(row)


def write_wide(folder: Path, wide: Wide) -> None:
    """Write the wide table, as CSV and Parquet."""
    for name, write in zip(WIDE, (write_csv, write_parquet), strict=True):
        write(folder / name, wide)


def write_meanings(folder: Path, tables: Sequence[OutputTable]) -> None:
    """Write the data dictionary and the data package of the tables in a folder."""
    with (folder / MEANINGS).open("w", encoding="utf-8", newline="") as out:
        out.write(BYTE_ORDER_MARK)
        csv.writer(out).writerows([DICTIONARY, *describe(tables)])
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
        write_tables(made, tables, options)
        write_wide(made, make_wide(artefacts.read_records(options, "indicators", Indicator)))
        write_meanings(made, tables)
        replace(folder, made)
    print(f"{len(tables)} tables; {folder / PACKAGE} describes them", file=sys.stderr)
