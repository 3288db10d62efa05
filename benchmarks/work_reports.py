"""Headline tables of work reports: `python -m benchmarks.work_reports [--shut]`.

Reads the invented reports of `work_reports.toml`, which are short, and of `work_reports_full.toml`,
of full length, and counts the cells of their tables that come out right: among the claims, whatever
territory they are of, and in the series of their territory. What is wrong of the open reports is
printed, and nothing of those kept apart.
"""

import argparse
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.claims.read.lexicon import load_lexicon
from pipeline.claims.stage import find_claims
from pipeline.clean.stage import clean, load_knowledge
from pipeline.indicators.linking import link_readings
from pipeline.indicators.reading import read_every_claim
from pipeline.language.structure.lines import load_structure
from pipeline.language.tokenizer import Tokenizer, load_terms
from pipeline.metadata import Metadata
from pipeline.records.claims import Kind, Modality, Statistic
from pipeline.records.indicators import Observation
from pipeline.segment.stage import segment

KNOWLEDGE, STRUCTURE, LEXICON = load_knowledge(), load_structure(), load_lexicon()
TOKENIZER = Tokenizer(load_terms())
FILES = {
    False: ("work_reports.toml", "work_reports_full.toml"),
    True: ("work_reports_kept.toml", "work_reports_full_kept.toml"),
}
LEVELS = {"城镇新增就业": "人", "城镇调查失业率": "%"}
INCOMES = [f"{who}人均可支配收入" for who in ("居民", "城镇居民", "农村居民")]
NAMES = (
    *("生产总值", "规模以上工业增加值", "固定资产投资", "社会消费品零售总额", "进出口总额"),
    *("一般公共预算收入", "居民消费价格", "单位生产总值能耗", *LEVELS, *INCOMES),
)


class Told(NamedTuple):
    """A value of a headline, as claims or series have it."""

    name: str
    period: str
    modality: Modality
    value: str


def write(seen: Observation) -> str:
    """Return an observation as a cell: "op value", eq left out; low–high."""
    if seen.value_high is not None:
        return f"{seen.value}–{seen.value_high}"
    return seen.value if seen.op == "eq" else f"{seen.op} {seen.value}"


def is_headline(
    name: str, kind: Kind, unit: str | None, statistic: Statistic | None, period: str
) -> bool:
    """Return whether a value is one of a table: of years, changes are those of one on average."""
    level = name in LEVELS
    if (kind, unit) != (("level", LEVELS[name]) if level else ("change", "%")):
        return False
    if "/" in period:
        return level or statistic in ("annual_average", "average")
    return statistic is None


def read_report(report: Mapping[str, Any], path: Path) -> tuple[set[Told], set[Told]]:
    """Return what the claims and what the series of its territory tell of the headlines.

    Claims that are told to be of another territory are none of these, but where they are right.
    The report is written to `path`, and read from there as any file.
    """
    path.write_text(f"{report['title']}\n\n{report['text']}", encoding="utf-8")
    transcript = clean(path, Metadata(date=report["date"]), KNOWLEDGE)
    parts = segment(transcript, STRUCTURE, TOKENIZER)
    readings = read_every_claim(transcript, parts, find_claims(transcript, parts, LEXICON))
    claims, series = set[Told](), set[Told]()
    wanted = read_table(report)
    for key, _, apart, _, seen, _ in readings.readings:
        told = find_told(key.name, key.kind, key.unit, key.statistic, seen)
        claims |= {told} if told and (apart != "other_place" or told in wanted) else set()
    for one in link_readings(readings.readings):
        if one.scope == report["place"]:
            for seen in one.observations:
                told = find_told(one.name, one.kind, one.unit, one.statistic, seen)
                series |= {told} if told else set()
    return claims, series


def find_told(
    name: str, kind: Kind, unit: str | None, statistic: Statistic | None, seen: Observation
) -> Told | None:
    """Return the cell of an observation; the level at the end of a year is that of the year."""
    period = seen.period or ""
    if name in LEVELS:
        period = period.removesuffix("-12")
    if name not in NAMES or not is_headline(name, kind, unit, statistic, period):
        return None
    return Told(name, period, seen.modality, write(seen))


def read_table(report: Mapping[str, Any]) -> set[Told]:
    """Return the cells of a report's table."""
    return {
        Told(name, period, modality, value)
        for period, tables in report.items()
        if isinstance(tables, Mapping)
        for modality, cells in tables.items()
        for name, value in cells.items()
    }


def find_faults(wanted: set[Told], found: set[Told], skipped: list[str]) -> Iterator[str]:
    """Yield what is wrong: cells that are missing, and values in their place or in that of none.

    Levels over several years count only where the table has one: most leave such totals out.
    """
    periods = {one.period for one in wanted}
    cells = {(one.name, one.period) for one in wanted}
    for one in sorted(wanted - found):
        yield f"- {one.name} {one.period} {one.modality} {one.value}"
    for one in sorted(found - wanted):
        total = one.name in LEVELS and "/" in one.period
        left_out = total and (one.name, one.period) not in cells
        if one.period in periods and one.name not in skipped and not left_out:
            yield f"+ {one.name} {one.period} {one.modality} {one.value}"


def count_cells(file: Path, *, quiet: bool) -> None:
    """Print the shares of a file's cells that are right, and unless `quiet` what is wrong."""
    reports = tomllib.loads(file.read_text(encoding="utf-8"))
    right, extra, cells = Counter[str](), Counter[str](), 0
    for title, report in reports.items():
        wanted = read_table(report)
        cells += len(wanted)
        with tempfile.TemporaryDirectory() as folder:
            told = read_report(report, Path(folder, "report.txt"))
        for where, found in zip(("claims", "series"), told, strict=True):
            faults = list(find_faults(wanted, found, report.get("skipped", [])))
            missing = sum(fault.startswith("-") for fault in faults)
            right[where] += len(wanted) - missing
            extra[where] += len(faults) - missing
            for fault in () if quiet else faults:
                print(f"{title}: {where} {fault}")
    for where in ("claims", "series"):
        share = right[where] / cells
        print(
            f"{file.stem} {where}: {right[where]} of {cells} cells right ({share:.1%}),"
            f" {extra[where]} more"
        )


def main() -> None:
    """Print the shares of cells that are right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shut", action="store_true", help="the reports kept apart")
    shut = parser.parse_args().shut
    for name in FILES[shut]:
        count_cells(Path(__file__).with_name(name), quiet=shut)


if __name__ == "__main__":
    main()
