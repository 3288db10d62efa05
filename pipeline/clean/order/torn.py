"""Where a part of a text is missing that is in order, told by the line that breaks off.

A line that breaks off may be whole and only lack a mark, may go on in the next line, or its rest is
missing. How many lines of the file break off like it says most: where it is the only one, and the
next line goes on from something else, a part was lost between them.
"""

from collections import Counter
from collections.abc import Mapping
from math import log

from pipeline.clean.order.evidence import NEVER_FIRST, Features
from pipeline.clean.order.line_signs import find_broken_off
from pipeline.clean.order.links import Weigher
from pipeline.clean.order.weights import logistic
from pipeline.clean.order.wraps import LONG_LINE, MOST_END, MOST_REST, find_open_ended, weigh_signs

MOST_START = 5.0
"""In nats: what the characters of a line prove at most of its being the first of a paragraph."""


def find_torn(weigher: Weigher, wraps: Mapping[int, float]) -> set[int]:
    """Return the lines below which a part is probably missing.

    `wraps` says how probably each goes on in the next: to join what does not belong together takes
    less. Where the times of speeches rise nothing is told.
    """
    if weigher.course.times:
        return set()
    known = weigher.weights
    lost, lost_within = known.wraps.lost, known.wraps.lost_within
    return {
        i
        for i, signs in find_signs(weigher, wraps).items()
        if logistic(weigh_signs(signs, known.torn))
        > (lost_within if signs["wrap"] >= known.wraps.goes_on else lost)
    }


def find_signs(weigher: Weigher, wraps: Mapping[int, float]) -> dict[int, Features]:
    """Return what is seen below each line that may be broken off, and is not the last of a page.

    What begins with a mark goes on from the line above.
    """
    paragraphs = weigher.paragraphs
    alike = Counter(
        (p.is_display, find_broken_off(p) > 0) for p in paragraphs if p.kind == "paragraph"
    )
    found: dict[int, Features] = {}
    for i in find_open_ended(weigher):
        if paragraphs[i + 1].page_break or paragraphs[i + 1].text[0] in NEVER_FIRST:
            continue
        signs = look_below(weigher, i) | {"wrap": wraps.get(i, 0.0)}
        set_apart = paragraphs[i].is_display
        broken = max(alike[set_apart, True], 1)
        for code in ("usual", "rest", "start", "wrap"):
            signs[f"{code}.few"] = signs[code] / broken
        signs["others"] = log((broken - 0.5) / (alike[set_apart, False] + 0.5))
        found[i] = signs
    return found


def look_below(weigher: Weigher, i: int) -> Features:
    """Return what is seen where line i ends and the next begins."""
    above, below = weigher.paragraphs[i], weigher.paragraphs[i + 1]
    start = weigher.start(i + 1)
    rest = weigher.join(i, i + 1)[0] - start
    return {
        "usual": 1.0,
        "rest": min(max(rest, -MOST_REST), MOST_REST),
        "start": min(max(start, -MOST_REST), MOST_START),
        "end": min(max(weigher.junctions.weigh_end(above.text), -MOST_END), MOST_END),
        "length": min(len(above.text), LONG_LINE) / LONG_LINE,
        "digit": above.text[-1].isdigit(),
        "display_below": below.is_display,
        "label_below": below.label is not None,
    }
