"""The wide table: a row for each quantity and period, a column for each territory."""

import csv
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.publish.tabular.declarations import load_tables
from pipeline.records.indicators import Indicator, Observation
from pipeline.tables.wide import KEYS, Wide, describe_wide, make_wide, write_wide


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(folder: Path, wide: Wide) -> None:
    write_wide(folder, wide, describe_wide(wide, load_tables()))


def make_observation(period: str | None, value: str, **changes: Any) -> Observation:
    told = {
        "claim": "c1", "transcript": "甲", "date": "2025-01-20", "period": period,
        "granularity": "year", "value": value, "value_high": None, "op": "eq",
        "modality": "actual", "speaker": None, "text": value,
    }  # fmt: skip
    return Observation.model_validate(told | changes)


def make_series(scope: str | None, *observations: Observation, **changes: Any) -> Indicator:
    told = {
        "id": f"i{scope}", "measure": "m1", "name": "粮食产量", "unit": "吨", "kind": "level",
        "baseline": None, "statistic": None, "scope": scope, "apart": None, "names": (),
        "observations": observations, "pairings": (), "disagreements": (),
    }  # fmt: skip
    return Indicator.model_validate(told | changes)


def test_the_wide_table_has_one_point_for_each_period_and_territory(tmp_path: Path) -> None:
    earlier = make_observation("2024", "5", date="2024-06-01")
    later = make_observation("2024", "6")
    bound = make_observation("2024", "9", op="gt", date="2025-06-01")
    target = make_observation("2025", "7", modality="target")
    wide = make_wide(
        [
            make_series("=甲省", later, earlier, bound, target, make_observation(None, "8")),
            make_series("乙省", make_observation("2024", "1"), make_observation("2023-H1", "2")),
            make_series(None, make_observation("2024", "3")),
            make_series("丙省", make_observation("2024", "4"), apart="in_doubt"),
        ]
    )
    assert wide.scopes == ["乙省", "=甲省"]
    assert [(keys[7:], values) for keys, values in wide.rows] == [
        (("2023-H1", "2023-01-01", "2023-06-30"), {"乙省": "2"}),
        (("2024", "2024-01-01", "2024-12-31"), {"=甲省": "6", "乙省": "1"}),
    ]
    write(tmp_path, wide)
    rows = read_csv(tmp_path / "wide.csv")
    assert [row["'=甲省"] for row in rows] == ["", "6"]
    read = pq.read_table(tmp_path / "wide.parquet").to_pylist()
    assert [row["=甲省"] for row in read] == [None, 6.0]
    assert str(read[0]["period_end"]) == "2023-06-30"


def test_the_dictionary_describes_the_wide_table() -> None:
    seen = make_observation("2024", "6")
    wide = make_wide([make_series("福建省", seen), make_series("=甲省", seen)])
    described = describe_wide(wide, load_tables())
    assert [column.name for column in described.columns] == [*KEYS, "'=甲省", "福建省"]
    assert described.columns[-1].meaning.en.startswith("Outcome of Fujian Province")
    assert {keys[2] for keys, _ in wide.rows} == {"Grain output"}


def test_without_outcomes_the_wide_table_is_empty(tmp_path: Path) -> None:
    write(tmp_path, make_wide([]))
    assert read_csv(tmp_path / "wide.csv") == []
    assert pq.read_table(tmp_path / "wide.parquet").num_rows == 0
