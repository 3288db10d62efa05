"""The page of set phrases: what is new, gone, back or replaced in a series; all by frequency."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.glossary.set_phrases import translate_phrase
from pipeline.publish.names import make_address
from pipeline.publish.pages.beside import put_rows
from pipeline.publish.pages.rendering import make_environment, write_page
from pipeline.records.wording import Fate, Series, Turning, Use, Wording

FOLDER = Path(__file__).parent
FATES: tuple[Fate, ...] = ("new", "changed", "back", "dropped")
MOST_ROWS = 50
"""Most phrases of one fate that a page shows; the rest is in the records."""
MOST_LISTED = 600
"""Phrases in the list of all."""
MOST_FIRST = 120
"""Of these the page has so many; the others stand beside it."""
ROWS = "rows"
MOST_BARS = 24
"""Issues, or years, in the small chart of a phrase: the last."""


class PhraseRow(NamedTuple):
    """A phrase with what became of it, where it can be read, and how often each issue has it."""

    wording: Wording
    turning: Turning
    use: Use | None
    bars: list[tuple[str, int]]


class SeriesPart(NamedTuple):
    """A series with its rows by fate, and how many of each are not shown."""

    series: Series
    rows: Mapping[Fate, list[PhraseRow]]
    more: Mapping[Fate, int]


def write_wording(path: Path, wordings: Sequence[Wording], series: Sequence[Series]) -> None:
    """Write the page."""
    environment = make_environment(FOLDER)
    environment.globals["translate_phrase"] = translate_phrase
    listed = [one for one in wordings if one.uses][:MOST_LISTED]
    turned: defaultdict[str, list[tuple[Wording, Turning]]] = defaultdict(list)
    for wording in wordings:
        for turning in wording.turnings:
            turned[turning.series].append((wording, turning))
    shown = [
        (one, [use for use in one.uses if use.date] or one.uses, chart_years(one.uses))
        for one in listed
    ]
    context: dict[str, object] = {
        "followed": [make_part(one, turned[one.id]) for one in series if one.fair],
        "unfair": [one for one in series if not one.fair],
        "wordings": shown,
        "first": shown[:MOST_FIRST],
        "later": shown[MOST_FIRST:],
        "rows_name": ROWS,
        "named": sum(translate_phrase(one.phrase) is not None for one in listed),
        "left_out": len(wordings) - len(listed),
        "address": make_address,
    }
    loads = len(shown) > MOST_FIRST
    later = environment.get_template("later.html").render(context) if loads else None
    put_rows(path.parent, ROWS, later)
    write_page(environment.get_template("wording.html"), path, context, loads=loads)


def make_part(series: Series, turned: Iterable[tuple[Wording, Turning]]) -> SeriesPart:
    """Return a series with the rows of its phrases, those that are said most first."""
    rows: dict[Fate, list[PhraseRow]] = {fate: [] for fate in FATES}
    for wording, turning in turned:
        rows[turning.fate].append(make_phrase_row(series, wording, turning))
    for found in rows.values():
        found.sort(key=lambda row: -max(row.turning.times_before, row.turning.times_after))
    more = {fate: max(0, len(found) - MOST_ROWS) for fate, found in rows.items()}
    return SeriesPart(series, {fate: found[:MOST_ROWS] for fate, found in rows.items()}, more)


def make_phrase_row(series: Series, wording: Wording, turning: Turning) -> PhraseRow:
    """Return a row: what is gone is shown where it was said last, all else in the latest issue."""
    issues = {name: issue.label for issue in series.issues for name in issue.transcripts}
    uses = [use for use in wording.uses if use.transcript in issues]
    times = Counter[str]()
    for use in uses:
        times[issues[use.transcript]] += use.times
    bars = [(issue.label, times[issue.label]) for issue in series.issues[-MOST_BARS:]]
    return PhraseRow(wording, turning, uses[-1] if uses else None, bars)


def chart_years(uses: Iterable[Use]) -> list[tuple[str, int]]:
    """Return how often each year has a phrase, without the years between that have none."""
    times = Counter[str]()
    for use in uses:
        if use.date:
            times[use.date[:4]] += use.times
    return sorted(times.items())[-MOST_BARS:]
