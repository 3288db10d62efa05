"""Finds the sections of a transcript and who says which of its paragraphs."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.language.fold import fold
from pipeline.language.marks import HAN, QUESTION_ENDS
from pipeline.language.ordinals import read_ordinal
from pipeline.language.structure.label_words import COUNTED
from pipeline.language.structure.lines import STORY, Structure
from pipeline.records.base import Span
from pipeline.records.segmentation import Role, Section
from pipeline.records.transcript import Block, Label, Transcript

FOLLOW_UP = "追问"
"""A label with this word and without a medium is of the reporter who asked last."""
CHAPTER = 2
"""Headings down to this level are sections whatever stands under them."""
FEWEST_QUESTIONS = 2
ASKS = re.compile(r"(?:能否|可否)?(?:请|为什么|为何|如何|怎样|怎么)")
"""How a question begins that does not end as one."""
HELD = ("paragraph", "heading")
"""Kinds of lines that may be a question with a number: a bold one is marked as a heading."""

QUESTIONS_AND_ANSWERS = re.compile(
    r"\s*(?:问|问题|提问|热点问题|咨询内容)[^\S\t]*\t\s*(?:答|回答|解答|答复|回复|答案)\s*"
)
"""The head of a table with a column of questions and one of answers."""
Said = tuple[int, int, int]
"""A paragraph of a speech: its block, and where what is said starts and ends in the text."""
Labels = Mapping[int, Label]
"""Who speaks, by the number of the block that says so."""


class Speech(NamedTuple):
    """A turn as it is being put together from its paragraphs: block, start and end of each."""

    section: str | None
    role: Role
    speaker: str | None
    label: Label | None
    paragraphs: list[Said]

    def again(self, section: str | None) -> "Speech":
        """Return a speech of the same speaker that has no words yet."""
        return self._replace(section=section, paragraphs=[])


def find_labels(transcript: Transcript) -> dict[int, Label]:
    """Return where somebody begins to speak, by the number of the block.

    In a text that marks answers only, an unmarked line that ends with a question mark just
    before one is a question; in a text that marks nobody, numbered questions are.
    """
    text, blocks = transcript.text, transcript.blocks
    said = [(text[b.start : b.end], b.kind) for b in blocks]
    lines = [words if kind == "paragraph" else "" for words, kind in said]
    labels = {k: b.label for k, b in enumerate(blocks) if b.label and b.kind != "note"}
    bare = {k for k, label in labels.items() if label.fills(lines[k])}
    for k in bare & {above + 1 for above in bare}:
        if labels[k].name == labels[k].words:
            del labels[k]  # 答覆： with 主席： below it, whom the answer is addressed to
    held = [words if kind in HELD else "" for words, kind in said]
    roles = {label.role for label in labels.values()}
    if "official" in roles and not roles & {"reporter", "host"}:
        asked = [
            k - 1
            for k in labels
            if k and k - 1 not in labels and held[k - 1].endswith(QUESTION_ENDS)
        ]
    elif not roles & {"official", "reporter", "host"}:
        asked = find_numbered_questions(held) or find_question_headings(said)
    else:
        asked = []
    question = Label(role="reporter", name=None, words="", speech_start=0)
    return dict(sorted((labels | dict.fromkeys(asked, question)).items()))


def find_numbered_questions(lines: Sequence[str]) -> list[int]:
    """Return the questions that are counted from 1 to the last, two of them or more.

    Half of them at least end as questions; the others ask for something: 3．请介绍一下背景。
    """
    found: list[int] = []
    for k, line in enumerate(lines):
        counted = COUNTED.match(line)
        asks = line.endswith(QUESTION_ENDS) or (counted and ASKS.match(line, counted.end()))
        if counted is None or not asks:
            continue
        if read_ordinal(counted[1] or counted[2]) == len(found) + 1:
            found.append(k)
    asked = sum(lines[k].endswith(QUESTION_ENDS) for k in found)
    return found if len(found) >= FEWEST_QUESTIONS and 2 * asked >= len(found) else []


def find_question_headings(said: Sequence[tuple[str, str]]) -> list[int]:
    """Return the headings of a text that are questions, where most of its headings are."""
    headings = [k for k, (_, kind) in enumerate(said) if kind == "heading"]
    asked = [k for k in headings if said[k][0].endswith(QUESTION_ENDS)]
    return asked if len(asked) >= max(FEWEST_QUESTIONS, len(headings) / 2) else []


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


def find_speeches(
    transcript: Transcript, sections: Sequence[Section], structure: Structure, labels: Labels
) -> list[Speech]:
    """Return who says which paragraphs, in reading order.

    A paragraph without a label goes on with the speech before it, across a note such as （掌声）.
    A heading ends a speech; where no label follows the heading, the official who spoke before
    goes on. A text without any label is the speech of whom its byline names (省长 郑文博).
    """
    text = transcript.text
    headings = {section.heading.start: section.id for section in sections}
    rows = find_rows(transcript)
    listener = Listener()
    for number, block in enumerate(transcript.blocks):
        if block.start in headings:
            listener.open_section(headings[block.start])
        elif number in rows:
            cut = text.index("\t", block.start)
            listener.hear("reporter", None, (number, block.start, cut))
            listener.hear("official", None, (number, cut + 1, block.end))
            listener.current = None
        elif (label := labels.get(number)) is not None:
            end = block.start + structure.find_speech_end(text[block.start : block.end])
            listener.hear(label.role, label, (number, block.start + label.speech_start, end))
        elif block.kind == "note":
            start = block.start + (block.label.speech_start if block.label else 0)
            listener.note((number, start if start < block.end else block.start, block.end))
        elif block.kind in ("heading", "table", "paragraph"):
            listener.go_on((number, block.start, block.end), after_rows=number - 1 in rows)
    speeches = [speech for speech in listener.speeches if speech.paragraphs]
    speeches = part_opening(part_closing(speeches, text, structure), transcript, structure)
    return name_author(split_answers(speeches, text), transcript, structure)


def find_rows(transcript: Transcript) -> set[int]:
    """Return the blocks that are a row of a table with a column of questions and one of answers."""
    found: set[int] = set()
    below = False
    for number, block in enumerate(transcript.blocks):
        cells = transcript.text[block.start : block.end].split("\t")
        if below and len(cells) == 2 and all(map(str.strip, cells)):
            found.add(number)
        else:
            below = (
                len(cells) == 2 and QUESTIONS_AND_ANSWERS.fullmatch("\t".join(cells)) is not None
            )
    return found


class Listener:
    """Puts speeches together from the paragraphs of a text, one after another."""

    def __init__(self) -> None:
        self.speeches: list[Speech] = []
        self.section: str | None = None
        self.current: Speech | None = None
        self.before: Speech | None = None
        self.asker: Speech | None = None

    def open_section(self, section: str) -> None:
        """Take a heading: what is said before it ends."""
        self.section, self.current = section, None

    def hear(self, role: Role, label: Label | None, said: Said) -> None:
        """Take the first words of a speech. A follow-up is of the reporter who asked last."""
        speech = Speech(self.section, role, label.name if label else None, label, [])
        again = label is not None and label.name is None and FOLLOW_UP in fold(label.words)
        if again and self.asker is not None:
            speech = self.asker.again(self.section)
        if speech.role == "reporter":
            self.asker = speech
        if said[1] < said[2]:
            speech.paragraphs.append(said)
        self.speeches.append(speech)
        self.current = self.before = speech

    def note(self, said: Said) -> None:
        """Take a note of the editor: the speech goes on after it."""
        self.speeches.append(Speech(self.section, "editor", None, None, [said]))

    def go_on(self, said: Said, *, after_rows: bool) -> None:
        """Take a paragraph without a label. What stands below a table is nobody's."""
        if self.current is None:
            goes_on = self.before is not None and self.before.role == "official" and not after_rows
            self.current = (
                self.before.again(self.section)
                if self.before is not None and goes_on
                else silent(self.section)
            )
            self.speeches.append(self.current)
        elif self.speeches[-1] is not self.current:
            self.current = self.current.again(self.section)
            self.speeches.append(self.current)
        self.current.paragraphs.append(said)
        self.before = self.current


