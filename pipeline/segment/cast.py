"""The list of those who take part, which stands before anybody speaks.

主持人：市政府新闻办主任 李明 looks like a speech; it says who leads, a line with 嘉宾 who answers.
"""

from collections.abc import Mapping
from typing import NamedTuple

from pipeline.language.structure.cast import read_names
from pipeline.language.structure.lines import Structure
from pipeline.records.transcript import Label, Transcript


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
        block = transcript.blocks[number]
        words = transcript.text[block.start + label.speech_start : block.end]
        names = [] if label.name else read_names(words, structure)
        if not names and (words.strip() or not lists(number, labels)):
            break
        blocks.add(number)
        if label.role == "host":
            hosts.update(names)
    return Cast(frozenset(blocks), frozenset(hosts))


def lists(number: int, labels: Mapping[int, Label]) -> bool:
    """Return whether a label without words stands above another: 发布人： above names."""
    return number + 1 in labels
