"""How probable it is that a text is out of order at all: the gate before anything is moved.

Nearly all files are in order, though many are excerpts that begin or end within a sentence. That
another order weighs more is no proof: it must complete sentences that break off in the file, and
leave few of them broken (weights.toml, [disorder]; fitted by benchmarks/order_gate.py).
"""

from collections.abc import Sequence
from itertools import pairwise
from math import log1p

from pipeline.clean.order.choice import ChosenOrder
from pipeline.clean.order.confidence import COUNTED
from pipeline.clean.order.evidence import Features
from pipeline.clean.order.line_signs import find_broken_off
from pipeline.clean.order.links import Weigher
from pipeline.clean.order.weights import logistic, weigh_signs

COMPLETED = {"label_completed", "title_completed"}
"""What a line set apart may have been cut from."""


def weigh_disorder(weigher: Weigher, choice: ChosenOrder) -> float:
    """Return the probability that a text is out of order whose best order is this choice.

    There is none where only topics speak for it, or a title with nothing told above.
    """
    if choice.gain <= 0:
        return 0.0
    known = weigher.weights.disorder
    signs = find_signs(weigher, choice)
    moved = [choice.links[a, b] for a, b in pairwise(choice.path) if b != a + 1]
    shown = any(link.joined or COUNTED & {*link.evidence} for link in moved)
    if not shown and not signs["told_above"] and not signs["course"]:
        return 0.0
    return logistic(known.prior + weigh_signs(signs, known.signs))


def find_signs(weigher: Weigher, choice: ChosenOrder) -> Features:
    """Return what speaks for and against another order than that of the file."""
    found = hidden = rest_first = 0.0
    for a, b in pairwise(choice.path):
        link, above, below = choice.links[a, b], choice.pieces[a], choice.pieces[b]
        if link.joined:
            found += above.broken_off * logistic(link.findings - link.start)
            moved = b != a + 1
            hidden += moved and b > 0 and below.first not in weigher.cuts
            rest_first += moved and b == 0 and not COMPLETED & {*link.evidence}
    first, opening = choice.pieces[0], choice.pieces[choice.path[0]]
    is_title_moved = opening.starts_text and not first.starts_text
    broken = sum(weigher.broken_off(i) for i in range(len(weigher.paragraphs)))
    broken_as_is = count_broken(weigher, choice, choice.as_is)
    told_above = log1p(weigher.course.told[opening.first]) if is_title_moved else 0.0
    return {
        "usual": 1.0,
        "gain": min(choice.gain, weigher.weights.disorder.most_gain),
        "left": log1p(max(0.0, broken - found)),
        "told_above": told_above,
        "course": max(0.0, broken_as_is - count_broken(weigher, choice, choice.path)),
        "hidden": log1p(hidden),
        "rest_first": 0.0 if told_above else rest_first,
        "chances": log1p(sum(0 < find_broken_off(line) < 1 for line in weigher.paragraphs)),
    }


def count_broken(weigher: Weigher, choice: ChosenOrder, path: Sequence[int]) -> float:
    """Return how often an order goes on after the end of a conference, or opens it after speech."""
    pieces = choice.pieces
    return float(sum(weigher.course.is_broken(pieces[a], pieces[b]) for a, b in pairwise(path)))
