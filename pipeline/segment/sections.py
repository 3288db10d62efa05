"""Finds the sections of a transcript by its headings."""

from collections.abc import Sequence

from pipeline.language.structure.lines import STORY
from pipeline.records.base import Span
from pipeline.records.segmentation import Section
from pipeline.records.transcript import Block, Transcript
from pipeline.segment.labels import Labels

CHAPTER = 2
"""Headings down to this level are sections whatever stands under them."""


def find_sections(transcript: Transcript, labels: Labels) -> list[Section]:
    """Return the sections under the headings of the highest level that divides the transcript.

    In a text of questions and answers, numbered headings that nobody's label follows are points
    of a speech. Headings without a number count where there are no numbered ones.
    """
    text, blocks = transcript.text, transcript.blocks
    found = [k for k, b in enumerate(blocks) if b.kind == "heading" and k not in labels]
    read = {k: blocks[k].heading for k in found}
    asked = any(label.role == "reporter" for label in labels.values())
    opening = find_opening(blocks, labels)
    chosen: list[int] = []
    for level in sorted({heading.level for heading in read.values() if heading}):
        own = [k for k, heading in read.items() if heading and heading.level == level]
        followed = sum(opening[k] for k in own)
        if level <= CHAPTER or not asked or 2 * followed >= len(own):
            chosen = own
            break
    if not any(read.values()):
        chosen = found
    sections: list[Section] = []
    for k in reversed(chosen):
        block, heading = blocks[k], read[k]
        title = text[block.start + (heading.title_start if heading else 0) : block.end]
        title = STORY.sub("", title)
        title = title[1:-1] if title.startswith("【") and title.endswith("】") else title
        sections.append(
            Section(
                id=f"s{len(chosen) - len(sections)}",
                ordinal=heading.ordinal if heading else None,
                title=title,
                heading=Span(start=block.start, end=block.end),
                start=block.start,
                end=sections[-1].start - 1 if sections else len(text.rstrip()),
            )
        )
    return sections[::-1]


def find_opening(blocks: Sequence[Block], labels: Labels) -> list[bool]:
    """Return for each block whether the next words below it and other headings have a label."""
    opening: list[bool] = []
    below = False
    for k in range(len(blocks) - 1, -1, -1):
        opening.append(below)
        if k in labels:
            below = True
        elif blocks[k].kind == "paragraph":
            below = False
    return opening[::-1]
