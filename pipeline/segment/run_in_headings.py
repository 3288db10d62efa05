"""Finds headings that run into their paragraphs: （一）空气质量稳步提升。全市优良天数为318天"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from pipeline.language.structure.lines import FIGURE, Structure
from pipeline.records.transcript import Block

FEWEST_RUN_IN = 3
"""Two points may be counted in any speech."""


class SectionHead(NamedTuple):
    """A heading: its number, its title, and where it stands in the text."""

    ordinal: int | None
    title: str
    start: int
    end: int


def find_run_in(
    text: str, blocks: Sequence[Block], labels: Collection[int], structure: Structure
) -> list[SectionHead]:
    """Return the headings that run into their paragraphs.

    They are sentences without a figure, more follows each in its paragraph, and they are all that
    is counted so: from 1 to the last, three of them or more.
    """
    found: list[SectionHead] = []
    styles: set[str] = set()
    for k, block in enumerate(blocks):
        end = text.find("。", block.start, block.end - 1)
        heading = structure.read_heading(text[block.start : end]) if end > 0 else None
        title = text[block.start + heading.title_start : end] if heading else ""
        if heading and block.kind == "paragraph" and k not in labels and not FIGURE.search(title):
            styles.add(heading.style)
            found.append(SectionHead(heading.ordinal, title, block.start, end + 1))
    whole = [head.ordinal for head in found] == [*range(1, len(found) + 1)]
    return found if whole and len(found) >= FEWEST_RUN_IN and len(styles) == 1 else []
