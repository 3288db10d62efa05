"""Puts together what each speaker says: the paragraphs below a label go on with its speech."""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.language.fold import fold
from pipeline.language.stamps import strip_stamp
from pipeline.records.segmentation import Role, Section
from pipeline.records.transcript import Label, Transcript
from pipeline.segment.labels import Labels
from pipeline.segment.rows import BETWEEN, find_answered_rows

FOLLOW_UP = "追问"
"""A label with this word and without a medium is of the reporter who asked last."""


class Said(NamedTuple):
    """A paragraph of a speech: its block, and where what is said starts and ends in the text."""

    block: int
    start: int
    end: int


class Speech(NamedTuple):
    """A turn as it is being put together from its paragraphs."""

    section: str | None
    role: Role
    speaker: str | None
    label: Label | None
    paragraphs: list[Said]

    @property
    def start(self) -> int:
        """Where the speech starts in the text."""
        return self.paragraphs[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.paragraphs[-1].end

    def list_words(self, text: str) -> list[str]:
        """Return the words of each paragraph."""
        return [text[said.start : said.end] for said in self.paragraphs]

    def again(self, section: str | None) -> "Speech":
        """Return a speech of the same speaker that has no words yet."""
        return self._replace(section=section, paragraphs=[])


def find_speeches(
    transcript: Transcript, sections: Sequence[Section], labels: Labels
) -> list[Speech]:
    """Return who says which paragraphs, in reading order.

    A paragraph without a label goes on with the speech before it, across a note such as （掌声）.
    A heading ends a speech, and asks if it is a question; where no label follows it, the official
    who spoke before goes on, if nobody has asked yet. What stands behind it on its line is said.
    """
    text = transcript.text
    headings = {section.heading.start: section for section in sections}
    rows = find_answered_rows(transcript)
    cells = [k for k, label in labels.items() if is_cell(transcript, k, label)]
    ends = {*rows, *([cells[-1]] if cells and cells[-1] - cells[0] < len(cells) else ())}
    listener = Listener()
    for number, block in enumerate(transcript.blocks):
        if (section := headings.get(block.start)) is not None:
            listener.open_section(section.id)
        if section is not None and number not in labels:
            if section.heading.end < block.end:
                listener.go_on(Said(number, section.heading.end, block.end), after_rows=False)
        elif (row := rows.get(number)) is not None:
            listener.hear("reporter", None, Said(number, *row.question))
            listener.hear("official", row.office, Said(number, *row.answer))
            listener.current = None
        elif (label := labels.get(number)) is not None:
            end = block.start + len(strip_stamp(text[block.start : block.end]))
            listener.hear(label.role, label, Said(number, block.start + label.speech_start, end))
        elif block.kind == "note":
            start = block.start + (block.label.speech_start if block.label else 0)
            listener.note(Said(number, start if start < block.end else block.start, block.end))
        elif block.kind in ("heading", "table", "paragraph"):
            listener.go_on(Said(number, block.start, block.end), after_rows=number - 1 in ends)
    return [speech for speech in listener.speeches if speech.paragraphs]


def is_cell(transcript: Transcript, k: int, label: Label) -> bool:
    """Return whether a label and what is said are the cells of a row of a table."""
    start = transcript.blocks[k].start
    return transcript.text[start + len(label.words) : start + label.speech_start] in ("\t", BETWEEN)


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
        if said.start < said.end:
            speech.paragraphs.append(said)
        self.speeches.append(speech)
        self.current = self.before = speech

    def note(self, said: Said) -> None:
        """Take a note of the editor: the speech goes on after it."""
        self.speeches.append(Speech(self.section, "editor", None, None, [said]))

    def go_on(self, said: Said, *, after_rows: bool) -> None:
        """Take a paragraph without a label. What stands below a table is nobody's, nor is what
        stands below a heading once somebody has asked."""
        if self.current is None or after_rows:
            above = self.before if self.asker is None and not after_rows else None
            goes_on = above is not None and above.role == "official"
            self.current = above.again(self.section) if above and goes_on else silent(self.section)
            self.speeches.append(self.current)
        elif self.speeches[-1] is not self.current:
            self.current = self.current.again(self.section)
            self.speeches.append(self.current)
        self.current.paragraphs.append(said)
        self.before = self.current


def silent(section: str | None) -> Speech:
    """Return a speech without a known speaker."""
    return Speech(section, "unknown", None, None, [])
