"""What each line of a text is, by itself and by the lines around it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.clean.lines.normalise import SourceLine
from pipeline.knowledge import KnowledgeFile, PatternEntry
from pipeline.language.fold import fold
from pipeline.language.marks import CLOSING, LINE_ENDS, NOTE_MARK, SENTENCE_ENDS, squeeze
from pipeline.language.stamps import strip_stamp
from pipeline.language.structure.bare_headings import HeadingWeights, find_bare_headings
from pipeline.language.structure.lines import STORY, Structure
from pipeline.language.structure.numbered_lines import find_ended_headings, find_list_items
from pipeline.language.structure.own_lines import (
    find_names_behind,
    find_translations,
    find_unmarked_labels,
    is_label_alone,
)
from pipeline.language.structure.people import are_offices, read_people
from pipeline.language.structure.speakers import choose_speakers
from pipeline.records.transcript import BlockKind, Heading, Label

LONGEST_DISPLAY = 60
SHORTEST_NAMED = 6
"""Characters of a title that is known, by which a line with it is told."""
SECOND_HEADLINE = "——"
YEAR = re.compile(r"\d{4}年")
ASIDE = re.compile(
    rf"[{SENTENCE_ENDS}][{re.escape(CLOSING)}]*\s*[（(\[【][^（）()\[\]【】]{{1,120}}[）)\]】]\Z"
)
"""A remark in brackets after the end of a sentence: who wrote it, how it was taken."""
NOTE_MARKS = re.compile(rf"(?:{NOTE_MARK}){{1,5}}\Z")
"""Marks of notes, which stand after the end of a sentence."""
BULLETED = re.compile(r"[•●■◆▪◇□○★☆►➤✦▲△▼↑]")
"""What a point of a list, or the caption of a picture, begins with."""
TOPIC = re.compile(r"[^，。；：:？！]{3,14}(?<!\d)[：:]")
"""The first part of a headline in two: what it is of."""
BAR = re.compile(r"\s?[｜丨]")
BRACKETED = re.compile(r"（[^（）]+）|\([^()]+\)|【[^【】]+】")
"""A line that is all in brackets."""


class Titles(KnowledgeFile):
    """All that titles.toml says."""

    file = "titles.toml"
    title: tuple[PatternEntry, ...]

    def read_like_one(self, line: str) -> bool:
        """Return whether a line reads like the title of a transcript."""
        folded = fold(line)
        return len(line) <= LONGEST_DISPLAY and any(
            style.compiled.fullmatch(folded) for style in self.title
        )

    def is_one(self, line: str, named: Iterable[str]) -> bool:
        """Return whether a line reads like a title, or has little more than one of those named."""
        bare = squeeze(line)
        return self.read_like_one(line) or any(
            len(name) >= SHORTEST_NAMED and len(bare) <= 2 * len(name) and name in bare
            for name in map(squeeze, named)
        )


@dataclass(frozen=True)
class Paragraph:
    """A line and what it is.

    `page_break`: a page may have ended above it; `introduces`: it is a name and an office
    (张明，海滨省水利厅厅长), as in a list of who takes part. `names_item`: it begins with the words
    of a label that name nobody who speaks (时间：, 小麦：). A heading is `marked` by the file.
    """

    line: SourceLine
    page_break: bool
    kind: BlockKind
    heading: Heading | None
    label: Label | None
    item: int | None
    introduces: bool = False
    names_item: bool = False
    marked: bool = False

    @property
    def text(self) -> str:
        """The characters of the line."""
        return self.line.text

    @cached_property
    def ends_sentence(self) -> bool:
        """Whether its last character ends a sentence, closing quotes and brackets aside.

        So does an aside in brackets after the end of one: （郑小川）, (laugh). A label on a line of
        its own breaks nothing off either, nor does one that is all in brackets but for its label.
        """
        if self.label is not None and self.label.fills(self.text):
            return True
        if BRACKETED.fullmatch(self.text, self.label.speech_start if self.label else 0):
            return True
        bare = NOTE_MARKS.sub("", strip_stamp(self.text)).rstrip(CLOSING)
        whole = bare[-1:] in LINE_ENDS and bare != ""
        return whole or ASIDE.search(self.text) is not None

    @property
    def has_marks(self) -> bool:
        """Whether it has marks of sentences: a title has none, nor has a row of names."""
        return not set(fold(self.text)).isdisjoint("，。；？！")

    @cached_property
    def is_display(self) -> bool:
        """Whether it is set apart from the sentences around it, as a title or a name is."""
        return (
            self.kind != "paragraph"
            or self.introduces
            or (
                len(self.text) <= LONGEST_DISPLAY
                and self.label is None
                and self.item is None
                and not self.ends_sentence
                and not any(mark in self.text for mark in self._inside)
            )
        )

    @property
    def _inside(self) -> str:
        """Marks that a line set apart has none of: it may have a comma where its shape shows it."""
        shown = BULLETED.match(self.text) or BRACKETED.fullmatch(self.text)
        return "。；？！" if shown else "。；，？！"


class LineReader:
    """Reads lines of one file.

    `named` are the titles that the file is known to have, `title` its lines that are its title.
    """

    def __init__(
        self,
        structure: Structure,
        titles: Titles,
        named: frozenset[str],
        title: Sequence[str] = (),
    ) -> None:
        self.structure = structure
        self.titles = titles
        self.named = named.union(title)
        self.title = title

    def read(self, line: SourceLine, page_break: bool) -> Paragraph:
        """Return what one line is."""
        text = line.text
        kind, heading = self._read_kind(text)
        may_speak = kind == "paragraph" or heading is not None
        label = self.structure.read_label(text) if may_speak else None
        listed = label is not None and (self.structure.is_open(label) or label.fills(text))
        if heading is not None and listed:
            label = None
        if label is not None:
            kind, heading = "paragraph", None
        plain = kind == "paragraph"
        item = self.structure.read_item(text) if plain else None
        introduces = plain and self._introduces(text, label)
        return Paragraph(line, page_break, kind, heading, label, item, introduces)

    def completes_title(self, above: Paragraph, below: Paragraph) -> bool:
        """Return whether two lines are the parts of a title that was cut.

        What follows a part may look like a title of its own without its date, and what the other
        one follows without the date in brackets after it, where a page ends between them.
        """
        if above.has_marks or {above.kind, below.kind} - {"title", "dateline", "paragraph"}:
            return False
        undated = below.kind == "title" and YEAR.match(below.text) is None
        dated = below.kind == "dateline" or BRACKETED.fullmatch(below.text) is not None
        alone = above.label is not None and above.label.fills(above.text)
        cut = {
            "title": dated and below.page_break,
            "dateline": undated,
            "paragraph": (above.is_display or alone)
            and (below.kind != "title" or (undated and above.text[0].isdigit())),
        }
        return cut[above.kind] and self.titles.read_like_one(above.text + below.text)

    def completes_label(self, above: Paragraph, below: Paragraph) -> bool:
        """Return whether two lines are a medium and its reporter, parts of a label that was cut.

        So are two lines that name a known medium only together (中央 / 广播电视总台记者), or who
        asks (青川社记 / 者).
        """
        if below.label is None:
            together = above.text + below.text[:LONGEST_DISPLAY] if above.is_display else ""
            whole = self.structure.read_label(together)
            if whole is None or whole.role != "reporter":
                return False
            return len(whole.words) > len(above.text)
        if below.label.role != "reporter":
            return False
        if below.label.medium:
            return squeeze(above.text) + below.label.medium in self.structure.names.media
        medium = self.structure.read_unmarked_label(above.text)
        return medium is not None and medium.medium is not None

    def _introduces(self, text: str, label: Label | None) -> bool:
        """Return whether a line is a name and an office, or a list of them, and nothing else."""
        if label is not None:
            words = text[label.speech_start :]
            listed = label.name is None and label.role != "reporter"
            return listed and bool(
                read_people(words, self.structure) or are_offices(words, self.structure)
            )
        name, comma, office = text.partition("，")
        if not comma or len(text) > LONGEST_DISPLAY:
            return False
        found = self.structure.labels.read(f"{office} {name}")
        return found is not None and found.name == "".join(name.split())

    def _read_kind(self, text: str) -> tuple[BlockKind, Heading | None]:
        heading, front = self.structure.read_heading(text), self.structure.read_front_matter(text)
        reads = heading is None and front != "note" and self.titles.read_like_one(text)
        if text in self.named or reads:
            return "title", None
        if STORY.match(text):
            return "heading", None
        if heading and front != "dateline":
            return "heading", heading
        return front or "paragraph", None


def find_headline_with_colon(found: Sequence[Paragraph], structure: Structure) -> int | None:
    """Return which line is a headline with a colon, not what somebody says; None where none is.

    It is the first one, or below the lines of a page around a text one that stands apart with words
    that name nobody: 海关总署：外贸规模创新高.
    """
    for k, line in enumerate(found[:-1]):
        if k == 0 or line.label is not None:
            plain = line.label and structure.find_kind(line.label) in ("other", "outlet")
            apart = line.line.blank_before > 0 and found[k + 1].line.blank_before > 0
            if (k == 0 or (plain and apart)) and is_headline(line, found[k + 1 :]):
                return k
        if line.label is not None or line.has_marks or line.kind == "title":
            return None
    return None


def is_headline(line: Paragraph, below: Sequence[Paragraph]) -> bool:
    """Return whether a line above all others reads as a headline.

    海关总署：外贸规模创新高; 《民生热线》：水务集团上线; 陈明远：让群众喝上放心水 / ——局长做客访谈.
    It has no mark but the colon, and an official who is called so says whole sentences below more
    than once, or nobody is, or a second headline is below it. At a distance from the text, one
    whose first words are no speaker's has a comma too: 热线访谈：供暖季来了，您家暖了吗. So has one
    behind the name of a column: 十问十答｜….
    """
    label = line.label
    if label and label.role == "reporter" and not line.text.startswith("《"):
        return False
    apart = label is None and below[0].line.blank_before > 0
    column = label is not None and BAR.match(line.text, len(label.words))
    has_marks = line.ends_sentence or any(mark in line.text for mark in "。；？！")
    if has_marks or (not (apart or column) and "，" in line.text):
        return False
    if len(line.text) > LONGEST_DISPLAY:
        return False
    if label is None:
        return apart and TOPIC.match(line.text) is not None
    again = [p for p in below if p.label is not None and p.label.words == label.words]
    unlike = label.role == "official" and all(p.ends_sentence for p in again)
    return (unlike and len(again) > 1) or not again or below[0].text.startswith(SECOND_HEADLINE)


def read_paragraphs(
    lines: Iterable[SourceLine], page_breaks: Iterable[bool], reader: LineReader
) -> list[Paragraph]:
    """Return what each line is by itself and by the lines around it."""
    alone = [reader.read(*pair) for pair in zip(lines, page_breaks, strict=True)]
    spoken = mark_speakers(drop_translations(alone), reader.structure)
    return mark_headings(spoken, reader.structure)


def drop_translations(found: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the lines; those that repeat a Chinese speech in another language have no label."""
    foreign = find_translations(found)
    return [
        replace(p, label=None, kind="byline" if is_label_alone(p) else "paragraph")
        if k in foreign
        else p
        for k, p in enumerate(found)
    ]


