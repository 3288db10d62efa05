"""A transcript as TEI P5, with utterances as the parliamentary corpora have them.

`u` is a turn, `seg` a sentence, `measure` a claim; their ids are those of the records. `n` is
start:end in the clean text, `source` the same in the decoded file as RFC 5147 writes it, under a
prefix that the header explains.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import groupby
from typing import get_args
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from pipeline.provenance import find_source_spans
from pipeline.records.base import Span
from pipeline.records.claims import Claim, Op
from pipeline.records.segmentation import Section, Segmentation, Sentence, Turn
from pipeline.records.transcript import Block, Transcript

NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML = "{http://www.w3.org/XML/1998/namespace}"
UNFIT = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document can hold."""
PROJECT = (
    "Made from a transcript of a press briefing. The attribute n of an element is its start:end in "
    "the clean text, in characters from 0; source is its place in the decoded file. A measure is a "
    "numeric claim: quantity is its value with multipliers applied, type its modality, ana how the "
    "value is meant (eq, gt, ge, lt, le, approx, or the lower bound of a range). A claim whose "
    "words overlap those of another is in the tables alone."
)
PREFIX = "file"
SOURCED = {"seg", "note"}
"""Elements that may say what they were taken from (att.source)."""
CATEGORIES = (*get_args(Turn.model_fields["kind"].annotation), *get_args(Op))


