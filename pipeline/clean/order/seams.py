"""Where lines that were put together may not belong together: blocks of them may have been moved.

Lines broken at a width are put together by their width alone (lines/unwrap.py). A block of such
lines that was moved begins and ends within a sentence, but no line seems to break off any more.
"""

from collections.abc import Callable, Collection, Sequence
from itertools import accumulate, pairwise

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.clean.order.continuation import Continuation
from pipeline.clean.order.evidence import REACH, Junctions
from pipeline.clean.order.search import MOST_PIECES
from pipeline.language.marks import LINE_ENDS


def find_seams(
    paragraphs: Sequence[Paragraph], begins: Collection[int], load: Callable[[], Continuation]
) -> frozenset[int]:
    """Return where lines begin in the source that hardly go on in the sentence of the one above.

    They are those that do least so, no more than there are pieces that an order is sought of.
    `begins` are the beginnings of all lines: within one, too, characters may be passed over.
    """
    if all(len(paragraph.line.spans) == 1 for paragraph in paragraphs):
        return frozenset()
    ends = [
        [*accumulate((high - low for low, high in paragraph.line.spans), initial=0)]
        for paragraph in paragraphs
    ]
    rows = [p.text[a:b] for p, at in zip(paragraphs, ends, strict=True) for a, b in pairwise(at)]
    junctions = Junctions(rows, load())
    found = []
    for paragraph, bounds in zip(paragraphs, ends, strict=True):
        text = paragraph.text
        for at, (low, _) in zip(bounds[1:], paragraph.line.spans[1:], strict=False):
            if low not in begins:
                continue
            above, below = text[max(0, at - REACH) : at], text[at : at + REACH]
            if above[-1] not in LINE_ENDS:
                weight = sum(f.weight for f in junctions.weigh_join(above, below))
                found.append((weight - junctions.weigh_start(below), low))
    worst = sorted(found)[: MOST_PIECES - 1]
    return frozenset(low for _, low in worst)
