"""Reads a line by itself: what heading it is, who speaks, which point it counts.

Lines are matched as `fold` has them, so that 記者 is read as 记者; names and words are given as
they stand in the line.
"""

import re
from pathlib import Path

from pipeline.language.fold import fold
from pipeline.language.marks import FULL_WIDTH_SENTENCE_ENDS, squeeze
from pipeline.language.ordinals import COUNTING, read_ordinal
from pipeline.language.stamps import AFTER_NAME, AT_END, BEFORE, BELOW_NAME, BRACKETED
from pipeline.language.structure.model import SpeakerModel, load_speaker_model
from pipeline.language.structure.styles import (
    STRUCTURE,
    FrontMatter,
    RemarkKind,
    Styles,
    load_styles,
)
from pipeline.language.tokenizer import load_tokenizer
from pipeline.records.transcript import BlockKind, Heading, Label

LONGEST_HEADING = 60
LONGEST_LABEL = 45
"""Characters; what is longer is taken for a part of the text."""

MARKUP = re.compile(r"#{1,6}\s+")
"""What Markdown puts before a heading."""
WITH_COLON = re.compile(rf"([^：:。；！？]{{1,{LONGEST_LABEL}}})[：:][*_]{{0,3}}\s*")
TIMED = re.compile(rf"([^：:。；！？\[【（(［]{{1,{LONGEST_LABEL}}}?)\s*{BRACKETED}\s*[：:]\s*")
"""Who speaks, with the time between the name and the colon."""
IN_BRACKETS = re.compile(
    rf"[*_]{{0,3}}(?:[\[【〔［]|<v )([^\]】〕］>]{{1,{LONGEST_LABEL}}})[\]】〕］>][*_]{{0,3}}\s*"
)
CELL = re.compile(rf"([^\t：:。；！？]{{1,{LONGEST_LABEL}}}?)(?:\t| {{2}})\s*(?=[^\t]+\Z)")
"""The first of the two cells of a row: who speaks, and what he says."""
LABEL_MARKUP = " #*_\t\u3000"
BRACKETS = ("[]", "【】", "()", "（）", "〔〕", "［］")
SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]*")
FIGURE = re.compile(r"\d[万亿%％]")
NAMES = ("nr", "ns", "nt", "nz", "x", "eng")
"""Tags of names of people, places and organisations, and of what the dictionary has not."""
TRANSCRIBED = re.compile("[·•‧・A-Za-z]")
"""Shows that a name is transcribed or of another script: white space in it parts its words."""
NUMBER = rf"(?:[{COUNTING}]{{1,3}}|\d{{1,3}})"
COUNTED = re.compile(rf"(?:{NUMBER}[、.．]|[（(]{NUMBER}[）)])\s*")
"""The number of a question: 一、问."""


