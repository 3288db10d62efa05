"""The pages of comparisons: one for each, and the list of all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Literal, NamedTuple

from jinja2 import Template
from markupsafe import Markup, escape

from pipeline.compare.comparing import SideText
from pipeline.identifiers import DIGITS, digest
from pipeline.measure.units import load_units
from pipeline.measure.words import word_quantity, write_bound
from pipeline.publish.names import make_address
from pipeline.publish.pages.rendering import make_environment, write_page
from pipeline.records.base import Bilingual, Span
from pipeline.records.claims import Claim
from pipeline.records.comparison import Alignment, Change, Comparison, Development, State
from pipeline.safe import make_visible
from pipeline.series import LEAST_SHARED, TranscriptInfo

FOLDER = Path(__file__).parent
FEWEST_FOLDED = 3
"""Kept sentences in a row, from which on they are folded."""
MOST_APART = 200
"""Pairs that are not compared which the list names, the last."""
POINTS = "pp"
"""The unit of the difference of two shares."""
STATES: tuple[State, ...] = ("kept", "changed", "moved", "new", "dropped")
PAGES = "[0-9a-f]" * DIGITS + ".html"


class ComparisonRow(NamedTuple):
    """Two sentences beside each other, the words that differ marked; None where there is none."""

    state: State
    before: Markup | None
    after: Markup | None


class RowGroup(NamedTuple):
    """Rows that stand together; folded where nothing in them changed."""

    rows: list[ComparisonRow]
    folded: bool


class ListedComparison(NamedTuple):
    """A comparison in the list of all: its page, its transcripts, sentences by state."""

    page: str
    before: TranscriptInfo
    after: TranscriptInfo
    comparison: Comparison
    counts: Mapping[State, int]


def name_page(before: str, after: str) -> str:
    """Return the name of the page of two transcripts, which holds neither of their names."""
    return f"{digest(before, after)}.html"


@cache
def load_template(name: str) -> Template:
    """Return a template of this folder."""
    return make_environment(FOLDER).get_template(name)


def write_pair(
    folder: Path,
    found: Comparison,
    sides: tuple[SideText, SideText],
    told: tuple[TranscriptInfo, TranscriptInfo],
) -> None:
    """Write the page of a comparison."""
    before, after = sides
    entry = list_comparison(found, *told)
    context = {
        "entry": entry,
        "groups": make_groups(pair_rows(found.alignments, before.text, after.text)),
        "address": make_address,
        "signed": sign_difference,
        "amounts": [{c.id: say_amount(c) for c in side.claims} for side in sides],
    }
    write_page(load_template("pair.html"), folder / entry.page, context)


def remove_others(folder: Path, comparisons: Iterable[Comparison]) -> None:
    """Remove pages of comparisons that there are no more."""
    written = {name_page(found.before, found.after) for found in comparisons}
    for path in folder.glob(PAGES):
        if path.name not in written:
            path.unlink()


def list_comparison(
    found: Comparison, before: TranscriptInfo, after: TranscriptInfo
) -> ListedComparison:
    """Return a comparison as the list has it."""
    counts = Counter(one.state for one in found.alignments)
    states = {state: counts[state] for state in STATES}
    page = name_page(found.before, found.after)
    return ListedComparison(page, before, after, found, states)


def write_index(
    folder: Path,
    comparisons: Iterable[Comparison],
    told: Mapping[str, TranscriptInfo],
    apart: Sequence[tuple[TranscriptInfo, TranscriptInfo]],
) -> None:
    """Write the list of all comparisons, and the pairs of series that are not compared."""
    context = {
        "entries": [list_comparison(one, told[one.before], told[one.after]) for one in comparisons],
        "apart": apart[-MOST_APART:],
        "apart_count": len(apart),
        "least_shared": f"{LEAST_SHARED:.0%}",
        "address": make_address,
    }
    write_page(load_template("pairs.html"), folder / "index.html", context)


def pair_rows(alignments: Iterable[Alignment], before: str, after: str) -> Iterator[ComparisonRow]:
    """Yield the rows of a page."""
    for one in alignments:
        first = mark(before, one.before, one.changes, "before") if one.before else None
        second = mark(after, one.after, one.changes, "after") if one.after else None
        yield ComparisonRow(one.state, first, second)


def mark(
    text: str, sentence: Span, changes: Iterable[Change], side: Literal["before", "after"]
) -> Markup:
    """Return a sentence; words that the other one lacks are marked as deleted or inserted."""
    tag = "del" if side == "before" else "ins"
    parts, at = [], sentence.start
    for change in changes:
        span: Span | None = getattr(change, side)
        if span is not None:
            words = escape(make_visible(text[span.start : span.end]))
            parts += [
                escape(make_visible(text[at : span.start])),
                Markup(f"<{tag}>{words}</{tag}>"),
            ]
            at = span.end
    parts.append(escape(make_visible(text[at : sentence.end])))
    return Markup("").join(parts).strip()


def sign_difference(one: Development) -> Bilingual | None:
    """Return a difference with its sign and unit; that of two shares is in percentage points."""
    if one.difference is None:
        return None
    value = Decimal(one.difference)
    written = f"{value:+,f}".replace("-", "−") if value else "0"
    unit = POINTS if one.unit == "%" else one.unit or ""
    zh, en = load_units().bare_names.get(unit, (unit, unit))
    return Bilingual(zh=f"{written}{zh}", en=f"{written} {en}")


def say_amount(claim: Claim) -> Bilingual:
    """Return the amount of a claim: in Chinese as it was written, in English as it is read."""
    said = word_quantity(claim.value, claim.value_high, claim.unit, load_units()).en
    return Bilingual(zh=make_visible(claim.text), en=f"{write_bound(claim.op)} {said}".lstrip())


def make_groups(rows: Iterable[ComparisonRow]) -> Iterator[RowGroup]:
    """Yield the rows in groups: where many were kept one after the other, these are folded."""
    runs = (list(run) for _, run in groupby(rows, key=lambda row: row.state == "kept"))
    listed = ((run[0].state == "kept" and len(run) >= FEWEST_FOLDED, run) for run in runs)
    for folded, found in groupby(listed, key=itemgetter(0)):
        yield RowGroup([row for _, run in found for row in run], folded)
