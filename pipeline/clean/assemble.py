"""Puts the pieces together: the clean text, its source map, what was moved and what to know."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.clean.chinese import judge_script
from pipeline.clean.flags import Flags
from pipeline.clean.lines.page_numbers import Numbered
from pipeline.clean.lines.paragraphs import LineReader, Paragraph, read_paragraphs
from pipeline.clean.lines.unwrap import merge_lines
from pipeline.clean.order.line_signs import has_lost_end
from pipeline.clean.order.pieces import Piece
from pipeline.clean.order.restore import Order
from pipeline.clean.order.weights import OrderWeights
from pipeline.limits import MOST_BREAKS
from pipeline.records.base import Flag
from pipeline.records.transcript import Move, Run

MARKED = ("heading", "table")
"""Kinds that a file may give to its lines itself."""
COUNTED = {"points_ascend"}
"""What makes it certain that a line goes on in the next: a list that counts on after its comma."""
MOST_JOINS = 3
"""Joins that are said one by one; of more the file as a whole is said to break its lines."""
SHOWN_CHARACTERS = 6
"""Characters of the text on either side of a break that a message shows."""


@dataclass(frozen=True)
class Assembly:
    """The text with all that refers to it; `firsts` and `places` have one entry per block.

    `title` are the lines that the page shows to be its title.
    """

    text: str
    runs: list[Run]
    firsts: list[Paragraph]
    places: list[tuple[int, int]]
    moves: list[Move]
    flags: list[Flag]
    title: Sequence[str]


@dataclass(frozen=True)
class Joined:
    """The pieces as one text, with its source map.

    `blocks` are the paragraphs that are one line together and `places` where it stands; `spans`
    has one entry per piece.
    """

    text: str
    runs: list[Run]
    blocks: list[list[Paragraph]]
    places: list[tuple[int, int]]
    spans: list[tuple[int, int]]


def assemble(
    paragraphs: Sequence[Paragraph],
    order: Order,
    flags: Flags,
    reader: LineReader,
    numbered: Numbered,
) -> Assembly:
    """Return the text of the paragraphs in this order; parts of lines are read again as whole.

    Nothing is joined where pages are missing, and that is all that is said of such a place.
    """
    sequence = [number for piece in order.pieces for number in range(piece.first, piece.last)]
    gaps = {below: above for above, below in numbered.find_gaps(sequence)}
    order = part_at(order, gaps)
    joined = join_pieces(paragraphs, order)
    firsts = read_blocks(joined.blocks, reader)
    said = flag_order(paragraphs, order, joined, flags, gaps)
    titles = [
        range(*place)
        for first, place in zip(firsts, joined.places, strict=True)
        if first.kind == "title"
    ]
    said = [
        flag
        for flag in said
        if flag.code != "text_joined" or not any(flag.start in title for title in titles)
    ]
    said += flag_gaps(paragraphs, joined, gaps, numbered, flags)
    if order.across:
        said.append(flags.flag("columns_across", 0, 0))
    if order.unjudged:
        code = "order_unjudged" if order.unjudged <= MOST_BREAKS else "breaks_unjudged"
        said.append(flags.flag(code, 0, 0, count=order.unjudged))
    said += [
        *flags.check_headings(firsts, joined.places),
        *flags.search(joined.text),
    ]
    script = judge_script(joined.text)
    if script:
        said.append(flags.flag(script, 0, 0))
    said.sort(key=lambda flag: (flag.start, flag.end, flag.code))
    moves = find_moves(paragraphs, order, joined.spans, flags)
    return Assembly(joined.text, joined.runs, firsts, joined.places, moves, said, reader.title)


def join_pieces(paragraphs: Sequence[Paragraph], order: Order) -> Joined:
    """Return the text of the paragraphs in this order, a line each unless they are joined."""
    parts: list[str] = []
    runs: list[Run] = []
    blocks: list[list[Paragraph]] = []
    places: list[tuple[int, int]] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for piece, step in zip(order.pieces, (None, *order.steps), strict=False):
        goes_on = step is not None and step.joined
        for number in range(piece.first, piece.last):
            paragraph = paragraphs[number]
            end = at + len(paragraph.text)
            if goes_on and number == piece.first:
                blocks[-1].append(paragraph)
                places[-1] = (places[-1][0], end)
            else:
                if at:
                    parts.append("\n")
                    at, end = at + 1, end + 1
                blocks.append([paragraph])
                places.append((at, end))
            if number == piece.first:
                spans.append((at, at))
            parts.append(paragraph.text)
            for low, high in paragraph.line.spans:
                runs.append(Run(start=at, end=at + high - low, source_start=low))
                at += high - low
        spans[-1] = (spans[-1][0], at)
    return Joined("".join(parts), runs, blocks, places, spans)


def part_at(order: Order, gaps: Collection[int]) -> Order:
    """Return the order with no piece joined to another that begins after missing pages."""
    steps = (
        replace(step, joined=step.joined and below.first not in gaps)
        for step, below in zip(order.steps, order.pieces[1:], strict=True)
    )
    return replace(order, steps=tuple(steps)) if gaps else order


def flag_gaps(
    paragraphs: Sequence[Paragraph],
    joined: Joined,
    gaps: Mapping[int, int],
    numbered: Numbered,
    flags: Flags,
) -> Iterator[Flag]:
    """Yield what to say where pages are missing: which, and between which lines."""
    starts = {run.source_start: run.start for run in joined.runs if gaps}
    for below, above in gaps.items():
        first, last = numbered.pages[above] + 1, numbered.pages[below] - 1
        at = starts[paragraphs[below].line.spans[0][0]]
        yield flags.flag(
            "page_missing",
            at - 1,
            at - 1,
            text=first if first == last else f"{first}–{last}",
            before=paragraphs[above].text[-SHOWN_CHARACTERS:],
            after=paragraphs[below].text[:SHOWN_CHARACTERS],
        )


def flag_order(
    paragraphs: Sequence[Paragraph],
    order: Order,
    joined: Joined,
    flags: Flags,
    gaps: Collection[int],
) -> list[Flag]:
    """Return what to say of the breaks between the pieces, and of both ends of the text.

    Other flags tell of the breaks above `gaps`, the paragraphs before which pages are missing.
    """
    if order.newest_first:
        return [flags.flag("newest_first", 0, 0)]
    said = [
        flag
        for k in range(1, len(order.pieces))
        if order.pieces[k].first not in gaps
        for flag in flag_link(paragraphs, order, k, joined.spans[k][0], flags)
    ]
    breaks_off = bool(order.pieces) and order.pieces[-1].broken_off == 1
    if breaks_off and (not order.kept or has_lost_end(paragraphs[order.pieces[-1].last - 1])):
        end = len(joined.text)
        said.append(flags.flag("sentence_cut", end, end))
    if order.kept:
        said = gather_joins(said, flags)
    elif len(order.pieces) > 1 and not order.pieces[0].starts_text and order.pieces[0].may_continue:
        return [*said, flags.flag("sentence_cut", 0, 0)]
    if order.begins < OrderWeights.load().steps.certain:
        said.append(flags.flag("start_uncertain", 0, 0))
    return said


def gather_joins(said: Sequence[Flag], flags: Flags) -> list[Flag]:
    """Return the flags; where a file breaks its lines within sentences, that is said once."""
    joins = [flag for flag in said if flag.code == "text_joined"]
    if len(joins) <= MOST_JOINS:
        return list(said)
    others = [flag for flag in said if flag.code != "text_joined"]
    return [flags.flag("lines_joined", 0, 0, count=len(joins)), *others]


def read_blocks(blocks: Sequence[Sequence[Paragraph]], reader: LineReader) -> list[Paragraph]:
    """Return what each block is, as lines of a text in this order, where parts were joined."""
    if all(len(parts) == 1 for parts in blocks):
        return [first for (first,) in blocks]
    lines = [merge_lines([part.line for part in parts]) for parts in blocks]
    read = read_paragraphs(lines, [parts[0].page_break for parts in blocks], reader)
    return [
        parts[0] if len(parts) == 1 and parts[0].kind in MARKED else whole
        for parts, whole in zip(blocks, read, strict=True)
    ]


def flag_link(
    paragraphs: Sequence[Paragraph], order: Order, k: int, at: int, flags: Flags
) -> list[Flag]:
    """Return what to say of the break before the k-th piece, which begins at `at`."""
    above, below, step = order.pieces[k - 1], order.pieces[k], order.steps[k - 1]
    before = paragraphs[above.last - 1].text[-SHOWN_CHARACTERS:]
    after = paragraphs[below.first].text[:SHOWN_CHARACTERS]
    said = []
    known = OrderWeights.load()
    stays = order.kept and above.last == below.first
    least = known.wraps.doubted if stays else known.steps.certain
    if step.confidence < least:
        start = at if step.joined else at - 1
        said.append(flags.flag("order_uncertain", start, at, before=before, after=after))
    elif step.joined and (step.link.over_page or {*step.link.evidence} & COUNTED):
        return []
    if step.joined:
        said.append(flags.flag("text_joined", at, at, before=before, after=after))
    elif above.broken_off == 1:
        said.append(flags.flag("text_missing", at - 1, at - 1, before=before))
    return said


def find_moves(
    paragraphs: Sequence[Paragraph],
    order: Order,
    spans: Sequence[tuple[int, int]],
    flags: Flags,
) -> list[Move]:
    """Return the pieces that left their place: as few characters as explain the order.

    Pieces that go on in the file left it together. One is rightly placed where one of its two links
    is right.
    """
    stay = find_stay(order.pieces, [end - start for start, end in spans])
    pieces, last = order.pieces, len(spans)
    begins = [k for k in range(last) if k == 0 or pieces[k - 1].last != pieces[k].first]
    moves = []
    for k, end in pairwise([*begins, last]):
        if k in stay:
            continue
        steps = [order.steps[i - 1] for i in (k, end) if 0 < i < last]
        reasons = sorted({code for step in steps for code in step.link.evidence})
        moves.append(
            Move(
                start=spans[k][0],
                end=spans[end - 1][1],
                source_start=paragraphs[pieces[k].first].line.spans[0][0],
                source_end=paragraphs[pieces[end - 1].last - 1].line.spans[-1][1],
                evidence=tuple(reasons),
                confidence=round(max(step.confidence for step in steps), 3),
                message=flags.say("moved"),
            )
        )
    return moves


def find_stay(pieces: Sequence[Piece], sizes: Sequence[int]) -> set[int]:
    """Return the pieces, most of the text, that are in the order of the source.

    It is the heaviest increasing subsequence, so that what counts as moved is the least. `heaviest`
    has, by their place in the source, the pieces that none from an earlier place outweighs.
    """
    heaviest: list[tuple[int, int, int]] = []
    best: list[tuple[int, int]] = []
    for k, piece in enumerate(pieces):
        at = high = bisect_left(heaviest, (piece.first,))
        _, weight, before = heaviest[at - 1] if at else (0, 0, -1)
        weight += sizes[k]
        best.append((weight, before))
        while high < len(heaviest) and heaviest[high][1] <= weight:
            high += 1
        heaviest[at:high] = [(piece.first, weight, k)]
    stay = set()
    k = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    while k >= 0:
        stay.add(k)
        k = best[k][1]
    return stay
