"""Citations: every transcript and claim as BibTeX, RIS and CSL-JSON.

Reads the clean texts and claims of all batches; writes results/citations/: transcripts and claims
as .bib, .ris and .json. A claim is named by its permalink, which its report's page has too.
"""

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from pipeline import artefacts
from pipeline.cli import make_parser
from pipeline.identifiers import digest
from pipeline.publish.citing import Work, write_bibtex, write_csl, write_ris
from pipeline.publish.names import make_address
from pipeline.publish.permalinks import name_claims
from pipeline.records.claims import TranscriptClaims
from pipeline.records.transcript import Transcript

READS = ("clean", "claims")


def cite_transcript(transcript: Transcript) -> Work:
    """Return the citation of a transcript."""
    return Work(
        key=f"t{digest(transcript.transcript)}",
        title=transcript.title or transcript.transcript,
        author=transcript.publisher or "",
        publisher=transcript.publisher or "",
        date=transcript.date or "",
        url=transcript.url or "",
        quote="",
        note=f"{transcript.file}, SHA-256 {transcript.sha256}",
    )


def cite_claims(transcript: Transcript, found: TranscriptClaims) -> Iterator[Work]:
    """Yield the citations of a transcript's claims."""
    whole = cite_transcript(transcript)
    names = name_claims(found.claims)
    page = make_address(transcript.transcript)
    for claim in found.claims:
        name = names[claim.id]
        place = f"characters {claim.start}-{claim.end} of the clean text"
        source = f"{claim.source_start}-{claim.source_end} of the source"
        yield whole._replace(
            key=name,
            author=claim.speaker or whole.author,
            quote=claim.quote,
            note=f"{claim.text}; {place}, {source}; {page}#{name}; {whole.note}",
        )


def read_works(options: Namespace) -> Iterator[tuple[str, Work]]:
    """Yield the citations of all transcripts and claims, each with what it is of."""
    models = (Transcript, TranscriptClaims)
    for transcript, found in artefacts.read_batches(options, READS, models):
        if not isinstance(transcript, Transcript):
            continue
        yield "transcripts", cite_transcript(transcript)
        if isinstance(found, TranscriptClaims):
            for work in cite_claims(transcript, found):
                yield "claims", work


class File:
    """A file of works in one form, open."""

    def __init__(self, out: TextIO, write: Callable[[Work], str], between: str) -> None:
        self.out, self.write, self.between = out, write, between
        self.empty = True

    def add(self, work: Work) -> None:
        """Write one more work."""
        self.out.write(("" if self.empty else self.between) + self.write(work))
        self.empty = False


def write_all(folder: Path, options: Namespace) -> None:
    """Write all works in every form."""
    with ExitStack() as stack:
        files: dict[str, list[File]] = {}
        for kind in ("transcripts", "claims"):
            bib, ris, csl = (
                stack.enter_context(artefacts.replacing(folder / f"{kind}.{suffix}"))
                for suffix in ("bib", "ris", "json")
            )
            csl.write("[")
            stack.callback(csl.write, "]\n")
            files[kind] = [
                File(bib, write_bibtex, "\n"),
                File(ris, write_ris, "\r\n"),
                File(csl, write_csl, ",\n"),
            ]
        for kind, work in read_works(options):
            for file in files[kind]:
                file.add(work)


def main(argv: list[str]) -> None:
    """Read the artefacts of all batches, write the citations."""
    options = make_parser("citations", __doc__, READS, many=True).parse_args(argv)
    write_all(options.output, options)
