"""Splits decoded text into lines, and leaves out what cannot be seen.

Line ends of every kind, blank lines, control and zero-width characters and the white space
around a line are dropped. Nothing else changes: a line knows where in the source each of its
characters stands.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

LINE_ENDS = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")
INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
UNSEEN = re.compile(f"[{INVISIBLE}]+")
VISIBLE = re.compile(rf"[^\s{INVISIBLE}]")
AROUND = re.compile(rf"\A[\s{INVISIBLE}]+|[\s{INVISIBLE}]+\Z")

Spans = tuple[tuple[int, int], ...]


class Line(NamedTuple):
    """A line that has something to see on it.

    `spans` are half-open, ascending ranges of the source: their characters, put together, are
    the text. `blank_before` counts the blank lines above it; a form feed counts as two.
    """

    text: str
    spans: Spans
    blank_before: int

    def part(self, start: int, end: int) -> "Line":
        """Return the line that these characters of it make, white space around them dropped."""
        text = self.text[start:end]
        start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
        return Line(
            self.text[start:end], tuple(cut_spans(self.spans, start, end)), self.blank_before
        )


def cut_spans(spans: Spans, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the source of the characters start:end of a line."""
    at = 0
    for low, high in spans:
        first, last = max(start, at), min(end, at + high - low)
        if first < last:
            yield low + first - at, low + last - at
        at += high - low


def split_lines(source: str) -> Iterator[Line]:
    r"""Yield the lines of the source that can be seen.

    >>> next(split_lines("\n\u3000毫\u200b米 \r\n"))
    Line(text='毫米', spans=((2, 3), (4, 5)), blank_before=1)
    """
    all_seen = UNSEEN.search(source) is None
    blank, start = 0, 0
    for line_end in LINE_ENDS.finditer(source):
        line = read_line(source, start, line_end.start(), blank, all_seen)
        if line is None:
            blank += 2 if line_end[0] == "\f" else 1
        else:
            yield line
            blank = 2 if line_end[0] == "\f" else 0
        start = line_end.end()
    line = read_line(source, start, len(source), blank, all_seen)
    if line is not None:
        yield line


def read_line(source: str, start: int, end: int, blank: int, all_seen: bool) -> Line | None:
    """Return the line between two line ends, or None where there is nothing to see."""
    text = source[start:end]
    if all_seen:
        bare = text.lstrip()
        start += len(text) - len(bare)
        bare = bare.rstrip()
        return Line(bare, ((start, start + len(bare)),), blank) if bare else None
    first = VISIBLE.search(text)
    if first is None:
        return None
    start += first.start()
    bare = AROUND.sub("", text)
    if UNSEEN.search(bare) is None:
        return Line(bare, ((start, start + len(bare)),), blank)
    spans, at = [], 0
    for unseen in UNSEEN.finditer(bare):
        spans.append((start + at, start + unseen.start()))
        at = unseen.end()
    spans.append((start + at, start + len(bare)))
    return Line(UNSEEN.sub("", bare), tuple(s for s in spans if s[0] < s[1]), blank)
