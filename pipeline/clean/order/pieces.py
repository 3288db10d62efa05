"""Cuts a text into the pieces that may stand in the wrong order, and says what each shows.

A piece begins where the text may have been cut: where a sentence breaks off, where a page ended,
where a title stands in the middle, where headings skip a number.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.clean.lines.furniture import REST_OF_YEAR, find_years_begun
from pipeline.clean.lines.paragraphs import (
    LONGEST_DISPLAY,
    Paragraph,
)
from pipeline.clean.order.line_signs import (
    LABEL_PART,
    Side,
    find_broken_off,
    find_side,
    may_continue,
    speaks,
)
from pipeline.language.ordinals import COUNTING, read_ordinal
from pipeline.language.structure.numbered_lines import find_form

FRONT_MATTER = ("title", "dateline", "byline", "note")
ITEM = "item"
POINT_FORM = "point "
"""Before the form of the numbers of points, the name of their style: point 1., point （一）."""
POINT_NUMBER = re.compile(rf"[（(]?([{COUNTING}]{{1,3}}|\d{{1,3}})[）)、.．](?!\d)")
QUESTION_NUMBER = re.compile(rf"(?:[{COUNTING}]{{1,3}}|\d{{1,3}})\Z")
"""At the end of a label that counts who asks or answers: 问题3, Q2, 答二."""
FEWEST_LABELS = 2
"""Of a text in which people speak."""
ADDRESS_ALONE = re.compile(r"(?:尊敬的)?(?:主席、)?(?:各位|同志)[^，。；：！？]{0,20}[：:]")
"""What a report begins with, on a line of its own: 各位代表：."""
MOST_LEAD = 3
"""Paragraphs that tell something which may stand above it and lead to it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Paragraphs first:last (half-open) of the source, that stay together.

    `head` is the number that the first of its points and lower headings bears, with its style, and
    `tail` the last of each style. The main headings count through the whole text: `top_first`,
    `top_last`.
    """

    first: int
    last: int
    starts_text: bool
    may_continue: bool
    broken_off: float
    first_side: Side | None
    last_side: Side | None
    head: tuple[str, int] | None
    tail: Mapping[str, int]
    top_first: int | None
    top_last: int | None


def make_piece(first: int, own: Sequence[Paragraph], top: str | None, *, opens: bool) -> Piece:
    """Return what a piece shows: its own paragraphs, of which the first has this number.

    `opens` is whether the text may start with it.
    """
    sides = [side for side in map(find_side, own) if side]
    numbers = [number for number in map(read_number, own) if number]
    tops = [ordinal for style, ordinal in numbers if style == top]
    return Piece(
        first,
        first + len(own),
        opens,
        may_continue(own[0]),
        find_broken_off(own[-1]),
        sides[0] if sides else None,
        sides[-1] if sides else None,
        next((number for number in numbers if number[0] != top), None),
        dict(numbers),
        tops[0] if tops else None,
        tops[-1] if tops else None,
    )


def read_number(paragraph: Paragraph) -> tuple[str, int] | None:
    """Return the number that a heading, a question, an answer or a point bears, and its style."""
    if paragraph.heading:
        return paragraph.heading.style, paragraph.heading.ordinal
    if paragraph.label:
        number = QUESTION_NUMBER.search(paragraph.label.words) if not paragraph.label.name else None
        return (find_side(paragraph) or "", read_ordinal(number[0])) if number else None
    if paragraph.item:
        return ITEM, paragraph.item
    point = POINT_NUMBER.match(paragraph.text) if paragraph.kind == "paragraph" else None
    return (f"{POINT_FORM}{find_form(point[0])}", read_ordinal(point[1])) if point else None


def find_sides(
    paragraphs: Sequence[Paragraph],
) -> tuple[list[Side | None], list[Side | None]]:
    """Return who speaks at each paragraph, and who after it: the next label."""
    before: list[Side | None] = []
    for paragraph in paragraphs:
        before.append(find_side(paragraph) or (before[-1] if before else None))
    after: list[Side | None] = []
    following: Side | None = None
    for paragraph in reversed(paragraphs):
        after.append(following)
        following = find_side(paragraph) or following
    return before, after[::-1]


def cut_at(
    paragraphs: Sequence[Paragraph], cuts: Sequence[int], begun: Collection[int] = ()
) -> list[Piece]:
    """Return the pieces that begin at 0 and at the cuts; `begun` are parts of titles."""
    top = find_top(paragraphs)
    bounds = [0, *sorted(cuts), len(paragraphs)]
    openings = find_openings(paragraphs) | {*begun}
    return [make_piece(a, paragraphs[a:b], top, opens=a in openings) for a, b in pairwise(bounds)]


def find_openings(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Return the paragraphs that a text may start with: titles and the like, or half a year.

    One without a title may start with whom it addresses.
    """
    years = find_years_begun([p.text for p in paragraphs])
    found = frozenset(
        i
        for i, p in enumerate(paragraphs)
        if p.text in years or (p.kind == "title" and not REST_OF_YEAR.match(p.text))
    )
    return found or find_late_address(paragraphs)


