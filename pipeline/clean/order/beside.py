"""What of the file stands beside its text: who speaks in turn, and the pages."""

from collections.abc import Sequence
from itertools import pairwise
from math import log

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.clean.order.line_signs import Side
from pipeline.clean.order.pieces import FEWEST_LABELS, find_sides
from pipeline.clean.order.times import find_stamps
from pipeline.clean.order.weights import NumberWeights, OrderWeights


class Voices:
    """The labels of speakers in a text, and how they follow each other."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        labels = [paragraph.label for paragraph in paragraphs if paragraph.label]
        asks = [label.role == "reporter" for label in labels]
        turns = sum(a != b for a, b in pairwise(asks))
        self.labels = frozenset(label.words for label in labels)
        self.alternating = (turns + 1) / (len(asks) + 1)
        self.sides = find_sides(paragraphs)[0] if len(labels) >= FEWEST_LABELS else []

    def speaks(self, i: int) -> bool:
        """Return whether paragraph i is said by somebody."""
        return bool(self.sides) and self.sides[i] is not None

    def weigh_turn(self, before: Side | None, after: Side | None) -> float:
        """Return the weight of one speaker's label following another's, as in the rest."""
        if before is None or after is None:
            return 0.0
        share = self.alternating if before != after else 1 - self.alternating
        return log(max(share, OrderWeights.load().flow["rarest"]) / 0.5)


class Pages:
    """The pages of a text. `numbers` are those of the paragraphs where they say more than the file;
    a `bound` file has whole pages, seldom in another order than they are read in. `times` are those
    of what is said that were left out of the text, with their places in the source; with those in
    the text they are its `stamps`.
    """

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        numbers: Sequence[int] = (),
        *,
        bound: bool = False,
        times: Sequence[tuple[int, str]] = (),
    ) -> None:
        self.paragraphs = paragraphs
        self.numbers = numbers
        self.bound = bound
        self.stamps = find_stamps(paragraphs, times)

    def begins_bound(self, j: int) -> bool:
        """Return whether a page begins with paragraph j in a file that has its pages in order."""
        return self.bound and self.paragraphs[j].page_break

    def begins(self, j: int) -> bool:
        """Return whether a page with a number of use begins with paragraph j."""
        return bool(self.numbers) and (j == 0 or self.numbers[j - 1] != self.numbers[j])

    def skips(self, i: int, j: int) -> bool:
        """Return whether paragraph j begins a page that is not the next one after that of i."""
        return self.begins(j) and self.numbers[j] != self.numbers[i] + 1

    def weigh(self, i: int, j: int, weights: NumberWeights) -> float:
        """Return the weight of the page that begins with paragraph j following that of i."""
        if not self.begins(j):
            return 0.0
        if self.numbers[j] == self.numbers[i] + 1:
            return weights.follow
        return weights.skip if self.numbers[j] > self.numbers[i] else weights.fall
