"""The page of promises, by publisher and due year."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, get_args

from markupsafe import Markup

from pipeline import artefacts
from pipeline.measure.period import word_period
from pipeline.publish.names import make_address
from pipeline.publish.pages.rendering import (
    embed_json,
    load_messages,
    make_environment,
    make_policy,
    read_script,
    read_style,
)
from pipeline.records.promises import LaterWord, Promise, Standing

FOLDER = Path(__file__).parent
PAGE = "promises.html"
MOST = 20_000
"""Promises that a page carries."""
MOST_ROWS = 40
"""Publishers and years in the table at the top."""


class Group(NamedTuple):
    """The promises of a publisher for a year, counted by state."""

    publisher: str
    year: str
    counts: Mapping[Standing, int]


def count_groups(promises: Sequence[Promise]) -> list[Group]:
    """Return how the promises of each publisher for each year stand, the fullest groups first."""
    counts: dict[tuple[str, str], Counter[Standing]] = {}
    for promise in promises:
        place = promise.publisher or "", (promise.due or "")[:4]
        counts.setdefault(place, Counter())[promise.state] += 1
    ranked = sorted(counts, key=lambda place: (-counts[place].total(), place))
    return [Group(*place, counts[place]) for place in sorted(ranked[:MOST_ROWS])]


def make_row(promise: Promise) -> tuple[object, ...]:
    """Return a promise as the script of the page has it."""
    period = word_period(promise.period or "")
    return (
        promise.publisher or "",
        (promise.due or "")[:4],
        promise.state,
        promise.reason or "",
        promise.name,
        promise.scope or "",
        promise.text,
        promise.quote,
        f"{make_address(promise.transcript)}",
        promise.claim,
        promise.date or "",
        (period.zh, period.en),
        [make_later(later) for later in promise.later],
    )


def make_later(later: LaterWord) -> tuple[object, ...]:
    """Return what was said later as the script of the page has it."""
    period = word_period(later.period or "")
    return (
        later.relation,
        later.date or "",
        (period.zh, period.en),
        later.text,
        later.quote,
        make_address(later.transcript),
        later.claim,
    )


def write_page(folder: Path, promises: Sequence[Promise], newest: str) -> None:
    """Write the page of all promises."""
    messages = load_messages()
    script = (FOLDER / "promises.js").read_text(encoding="utf-8")
    listing = read_script("listing.js")
    words = {
        field: {value: (word.zh, word.en) for value, word in getattr(messages, field).items()}
        for field in ("standing", "reason", "relation")
    }
    context: dict[str, object] = {
        "policy": make_policy(read_style(), read_script(), listing, script),
        "data": embed_json({"rows": list(map(make_row, promises[:MOST])), "words": words}),
        "listing": Markup(listing),
        "page_script": Markup(script),
        "groups": count_groups(promises),
        "states": [(state, *words["standing"][state]) for state in get_args(Standing)],
        "total": len(promises),
        "most": MOST,
        "newest": newest,
        "years": sorted({(p.due or "")[:4] for p in promises} - {""}),
        "publishers": sorted({p.publisher or "" for p in promises} - {""}),
    }
    template = make_environment(FOLDER, messages).get_template(PAGE)
    with artefacts.replacing(folder / PAGE) as out:
        out.writelines(template.generate(context))
