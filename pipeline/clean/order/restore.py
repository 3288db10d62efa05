"""Restores the reading order of a text whose pieces stand in the wrong order.

The pieces are put in the order that the evidence makes most probable: one assignment problem,
solved exactly (search.py). A link between two pieces weighs how well the one follows the
other, in nats; the order weighs the sum of its links. The share of all orders, each by its
probability, that have a link says how far the link is believed.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.clean.lines.paragraphs import LineReader, Paragraph
from pipeline.clean.order.answers import Answers
from pipeline.clean.order.beside import Pages
from pipeline.clean.order.choice import ChosenOrder, choose_order
from pipeline.clean.order.columns import are_read_across
from pipeline.clean.order.confidence import Step, make_step
from pipeline.clean.order.continuation import Continuation, load_continuation
from pipeline.clean.order.course import find_late_opening, find_late_speech
from pipeline.clean.order.disorder import weigh_disorder
from pipeline.clean.order.line_signs import find_broken_off, has_lost_end, is_foreign
from pipeline.clean.order.links import Link, Weigher
from pipeline.clean.order.newest_first import reverse_speeches
from pipeline.clean.order.parted import Turned, find_parted
from pipeline.clean.order.pieces import Piece, cut_at, find_cuts, find_late_title
from pipeline.clean.order.torn import find_torn
from pipeline.clean.order.weights import logistic, weigh_signs
from pipeline.clean.order.wraps import find_joined_signs, weigh_wraps
from pipeline.language.stamps import do_rise
from pipeline.language.structure.lines import Structure
from pipeline.limits import MOST_BREAKS, MOST_CUTS


@dataclass(frozen=True, slots=True)
class Order:
    """Pieces in reading order; `steps[k]` leads from the k-th to the next."""

    pieces: tuple[Piece, ...]
    steps: tuple[Step, ...]
    kept: bool = True
    """Whether it is the order of the file, beyond doubt."""
    begins: float = 1.0
    """The probability that the text begins with the first piece."""
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
    where too much does, where the times of speeches rise, and where disorder is unlikely; from
    `doubtful` of weights.toml up to `even` it stays, and what a likelier order would part is in
    doubt; else it is put right.
    """
    newest = reverse_speeches(paragraphs, pages.stamps)
    if newest:
        pieces, steps = newest
        return Order(tuple(pieces), tuple(steps), kept=False, newest_first=True)
    cuts = find_cuts(paragraphs)
    answers = Answers(paragraphs, reader.structure)
    parted, turned = find_parted(answers)
    doubted = find_displaced(answers, reader.structure) | parted
    is_whole = not paragraphs or find_broken_off(paragraphs[-1]) < 1
    if not cuts and is_whole and not doubted:
        return Order(tuple(cut_at(paragraphs, [])) if paragraphs else (), ())
    if len(cuts) > MOST_BREAKS:
        return Order(tuple(cut_at(paragraphs, [])), (), unjudged=len(cuts))
    weigher = Weigher(paragraphs, cuts, reader, load(), pages)
    timed = do_rise([stamp.time for stamp in weigher.course.times])
    late = None if weigher.opens_file() else find_late_title(paragraphs)
    if timed and late is None:
        return keep_order(weigher)
    if len(cuts) > MOST_CUTS:
        return replace(keep_order(weigher), unjudged=len(cuts))
    choice, known = choose_order(weigher), weigher.weights.disorder
    disorder = weigh_disorder(weigher, choice)
    if disorder < known.even:
        unclear = [1.0, weigher.weights.wraps.doubted]
        begins = 0.0 if late else 1.0
        if disorder >= known.doubtful:
            doubted |= find_partings(choice)
            unclear = [0.0, weigher.weights.steps.certain]
            begins *= choice.path[0] == 0
        kept = keep_order(weigher, doubted | ({late} if late else set()), *unclear)
        return turn_back(replace(kept, begins=begins), turned)
    return part_within(trust(choose_order(weigher, shuffled=True), weigher), weigher)


def find_displaced(answers: Answers, structure: Structure) -> set[int]:
    """Return the paragraphs above which something stands before the opening or after the end."""
    paragraphs = answers.paragraphs
    opening = find_late_opening(paragraphs, answers.speeches, structure)
    late = {find_late_speech(paragraphs, structure)}
    if opening is not None:
        late |= {opening, opening + 1}
    return {k for k in late if k} - {len(paragraphs)}


def find_partings(choice: ChosenOrder) -> set[int]:
    """Return the paragraphs that do not stand below the one above them in the chosen order."""
    pieces, path = choice.pieces, choice.path
    moved = [(a, b) for a, b in pairwise((-1, *path, len(pieces))) if b != a + 1]
    firsts = {pieces[b].first for _, b in moved if b < len(pieces)}
    return (firsts | {pieces[a].last for a, _ in moved if a >= 0}) - {0, pieces[-1].last}


