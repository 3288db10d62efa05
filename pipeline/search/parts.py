"""The files that the search page loads when it needs them: sentences, and parts of the index."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.glossary.romanise import name_person
from pipeline.publish.pages.beside import write_part
from pipeline.records.base import Record

SENTENCES = 256
"""Sentences in a part: some 40 KB."""
PART_SIZE = 60_000
"""Characters of numbers after which a part of the index ends."""


class FoundTranscript(Record):
    """A transcript, or a part of one, with its sentences."""

    transcript: str
    address: str
    """Address of its page, from the results folder."""
    title: str
    date: str
    english: str
    """Of its title, where that is known."""
    sentences: tuple[tuple[str, str, str], ...]
    """Turn, speaker and text of each."""


def fill_parts(transcripts: Iterable[FoundTranscript]) -> Iterator[list[FoundTranscript]]:
    """Yield transcripts in groups that have as many sentences as a part."""
    part: list[FoundTranscript] = []
    room = SENTENCES
    for found in transcripts:
        left = found.sentences
        while left:
            part.append(found.model_copy(update={"sentences": left[:room]}))
            left, room = left[room:], max(0, room - len(left))
            if not room:
                yield part
                part, room = [], SENTENCES
    if part:
        yield part


def write_sentences(folder: Path, transcripts: Iterable[FoundTranscript]) -> Iterator[str]:
    """Write sentences in parts, t0, t1 …, and pass their texts on.

    A part has the transcripts and speakers that it names once, each with its English, and rows that
    name them by number.
    """
    for number, part in enumerate(fill_parts(transcripts)):
        titled: dict[tuple[str, str, str, str], int] = {}
        speakers: dict[str, int] = {}
        rows: list[tuple[int, str, int, str]] = []
        for found in part:
            head = found.address, found.title, found.date, found.english
            place = titled.setdefault(head, len(titled))
            rows += [
                (place, turn, speakers.setdefault(speaker, len(speakers)), text)
                for turn, speaker, text in found.sentences
            ]
        named = [(name, name_person(name) or "") for name in speakers]
        write_part(folder, f"t{number}", [list(titled), named, rows])
        yield from (text for *_, text in rows)


def write_index(folder: Path, pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Write the index in parts, i0, i1 …; return the first pair of each."""
    firsts: list[str] = []
    part: dict[str, str] = {}
    size = 0

    def end() -> None:
        write_part(folder, f"i{len(firsts)}", list(part.items()))
        firsts.append(next(iter(part)))

    for pair, numbers in pairs:
        part[pair] = numbers
        size += len(numbers) + len(pair)
        if size > PART_SIZE:
            end()
            part, size = {}, 0
    if part:
        end()
    return firsts
