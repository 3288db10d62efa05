"""How sure it is that one piece leads to the next.

The margin of a link is calibrated on cut texts (Platt 1999): the log-odds that it is right grow
with the margin, by what the link is. Where a sentence may go on with another rest than the one
that was found, its doubt is spread over all places where such a rest may stand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.clean.order.links import BOUND, IN_PLACE, Link, Weigher, logistic
from pipeline.clean.order.pieces import Piece, Side, find_sides
from pipeline.clean.order.search import MOST_PIECES

if TYPE_CHECKING:
    from pipeline.clean.order.evidence import Calibration, Calibrations, Margin

CERTAIN = 0.96
"""The confidence from which on nothing is said of a step."""
MOST_WEIGHT = 12.0
"""In nats: the cut texts have too few links above it to tell them apart."""
EVEN = 1e-3
UNLIKELY = -3.0
"""What begins a paragraph so badly, in nats, is in doubt wherever it is put."""
COUNTED = {"numbers_ascend", "pages_ascend"}
UNCOUNTED = 0.9
"""How surely at most a piece was rightly put after a whole sentence, where no numbers say so."""
DOUBTFUL = 5.5
"""A join that its characters speak against by more, in nats, is not believed."""
NOWHERE = 1.0
"""The weight of the rest of a sentence not being in the file, the measure of all others."""
LEAST_SHOWN = 0.2
"""The weight, at least, of a rest where the text shows a cut."""


@dataclass(frozen=True, slots=True)
class Step:
    """How one piece leads to the next: `confidence` is the probability that they belong so."""

    link: Link
    margin: float
    """What the order weighs more than the best one without the link, in nats."""
    joined: bool
    """Whether the pieces are joined: not so where the join is not believed."""
    confidence: float


def make_step(link: Link, margin: float, broken_off: float, calibrations: "Calibrations") -> Step:
    """Return the step along a link with this margin, from a piece that is broken off so surely.

    A join may be wrong because another one is right, or because the text between is missing.
    One that the characters speak against is not believed. Where a page is missing, nothing is
    certain, nor what was put after a whole sentence, unless numbers count on.
    """
    right = calibrate(getattr(calibrations, name_calibration(link)), margin)
    if not link.joined:
        most = 1.0
        if link.page_missing or link.findings < UNLIKELY:
            most = 0.5
        elif not link.in_place and not broken_off and not COUNTED & {*link.evidence}:
            most = UNCOUNTED
        return Step(link, margin, False, min(right, most))
    confidence = right
    if may_miss_text(link):
        confidence *= calibrate(calibrations.complete, link.findings)
    whole = log(max(1 - broken_off, EVEN) / broken_off)
    believed = link.findings - link.start >= max(whole, -DOUBTFUL)
    if link.page_missing or not believed:
        confidence = min(confidence, 0.5)
    return Step(link, margin, believed, confidence)


def may_miss_text(link: Link) -> bool:
    """Return whether text may be missing within a join: not where pages follow each other."""
    return "pages_ascend" not in link.evidence and not link.over_page


def name_calibration(link: Link) -> "Margin":
    """Return the name of what the margins of links of this kind are worth."""
    if link.joined:
        return "joined"
    if link.hidden:
        return "hidden"
    return "apart_in_place" if link.in_place else "apart_moved"


def calibrate(calibration: "Calibration", weight: float) -> float:
    """Return the probability that a link with this margin, or these findings, is right."""
    return logistic(calibration.usual + calibration.weight * min(weight, MOST_WEIGHT))


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
    doubtful = {i: doubt for i, doubt in elsewhere.items() if doubt > 1 - CERTAIN}
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
        total = NOWHERE + sum(weights.values())
        for j, weight in weights.items():
            doubts[j] = 1 - (1 - doubts.get(j, 0.0)) * (1 - doubt * weight / total)
    return {j: doubt for j, doubt in doubts.items() if doubt > 1 - CERTAIN}


def weigh_rest(weigher: Weigher, i: int, j: int, before: Side | None, after: Side | None) -> float:
    """Return how much likelier paragraph j is the rest of paragraph i than begins where it stands.

    What begins where the text shows a cut is never out of the question.
    """
    bound = weigher.begins_bound_page(j)
    shown = j in weigher.cuts and not bound
    in_place = BOUND if bound else IN_PLACE if shown else weigher.hidden_in_place
    rest = weigher.join(i, j)[0] + weigher.weigh_turn(before, after)
    weight = exp(rest - weigher.start(j) - weigher.topic(j - 1, j) - in_place)
    return max(weight, LEAST_SHOWN) if shown else weight
