"""When and by whom a text was published, by the line under its title that says nothing else."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from pipeline.clean.dates import SHORT_DATE, WHOLE_DATE
from pipeline.clean.lines.outside import PUBLICATION
from pipeline.clean.lines.surroundings import MOST_ABOVE
from pipeline.knowledge import KnowledgeFile, PatternEntry
from pipeline.language.fold import fold
from pipeline.language.stamps import FEWEST_TIMES, Stamps
from pipeline.records.transcript import Removal

DAY = f"(?:{WHOLE_DATE}|{SHORT_DATE}|\\d\\d?月\\d\\d?日 20\\d\\d)"
_WEEKDAY = r"[（(]?(?:星期|周|週)[一二三四五六日天][）)]?"
_MINUTE = r"\d{1,2}[：:时時]\d{1,2}(?:[：:分]\d{0,2}秒?)?(?: ?[AP]M)?"
_NAME = r"[ 　][\u4e00-\u9fff]{2,3}\Z"
_MINUTES = rf"(?:[-–|] )?{_MINUTE}(?:[-–—~至]{_MINUTE})?"
HOUR = rf"(?:[ 　T]{{0,3}}{_WEEKDAY})?(?:[ 　T]{{0,3}}{_MINUTES}(?:{_NAME})?)?"
"""What stands behind a day: its weekday, the minute or two, and perhaps who put it there."""
BETWEEN = re.compile(r"[\s|｜·•/,，;；、>\[\]【】()（）-]*")
LABEL = (
    r"(?:(?:点击|浏览|阅读|访问|评论)[量数次]{0,2}|(?:责任)?编辑|作者|发布(?=[时日]|[：:])|时间|日期|發佈(?=[日時])|字[号体]|打印"
    r"|审核|参与互动)"
)
PLACES = {"day": DAY, "hour": HOUR, "label": LABEL}
PLACE = re.compile(r"\{(day|hour|label)\}")
CELL = re.compile(r"[：:]\t[ 　]*(?![^\s：:]{1,6}[：:])")
"""A field and its value in two cells of a row; a field without a value stands before another."""
HELD = re.compile(
    r"(?:时\s{0,4}间|日\s{0,4}期)[：:].+\n(?!时间[：:]\s*\d{4})(?:时\s{0,4}间|地\s{0,4}点|主持|嘉宾|出席|参会|列席)[^。]{0,12}[：:]"
)
"""When something was held, above where or with whom, or the hour."""
END_LINES = 8
"""Lines at the end of a file among which such lines are even if a sentence follows."""
LONGEST_LINE = 160
"""Characters of a line of such fields."""
MOST_LINES_LEFT_OUT = 10_000
"""Lines of what is left out that are looked through, those nearest to the text first; a page has
hundreds."""
LONGEST_VALUE = 24
"""Characters of a value on a line of its own, below the name of its field."""


class FieldStyle(PatternEntry):
    """A field of such a line, with lines that are one field of the kind and lines that are none."""

    gives: Literal[
        "date",
        "publisher",
        "credit",
        "name",
        "title",
        "record",
        "count",
        "tools",
    ]
    weak: bool = False

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, with what stands in its places filled in."""
        return re.compile(PLACE.sub(lambda place: PLACES[place[1]], self.pattern))


class Published(NamedTuple):
    """What such lines say: a date as it is written, and who published; None where nothing.

    An `outlet` is named without a word that it is the source; `title` is told as a field.
    """

    date: str | None = None
    publisher: str | None = None
    outlet: str | None = None
    title: str | None = None

    def fill(self, other: "Published") -> "Published":
        """Return this with what only the other one says."""
        return Published(*(own or more for own, more in zip(self, other, strict=True)))


class Publication(KnowledgeFile):
    """All that publication.toml says."""

    file = "publication.toml"
    field: tuple[FieldStyle, ...]

    def match(self, line: str, at: int) -> tuple[FieldStyle, re.Match[str]] | None:
        """Return the field that stands at a place of a line, or None."""
        found = ((style, style.compiled.match(line, at)) for style in self.field)
        return next(((style, match) for style, match in found if match and match[0]), None)

    def read(
        self, line: str, longest: int = LONGEST_LINE, *, certain: bool = False
    ) -> Published | None:
        """Return what a line of such fields says, or None where it is another kind of line.

        One that is `certain` to be of publication may have weak fields alone.

        >>> Publication.load().read("发布时间：2021-01-26 来源：海滨日报 字号：大 中 小")[:2]
        ('2021-01-26', '海滨日报')
        """
        if len(line) > longest:
            return None
        line = CELL.sub("：", line)
        folded = fold(line)
        said, is_strong = Published(), certain
        at = BETWEEN.match(folded).end()  # type: ignore[union-attr]
        while at < len(line):
            found = self.match(folded, at)
            if found is None:
                return None
            style, match = found
            is_strong |= not style.weak
            said = said.fill(read_field(style, match, line))
            at = BETWEEN.match(folded, match.end()).end()  # type: ignore[union-attr]
        is_row = len(re.findall("[|｜]", folded)) > 1
        is_told = is_strong or (said.date and (said.outlet or is_row))
        return said if is_told else None


