"""Restores the reading order of a text whose pieces stand in the wrong order.

The pieces are put in the order that the evidence makes most probable: one assignment problem,
solved exactly (search.py). A link between two pieces weighs how well the one follows the
other, in nats; the order weighs the sum of its links. What an order weighs more than the best
one without a link is the margin of that link. Links with too small a margin are not believed:
their pieces stay where they were.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

from pipeline.clean.lines.paragraphs import LineReader, Paragraph
from pipeline.clean.order.confidence import Step, find_doubts, make_step
from pipeline.clean.order.links import MISSING, Weigher
from pipeline.clean.order.pieces import (
    Piece,
    cut_at,
    find_broken_off,
    find_cuts,
    find_sides,
    may_continue,
)
from pipeline.clean.order.search import MOST_PIECES, search, weigh_order

if TYPE_CHECKING:
    from pipeline.clean.order.continuation import Continuation

MOST_CUTS = 300
"""A text that seems cut at more places is left as it is."""
MOST_PARAGRAPHS = 3000
"""In a longer text no start in mid-sentence is looked for after a full stop."""

# In nats.
IN_ORDER = 3.0
TRUSTED = 0.1


@dataclass(frozen=True, slots=True)
class Order:
    """Pieces in reading order; `steps[k]` leads from the k-th to the next, None if not trusted."""

    pieces: tuple[Piece, ...]
    steps: tuple[Step | None, ...]
    given_up: int = 0
    """How many cuts there seem to be, where they are too many to be restored."""


def load_model() -> "Continuation":
    """Return the continuation model; most texts are in order and do not need it."""
    from pipeline.clean.order.continuation import load_continuation

    return load_continuation()


def restore_order(
    paragraphs: Sequence[Paragraph],
    reader: LineReader,
    model: "Callable[[], Continuation]" = load_model,
    pages: Sequence[int] = (),
    bound: bool = False,
) -> Order:
    """Return the pieces of the text in reading order.

    `pages` are those of the paragraphs where their numbers say more than the file; a `bound` file
    has whole pages, seldom in another order than they are read in.
    """
    cuts = find_cuts(paragraphs)
    if not cuts and not (paragraphs and find_broken_off(paragraphs[-1]) == 1):
        return Order(tuple(cut_at(paragraphs, [])) if paragraphs else (), ())
    if len(cuts) > MOST_CUTS:
        return Order(tuple(cut_at(paragraphs, [])), (), given_up=len(cuts))
    weigher = Weigher(paragraphs, cuts, reader, model(), pages, bound)
    chosen = add_hidden_cuts(paragraphs, choose_cuts(paragraphs, cuts, weigher), weigher)
    order = trust(weigher.cut_at(chosen), weigher)
    left = [cut for cut in cuts if cut not in chosen]
    return spread_doubt(paragraphs, refine(order, left, weigher), weigher)


def add_hidden_cuts(
    paragraphs: Sequence[Paragraph], cuts: Sequence[int], weigher: Weigher
) -> list[int]:
    """Return the cuts and the likeliest starts in mid-sentence after a full stop.

    Such a start shows only by going on in a sentence that breaks off elsewhere; where more
    sentences break off than are gone on with, there must be one.
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
                    weigher.join(i, j)[0] + weigher.weigh_turn(before[i], after[j])
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
        if loss < 0 or (rank < wanted and loss < MISSING)
    ]
    return sorted([*cuts, *hidden])


def choose_cuts(
    paragraphs: Sequence[Paragraph], cuts: Sequence[int], weigher: "Weigher"
) -> list[int]:
    """Return the cuts that go on worst as they stand, no more than can be searched."""
    if len(cuts) < MOST_PIECES:
        return list(cuts)
    pieces = weigher.cut_at(cuts)
    in_place = {b.first: weigher.weigh(a, b).weight for a, b in pairwise(pieces)}
    return sorted(sorted(cuts, key=lambda cut: (in_place[cut], cut))[: MOST_PIECES - 1])


def trust(pieces: Sequence[Piece], weigher: Weigher) -> Order:
    """Return the best order of the pieces as far as its links can be trusted."""
    count = len(pieces)
    links = {
        (i, j): weigher.weigh(pieces[i], pieces[j])
        for i in range(count)
        for j in range(count)
        if i != j
    }
    starts = [
        weigher.text_start
        if piece.starts_text
        else weigher.start(piece.first) + (1.0 if k == 0 else 0.0)
        for k, piece in enumerate(pieces)
    ]
    weights = {pair: link.weight for pair, link in links.items()}
    best, path = search(pieces, weights, starts)
    as_is = list(range(count))
    untouched = weigh_order(as_is, pieces, weights, starts) + IN_ORDER
    if untouched >= best:
        best, path = untouched, as_is
    steps: dict[tuple[int, int], Step] = {}
    chains = [[path[0]]]
    for pair in pairwise(path):
        second, _ = search(pieces, weights | {pair: -inf}, starts)
        if path != as_is and pair[1] != pair[0] + 1:
            second = max(second, untouched)
        if best - second >= TRUSTED:
            broken_off = pieces[pair[0]].broken_off
            steps[pair] = make_step(links[pair], best - second, broken_off, weigher.calibrations)
            chains[-1].append(pair[1])
        else:
            chains.append([pair[1]])
    chains.sort(key=lambda chain: max(chain, key=lambda k: pieces[k].last - pieces[k].first))
    order = [k for chain in chains for k in chain]
    return Order(tuple(pieces[k] for k in order), tuple(steps.get(p) for p in pairwise(order)))


def spread_doubt(paragraphs: Sequence[Paragraph], order: Order, weigher: Weigher) -> Order:
    """Return the order with doubt where a sentence that breaks off elsewhere may go on."""
    long = len(paragraphs) > MOST_PARAGRAPHS
    starts = sorted(weigher.cuts) if long else range(1, len(paragraphs))
    doubts = find_doubts(paragraphs, order.pieces, order.steps, weigher, starts)
    order = refine(order, list(doubts), weigher)
    steps = tuple(
        replace(step, confidence=min(step.confidence, 1 - doubts.get(piece.first, 0.0)))
        if step
        else None
        for step, piece in zip(order.steps, order.pieces[1:], strict=True)
    )
    return replace(order, steps=steps)


def refine(order: Order, cuts: Sequence[int], weigher: Weigher) -> Order:
    """Return the order with its pieces cut further, each where it stands."""
    if not cuts:
        return order
    pieces: list[Piece] = []
    steps: list[Step | None] = []
    fine = weigher.cut_at(sorted({*cuts, *(p.first for p in order.pieces)} - {0}))
    for k, piece in enumerate(order.pieces):
        if k:
            steps.append(order.steps[k - 1])
        own = [part for part in fine if piece.first <= part.first < piece.last]
        steps += [
            make_step(weigher.weigh(a, b), inf, a.broken_off, weigher.calibrations)
            for a, b in pairwise(own)
        ]
        pieces += own
    return Order(tuple(pieces), tuple(steps))