def mark_speakers(found: Sequence[Paragraph], structure: Structure) -> list[Paragraph]:
    """Return the lines with the labels of those who speak, as all lines of the text tell.

    First those that a mark shows are weighed, then with them names on lines of their own. A
    headline with a colon is the title.
    """
    texts = [p.text for p in found]
    told = {k: p.label for k, p in enumerate(found) if p.label is not None}
    told |= find_names_behind(found, structure)
    spoken = choose_speakers(texts, told, structure)
    marked = [replace(p, label=spoken.get(k)) for k, p in enumerate(found)]
    unmarked = find_unmarked_labels(marked, structure)
    if unmarked:
        spoken = choose_speakers(texts, told, structure, unmarked)
    title = find_headline_with_colon(found, structure)
    named = list(found)
    for k in told.keys() | spoken.keys():
        label = None if k == title else spoken.get(k)
        if label is not found[k].label:
            kind = found[k].kind if label is None else "paragraph"
            named[k] = replace(found[k], kind=kind, label=label, names_item=label is None)
    if title is not None:
        named[title] = replace(named[title], kind="title")
    return named


def mark_headings(found: Sequence[Paragraph], structure: Structure) -> list[Paragraph]:
    """Return the lines, as headings those that are by the lines around them, and no item of a list.

    Those without a number are looked for where none has one.
    """
    marked = list(found)
    for k, heading in find_ended_headings(marked, structure).items():
        marked[k] = replace(marked[k], kind="heading", heading=heading)
    for k in find_list_items(marked):
        if marked[k].kind == "heading":
            marked[k] = replace(marked[k], kind="paragraph", heading=None)
    for k in find_bare_headings(marked, HeadingWeights.load()):
        marked[k] = replace(marked[k], kind="heading", label=None)
    return marked
