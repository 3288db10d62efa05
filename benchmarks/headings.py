"""Which lines of real documents are found to be headings, held against those that a reader marked.

    python -m benchmarks.headings [FOLDER] [--shut]

heading_labels.tsv has the lines, by their numbers in the source; 155*3 are three on one line. Rules
are made on the documents marked open; of those marked shut only the sums are printed.
"""

import argparse
import csv
from collections import Counter
from pathlib import Path

from pipeline.clean.stage import clean, load_knowledge
from pipeline.metadata import Metadata
from pipeline.records.transcript import Transcript

ROOT = Path(__file__).parents[1]
LABELS = Path(__file__).with_name("heading_labels.tsv")


def read_lines(written: str) -> Counter[int]:
    """Return how many headings each line has.

    >>> read_lines("3 155*2")
    Counter({155: 2, 3: 1})
    """
    pairs = (part.partition("*") for part in written.split())
    return Counter({int(line): int(times or 1) for line, _, times in pairs})


def list_headings(transcript: Transcript) -> Counter[int]:
    """Return how many headings are found on each line of the source."""
    lines: Counter[int] = Counter()
    for block in transcript.blocks:
        if block.kind == "heading":
            run = next(run for run in transcript.runs if run.start <= block.start < run.end)
            place = run.source_start + block.start - run.start
            lines[transcript.source.count("\n", 0, place) + 1] += 1
    return lines


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--shut", action="store_true", help="the documents kept apart")
    options = parser.parse_args()
    knowledge = load_knowledge()
    files = {path.stem: path for path in options.folder.rglob("*.*")}
    right = wanted = made = 0
    with LABELS.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            if (row["part"] == "shut") != options.shut or row["transcript"] not in files:
                continue
            marked = read_lines(row["headings"])
            found = list_headings(clean(files[row["transcript"]], Metadata(), knowledge))
            right += (marked & found).total()
            wanted, made = wanted + marked.total(), made + found.total()
            if marked != found and not options.shut:
                print(f"{row['transcript']}: missed {marked - found}, others {found - marked}")
    print(f"{right} of {wanted} headings found, {made - right} other lines taken for one")


if __name__ == "__main__":
    main()
