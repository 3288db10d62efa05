"""What an exchange is about: the characters from its question or heading on, around a cut.

An answer repeats the nouns of its question, and a section those of its heading, long after the
words beside a cut have ceased to.
"""

from bisect import bisect
from collections.abc import Collection, Sequence
from functools import cache

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.clean.order.line_signs import find_side
from pipeline.language.han_pairs import Pairs, pairs_of_han

REACH, MOST_LINES = 800, 80
"""Characters of an exchange on either side of a cut that are looked at, and its lines."""


class Exchanges:
    """The exchanges and sections of one text. None reaches over a cut."""

    def __init__(self, paragraphs: Sequence[Paragraph], cuts: Collection[int]) -> None:
        self.texts = [paragraph.text for paragraph in paragraphs]
        begun = (
            k for k, p in enumerate(paragraphs) if p.kind == "heading" or find_side(p) == "asks"
        )
        self.starts = sorted({0, len(paragraphs), *cuts, *begun})
        self.pairs_above = cache(self._pairs_above)
        self.pairs_below = cache(self._pairs_below)

    def _pairs_above(self, i: int) -> Pairs:
        """Return the pairs of Han characters from the start of the exchange to paragraph i."""
        first = max(self.starts[bisect(self.starts, i) - 1], i - MOST_LINES)
        return pairs_of_han("\n".join(self.texts[first : i + 1])[-REACH:])

    def _pairs_below(self, j: int) -> Pairs:
        """Return the pairs of Han characters from paragraph j to the end of the exchange."""
        end = min(self.starts[bisect(self.starts, j)], j + MOST_LINES)
        return pairs_of_han("\n".join(self.texts[j:end])[:REACH])
