"""What is said of a text before it begins: its title, its dates, who published it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.clean.assemble import Assembly
from pipeline.clean.dates import Dates, Dating, Told, find_dates, split_name
from pipeline.clean.days import DayWeights, choose_day, list_lines, list_mentions
from pipeline.clean.formats.reading import About
from pipeline.clean.lines.paragraphs import BRACKETED, LONGEST_DISPLAY, SECOND_HEADLINE, Paragraph
from pipeline.clean.publication import Published
from pipeline.knowledge import SignFile
from pipeline.language.marks import HAN, squeeze
from pipeline.metadata import Metadata
from pipeline.records.transcript import Removal

FRONT_PARAGRAPHS = 15
"""Paragraphs from the start of a text among which its title is."""
MOST_TITLE_LINES = 3
"""Lines that a title is set in."""
PASSED_OVER = ("dateline", "byline", "note", "table")
UNFINISHED = "。；，、：;,:"
"""Marks that a title does not end with."""


class FrontSigns(SignFile):
    """All that front_matter.toml says."""

    file = "front_matter.toml"

    def find(self, name: str, text: str) -> re.Match[str] | None:
        """Return the sign of a name in a text, or None."""
        return self.patterns[name].search(text)


class Front(NamedTuple):
    """What is known of a transcript beside its text; `lines` are those of its title."""

    title: str
    lines: range
    dating: Dating
    publisher: str | None
    url: str | None


class FrontSources(NamedTuple):
    """What is said of a text elsewhere: in metadata.tsv, by the file, on lines about it, or left
    out around it.
    """

    metadata: Metadata
    about: About
    published: Published
    removals: Sequence[Removal]


def read_front(stem: str, sources: FrontSources, assembly: Assembly, dates: Dates) -> Front:
    """Return what metadata.tsv, the file itself, its text and its name say, in this order."""
    metadata, about, published, _ = sources
    paragraphs = assembly.firsts
    shown = "".join(assembly.title)
    lines = find_title(paragraphs, about.title or published.title or shown)
    title = name_text(paragraphs, lines, about) or published.title
    document, hint = (about.date, None) if about.firm else (None, about.date)
    days = DayWeights.load()
    mentions = list_mentions(list_lines(sources.removals, paragraphs, lines), days)
    day, wrong = choose_day(mentions, days.weights)
    told = Told(metadata.date, document, day, wrong, hint, about.url)
    return Front(
        metadata.title or title or split_name(stem)[1],
        lines,
        find_dates(stem, told, paragraphs, dates),
        metadata.publisher
        or about.publisher
        or published.publisher
        or published.outlet
        or name_agency(paragraphs[lines.stop : lines.stop + 1])
        or about.site,
        metadata.url or about.url,
    )


def name_agency(below: Sequence[Paragraph]) -> str | None:
    """Return the agency that the first line below the title names: 新华社北京1月13日电.

    The line may be an office and nothing else: 海滨省民政厅办公室.
    """
    signs, text = FrontSigns.load(), below[0].text if below else ""
    found = signs.find("agency", text) or signs.find("office", text)
    return found["agency"] if found else None


def name_text(paragraphs: Sequence[Paragraph], title: range, about: About) -> str | None:
    """Return the title as the file says it for certain, else as the text has it, else None.

    Where both are the same but for white space, it is that of the text.
    """
    told = " ".join(paragraphs[k].text for k in title)
    words = FrontSigns.load().patterns["field"].sub("", told)
    if about.title and about.firm and "".join(words.split()) != "".join(about.title.split()):
        return about.title
    return words or None


def find_title(paragraphs: Sequence[Paragraph], told: str | None = None) -> range:
    """Return which paragraphs are the title, none where there is no title.

    They are those that say what is `told` to be the title; else the first line that reads like
    one, before the text proper; else the first line set apart above it.
    """
    named = find_title_words(paragraphs, told) if told else range(0)
    if named:
        return named
    first = None
    for k, paragraph in enumerate(paragraphs[:FRONT_PARAGRAPHS]):
        if paragraph.kind == "title":
            second = k > 0 and first == k - 1 and has_second_line(paragraphs, first)
            return range(k - second, k + 1 + has_second_line(paragraphs, k))
        if paragraph.kind in PASSED_OVER or not re.search(HAN, paragraph.text):
            continue
        if not is_set_apart(paragraphs, k):
            if BRACKETED.fullmatch(paragraph.text):
                continue
            break
        first = k if first is None else first
        if paragraph.kind == "heading":
            break
    if first is None or (paragraphs[first].kind == "heading" and not heads_all(paragraphs, first)):
        return range(0)
    return range(first, first + (2 if has_second_line(paragraphs, first) else 1))


def heads_all(paragraphs: Sequence[Paragraph], k: int) -> bool:
    """Return whether a heading without a number stands above all of a text, and is the only one."""
    bare = [j for j, p in enumerate(paragraphs) if p.kind == "heading" and p.heading is None]
    return bare == [k] and all(p.kind in PASSED_OVER for p in paragraphs[:k])


def has_second_line(paragraphs: Sequence[Paragraph], k: int) -> bool:
    """Return whether the line below a title is the rest of it.

    It is where an office has above what it writes of (海滨省水利厅 / 关于印发规划的通知), and
    where a dash begins a second headline: 让群众喝上放心水 / ——局长做客访谈. Points of a list
    begin so, one below another.
    """
    if k + 1 >= len(paragraphs):
        return False
    above, below = paragraphs[k], paragraphs[k + 1]
    if below.text.startswith(SECOND_HEADLINE):
        more = any(p.text.startswith(SECOND_HEADLINE) for p in paragraphs[k + 2 : k + 3])
        return not more and below.is_display and below.kind in ("paragraph", "title")
    named, office = (FrontSigns.load().find("about", p.text) for p in (below, above))
    return below.is_display and named is not None and office is None


def is_set_apart(paragraphs: Sequence[Paragraph], k: int) -> bool:
    """Return whether a line is set apart from the text below it.

    The first line of a text may be a title with commas in it, where the text goes on at a
    distance from it.
    """
    paragraph = paragraphs[k]
    if paragraph.is_display:
        return True
    below = paragraphs[k + 1] if k + 1 < len(paragraphs) else None
    return (
        k == 0
        and below is not None
        and (below.line.blank_before > 0 or below.kind in PASSED_OVER)
        and len(paragraph.text) <= LONGEST_DISPLAY
        and paragraph.label is None
        and paragraph.text[-1] not in UNFINISHED
    )


def find_title_words(paragraphs: Sequence[Paragraph], told: str) -> range:
    """Return which paragraphs of the front have these words and nothing else."""
    words = squeeze(told)
    for first in range(min(len(paragraphs), FRONT_PARAGRAPHS)):
        found = ""
        for last in range(first, min(len(paragraphs), first + MOST_TITLE_LINES)):
            found += squeeze(paragraphs[last].text)
            if found == words:
                return range(first, last + 1)
    return range(0)
