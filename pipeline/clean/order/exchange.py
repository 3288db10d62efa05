"""What an exchange is about: the characters from its question or heading on, around a cut.

An answer repeats the nouns of its question, and a section those of its heading, long after the
words beside a cut have ceased to.
"""

from collections.abc import Collection, Sequence
from functools import cache

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.clean.order.line_signs import find_side
from pipeline.language.han_pairs import pairs_of_han

REACH = 800
"""Characters of an exchange on either side of a cut that are looked at."""


class Exchanges:
    """The exchanges of one text. None reaches over a cut, the number of a paragraph below one."""

    def __init__(self, paragraphs: Sequence[Paragraph], cuts: Collection[int]) -> None:
        self.paragraphs = paragraphs
        self.cuts = frozenset(cuts)
        self.pairs_above = cache(self._pairs_above)
        self.pairs_below = cache(self._pairs_below)

    def _pairs_above(self, i: int) -> frozenset[str]:
        """Return the pairs of Han characters from the start of the exchange to paragraph i."""
        first, size = i, len(self.paragraphs[i].text)
        while first and size < REACH and not self.begins(first):
            first -= 1
            size += len(self.paragraphs[first].text)
        said = "\n".join(paragraph.text for paragraph in self.paragraphs[first : i + 1])
        return pairs_of_han(said[-REACH:])

    def _pairs_below(self, j: int) -> frozenset[str]:
        """Return the pairs of Han characters from paragraph j to the end of the exchange."""
        last, size = j + 1, len(self.paragraphs[j].text)
        while last < len(self.paragraphs) and size < REACH and not self.begins(last):
            size += len(self.paragraphs[last].text)
            last += 1
        return pairs_of_han("\n".join(p.text for p in self.paragraphs[j:last])[:REACH])

    def begins(self, k: int) -> bool:
        """Return whether an exchange or a section begins with paragraph k, or a piece does."""
        paragraph = self.paragraphs[k]
        return k in self.cuts or paragraph.kind == "heading" or find_side(paragraph) == "asks"
