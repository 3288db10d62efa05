"""Which lines of a text in order go on in the next line, told by the file as a whole.

A line without a mark at its end is a heading, a caption, a cell of a table, or it is broken within
a sentence. Each line is judged by itself first, by what the characters on both sides say and by
how it looks; then again with what was found of the other lines: in a file that breaks its lines
within sentences most of them go on, in another few or none.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log

from pipeline.clean.order.evidence import Features
from pipeline.clean.order.line_signs import NEVER_LAST
from pipeline.clean.order.links import Weigher
from pipeline.clean.order.pieces import find_breaks
from pipeline.clean.order.weights import logistic, weigh_signs

MOST_REST, MOST_END = 10.0, 5.0
"""In nats: what the characters beside one break prove at most."""
LONG_LINE = 60
"""A line of so many characters, or more, is long."""
LABEL_REASONS = {"label_completed", "word_completed", "bracket_closed"}
REFRAIN = 4
FEWEST_REFRAINS = 3
"""So many lines that begin with the same few characters show how paragraphs begin in the file."""


def weigh_wraps(weigher: Weigher) -> dict[int, float]:
    """Return how probably each line that may be broken off goes on in the next one."""
    weights = weigher.weights.wraps
    paragraphs = weigher.paragraphs
    open_ended = find_open_ended(weigher)
    openings = Counter(paragraph.text[:REFRAIN] for paragraph in paragraphs)
    signs = {i: find_signs(weigher, i, openings) for i in open_ended if may_go_on(weigher, i)}
    alone = {i: logistic(weigh_signs(found, weights.alone)) for i, found in signs.items()}
    like = Counter(paragraphs[i].is_display for i in open_ended)
    total = dict.fromkeys(like, 0.0)
    for i, probability in alone.items():
        total[paragraphs[i].is_display] += probability
    wraps = {}
    for i, found in signs.items():
        kind = paragraphs[i].is_display
        found["others"] = weigh_others(total[kind] - alone[i], like[kind] - 1)
        wraps[i] = logistic(weigh_signs(found, weights.among_others))
    return wraps


def find_joined_signs(weigher: Weigher, joined: Iterable[int]) -> dict[int, Features]:
    """Return what is seen where paragraphs are joined to those above them.

    If the text is not in order after all, or not whole, other parts stood between. A file that has
    its pages in order is sure of them.
    """
    inner = [k for k in sorted(joined) if not weigher.pages.begins_bound(k)]
    joins = {k: max(-MOST_REST, min(weigher.join(k - 1, k)[0], MOST_REST)) for k in inner}
    total = sum(map(logistic, joins.values()))
    return {
        k: {
            "usual": 1.0,
            "join": join,
            "page_ends": weigher.paragraphs[k].page_break,
            "others": weigh_others(total - logistic(join), len(joins) - 1),
        }
        for k, join in joins.items()
    }


def find_open_ended(weigher: Weigher) -> list[int]:
    """Return the lines that may be broken off; at the foot of a page a heading or a name may be."""
    breaks = find_breaks(weigher.paragraphs) | weigher.begun
    return [
        i
        for i, below in enumerate(weigher.paragraphs[1:])
        if weigher.broken_off(i) and (i in breaks or below.page_break)
    ]


def weigh_others(going_on: float, count: int) -> float:
    """Return the log-odds of a line going on where so many of the others do; 0 where none is.

    >>> weigh_others(0.0, 0), round(weigh_others(8.0, 8), 1)
    (0.0, 2.2)
    """
    return log((going_on + 1) / (count - going_on + 1))


def may_go_on(weigher: Weigher, i: int) -> bool:
    """Return whether a line may go on in the next: in one that says who speaks only if it does.

    So does the rest of a label that was cut: 彭|博社记者, 《北京青年|报》记者.
    """
    if weigher.paragraphs[i + 1].label is not None:
        reasons = weigher.join(i, i + 1)[1]
        if not LABEL_REASONS & {*reasons}:
            return False
    return weigher.can_follow(i, i + 1)


def find_signs(weigher: Weigher, i: int, openings: Mapping[str, int]) -> Features:
    """Return what is seen where line i ends and the next begins."""
    above, below = weigher.paragraphs[i], weigher.paragraphs[i + 1]
    rest = weigher.join(i, i + 1)[0] - weigher.start(i + 1)
    return {
        "usual": 1.0,
        "rest": min(max(rest, -MOST_REST), MOST_REST),
        "end": min(max(weigher.junctions.weigh_end(above.text), -MOST_END), MOST_END),
        "display": above.is_display,
        "display_below": below.is_display,
        "displays": above.is_display and below.is_display,
        "length": min(len(above.text), LONG_LINE) / LONG_LINE,
        "spoken": weigher.voices.speaks(i) and not above.is_display,
        "page_ends": below.page_break,
        "never_last": above.text[-1] in NEVER_LAST,
        "refrain": openings[below.text[:REFRAIN]] >= FEWEST_REFRAINS,
    }
