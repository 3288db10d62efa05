"""What makes the results of a transcript of little use: said at the top of its page, and listed."""

from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.knowledge import load_message_file
from pipeline.records.base import Bilingual
from pipeline.records.claims import TranscriptClaims
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.stages import Line

MESSAGES = Path(__file__).with_name("warnings.toml")
FLAGS = (
    "not_chinese",
    "partly_chinese",
    "mojibake",
    "glyphs_unknown",
    "text_recognised",
    "tables_unread",
)
"""The flags of clean that warn of the text as a whole; each once, however often it stands there."""
NOTICED = ("no_sections", "no_questions")
"""Flags of what a reader might look for in vain."""
STATED = frozenset((*NOTICED, "lines_joined", "newest_first", "text_joined"))
"""Flags that say how a text is or what was made of it, and leave nothing to look at."""
MOST_UNNAMED = 0.5
"""Of the characters of all turns: so many without a speaker, where others have one."""


class Warned(NamedTuple):
    """A warning: the stage that it is of, a code, and a sentence."""

    stage: str
    code: str
    message: Bilingual


def find_warnings(line: Line) -> Iterator[Warned]:
    """Yield the warnings of a transcript; of a text that is not Chinese only those of clean."""
    messages = load_message_file(MESSAGES)
    flagged = {flag.code: flag.message for flag in reversed(line.clean.flags)}
    for code in FLAGS:
        if code in flagged:
            yield Warned("clean", code, flagged[code])
    if "not_chinese" in flagged:
        return
    share = measure_unnamed(line.segment)
    if share > MOST_UNNAMED:
        message = messages["few_speakers"].fill(share=round(100 * share))
        yield Warned("segment", "few_speakers", message)
    for flag in line.claims.flags:
        yield Warned("claims", flag.code, flag.message)
    count = 0 if "claims" in line.missing else count_unread(line.clean, line.claims)
    if count:
        yield Warned("claims", "tables_unclaimed", messages["tables_unclaimed"].fill(count=count))


def is_open(code: str) -> bool:
    """Return whether a flag leaves something that a person should look at.

    >>> is_open("text_missing"), is_open("no_questions")
    (True, False)
    """
    return code not in STATED


def count_open(line: Line) -> int:
    """Return how many places of a transcript a person should look at: flags, and what was moved."""
    parts = (line.clean, line.segment, line.claims, line.classify)
    flags = sum(is_open(flag.code) for part in parts for flag in part.flags)
    return flags + len(line.clean.moves)


def measure_unnamed(segmentation: Segmentation) -> float:
    """Return the share of the text whose speaker is not known; 0 where nobody speaks.

    A report has no speakers, and one who asks needs no name.
    """
    sizes = {True: 0, False: 0}
    for turn in segmentation.turns:
        known = turn.speaker is not None or turn.kind in ("question", "answer")
        sizes[known] += turn.end - turn.start
    return sizes[False] / sum(sizes.values()) if sizes[True] else 0.0


def count_unread(transcript: Transcript, claims: TranscriptClaims) -> int:
    """Return how many tables with values have no claim."""
    starts = sorted(claim.start for claim in claims.claims)
    return sum(
        bisect_left(starts, table.start) == bisect_left(starts, table.end)
        for table in transcript.tables
        if any(c.row >= table.head_rows and c.column >= table.head_columns for c in table.cells)
    )