def silent(section: str | None) -> Speech:
    """Return a speech of which nothing says who holds it."""
    return Speech(section, "unknown", None, None, [])


def part_closing(speeches: list[Speech], text: str, structure: Structure) -> list[Speech]:
    """Return the speeches; what an editor adds after the last of them has ended is nobody's.

    After 谢谢大家 or 再见 the text goes on with paragraphs in which nobody says 我 or 大家.
    """
    if not speeches or speeches[-1].role not in ("official", "host", "reporter"):
        return speeches
    last = speeches[-1]
    spoken = len(last.paragraphs)
    while spoken and not is_spoken(last.paragraphs[spoken - 1], text, structure):
        spoken -= 1
    for count in range(max(1, spoken), len(last.paragraphs)):
        _, start, end = last.paragraphs[count - 1]
        if structure.is_remark(text[start:end], "closes"):
            closed = last._replace(paragraphs=last.paragraphs[:count])
            rest = silent(last.section)._replace(paragraphs=last.paragraphs[count:])
            return [*speeches[:-1], closed, rest]
    return speeches


def part_opening(
    speeches: list[Speech], transcript: Transcript, structure: Structure
) -> list[Speech]:
    """Return the speeches; what is announced before the first question is of whom the head names.

    外交部发言人王明主持例行记者会 stands in the title or above: he alone has answers below. The
    words that tell of him are the editor's.
    """
    text = transcript.text
    first = speeches[0] if speeches else None
    if first is None or first.role != "unknown" or len(speeches) < 2:
        return speeches
    head = text[: speeches[1].paragraphs[0][1]]
    found = re.search(rf"发言人({structure.names.name_pattern})主持", fold(head))
    presides = head[slice(*found.span(1))] if found else None
    officials = {s.speaker for s in speeches if s.role == "official"}
    if presides is None or officials != {presides}:
        return speeches
    lines = [text[start:end] for _, start, end in first.paragraphs]
    says = [presides not in line and re.search(rf"{HAN}.*。", line) is not None for line in lines]
    own = [said for said, announced in zip(first.paragraphs, says, strict=True) if announced]
    told = first.paragraphs[: len(first.paragraphs) - len(own)]
    if not own or first.paragraphs != told + own:
        return speeches
    announced = first._replace(role="official", speaker=presides, paragraphs=own)
    return [*([first._replace(paragraphs=told)] if told else []), announced, *speeches[1:]]


