"""From the characters of a printed page to its lines in reading order, column by column."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median
from typing import NamedTuple

SAME_ROW = 0.5
"""Share of the lower of two heights by which characters of one row overlap."""
PART_GAP, WORD_GAP, WIDE_GAP, CELL_GAP = 1.5, 0.15, 0.8, 2.0
"""In heights of a character: what parts two columns or cells, two words, two words by the wide
space of Chinese, two cells."""
FIRST_WIDE = "\u2e80"
"""The first character that is as wide as high."""
BIN = 2.0
"""Points. The width of a page is searched for gutters in steps of this."""
NARROWEST_GUTTER = 4
"""Such steps: 8 points, less than the height of a character."""
FEWEST_LINES = 4
"""Lines of a column of running text, at least."""
NARROWEST_COLUMN = 8
"""Characters of a line of running text; cells of a table have fewer."""
MOSTLY_FREE, MOSTLY_FULL = 0.2, 0.6
"""Share of the lines on its sides that reach into a gutter, at most, and of the width of its column
that a usual line has, at least."""
FULL_LINE, INDENT, LARGEST_INDENT = 1.6, 0.7, 2.5
"""In heights of a character: how much narrower than its column a full line may be, from where on
a line counts as set in, and how far the first line of a paragraph is set in at most."""
PARAGRAPH_ENDS = "。！？：”!?:"
HANGING = "，。、；：！？”’）》"
"""Marks that stand at the end of a line, if need be over the edge."""
UNBROKEN = re.compile(rf"[“‘（《]*(?:[\w.%+-]{{1,12}}|.)[{HANGING}…%]*", re.ASCII)
"""What a line is not broken within (Unicode Standard Annex 14, for what transcripts hold)."""
SAME_SIZE, SAME_SPACING = 1.15, 1.4
"""Ratios within which lines are of one paragraph: of their heights, of their distance to most."""
MANY_STARTS = 0.25
"""Lines begin at a place where this share begins of those at the most frequent place."""


class Glyph(NamedTuple):
    """A character and its box in points; the origin is the lower left corner of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(slots=True)
class TextStrip:
    """Characters beside each other with no gap that might part columns."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """Return the height of the highest character, in points."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Return the height halfway between bottom and top, in points."""
        return (self.top + self.bottom) / 2


class PageLine(NamedTuple):
    """A line of a page. `goes_on`: it continues the paragraph of the line before it.

    `height` is that of its letters, in points.
    """

    text: str
    middle: float
    goes_on: bool
    height: float


def read_page_lines(glyphs: Sequence[Glyph]) -> list[PageLine]:
    """Return the lines of a page in reading order."""
    return [line for column in part_columns(make_strips(glyphs)) for line in read_column(column)]


def make_strips(glyphs: Sequence[Glyph]) -> list[TextStrip]:
    """Put the characters that follow each other on one row together.

    Where a font lacks a character, programs draw it from another when the rest of the row is
    done: it goes where it stands.
    """
    strips: list[TextStrip] = []
    parts: list[list[Glyph]] = []
    for glyph in glyphs:
        last = strips[-1] if strips else None
        if last is not None and (follows(last, glyph) or stands_within(last, glyph)):
            glyph = widen_glyph(glyph, last.height)
            parts[-1].append(glyph)
            last.right = max(last.right, glyph.right)
            last.bottom, last.top = min(last.bottom, glyph.bottom), max(last.top, glyph.top)
        elif not glyph.text.isspace():
            strips.append(TextStrip(*glyph))
            parts.append([glyph])
    for strip, part in zip(strips, parts, strict=True):
        strip.text = write_strip(part)
    return strips


def write_strip(glyphs: list[Glyph]) -> str:
    """Return the text of characters on one row, with a space where there is a gap.

    It is that of Chinese where the gap is as wide as a character: programs draw none there.
    """
    text = ""
    right = height = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.left):
        own = glyph.top - glyph.bottom
        height = max(height, own)
        gap = glyph.left - right
        if text and gap > WORD_GAP * height and not glyph.text.isspace():
            wide = gap > WIDE_GAP * height
            text = text.removesuffix(" ") if wide else text
            text += "\u3000" if wide else "" if text[-1].isspace() else " "
        text += glyph.text
        right = max(right, glyph.right)
    return text


