"""Speeches that run on in one line: a transcript that lost its line ends where it was copied.

…请提问。 海滨日报记者：何时通车？ 赵川：年底。 Each begins a line of its own again.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from pipeline.clean.lines.normalise import SourceLine
from pipeline.language.marks import CLOSING, SENTENCE_ENDS
from pipeline.language.structure.lines import Structure
from pipeline.language.structure.styles import LONGEST_LABEL

BEGINS = re.compile(
    rf"(?<=[{SENTENCE_ENDS}{re.escape(CLOSING)}])\s*|(?<=[：:])\s+",
)
"""Behind a sentence, or behind what announces the text: 以下为文字实录： 赵川：…"""
COLON = re.compile(rf"[^：:。；！？，,\n]{{1,{LONGEST_LABEL}}}[：:]")
SHORTEST_LINE = 120
"""Characters of a line in which one speech hardly ends and two more begin."""
FEWEST_SPEECHES = 3
"""Speeches that begin within lines, at least."""
MOST_PLACES = 10_000
"""Places of a line at which it is asked who speaks."""


def part_speeches(
    lines: Sequence[SourceLine], breaks: Sequence[bool], structure: Structure
) -> tuple[list[SourceLine], list[bool]]:
    """Return the lines with a line for each speech, where most speeches begin within lines.

    Words of an open style are taken for who speaks where they come back.
    """
    places = [list(find_run_in_speeches(line.text, structure)) for line in lines]
    words = Counter(name for found in places for _, name, _ in found)
    inside = [
        [at for at, name, is_open in found if at and (words[name] > 1 or not is_open)]
        for found in places
    ]
    count = sum(map(len, inside))
    if count < FEWEST_SPEECHES or count < count_labels(lines, structure):
        return list(lines), list(breaks)
    parted, page_breaks = [], []
    for line, at_break, starts in zip(lines, breaks, inside, strict=True):
        for start, end in zip((0, *starts), (*starts, len(line.text)), strict=True):
            parted.append(line.part(start, end))
            page_breaks.append(at_break and start == 0)
    return parted, page_breaks


def count_labels(lines: Sequence[SourceLine], structure: Structure) -> int:
    """Return how many lines begin with who speaks."""
    return sum(structure.read_label(line.text) is not None for line in lines)


def find_run_in_speeches(text: str, structure: Structure) -> Iterator[tuple[int, str, bool]]:
    """Yield where a long line may say who speaks, with whose words, and whether they are open."""
    if len(text) < SHORTEST_LINE:
        return
    for place in islice(BEGINS.finditer(text), MOST_PLACES):
        at = place.end()
        if COLON.match(text, at):
            label = structure.read_label(text[at : at + 2 * LONGEST_LABEL])
            if label is not None:
                yield at, label.words, structure.is_open(label)