def is_spoken(said: Said, text: str, structure: Structure) -> bool:
    """Return whether somebody says 我 or 大家 in a paragraph."""
    _, start, end = said
    return bool(structure.speakers.find_signs(text[start:end]) & {"first_person", "address"})


def split_answers(speeches: Sequence[Speech], text: str) -> list[Speech]:
    """Return the speeches of a text that marks questions only, with its answers apart.

    A question is the paragraph that is marked, and those after it that end as questions do.
    """
    roles = {speech.role for speech in speeches}
    if "reporter" not in roles or roles & {"official", "host"}:
        return list(speeches)
    found: list[Speech] = []
    for speech in speeches:
        count = 1
        while count < len(speech.paragraphs):
            if not text[: speech.paragraphs[count][2]].endswith(QUESTION_ENDS):
                break
            count += 1
        if speech.role != "reporter" or count == len(speech.paragraphs):
            found.append(speech)
            continue
        answer = Speech(speech.section, "official", None, None, speech.paragraphs[count:])
        found += [speech._replace(paragraphs=speech.paragraphs[:count]), answer]
    return found


def name_author(
    speeches: Sequence[Speech], transcript: Transcript, structure: Structure
) -> list[Speech]:
    """Return the speeches; where nobody is named, they are those of the person that a byline with
    an office names."""
    bylines = (transcript.text[b.start : b.end] for b in transcript.blocks if b.kind == "byline")
    author = next((author for author in map(structure.read_author, bylines) if author), None)
    if author is None or not all(map(is_nobodys, speeches)):
        return list(speeches)
    return [
        speech._replace(role="official", speaker=author.name, label=author)
        if speech.role == "unknown"
        else speech
        for speech in speeches
    ]


def is_nobodys(speech: Speech) -> bool:
    """Return whether nothing says who holds a speech, or it is a note."""
    return speech.role in ("unknown", "editor")


def read_words(text: str, paragraphs: Iterable[tuple[int, int, int]]) -> str:
    """Return the words of paragraphs, one line each."""
    return "\n".join(text[start:end] for _, start, end in paragraphs)
