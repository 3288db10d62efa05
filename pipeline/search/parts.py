"""The files that the search page loads when it needs them: sentences, and parts of the index."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pipeline.glossary.romanise import name_person
from pipeline.glossary.titles import translate_title
from pipeline.publish.pages.beside import write_part

SENTENCES = 256
"""Sentences in a part: some 40 KB."""
PART_SIZE = 60_000
"""Characters of numbers after which a part of the index ends."""


class FoundSentence(NamedTuple):
    """A sentence with where it stands."""

    address: str
    """Address of the transcript's page, from the results folder."""
    title: str
    date: str
    turn: str
    speaker: str
    text: str


def write_sentences(folder: Path, sentences: Iterable[FoundSentence]) -> Iterator[str]:
    """Write sentences in parts, t0, t1 …, and pass their texts on.

    A part has the transcripts and speakers that it names once, each with its English, and rows that
    name them by number.
    """
    waiting = iter(sentences)
    number = 0
    while some := list(islice(waiting, SENTENCES)):
        transcripts: dict[tuple[str, str, str], int] = {}
        speakers: dict[str, int] = {}
        rows = []
        for found in some:
            place = transcripts.setdefault(found[:3], len(transcripts))
            speaker = speakers.setdefault(found.speaker, len(speakers))
            rows.append((place, found.turn, speaker, found.text))
        titled = [(*one, translate_title(one[1]) or "") for one in transcripts]
        named = [(name, name_person(name) or "") for name in speakers]
        write_part(folder, f"t{number}", [titled, named, rows])
        number += 1
        yield from (found.text for found in some)


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
