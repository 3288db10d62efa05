"""The characters of a printed page with their boxes, as they are read: upright, inside the page.

Text that stands the same way on most of a page is turned upright; vertical writing is laid down,
its first column on top. What is set across the text (a watermark), outside the page or beside the
lines (their numbers) is told apart.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import pi
from statistics import median
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from pipeline.clean.formats.pdf.layout import Glyph

UNKNOWN = "\ufffd"
QUARTER = pi / 2
SLANT = 0.05
"""Radians by which a text may be off its direction."""
MOST_OFF_COLUMN = 0.3
"""Heights by which a character may be off the one above it in vertical writing."""
SPACING = 1.6
"""Heights from one row to the next, where columns are laid down."""
LARGE_GLYPH = 2.5
"""Median heights from which a character that lies over others is one of a watermark."""
MOST_LARGE = 50
"""Characters of a watermark on a page."""
FEWEST_NUMBERS = 5
"""Numbers of lines on a page, at least."""
STEPS = {1: 0.8, 5: 0.15, 10: 0.08}
"""By how much numbers of lines count up → the share of the lines that have one, at least."""
NUMBER_GAP = 0.4
"""Heights between a line and its number, at least."""


class RotatedGlyph(NamedTuple):
    """A character as the file has it: its box, and how far it is turned clockwise, in radians."""

    glyph: Glyph
    angle: float


@dataclass
class PageText:
    """The characters of a page, and texts that are left out of it by their reason.

    `unknown` counts the characters of which the fonts do not say what they are; the page is
    `vertical` where it is written from top to bottom.
    """

    glyphs: list[Glyph] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    seen: int = 0
    unknown: int = 0
    vertical: bool = False


def read_glyphs(document: pypdfium2.PdfDocument, number: int) -> PageText:
    """Return the characters of a page. A page that is damaged has none."""
    page = PageText()
    try:
        opened = document[number]
        box = opened.get_cropbox()
        signs = list(list_glyphs(opened))
    except pypdfium2.PdfiumError:
        return page
    shown = [sign for sign in signs if not sign.glyph.text.isspace()]
    page.seen = len(shown)
    page.unknown = sum(sign.glyph.text == UNKNOWN for sign in shown)
    inside, outside = part_outside(signs, box)
    note_left_out(page, "outside_page", [sign.glyph for sign in outside])
    page.glyphs = turn_upright(page, inside)
    across = find_overlaid(page.glyphs)
    note_left_out(page, "watermark", [page.glyphs[k] for k in sorted(across)])
    page.glyphs = [glyph for k, glyph in enumerate(page.glyphs) if k not in across]
    numbers = find_line_numbers(page.glyphs)
    note_left_out(page, "line_number", [page.glyphs[k] for k in sorted(numbers)])
    page.glyphs = [glyph for k, glyph in enumerate(page.glyphs) if k not in numbers]
    return page


def note_left_out(page: PageText, reason: str, glyphs: Sequence[Glyph]) -> None:
    """Note characters that are left out of a page."""
    text = "".join(glyph.text for glyph in glyphs).strip()
    if text:
        page.left_out[reason] = page.left_out.get(reason, "") + text


def list_glyphs(page: pypdfium2.PdfPage) -> Iterator[RotatedGlyph]:
    """Yield the characters of a page as the file has them."""
    text = page.get_textpage()
    box = raw.FS_RECTF()
    high = 0
    for k in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, k) == 1:
            continue
        code = raw.FPDFText_GetUnicode(text, k)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        is_unknown = raw.FPDFText_HasUnicodeMapError(text, k) == 1 or 0xE000 <= code < 0xF900
        if raw.FPDFText_GetLooseCharBox(text, k, box):
            sign = UNKNOWN if is_unknown or not code else chr(code)
            glyph = Glyph(sign, box.left, box.bottom, box.right, box.top)
            yield RotatedGlyph(glyph, raw.FPDFText_GetCharAngle(text, k))
    text.close()
    page.close()


def part_outside(
    signs: Sequence[RotatedGlyph], box: tuple[float, float, float, float]
) -> tuple[list[RotatedGlyph], list[RotatedGlyph]]:
    """Return the characters inside what is shown of a page, and those outside.

    A line that begins inside may go a little over the edge.
    """
    left, bottom, right, top = box
    inside: list[RotatedGlyph] = []
    outside: list[RotatedGlyph] = []
    last: Glyph | None = None
    for sign in signs:
        glyph = sign.glyph
        across, up = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
        is_shown = left <= across <= right and bottom <= up <= top
        if is_shown or (last is not None and are_close(last, glyph)):
            inside.append(sign)
            last = glyph
        else:
            outside.append(sign)
            last = None
    return inside, outside


def are_close(one: Glyph, other: Glyph) -> bool:
    """Return whether a character follows another one closely, whichever way the text runs."""
    size = max(one.top - one.bottom, one.right - one.left)
    gaps = (one.left - other.left, one.bottom - other.bottom)
    return max(map(abs, gaps)) <= 2 * size and min(map(abs, gaps)) <= MOST_OFF_COLUMN * size


def turn_upright(page: PageText, signs: Sequence[RotatedGlyph]) -> list[Glyph]:
    """Return the characters that stand as most do, turned upright; note the others as left out."""
    if not signs:
        return []
    counts = Counter(find_quarter(sign.angle) for sign in signs if not sign.glyph.text.isspace())
    counts.pop(None, None)
    usual = max(counts, key=lambda quarter: counts[quarter]) if counts else 0
    straight = [sign.glyph for sign in signs if find_quarter(sign.angle) == usual]
    slanted = [sign.glyph for sign in signs if find_quarter(sign.angle) is None]
    rotated = [sign.glyph for sign in signs if find_quarter(sign.angle) not in (usual, None)]
    note_left_out(page, "watermark", slanted)
    note_left_out(page, "turned_text", rotated)
    if usual == 0 and is_vertical(straight):
        page.vertical = True
        return list(lay_down(straight))
    return [turn_back(glyph, usual or 0) for glyph in straight]


def find_quarter(angle: float) -> int | None:
    """Return by how many quarters a text is turned clockwise, None where it is slanted."""
    quarter = round(angle / QUARTER)
    return quarter % 4 if abs(angle - quarter * QUARTER) <= SLANT else None


def is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """Return whether most characters stand below the one before them."""
    shown = [glyph for glyph in glyphs if not glyph.text.isspace()]
    return 2 * sum(is_below(one, other) for one, other in pairwise(shown)) > len(shown)


def is_below(one: Glyph, other: Glyph) -> bool:
    """Return whether a character stands right below another one."""
    size = one.top - one.bottom
    sides = (
        one.left - other.left,
        one.right - other.right,
        (one.left + one.right - other.left - other.right) / 2,
    )
    off, down = min(map(abs, sides)), one.top - other.top
    return off <= MOST_OFF_COLUMN * size <= down <= 2 * size


def lay_down(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Yield the characters of vertical writing as rows: columns from the right, one below another.

    Columns at the same place are in the order of the file.
    """
    columns: list[list[Glyph]] = []
    for glyph in glyphs:
        if columns and is_below(columns[-1][-1], glyph):
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    columns.sort(key=lambda column: -round(column[0].right))
    size = median(glyph.top - glyph.bottom for glyph in glyphs)
    for k, column in enumerate(columns):
        low = -k * SPACING * size
        for glyph in column:
            yield Glyph(glyph.text, -glyph.top, low, -glyph.bottom, low + size)


