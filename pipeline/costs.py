"""What each job took: `python -m pipeline.costs --output TSV FILE…` joins Snakemake's benchmarks.

A benchmark is a table of one line, results/logs/<stage>/<batch>.tsv. It says how a run went,
not what was found: no result depends on it.
"""

import argparse
import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

COLUMNS = {"s": "seconds", "cpu_time": "cpu_seconds", "max_rss": "peak_mb"}
"""Snakemake's name → ours. Of a job that ends within a moment no memory is known."""


def read_costs(benchmarks: Iterable[Path]) -> Iterator[dict[str, str]]:
    """Yield the stage and batch of each job with what it took."""
    for path in benchmarks:
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                costs = {ours: row.get(name, "NA") for name, ours in COLUMNS.items()}
                yield {"stage": path.parent.name, "batch": path.stem, **costs}


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.costs", description=__doc__)
    parser.add_argument("benchmarks", type=Path, nargs="*")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    with options.output.open("w", encoding="utf-8", newline="") as out:
        columns = ["stage", "batch", *COLUMNS.values()]
        table = csv.DictWriter(out, columns, delimiter="\t", lineterminator="\n")
        table.writeheader()
        table.writerows(read_costs(options.benchmarks))


if __name__ == "__main__":
    main()
