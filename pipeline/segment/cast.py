"""The list of those who take part, which stands before anybody speaks.

主持人：市政府新闻办主任 李明 looks like a speech; it says who leads, a line with 嘉宾 who answers.
"""

from collections.abc import Mapping
from typing import NamedTuple

from pipeline.language.structure.lines import Structure
from pipeline.language.structure.people import are_names, are_offices, read_people
from pipeline.records.transcript import Label, Transcript

MOST_LISTED = 40
"""Lines of a list of those who take part that are looked at."""


class Cast(NamedTuple):
    """The blocks that list who takes part, and the names of those who lead."""

    blocks: frozenset[int]
    hosts: frozenset[str]


def find_cast(transcript: Transcript, labels: Mapping[int, Label], structure: Structure) -> Cast:
    """Return the list of those who take part.

    `labels` says who speaks, by the number of the block. The list ends where a block says more
    than names and offices.
    """
    blocks: set[int] = set()
    hosts: set[str] = set()
    for number, label in labels.items():
        if number in blocks:
            continue
        block = transcript.blocks[number]
        words = transcript.text[block.start + label.speech_start : block.end]
        of_list = not label.name or structure.is_office(label)
        heads = not words.strip() and of_list
        listed = find_members(transcript, number, labels, structure) if heads else []
        names = [*read_people(words, structure), *listed] if of_list else []
        if not names and label.role == "host" and not structure.only_greets(words):
            called = structure.labels.read(words, also_open=True)  # 小禾, without a surname
            other = called is not None and structure.find_kind(called) == "other"
            names = [words.strip()] if other else []
        others = are_offices(words, structure)
        if not (names or others or are_names(words, structure)):
            break
        blocks.update(range(number, number + len(listed) + 1))
        if label.role == "host":
            hosts.update(names)
    return Cast(frozenset(blocks), frozenset(hosts))


def find_members(
    transcript: Transcript, head: int, labels: Mapping[int, Label], structure: Structure
) -> list[str]:
    """Return the names on the lines below 发布人：, each a name with an office and nothing else.

    A name right above what somebody says is not part of the list.
    """
    read = [
        read_people(transcript.text[block.start : block.end], structure)
        for block in transcript.blocks[head + 1 : head + 2 + MOST_LISTED]
    ]
    found: list[str] = []
    for k, names in enumerate(read):
        number = head + 1 + k
        speaks = number in labels and number + 1 not in labels and not any(read[k + 1 : k + 2])
        if len(names) != 1 or speaks:
            break
        found += names
    return found
