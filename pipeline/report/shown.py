"""Which part of a transcript its page shows: all, or the beginning of one that is too long."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

from pipeline.records.base import Span
from pipeline.records.classification import Classifications
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.stages import Line

S = TypeVar("S", bound=Span)

MOST_SHOWN_LINES, MOST_SHOWN_CHARACTERS = 5000, 500_000
"""Lines and characters of a text that a page shows: a browser opens it in a second or two. The
longest of a hundred real transcripts has 430 lines and 26,000 characters. The tables have all."""


def show_beginning(line: Line) -> Line:
    """Return what a page shows of a transcript: of one that is too long, the lines that begin it.

    What is said of the text as a whole (flags, moves, checks, phrases) stays as it is.
    """
    end = find_end(line.clean.text)
    if end == len(line.clean.text):
        return line
    segmentation = line.segment and cut_segmentation(line.segment, end)
    turns = {turn.id for turn in segmentation.turns} if segmentation else set()
    claims = line.claims and line.claims.model_copy(
        update={"claims": tuple(claim for claim in line.claims.claims if claim.end <= end)}
    )
    classes = line.classify and cut_classifications(line.classify, turns, end)
    return line._replace(
        clean=cut_transcript(line.clean, end),
        segment=segmentation,
        claims=claims,
        classify=classes,
    )


def find_end(text: str) -> int:
    """Return where the text that a page shows ends.

    >>> find_end("好\\n" * 6000) == 2 * 5000, find_end("好" * 600_000), find_end("好\\n好")
    (True, 500000, 3)
    """
    past = next(islice(re.finditer("\n", text), MOST_SHOWN_LINES - 1, None), None)
    end = past.end() if past else len(text)
    return min(end, MOST_SHOWN_CHARACTERS)


def keep(spans: Iterable[S], end: int) -> tuple[S, ...]:
    """Return the spans that begin before a place, none of which goes beyond it."""
    return tuple(
        span if span.end <= end else span.model_copy(update={"end": end})
        for span in spans
        if span.start < end
    )


def cut_transcript(transcript: Transcript, end: int) -> Transcript:
    """Return a transcript with the beginning of its text; no table is cut."""
    tables = tuple(table for table in transcript.tables if table.end <= end)
    update = {
        "text": transcript.text[:end],
        "blocks": keep(transcript.blocks, end),
        "tables": tables,
    }
    return transcript.model_copy(update=update)


def cut_segmentation(segmentation: Segmentation, end: int) -> Segmentation:
    """Return what of a structure stands before a place, with those who speak there."""
    turns = keep(segmentation.turns, end)
    ids, names = {turn.id for turn in turns}, {turn.speaker for turn in turns}
    update = {
        "speakers": tuple(one for one in segmentation.speakers if one.name in names),
        "sections": keep((s for s in segmentation.sections if s.heading.end <= end), end),
        "turns": turns,
        "sentences": keep(segmentation.sentences, end),
        "exchanges": tuple(one for one in segmentation.exchanges if one.turn in ids),
        "questions": tuple(one for one in segmentation.questions if one.turn in ids),
    }
    return segmentation.model_copy(update=update)


def cut_classifications(
    classifications: Classifications, turns: Iterable[str], end: int
) -> Classifications:
    """Return how what stands before a place was classified."""
    shown = frozenset(turns)
    update = {
        "answers": tuple(answer for answer in classifications.answers if answer.turn in shown),
        "passages": keep(classifications.passages, end),
    }
    return classifications.model_copy(update=update)
