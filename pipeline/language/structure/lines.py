"""Reads a line by itself: what heading it is, who speaks, which point it counts."""

import re
from pathlib import Path

from pipeline.language.marks import FULL_WIDTH_SENTENCE_ENDS, squeeze
from pipeline.language.numbers import COUNTING, read_ordinal
from pipeline.language.structure.styles import STRUCTURE, FrontMatter, Styles, load_styles
from pipeline.records.transcript import BlockKind, Heading, Label

LONGEST_HEADING = 60
LONGEST_LABEL = 45

MARKUP = re.compile(r"#{1,6}\s+")
"""What Markdown puts before a heading."""
CLOCK = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
DAY = r"\d{4}[年/.-]\d{1,2}[月/.-]\d{1,2}日?"
STAMP = re.compile(rf"[\[【（(［]?\s*(?:{DAY}\s*)?{CLOCK}\s*[\]】）)］]?\s*")
"""When something was said, before who said it."""
STAMP_AFTER = re.compile(
    rf"(?:[\[【（(［]\s*(?:{DAY}\s*)?{CLOCK}\s*[\]】）)］]|{DAY}\s*{CLOCK})\s*"
)
"""The same after who said it; a clock alone may be part of what is said."""
WITH_COLON = re.compile(rf"([^：:。；！？]{{1,{LONGEST_LABEL}}})[：:][*_]{{0,3}}\s*")
IN_BRACKETS = re.compile(
    rf"[*_]{{0,3}}[\[【〔［]([^\]】〕］]{{1,{LONGEST_LABEL}}})[\]】〕］][*_]{{0,3}}\s*"
)
AROUND = " *_\t\u3000"
BRACKETS = ("[]", "【】", "()", "（）", "〔〕", "［］")
NUMBER = rf"(?:[{COUNTING}]{{1,3}}|\d{{1,3}})"
COUNTED = re.compile(rf"(?:{NUMBER}[、.．]|[（(]{NUMBER}[）)])\s*")
"""The number of a question: 一、问."""


class Structure:
    """Reads lines with the styles of structure.toml."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.names = styles.names
        self._headings = [(style, style.compile(self.names)) for style in styles.heading]
        self._labels = [(style, style.compile(self.names)) for style in styles.label]
        self._items = [style.compile(self.names) for style in styles.item]
        self._front = [(style.kind, style.compile(self.names)) for style in styles.front_matter]
        self._remarks = [(style.kind, style.compile(self.names)) for style in styles.remark]

    def read_heading(self, line: str) -> Heading | None:
        """Return what a line says as a heading: numbered, short, and no sentence."""
        if len(line) > LONGEST_HEADING or line.endswith(tuple(FULL_WIDTH_SENTENCE_ENDS + "，、：")):
            return None
        markup = MARKUP.match(line)
        for style, pattern in self._headings:
            found = pattern.match(line, markup.end() if markup else 0)
            if found and found.end() < len(line):
                if any(mark in line[found.end() :] for mark in FULL_WIDTH_SENTENCE_ENDS):
                    return None
                ordinal = read_ordinal(found["ordinal"])
                return Heading(
                    style=style.name,
                    level=style.level,
                    ordinal=ordinal,
                    title_start=found.end(),
                )
        return None

    def read_label(self, line: str) -> Label | None:
        """Return who speaks, where a line begins by saying so with a colon or in brackets."""
        stamp = STAMP.match(line)
        for start in (stamp.end(), 0) if stamp else (0,):
            head = IN_BRACKETS.match(line, start)
            if head is not None and head.end() < len(line) and line[head.end()] in "：:":
                head = None
            head = head or WITH_COLON.match(line, start)
            if head is None:
                continue
            label = self.read_words(head[1])
            if label is not None:
                after = STAMP_AFTER.match(line, head.end())
                return label.at(after.end() if after else head.end())
        return None

    def read_standing_label(self, line: str) -> Label | None:
        """Return who speaks, where a line may say that and nothing else, without a colon."""
        if len(line) > LONGEST_LABEL + 10 or any(mark in line for mark in "，：。；！？"):
            return None
        stamp = STAMP.match(line)
        label = self.read_words(line[stamp.end() if stamp else 0 :])
        return label and label.at(len(line))

    def read_words(self, words: str) -> Label | None:
        """Return who speaks by the words of a label."""
        words = words.strip(AROUND)
        if words[:1] + words[-1:] in BRACKETS:
            words = words[1:-1].strip(AROUND)
        counted = COUNTED.match(words)
        if counted:
            label = self.read_words(words[counted.end() :])
            return label if label and label.name is None else None
        matches = ((style, pattern.fullmatch(words)) for style, pattern in self._labels)
        style, found = next(((s, m) for s, m in matches if m), (None, None))
        if style is None or found is None:
            return None
        parts = found.groupdict()
        name, medium = parts.get("name"), parts.get("medium")
        if name is None and medium:
            name = medium + (parts.get("of") or "")
        if name is not None and "·" not in name:
            name = squeeze(name)
        if style.name == "title_alone":
            name = words
        medium = re.sub(r"[《》\s]", "", medium) if medium else None
        return Label(
            role=style.role, name=name, words=words, medium=medium, style=style.name, speech_start=0
        )

    def read_item(self, line: str) -> int | None:
        """Return the number of a line that counts a point (一是…, 第二，…)."""
        found = next((m for m in (p.match(line) for p in self._items) if m), None)
        return read_ordinal(found["ordinal"]) if found else None

    def read_author(self, byline: str) -> Label | None:
        """Return who holds a speech, where a byline gives an office and a name."""
        for kind, pattern in self._front:
            found = pattern.fullmatch(byline) if kind == "byline" else None
            if found and found.groupdict().get("name"):
                return Label(
                    role="official",
                    name=squeeze(found["name"]),
                    words=byline.strip("（）()"),
                    speech_start=len(byline),
                )
        return None

    def read_note(self, line: str, kind: BlockKind) -> Label | None:
        """Return the label of an editor's note (编者按：)."""
        label = self.read_label(line) if kind == "note" else None
        return label if label and label.role == "editor" else None

    def read_front_matter(self, line: str) -> FrontMatter | None:
        """Return what a line around the text proper is."""
        return next((kind for kind, p in self._front if p.fullmatch(line)), None)

    def is_remark(self, speech: str) -> bool:
        """Return whether a speech leads through the conference and says nothing of its own."""
        return any(pattern.search(speech) for _, pattern in self._remarks)

    def opens(self, speech: str) -> bool:
        """Return whether a speech opens a conference as its host does."""
        return any(p.search(speech) for kind, p in self._remarks if kind == "opens")

    def asks(self, speech: str) -> bool:
        """Return whether one who leads an interview asks something in a speech."""
        calls = any(p.search(speech) for kind, p in self._remarks if kind == "calls")
        return calls or "？" in speech or "?" in speech


def load_structure(path: Path = STRUCTURE) -> Structure:
    """Return what reads lines by structure.toml. Raises InputError where it is malformed."""
    return Structure(load_styles(path))