def read_field(style: FieldStyle, match: re.Match[str], line: str) -> Published:
    """Return what one field says, in the words of the line."""
    found = re.search(DAY, match[0])
    day = found[0] if found else None
    if style.gives == "date":
        return Published(date=day)
    if style.gives == "publisher":
        name = line[slice(*match.span("value"))].strip("《》")
        return Published(outlet=name) if style.weak else Published(date=day, publisher=name)
    if style.gives == "name":
        return Published(title=line[slice(*match.span("value"))])
    return Published()


def read_removals(removals: Sequence[Removal], start: int, known: Publication) -> Published:
    """Return what was removed says of the publication: such lines first, then parts of a page.

    Of two that say it the one that is nearer to the `start` of the text in the source.
    """
    said, left = Published(), MOST_LINES_LEFT_OUT
    ranked = sorted(
        join_parted(removals),
        key=lambda r: (r.reason != PUBLICATION, abs(r.source_start - start), r.source_start),
    )
    for removal in ranked:
        if left <= 0:
            break
        lines = [line.strip() for line in removal.text.splitlines() if line.strip()][:left]
        left -= len(lines)
        found = [
            " ".join(lines[k] for k in pair) for pair in pair_up(lines, range(len(lines)), known)
        ]
        for line in found or [" ".join(removal.text.split())] * (removal.reason == PUBLICATION):
            said = said.fill(known.read(line, len(line), certain=not found) or Published())
    return said


def join_parted(removals: Sequence[Removal]) -> list[Removal]:
    """Return what was removed, the parts of a line as one that white space parts: 2025年 3月."""
    joined: list[Removal] = []
    for part in removals:
        last = joined[-1] if joined else None
        if last and last.reason == part.reason and part.source_start == last.source_end + 1:
            words = {"text": f"{last.text} {part.text}", "source_end": part.source_end}
            joined[-1] = last.model_copy(update=words)
        else:
            joined.append(part)
    return joined


def list_fields(texts: Sequence[str], known: Publication) -> list[range]:
    """Return which lines, one or a name above its value, say when and by whom a text was published.

    A time above a place is when something was held.
    """
    held = {k for k in range(len(texts)) if HELD.match("\n".join(texts[k : k + 2]))}
    fields = pair_up(hide_heads(texts), range(len(texts)), known)
    return [lines for lines in fields if held.isdisjoint(lines)]


def select_fields(
    texts: Sequence[str], fields: Sequence[range], first: int, last: int
) -> frozenset[int]:
    """Return the lines of such fields above the `first` line of the text proper and below the last.

    Below the text, a day below an office is that of a signature.
    """
    above = min(first, MOST_ABOVE)
    below = max(min(last + 1, len(texts) - END_LINES), above)
    return frozenset(
        k
        for lines in fields
        if lines[0] < above
        or (lines[0] >= below and (len(lines) == 1 or not re.fullmatch(DAY, texts[lines[1]])))
        for k in lines
    )


def hide_heads(texts: Sequence[str]) -> list[str]:
    """Return the lines of a text, those empty that say when somebody spoke, where there are such.

    Messengers put the time and the name above what is said: 2024-05-06 10:05:01 江城晚报.
    """
    above_name = Stamps.load().patterns["above_name"]
    heads = {k for k, text in enumerate(texts) if above_name.fullmatch(text)}
    return ["" if k in heads and len(heads) >= FEWEST_TIMES else t for k, t in enumerate(texts)]


def pair_up(texts: Sequence[str], among: range, known: Publication) -> Iterator[range]:
    """Yield the lines among these that are of publication, by themselves or with the next."""
    done = among.start
    for k in among:
        if k < done:
            continue
        for lines in (range(k, k + 1), range(k, min(k + 2, len(texts)))):
            parts = [texts[at] for at in lines]
            short = all(len(part) <= LONGEST_VALUE for part in parts[1:])
            if short and known.read(" ".join(parts)):
                done = lines.stop
                yield lines
                break
