"""The times at which the speeches of a text were held, and where they stand in it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.clean.order.line_signs import tells
from pipeline.clean.order.pieces import FRONT_MATTER
from pipeline.language.stamps import Stamps, find_time, never_fall

Place = Literal["head", "end", "alone"]


class Stamp(NamedTuple):
    """A time: at the head of a line, at its end, or alone above paragraph `above`.

    `below` is the paragraph that stands below it.
    """

    place: Place
    above: int
    below: int
    time: tuple[int, ...]


def find_stamps(paragraphs: Sequence[Paragraph], times: Sequence[tuple[int, str]]) -> list[Stamp]:
    """Return the times of speeches in the order of the source.

    `times` are those that were taken out of the text, with their places in the source. Those that
    rise need not be proved to be of speeches: that a text is in order is what is expected.
    """
    places = [paragraph.line.spans[0][0] for paragraph in paragraphs]
    found: list[tuple[int, Stamp]] = []
    for k, paragraph in enumerate(paragraphs):
        if time := find_time(paragraph.text):
            alone = Stamps.load().patterns["before"].fullmatch(paragraph.text) is not None
            head = Stamps.load().patterns["stamped"].match(paragraph.text) is not None
            place: Place = "alone" if alone else "head" if head else "end"
            found.append((places[k], Stamp(place, k, k + 1, time)))
    for start, words in times:
        if time := find_time(words):
            k = bisect_left(places, start)
            found.append((start, Stamp("alone", k, k, time)))
    stamps = [stamp for _, stamp in sorted(found)]
    believed = stamps and (
        never_fall([stamp.time for stamp in stamps]) or are_of_speeches(paragraphs, stamps)
    )
    return stamps if believed else []


def are_of_speeches(paragraphs: Sequence[Paragraph], stamps: Sequence[Stamp]) -> bool:
    """Return whether times stand on speeches, and on most of what is told.

    Headlines of other texts around a page have times as well, but tell nothing in sentences.
    """
    lengths = (len(p.text) * (p.ends_sentence and p.has_marks) for p in paragraphs)
    told = [0, *accumulate(lengths)]
    bounds = [*find_starts(paragraphs, stamps), find_tail(paragraphs)]
    speeches = [told[end] - told[start] for start, end in pairwise(bounds)]
    telling = sum(speech > 0 for speech in speeches)
    return 2 * telling > len(speeches) and 2 * sum(speeches) > told[-1]


def choose_form(stamps: Sequence[Stamp]) -> list[Stamp]:
    """Return the times that are written as most are: to the minute, to the second, with the day."""
    forms = Counter(len(stamp.time) for stamp in stamps)
    most = max(forms, key=lambda form: (forms[form], form), default=0)
    return [stamp for stamp in stamps if len(stamp.time) == most]


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
