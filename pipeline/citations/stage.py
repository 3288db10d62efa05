"""Citations: every transcript and claim as BibTeX, RIS and CSL-JSON.

Reads the clean texts and claims of all batches; writes results/citations/: transcripts and claims
as .bib, .ris and .json. A claim is named by its permalink, which its report's page has too.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from pipeline import artefacts
from pipeline.artefacts import Written
from pipeline.cli import make_parser
from pipeline.identifiers import digest
from pipeline.kept import FOLDER as KEPT
from pipeline.kept import digest_program, keep_folders
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


class CitationFormat(NamedTuple):
    """A form in which works are written: one work, what stands between two, and around all."""

    write: Callable[[Work], str]
    between: str
    opening: str = ""
    closing: str = ""


FORMS = {
    "bib": CitationFormat(write_bibtex, "\n"),
    "ris": CitationFormat(write_ris, "\r\n"),
    "json": CitationFormat(write_csl, ",\n", "[", "]\n"),
}
"""By the suffix of the file."""
KINDS = ("transcripts", "claims")


def write_works(lines: Iterable[Written], folder: Path) -> None:
    """Write the citations of the transcripts and claims of lines in every form."""
    works: dict[str, list[Work]] = {kind: [] for kind in KINDS}
    for written in lines:
        transcript, found = written.parse()
        if isinstance(transcript, Transcript):
            works["transcripts"].append(cite_transcript(transcript))
            if isinstance(found, TranscriptClaims):
                works["claims"] += cite_claims(transcript, found)
    for kind, (suffix, form) in product(KINDS, FORMS.items()):
        text = form.between.join(map(form.write, works[kind]))
        (folder / f"{kind}.{suffix}").write_bytes(text.encode())


def join_parts(folder: Path, parts: Sequence[Path]) -> None:
    """Write the works of all parts, which are in folders of their own, in every form."""
    for kind, (suffix, form) in product(KINDS, FORMS.items()):
        name = f"{kind}.{suffix}"
        with artefacts.replacing(folder / name) as out:
            out.write(form.opening)
            between = ""
            for part in parts:
                if works := (part / name).read_bytes().decode():
                    out.write(between + works)
                    between = form.between
            out.write(form.closing)


def main(argv: list[str]) -> None:
    """Read the artefacts of all batches, write the citations."""
    options = make_parser("citations", __doc__, READS, many=True).parse_args(argv)
    folder: Path = options.output
    batches, models = artefacts.list_batches(options, READS), (Transcript, TranscriptClaims)
    program = digest_program("citations")
    join_parts(folder, keep_folders(program, folder / KEPT, batches, models, write_works))
