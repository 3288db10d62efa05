"""Restores the reading order of a text whose pieces stand in the wrong order.

The pieces are put in the order that the evidence makes most probable: one assignment problem,
solved exactly (search.py). A link between two pieces weighs how well the one follows the
other, in nats; the order weighs the sum of its links. What an order weighs more than the best
one without a link is the margin of that link. Links with too small a margin are not believed:
their pieces stay where they were.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

from pipeline.clean.lines.paragraphs import LineReader, Paragraph
from pipeline.clean.order.confidence import UNLIKELY, Step, calibrate, find_doubts, make_step
from pipeline.clean.order.disorder import DOUBTFUL, EVEN_CHANCE, weigh_disorder
from pipeline.clean.order.links import MISSING, MOST_CUTS, Link, Weigher
from pipeline.clean.order.pieces import (
    Piece,
    cut_at,
    find_broken_off,
    find_cuts,
    find_sides,
    may_continue,
)
from pipeline.clean.order.search import MOST_PIECES, search, weigh_order
from pipeline.clean.order.stamps import have_rising_stamps
from pipeline.clean.order.wraps import weigh_wraps

if TYPE_CHECKING:
    from pipeline.clean.order.continuation import Continuation

MOST_PARAGRAPHS = 3000
"""In a longer text no start in mid-sentence is looked for after a full stop."""

IN_ORDER = 3.0
"""In nats: how much more an order must weigh than that of the file before margins are believed."""
TRUSTED = 0.1
"""In nats: a link with a smaller margin is no better than another."""
GOES_ON = 0.5
"""How probably at least a line goes on in the next one, to be joined with it."""


@dataclass(frozen=True, slots=True)
class Order:
    """Pieces in reading order; `steps[k]` leads from the k-th to the next, None if not trusted."""

    pieces: tuple[Piece, ...]
    steps: tuple[Step | None, ...]
    kept: bool = True
    """Whether it is the order of the file, beyond doubt."""


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
    weigher = Weigher(paragraphs, cuts, reader, model(), pages, bound)
    if len(cuts) > MOST_CUTS or have_rising_stamps(paragraphs):
        return keep_order(weigher)
    choice = choose_order(weigher)
    disorder = weigh_disorder(weigher, choice.gain)
    if disorder < DOUBTFUL:
        return keep_order(weigher)
    if disorder > EVEN_CHANCE:
        order = trust(choice, choice.path, weigher)
    else:
        order = bound_confidence(trust(choice, choice.as_is, weigher), 1 - disorder)
    chosen = {piece.first for piece in choice.pieces}
    left = [cut for cut in cuts if cut not in chosen]
    return spread_doubt(paragraphs, refine(order, left, weigher), weigher)


def bound_confidence(order: Order, most: float) -> Order:
    """Return the order with no step surer than that the text is in order."""
    steps = (step and replace(step, confidence=min(step.confidence, most)) for step in order.steps)
    return replace(order, steps=tuple(steps))


def keep_order(weigher: Weigher) -> Order:
    """Return the text in the order that it has, lines joined that go on in the next one."""
    wraps = weigh_wraps(weigher)
    joined = {i + 1 for i, sure in wraps.items() if sure >= GOES_ON and reads_on(weigher, i)}
    missing = find_missing(weigher) - joined
    pieces = weigher.cut_at(sorted(joined | missing))
    steps = []
    for above, below in pairwise(pieces):
        i, link = above.last - 1, weigher.weigh(above, below)
        sure = wraps.get(i, 1.0) if below.first in joined else 1.0
        if below.first in joined and weigher.paragraphs[below.first].page_break:
            sure *= calibrate(weigher.calibrations.complete, weigher.join(i, below.first)[0])
        steps.append(Step(link, inf, below.first in joined, sure))
    return Order(tuple(pieces), tuple(steps))


def is_prose(paragraph: Paragraph) -> bool:
    """Return whether a line is what somebody says or has marks within: a row of names has none."""
    return paragraph.label is not None or any(mark in paragraph.text for mark in "，。；？！")


def reads_on(weigher: Weigher, i: int) -> bool:
    """Return whether the characters on both sides of a break do not speak against one sentence."""
    return weigher.join(i, i + 1)[0] - weigher.start(i + 1) > UNLIKELY


def find_missing(weigher: Weigher) -> set[int]:
    """Return the paragraphs above which the rest of a sentence is missing, if it does not go on.

    A sentence that stops where a page ends has lost its rest.
    """
    pairs = enumerate(pairwise(weigher.paragraphs), start=1)
    return {
        j
        for j, (above, below) in pairs
        if below.page_break and find_broken_off(above) == 1 and is_prose(above)
    }


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


@dataclass(frozen=True, slots=True)
class Choice:
    """Pieces with the weights of their links, and the order that weighs most."""

    pieces: Sequence[Piece]
    links: Mapping[tuple[int, int], Link]
    weights: Mapping[tuple[int, int], float]
    starts: Sequence[float]
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


def choose_order(weigher: Weigher) -> Choice:
    """Return the order that weighs most, of the pieces that the text may have been cut into."""
    paragraphs = weigher.paragraphs
    shown = choose_cuts(paragraphs, sorted(weigher.cuts), weigher)
    pieces = weigher.cut_at(add_hidden_cuts(paragraphs, shown, weigher))
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
    untouched = weigh_order(range(count), pieces, weights, starts)
    return Choice(pieces, links, weights, starts, path, best, untouched)


def trust(choice: Choice, path: Sequence[int], weigher: Weigher) -> Order:
    """Return this order of the pieces as far as its links can be trusted."""
    pieces, as_is = choice.pieces, choice.as_is
    untouched = choice.untouched + IN_ORDER
    best = choice.best if path != as_is else untouched
    steps: dict[tuple[int, int], Step] = {}
    chains = [[path[0]]]
    for pair in pairwise(path):
        second, _ = search(pieces, {**choice.weights, pair: -inf}, choice.starts)
        if path != as_is and pair[1] != pair[0] + 1:
            second = max(second, untouched)
        if best - second >= TRUSTED:
            margin, broken_off = best - second, pieces[pair[0]].broken_off
            steps[pair] = make_step(choice.links[pair], margin, broken_off, weigher.calibrations)
            chains[-1].append(pair[1])
        else:
            chains.append([pair[1]])
    if path != as_is:
        chains.sort(key=lambda chain: max(chain, key=lambda k: pieces[k].last - pieces[k].first))
    order = [k for chain in chains for k in chain]
    return Order(
        tuple(pieces[k] for k in order), tuple(steps.get(p) for p in pairwise(order)), kept=False
    )


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
    return replace(order, pieces=tuple(pieces), steps=tuple(steps))
