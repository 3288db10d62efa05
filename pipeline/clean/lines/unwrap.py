"""Puts together the lines of a text that was broken at a fixed width, as on a printed page."""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from pipeline.clean.lines.normalise import SourceLine, measure_width
from pipeline.language.stamps import find_time

NARROWEST_LINE, WIDEST_LINE = 24, 160
"""Bounds on the lines of a page, in half characters."""
FEWEST_LINES = 8
"""So many lines of one width are not so by chance."""
FEWEST_FULL = 0.4
"""The share of the lines that have the width."""
LINES_PER_LONGER = 20
"""At most one of so many lines exceeds the width."""
SLACK = 4
"""Half characters by which a full line may be short of the width: a mark may not begin a line."""
SHORTEST_INDENT = 2
"""Half characters that a paragraph is set in, beyond the lines that go on."""
USUAL_SHARE = 0.2
"""The share of the lines of a text: pages are longer than five lines."""
DATE = re.compile(r"[（(]?\d{4}年\d{1,2}月\d{1,2}日[）)]?")
"""A line that is only a date does not continue the one above, unless that is the title."""
PARAGRAPH_ENDS = "。！？!?；：…”"


def unwrap_lines(
    lines: list[SourceLine], breaks: list[bool], begins: Callable[[str], bool]
) -> tuple[list[SourceLine], list[bool]]:
    """Return the lines as paragraphs, where most of them are of one width.

    A full line goes on in the next, unless a page ended or blank lines are between them, or the
    next is set in further than most of a text: it begins a paragraph, or is a title or a date.
    Nor does a line that ends a sentence go on in one that `begins` a part: with a number, or with
    who speaks. `breaks` says above which lines a page may have ended; both lists keep one length.
    """
    width = find_width(lines)
    if width is None:
        return lines, breaks
    groups: list[list[SourceLine]] = []
    kept: list[bool] = []
    full = ended = False
    margin = min(line.indent for line in lines)
    for line, page_break in zip(lines, breaks, strict=True):
        apart = page_break or line.blank_before or line.indent >= margin + SHORTEST_INDENT
        apart = apart or DATE.fullmatch(line.text) is not None
        if full and not (apart or (ended and begins(line.text))):
            groups[-1].append(line)
        else:
            groups.append([line])
            kept.append(page_break)
        full = measure_width(line.text) >= width - SLACK
        ended = line.text[-1] in PARAGRAPH_ENDS
    return [merge_lines(group) for group in groups], kept


def merge_lines(lines: list[SourceLine]) -> SourceLine:
    """Return lines as one."""
    if len(lines) == 1:
        return lines[0]
    text = "".join(line.text for line in lines)
    return lines[0]._replace(text=text, spans=tuple(span for line in lines for span in line.spans))


def find_width(lines: list[SourceLine]) -> int | None:
    """Return the width that the lines were broken at, or None where they were not.

    It is a width that many lines have and few exceed, most of them without a sentence's end.
    Lines with a time are of one width in any text, and show nothing.
    """
    lines = [line for line in lines if find_time(line.text) is None]
    widths = Counter(measure_width(line.text) for line in lines)
    if len(lines) < FEWEST_LINES or max(widths) > WIDEST_LINE:
        return None
    width = max(widths, key=lambda w: (count_near(widths, w), w))
    if width < NARROWEST_LINE:
        return None
    full = [line for line in lines if abs(measure_width(line.text) - width) <= SLACK]
    broken = sum(line.text[-1] not in PARAGRAPH_ENDS for line in full)
    longer = sum(n for w, n in widths.items() if w > width + SLACK)
    if (
        len(full) < FEWEST_FULL * len(lines)
        or 2 * broken < len(full)
        or longer > len(lines) // LINES_PER_LONGER
    ):
        return None
    return width


def count_near(widths: Counter[int], width: int) -> int:
    """Return how many lines are as wide as this, or little less."""
    return sum(widths[w] for w in range(width - SLACK, width + 1))


def mark_page_ends(lines: Iterable[SourceLine], breaks: Iterable[bool]) -> list[bool]:
    """Return above which lines a page may have ended, by the blank lines above them as well.

    More blank lines than usual between paragraphs of a text are a sign of it: usual is what many of
    them have, as where one stands between speeches and none below the names.
    """
    kept = list(lines)
    paragraphs, _ = unwrap_lines(kept, [False] * len(kept), bool)
    usual = Counter(line.blank_before for line in paragraphs[1:])
    most = max((blank for blank in usual if usual[blank] >= USUAL_SHARE * usual.total()), default=0)
    return [
        page_break or (k > 0 and line.blank_before > most)
        for k, (line, page_break) in enumerate(zip(kept, breaks, strict=True))
    ]
