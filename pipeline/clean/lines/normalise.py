"""Splits decoded text into lines, and leaves out what cannot be seen.

Line ends of every kind, blank lines, control and zero-width characters and the white space
around a line are dropped. Nothing else changes: a line knows where in the source each of its
characters stands.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from typing import NamedTuple

LINE_BREAK = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")
INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
MASKED = "\0"
"""What stands for a character that is not to be read."""
LONGEST_LINE_END = 2
"""Characters: carriage return and line feed."""
UNSEEN = re.compile(f"[{INVISIBLE}]+")
VISIBLE = re.compile(rf"[^\s{INVISIBLE}]")

Spans = tuple[tuple[int, int], ...]


class SourceLine(NamedTuple):
    """A line that has something to see on it.

    `spans` are half-open, ascending ranges of the source: their characters, put together, are
    the text. `blank_before` counts the blank lines above it; a form feed counts as two. `indent`
    is the white space before it, in half characters.
    """

    text: str
    spans: Spans
    blank_before: int
    indent: int = 0

    def part(self, start: int, end: int) -> "SourceLine":
        """Return the line that these characters of it make, white space around them dropped."""
        text = self.text[start:end]
        start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
        return self._replace(
            text=self.text[start:end], spans=tuple(cut_spans(self.spans, start, end))
        )


def cut_spans(spans: Spans, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the source of the characters start:end of a line."""
    at = 0
    for low, high in spans:
        first, last = max(start, at), min(end, at + high - low)
        if first < last:
            yield low + first - at, low + last - at
        at += high - low


def split_lines(
    source: str,
    left_out: Iterable[tuple[int, int]] = (),
    ends: Iterable[tuple[int, int]] = (),
) -> Iterator[SourceLine]:
    r"""Yield the lines of the source that can be seen.

    `left_out` are ranges of the source to pass over; a line with nothing else to see does not count
    as blank. `ends` are those of them, in order, that end a line as a line end does.

    >>> next(split_lines("\n\u3000毫\u200b米 \r\n"))
    SourceLine(text='毫米', spans=((2, 3), (4, 5)), blank_before=1, indent=2)
    """
    gaps = sorted([*(unseen.span() for unseen in UNSEEN.finditer(source)), *left_out])
    blank = start = passed = 0
    for end, after in find_line_ends(source, ends):
        while passed < len(gaps) and gaps[passed][1] <= start:
            passed += 1
        near = (gaps[k] for k in range(passed, len(gaps)))
        line = cut_line(source, start, end, blank, near)
        page_ends = source[end:after] == "\f"
        if line is not None:
            yield line
            blank = 2 * page_ends
        elif has_text(source[start:end]) or after - end > LONGEST_LINE_END:
            blank += 2 * page_ends
        else:
            blank += 1 + page_ends
        start = after


def find_line_ends(source: str, ends: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield where each line ends, and where the next begins."""
    found = (match.span() for match in LINE_BREAK.finditer(source))
    at = 0
    for start, end in merge(found, ends):
        if start >= at:
            yield start, end
            at = end
    yield len(source), len(source)


def cut_line(
    source: str, start: int, end: int, blank: int, gaps: Iterable[tuple[int, int]]
) -> SourceLine | None:
    """Return the line between two line ends without the gaps, or None where nothing is left.

    The gaps are in order and may go on behind the line.
    """
    spans, at = [], start
    for low, high in gaps:
        if low >= end:
            break
        if at < low:
            spans.append((at, low))
        at = max(at, min(high, end))
    if at < end:
        spans.append((at, end))
    text = source[start:end] if spans == [(start, end)] else "".join(source[a:b] for a, b in spans)
    indent = measure_width(text[: len(text) - len(text.lstrip())])
    line = SourceLine(text, tuple(spans), blank, indent).part(0, len(text))
    return line if line.text else None


def measure_width(text: str) -> int:
    """Return the width of a text in half characters.

    >>> measure_width("5G终端")
    6
    """
    return len(text) + sum(c > "\u2e7f" for c in text)


def has_text(text: str) -> bool:
    """Return whether there is anything to see."""
    return VISIBLE.search(text) is not None


def find_seen(source: str, start: int, end: int) -> tuple[int, int] | None:
    """Return from where to where there is anything to see in a range, or None."""
    text = source[start:end]
    first = VISIBLE.search(text)
    if first is None:
        return None
    last = VISIBLE.search(text[::-1])
    return start + first.start(), end - (last.start() if last else 0)


def mask_ranges(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the text with these ranges made unreadable, so that nothing is found in them."""
    if not spans:
        return text
    parts: list[str] = []
    at = 0
    for start, end in spans:
        end = min(end, len(text))
        parts += (text[at:start], MASKED * (end - start))
        at = end
    parts.append(text[at:])
    return "".join(parts)
