"""Restores the reading order of a text whose pieces stand in the wrong order.

The pieces are put in the order that the evidence makes most probable: one assignment problem,
solved exactly (Held & Karp 1962). A link between two pieces weighs how well the one follows the
other, in nats; the order weighs the sum of its links. What an order weighs more than the best
one without a link is the margin of that link. Links with too small a margin are not believed:
their pieces stay where they were.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import exp, inf, log
from typing import TYPE_CHECKING

from pipeline.clean.paragraphs import Paragraph
from pipeline.clean.pieces import (
    ITEM,
    LABEL_PART,
    Piece,
    Side,
    can_follow,
    cut_at,
    find_broken_off,
    find_cuts,
    find_echoes,
    find_side,
    find_sides,
    may_continue,
)

if TYPE_CHECKING:
    from pipeline.clean.continuation import Continuation
    from pipeline.clean.evidence import Finding, Relation

MOST_PIECES = 9
"""Search takes 2ⁿ·n² steps."""
MOST_CUTS = 300
"""A text that seems cut at more places is left as it is."""
MOST_PARAGRAPHS = 3000
"""In a longer text no start in mid-sentence is looked for after a full stop."""

# In nats.
IN_PLACE, IN_PLACE_CUT = 3.0, 1.0
MISSING = 6.0
TEXT_START, ONLY_START = 4.0, 8.0
NUMBER_FOLLOWS, NUMBER_SKIPS, NUMBER_FALLS = 3.0, -2.0, -6.0
IN_ORDER = 3.0
TRUSTED = 0.1
DOUBTFUL, DOUBTFUL_DISPLAY = -5.0, 0.0
UNLIKELY = -3.0

# Slope and intercept of the log-odds that a link is right, over its margin and over the findings
# of a join, as cut texts show them (benchmarks/order.py).
BY_MARGIN = 1.1, -2.2
BY_FINDINGS = 0.8, 0.9


@dataclass(frozen=True, slots=True)
class Link:
    """How well a piece follows another; joined, they are one paragraph."""

    weight: float
    joined: bool
    evidence: tuple[str, ...]
    findings: float
    """What the characters on both sides weigh without the rest."""


@dataclass(frozen=True, slots=True)
class Step:
    """How one piece leads to the next: `confidence` is the probability that they belong so."""

    joined: bool
    evidence: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Order:
    """Pieces in reading order; `steps[k]` leads from the k-th to the next, None if not trusted."""

    pieces: tuple[Piece, ...]
    steps: tuple[Step | None, ...]
    given_up: int = 0
    """How many cuts there seem to be, where they are too many to be restored."""


def load_model() -> "Continuation":
    """Return the continuation model; most texts are in order and do not need it."""
    from pipeline.clean.continuation import load_continuation

    return load_continuation()


def restore_order(
    paragraphs: Sequence[Paragraph], model: "Callable[[], Continuation]" = load_model
) -> Order:
    """Return the pieces of the text in reading order."""
    cuts = find_cuts(paragraphs)
    if not cuts and not (paragraphs and find_broken_off(paragraphs[-1]) == 1):
        return Order(tuple(cut_at(paragraphs, [])) if paragraphs else (), ())
    if len(cuts) > MOST_CUTS:
        return Order(tuple(cut_at(paragraphs, [])), (), given_up=len(cuts))
    weigher = Weigher(paragraphs, cuts, model())
    chosen = add_hidden_cuts(paragraphs, choose_cuts(paragraphs, cuts, weigher), weigher)
    order = trust(cut_at(paragraphs, chosen), weigher)
    left = [cut for cut in cuts if cut not in chosen]
    return order if not left else refine(paragraphs, order, left, weigher)


class Weigher:
    """Weighs links between the pieces of one text."""

    def __init__(
        self, paragraphs: Sequence[Paragraph], cuts: Sequence[int], model: "Continuation"
    ) -> None:
        from pipeline.clean.evidence import Junctions
        from pipeline.clean.exchange import Exchanges

        self.paragraphs = paragraphs
        self.junctions = Junctions([p.text for p in paragraphs], model)
        self.exchanges = Exchanges(paragraphs, cuts)
        self.labels = frozenset(p.label.words for p in paragraphs if p.label)
        sides = [p.label.role == "reporter" for p in paragraphs if p.label]
        turns = sum(a != b for a, b in pairwise(sides))
        self.alternating = (turns + 1) / (len(sides) + 1)
        titles = sum(p.kind == "title" for p in paragraphs) - len(find_echoes(paragraphs))
        self.text_start = ONLY_START if titles == 1 else TEXT_START
        self.start = cache(self._start)
        self.join = cache(self._join)
        self.topic = cache(self._topic)

    def _start(self, i: int) -> float:
        """Return the weight of paragraph i beginning with a sentence of its own."""
        paragraph = self.paragraphs[i]
        return self.junctions.weigh_start(paragraph.text) if may_continue(paragraph) else 0.5

    def _topic(self, i: int, j: int) -> float:
        """Return the weight of paragraph j going on with the topic of paragraph i."""
        below = self.paragraphs[j]
        if find_side(below) == "answers":
            return self._find_topic("answer", i, j).weight
        if not may_continue(below) or self.paragraphs[i].is_display:
            return 0.0
        return self._find_topic("paragraph", i, j).weight

    def _find_topic(self, relation: "Relation", i: int, j: int) -> "Finding":
        above, below = self.exchanges.pairs_above(i), self.exchanges.pairs_below(j)
        texts = self.paragraphs[i].text, self.paragraphs[j].text
        return self.junctions.weigh_topic(relation, *texts, (above, below))

    def _join(self, i: int, j: int) -> tuple[float, tuple[str, ...]]:
        """Return the weight of paragraph j going on in the sentence of i, and the reasons."""
        above, below = self.paragraphs[i], self.paragraphs[j]
        found = self.junctions.weigh_join(above.text, below.text)
        found.append(self._find_topic("sentence", i, j))
        head, colon, _ = below.text[:LABEL_PART].replace(":", "：").partition("：")
        if colon and above.text + head in self.labels:
            found.append(self.junctions.weigh_label())
        weight = sum(finding.weight for finding in found)
        return weight, tuple(finding.code for finding in found if finding.weight > 0)

    def weigh(self, a: Piece, b: Piece) -> Link:
        """Return how well piece b follows piece a."""
        flow, reasons = self.weigh_flow(a, b)
        if a.last == b.first:
            flow += IN_PLACE_CUT if a.broken_off == 1 else IN_PLACE
            reasons = (*reasons, "next_in_source")
        starts_text = self.text_start if b.starts_text else 0.0
        below_above = self.start(b.first) - starts_text
        if not a.broken_off:
            below_above += self.topic(a.last - 1, b.first)
        weight = flow + below_above - MISSING * a.broken_off
        apart = Link(weight, False, reasons, below_above)
        above, below = self.paragraphs[a.last - 1], self.paragraphs[b.first]
        alone = a.last - a.first == 1
        if not a.broken_off or not can_follow(above, below) or (b.starts_text and not alone):
            return apart
        weight, findings = self.join(a.last - 1, b.first)
        doubt = -log(a.broken_off)
        joined = Link(flow + weight + starts_text - doubt, True, (*findings, *reasons), weight)
        return max(apart, joined, key=lambda link: link.weight)

    def weigh_turn(self, before: Side | None, after: Side | None) -> float:
        """Return the weight of one speaker's label following another's, as in the rest."""
        if before is None or after is None:
            return 0.0
        share = self.alternating if before != after else 1 - self.alternating
        return log(max(share, 0.01) / 0.5)

    def weigh_flow(self, a: Piece, b: Piece) -> tuple[float, tuple[str, ...]]:
        """Return the weight of speakers taking turns and of numbers that count on."""
        weight, reasons = self.weigh_turn(a.last_side, b.first_side), []
        if weight > 0.3:
            reasons.append("speakers_alternate")
        for style, number in sorted(b.head.items()):
            numbers = weigh_number(style, a, number)
            if numbers > 0:
                reasons.append("numbers_ascend")
            weight += numbers
        return weight, tuple(reasons)


def weigh_number(style: str, a: Piece, number: int) -> float:
    """Return the weight of the first number of a style in a piece after piece a."""
    before = a.tail.get(style)
    if before is None:
        if style not in a.restarts:
            return 0.0
        return 0.5 if number == 1 else NUMBER_SKIPS
    if number == before + 1:
        return NUMBER_FOLLOWS
    if number == 1 and style == ITEM:
        return 0.0
    return NUMBER_SKIPS


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
                    if i != j - 1 and can_follow(paragraphs[i], paragraphs[j])
                ),
                default=-inf,
            )
            stays = IN_PLACE + weigher.start(j) + weigher.topic(j - 1, j)
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
    pieces = cut_at(paragraphs, cuts)
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
            steps[pair] = make_step(links[pair], best - second, pieces[pair[0]].broken_off)
            chains[-1].append(pair[1])
        else:
            chains.append([pair[1]])
    chains.sort(key=lambda chain: max(chain, key=lambda k: pieces[k].last - pieces[k].first))
    order = [k for chain in chains for k in chain]
    return Order(tuple(pieces[k] for k in order), tuple(steps.get(p) for p in pairwise(order)))


def make_step(link: Link, margin: float, broken_off: float) -> Step:
    """Return the step along a link with this margin.

    A join with findings as low as most wrong ones have is not believed whatever its margin:
    the other half of the sentence may be missing.
    """
    confidence = find_confidence(margin, BY_MARGIN)
    if not link.joined:
        if link.findings < UNLIKELY:
            confidence = min(confidence, 0.5)
        elif 0 < broken_off < 1:
            confidence = min(confidence, 0.9)
        return Step(False, link.evidence, confidence)
    confidence = min(confidence, find_confidence(link.findings, BY_FINDINGS))
    if link.findings < (DOUBTFUL if broken_off == 1 else DOUBTFUL_DISPLAY):
        return Step(False, link.evidence, min(confidence, 0.5))
    return Step(True, link.evidence, confidence)


def refine(
    paragraphs: Sequence[Paragraph], order: Order, cuts: Sequence[int], weigher: Weigher
) -> Order:
    """Return the order with its pieces cut further, joined again where that is certain."""
    pieces: list[Piece] = []
    steps: list[Step | None] = []
    fine = cut_at(paragraphs, sorted([*cuts, *(p.first for p in order.pieces if p.first)]))
    for k, piece in enumerate(order.pieces):
        if k:
            steps.append(order.steps[k - 1])
        own = [part for part in fine if piece.first <= part.first < piece.last]
        steps += [weigh_in_place(weigher, a, b) for a, b in pairwise(own)]
        pieces += own
    return Order(tuple(pieces), tuple(steps))


def weigh_in_place(weigher: Weigher, a: Piece, b: Piece) -> Step:
    """Return the step between two pieces that are not to be moved."""
    link = weigher.weigh(a, b)
    return make_step(link, inf, a.broken_off)


def search(
    pieces: Sequence[Piece], weights: Mapping[tuple[int, int], float], starts: Sequence[float]
) -> tuple[float, list[int]]:
    """Return the heaviest order of all pieces, and its weight.

    A state is the set of pieces placed and the last of them. The highest number that a main
    heading bears so far follows from the set, as they ascend.
    """
    count = len(pieces)
    full = (1 << count) - 1
    highest = [0] * (full + 1)
    for placed in range(1, full + 1):
        low = (placed & -placed).bit_length() - 1
        highest[placed] = max(highest[placed & placed - 1], pieces[low].top_last or 0)
    best: list[list[tuple[float, int]]] = [[(-inf, -1)] * count for _ in range(full + 1)]
    for k in range(count):
        best[1 << k][k] = (starts[k], -1)
    for placed in range(1, full):
        for j in range(count):
            if placed >> j & 1:
                continue
            numbers = weigh_top(highest[placed], pieces[j].top_first)
            weight, i = max(
                (best[placed][i][0] + weights[i, j], i) for i in range(count) if placed >> i & 1
            )
            best[placed | 1 << j][j] = (weight + numbers, i)
    weight, last = max((best[full][k][0] - MISSING * pieces[k].broken_off, k) for k in range(count))
    path, placed = [], full
    k = last
    while k >= 0:
        path.append(k)
        placed, k = placed & ~(1 << k), best[placed][k][1]
    return weight, path[::-1]


def weigh_order(
    path: Sequence[int],
    pieces: Sequence[Piece],
    weights: Mapping[tuple[int, int], float],
    starts: Sequence[float],
) -> float:
    """Return the weight of an order."""
    weight = starts[path[0]] - MISSING * pieces[path[-1]].broken_off
    highest = pieces[path[0]].top_last or 0
    for i, j in pairwise(path):
        weight += weights[i, j] + weigh_top(highest, pieces[j].top_first)
        highest = max(highest, pieces[j].top_last or 0)
    return weight


def weigh_top(highest: int, number: int | None) -> float:
    """Return the weight of a main heading's number after the highest so far."""
    if number is None:
        return 0.0
    if number == highest + 1:
        return NUMBER_FOLLOWS
    return NUMBER_SKIPS if number > highest else NUMBER_FALLS


def find_confidence(weight: float, line: tuple[float, float]) -> float:
    """Return the probability on a line of log-odds over weights."""
    slope, intercept = line
    return logistic(slope * weight + intercept)


def logistic(x: float) -> float:
    """Return the probability of log-odds.

    >>> round(logistic(3.0), 2)
    0.95
    """
    return 1 / (1 + exp(-x)) if x > -30 else 0.0
