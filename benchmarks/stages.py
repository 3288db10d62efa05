"""What clean, segment and claims make of files, for the benchmarks that look at all three."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline import artefacts
from pipeline.claims import stage as claims
from pipeline.clean import stage as clean
from pipeline.records.base import Record
from pipeline.records.claims import TranscriptClaims
from pipeline.records.problems import Problem
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.segment import stage as segment

KINDS: tuple[type[Record], ...] = (Transcript, Segmentation, TranscriptClaims)


class Made(NamedTuple):
    """The records of one file; a problem stands in place of those that could not be made."""

    transcript: Transcript | Problem
    segmentation: Segmentation | Problem
    claims: TranscriptClaims | Problem


def write_structures(folder: Path, paths: Sequence[Path]) -> tuple[Path, Path]:
    """Run clean and segment on some files; return the artefacts that they write into a folder."""
    folder.mkdir(exist_ok=True)
    cleaned, segmented = folder / "clean.jsonl", folder / "segment.jsonl"
    clean.main(["--output", str(cleaned), "--", *map(str, paths)])
    segment.main(["--clean", str(cleaned), "--output", str(segmented)])
    return cleaned, segmented


def run_stages(paths: Sequence[Path]) -> list[Made]:
    """Return what the stages make of the files, in their order."""
    with tempfile.TemporaryDirectory() as folder:
        cleaned, segmented = write_structures(Path(folder), paths)
        claimed, given = Path(folder) / "claims.jsonl", ["--clean", str(cleaned)]
        claims.main([*given, "--segment", str(segmented), "--output", str(claimed)])
        names = cleaned, segmented, claimed
        lines = artefacts.read_written(*zip(names, KINDS, strict=True))
        return [Made(*line.parse()) for line in lines]  # type: ignore[arg-type]
