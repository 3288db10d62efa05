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


def run_stages(paths: Sequence[Path]) -> list[Made]:
    """Return what the stages make of the files, in their order."""
    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder) / f"{name}.jsonl" for name in ("clean", "segment", "claims")]
        cleaned, segmented, claimed = names
        clean.main(["--output", str(cleaned), "--", *map(str, paths)])
        given = ["--clean", str(cleaned)]
        segment.main([*given, "--output", str(segmented)])
        claims.main([*given, "--segment", str(segmented), "--output", str(claimed)])
        lines = artefacts.read_written(*zip(names, KINDS, strict=True))
        return [Made(*line.parse()) for line in lines]  # type: ignore[arg-type]
