"""The wide table: a row for each quantity and period, a column for each territory.

It has outcomes only, ready to plot: for each territory and period the one that a target would be
held against (the last exact one). Bounds and ranges are not points, and are left out.
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.glossary.compose import translate
from pipeline.measure.pairs import rank_outcome
from pipeline.measure.period import Period
from pipeline.publish.tabular.columns import Column, find_nearest
from pipeline.publish.tabular.declarations import OutputTable
from pipeline.publish.tabular.spreadsheets import BYTE_ORDER_MARK
from pipeline.records.base import Bilingual
from pipeline.records.indicators import Indicator, Observation
from pipeline.safe import disarm
from pipeline.tables.formats import read_date

KEYS = (
    "measure", "name", "name_en", "unit", "kind", "baseline", "statistic", "period", "period_start",
    "period_end",
)  # fmt: skip
POINTS = ("eq", "approx")
"""The ops of a value that is a point."""

Keys = tuple[str | None, ...]


class Wide(NamedTuple):
    """Rows by measure and period, values by territory; a decimal is a text."""

    scopes: list[str]
    """The territories: those with the most values first."""
    rows: list[tuple[Keys, dict[str, str]]]


def make_wide(indicators: Iterable[Indicator]) -> Wide:
    """Return the outcomes of indicators that are linked and have a territory."""
    best: dict[Keys, dict[str, Observation]] = {}
    for one in indicators:
        if one.apart or not one.scope:
            continue
        for seen in one.observations:
            if seen.modality == "actual" and seen.op in POINTS and seen.period:
                there = best.setdefault(make_keys(one, seen.period), {})
                other = there.get(one.scope)
                if other is None or rank_outcome(seen) > rank_outcome(other):
                    there[one.scope] = seen
    counts: dict[str, int] = {}
    for there in best.values():
        for scope in there:
            counts[scope] = counts.get(scope, 0) + 1
    rows = [(keys, {scope: seen.value for scope, seen in t.items()}) for keys, t in best.items()]
    rows.sort(key=lambda row: tuple(part or "" for part in (row[0][1], *row[0])))
    return Wide(sorted(counts, key=lambda scope: (-counts[scope], scope)), rows)


def make_keys(one: Indicator, period: str) -> Keys:
    """Return what a row tells of, with the first and last day of its period where it has them."""
    parsed = Period.parse(period)
    start, end = (parsed.start, parsed.end) if parsed else (None, None)
    days = (day.isoformat() if day else None for day in (start, end))
    return (
        one.measure, one.name, translate(one.name), one.unit, one.kind, one.baseline,
        one.statistic, period, *days,
    )  # fmt: skip


def describe_wide(wide: Wide, tables: Iterable[OutputTable]) -> OutputTable:
    """Return the declaration of the table: its first columns are those of indicators and their
    observations, the others hold the outcomes of a territory."""
    known = {column.name: column for table in tables for column in table.columns
             if table.name in ("indicators", "observations")}  # fmt: skip
    territories = (
        Column(
            disarm(scope),
            "decimal",
            Bilingual(
                zh=f"指标在{scope}的确切结果，最后一次所说，以 unit 计",
                en=f"Outcome of {translate(scope) or scope}, in the unit: the exact one told last",
            ),
            lambda _row, _around: None,
            nullable=True,
        )
        for scope in wide.scopes
    )
    meaning = Bilingual(
        zh="宽表：每个指标与时期一行，每个地区一列",
        en="Wide: a row for each quantity and period, a column for each territory",
    )
    return OutputTable("wide", meaning, (*(known[name] for name in KEYS), *territories), ())


def write_csv(path: Path, wide: Wide) -> None:
    """Write the table with exact values. No cell of it is a formula."""
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(BYTE_ORDER_MARK)
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow((*KEYS, *map(disarm, wide.scopes)))
        for keys, values in wide.rows:
            told = (disarm(part or "") for part in keys)
            writer.writerow((*told, *(values.get(scope, "") for scope in wide.scopes)))


def write_parquet(path: Path, wide: Wide) -> None:
    """Write the table with doubles."""
    days = {"period_start", "period_end"}
    columns = {}
    for place, name in enumerate(KEYS):
        told = (keys[place] for keys, _ in wide.rows)
        if name in days:
            columns[name] = pa.array(map(read_date, told), pa.date32())
        else:
            columns[name] = pa.array(told, pa.string())
    for scope in wide.scopes:
        numbers = [find_nearest(values.get(scope)) for _, values in wide.rows]
        # A territory that is called as one of the first columns is told apart from it.
        name = f"{scope} (territory)" if scope in KEYS else scope
        columns[name] = pa.array(numbers, pa.float64())
    pq.write_table(pa.table(columns), path, compression="zstd")
