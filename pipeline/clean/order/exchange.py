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
        parts: list[str] = []
        characters = 0
        for k in range(i, -1, -1):
            parts.append(self.paragraphs[k].text)
            characters += len(parts[-1])
            if k in self.cuts or opens(self.paragraphs[k]) or characters >= REACH:
                break
        return pairs_of_han("\n".join(reversed(parts))[-REACH:])

    def _pairs_below(self, j: int) -> frozenset[str]:
        """Return the pairs of Han characters from paragraph j to the end of the exchange."""
        parts = [self.paragraphs[j].text]
        characters = len(parts[0])
        for k in range(j + 1, len(self.paragraphs)):
            if k in self.cuts or opens(self.paragraphs[k]) or characters >= REACH:
                break
            parts.append(self.paragraphs[k].text)
            characters += len(parts[-1])
        return pairs_of_han("\n".join(parts)[:REACH])


def opens(paragraph: Paragraph) -> bool:
    """Return whether an exchange or a section begins with a paragraph."""
    return paragraph.kind == "heading" or find_side(paragraph) == "asks"
