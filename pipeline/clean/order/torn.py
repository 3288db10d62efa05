"""Where a part of a text is missing that is in order, told by the line that breaks off.

A line that breaks off may be whole and only lack a mark, may go on in the next line, or its rest is
missing. How many lines of the file break off says most: where it is the only one, it ends within a
word and the next line goes on from something else, a part was lost between them.
"""

from collections import Counter
from math import log1p

from pipeline.clean.order.evidence import LONGEST_WORD, Features
from pipeline.clean.order.line_signs import ANY_HAN, find_broken_off, may_continue
from pipeline.clean.order.links import Weigher
from pipeline.clean.order.weights import logistic, weigh_signs
from pipeline.clean.order.wraps import find_open_ended


def find_torn(weigher: Weigher) -> set[int]:
    """Return the lines below which a part is probably missing.

    Where the times of speeches rise nothing is told.
    """
    if weigher.course.times:
        return set()
    known = weigher.weights.wraps
    return {
        i
        for i, signs in find_signs(weigher).items()
        if weigher.broken_off(i) * logistic(weigh_signs(signs, weigher.weights.torn))
        > (known.lost_marked if weigher.paragraphs[i].has_marks else known.lost)
    }


def find_signs(weigher: Weigher) -> dict[int, Features]:
    """Return what is seen below each line that may be broken off, and is not the last of a page.

    It says the less the more lines like it break off. Above all that is told stand headlines.
    """
    paragraphs = weigher.paragraphs
    broken = [p for p in paragraphs if p.kind == "paragraph" and find_broken_off(p)]
    alike = Counter(p.is_display for p in broken)
    return {
        i: {"broken": log1p(len(broken))}
        | {
            code: value / max(alike[paragraphs[i].is_display], 1)
            for code, value in look_below(weigher, i).items()
        }
        for i in find_open_ended(weigher)
        if weigher.course.told[i + 1] and not paragraphs[i + 1].page_break
    }


def look_below(weigher: Weigher, i: int) -> Features:
    """Return what is seen where line i ends and the next begins."""
    above, below = weigher.paragraphs[i], weigher.paragraphs[i + 1]
    found = weigher.junctions.find_join(above.text, below.text)
    cut = weigher.junctions.tokenizer.cut
    last, first = [*cut(above.text[-LONGEST_WORD:])][-1], next(iter(cut(below.text[:LONGEST_WORD])))
    labels = above.label is not None and above.has_marks and below.label is not None
    return {
        "continuation": found["usual_continuation"],
        "word": any(code.startswith("word_completed") for code in found),
        "clash": "bracket_closed.clash" in found,
        "single": len(last) == 1 and ANY_HAN.match(last) is not None,
        "single_below": len(first) == 1 and ANY_HAN.match(first) is not None,
        "subject": weigher.find_topic("paragraph", i, i + 1).weight,
        "labels": labels,
        "whole_below": not may_continue(below),
    }
