"""Exports: transcripts as CoNLL-U and as TEI, on demand.

Reads what clean, segment and claims made of all batches; writes results/exports/: conllu/ and
tei/ with a file for each transcript that has a structure.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline import artefacts
from pipeline.exports.conllu import write_conllu
from pipeline.exports.tei import write_tei
from pipeline.records.claims import Claim, TranscriptClaims
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript

Found = tuple[Transcript, Segmentation, tuple[Claim, ...]]


def read_transcripts(
    clean: Sequence[Path], segment: Sequence[Path], claims: Sequence[Path]
) -> Iterator[Found]:
    """Yield the transcripts that have a structure, with their claims where there are any."""
    for paths in zip(clean, segment, claims, strict=True):
        lines = zip(
            artefacts.read(paths[0], Transcript),
            artefacts.read(paths[1], Segmentation),
            artefacts.read(paths[2], TranscriptClaims),
            strict=True,
        )
        for transcript, segmentation, found in lines:
            if isinstance(transcript, Transcript) and isinstance(segmentation, Segmentation):
                claimed = found.claims if isinstance(found, TranscriptClaims) else ()
                yield transcript, segmentation, claimed


def main(argv: list[str]) -> None:
    """Read the artefacts of all batches, write the exports of each transcript."""
    parser = argparse.ArgumentParser(prog="python -m pipeline exports", description=__doc__)
    for stage in ("clean", "segment", "claims"):
        parser.add_argument(f"--{stage}", type=Path, nargs="*", default=[])
    parser.add_argument("--output", type=Path, required=True, help="folder of the exports")
    options = parser.parse_args(argv)
    count = 0
    for transcript, segmentation, found in read_transcripts(
        options.clean, options.segment, options.claims
    ):
        name = transcript.transcript
        with artefacts.replacing(options.output / "conllu" / f"{name}.conllu") as out:
            out.writelines(f"{line}\n" for line in write_conllu(transcript, segmentation))
        with artefacts.replacing(options.output / "tei" / f"{name}.xml") as out:
            out.write(write_tei(transcript, segmentation, found))
        count += 1
    print(f"{count} transcripts exported to {options.output}", file=sys.stderr)
