"""Restores the reading order of a text whose pieces stand in the wrong order.

The pieces are put in the order that the evidence makes most probable: one assignment problem,
solved exactly (search.py). A link between two pieces weighs how well the one follows the
other, in nats; the order weighs the sum of its links. What an order weighs more than the best
one without a link is the margin of that link. Links with too small a margin are not believed:
their pieces stay where they were.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from pipeline.clean.lines.paragraphs import LineReader, Paragraph
from pipeline.clean.order.answers import Answers
from pipeline.clean.order.beside import Pages
from pipeline.clean.order.choice import ChosenOrder, choose_anew, choose_order
from pipeline.clean.order.columns import are_read_across
from pipeline.clean.order.confidence import (
    Rival,
    Step,
    bound_by_rivals,
    calibrate,
    make_step,
)
from pipeline.clean.order.continuation import Continuation, load_continuation
from pipeline.clean.order.course import find_late_opening, find_late_speech
from pipeline.clean.order.disorder import weigh_disorder
from pipeline.clean.order.line_signs import find_broken_off, has_lost_end
from pipeline.clean.order.links import Weigher
from pipeline.clean.order.misplaced import find_misplaced
from pipeline.clean.order.newest_first import reverse_speeches
from pipeline.clean.order.parted import find_parted
from pipeline.clean.order.pieces import Piece, cut_at, find_cuts, find_late_title
from pipeline.clean.order.torn import find_torn
from pipeline.clean.order.wraps import weigh_wraps
from pipeline.language.stamps import do_rise
from pipeline.language.structure.lines import Structure
from pipeline.limits import MOST_BREAKS, MOST_CUTS


@dataclass(frozen=True, slots=True)
class Order:
    """Pieces in reading order; `steps[k]` leads from the k-th to the next, None if not trusted."""

    pieces: tuple[Piece, ...]
    steps: tuple[Step | None, ...]
    kept: bool = True
    """Whether it is the order of the file, beyond doubt."""
    newest_first: bool = False
    """Whether the file has the newest speech first, by the times of all."""
    unjudged: int = 0
    """Places at which it seems to break off, where these are too many to look for another."""
    across: bool = False
    """Whether the lines of two columns stand by turns in the file."""

    @property
    def moves(self) -> bool:
        """Whether a piece stands elsewhere than in the file."""
        return any(below.first < above.first for above, below in pairwise(self.pieces))


def restore_order(
    paragraphs: Sequence[Paragraph],
    reader: LineReader,
    pages: Pages | None = None,
    load: Callable[[], Continuation] = load_continuation,
) -> Order:
    """Return the pieces of the text in reading order, and whether its columns were read across.

    `load` gives the continuation model: most texts are whole and do not need it.
    """
    order = arrange(paragraphs, reader, pages or Pages(paragraphs), load)
    return replace(order, across=are_read_across(paragraphs, load))


def arrange(
    paragraphs: Sequence[Paragraph],
    reader: LineReader,
    pages: Pages,
    load: Callable[[], Continuation],
) -> Order:
    """Return the pieces of the text in reading order.

    Speeches with the newest first are turned. The order stays as it is where nothing breaks off,
    where too much does, where the times of speeches rise, and where disorder is unlikely; up to
    evens (`even` of weights.toml) it stays with less confidence; else it is put right.
    """
    newest = reverse_speeches(paragraphs, pages.stamps)
    if newest:
        pieces, steps = newest
        return Order(tuple(pieces), tuple(steps), kept=False, newest_first=True)
    cuts = find_cuts(paragraphs)
    misplaced = find_misplaced(paragraphs, pages.stamps)
    doubted = find_displaced(paragraphs, reader.structure) | misplaced
    is_whole = not paragraphs or find_broken_off(paragraphs[-1]) < 1
    if not cuts and is_whole and not doubted:
        return Order(tuple(cut_at(paragraphs, [])) if paragraphs else (), ())
    if len(cuts) > MOST_BREAKS:
        return Order(tuple(cut_at(paragraphs, [])), (), unjudged=len(cuts))
    weigher = Weigher(paragraphs, cuts, reader, load(), pages)
    timed = do_rise([stamp.time for stamp in weigher.course.times])
    late = None if weigher.opens_file() else find_late_title(paragraphs)
    if misplaced and not cuts:
        return keep_order(weigher, doubted)
    if timed and late is None:
        return keep_order(weigher)
    if len(cuts) > MOST_CUTS:
        return replace(keep_order(weigher), unjudged=len(cuts))
    choice, known = choose_order(weigher), weigher.weights.disorder
    disorder = weigh_disorder(weigher, choice)
    if disorder < known.doubtful:
        return keep_order(weigher, doubted | ({late} if late else set()))
    if disorder > known.even:
        choice = choose_anew(choice, weigher)
        order = trust(choice, choice.path, weigher)
    else:
        order = bound_confidence(trust(choice, choice.as_is, weigher), choice, 1 - disorder)
    chosen = {piece.first for piece in choice.pieces}
    left = [cut for cut in cuts if cut not in chosen]
    return refine(order, left, weigher)


def find_displaced(paragraphs: Sequence[Paragraph], structure: Structure) -> set[int]:
    """Return the paragraphs above which whole lines show that something was moved."""
    answers = Answers(paragraphs, structure)
    opening = find_late_opening(paragraphs, answers.speeches, structure)
    late = {find_late_speech(paragraphs, structure)}
    if opening is not None:
        late |= {opening, opening + 1}
    return (find_parted(answers) | {k for k in late if k}) - {len(paragraphs)}


def bound_confidence(order: Order, choice: ChosenOrder, most: float) -> Order:
    """Return the order of the file, no surer than this of the steps that a better one has not."""
    better = set(pairwise(choice.path))
    steps = (
        step
        if (k, k + 1) in better
        else step and replace(step, confidence=min(step.confidence, most))
        for k, step in enumerate(order.steps)
    )
    return replace(order, steps=tuple(steps))


def keep_order(weigher: Weigher, doubted: Collection[int] = ()) -> Order:
    """Return the text in the order that it has, lines joined that go on in the next one.

    It is in doubt whether the text goes on with the paragraphs `doubted`: a title, or what
    somebody says after the end.
    """
    wraps, known = weigh_wraps(weigher), weigher.weights
    torn = find_torn(weigher, wraps)
    joined = {
        i + 1 for i, sure in wraps.items() if sure >= known.wraps.goes_on and reads_on(weigher, i)
    }
    missing = find_missing(weigher, wraps, torn) - joined
    pieces = weigher.cut_at(sorted(joined | missing | {*doubted}))
    steps = []
    for above, below in pairwise(pieces):
        i, link = above.last - 1, weigher.weigh(above, below)
        goes_on = below.first in joined
        sure = wraps.get(i, 1.0) if goes_on else 1.0 - (below.first in doubted)
        if goes_on and weigher.paragraphs[below.first].page_break:
            findings = weigher.join(i, below.first)[0]
            sure *= calibrate(known.confidence.complete, findings, known)
        told = not goes_on and above.broken_off == 1
        steps.append(Step(link, inf, goes_on, 0.0 if i in torn and not told else sure))
    return Order(tuple(pieces), tuple(steps))


def reads_on(weigher: Weigher, i: int) -> bool:
    """Return whether the characters on both sides of a break do not speak against one sentence."""
    return weigher.join(i, i + 1)[0] - weigher.start(i + 1) > weigher.weights.steps.unlikely


def find_missing(weigher: Weigher, wraps: Mapping[int, float], torn: Collection[int]) -> set[int]:
    """Return the paragraphs above which a part is missing, if the line above does not go on.

    Beside those `torn` a sentence has lost its rest where a page ends, or where it stops within a
    clause or a number and the next line is none.
    """
    least = weigher.weights.wraps.doubted
    return {i + 1 for i in torn} | {
        j
        for j, (above, below) in enumerate(pairwise(weigher.paragraphs), start=1)
        if find_broken_off(above) == 1 and is_prose(above)
        if below.page_break or (has_lost_end(above) and wraps.get(j - 1, 0.0) < least)
    }


def is_prose(paragraph: Paragraph) -> bool:
    """Return whether a line is what somebody says or has marks within: a row of names has none."""
    return paragraph.label is not None or any(mark in paragraph.text for mark in "，。；？！")


def trust(choice: ChosenOrder, path: Sequence[int], weigher: Weigher) -> Order:
    """Return this order of the pieces as far as its links can be trusted."""
    pieces, as_is = choice.pieces, choice.as_is
    rivals = {pair: find_rival(choice, path, pair, weigher) for pair in pairwise(path)}
    steps: dict[tuple[int, int], Step] = {}
    chains = [[path[0]]]
    for pair, (margin, _) in rivals.items():
        if margin >= weigher.weights.steps.trusted:
            broken_off = pieces[pair[0]].broken_off
            step = make_step(choice.links[pair], margin, broken_off, weigher.weights)
            if step.joined:
                most = bound_by_rivals(pair, rivals, choice.links, weigher.weights)
                step = replace(step, confidence=min(step.confidence, most))
            steps[pair] = step
            chains[-1].append(pair[1])
        else:
            chains.append([pair[1]])
    if path != as_is:
        chains.sort(key=lambda chain: max(chain, key=lambda k: pieces[k].last - pieces[k].first))
    order = [k for chain in chains for k in chain]
    return Order(
        tuple(pieces[k] for k in order), tuple(steps.get(p) for p in pairwise(order)), kept=False
    )


def find_rival(
    choice: ChosenOrder, path: Sequence[int], pair: tuple[int, int], weigher: Weigher
) -> Rival:
    """Return what this order weighs more than the best one without a link, and the links of that.

    The order of the file is a rival of all that was moved.
    """
    as_is = choice.as_is
    untouched = choice.untouched + weigher.weights.steps.in_order
    best = choice.best if path != as_is else untouched
    second, rival = choice.ordering.search(without=pair)
    if path != as_is and pair[1] != pair[0] + 1 and untouched > second:
        second, rival = untouched, as_is
    return best - second, frozenset(pairwise(rival))


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
            make_step(weigher.weigh(a, b), inf, a.broken_off, weigher.weights)
            for a, b in pairwise(own)
        ]
        pieces += own
    return replace(order, pieces=tuple(pieces), steps=tuple(steps))
