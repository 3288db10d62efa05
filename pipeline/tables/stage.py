"""Tables: what the stages found, as tables of the whole corpus that other programs take.

Reads the artefacts of all batches and of the corpus; writes results/tables/: each table of
publish/tabular/tables.toml as CSV, JSON Lines and Parquet, those for people as the sheets of one
workbook, and what they mean as a data dictionary and a data package. The rows of some transcripts
together are tables of their own, which are kept for the next run and joined.
"""

import csv
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline import artefacts
from pipeline.cli import make_parser
from pipeline.publish.tabular.declarations import BATCH, CORPUS, OutputTable, load_tables
from pipeline.publish.tabular.rows import keep_rows
from pipeline.publish.tabular.spreadsheets import BYTE_ORDER_MARK, DICTIONARY, describe_columns
from pipeline.publish.tabular.workbooks import Sheet, write_workbook
from pipeline.records.indicators import Indicator
from pipeline.tables.datapackage import make_package
from pipeline.tables.formats import join_table, write_files
from pipeline.tables.wide import WIDE, describe_wide, make_wide, write_wide

MEANINGS = "dictionary.csv"
PACKAGE = "datapackage.json"
WORKBOOK = "tables.xlsx"


def write_tables(folder: Path, tables: Sequence[OutputTable], parts: dict[str, list[Path]]) -> None:
    """Write tables in every format, with the rows of each in the folders of its parts."""
    sheets: list[Sheet] = []
    with artefacts.making(folder) as empty:
        for table in tables:
            write_files(empty, table, ())
            sheet = join_table(folder, table, [*parts[table.name], empty])
            sheets += [sheet] if table.workbook else []
        write_workbook(folder / WORKBOOK, sheets)


def write_meanings(folder: Path, tables: Sequence[OutputTable], wide: OutputTable) -> None:
    """Write the data dictionary and the data package of the tables in a folder."""
    with (folder / MEANINGS).open("w", encoding="utf-8", newline="") as out:
        out.write(BYTE_ORDER_MARK)
        csv.writer(out).writerows([DICTIONARY, *describe_columns((*tables, wide))])
    package = make_package(folder, tables, (MEANINGS, *WIDE))
    text = json.dumps(package, ensure_ascii=False, indent=1)
    (folder / PACKAGE).write_text(text + "\n", encoding="utf-8")


def main(argv: list[str]) -> None:
    """Read the artefacts of all stages, write their tables."""
    tables = load_tables()
    options = make_parser("tables", __doc__, (*BATCH, *CORPUS), many=True).parse_args(argv)
    folder: Path = options.output
    folder.mkdir(parents=True, exist_ok=True)
    with artefacts.making(folder) as made:
        write_tables(made, tables, keep_rows("tables", tables, options, folder, write_files))
        wide = make_wide(artefacts.read_records(options, "indicators", Indicator))
        described = describe_wide(wide, tables)
        write_wide(made, wide, described)
        write_meanings(made, tables, described)
        for path in sorted(made.iterdir()):
            artefacts.settle(path, folder / path.name)
    print(f"{len(tables)} tables as files; {folder / PACKAGE} describes them", file=sys.stderr)
    left = " and ".join(table.name for table in tables if not table.workbook)
    print(f"{folder / WORKBOOK}: the tables as sheets, all but {left}", file=sys.stderr)
