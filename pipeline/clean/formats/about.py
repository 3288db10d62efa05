"""What a file says of itself beside its text, by the names that formats and sites use for it."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pipeline.clean.formats.reading import About
from pipeline.knowledge import Entry, load_toml
from pipeline.language.marks import NOTE_MARK
from pipeline.safe import keep_visible

ABOUT = Path(__file__).with_name("about.toml")
NOTED = re.compile(rf"(?<=.){NOTE_MARK}\Z")
"""Of a title with a note."""
LONGEST_VALUE, LONGEST_ADDRESS = 300, 2000
"""Characters of a value, and of an address; what is longer is neither title nor name."""


class Names(Entry):
    """All that about.toml says."""

    title: tuple[str, ...]
    date: tuple[str, ...]
    publisher: tuple[str, ...]
    site: tuple[str, ...]
    url: tuple[str, ...]
    empty: frozenset[str]


@cache
def load_names(path: Path = ABOUT) -> Names:
    """Return the knowledge of about.toml. Raises InputError where it is malformed."""
    return load_toml(path, Names)


def choose(told: Iterable[tuple[str, str]], *, firm: bool) -> About:
    """Return what pairs of a name and a value say; of two with one name the first.

    >>> choose([("date", "2018-09-14"), ("author", "本報記者")], firm=True).date
    '2018-09-14'
    """
    names = load_names()
    values: dict[str, str] = {}
    for name, value in told:
        value = keep_visible(value)
        longest = LONGEST_ADDRESS if name.lower() in names.url else LONGEST_VALUE
        if value.lower() not in names.empty and len(value) <= longest:
            values.setdefault(name.strip().lower(), value)

    def first(known: tuple[str, ...]) -> str | None:
        return next((values[name] for name in known if name in values), None)

    title = first(names.title)
    return About(
        NOTED.sub("", title) if title else None,
        first(names.date),
        first(names.publisher),
        first(names.url),
        first(names.site),
        firm,
    )
