"""Finds headings that run into their paragraph: （一）空气质量稳步提升。全市优良天数为318天."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from pipeline.language.ordinals import COUNTING, read_ordinal
from pipeline.records.transcript import Block

FEWEST_RUN_IN = 3
"""Two points may be counted in any speech."""
LONGEST_RUN_IN = 30
RUN_IN = re.compile(
    rf"(?:[（(](?P<bracket>[{COUNTING}]{{1,3}})[）)]|(?P<number>[{COUNTING}]{{1,3}})、)\s?"
    rf"(?P<title>[^。；：！？\d]{{4,{LONGEST_RUN_IN}}})。\s*(?=\S)"
)


class SectionHead(NamedTuple):
    """A heading: its number, its title, and where it stands in the text."""

    ordinal: int | None
    title: str
    start: int
    end: int


def find_run_in(text: str, blocks: Sequence[Block], labels: Collection[int]) -> list[SectionHead]:
    """Return the headings that run into their paragraphs.

    They are sentences without a figure, more follows each in its paragraph, and they are all that
    is counted so: from 1 to the last, three of them or more.
    """
    found: list[SectionHead] = []
    forms: set[bool] = set()
    for k, block in enumerate(blocks):
        match = RUN_IN.match(text, block.start, block.end) if block.kind == "paragraph" else None
        if match is None or k in labels:
            continue
        ordinal = read_ordinal(match["bracket"] or match["number"])
        if ordinal != len(found) + 1:
            return []
        forms.add(match["bracket"] is None)
        found.append(SectionHead(ordinal, match["title"], block.start, match.end()))
    return found if len(found) >= FEWEST_RUN_IN and len(forms) == 1 else []
