"""How probable it is that a text is out of order at all: the gate before anything is moved.

Nearly all files are in order, though many are excerpts that begin or end within a sentence. That
another order weighs more is no proof: it must complete sentences that break off in the file, and
leave few of them broken (weights.toml, [disorder]; fitted by benchmarks/order_gate.py).
"""

from collections.abc import Sequence
from itertools import pairwise
from math import log1p

from pipeline.clean.order.choice import ChosenOrder
from pipeline.clean.order.evidence import Features
from pipeline.clean.order.line_signs import find_broken_off
from pipeline.clean.order.links import Weigher
from pipeline.clean.order.weights import logistic, weigh_signs

COMPLETED = {"label_completed", "title_completed"}
"""What a line set apart may have been cut from."""
PAGE = 22 * 28
"""Characters of a page of an official document (GB/T 9704): what stands above a title, beside menus
and captions, is counted in pages."""


def weigh_disorder(weigher: Weigher, choice: ChosenOrder) -> float:
    """Return the probability that a text is out of order whose best order is this choice."""
    if choice.gain <= 0:
        return 0.0
    known = weigher.weights.disorder
    signs = find_signs(weigher, choice)
    return logistic(known.prior + weigh_signs(signs, known.signs))


def find_signs(weigher: Weigher, choice: ChosenOrder) -> Features:
    """Return what speaks for and against another order than that of the file."""
    found = proven = set_apart = hidden = rest_first = 0.0
    for a, b in pairwise(choice.path):
        link, above, below = choice.links[a, b], choice.pieces[a], choice.pieces[b]
        moved = b != a + 1
        if not link.joined:
            continue
        found += above.broken_off * logistic(link.findings - link.start)
        if moved:
            lines = weigher.paragraphs[above.last - 1], weigher.paragraphs[below.first]
            whole = bool(COMPLETED & {*link.evidence})
            proven += whole or (above.broken_off == 1 and link.findings > 0)
            set_apart += not whole and all(line.is_display for line in lines)
            hidden += b > 0 and below.first not in weigher.cuts
            rest_first += b == 0 and not whole
    first, opening = choice.pieces[0], choice.pieces[choice.path[0]]
    is_title_moved = opening.starts_text and not first.starts_text
    broken = sum(weigher.broken_off(i) for i in range(len(weigher.paragraphs)))
    broken_as_is = count_broken(weigher, choice, choice.as_is)
    return {
        "usual": 1.0,
        "gain": min(choice.gain, weigher.weights.disorder.most_gain),
        "left": log1p(max(0.0, broken - found)),
        "proven": log1p(proven),
        "title": log1p(count_above(weigher, opening.first) / PAGE) if is_title_moved else 0.0,
        "told_above": log1p(weigher.course.told[opening.first]) if is_title_moved else 0.0,
        "course": max(0.0, broken_as_is - count_broken(weigher, choice, choice.path)),
        "set_apart": log1p(set_apart),
        "hidden": log1p(hidden),
        "rest_first": rest_first,
        "chances": log1p(sum(0 < find_broken_off(line) < 1 for line in weigher.paragraphs)),
    }


def count_broken(weigher: Weigher, choice: ChosenOrder, path: Sequence[int]) -> float:
    """Return how often an order goes on after the end of a conference, or opens it after speech."""
    pieces = choice.pieces
    return float(sum(weigher.course.is_broken(pieces[a], pieces[b]) for a, b in pairwise(path)))


def count_above(weigher: Weigher, i: int) -> int:
    """Return how many characters stand above a line: above a title of a page of the web few do."""
    return sum(len(paragraph.text) for paragraph in weigher.paragraphs[:i])
