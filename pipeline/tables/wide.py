"""The wide table: a row for each quantity and period, a column for each territory.

It has outcomes only, ready to plot: for each territory and period the one that a target would be
held against (the last exact one). Bounds and ranges are not points, and are left out.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pipeline.glossary.compose import translate
from pipeline.measure.pairs import rank_outcome
from pipeline.measure.period import Period
from pipeline.publish.tabular.columns import Column, find_nearest
from pipeline.publish.tabular.declarations import OutputTable
from pipeline.publish.tabular.spreadsheets import write_csv
from pipeline.records.base import Bilingual
from pipeline.records.indicators import Indicator, Observation
from pipeline.safe import disarm
from pipeline.tables.formats import make_arrow, write_parquet

KEYS = (
    "measure", "name", "name_en", "unit", "kind", "baseline", "statistic", "period", "period_start",
    "period_end",
)  # fmt: skip
POINTS = ("eq", "approx")
"""The ops of a value that is a point."""

WIDE = ("wide.csv", "wide.parquet")
"""The files of the table."""

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
    counts = Counter(scope for there in best.values() for scope in there)
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


def write_wide(folder: Path, wide: Wide, table: OutputTable) -> None:
    """Write the table as CSV with exact values, and as Parquet with doubles."""
    firsts = len(KEYS)
    # A territory that is called as one of the first columns is told apart from it.
    names = (f"{scope} (territory)" if scope in KEYS else scope for scope in wide.scopes)
    numbers = zip(names, table.columns[firsts:], strict=True)
    doubles = (column._replace(name=name, kind="number") for name, column in numbers)
    rows = [(*keys, *map(values.get, wide.scopes)) for keys, values in wide.rows]
    with (folder / WIDE[0]).open("w", encoding="utf-8", newline="") as out:
        write_csv(out, table.columns, rows)
    points = [(*row[:firsts], *map(find_nearest, row[firsts:])) for row in rows]
    plotted = table._replace(columns=(*table.columns[:firsts], *doubles))
    write_parquet(folder / WIDE[1], make_arrow(plotted, points))
