"""Who promises: the government or office that a text or its speaker is of, not who prints it."""

import re
from collections.abc import Iterable, Sequence

from pipeline.glossary.offices import shorten_government
from pipeline.glossary.titles import find_issuer
from pipeline.records.segmentation import Speaker

MEDIUM = re.compile(r"(?:[报网社台刊]|新闻|广播|卫视|客户端|在线|频道)\Z")
"""How the name of a newspaper, a site or a station ends; it prints what others promise."""


def name_promiser(
    title: str | None, publisher: str | None, cast: Sequence[Speaker], speaker: str | None = None
) -> str | None:
    """Return who promises what a speaker of a transcript says, or what it says as a whole.

    A report speaks for the government that its title names, whoever reads it. At a conference each
    official speaks for an organisation of their own; what reporters say is nobody's promise.
    """
    title = title or ""
    if issuer := find_issuer(title, of_reports=True):
        return shorten_government(issuer)
    speaking = next((one for one in cast if one.name == speaker), None)
    if speaking:
        return find_organisation([speaking]) if speaking.role != "reporter" else None
    named = find_issuer(title) or find_organisation(cast)
    name = named or (publisher if publisher and not MEDIUM.search(publisher) else None)
    return shorten_government(name) if name else None


def find_organisation(speakers: Iterable[Speaker]) -> str | None:
    """Return the one organisation of the officials among some speakers, or None."""
    officials = [one for one in speakers if one.role in ("official", "host")]
    names = filter(None, (one.organisation or one.office for one in officials))
    found = {shorten_government(name) for name in names}
    return found.pop() if len(found) == 1 else None
