"""What a reader of a transcript should know of its text: flags, moves, what was left out."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain
from operator import itemgetter
from typing import Literal, NamedTuple, get_args

from pipeline.publish.pages.rendering import Messages
from pipeline.publish.warnings import is_open
from pipeline.records.base import Bilingual
from pipeline.report.fulltext import Mark, SourceLines
from pipeline.stages import Line

MOST_LISTED = 500
"""Most flags, moves, parts left out, checks and answers that a page lists, of each; the tables have
all."""
MARKUP = "markup"
"""The reason for which clean leaves out the marks of a format: they are no text."""
CautionKind = Literal["flag", "move", "note", "removal"]


class Caution(NamedTuple):
    """Something to know about the text; `place` is the id of where, or None for all of it.

    Cautions with one `code` say the same of different places.
    """

    kind: CautionKind
    code: str
    anchor: str
    place: str | None
    message: Bilingual
    line: int | None = None
    text: str = ""
    confidence: float | None = None


class Cautions(NamedTuple):
    """Those of a text that its page lists, and the marks of their places."""

    groups: list[list[Caution]]
    """Of one kind and code together: flags first, then moves, then what is left out. Within a kind
    those that are said of few places come first: they are the more telling."""
    marks: list[Mark]
    unlisted: int
    """How many others there are."""

    @property
    def counts(self) -> Counter[str]:
        """How many are listed of each kind."""
        return Counter(caution.kind for caution in chain.from_iterable(self.groups))


def choose_cautions(line: Line, end: int) -> Cautions:
    """Return the cautions on a text that is shown up to a place."""
    groups: defaultdict[tuple[str, str], list[Caution]] = defaultdict(list)
    marks: list[Mark] = []
    counts: Counter[str] = Counter()
    unlisted = 0
    for caution, span in list_cautions(line):
        counts[caution.kind] += 1
        if counts[caution.kind] > MOST_LISTED or span[0] > end:
            unlisted += 1
            continue
        groups[caution.kind, caution.code].append(caution)
        if caution.place:
            marks.append(Mark(*span, caution.kind, caution.place, caution.anchor, ""))
    kinds = get_args(CautionKind)
    order = sorted(groups.values(), key=lambda group: (kinds.index(group[0].kind), len(group)))
    return Cautions(order, marks, unlisted)


def list_cautions(line: Line) -> Iterator[tuple[Caution, tuple[int, int]]]:
    """Yield what a reader should know of the text, and where: flags, moves, then removals."""
    transcript, reasons = line.clean, Messages.load().removal
    readable = bool(transcript.text.strip())
    lines = SourceLines(transcript.source)
    parts = (transcript, line.segment, line.claims, line.classify)
    for n, flag in enumerate(chain.from_iterable(part.flags for part in parts), start=1):
        of_all = flag.start == 0 and flag.end >= len(transcript.text)
        place = f"f{n}" if readable and flag.end > 0 and not of_all else None
        kind: CautionKind = "flag" if is_open(flag.code) else "note"
        yield Caution(kind, flag.code, f"flag-{n}", place, flag.message), (flag.start, flag.end)
    for n, move in enumerate(transcript.moves, start=1):
        place = f"m{n}" if readable and move.end > 0 else None
        number = lines.number(move.source_start)
        caution = Caution("move", "moved", f"move-{n}", place, move.message, number)
        yield caution._replace(confidence=move.confidence), (move.start, move.end)
    ends = sorted((r.source_start + r.end - r.start, r.end) for r in transcript.runs)
    words = (removal for removal in transcript.removals if removal.reason != MARKUP)
    for n, removal in enumerate(words, start=1):
        before = bisect_right(ends, removal.source_start, key=itemgetter(0))
        point = ends[before - 1][1] if before else 0
        place = f"r{n}" if readable else None
        message = reasons.get(removal.reason, reasons["other"])
        number = lines.number(removal.source_start)
        caution = Caution("removal", removal.reason, f"removal-{n}", place, message, number)
        yield caution._replace(text=removal.text), (point, point)
