"""The course of a conference: nobody speaks before it is opened, nothing is told after its end."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.clean.order.pieces import Piece, speaks, tells
from pipeline.language.structure.lines import Structure
from pipeline.language.structure.styles import RemarkKind

REACH = 80
"""Characters at the head of a paragraph that open a conference, or at its foot that end it."""


class Course:
    """Where a text opens and ends a conference, and where it tells something."""

    def __init__(self, paragraphs: Sequence[Paragraph], structure: Structure) -> None:
        self.opened = list(find_remarks(paragraphs, structure, "begins"))
        self.ended = list(find_remarks(paragraphs, structure, "ends"))
        self.told = count(map(tells, paragraphs))
        self.spoken = count(map(speaks, paragraphs))

    def is_broken(self, a: Piece, b: Piece) -> bool:
        """Return whether a ends the conference and b tells more, or b opens it and a has speech."""
        after_end = self.ends(a) and self.told[b.last] > self.told[b.first]
        return after_end or (self.opens(b) and self.spoken[a.last] > self.spoken[a.first])

    def opens(self, piece: Piece) -> bool:
        """Return whether a piece opens the conference, with no speech above."""
        first = next((k for k in self.opened if piece.first <= k < piece.last), None)
        return first is not None and self.spoken[first] == self.spoken[piece.first]

    def ends(self, piece: Piece) -> bool:
        """Return whether a piece ends the conference and tells nothing below."""
        last = next((k for k in reversed(self.ended) if piece.first <= k < piece.last), None)
        return last is not None and self.told[last + 1] == self.told[piece.last]


def find_remarks(
    paragraphs: Sequence[Paragraph], structure: Structure, kind: RemarkKind
) -> Iterator[int]:
    """Yield the paragraphs that open or end a conference."""
    for k, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if structure.is_remark(text[:REACH] if kind == "begins" else text[-REACH:], kind):
            yield k


def count(found: Iterator[bool]) -> list[int]:
    """Return how many have been found before each place.

    >>> count(iter([True, False, True]))
    [0, 1, 1, 2]
    """
    return [0, *accumulate(map(int, found))]
