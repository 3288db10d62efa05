"""What report says of the page of each file."""

from pipeline.records.base import Record, TranscriptId
from pipeline.records.problems import Problem


class Named(Record):
    """A place of a transcript by its id, and what it is called: a section, or a turn that asks.

    `english` is the title, or what it mentions, in English; empty where nothing of it is known.
    `category` is the policy hotspot of most of the section, or of the answer; empty where there is
    none.
    """

    id: str
    title: str
    english: str
    category: str


class Page(Record):
    """What the start page needs to know of one file: its report, or why there is none.

    `problem` is what stopped the file, or the first stage that failed on it. `characters` counts
    those of the clean text and is 0 where there is none. `speakers` leaves out reporters.
    `exchanges` are the turns that ask, under their headlines. `contradictions` counts the checks of
    that kind, `flags` the places that a person should look at.
    """

    transcript: TranscriptId
    file: str
    title: str | None = None
    date: str | None = None
    characters: int = 0
    sections: tuple[Named, ...] = ()
    exchanges: tuple[Named, ...] = ()
    speakers: tuple[str, ...] = ()
    turns: int = 0
    claims: int = 0
    contradictions: int = 0
    flags: int = 0
    problem: Problem | None
