"""Reads a line by itself: what heading it is, who speaks, which point it counts.

Lines are matched as `fold` has them, so that 記者 is read as 记者; names and words are given as
they stand in the line.
"""

import re

from pipeline.language.fold import fold, is_traditional
from pipeline.language.marks import FULL_WIDTH_SENTENCE_ENDS, squeeze
from pipeline.language.ordinals import read_ordinal
from pipeline.language.stamps import Stamps
from pipeline.language.structure.label_words import COUNTED, LabelReader
from pipeline.language.structure.speech_signs import SpeakerModel
from pipeline.language.structure.styles import LONGEST_LABEL, FrontMatter, RemarkKind, Styles
from pipeline.records.transcript import BlockKind, Heading, Label

LONGEST_HEADING = 60
"""Characters; what is longer is taken for a part of the text."""

MARKUP = re.compile(r"#{1,6}\s+")
"""What Markdown puts before a heading."""
COLON_FORMS = str.maketrans("∶︰", "：：")
"""The sign of a ratio and the colon of vertical text, as pages of Hong Kong have: 記者∶, 記者︰."""
RECORDED = ("recorded", "on_camera")
"""Styles of labels of a broadcast, followed by the one recorded: 【同期】海滨网记者 李华."""
STORY = re.compile(r"【正文】\s?(?=[^。；？！]{2,40}\Z)")
"""Before the headline of a story in the script of a broadcast."""
WITH_SPACE = re.compile(r"([^，。；：！？,;:!?\s]{4,40})\s+(?=\S)")
"""The words of a speech before its first space."""
SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]*")
FIGURE = re.compile(r"\d[万亿%％]")


class Structure:
    """Reads lines with the styles of structure.toml."""

    def __init__(self, styles: Styles, speakers: SpeakerModel) -> None:
        self.styles = styles
        self.speakers = speakers
        self.names = styles.names
        self.stamps = Stamps.load().patterns
        self._day = Stamps.load().compile("{day}")
        self._forms = [(form, form.compile(self.names)) for form in styles.form]
        self._open = {style.name for style in styles.label if style.open}
        self._headings = [(style, style.compile(self.names)) for style in styles.heading]
        self.labels = LabelReader(styles)
        self._items = [style.compile(self.names) for style in styles.item]
        self._front = [(style.kind, style.compile(self.names)) for style in styles.front_matter]
        self._remarks = [(style.kind, style.compile(self.names)) for style in styles.remark]

    def find_kind(self, label: Label) -> str:
        """Return what the words of a label are by themselves: a surname with an office (赵局长),
        an office and no name (行政长官), a name."""
        return self.labels.kinds.get(label.style, "")

    def is_office(self, label: Label) -> bool:
        """Return whether the words of a label are an office and no name."""
        return self.find_kind(label) == "office"

    def is_bare(self, label: Label) -> bool:
        """Return whether the words of a label are a name, or an office, and nothing else."""
        bare = self.find_kind(label) in ("name", "foreign") or label.style == "office_alone"
        return bare and label.name in (label.words, squeeze(label.words))

    def is_open(self, label: Label) -> bool:
        """Return whether the words of a label may as well be those of a list."""
        return label.style in self._open

    def read_heading(self, line: str) -> Heading | None:
        """Return what a line says as a heading: numbered, short, and no sentence."""
        line = fold(line)
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
        """Return who speaks, where a line begins by saying so: by a colon, in brackets, in a cell.

        Words of an open style may be those of a list; `choose_speakers` tells.
        """
        line = line.translate(COLON_FORMS)
        stamp, traditional = self.stamps["before"].match(line), is_traditional(line)
        written, line = line, fold(line)
        for start in (stamp.end(), 0) if stamp else (0,):
            tried = ((form, pattern.match(line, start)) for form, pattern in self._forms)
            form, head = next((pair for pair in tried if pair[1]), (None, None))
            if form is None or head is None:
                continue
            label = self.labels.read(
                written[slice(*head.span(1))],
                also_open=True,
                traditional=traditional,
                stamped=start > 0 or form.stamped,
            )
            if label is not None:
                behind = self.stamps["before" if form.brackets else "after_name"]
                after = behind.match(line, head.end())
                label = label.at(after.end() if after else head.end())
                return self._find_named(written, label, head.start(1)) or label
        return None

    def _find_named(self, line: str, label: Label, start: int) -> Label | None:
        """Return who is named behind a role on a line: a host with an office before a space, or
        somebody recorded by name alone. 主持人：省科技厅副厅长王明 大家好。"""
        if label.style in RECORDED:
            named = self.labels.read(line[label.speech_start :])
            at_end = {"style": label.style, "speech_start": len(line)}
            return named.model_copy(update=at_end) if named and named.name else None
        words = WITH_SPACE.match(line, label.speech_start)
        named = self.labels.read(words[1]) if words and label.role == "host" else None
        if words is None or named is None or self.find_kind(named) != "titled":
            return None
        new = {"name": named.name, "words": line[start : words.end(1)]}
        return label.model_copy(update=new | {"speech_start": words.end()})

    def begins_part(self, line: str) -> bool:
        """Return whether a line begins with a number, or with who speaks where no list's label
        looks like that."""
        label = None if COUNTED.match(line) else self.read_label(line)
        return COUNTED.match(line) is not None or bool(label and not self.is_open(label))

    def read_unmarked_label(self, line: str) -> Label | None:
        """Return who speaks, where a line may say that and nothing else, without a colon."""
        stamp, below = self.stamps["before"].match(line), self.stamps["below_name"].search(line)
        start, end = stamp.end() if stamp else 0, below.start() if below else len(line)
        words = line[start:end]
        if len(words) > LONGEST_LABEL or any(mark in fold(words) for mark in "，：。；！？"):
            return None
        dated = self._day.search(f"{line[:start]} {line[end:]}") is not None
        label = self.labels.read(words, also_open=True, stamped=dated)
        if label is None or (self.is_open(label) and not (dated or self.is_bare(label))):
            return None
        return label.at(len(line))

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

        An official who only gives the floor answers nothing; one who tells a figure does more.
        """
        if FIGURE.search(speech):
            return False
        said = split_speech(speech)
        leads = any(self.leads(part) or self.is_remark(part, "closes") for part in said)
        return leads and all(
            self.is_remark(part, "opens", "calls", "moves", "closes", "greets") for part in said
        )

    def only_greets(self, speech: str) -> bool:
        """Return whether a speech greets or thanks and does nothing else."""
        said = split_speech(speech)
        return bool(said) and all(self.is_remark(part, "closes", "greets") for part in said)


def split_speech(speech: str) -> list[str]:
    """Return the sentences of a speech."""
    return [said for part in SENTENCE.findall(speech) if (said := part.strip())]


def load_structure() -> Structure:
    """Return the reader of lines, made of structure.toml and speakers.toml."""
    return Structure(Styles.load(), SpeakerModel.load())
