"""How sure it is that one piece leads to the next.

The margin of a link is calibrated on cut texts (Platt 1999): the log-odds that it is right grow
with the margin, by what the link is. Where a sentence may go on with another rest than the one
that was found, its doubt is spread over all places where such a rest may stand.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Literal

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.clean.order.line_signs import Side
from pipeline.clean.order.links import Link, Weigher
from pipeline.clean.order.pieces import Piece, find_sides
from pipeline.clean.order.search import MOST_PIECES
from pipeline.clean.order.weights import Calibration, OrderWeights, logistic

Margin = Literal["joined", "apart_in_place", "apart_moved", "hidden"]
"""The kinds of links by which their margins are calibrated."""
Rival = tuple[float, frozenset[tuple[int, int]]]
"""Of a link: what the order weighs more than the best one without it, and the links of that."""
COUNTED = {"numbers_ascend", "pages_ascend"}


@dataclass(frozen=True, slots=True)
class Step:
    """How one piece leads to the next: `confidence` is the probability that they belong so."""

    link: Link
    margin: float
    """What the order weighs more than the best one without the link, in nats."""
    joined: bool
    """Whether the pieces are joined: not so where the join is not believed."""
    confidence: float


def make_step(link: Link, margin: float, broken_off: float, weights: OrderWeights) -> Step:
    """Return the step along a link with this margin, from a piece that is broken off so surely.

    A join may be wrong because another one is right, or because the text between is missing.
    One that the characters speak against is not believed. Where a page is missing, nothing is
    certain, nor what was put after a whole sentence, unless numbers count on.
    """
    known = weights.steps
    margin_worth: Calibration = getattr(weights.confidence, name_calibration(link))
    right = calibrate(margin_worth, margin, weights)
    if not link.joined:
        most = 1.0
        if link.page_missing or link.findings < known.unlikely:
            most = 0.5
        elif not link.in_place and not broken_off and not COUNTED & {*link.evidence}:
            most = known.uncounted
        return Step(link, margin, False, min(right, most))
    confidence = right
    if may_miss_text(link):
        confidence *= calibrate(weights.confidence.complete, link.findings, weights)
    whole = log(max(1 - broken_off, known.least_whole) / broken_off)
    believed = link.findings - link.start >= max(whole, known.unbelieved)
    if link.page_missing or not believed:
        confidence = min(confidence, 0.5)
    return Step(link, margin, believed, confidence)


def bound_by_rivals(
    pair: tuple[int, int],
    rivals: Mapping[tuple[int, int], Rival],
    links: Mapping[tuple[int, int], Link],
    weights: OrderWeights,
) -> float:
    """Return how sure a link is at most, by the rivals of the others.

    A piece that is in doubt where it was put may belong elsewhere, between two that were joined
    without it: no link is surer than another whose rival is an order without both.
    """
    return min(
        (
            calibrate(getattr(weights.confidence, name_calibration(links[other])), margin, weights)
            for other, (margin, rival) in rivals.items()
            if pair not in rival
        ),
        default=1.0,
    )


def may_miss_text(link: Link) -> bool:
    """Return whether text may be missing within a join: not where pages follow each other."""
    return "pages_ascend" not in link.evidence and not link.over_page


def name_calibration(link: Link) -> Margin:
    """Return the name of what the margins of links of this kind are worth."""
    if link.joined:
        return "joined"
    if link.hidden:
        return "hidden"
    return "apart_in_place" if link.in_place else "apart_moved"


def calibrate(worth: Calibration, weight: float, weights: OrderWeights) -> float:
    """Return the probability that a link with this margin, or these findings, is right."""
    return logistic(worth.usual + worth.weight * min(weight, weights.steps.most_weight))


def find_doubts(
    paragraphs: Sequence[Paragraph],
    pieces: Sequence[Piece],
    steps: Sequence[Step | None],
    weigher: Weigher,
    starts: Iterable[int],
) -> dict[int, float]:
    """Return which paragraphs, of these, may be the rest of a sentence elsewhere, and how probably.

    A sentence that breaks off goes on somewhere. What its join leaves to doubt is shared by all
    paragraphs that can be its rest, by how much better they go on there than where they stand.
    """
    joined = [step.confidence if step and step.joined else 0.0 for step in steps]
    taken = {below.first: sure for below, sure in zip(pieces[1:], joined, strict=True)}
    elsewhere = {
        above.last - 1: above.broken_off * (1 - sure)
        for above, sure in zip(pieces, [*joined, 0.0], strict=True)
    }
    steps_known = weigher.weights.steps
    least = 1 - steps_known.certain
    doubtful = {i: doubt for i, doubt in elsewhere.items() if doubt > least}
    doubts: dict[int, float] = {}
    if len(doubtful) > MOST_PIECES:
        return doubts
    before, after = find_sides(paragraphs)
    for i, doubt in doubtful.items():
        weights = {
            j: (1 - taken.get(j, 0.0)) * weigh_rest(weigher, i, j, before[i], after[j])
            for j in starts
            if j != i + 1 and weigher.can_follow(i, j)
        }
        total = steps_known.nowhere + sum(weights.values())
        for j, weight in weights.items():
            doubts[j] = 1 - (1 - doubts.get(j, 0.0)) * (1 - doubt * weight / total)
    return {j: doubt for j, doubt in doubts.items() if doubt > least}


def weigh_rest(weigher: Weigher, i: int, j: int, before: Side | None, after: Side | None) -> float:
    """Return how much likelier paragraph j is the rest of paragraph i than begins where it stands.

    What begins where the text shows a cut is never out of the question.
    """
    bound = weigher.pages.begins_bound(j)
    shown = j in weigher.cuts and not bound
    known = weigher.weights.places
    place = known.bound if bound else known.likely if shown else weigher.hidden_in_place
    rest = weigher.join(i, j)[0] + weigher.voices.weigh_turn(before, after)
    weight = exp(rest - weigher.start(j) - weigher.topic(j - 1, j) - place)
    return max(weight, weigher.weights.steps.least_shown) if shown else weight
