"""Which part of a transcript its page shows: all, or the beginning of one that is too long."""

import re
from itertools import islice
from typing import TypeVar

from pipeline.records.base import Record
from pipeline.records.segmentation import Segmentation
from pipeline.stages import Line

R = TypeVar("R", bound=Record)

MOST_SHOWN_LINES, MOST_SHOWN_CHARACTERS = 5000, 500_000
"""Lines and characters of a text that a page shows: a browser opens it in a second or two. The
longest of a hundred real transcripts has 430 lines and 26,000 characters. The tables have all."""


def show_beginning(line: Line) -> Line:
    """Return what a page shows of a transcript: of one that is too long, the lines that begin it.

    What is said of the text as a whole (flags, moves, checks, phrases) stays as it is, and no claim
    or table is cut.
    """
    end = find_cut(line.clean.text)
    if end == len(line.clean.text):
        return line
    tables = tuple(table for table in line.clean.tables if table.end <= end)
    clean = cut(line.clean, end, "blocks", text=line.clean.text[:end], tables=tables)
    segmentation = cut_segmentation(line.segment, end)
    turns = {turn.id for turn in segmentation.turns}
    kept = tuple(claim for claim in line.claims.claims if claim.end <= end)
    claims = line.claims.model_copy(update={"claims": kept})
    answers = tuple(answer for answer in line.classify.answers if answer.turn in turns)
    classes = cut(line.classify, end, "passages", answers=answers)
    return line._replace(clean=clean, segment=segmentation, claims=claims, classify=classes)


def find_cut(text: str) -> int:
    """Return where the text that a page shows ends.

    >>> find_cut("好\\n" * 6000) == 2 * 5000, find_cut("好" * 600_000), find_cut("好\\n好")
    (True, 500000, 3)
    """
    past = next(islice(re.finditer("\n", text), MOST_SHOWN_LINES - 1, None), None)
    end = past.end() if past else len(text)
    return min(end, MOST_SHOWN_CHARACTERS)


def cut(record: R, end: int, *fields: str, **others: object) -> R:
    """Return a record with those spans of some fields that begin before a place, none of which goes
    beyond it, and with other fields as they are given."""
    kept = {
        field: tuple(
            span if span.end <= end else span.model_copy(update={"end": end})
            for span in getattr(record, field)
            if span.start < end
        )
        for field in fields
    }
    return record.model_copy(update=kept | others)


def cut_segmentation(segmentation: Segmentation, end: int) -> Segmentation:
    """Return what of a structure stands before a place, with those who speak there."""
    sections = tuple(one for one in segmentation.sections if one.heading.end <= end)
    whole = segmentation.model_copy(update={"sections": sections})
    shown = cut(whole, end, "sections", "turns", "sentences")
    ids, names = {turn.id for turn in shown.turns}, {turn.speaker for turn in shown.turns}
    update = {
        "speakers": tuple(one for one in shown.speakers if one.name in names),
        "exchanges": tuple(one for one in shown.exchanges if one.turn in ids),
        "questions": tuple(one for one in shown.questions if one.turn in ids),
    }
    return shown.model_copy(update=update)
