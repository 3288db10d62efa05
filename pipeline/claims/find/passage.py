"""A folded text with its quantities, times and refused numerals, found once for all sentences."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.claims.find.currency import find_home_currency, set_currency
from pipeline.claims.find.lexicon import Finder
from pipeline.claims.find.quantities import Quantity, Refusal
from pipeline.claims.find.refusals import find_masks, refuse_numerals
from pipeline.claims.find.side_by_side import find_quantities
from pipeline.claims.find.time_forms import TimeForms
from pipeline.claims.find.times import Time, find_times
from pipeline.language.fold import fold
from pipeline.language.marks import NOTE_MARK

CELL_END = "\t"
"""What parts the cells of a table: nothing that is read goes on over it, nor over a line end."""
NOTED = re.compile(rf"(?<=[^\s：:]){NOTE_MARK}(?![：:])")
"""The number of a note behind a word: 常住人口[3]."""
LONGEST_TITLE = 60
"""Characters within which the title of a plan closes."""
NAMES = frozenset({"title", "slogan"})
REPUBLIC_DIGITS = {"TWD": 2, None: 3}
"""Home of a text that counts years by the Republic → the digits of its years: 98年, 110年. None
is that of texts in traditional characters of which nobody can tell."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What is found in the characters of a text before any sentence is read.

    `times` leaves out those inside titles and slogans but a plan's and a yearly report's:
    《关于2021年…的通知》 dates nothing.
    """

    text: str
    quantities: Sequence[Quantity]
    refusals: Sequence[Refusal]
    times: Sequence[Time]
    quantity_starts: Sequence[int]
    time_starts: Sequence[int]
    end: int
    """Where the reading of numerals ends: with the text, or before the first that is one too
    many."""

    def quantities_in(self, start: int, end: int) -> Sequence[Quantity]:
        """Return the quantities that begin in text[start:end] and end there."""
        starts = self.quantity_starts
        own = self.quantities[bisect_left(starts, start) : bisect_left(starts, end)]
        return own if not own or own[-1].end <= end else own[:-1]

    def times_in(self, start: int, end: int) -> Sequence[Time]:
        """Return the times that begin in text[start:end]."""
        return self.times[bisect_left(self.time_starts, start) : bisect_left(self.time_starts, end)]


def tells_time(text: str, time: Time) -> bool:
    """Return whether a time in a title tells of what is said: a plan's, or a yearly report's."""
    if not time.match["plan"]:
        return names_yearly_report(text, time)
    end = text.find("》", time.end, time.end + LONGEST_TITLE)
    named = TimeForms.load().around["plan_named"]
    return end >= 0 and named.search(text, time.start, end) is not None


def names_yearly_report(text: str, time: Time) -> bool:
    """Return whether a time is the year that the title of a yearly report begins with.

    >>> text = "《2023年数字经济发展报告》显示"
    >>> names_yearly_report(text, next(find_times(text)))
    True
    """
    year = time.match["year"] is not None and time.end - time.start <= len("2023年度")
    begins = year and text.endswith("《", 0, time.start)
    return begins and TimeForms.load().around["yearly_report"].match(text, time.end) is not None


def read_passage(written: str, finder: Finder) -> Passage:
    """Return what is found in a text as it is written."""
    text = NOTED.sub(lambda mark: " " * len(mark[0]), fold(written)).replace(CELL_END, "\n")
    home = find_home_currency(written, text, finder.signs_of_homes)
    times = list(find_times(text, republic=REPUBLIC_DIGITS.get(home, 0)))
    masks = find_masks(text, times, finder)
    found, end = find_quantities(text, finder)
    quantities, refusals = refuse_numerals(text, found, masks, finder)
    set_currency(text, quantities, home)
    names = [m for m in masks.masks if m.exclusion in NAMES]
    if names:
        inside = {i for m in names for i in range(m.start + 1, m.end)}
        times = [t for t in times if t.start not in inside or tells_time(text, t)]
    return Passage(
        text,
        quantities,
        refusals,
        times,
        quantity_starts=[q.start for q in quantities],
        time_starts=[t.start for t in times],
        end=end,
    )
