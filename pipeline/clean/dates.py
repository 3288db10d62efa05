"""Dates of a transcript: of the document, and of the event where the text tells it.

The date of the document comes from the file's name, else from metadata.tsv, else from the text.
The event is often held some days before: 1月26日，国新办举行发布会.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.knowledge import load_toml

DATES = Path(__file__).with_name("dates.toml")

NAME_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[-_ ]+|$)")
TEXT_DATE = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?:年|[-/.])(?P<month>\d{1,2})(?:月|[-/.])(?P<day>\d{1,2})(?:日|(?!\d))"
)
EVENT_DATE = r"(?:(?P<year>(?:19|20)\d{2})年)?(?P<month>(?<!\d)\d{1,2})月(?P<day>\d{1,2})日"
FRONT = 1000
"""Characters from the start in which the dates of a text are looked for."""
FRONT_LINES = 30


class EventStyle(BaseModel):
    """A pattern of how a text says when it was held, with texts to accept and to reject."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pattern: str
    accept: tuple[str, ...] = Field(min_length=1)
    reject: tuple[str, ...] = Field(min_length=1)


class Dates(BaseModel):
    """All that dates.toml says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    event: tuple[EventStyle, ...]

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        return [re.compile(style.pattern.replace("{date}", EVENT_DATE)) for style in self.event]

    def search(self, text: str) -> Iterator[re.Match[str]]:
        """Yield where a text says when it was held, in its order."""
        found = (match for pattern in self._patterns for match in pattern.finditer(text))
        yield from sorted(found, key=lambda match: match.start())


class Dating(NamedTuple):
    """The dates of a transcript, and what is wrong with what was said of them: code, words."""

    date: str | None
    source: Literal["name", "metadata", "text"] | None
    event: str | None
    doubts: tuple[tuple[str, str], ...]


def load_dates(path: Path = DATES) -> Dates:
    """Return the knowledge of dates.toml. Raises InputError where it is malformed."""
    return load_toml(path, Dates)


def read_date(found: re.Match[str] | None, year: int | None = None) -> str | None:
    """Return a date in ISO 8601, or None where there is no such day."""
    if found is None:
        return None
    first, month, day = found.groups()
    try:
        return date(int(first or year or 0), int(month), int(day)).isoformat()
    except ValueError:
        return None


def split_name(stem: str) -> tuple[str | None, str]:
    """Return the ISO date at the start of a file's name, and the rest of the name.

    >>> split_name("2021-01-26-工信部解读2020年工业通信业热点")
    ('2021-01-26', '工信部解读2020年工业通信业热点')
    """
    found = NAME_DATE.match(stem)
    day = read_date(found)
    return (day, stem[found.end() :]) if found and day else (None, stem)


def find_dates(
    stem: str, told: str | None, paragraphs: Sequence[Paragraph], dates: Dates
) -> Dating:
    """Return the dates of a transcript by its name, by metadata.tsv (`told`) and by its text."""
    named, _ = split_name(stem)
    doubts = []
    wrong = NAME_DATE.match(stem)
    if wrong and not named:
        doubts.append(("date_invalid", wrong[0].rstrip("-_ ")))
    day, wrong_days = find_date(paragraphs)
    doubts += [("date_invalid", words) for words in wrong_days]
    document = named or told or day
    event = find_event(paragraphs, document, dates)
    document = document or event
    if document and event and event > document:
        doubts.append(("date_before_event", document))
    if named and told and named != told:
        doubts.append(("date_differs", told))
    source: Literal["name", "metadata", "text"] | None = None
    if document:
        source = "name" if named else "metadata" if told else "text"
    return Dating(document, source, event, tuple(doubts))


def find_date(paragraphs: Sequence[Paragraph]) -> tuple[str | None, list[str]]:
    """Return the date that the front of a text gives in full: its dateline, else the first.

    Also the days on the way there that no calendar has. Chinese press texts that give day and
    month only are left without a date.
    """
    front = paragraphs[:FRONT_LINES]
    wrong: list[str] = []
    datelines = [p.text for p in front if p.kind == "dateline"]
    for text in (*datelines, "\n".join(p.text for p in front)[:FRONT]):
        for found in TEXT_DATE.finditer(text):
            day = read_date(found)
            if day:
                return day, wrong
            if found[0] not in wrong:
                wrong.append(found[0])
    return None, wrong


def find_event(paragraphs: Sequence[Paragraph], document: str | None, dates: Dates) -> str | None:
    """Return the day on which the front of the text says that it was held.

    The year of a day without one is that of the last such day up to the document's date. What
    somebody says in the conference is not looked at.
    """
    front: list[str] = []
    for paragraph in paragraphs[:FRONT_LINES]:
        if paragraph.label is not None or paragraph.kind == "heading":
            break
        front.append(paragraph.text)
    for found in dates.search("\n".join(front)[:FRONT]):
        if found["year"]:
            day = read_date(found)
        elif document:
            year = int(document[:4])
            day = read_date(found, year)
            if day and day > document:
                day = read_date(found, year - 1)
        else:
            continue
        if day:
            return day
    return None