def keep_order(
    weigher: Weigher, doubted: Collection[int] = (), most: float = 1.0, least: float = 0.0
) -> Order:
    """Return the text in the order that it has, lines joined that go on in the next one.

    It is in doubt whether the text goes on with the paragraphs `doubted` (a title, what somebody
    says after the end), where lines were joined less surely than `least` or hardly rightly, and
    where others go on as surely as `most`.
    """
    wraps, known = weigh_wraps(weigher), weigher.weights
    torn = find_torn(weigher)
    joined = {i + 1 for i, sure in wraps.items() if sure >= known.wraps.goes_on}
    missing = find_missing(weigher, wraps, torn) - joined
    doubted = {*doubted} | find_unclear(weigher, wraps, most)
    doubted |= {
        k
        for k, signs in find_joined_signs(weigher, joined).items()
        if logistic(weigh_signs(signs, known.wraps.joined)) < known.wraps.belongs
    }
    pieces = weigher.cut_at(sorted(joined | missing | {*doubted}))
    steps = []
    for above, below in pairwise(pieces):
        i, link = above.last - 1, weigher.weigh(above, below)
        goes_on = below.first in joined
        sure = wraps.get(i, 1.0) if goes_on else 1.0
        if below.first in doubted or sure < least:
            sure = 0.0
        told = not goes_on and above.broken_off == 1
        steps.append(Step(link, goes_on, 0.0 if i in torn and not told else sure))
    return Order(tuple(pieces), tuple(steps))


def turn_back(order: Order, turned: Iterable[Turned]) -> Order:
    """Return the order with each question above the answer that stands right above it."""
    firsts = [piece.first for piece in order.pieces]
    places = [*range(len(firsts))]
    sure: dict[int, float] = {}
    for swap in turned:
        first, middle, last = (bisect_left(firsts, bound) for bound in swap[:3])
        places[first:last] = [*range(middle, last), *range(first, middle)]
        sure |= dict.fromkeys((first, middle, last), swap.sure)
    turns = Link(0.0, joined=False, evidence=("speakers_alternate",))
    steps = (
        order.steps[a] if b == a + 1 else Step(turns, joined=False, confidence=sure[b])
        for a, b in pairwise(places)
    )
    return replace(order, pieces=tuple(order.pieces[k] for k in places), steps=tuple(steps))


def find_missing(weigher: Weigher, wraps: Mapping[int, float], torn: Collection[int]) -> set[int]:
    """Return the paragraphs above which a part is missing, if the line above does not go on.

    Beside those `torn` a sentence has lost its rest where a page ends and the next line is hardly
    it, or where it stops within a clause or a number and the next line is none. A line of another
    script breaks no sentence, nor does one that goes on in the next.
    """
    known = weigher.weights.wraps
    missing = {i + 1 for i in torn}
    for j, (above, below) in enumerate(pairwise(weigher.paragraphs), start=1):
        least = known.over_page if below.page_break else known.doubted * has_lost_end(above)
        part = is_foreign(below) or wraps.get(j, 0.0) >= known.goes_on
        if is_cut(above) and not part and wraps.get(j - 1, 0.0) < least:
            missing.add(j)
    return missing


def find_unclear(weigher: Weigher, wraps: Mapping[int, float], most: float) -> set[int]:
    """Return the paragraphs in which a sentence goes on as surely as `most`, but is not joined."""
    joined = weigher.weights.wraps.goes_on
    return {i + 1 for i, p in wraps.items() if most <= p < joined and is_cut(weigher.paragraphs[i])}


def is_cut(paragraph: Paragraph) -> bool:
    """Return whether a line of sentences stops within one."""
    return find_broken_off(paragraph) == 1 and bool(paragraph.label or paragraph.has_marks)


def trust(choice: ChosenOrder, weigher: Weigher) -> Order:
    """Return the chosen order of the pieces, and how far its links can be trusted.

    Where no sentence was put together only a title may have moved: it may be that of another text.
    """
    pieces, path, links = choice.pieces, choice.path, choice.links
    shares = choice.ordering.share()
    bounds = weigher.weights.steps
    steps = [make_step(links[pair], shares[pair], bounds) for pair in pairwise(path)]
    torn = any(step.joined and not step.link.in_place for step in steps)
    begins = shares[-1, path[0]] if torn else 0.0
    return Order(tuple(pieces[k] for k in path), tuple(steps), kept=False, begins=begins)


def part_within(order: Order, weigher: Weigher) -> Order:
    """Return the order with lines within its pieces joined that go on in the next one.

    An order is sought of few pieces; a text may break off at more places. Where questions and
    answers still part, it is in doubt.
    """
    places = [k for piece in order.pieces for k in range(piece.first, piece.last)]
    arranged = [weigher.paragraphs[k] for k in places]
    parted, _ = find_parted(Answers(arranged, weigher.reader.structure))
    doubted = {places[k] for k in parted}
    wraps, firsts = weigh_wraps(weigher), {piece.first for piece in order.pieces}
    inner = {i + 1 for i, sure in wraps.items() if sure >= weigher.weights.wraps.goes_on}
    parts = weigher.cut_at(sorted((firsts | inner | doubted) - {0}))
    pieces = [p for piece in order.pieces for p in parts if piece.first <= p.first < piece.last]
    led = {piece.first: step for piece, step in zip(order.pieces[1:], order.steps, strict=True)}
    steps = []
    for a, b in pairwise(pieces):
        goes_on, sure = b.first in inner, wraps.get(a.last - 1, 1.0)
        step = led.get(b.first) or Step(weigher.weigh(a, b), goes_on, sure)
        steps.append(replace(step, confidence=0.0) if b.first in doubted else step)
    return replace(order, pieces=tuple(pieces), steps=tuple(steps))
