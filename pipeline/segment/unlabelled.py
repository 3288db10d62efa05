"""Finds who says what no label tells of: by what is said, by the text above, or by a byline."""

import re
from collections.abc import Sequence
from itertools import takewhile

from pipeline.language.fold import fold
from pipeline.language.marks import HAN, QUESTION_ENDS
from pipeline.language.structure.lines import Structure
from pipeline.language.structure.speech_signs import SPOKEN
from pipeline.records.transcript import Label, Transcript
from pipeline.segment.signs import SegmentSigns
from pipeline.segment.speeches import Said, Speech, silent


def give_unlabelled(
    speeches: list[Speech], transcript: Transcript, structure: Structure
) -> list[Speech]:
    """Return the speeches with those parted off, and named, that have no label of their own.

    A text without any label is the speech of the person its byline names (省长 郑文博).
    """
    text = transcript.text
    speeches = part_opening(part_closing(speeches, text, structure), transcript, structure)
    speeches = split_reported(split_answers(speeches, text), text, structure)
    return name_author(speeches, transcript, structure)


def part_closing(speeches: list[Speech], text: str, structure: Structure) -> list[Speech]:
    """Return the speeches; what an editor adds after the last of them has no speaker.

    After 谢谢大家 or 再见 the text goes on with paragraphs in which nobody says 我 or 大家.
    """
    if not speeches or speeches[-1].role not in ("official", "host", "reporter"):
        return speeches
    last = speeches[-1]
    said = last.list_words(text)
    spoken = [k for k, words in enumerate(said) if structure.speakers.has_signs(words, SPOKEN)]
    for count in range(max(spoken, default=0) + 1, len(said)):
        if structure.is_remark(said[count - 1], "closes"):
            closed = last._replace(paragraphs=last.paragraphs[:count])
            rest = silent(last.section)._replace(paragraphs=last.paragraphs[count:])
            return [*speeches[:-1], closed, rest]
    return speeches


def part_opening(
    speeches: list[Speech], transcript: Transcript, structure: Structure
) -> list[Speech]:
    """Return the speeches; whom the head names says what is announced before the first question.

    外交部发言人王明主持例行记者会 stands in the title or above, and only that person answers below.
    The words that mention the person are the editor's.
    """
    text = transcript.text
    first = speeches[0] if speeches else None
    if first is None or first.role != "unknown" or len(speeches) < 2:
        return speeches
    head = text[: speeches[1].start]
    found = re.search(rf"发言人({structure.names.name_pattern})主持", fold(head))
    presides = head[slice(*found.span(1))] if found else None
    officials = {s.speaker for s in speeches if s.role == "official"}
    if presides is None or not officials or officials - {presides, None}:
        return speeches
    says = [
        presides not in words and re.search(rf"{HAN}.*。", words) is not None
        for words in first.list_words(text)
    ]
    own = [said for said, announced in zip(first.paragraphs, says, strict=True) if announced]
    told = first.paragraphs[: len(first.paragraphs) - len(own)]
    if not own or first.paragraphs != told + own:
        return speeches
    label = Label(role="official", name=presides, words=presides, speech_start=0)
    announced = Speech(first.section, "official", presides, label, own)
    return [*([first._replace(paragraphs=told)] if told else []), announced, *speeches[1:]]


def split_answers(speeches: Sequence[Speech], text: str) -> list[Speech]:
    """Return the speeches of a text that marks questions only, with its answers apart.

    A question is the paragraph that is marked, and those after it that end as questions do.
    """
    roles = {speech.role for speech in speeches}
    if "reporter" not in roles or roles & {"official", "host"}:
        return list(speeches)
    found: list[Speech] = []
    for speech in speeches:
        asking = takewhile(lambda words: words.endswith(QUESTION_ENDS), speech.list_words(text)[1:])
        count = 1 + sum(1 for _ in asking)
        if speech.role != "reporter" or count == len(speech.paragraphs):
            found.append(speech)
            continue
        answer = Speech(speech.section, "official", None, None, speech.paragraphs[count:])
        found += [speech._replace(paragraphs=speech.paragraphs[:count]), answer]
    return found


def split_reported(speeches: Sequence[Speech], text: str, structure: Structure) -> list[Speech]:
    """Return the speeches with the answers apart that a question goes on with in reported speech.

    会后，有记者问及：… is followed by 王明表示，…, whom the text has named before; a paragraph
    below that ends like a question asks again.
    """
    reported = SegmentSigns.load().filled["reported"]
    says = re.compile(rf"({structure.names.plain_name_pattern}){reported}")
    folded = fold(text)
    found: list[Speech] = []
    for speech in speeches:
        current = speech.again(speech.section)
        found.append(current)
        for block, start, end in speech.paragraphs:
            told = says.match(folded, start, end) if speech.role == "reporter" else None
            name = text[slice(*told.span(1))] if told else ""
            if told and name in text[: speech.start]:
                label = Label(role="official", name=name, words=name, speech_start=0)
                current, start = Speech(speech.section, "official", name, label, []), told.end()
                found.append(current)
            elif current.role != speech.role and text[:end].endswith(QUESTION_ENDS):
                current = speech.again(speech.section)
                found.append(current)
            current.paragraphs.append(Said(block, start, end))
    return [speech for speech in found if speech.paragraphs]


def name_author(
    speeches: Sequence[Speech], transcript: Transcript, structure: Structure
) -> list[Speech]:
    """Return the speeches; where nobody is named, they are by the person whom a byline names with
    an office."""
    bylines = (transcript.text[b.start : b.end] for b in transcript.blocks if b.kind == "byline")
    author = next((author for author in map(structure.read_author, bylines) if author), None)
    if author is None or any(speech.role not in ("unknown", "editor") for speech in speeches):
        return list(speeches)
    return [
        speech._replace(role="official", speaker=author.name, label=author)
        if speech.role == "unknown"
        else speech
        for speech in speeches
    ]