class Structure:
    """Reads lines with the styles of structure.toml."""

    def __init__(self, styles: Styles, speakers: SpeakerModel) -> None:
        self.styles = styles
        self.speakers = speakers
        self.names = styles.names
        self._open = {style.name for style in styles.label if style.open}
        self.kinds = {style.name: style.kind for style in styles.label}
        self._headings = [(style, style.compile(self.names)) for style in styles.heading]
        self._labels = [(style, style.compile(self.names)) for style in styles.label]
        self._items = [style.compile(self.names) for style in styles.item]
        self._front = [(style.kind, style.compile(self.names)) for style in styles.front_matter]
        self._remarks = [(style.kind, style.compile(self.names)) for style in styles.remark]

    def is_short(self, label: Label) -> bool:
        """Return whether the name of a label is a surname with an office: 赵局长."""
        return self.kinds.get(label.style) == "surname"

    def is_bare(self, label: Label) -> bool:
        """Return whether the words of a label are a name, or an office, and nothing else."""
        bare = self.kinds.get(label.style) in ("name", "foreign") or label.style == "office_alone"
        return bare and label.name in (label.words, squeeze(label.words))

    def names_office(self, label: Label) -> bool:
        """Return whether the words of a label are an office and no name: 行政长官."""
        return self.kinds.get(label.style) == "office"

    def find_speech_end(self, line: str) -> int:
        """Return where what is said on a line ends, before the time at which it was said."""
        stamp = AT_END.search(line)
        return stamp.start() if stamp else len(line)

    def is_open(self, label: Label) -> bool:
        """Return whether the words of a label may as well be those of a list."""
        return label.style in self._open

    def is_word(self, words: str) -> bool:
        """Return whether words are of everyday language and no name: 小麦, 婚姻证明.

        Each is a word of two characters or more that the dictionary does not have as a name.
        """
        return all(
            len(word) > 1 and not tag.startswith(NAMES) for word, tag in load_tokenizer().tag(words)
        )

    def read_heading(self, line: str) -> Heading | None:
        """Return what a line says as a heading: numbered, short, and no sentence."""
        if len(line) > LONGEST_HEADING or line.endswith(tuple(FULL_WIDTH_SENTENCE_ENDS + "，、：")):
            return None
        line = fold(line)
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
        """Return who speaks, where a line begins by saying so: by a colon, in brackets, in a cell.

        Words of an open style may be those of a list; `find_speakers` tells.
        """
        stamp = BEFORE.match(line)
        for start in (stamp.end(), 0) if stamp else (0,):
            head = IN_BRACKETS.match(line, start)
            if head is not None and head.end() < len(line) and line[head.end()] in "：:":
                head = None
            others = (TIMED, WITH_COLON, CELL)
            head = head or next(filter(None, (form.match(line, start) for form in others)), None)
            if head is None:
                continue
            label = self.read_words(head[1], also_open=True)
            if label is not None:
                after = AFTER_NAME.match(line, head.end())
                return label.at(after.end() if after else head.end())
        return None

    def read_standing_label(self, line: str) -> Label | None:
        """Return who speaks, where a line may say that and nothing else, without a colon."""
        stamp, below = BEFORE.match(line), BELOW_NAME.search(line)
        words = line[stamp.end() if stamp else 0 : below.start() if below else len(line)]
        if len(words) > LONGEST_LABEL or any(mark in words for mark in "，：。；！？"):
            return None
        label = self.read_words(words, also_open=True)
        if label is None or (self.is_open(label) and not self.is_bare(label)):
            return None
        return label.at(len(line))

    def read_words(self, words: str, *, also_open: bool = False) -> Label | None:
        """Return who speaks by the words of a label."""
        words = words.strip(LABEL_MARKUP)
        if words[:1] + words[-1:] in BRACKETS:
            words = words[1:-1].strip(LABEL_MARKUP)
        counted = COUNTED.match(words)
        if counted:
            label = self.read_words(words[counted.end() :])
            return label if label and label.name is None else None
        folded = fold(words)
        styles = (
            (style, pattern)
            for style, pattern in self._labels
            if (also_open or not style.open) and (folded != words or not style.traditional)
        )
        matches = ((style, pattern.fullmatch(folded)) for style, pattern in styles)
        style, found = next(((s, m) for s, m in matches if m and self._is_name(m)), (None, None))
        if style is None or found is None:
            return None
        name, medium, of, family, given = (
            words[slice(*found.span(part))] if found.groupdict().get(part) else None
            for part in ("name", "medium", "of", "family", "given")
        )
        if family and given:
            name = family + given
        if name is None and medium:
            name = medium + (of or "")
        if name is not None and not TRANSCRIBED.search(name):
            name = squeeze(name)
        if style.kind == "office":
            name = words
        medium = re.sub(r"[《》\s]", "", medium) if medium else None
        return Label(
            role=style.role, name=name, words=words, medium=medium, style=style.name, speech_start=0
        )

    def _is_name(self, found: re.Match[str]) -> bool:
        """Return whether what stands for a given name may be one: 王局長|表示 has none."""
        given = found.groupdict().get("given")
        tags = [tag for _, tag in load_tokenizer().tag(given)] if given else []
        return len(tags) != 1 or not tags[0].startswith("v")

    def read_item(self, line: str) -> int | None:
        """Return the number of a line that counts a point (一是…, 第二，…)."""
        line = fold(line)
        found = next((m for m in (p.match(line) for p in self._items) if m), None)
        return read_ordinal(found["ordinal"]) if found else None

    def read_author(self, byline: str) -> Label | None:
        """Return who holds a speech, where a byline gives an office and a name."""
        for kind, pattern in self._front:
            found = pattern.fullmatch(fold(byline)) if kind == "byline" else None
            if found and found.groupdict().get("name"):
                return Label(
                    role="official",
                    name=squeeze(byline[slice(*found.span("name"))]),
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
        line = fold(line)
        return next((kind for kind, p in self._front if p.fullmatch(line)), None)

    def is_remark(self, speech: str, *kinds: RemarkKind) -> bool:
        """Return whether a speech leads through the conference in one of these ways."""
        folded = fold(speech)
        return any(p.search(folded) for kind, p in self._remarks if kind in kinds)

    def leads(self, speech: str) -> bool:
        """Return whether a host opens, calls on somebody or moves on in a speech."""
        return self.is_remark(speech, "opens", "calls", "moves")

    def only_leads(self, speech: str) -> bool:
        """Return whether each sentence of a speech leads through the conference or greets.

        An official who only gives the floor answers nothing. Who tells a figure does more.
        """
        if FIGURE.search(speech):
            return False
        sentences = [part.strip() for part in SENTENCE.findall(speech)]
        said = [part for part in sentences if part]
        leads = any(self.leads(part) or self.is_remark(part, "closes") for part in said)
        return leads and all(
            self.is_remark(part, "opens", "calls", "moves", "closes", "greets") for part in said
        )

    def asks(self, speech: str) -> bool:
        """Return whether one who leads an interview asks something in a speech."""
        return self.is_remark(speech, "calls") or "？" in speech or "?" in speech


def load_structure(path: Path = STRUCTURE) -> Structure:
    """Return the reader of lines, made of structure.toml and speakers.toml.

    Raises InputError where one of them is malformed.
    """
    return Structure(load_styles(path), load_speaker_model())
