"""Finds the sections of a transcript by its headings."""

from collections.abc import Sequence
from itertools import zip_longest

from pipeline.language.structure.lines import STORY
from pipeline.language.structure.own_lines import DASH
from pipeline.records.base import Span
from pipeline.records.segmentation import Section
from pipeline.records.transcript import Block, Transcript
from pipeline.segment.labels import Labels
from pipeline.segment.run_in import SectionHead, find_run_in

CHAPTER = 2
"""Headings down to this level are sections whatever stands under them."""


def find_sections(transcript: Transcript, labels: Labels) -> list[Section]:
    """Return the sections under the headings of the highest level that divides the transcript.

    In a text of questions and answers, numbered headings that nobody's label follows are points
    of a speech. Headings without a number count where there are no numbered ones; those that run
    into their paragraph where there are no others, and nobody asks.
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
    # A list of contents has each heading before it stands above its own text.
    last = {text[blocks[k].start : blocks[k].end]: k for k in chosen}
    heads = [read_head(text, blocks[k]) for k in sorted(last.values())]
    if not heads and not asked:
        heads = find_run_in(text, blocks, labels)
    return [
        Section(
            id=f"s{number}",
            ordinal=head.ordinal,
            title=head.title,
            heading=Span(start=head.start, end=head.end),
            start=head.start,
            end=below.start - 1 if below else len(text.rstrip()),
        )
        for number, (head, below) in enumerate(zip_longest(heads, heads[1:]), start=1)
    ]


def read_head(text: str, block: Block) -> SectionHead:
    """Return a heading that is a line of its own, its title without the marks around it."""
    heading = block.heading
    title = text[block.start + (heading.title_start if heading else 0) : block.end]
    title = STORY.sub("", title).removeprefix(DASH)
    if text[block.start] == "【" and title.endswith("】"):
        title = title.removeprefix("【").removesuffix("】")
    return SectionHead(heading.ordinal if heading else None, title, block.start, block.end)


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
