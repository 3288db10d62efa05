"""The times at which the speeches of a text were held, and where they stand in it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.language.stamps import BEFORE, STAMPED, find_time

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
    """Return the times of a text in the order of the source.

    `times` are those that were taken out of the text, with their places in the source.
    """
    places = [paragraph.line.spans[0][0] for paragraph in paragraphs]
    found: list[tuple[int, Stamp]] = []
    for k, paragraph in enumerate(paragraphs):
        if time := find_time(paragraph.text):
            alone = BEFORE.fullmatch(paragraph.text) is not None
            head = STAMPED.match(paragraph.text) is not None
            place: Place = "alone" if alone else "head" if head else "end"
            found.append((places[k], Stamp(place, k, k + 1, time)))
    for start, words in times:
        if time := find_time(words):
            k = bisect_left(places, start)
            found.append((start, Stamp("alone", k, k, time)))
    return [stamp for _, stamp in sorted(found)]


def choose_form(stamps: Sequence[Stamp]) -> list[Stamp]:
    """Return the times that are written as most are: to the minute, to the second, with the day."""
    forms = Counter(len(stamp.time) for stamp in stamps)
    most = max(forms, key=lambda form: (forms[form], form), default=0)
    return [stamp for stamp in stamps if len(stamp.time) == most]