def find_late_address(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Return the first line that addresses those who listen to a report, if much is told above."""
    first = next((i for i, p in enumerate(paragraphs) if ADDRESS_ALONE.fullmatch(p.text)), 0)
    told = sum(p.ends_sentence for p in paragraphs[:first])
    return frozenset({first} if told > MOST_LEAD else ())


def find_late_title(paragraphs: Sequence[Paragraph]) -> int | None:
    """Return the first title of a text, where it stands below what is said, above it a sentence.

    So it does as well where that breaks off. Of several titles something is said below the first:
    else they are those of other texts.
    """
    openings = find_openings(paragraphs)
    title = min(openings, default=0)
    if not title or (len(openings) > 1 and not is_said(paragraphs[title:])):
        return None
    above = paragraphs[title - 1]
    if above.ends_sentence:
        return title if is_said(paragraphs[:title]) else None
    return title if above.has_marks else None


def is_said(paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether paragraphs have a long sentence, or two who speak."""
    labels = sum(p.label is not None for p in paragraphs)
    return labels >= FEWEST_LABELS or any(
        p.kind == "paragraph" and p.ends_sentence and len(p.text) > LONGEST_DISPLAY
        for p in paragraphs
    )


def find_top(paragraphs: Sequence[Paragraph]) -> str | None:
    """Return the style of the highest headings that count through a text, two of them or more.

    A style that begins anew, with another number one, counts the points of lists.
    """
    headings = [p.heading for p in paragraphs if p.heading]
    for _, style in sorted({(heading.level, heading.style) for heading in headings}):
        ordinals = [heading.ordinal for heading in headings if heading.style == style]
        if len(ordinals) > 1 and ordinals.count(1) <= 1:
            return style
    return None


def find_signature(paragraphs: Sequence[Paragraph]) -> range:
    """Return the lines below all that is said that tell who signed it, and when.

    海滨省水利厅 / 2021年3月27日 is no begin of the title above.
    """
    said = max((i for i, p in enumerate(paragraphs) if p.ends_sentence), default=len(paragraphs))
    for i in range(said + 1, len(paragraphs) - 1):
        if paragraphs[i].is_display and paragraphs[i + 1].kind == "dateline":
            return range(i, i + 2)
    return range(0)


def find_label_parts(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Return the lines that are the first part of a label whose second part begins a line.

    The whole label stands in the text once more: 汪文 / 斌：…, 汪文斌 / ：….
    """
    labels = {p.label.words for p in paragraphs if p.label}
    rests = {split_label(p.text) for p in paragraphs} - {None}
    parts = {w[:k] for w in labels for k in range(1, len(w) + 1) if w[k:] in rests}
    return frozenset(i for i, p in enumerate(paragraphs) if p.text in parts)


def split_label(text: str) -> str | None:
    """Return what stands before the colon at the head of a line, None where there is none."""
    head, colon, _ = text[:LABEL_PART].replace(":", "：").partition("：")
    return head if colon else None


def find_breaks(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Return the paragraphs that seem to stop in mid-sentence.

    Above all that is said, short lines are titles, names and days.
    """
    breaks = set()
    told = front = False
    for i, paragraph in enumerate(paragraphs):
        whole = paragraph.ends_sentence and not paragraph.is_display
        told = told or paragraph.label is not None or whole
        front = paragraph.kind in FRONT_MATTER or (front and paragraph.is_display)
        broken = find_broken_off(paragraph)
        if broken == 1 or (broken > 0 and told and not front):
            breaks.add(i)
    return frozenset(breaks) | find_label_parts(paragraphs)


def find_cuts(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Return before which paragraphs the text shows that it may have been cut."""
    top = find_top(paragraphs)
    ordinal: int | None = None
    cuts = []
    breaks = find_breaks(paragraphs)
    openings = find_openings(paragraphs)
    spoken = False
    for i, (above, below) in enumerate(pairwise(paragraphs), start=1):
        spoken = spoken or speaks(above)
        jump = False
        if above.heading and above.heading.style == top:
            ordinal = above.heading.ordinal
        if below.heading and below.heading.style == top:
            jump = below.heading.ordinal != (ordinal or 0) + 1
        title_inside = (below.kind == "title" or i in openings) and (
            spoken or above.kind not in FRONT_MATTER
        )
        if i - 1 in breaks or below.page_break or jump or title_inside:
            cuts.append(i)
    return cuts
