"""The course of a conference: it is opened, somebody speaks, it is ended, and time goes on."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import attrgetter

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.clean.order.answers import Speech
from pipeline.clean.order.line_signs import speaks, tells
from pipeline.clean.order.pieces import Piece
from pipeline.clean.order.times import Stamp, choose_form
from pipeline.language.stamps import FEWEST_TIMES
from pipeline.language.structure.lines import Structure
from pipeline.language.structure.styles import RemarkKind

REACH = 80
"""Characters at the head of a paragraph that open a conference, or at its foot that end it."""

get_place = attrgetter("above")


class Course:
    """Where a text opens and ends a conference, where it tells something, and its times."""

    def __init__(
        self, paragraphs: Sequence[Paragraph], structure: Structure, stamps: Sequence[Stamp]
    ) -> None:
        self.opened = list(find_remarks(paragraphs, structure, "begins"))
        self.ended = list(find_remarks(paragraphs, structure, "ends"))
        self.told = [0, *accumulate(map(tells, paragraphs))]
        self.spoken = [0, *accumulate(map(speaks, paragraphs))]
        times = choose_form(stamps)
        self.times = times if len(times) >= FEWEST_TIMES else []

    def is_broken(self, a: Piece, b: Piece) -> bool:
        """Return whether b cannot come after a.

        Nothing is told after the end, nobody speaks before the opening, and no time falls.
        """
        after_end = self.ends(a) and self.told[b.last] > self.told[b.first]
        before_opening = self.opens(b) and self.spoken[a.last] > self.spoken[a.first]
        return after_end or before_opening or self.falls(a, b)

    def falls(self, a: Piece, b: Piece) -> bool:
        """Return whether the first time in b is before the last one in a."""
        above, below = self.find_times(a), self.find_times(b)
        return bool(above and below) and below[0].time < above[-1].time

    def find_times(self, piece: Piece) -> list[Stamp]:
        """Return the times within a piece."""
        first, last = (bisect_left(self.times, k, key=get_place) for k in (piece.first, piece.last))
        return self.times[first:last]

    def opens(self, piece: Piece) -> bool:
        """Return whether a piece opens the conference, with no speech above."""
        first = next((k for k in self.opened if piece.first <= k < piece.last), None)
        return first is not None and self.spoken[first] == self.spoken[piece.first]

    def ends(self, piece: Piece) -> bool:
        """Return whether a piece ends the conference and tells nothing below."""
        last = next((k for k in reversed(self.ended) if piece.first <= k < piece.last), None)
        return last is not None and self.told[last + 1] == self.told[piece.last]


def find_late_speech(paragraphs: Sequence[Paragraph], structure: Structure) -> int | None:
    """Return the paragraph below the end of a conference, where somebody speaks below it."""
    last = max((k for k, p in enumerate(paragraphs) if p.label is not None), default=0)
    ended = next(find_remarks(paragraphs[:last], structure, "ends"), None)
    return None if ended is None else ended + 1


def find_late_opening(
    paragraphs: Sequence[Paragraph], speeches: Sequence[Speech], structure: Structure
) -> int | None:
    """Return the paragraph that opens a conference, below what somebody else asks or answers.

    One who answers may bid people welcome as well.
    """
    speaker, leads = "", True
    opened = set(find_remarks(paragraphs, structure, "begins")) if speeches else set()
    for k, paragraph in enumerate(paragraphs):
        if paragraph.label:
            speaker, leads = paragraph.label.words, paragraph.label.role == "host"
        if k in opened and leads:
            above = {
                speech.words
                for speech in speeches
                if speech.last <= k and paragraphs[speech.last - 1].ends_sentence
            }
            return k if above - {speaker} else None
    return None


def find_remarks(
    paragraphs: Sequence[Paragraph], structure: Structure, kind: RemarkKind
) -> Iterator[int]:
    """Yield the paragraphs that open or end a conference."""
    for k, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if structure.is_remark(text[:REACH] if kind == "begins" else text[-REACH:], kind):
            yield k