def turn_back(glyph: Glyph, quarter: int) -> Glyph:
    """Return a character with its box as it is once the page is turned back."""
    text, left, bottom, right, top = glyph
    boxes = {
        0: (left, bottom, right, top),
        1: (-top, left, -bottom, right),
        2: (-right, -top, -left, -bottom),
        3: (bottom, -right, top, -left),
    }
    return Glyph(text, *boxes[quarter])


def find_overlaid(glyphs: Sequence[Glyph]) -> set[int]:
    """Return which characters are much larger than most and lie over others."""
    heights = [glyph.top - glyph.bottom for glyph in glyphs]
    if not heights:
        return set()
    least = LARGE_GLYPH * median(heights)
    large = [k for k, height in enumerate(heights) if height > least]
    if len(large) > MOST_LARGE:
        return set()
    return {
        k
        for k in large
        if sum(
            glyphs[k].left < (other.left + other.right) / 2 < glyphs[k].right
            and glyphs[k].bottom < (other.bottom + other.top) / 2 < glyphs[k].top
            for other in glyphs
        )
        > 1
    }


def find_line_numbers(glyphs: Sequence[Glyph]) -> set[int]:
    """Return which characters are numbers of lines: in the margin, counting up evenly."""
    rows = list(split_rows(glyphs))
    starts = [
        glyphs[k].left
        for row in rows
        if (k := next((k for k in row if not glyphs[k].text.isdecimal()), None)) is not None
    ]
    if len(rows) < FEWEST_NUMBERS or not starts:
        return set()
    edge = min(starts)
    numbers: list[tuple[int, list[int]]] = []
    for row in rows:
        digits: list[int] = []
        for k in row:
            height = glyphs[k].top - glyphs[k].bottom
            if not glyphs[k].text.isdecimal() or glyphs[k].right > edge - NUMBER_GAP * height:
                break
            digits.append(k)
        if digits:
            numbers.append((int("".join(glyphs[k].text for k in digits)), digits))
    steps = {b - a for (a, _), (b, _) in pairwise(numbers)}
    step = steps.pop() if len(steps) == 1 else 0
    if len(numbers) < FEWEST_NUMBERS or len(numbers) < STEPS.get(step, 2) * len(rows):
        return set()
    return {k for _, digits in numbers for k in digits}


def split_rows(glyphs: Sequence[Glyph]) -> Iterator[list[int]]:
    """Yield the characters of each row from the left, rows from the top."""
    shown = [k for k, glyph in enumerate(glyphs) if not glyph.text.isspace()]
    row: list[int] = []
    for k in sorted(shown, key=lambda k: -(glyphs[k].top + glyphs[k].bottom)):
        middle = (glyphs[k].top + glyphs[k].bottom) / 2
        if row and middle < glyphs[row[0]].bottom:
            yield sorted(row, key=lambda k: glyphs[k].left)
            row = []
        row.append(k)
    if row:
        yield sorted(row, key=lambda k: glyphs[k].left)
