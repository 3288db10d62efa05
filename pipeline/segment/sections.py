"""Finds the sections of a transcript by its headings."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from pipeline.language.fold import fold
from pipeline.language.marks import QUESTION_ENDS, squeeze
from pipeline.language.structure.label_words import COUNTED
from pipeline.language.structure.lines import STORY, Structure
from pipeline.records.base import Span
from pipeline.records.segmentation import Section
from pipeline.records.transcript import Block, Transcript
from pipeline.segment.labels import Labels
from pipeline.segment.questions import Questions
from pipeline.segment.run_in_headings import SectionHead, find_run_in

CHAPTER = 2
"""Headings down to this level are sections whatever stands under them."""
NUMBERED = re.compile("[一二三四五六七八九十\\d]")
"""The number in the label of a question."""
SIGN = re.compile(r"——|[•●■◆▪◇□○◎★☆►➤✦▲△▼][ 　]?")
"""What a heading may begin with: its title is behind."""


def find_sections(transcript: Transcript, labels: Labels, structure: Structure) -> list[Section]:
    """Return the sections under the headings of the highest level that divides the transcript.

    Where the file itself marks these as headings, the lower ones that it marks are sections too.
    In a text of questions and answers, numbered headings that no label follows are points of a
    speech, unless they begin before anybody speaks and a label follows one of them. Headings
    without a number count if there are no numbered ones; those that run into their paragraph, if
    there are no others and nobody asks. Questions are headings of an article, whose title mentions
    nobody who asks.
    """
    text, blocks = transcript.text, transcript.blocks
    article = not Questions.load().says(fold(transcript.title or ""), "occasions")
    asked_by = {k for k in labels if not article or COUNTED.match(text, blocks[k].start)}
    found = [k for k, b in enumerate(blocks) if b.kind == "heading" and k not in asked_by]
    read = {k: blocks[k].heading for k in found}
    asked = any(label.role == "reporter" for label in labels.values())
    chosen = [] if any(read.values()) else found
    for level in sorted({heading.level for heading in read.values() if heading}):
        own = [k for k, heading in read.items() if heading and heading.level == level]
        followed = sum(is_followed(k, blocks, labels) for k in own)
        above_all = not any(k < own[0] for k in labels)
        if level <= CHAPTER or not asked or 2 * followed >= len(own) or (above_all and followed):
            lower = (k for k, h in read.items() if h and h.level > level and blocks[k].marked)
            below = [k for k in lower if not asked or is_followed(k, blocks, labels)]
            chosen = sorted(own + below) if blocks[own[0]].marked else own
            break
    if article and not chosen:
        chosen = find_counted_questions(text, blocks, labels)
    listed = find_contents(text, blocks, found)
    heads = [read_section_head(text, blocks[k]) for k in chosen if k not in listed]
    if not heads and not asked:
        heads = find_run_in(text, blocks, labels, structure)
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


def find_counted_questions(text: str, blocks: Sequence[Block], labels: Labels) -> list[int]:
    """Return the questions with a number, on lines of their own, below which nobody is named.

    Q1：租房能提取吗？ 一问：首付是多少？ 二、何时施行？
    """
    found = [
        k
        for k, label in labels.items()
        if label.role == "reporter"
        and label.name is None
        and (NUMBERED.search(label.words) or COUNTED.match(text, blocks[k].start))
        and text.endswith(QUESTION_ENDS, 0, blocks[k].end)
        and not is_followed(k, blocks, labels)
    ]
    return found if len(found) > 1 else []


def find_contents(text: str, blocks: Sequence[Block], headings: Sequence[int]) -> set[int]:
    """Return the headings of a list of contents: each stands again above its own text.

    They stand one below another. What has the words of a later one alone is a section as well.
    """
    words = {k: squeeze(text[blocks[k].start : blocks[k].end]) for k in headings}
    last = {title: k for k, title in words.items()}
    listed: set[int] = set()
    for k, title in words.items():
        if k < last[title] and (k + 1 in words or k - 1 in listed):
            listed.add(k)
    return listed


def read_section_head(text: str, block: Block) -> SectionHead:
    """Return a heading that is a line of its own, its title without the marks around it."""
    heading, label = block.heading, block.label
    begin = heading.title_start if heading else label.speech_start if label else 0
    title = STORY.sub("", text[block.start + begin : block.end])
    counted = COUNTED.match(title)
    title = title[counted.end() :] if counted else title
    signed = SIGN.match(title)
    title = title[signed.end() :] if signed else title
    if text[block.start] == "【" and title.endswith("】"):
        title = title.removeprefix("【").removesuffix("】")
    return SectionHead(heading.ordinal if heading else None, title, block.start, block.end)


def is_followed(k: int, blocks: Sequence[Block], labels: Labels) -> bool:
    """Return whether the next words below a heading, other headings aside, have a label."""
    below = (j for j in range(k + 1, len(blocks)) if j in labels or blocks[j].kind == "paragraph")
    return next(below, k) in labels