def stands_within(strip: TextStrip, glyph: Glyph) -> bool:
    """Return whether a character stands between those of a strip."""
    return is_beside(strip, glyph) and strip.left < glyph.left and glyph.right < strip.right


def widen_glyph(glyph: Glyph, size: float) -> Glyph:
    """Return a Chinese character with the whole box that it stands in, not only its ink."""
    rest = size - (glyph.right - glyph.left)
    if glyph.text < FIRST_WIDE or rest <= 0:
        return glyph
    return glyph._replace(left=glyph.left - rest / 2, right=glyph.right + rest / 2)


def follows(strip: TextStrip, glyph: Glyph) -> bool:
    """Return whether a character stands on the row of a strip, next to its end."""
    height = max(strip.height, glyph.top - glyph.bottom)
    gap = glyph.left - strip.right
    return is_beside(strip, glyph) and -SAME_ROW * height <= gap <= PART_GAP * height


def is_beside(strip: TextStrip, glyph: Glyph) -> bool:
    """Return whether a character stands on the row of a strip."""
    overlap = min(strip.top, glyph.top) - max(strip.bottom, glyph.bottom)
    return overlap >= SAME_ROW * min(strip.height, glyph.top - glyph.bottom)


def part_columns(strips: list[TextStrip]) -> Iterator[list[TextStrip]]:
    """Yield the columns of a page from left to right, those above a line across them first."""
    gutter = find_gutter(strips)
    if gutter is None:
        yield strips
        return
    across = sorted((s for s in strips if s.left < gutter < s.right), key=lambda s: -s.middle)
    rest = [s for s in strips if not s.left < gutter < s.right]
    while across:
        band = [across[0]]
        while len(across) > len(band) and not any(
            across[len(band)].middle < s.middle < band[-1].middle for s in rest
        ):
            band.append(across[len(band)])
        yield from split_at(gutter, [s for s in rest if s.middle >= band[0].middle])
        yield band
        rest = [s for s in rest if s.middle < band[0].middle]
        across = across[len(band) :]
    yield from split_at(gutter, rest)


def split_at(gutter: float, strips: list[TextStrip]) -> Iterator[list[TextStrip]]:
    """Yield the columns on the left of a gutter, then those on its right."""
    first = [s for s in strips if s.right <= gutter]
    second = [s for s in strips if s.right > gutter]
    for side in (first, second):
        if side:
            yield from part_columns(side)


def find_gutter(strips: Sequence[TextStrip]) -> float | None:
    """Return where a blank band parts columns of running text, the widest there is, or None.

    Cells of a table do not fill their columns as lines of text do.
    """
    if len(strips) < 2 * FEWEST_LINES:
        return None
    start = min(s.left for s in strips)
    cover = [0.0] * (int((max(s.right for s in strips) - start) / BIN) + 2)
    for strip in strips:
        for k in range(int((strip.left - start) / BIN), int((strip.right - start) / BIN) + 1):
            cover[k] += strip.height
    valleys = list(find_valleys(cover))
    places = [start + BIN * (first + last + 1) / 2 for first, last in valleys]
    full = [
        is_running_text([s for s in strips if low <= s.left and s.right <= high])
        for low, high in pairwise((-inf, *places, inf))
    ]
    gutters = [
        (last - first, place)
        for (first, last), place, sides in zip(valleys, places, pairwise(full), strict=True)
        if all(sides)
    ]
    return max(gutters)[1] if gutters else None


