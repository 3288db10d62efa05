"""Transcripts made of plain sentences, for tests of the claims stage."""

import re

from pipeline.claims.lexicon import load_lexicon
from pipeline.claims.stage import find_claims
from pipeline.records.claims import TranscriptClaims
from pipeline.records.segmentation import Segmentation, Sentence, Turn
from pipeline.records.transcript import Run, Transcript

LEXICON = load_lexicon()


def make_records(text: str, date: str | None = None) -> tuple[Transcript, Segmentation]:
    """Return a transcript of one turn, a paragraph a line, and its sentences."""
    runs = (Run(start=0, end=len(text), source_start=0),) if text else ()
    transcript = Transcript(
        transcript="t", file="t.txt", sha256="", format="txt", encoding="utf-8", title=None,
        date=date, date_source=None, publisher=None, url=None, source=text, text=text, runs=runs,
        removals=(), moves=(), blocks=(), flags=(),
    )  # fmt: skip
    turn = Turn(
        id="u1", start=0, end=len(text), section=None, kind="statement", speaker=None,
        role="official", answers=(),
    )  # fmt: skip
    sentences = tuple(
        Sentence(
            id=f"s{number}",
            start=match.start(),
            end=match.end(),
            turn="u1",
            section=None,
            paragraph=text.count("\n", 0, match.start()),
            tokens=(len(match[0]),),
        )
        for number, match in enumerate(re.finditer(r"[^。！？；\n]+[。！？；]*|[。！？；]+", text))
    )
    segmentation = Segmentation(
        transcript="t", speakers=(), sections=(), turns=(turn,), sentences=sentences, flags=()
    )
    return transcript, segmentation


def claims_of(text: str, date: str | None = None) -> TranscriptClaims:
    """Return the claims of a text."""
    return find_claims(*make_records(text, date), LEXICON)
