"""What only the lines around a line tell of who speaks: a name on a line of its own says nothing by
itself, and is taken for a label if the line below it fits.
"""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Protocol

from pipeline.language.marks import CLOSING, HAN, LINE_ENDS
from pipeline.language.stamps import strip_stamp
from pipeline.language.structure.lines import Structure
from pipeline.language.structure.people import are_offices, read_people
from pipeline.language.structure.speech_signs import ASKING, SAID_BY_SOMEBODY
from pipeline.records.transcript import Label

LONGEST_PHRASE = 30
"""Characters; a longer line is taken for a sentence."""


class ReadLine(Protocol):
    """A line, and what it is by itself: the kind of a block, and who speaks."""

    @property
    def text(self) -> str:
        """The characters of the line."""

    @property
    def kind(self) -> str:
        """What kind of block it is."""

    @property
    def label(self) -> Label | None:
        """Who begins to speak in it."""


def find_unmarked_labels(lines: Sequence[ReadLine], structure: Structure) -> dict[int, Label]:
    """Return the lines that may say who speaks below them, without a colon.

    Something is said below each, or it is a mere role or office above the name (主持人 above
    海滨省政府新闻办主任 above 李明), or a name above its office. Whether somebody speaks is weighed
    over the whole text.
    """
    read = read_own_lines(lines, structure)
    chosen: dict[int, Label] = {}
    for k in sorted(read, reverse=True):
        if leads_to(read[k], chosen.get(k + 1), structure) or has_speech(lines, k, read):
            chosen[k] = read[k]
    return dict(sorted(chosen.items()))


def read_own_lines(lines: Sequence[ReadLine], structure: Structure) -> dict[int, Label]:
    """Return the lines that are a label and nothing else, whatever stands below them.

    A byline says who wrote an article, unless officials answer and something is asked below it.
    """
    found: dict[int, Label] = {}
    answered = any(line.label and line.label.role == "official" for line in lines)
    for k, line in enumerate(lines):
        if line.label is not None or line.kind not in ("paragraph", "byline", "note"):
            continue
        called = k > 0 and is_role(lines[k - 1], found.get(k - 1))
        label = read_own_line(line.text, structure, called=called)
        if label is None:
            continue
        wrote = line.kind != "paragraph" and label.role in ("reporter", "unknown")
        if not wrote or (answered and asks_below(lines, k, structure)):
            found[k] = label
            answered |= label.role == "official"
    return found


def is_role(line: ReadLine, unmarked: Label | None) -> bool:
    """Return whether a line says in which role somebody speaks, and no more: 主持人, not 答."""
    label = line.label or unmarked
    return (
        label is not None and label.name is None and len(label.words) > 1 and label.fills(line.text)
    )


def asks_below(lines: Sequence[ReadLine], k: int, structure: Structure) -> bool:
    """Return whether the line below asks something."""
    return any(structure.speakers.has_signs(line.text, ASKING) for line in lines[k + 1 : k + 2])


def leads_to(label: Label, below: Label | None, structure: Structure) -> bool:
    """Return whether a label and the one below it are of one person: a role or office, and a name.

    The office stands above the name or below it.
    """
    if below is None or below.name is None:
        return False
    return label.name is None or structure.is_office(label) or structure.is_office(below)


def find_names_behind(lines: Sequence[ReadLine], structure: Structure) -> dict[int, Label]:
    """Return who speaks where a role with a name stands above what is said.

    主持人：陈文俊 does not list who takes part if 各位网友大家好 stands below it and no other such
    line above it.
    """
    found: dict[int, Label] = {}
    listed = -1
    for k, (line, below) in enumerate(pairwise(lines)):
        label = line.label
        if label is None or label.name is not None or label.fills(line.text):
            continue
        words = line.text[label.speech_start :].strip()
        names = read_people(words, structure)
        called = structure.labels.read(words, also_open=True) if label.role == "host" else None
        if called and called.name == words and not names:
            names = [words]
        said = below.label is None and below.kind == "paragraph" and is_speech(below.text)
        told = said and structure.speakers.has_signs(below.text, SAID_BY_SOMEBODY)
        if names and told and listed != k - 1:
            found[k] = label.model_copy(update={"name": names[0], "speech_start": len(line.text)})
        listed = k if names else listed
    return found


def read_own_line(text: str, structure: Structure, *, called: bool = False) -> Label | None:
    """Return who speaks below a line: a role, a name, one office or several: 新闻发言人、副司长.

    One who is `called` by a role above may have any name, as a host has: 小禾.
    """
    label = structure.read_unmarked_label(text)
    if label is None and called:
        label = structure.labels.read(text, also_open=True)
    if label is not None:
        return label.at(len(text))
    if not are_offices(text, structure):
        return None
    return Label(
        role="official", name=text, words=text, style="office_alone", speech_start=len(text)
    )


def find_translations(lines: Sequence[ReadLine]) -> set[int]:
    """Return the labels of lines in another language that say again what Chinese lines above say.

    Where half of the Chinese speeches are followed by one, each such line repeats the Chinese one
    that stands as far above it. The others are speeches of their own.
    """
    labelled = (k for k, line in enumerate(lines) if line.label is not None)
    grouped = groupby(labelled, lambda k: lacks_chinese(lines, k))
    runs = [(foreign, list(run)) for foreign, run in grouped]
    below = [min(len(run), len(other)) for (_, run), (foreign, other) in pairwise(runs) if foreign]
    chinese = sum(len(run) for foreign, run in runs if not foreign)
    found: set[int] = set()
    for at, (foreign, run) in enumerate(runs):
        if foreign and 0 < at < len(runs) - 1:
            again = len(runs[at - 1][1]) if 2 * sum(below) >= chinese else 0
            found.update(run[:again])
        elif foreign:
            found.update(run)
    return found


def lacks_chinese(lines: Sequence[ReadLine], k: int) -> bool:
    """Return whether neither the label nor what is said has a Chinese character.

    A name alone below another repeats it, whatever follows: Wang Ming: below 王明：.
    """
    again = k > 0 and is_label_alone(lines[k - 1])
    said = lines[k + 1 : k + 2] if is_label_alone(lines[k]) and not again else []
    return not any(re.search(HAN, line.text) for line in [lines[k], *said])


def is_label_alone(line: ReadLine) -> bool:
    """Return whether a line says who speaks and nothing else: what is below it is said."""
    return line.label is not None and line.label.fills(line.text)


def has_speech(lines: Sequence[ReadLine], k: int, found: dict[int, Label]) -> bool:
    """Return whether the line below says something; the time of the speech may stand between."""
    below = k + 1
    while below < len(lines) and lines[below].kind == "dateline":
        below += 1
    if below >= len(lines) or below in found:
        return False
    line = lines[below]
    begins = line.kind == "paragraph" and line.text[:1] not in LINE_ENDS + CLOSING + "，、"
    return begins and line.label is None and is_speech(line.text)


def is_whole(text: str) -> bool:
    """Return whether a text ends as a sentence does, before the time at which it was said."""
    return strip_stamp(text).rstrip(CLOSING).endswith(tuple(LINE_ENDS))


def is_speech(text: str) -> bool:
    """Return whether a line is a sentence or more."""
    return len(text) > LONGEST_PHRASE or is_whole(text)
