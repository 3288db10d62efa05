"""Finds the sections and turns of a transcript from its blocks."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from pipeline.records import Role, Section, Span, Transcript, Turn
from pipeline.structure import Label, Structure

TurnKind = Literal["question", "answer", "statement", "narration"]


FOLLOW_UP = "追问"
"""A label with this word is of the reporter who asked last."""


class Paragraph(NamedTuple):
    """The words of one block that belong to a turn, without a speaker's label."""

    turn: str
    block: int
    start: int
    end: int


class Speech(NamedTuple):
    """A turn as it is being put together from its paragraphs."""

    section: str | None
    role: Role
    speaker: str | None
    words: str
    paragraphs: list[tuple[int, int, int]]


def find_sections(transcript: Transcript, structure: Structure) -> list[Section]:
    """Return the sections under the headings of the highest level that the transcript has.

    Headings without a number count where there are no numbered ones.
    """
    text = transcript.text
    headings = [b for b in transcript.blocks if b.kind == "heading"]
    read = {b.start: structure.read_heading(text[b.start : b.end]) for b in headings}
    top = min((heading.level for heading in read.values() if heading), default=None)
    sections: list[Section] = []
    for block in reversed(headings):
        heading = read[block.start]
        if (heading.level if heading else None) != top:
            continue
        sections.append(
            Section(
                id="",
                ordinal=heading.ordinal if heading else None,
                title=text[block.start + (heading.title_start if heading else 0) : block.end],
                heading=Span(start=block.start, end=block.end),
                start=block.start,
                end=sections[-1].start - 1 if sections else len(text.rstrip()),
            )
        )
    return [
        section.model_copy(update={"id": f"s{number}"})
        for number, section in enumerate(reversed(sections), start=1)
    ]


def find_speeches(
    transcript: Transcript, sections: Sequence[Section], structure: Structure
) -> list[Speech]:
    """Return who says which paragraphs, in reading order.

    A paragraph without a label goes on with the speech before it. A heading ends a speech;
    where no label follows the heading, the official who spoke before goes on. A text without any
    label is the speech of whom its byline names (省长 郑文博).
    """
    headings = {section.heading.start: section.id for section in sections}
    section: str | None = None
    speeches: list[Speech] = []
    goes_on = False
    for number, block in enumerate(transcript.blocks):
        if block.start in headings:
            section, goes_on = headings[block.start], False
            continue
        if block.kind not in ("note", "heading", "paragraph"):
            continue
        label = structure.read_label(transcript.text[block.start : block.end])
        if block.kind == "note":
            speeches.append(Speech(section, "editor", None, "", []))
        elif label is not None:
            speech = Speech(section, label.role, label.name, label.words, [])
            if FOLLOW_UP in label.words:
                asked = next((s for s in reversed(speeches) if s.role == "reporter"), speech)
                speech = asked._replace(section=section, paragraphs=[])
            speeches.append(speech)
        elif not goes_on:
            before = speeches[-1] if speeches else None
            speeches.append(
                before._replace(section=section, paragraphs=[])
                if before is not None and before.role == "official"
                else Speech(section, "unknown", None, "", [])
            )
        goes_on = block.kind != "note"
        start = block.start + (label.speech_start if label else 0)
        if start < block.end:
            speeches[-1].paragraphs.append((number, start, block.end))
    author = find_author(transcript, structure)
    if author is not None and all(speech.role == "unknown" for speech in speeches):
        speeches = [
            speech._replace(role="official", speaker=author.name, words=author.words)
            for speech in speeches
        ]
    return [speech for speech in speeches if speech.paragraphs]


def find_author(transcript: Transcript, structure: Structure) -> Label | None:
    """Return whom the first byline with an office names."""
    bylines = (transcript.text[b.start : b.end] for b in transcript.blocks if b.kind == "byline")
    return next((author for author in map(structure.read_author, bylines) if author), None)


def make_turns(speeches: Sequence[Speech]) -> tuple[list[Turn], list[Paragraph]]:
    """Return speeches as turns: what is a question, and which questions an answer answers.

    Questions asked one after another are answered together; a second official who speaks after
    an answer answers the same questions. Where nobody is named, the text is one statement.
    """
    labelled = any(speech.role not in ("unknown", "editor") for speech in speeches)
    turns: list[Turn] = []
    paragraphs: list[Paragraph] = []
    asked: list[str] = []
    for number, speech in enumerate(speeches, start=1):
        name = f"t{number}"
        before = turns[-1] if turns else None
        if before is not None and (
            before.section != speech.section
            or (speech.role == "reporter" and before.kind != "question")
        ):
            asked = []
        kind = find_kind(speech.role, asked=bool(asked), labelled=labelled)
        if kind == "question":
            asked.append(name)
        turns.append(
            Turn(
                id=name,
                section=speech.section,
                kind=kind,
                speaker=speech.speaker,
                role=speech.role,
                answers=tuple(asked) if kind == "answer" else (),
                start=speech.paragraphs[0][1],
                end=speech.paragraphs[-1][2],
            )
        )
        paragraphs.extend(Paragraph(name, *paragraph) for paragraph in speech.paragraphs)
    return turns, paragraphs


def find_kind(role: Role, *, asked: bool, labelled: bool) -> TurnKind:
    """Return what a speech is, by who speaks and whether a question stands open."""
    if role == "reporter":
        return "question"
    if role == "official" and asked:
        return "answer"
    if role in ("official", "host") or (role == "unknown" and not labelled):
        return "statement"
    return "narration"


def find_unanswered(turns: Sequence[Turn]) -> list[Turn]:
    """Return the questions that no answer follows."""
    answered = {question for turn in turns for question in turn.answers}
    return [turn for turn in turns if turn.kind == "question" and turn.id not in answered]
