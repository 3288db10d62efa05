"""Makes the rows of tables, of the artefacts of all stages, as far as they are not kept.

The rows of some transcripts together are files of a folder of their own, which is kept for the next
run. So memory does not grow with the number of transcripts.
"""

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from pipeline.artefacts import Written, list_batches
from pipeline.kept import FOLDER as KEPT
from pipeline.kept import digest_program, keep_folders, remove_others
from pipeline.publish.permalinks import name_claims
from pipeline.publish.tabular.columns import Surroundings, TableRow
from pipeline.publish.tabular.declarations import BATCH, CORPUS, OutputTable
from pipeline.records.base import Record
from pipeline.records.claims import TranscriptClaims
from pipeline.records.segmentation import Segmentation
from pipeline.stages import RECORDS

GROUPS = (BATCH[:-1], BATCH, *((stage,) for stage in CORPUS))
"""Stages whose artefacts are made into rows together: a table is of the first that has all of its
stages. So a label, which changes classify alone, leaves most rows as they are."""
Rows = tuple[OutputTable, Iterator[TableRow]]
Write = Callable[[Path, OutputTable, Sequence[TableRow]], None]
"""Writes rows of a table into a folder, in files that begin with its name."""


def keep_rows(
    stage: str, tables: Sequence[OutputTable], options: Namespace, folder: Path, write: Write
) -> dict[str, list[Path]]:
    """Return for each table the folders in which its rows are written, in order.

    They are kept in a folder of the stage. Raises InputError where the numbers of batches differ
    between stages.
    """
    home, program = folder / KEPT, digest_program(stage)
    remove_others(home, (home / stages[-1] for stages in GROUPS))
    kept: dict[str, list[Path]] = {}
    for stages in GROUPS:
        own = [table for table in tables if find_group(table) == stages]
        models = [RECORDS[name] for name in stages]
        batches = list_batches(options, stages)
        parts = keep_folders(
            program, home / stages[-1], batches, models, partial(write_group, own, write, stages)
        )
        kept |= {table.name: parts for table in own}
    return kept


def find_group(table: OutputTable) -> tuple[str, ...]:
    """Return the stages whose artefacts are made into rows together with those of a table."""
    needed = {origin.stage for origin in table.origins}
    return next(stages for stages in GROUPS if needed <= set(stages))


def write_group(
    tables: Sequence[OutputTable],
    write: Write,
    stages: Sequence[str],
    lines: Iterable[Written],
    folder: Path,
) -> None:
    """Write tables into a folder, with the rows of some lines."""
    found: dict[str, list[TableRow]] = {table.name: [] for table in tables}
    for table, rows in tabulate(tables, stages, lines):
        found[table.name] += rows
    for table in tables:
        write(folder, table, found[table.name])


def tabulate(
    tables: Iterable[OutputTable], stages: Sequence[str], lines: Iterable[Written]
) -> Iterator[Rows]:
    """Yield the rows of tables, of what the stages wrote of one file after the other."""
    origins = [(origin.stage, origin, table) for table in tables for origin in table.origins]
    for written in lines:
        for around in surround(stages, written.parse()):
            for stage, origin, table in origins:
                if stage == around.stage:
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
