"""The promises in the form in which their page carries them, by promiser and due year."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate, groupby
from operator import itemgetter
from typing import NamedTuple

from pipeline.glossary.compose import translate
from pipeline.glossary.english import get_english
from pipeline.measure.period import word_period
from pipeline.measure.words import write_bound
from pipeline.publish.names import make_address
from pipeline.records.promises import Promise, Standing, ToldWord

MOST_WORDS = 40_000
"""Promises, and words on them, that the page carries."""
MOST_GROUPS = 40
"""Promisers and years in the table at the top."""
PromiseCells = tuple[object, ...]


class PromiseCounts(NamedTuple):
    """The promises of a promiser for a year, counted by how they stand."""

    year: str
    counts: Mapping[Standing, int]


class Ledger(NamedTuple):
    """The promises as rows, and what they come to."""

    rows: list[PromiseCells]
    groups: dict[str, list[PromiseCounts]]
    """By promiser; the last those of whom it is not known who promised."""
    states: list[Standing]
    """How any of them stands."""
    total: int
    promisers: list[tuple[str, str, str]]
    """As recorded, in Chinese, in English where it is known."""
    years: list[tuple[str, str, str]]


def make_ledger(promises: Sequence[Promise]) -> Ledger:
    """Return the promises in the order in which they were found."""
    promisers = {promise.promiser for promise in promises if promise.promiser}
    told = accumulate(1 + len(promise.later) for promise in promises)
    return Ledger(
        rows=[
            make_promise_row(one)
            for one, words in zip(promises, told, strict=True)
            if words <= MOST_WORDS
        ],
        groups=count_groups(promises),
        states=sorted({promise.state for promise in promises}),
        total=len(promises),
        promisers=[(name, name, translate(name) or name) for name in sorted(promisers)],
        years=[(year, year, year) for year in sorted({*map(find_due_year, promises)} - {""})],
    )


def find_due_year(promise: Promise) -> str:
    """Return the year in which a promise is due, empty where none is named."""
    return (promise.due or "")[:4]


def count_groups(promises: Sequence[Promise]) -> dict[str, list[PromiseCounts]]:
    """Return how the promises of each promiser for each year stand; of many the fullest."""
    counts: dict[tuple[str, str], Counter[Standing]] = {}
    for promise in promises:
        place = promise.promiser or "", find_due_year(promise)
        counts.setdefault(place, Counter())[promise.state] += 1
    ranked = sorted(counts, key=lambda place: (-counts[place].total(), place))
    shown = sorted(ranked[:MOST_GROUPS], key=order_group)
    return {
        promiser: [PromiseCounts(year, counts[promiser, year]) for _, year in places]
        for promiser, places in groupby(shown, key=itemgetter(0))
    }


def order_group(place: tuple[str, str]) -> tuple[bool, str, bool, str]:
    """Return what promisers and years are sorted by: what is not known comes last."""
    promiser, year = place
    return not promiser, promiser, not year, year


def make_promise_row(promise: Promise) -> PromiseCells:
    """Return a promise as the script of the page has it."""
    period = word_period(promise.period or "")
    symbol = write_bound(promise.op)
    name = promise.title.zh if promise.title else promise.name
    scope = promise.scope or ""
    # The name that a level has in all texts says nothing of growth: of a change it would be wrong.
    series = translate(promise.name) or "" if promise.kind == "level" else ""
    elsewhere = "" if (promise.promiser or "").startswith(scope) else scope
    return (
        promise.promiser or "",
        find_due_year(promise),
        promise.state,
        promise.reason or "",
        name,
        elsewhere,
        promise.text,
        promise.quote,
        make_address(promise.transcript),
        promise.claim,
        promise.date or "",
        (period.zh, period.en),
        [(later.relation, *make_told(later)) for later in promise.later],
        promise.later_count,
        get_english(promise.title) or series,
        translate(elsewhere) or "",
        f"{symbol} {promise.amount.en}".lstrip(),
        make_told(promise.before) if promise.before else None,
        f"{promise.name} {translate(promise.name) or ''}",
    )


def make_told(told: ToldWord) -> PromiseCells:
    """Return what was said of an indicator at another time as the script of the page has it."""
    period = word_period(told.period or "")
    return (
        told.date or "",
        (period.zh, period.en),
        (told.text, told.amount.en),
        told.quote,
        make_address(told.transcript),
        told.claim,
    )