def find_valleys(cover: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Yield the ranges (inclusive) of steps that few lines reach into, with many on both sides."""
    highest: list[float] = []
    for height in cover:
        highest.append(max(height, highest[-1] if highest else 0.0))
    after = 0.0
    low: list[bool] = [False] * len(cover)
    for k in range(len(cover) - 1, -1, -1):
        low[k] = cover[k] <= MOSTLY_FREE * min(highest[k], after)
        after = max(after, cover[k])
    k = 0
    while k < len(low):
        first = k
        while k < len(low) and low[k]:
            k += 1
        if k - first >= NARROWEST_GUTTER:
            yield first, k - 1
        k += 1


def is_running_text(strips: Sequence[TextStrip]) -> bool:
    """Return whether most lines of a column fill it."""
    if len(strips) < FEWEST_LINES:
        return False
    width = max(s.right for s in strips) - min(s.left for s in strips)
    usual = median(s.right - s.left for s in strips)
    return usual >= max(MOSTLY_FULL * width, NARROWEST_COLUMN * median(s.height for s in strips))


def read_column(strips: list[TextStrip]) -> Iterator[PageLine]:
    """Yield the lines of a column from the top, and whether each goes on a paragraph."""
    rows = find_rows(strips)
    if not rows:
        return
    left, right = find_edges([row[0] for row in rows])
    spacing = median(
        [above[0].middle - below[0].middle for above, below in pairwise(rows)] or [0.0]
    )
    are_marked = are_paragraphs_marked(rows, left, right, spacing)
    above: list[TextStrip] | None = None
    for row in rows:
        goes_on = above is not None and (
            is_full(above, row, right)
            and is_at(row, left)
            and 1 / SAME_SIZE <= row[0].height / above[0].height <= SAME_SIZE
            and not is_apart(above, row, spacing)
            and len(row) == len(above) == 1
            and (are_marked or above[0].text[-1] not in PARAGRAPH_ENDS)
        )
        yield PageLine(join_row(row), row[0].middle, goes_on, row[0].height)
        above = row


def are_paragraphs_marked(
    rows: Sequence[list[TextStrip]], left: float, right: float, spacing: float
) -> bool:
    """Return whether a paragraph shows by its first line: set in, or further from that above.

    Then lines that are neither go on, even after a full stop. Items of a list are set in as well;
    what tells is whether most lines after one that does not fill the column show so. The first
    row of a page may be a running head, after which all are set apart.
    """
    starts = [
        row[0].height <= row[0].left - left <= LARGEST_INDENT * row[0].height
        or is_apart(above, row, spacing)
        for above, row in pairwise(rows[1:])
        if not is_full(above, row, right) and len(row) == 1
    ]
    return 2 * sum(starts) > len(starts)


def is_apart(above: Sequence[TextStrip], row: Sequence[TextStrip], spacing: float) -> bool:
    """Return whether two rows are further from each other than most."""
    return above[0].middle - row[0].middle > SAME_SPACING * spacing


def is_full(above: Sequence[TextStrip], row: Sequence[TextStrip], right: float) -> bool:
    """Return whether a row is full: what begins the next would not have had its place there.

    A line ends early before a number, and before a character with closing marks after it.
    """
    found = UNBROKEN.match(row[0].text)
    width = sum(0.5 if c.isascii() else 1.0 for c in found[0]) if found else 0.0
    return right - above[-1].right <= max(FULL_LINE, width) * above[-1].height


def is_at(row: Sequence[TextStrip], left: float) -> bool:
    """Return whether a row begins at the left edge of its column."""
    return abs(row[0].left - left) <= INDENT * row[0].height


def find_edges(strips: Sequence[TextStrip]) -> tuple[float, float]:
    """Return where the lines of a column begin, and where the fullest of them end.

    They begin where many do; of such places the leftmost, for more may be set in than not. A
    mark at the end of a line may hang over the edge.
    """
    starts = Counter(round(s.left / BIN) for s in strips)
    many = max(starts.values()) * MANY_STARTS
    start = min(k for k in starts if starts[k] >= many)
    own = [s for s in strips if abs(round(s.left / BIN) - start) <= 1]
    return BIN * start, max(s.right - s.height * (s.text[-1] in HANGING) for s in own)


def find_rows(strips: Sequence[TextStrip]) -> list[list[TextStrip]]:
    """Return the rows of a column from the top, each from left to right."""
    rows: list[list[TextStrip]] = []
    for strip in sorted(strips, key=lambda s: (-s.middle, s.left)):
        row = rows[-1] if rows else None
        if row and row[0].middle - strip.middle < SAME_ROW * min(row[0].height, strip.height):
            row.append(strip)
        else:
            rows.append([strip])
    for row in rows:
        row.sort(key=lambda s: s.left)
    return rows


def join_row(row: Sequence[TextStrip]) -> str:
    """Return the text of a row, its cells parted by tabs."""
    parts = [row[0].text]
    for before, strip in pairwise(row):
        gap = strip.left - before.right
        parts += ("\t" if gap > CELL_GAP * strip.height else " ", strip.text)
    return "".join(parts)
