"""The order of a text's pieces that weighs most, against the order that the file has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.clean.order.line_signs import find_broken_off, may_continue
from pipeline.clean.order.links import Link, Weigher
from pipeline.clean.order.pieces import Piece, find_sides
from pipeline.clean.order.search import MOST_PIECES, Ordering

MOST_PARAGRAPHS = 3000
"""In a longer text no start in mid-sentence is looked for after a full stop."""


@dataclass(frozen=True, slots=True)
class ChosenOrder:
    """Pieces with their links, and the order that weighs most."""

    pieces: Sequence[Piece]
    links: Mapping[tuple[int, int], Link]
    ordering: Ordering
    path: Sequence[int]
    best: float
    untouched: float

    @property
    def as_is(self) -> list[int]:
        """The order of the file."""
        return list(range(len(self.pieces)))

    @property
    def gain(self) -> float:
        """What the best order weighs more than that of the file, in nats."""
        return self.best - self.untouched


def choose_order(weigher: Weigher, *, shuffled: bool = False) -> ChosenOrder:
    """Return the order that weighs most, of the pieces that the text may have been cut into.

    `shuffled`, if it is known that the file is out of order.
    """
    paragraphs = weigher.paragraphs
    begun = {i for i in weigher.begun if i and paragraphs[i - 1].ends_sentence}
    begun |= {i + 1 for i in weigher.begun if i + 1 < len(paragraphs)}
    shown = choose_cuts(sorted(begun | weigher.cuts), weigher)
    pieces = weigher.cut_at(add_hidden_cuts(paragraphs, shown, weigher, shuffled=shuffled))
    count = len(pieces)
    links = {
        (i, j): weigher.weigh(pieces[i], pieces[j], shuffled=shuffled)
        for i in range(count)
        for j in range(count)
        if i != j
    }
    starts = [
        weigher.text_start
        if piece.starts_text
        else weigher.weigh_begin(piece) + (weigher.weights.places.first if k == 0 else 0.0)
        for k, piece in enumerate(pieces)
    ]
    ends = [weigher.weigh_end(piece) for piece in pieces]
    weights = {pair: link.either for pair, link in links.items()}
    ordering = Ordering(pieces, starts, ends, weights, weigher.weights.numbers)
    best, path = ordering.search()
    return ChosenOrder(pieces, links, ordering, path, best, ordering.weigh(range(count)))


def add_hidden_cuts(
    paragraphs: Sequence[Paragraph], cuts: Sequence[int], weigher: Weigher, *, shuffled: bool
) -> list[int]:
    """Return the cuts and the likeliest starts in mid-sentence after a full stop.

    Such a start shows only by going on in a sentence that breaks off elsewhere; where more
    sentences break off than are gone on with, there must be one. In a file that was `shuffled` all
    are tried that are likelier than a sentence whose rest is missing.
    """
    room = MOST_PIECES - 1 - len(cuts)
    if room <= 0 or len(paragraphs) > MOST_PARAGRAPHS:
        return list(cuts)
    ends = [i - 1 for i in [*cuts, len(paragraphs)] if find_broken_off(paragraphs[i - 1])]
    starts = [i for i in [0, *cuts] if may_continue(paragraphs[i])]
    losses = []
    before, after = find_sides(paragraphs)
    for j in range(1, len(paragraphs)):
        if j not in cuts:
            best = max(
                (
                    weigher.join(i, j)[0] + weigher.voices.weigh_turn(before[i], after[j])
                    for i in ends
                    if i != j - 1 and weigher.can_follow(i, j)
                ),
                default=-inf,
            )
            stays = weigher.hidden_in_place + weigher.start(j) + weigher.topic(j - 1, j)
            losses.append((stays - best, j))
    wanted = max(0, len(ends) - len(starts)) + 1
    hidden = [
        j
        for rank, (loss, j) in enumerate(sorted(losses)[:room])
        if loss < 0 or ((shuffled or rank < wanted) and loss < weigher.weights.sentences.missing)
    ]
    return sorted([*cuts, *hidden])


def choose_cuts(cuts: Sequence[int], weigher: Weigher) -> list[int]:
    """Return the cuts that go on worst as they stand, no more than can be searched."""
    if len(cuts) < MOST_PIECES:
        return list(cuts)
    pieces = weigher.cut_at(cuts)
    in_place = {b.first: weigher.weigh(a, b).weight for a, b in pairwise(pieces)}
    return sorted(sorted(cuts, key=lambda cut: (in_place[cut], cut))[: MOST_PIECES - 1])