class TeiDocument:
    """What a document is made of, by where it is needed."""

    def __init__(
        self, transcript: Transcript, segmentation: Segmentation, claims: Iterable[Claim]
    ) -> None:
        self.transcript, self.segmentation = transcript, segmentation
        self.people = {
            speaker.name: f"p{number}"
            for number, speaker in enumerate(segmentation.speakers, start=1)
        }
        self.sentences: dict[str, list[Sentence]] = {}
        for sentence in segmentation.sentences:
            self.sentences.setdefault(sentence.turn, []).append(sentence)
        self.claims: dict[str, list[Claim]] = {}
        for claim in sorted(claims, key=lambda claim: (claim.start, -claim.end)):
            before = self.claims.setdefault(claim.sentence, [])
            if not before or before[-1].end <= claim.start:
                before.append(claim)

    def write(self) -> str:
        """Return the document as text."""
        root = Element("TEI", {"xmlns": NAMESPACE, f"{XML}lang": "zh"})
        self.add_header(SubElement(root, "teiHeader"))
        body = SubElement(SubElement(root, "text"), "body")
        for section, pieces in groupby(self.find_pieces(), key=self.find_section):
            self.add_division(body, section, pieces)
        if not len(body):
            SubElement(SubElement(body, "div"), "p")
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            + replace_unwritable(tostring(root, encoding="unicode"))
            + "\n"
        )

    def add_header(self, header: Element) -> None:
        """Add what is known of the transcript and its speakers."""
        transcript = self.transcript
        description = SubElement(header, "fileDesc")
        title = transcript.title or transcript.transcript
        add_element(SubElement(description, "titleStmt"), "title", title)
        add_element(
            SubElement(description, "publicationStmt"), "p", "Made for analysis; not published."
        )
        source = SubElement(SubElement(description, "sourceDesc"), "bibl")
        add_element(source, "title", title)
        add_element(source, "publisher", transcript.publisher)
        add_element(source, "date", transcript.date, when=transcript.date)
        for kind, value in (
            ("transcript", transcript.transcript),
            ("file", transcript.file),
            ("sha256", transcript.sha256),
            ("url", transcript.url),
        ):
            add_element(source, "idno", value, type=kind)
        encoding = SubElement(header, "encodingDesc")
        add_element(SubElement(encoding, "projectDesc"), "p", PROJECT)
        prefix = SubElement(SubElement(encoding, "listPrefixDef"), "prefixDef", {"ident": PREFIX})
        prefix.set("matchPattern", "([0-9]+,[0-9]+)")
        prefix.set("replacementPattern", f"{quote(transcript.file, safe='')}#char=$1")
        taxonomy = SubElement(SubElement(encoding, "classDecl"), "taxonomy")
        for name in CATEGORIES:
            add_element(SubElement(taxonomy, "category", {f"{XML}id": name}), "catDesc", name)
        if self.people:
            profile = SubElement(header, "profileDesc")
            people = SubElement(SubElement(profile, "particDesc"), "listPerson")
            for speaker in self.segmentation.speakers:
                person = SubElement(people, "person", {f"{XML}id": self.people[speaker.name]})
                person.set("role", speaker.role)
                for name in (speaker.name, *speaker.aliases):
                    add_element(person, "persName", name)
                add_element(person, "occupation", speaker.office)
                if speaker.organisation:
                    add_element(SubElement(person, "affiliation"), "orgName", speaker.organisation)

    def find_pieces(self) -> list[Block | Turn]:
        """Return the turns and the blocks that are part of none, in the order of the text."""
        turns = self.segmentation.turns
        headings = {section.heading.start for section in self.segmentation.sections}
        starts = [turn.start for turn in turns]
        pieces: list[Block | Turn] = list(turns)
        for block in self.transcript.blocks:
            place = bisect_right(starts, block.end - 1) - 1
            if block.start not in headings and (place < 0 or turns[place].end <= block.start):
                pieces.append(block)
        return sorted(pieces, key=lambda piece: piece.start)

    def find_section(self, piece: Span) -> Section | None:
        """Return the section that a piece stands in."""
        sections = self.segmentation.sections
        place = bisect_right([section.start for section in sections], piece.start) - 1
        return sections[place] if place >= 0 and piece.start < sections[place].end else None

    def add_division(
        self, body: Element, section: Section | None, pieces: Iterable[Block | Turn]
    ) -> None:
        """Add a section, or what stands outside of all, with its turns."""
        division = SubElement(body, "div", {"type": "section" if section else "part"})
        if section:
            division.set(f"{XML}id", section.id)
            head = self.add(division, "head", section.heading)
            self.add_text(head, "seg", section.heading)
        for piece in pieces:
            if isinstance(piece, Block):
                self.add_text(division, "note", piece, type=piece.kind)
            else:
                self.add_turn(division, piece)

    def add_turn(self, division: Element, turn: Turn) -> None:
        """Add a turn, after the words that name its speaker."""
        text = self.transcript.text
        section = self.find_section(turn)
        headed = section.heading.end if section else 0
        line = text.rfind("\n", 0, turn.start) + 1
        label = Span(start=max(line, min(headed, turn.start)), end=turn.start)
        if text[label.start : label.end].strip():
            self.add_text(division, "note", label, type="speaker")
        utterance = self.add(division, "u", turn)
        utterance.set(f"{XML}id", turn.id)
        utterance.set("ana", f"#{turn.kind}")
        if turn.speaker in self.people:
            utterance.set("who", f"#{self.people[turn.speaker]}")
        if turn.answers:
            utterance.set("corresp", " ".join(f"#{answer}" for answer in turn.answers))
        for sentence in self.sentences.get(turn.id, ()):
            segment = self.add(utterance, "seg", sentence)
            segment.set(f"{XML}id", sentence.id)
            self.add_claims(segment, sentence)

    def add_claims(self, segment: Element, sentence: Sentence) -> None:
        """Add the words of a sentence, with its claims marked."""
        claims = self.claims.get(sentence.id, [])
        ends = [sentence.start, *(claim.end for claim in claims)]
        starts = [*(claim.start for claim in claims), sentence.end]
        whole = self.transcript.text
        text, *tails = (whole[start:end] for start, end in zip(ends, starts, strict=True))
        segment.text = text
        for claim, tail in zip(claims, tails, strict=True):
            measure = self.add_text(segment, "measure", claim, type=claim.modality)
            measure.set(f"{XML}id", claim.id)
            measure.set("ana", f"#{claim.op}")
            measure.set("quantity", claim.value)
            if claim.unit:
                measure.set("unit", "".join(claim.unit.split()))
            if claim.indicator:
                measure.set("commodity", "".join(claim.indicator.split()))
            measure.tail = tail

    def add_text(self, parent: Element, name: str, span: Span, **attributes: str) -> Element:
        """Add an element that holds the characters of a span."""
        element = self.add(parent, name, span, **attributes)
        element.text = self.transcript.text[span.start : span.end]
        return element

    def add(self, parent: Element, name: str, span: Span, **attributes: str) -> Element:
        """Add an element with its place in the clean text and, where TEI allows, in the source."""
        element = SubElement(parent, name, attributes)
        element.set("n", f"{span.start}:{span.end}")
        places = find_source_spans(self.transcript.runs, span.start, span.end)
        if places and name in SOURCED:
            element.set("source", " ".join(f"{PREFIX}:{a},{b}" for a, b in places))
        return element


def add_element(parent: Element, name: str, text: str | None, **attributes: str | None) -> None:
    """Add an element with a text, where there is one."""
    if text:
        given = {key: value for key, value in attributes.items() if value}
        SubElement(parent, name, given).text = text


def replace_unwritable(text: str) -> str:
    """Return a text with what XML cannot hold replaced.

    >>> replace_unwritable("a\\x00b")
    'a\ufffdb'
    """
    return UNFIT.sub("\ufffd", text)
