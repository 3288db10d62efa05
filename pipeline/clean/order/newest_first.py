"""Texts that put the newest first, as pages of live text do: their speeches are read from the end.

The times of what was said fall from the first to the last. Each speech goes from one time to the
next; what stands above the first (the title) and below the last stays where it is.
"""

from collections.abc import Sequence

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.clean.order.confidence import Step
from pipeline.clean.order.line_signs import tells
from pipeline.clean.order.links import Link
from pipeline.clean.order.pieces import FRONT_MATTER, Piece, cut_at
from pipeline.clean.order.times import Stamp
from pipeline.language.stamps import do_fall

SURE = 0.99
"""How sure an order is that times prove."""


def reverse_speeches(
    paragraphs: Sequence[Paragraph], stamps: Sequence[Stamp]
) -> tuple[list[Piece], list[Step]] | None:
    """Return the pieces of a text from the oldest on, with its steps, if it has the newest first.

    `stamps` are the times of the text.
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
    return ordered, [Step(link, 0.0, joined=False, confidence=SURE)] * (len(ordered) - 1)


def find_starts(paragraphs: Sequence[Paragraph], stamps: Sequence[Stamp]) -> list[int]:
    """Return where the speeches begin that bear these times, above them or below."""
    last = stamps[-1]
    if any(stamp.place == "end" for stamp in stamps) or (
        last.place == "alone" and last.below >= find_tail(paragraphs)
    ):
        return [find_front(paragraphs), *(stamp.below for stamp in stamps[:-1])]
    return [find_speech(paragraphs, stamp.above) for stamp in stamps]


def find_speech(paragraphs: Sequence[Paragraph], k: int) -> int:
    """Return where a speech begins whose time stands above paragraph k: with a name above it."""
    above = paragraphs[k - 1] if k else None
    alone = above is not None and above.label is not None and above.label.fills(above.text)
    return k - 1 if alone else k


def find_front(paragraphs: Sequence[Paragraph]) -> int:
    """Return how many lines stand above all that is said."""
    return next(
        (
            k
            for k, paragraph in enumerate(paragraphs)
            if paragraph.kind not in FRONT_MATTER and (paragraph.label or tells(paragraph))
        ),
        0,
    )


def find_tail(paragraphs: Sequence[Paragraph]) -> int:
    """Return where the lines begin that stand below all that is said."""
    tail = len(paragraphs)
    while tail and paragraphs[tail - 1].kind in ("byline", "note"):
        tail -= 1
    return tail
