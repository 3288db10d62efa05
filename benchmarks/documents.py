"""What becomes of a folder of documents, one line each: what was moved, flagged, found.

    python -m benchmarks.documents [FOLDER] [--unnamed]

Prints for each document its moves and flags, whether a title and a date were found beside the
file's name, the share of its text with a speaker, sections, tables, claims per thousand
characters; below the sums and the seconds. What was found is held against publication_labels.tsv,
read off the heads of the files: title (its digest), date and publisher, empty where a file does
not tell them. --unnamed hides the files' names, which tell titles and dates. FOLDER is
../shared/data without one, and all folders in it.
"""

import argparse
import csv
import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import ROOT
from benchmarks.labels import digest
from benchmarks.stages import Made, run_stages
from pipeline.clean.formats.readers import FORMATS
from pipeline.records.claims import TranscriptClaims
from pipeline.records.problems import Problem
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript

LABELS = Path(__file__).with_name("publication_labels.tsv")
FIELDS = ("title", "date", "publisher")


class Row(NamedTuple):
    """What is measured of one document."""

    characters: int
    moves: int
    flags: int
    titled: int
    dated: int
    spoken: int
    sections: int
    tables: int
    claims: int


def measure(made: Made) -> Row:
    """Return what is measured of the records of a document."""
    transcript, segmentation, found = made
    assert isinstance(transcript, Transcript)
    assert isinstance(segmentation, Segmentation)
    assert isinstance(found, TranscriptClaims)
    speakers = {turn.id: turn.speaker for turn in segmentation.turns}
    spoken = sum(s.end - s.start for s in segmentation.sentences if speakers[s.turn])
    return Row(
        len(transcript.text),
        len(transcript.moves),
        len(transcript.flags) + len(segmentation.flags),
        transcript.title != Path(transcript.file).stem,
        transcript.date is not None,
        spoken,
        len(segmentation.sections),
        len(transcript.tables),
        len(found.claims),
    )


def write_row(name: str, row: Row) -> str:
    """Return a line of the output."""
    return (
        f"{name:32.32} {row.characters:7} {row.moves:5} {row.flags:5} {row.titled:5} {row.dated:5} "
        f"{row.spoken / max(1, row.characters):6.0%} {row.sections:8} {row.tables:6} "
        f"{1000 * row.claims / max(1, row.characters):6.1f}"
    )


def list_files(folder: Path) -> list[Path]:
    """Return the documents of a folder and of those in it."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in FORMATS)


def hide_names(paths: Sequence[Path], folder: Path) -> list[Path]:
    """Return copies of files whose names say nothing."""
    copies = [folder / f"document-{k:04}{path.suffix}" for k, path in enumerate(paths)]
    for path, copy in zip(paths, copies, strict=True):
        shutil.copyfile(path, copy)
    return copies


def load_right() -> Mapping[str, Mapping[str, str]]:
    """Return what is right, by the names of transcripts."""
    with LABELS.open(encoding="utf-8", newline="") as lines:
        return {row["transcript"]: row for row in csv.DictReader(lines, delimiter="\t")}


def print_right(name: str, transcript: Transcript, right: Mapping[str, str]) -> list[str]:
    """Print what is not as it should be, and return the fields that are."""
    good = []
    for field in FIELDS:
        if right.get(field):
            found = "".join((getattr(transcript, field) or "").split())
            if right[field] == (digest(name, found) if field == "title" else found):
                good.append(field)
            else:
                wanted = "" if field == "title" else f", not {right[field]!r}"
                print(f"    {name}: {field} {found!r}{wanted}")
    return good


def main() -> None:
    """Print a line for each document, and the sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT.parent / "shared" / "data")
    parser.add_argument("--unnamed", action="store_true")
    options = parser.parse_args()
    paths = [path for path in list_files(options.folder) if path.name != "README.md"]
    right = load_right()
    rows: list[Row] = []
    asked: list[str] = []
    good: list[str] = []
    print(f"{'document':32} {'chars':>7} moves flags title  date spoken sections tables claims")
    with tempfile.TemporaryDirectory() as folder:
        read = hide_names(paths, Path(folder)) if options.unnamed else paths
        begin = time.perf_counter()
        for path, made in zip(paths, run_stages(read), strict=True):
            if isinstance(made.transcript, Problem):
                print(f"{path.stem:32.32} {made.transcript.code}")
                continue
            rows.append(measure(made))
            print(write_row(path.stem, rows[-1]))
            told = right.get(path.stem, {})
            asked += [field for field in FIELDS if told.get(field)]
            good += print_right(path.stem, made.transcript, told)
        seconds = time.perf_counter() - begin
    print(write_row(f"{len(rows)} documents", Row(*map(sum, zip(*rows, strict=True)))))
    print(f"{sum(row.moves > 0 for row in rows)} have moves; {seconds:.1f} seconds for all")
    for field in sorted(set(asked)):
        print(f"{field}: {good.count(field)} of {asked.count(field)} right")


if __name__ == "__main__":
    main()
