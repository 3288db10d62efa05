"""Workbook: the tables as the sheets of one workbook.

Reads the tables in results/tables/; writes results/tables/tables.xlsx, without the tables that have
too many rows for a person. Rows are streamed, so that memory does not grow with their number.
"""

import sys

from pipeline.cli import make_parser
from pipeline.publish.tabular.declarations import load_tables
from pipeline.publish.tabular.rows import read_rows
from pipeline.publish.tabular.spreadsheets import Workbook


def main(argv: list[str]) -> None:
    """Read the tables, write the workbook."""
    options = make_parser("workbook", __doc__, ("tables",)).parse_args(argv)
    tables = load_tables()
    sheets = [table for table in tables if table.workbook]
    with Workbook(options.output, many=True) as book:
        for table in sheets:
            write = book.add(table).write
            for row in read_rows(options.tables.parent, table):
                write(tuple(row.values()))
    left = " and ".join(table.name for table in tables if not table.workbook)
    said = f"{len(sheets)} of the {len(tables)} tables as sheets, all but {left}"
    print(f"{options.output}: {said}", file=sys.stderr)
