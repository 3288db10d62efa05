"""Series whose truth is known: `python -m benchmarks.series [--shut] [--keep FOLDER]`.

Writes the transcripts of `series.toml`, runs the workflow over them, and counts how far the set
phrases that are new, gone, back or changed, and the standing of the targets, are those of the file.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline import artefacts
from pipeline.records.promises import Promise
from pipeline.records.wording import Series, Wording

ROOT = Path(__file__).parents[1]
FORMS = ("slogan", "frame", "call", "series")
SLOTS = ("继续实施{}的{}。", "{}的{}要用到实处。", "我们实行{}的{}，让大家心里有数。")
FEWEST = 3
"""Times of a phrase from which a reader calls it new, back or gone."""
COMMON = 60
"""Of the sentences that all may have, how many a transcript has."""

Found = set[tuple[str, str, str]]
"""Series, phrase, and what became of it; or series, target, and how it stands."""


def find_fate(counts: list[int]) -> str | None:
    """Return what became of a phrase in the latest issue.

    >>> find_fate([0, 0, 4]), find_fate([3, 3, 0]), find_fate([3, 0, 4]), find_fate([3, 3, 3])
    ('new', 'dropped', 'back', None)
    """
    *before, latest = counts
    if latest >= FEWEST and not any(before):
        return "new"
    if latest >= FEWEST and not before[-1]:
        return "back"
    return "dropped" if not latest and sum(before) >= FEWEST else None


def find_truth(series: Mapping[str, Any]) -> tuple[Found, Found]:
    """Return what became of the phrases of a series, and how its targets stand."""
    name, fates = series["publisher"], set()
    for form in FORMS:
        for phrase, counts in series.get(form, {}).items():
            if fate := find_fate(counts):
                fates.add((name, phrase, fate))
    for policy, words in series.get("changed", {}).items():
        fates.add((name, f"{words[-2]}的{policy}", "changed"))
    return fates, {(name, target, state) for target, state in series["states"].items()}


def write_texts(case: Mapping[str, Any], raw: Path) -> Iterator[tuple[str, str, str, str]]:
    """Write the transcripts of all series; yield the line of each in metadata.tsv."""
    common = [
        f"{said}。" for line in case["common"].split("\n") for said in line.split("。") if said
    ]
    for number, series in enumerate(case["series"]):
        for issue, date in enumerate(series["dates"]):
            draw = random.Random(f"{number}-{issue}")
            said = draw.sample(common, COMMON)
            # Each of them once more, with another: a comparison takes texts of some length.
            said += [f"{one[:-1]}，{two}" for one, two in pairwise(draw.sample(said, COMMON))]
            for form in FORMS:
                for phrase, counts in series.get(form, {}).items():
                    frames = case["frames"][form] * 2
                    said += [frame.format(phrase) for frame in frames[: counts[issue]]]
            for policy, words in series.get("changed", {}).items():
                said += [frame.format(words[issue], policy) for frame in SLOTS]
            draw.shuffle(said)
            told = series["told"][issue]
            title = series["title"].format(year=date[:4], month=int(date[5:7]))
            parts = ["".join(said[at : at + 6]) for at in range(0, len(said), 6)]
            name = f"{date}-{number:02}"
            text = "\n\n".join([title, *told, *parts]) + "\n"
            (raw / f"{name}.txt").write_text(text, encoding="utf-8")
            yield name, date, title, series["publisher"]


def read_fates(results: Path) -> Found:
    """Return what the workflow says became of phrases, by the publisher of their series."""
    folder = results / "wording"
    names = {one.id: one.publisher or one.name for one in read(folder / "series.jsonl", Series)}
    return {
        (names[turning.series], wording.phrase, turning.fate)
        for wording in read(folder / "wording.jsonl", Wording)
        for turning in wording.turnings
    }


def read_states(results: Path, issues: Mapping[str, list[str]]) -> Found:
    """Return how the workflow says targets stand; @1 marks one that the second issue told."""
    states: Found = set()
    promises = read(results / "promises" / "promises.jsonl", Promise)
    counts = Counter((promise.publisher, promise.text) for promise in promises)
    for promise in promises:
        publisher = promise.publisher or ""
        issue = issues[publisher].index(promise.transcript)
        again = counts[promise.publisher, promise.text] > 1 and issue > 0
        states.add((publisher, promise.text + (f"@{issue}" if again else ""), promise.state))
    return states


def read(path: Path, kind: type[Any]) -> list[Any]:
    """Return the records of an artefact."""
    return [record for record in artefacts.read(path, kind) if isinstance(record, kind)]


def print_figures(name: str, truth: Found, found: Found) -> None:
    """Print precision and recall, and what differs."""
    right = truth & found
    precision = len(right) / len(found) if found else 1.0
    recall = len(right) / len(truth) if truth else 1.0
    print(f"{name:18} found {len(found):3} of {len(truth):3}: ", end="")
    print(f"precision {precision:.3f}, recall {recall:.3f}")
    for series, what, came in sorted(truth - found):
        print(f"    not found: {series} {what} {came}")
    for series, what, came in sorted(found - truth):
        print(f"    not true: {series} {what} {came}")


def main() -> None:
    """Make the transcripts, run the workflow, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shut", action="store_true", help="the series that no rule is made on")
    parser.add_argument("--keep", type=Path, help="a folder for texts and results")
    options = parser.parse_args()
    case = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as made:
        folder = options.keep or Path(made)
        raw, results = folder / "raw", folder / "results"
        raw.mkdir(parents=True, exist_ok=True)
        lines = list(write_texts(case, raw))
        rows = [("transcript", "date", "title", "publisher"), *lines]
        table = "".join("\t".join(row) + "\n" for row in rows)
        (raw / "metadata.tsv").write_text(table, encoding="utf-8")
        command = [sys.executable, "-m", "snakemake", "-q", "all", "--cores", "1"]
        command += ["-s", str(ROOT / "Snakefile"), "-d", str(folder)]
        command += ["--config", f"raw={raw}", f"results={results}"]
        subprocess.run(command, check=True, capture_output=True)
        issues: dict[str, list[str]] = {}
        for transcript, _, _, publisher in lines:
            issues.setdefault(publisher, []).append(transcript)
        chosen = [one for one in case["series"] if one.get("shut", False) == options.shut]
        names = {one["publisher"] for one in chosen}
        truths = [find_truth(one) for one in chosen]
        found = read_fates(results), read_states(results, issues)
        for at, name in enumerate(("set phrases", "standing of targets")):
            truth = set[tuple[str, str, str]]().union(*(parts[at] for parts in truths))
            print_figures(name, truth, {one for one in found[at] if one[0] in names})


if __name__ == "__main__":
    main()
