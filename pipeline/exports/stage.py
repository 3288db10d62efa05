"""Exports: transcripts as CoNLL-U and as TEI, on demand.

Reads what clean, segment and claims made of all batches; writes results/exports/: conllu/ and
tei/ with a file for each transcript that has a structure.
"""

import sys

from pipeline import artefacts
from pipeline.cli import make_parser
from pipeline.exports.conllu import write_conllu
from pipeline.exports.tei import TeiDocument
from pipeline.records.claims import TranscriptClaims
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript

READS = ("clean", "segment", "claims")


def main(argv: list[str]) -> None:
    """Read the artefacts of all batches, write the exports of each transcript."""
    options = make_parser("exports", __doc__, READS, many=True).parse_args(argv)
    count = 0
    lines = artefacts.read_batches(options, READS, (Transcript, Segmentation, TranscriptClaims))
    for transcript, segmentation, found in lines:
        if not isinstance(transcript, Transcript) or not isinstance(segmentation, Segmentation):
            continue
        name = transcript.transcript
        claims = found.claims if isinstance(found, TranscriptClaims) else ()
        with artefacts.replacing(options.output / "conllu" / f"{name}.conllu") as out:
            out.writelines(f"{line}\n" for line in write_conllu(transcript, segmentation))
        with artefacts.replacing(options.output / "tei" / f"{name}.xml") as out:
            out.write(TeiDocument(transcript, segmentation, claims).write())
        count += 1
    print(f"{count} transcripts exported to {options.output}", file=sys.stderr)
