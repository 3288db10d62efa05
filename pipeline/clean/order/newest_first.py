"""Texts that put the newest first, as pages of live text do: their speeches are read from the end.

The times of what was said fall from the first to the last. Each speech goes from one time to the
next; what stands above the first (the title) and below the last stays where it is.
"""

from collections.abc import Sequence

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.clean.order.confidence import Step
from pipeline.clean.order.links import Link
from pipeline.clean.order.pieces import Piece, cut_at
from pipeline.clean.order.times import Stamp, find_starts, find_tail
from pipeline.language.stamps import do_fall

SURE = 0.99
"""How sure an order is that times prove."""


def reverse_speeches(
    paragraphs: Sequence[Paragraph], stamps: Sequence[Stamp]
) -> tuple[list[Piece], list[Step]] | None:
    """Return the pieces of a text from the oldest on, with its steps, if it has the newest first.

    `stamps` are the times of its speeches.
    """
    if not do_fall([stamp.time for stamp in stamps]):
        return None
    tail, starts = find_tail(paragraphs), find_starts(paragraphs, stamps)
    cuts = sorted({start for start in starts if start < tail} | {tail})
    pieces = cut_at(paragraphs, [cut for cut in cuts if 0 < cut < len(paragraphs)])
    front = [piece for piece in pieces if piece.first < cuts[0]]
    rest = [piece for piece in pieces if piece.first >= tail]
    speeches = pieces[len(front) : len(pieces) - len(rest)]
    ordered = [*front, *reversed(speeches), *rest]
    link = Link(0.0, joined=False, evidence=("times_ascend",))
    return ordered, [Step(link, joined=False, confidence=SURE)] * (len(ordered) - 1)
