"""When and by whom a text was published, by the line under its title that says nothing else."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from pipeline.clean.lines.normalise import Line
from pipeline.knowledge import load_toml
from pipeline.records.transcript import Removal

PUBLICATION = Path(__file__).with_name("publication.toml")
REASON = "publication"
DAY = r"\d{2,4}[年/.-]\d{1,2}[月/.-]\d{1,2}日?"
HOUR = (
    r"(?:[ 　T]{0,3}(?:星期|周|週)[一二三四五六日天])?"
    r"(?:[ 　T]{0,3}\d{1,2}[：:时時]\d{1,2}(?:[：:分]\d{0,2}秒?)?)?"
)
BETWEEN = re.compile(r"[\s|｜·•/,，;；、>\[\]【】()（）-]*")
LONGEST = 160
"""Characters of a line of such fields."""
LONGEST_VALUE = 24
"""Characters of a value on a line of its own, below the name of its field."""
SAYS = re.compile("[。！？]")
SHORTEST_SAYING = 30
"""Characters of a line with which the text proper has begun."""
FRONT_LINES, END_LINES = 25, 8
"""Lines from the start and from the end of a text among which such lines are."""


class FieldStyle(BaseModel):
    """A field of such a line, with lines that are one field of the kind and lines that are none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    gives: Literal["date", "publisher", "credit", "title", "record", "count", "tools"]
    weak: bool = False
    pattern: str
    accept: tuple[str, ...] = Field(min_length=1)
    reject: tuple[str, ...] = Field(min_length=1)


class Published(NamedTuple):
    """What such lines say: dates as they are written, and who published; None where nothing."""

    date: str | None = None
    publisher: str | None = None

    def fill(self, other: "Published") -> "Published":
        """Return this with what the other one says as well: its dates come second."""
        dates = [date for date in (self.date, other.date) if date]
        return Published(" ".join(dates) or None, self.publisher or other.publisher)


class Publication(BaseModel):
    """All that publication.toml says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: tuple[FieldStyle, ...]

    @cached_property
    def _patterns(self) -> list[tuple[FieldStyle, re.Pattern[str]]]:
        return [
            (style, re.compile(style.pattern.replace("{day}", DAY).replace("{hour}", HOUR)))
            for style in self.field
        ]

    def match(self, line: str, at: int) -> tuple[FieldStyle, re.Match[str]] | None:
        """Return the field that stands at a place of a line, or None."""
        found = ((style, pattern.match(line, at)) for style, pattern in self._patterns)
        return next(((style, match) for style, match in found if match and match[0]), None)

    def read(self, line: str, longest: int = LONGEST) -> Published | None:
        """Return what a line of such fields says, or None where it is another kind of line.

        >>> load_publication().read("发布时间：2021-01-26 来源：海滨日报 字号：大 中 小")
        Published(date='2021-01-26', publisher='海滨日报')
        """
        if len(line) > longest:
            return None
        said, is_strong = Published(), False
        at = BETWEEN.match(line).end()  # type: ignore[union-attr]
        while at < len(line):
            found = self.match(line, at)
            if found is None:
                return None
            style, match = found
            is_strong |= not style.weak
            said = said.fill(read_field(style, match))
            at = BETWEEN.match(line, match.end()).end()  # type: ignore[union-attr]
        return said if is_strong or (said.date and said.publisher) else None


def read_field(style: FieldStyle, match: re.Match[str]) -> Published:
    """Return what one field says."""
    if style.gives == "date":
        day = re.search(DAY, match[0])
        return Published(date=day[0] if day else None)
    if style.gives == "publisher":
        return Published(publisher=match["value"].strip("《》"))
    return Published()


def load_publication(path: Path = PUBLICATION) -> Publication:
    """Return the knowledge of publication.toml. Raises InputError where it is malformed."""
    return load_toml(path, Publication)


def take_publication(
    source: str, lines: Sequence[Line], breaks: Sequence[bool], known: Publication
) -> tuple[list[Line], list[bool], list[Removal]]:
    """Return the lines without those of publication, and what was removed.

    They stand before the text proper and after it. Where nothing else is in a text, they are it.
    """
    taken = frozenset(
        k
        for lines_of_one in find_publication([line.text for line in lines], known)
        for k in lines_of_one
    )
    if len(taken) == len(lines):
        return list(lines), list(breaks), []
    removals = [
        Removal(source_start=a, source_end=b, text=source[a:b], reason=REASON)
        for k in sorted(taken)
        for a, b in lines[k].spans
    ]
    kept = [k for k in range(len(lines)) if k not in taken]
    return [lines[k] for k in kept], [breaks[k] for k in kept], removals


def read_removals(removals: Sequence[Removal], start: int, known: Publication) -> Published:
    """Return what was removed says of the publication: such lines first, then parts of a page.

    Of two that say it the one that is nearer to the `start` of the text in the source.
    """
    said = Published()
    ranked = sorted(
        removals, key=lambda r: (r.reason != REASON, abs(r.source_start - start), r.source_start)
    )
    for removal in ranked:
        lines = (
            [" ".join(removal.text.split())]
            if removal.reason == REASON
            else removal.text.splitlines()
        )
        for line in lines:
            said = said.fill(known.read(line.strip(), longest=len(line)) or Published())
    return said


def find_publication(texts: Sequence[str], known: Publication) -> Iterator[range]:
    """Yield which lines of a text are lines of publication.

    The name of a field may stand on the line above its value.
    """
    begins = find_begin(texts)
    ends = max(begins, len(texts) - END_LINES)
    done = 0
    for k in (*range(min(begins, FRONT_LINES)), *range(ends, len(texts))):
        if k < done:
            continue
        said, lines = known.read(texts[k]), range(k, k + 1)
        if said is None and texts[k][-1:] in ("：", ":") and k + 1 < len(texts):
            below = texts[k + 1]
            said = known.read(f"{texts[k]}{below}") if len(below) <= LONGEST_VALUE else None
            lines = range(k, k + 2)
        if said is not None:
            done = lines.stop
            yield lines


def find_begin(texts: Sequence[str]) -> int:
    """Return the line with which the text proper begins: the first long one with a sentence."""
    return next(
        (k for k, text in enumerate(texts) if len(text) >= SHORTEST_SAYING and SAYS.search(text)),
        len(texts),
    )
