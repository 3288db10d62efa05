"""Reads the words of a label: who speaks, in which role, of which medium.

What a label looks like stands in structure.toml; whether doubtful words are one is weighed over the
whole text (speakers.py). Words in several parts (媒体提问-江城晚报, 李明，海滨大学教授) are read
part by part: what somebody does, an office, a name.
"""

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from typing import Literal, NamedTuple

from pipeline.language.fold import fold, is_traditional
from pipeline.language.marks import HAN, squeeze
from pipeline.language.ordinals import COUNTING
from pipeline.language.structure.styles import LabelStyle, Styles
from pipeline.language.tokenizer import load_tokenizer
from pipeline.records.segmentation import Role
from pipeline.records.transcript import Label

SIGNS = "[ #*_\t\u3000•※\u2190-\u245f\u2500-\u2775\u2794-\u2bff\ufe0f\U0001f000-\U0001faff]*"
LABEL_MARKUP = re.compile(rf"\A{SIGNS}|{SIGNS}\Z")
"""Around the words of a label: white space, marks of Markdown, signs and pictures."""
BRACKETS = ("[]", "【】", "()", "（）", "〔〕", "［］")
REMARK = re.compile(
    r"\s?(?:[（(][^（()）]{1,24}[）)]|回[应應]|[补補]充|[说說]明|回[复覆]|[报報]告|[发發]言|致[辞辭詞])\Z"
)
"""What stands behind who speaks: in brackets how, or the verb of it (李局长回应)."""
ACCOUNT_NUMBER = re.compile(r"\s?[（(<][\w.@-]{4,40}[)）>]\Z", re.ASCII)
"""Behind the name of an account, its number or address: 小满(10234567)."""
BETWEEN_PARTS = re.compile(
    r"(?:[（）()【】\[\]]|(?<![A-Za-z.,])\s|\s(?![A-Za-z]))+|\s?(?:[—–－-]{1,2}|[，,、/|｜])\s?"
)
MOST_PARTS = 6
"""Parts of a label: bodies, offices, a name."""
MOST_KEPT = 1000
"""Words of labels whose reading is remembered."""
NUMBER = rf"(?:[{COUNTING}]{{1,3}}|\d{{1,3}})"
COUNTED = re.compile(rf"(?:({NUMBER})[、.．]|[（(]({NUMBER})[）)])\s*")
"""The number of a question: 一、问."""
SPREAD = re.compile(rf"{HAN}(?:\s{{1,3}}{HAN})+")
"""Words set with white space between all characters: 记 者."""
FLOOR = re.compile(r"[【\[]?第?\d{1,5}[楼樓][】\]]?\s*")
"""The number of an entry of a forum: 【3楼】."""
NAMES = ("nr", "ns", "nt", "nz", "x", "eng")
"""Tags of names of people, places and organisations, and of what the dictionary has not."""
TRANSCRIBED = re.compile("[·•‧・A-Za-z]")
"""A sign that a name is transcribed or in another script, where white space separates words."""
SHORT_NAME = re.compile(rf"{HAN}{{2,4}}")
MEDIA = ("medium", "outlet")
"""Kinds of labels whose words are a medium."""
COUNTED_KINDS = ("titled", *MEDIA)
"""Kinds of labels with a name before which a number counts questions: 2、海滨日报：…."""
PEOPLE = ("titled", "name", "surname", "foreign")
"""Kinds of labels whose words name a person."""


class LabelParts(NamedTuple):
    """What words in several parts say together: who it is, in which role, of which medium.

    `told_by` is what tells it: what somebody does, an office, or other words. The role is None
    where only the style of the label has one.
    """

    told_by: Literal["role", "office", "words"]
    role: Role | None
    name: str
    medium: str | None


class LabelReader:
    """Reads the words of labels with the styles of structure.toml."""

    def __init__(self, styles: Styles) -> None:
        self.kinds = {style.name: style.kind for style in styles.label}
        self._labels = [(style, style.compile(styles.names)) for style in styles.label]
        self._office = re.compile(rf".{{0,38}}{styles.names.office_pattern}")
        # Each style of several parts asks for the same parts, and tables repeat their words.
        self._read_part = lru_cache(MOST_KEPT)(self._read_alone)
        self._read_parts = lru_cache(MOST_KEPT)(self._find_parts)

    def read(
        self,
        words: str,
        *,
        also_open: bool = False,
        traditional: bool = False,
        stamped: bool = False,
    ) -> Label | None:
        """Return who speaks by the words of a label, or None where they are those of another kind.

        `also_open` tries the styles that need other signs of a speaker as well. Words are
        `traditional` if their line is, or if they are themselves, and `stamped` if the time of a
        speech stands beside them.

        A number before a role or a title counts questions (1. 问); a remark behind the name is
        left out of it: 海滨日报记者（英文提问）, 李署長君禮回應.
        """
        words = strip_label(words, stamped=stamped)
        if counted := COUNTED.match(words):
            label = self.read(words[counted.end() :], also_open=also_open)
            sure = label and (label.name is None or self.kinds[label.style] in COUNTED_KINDS)
            return label if sure else None
        if SPREAD.fullmatch(words):
            words = squeeze(words)
        given = {"parts", "open"} if also_open else {"parts"}
        label = next(self._match(words, given | {"traditional"} if traditional else given), None)
        if label is None and (bare := REMARK.sub("", words)) not in ("", words):
            words = bare
            label = next(self._match(words, given), None)
        if label is None and stamped:
            label = next(self._match(words, {"parts", "open", "stamped"}), None)
        return label

    def _match(self, words: str, given: Set[str]) -> Iterator[Label]:
        """Yield what words say by each style that they are of and whose needs are given."""
        given = given | {"traditional"} if is_traditional(words) else given
        folded = fold(words)
        for style, pattern in self._labels:
            found = pattern.fullmatch(folded) if style.needs <= given else None
            label = self._make_label(style, found, words) if found else None
            if label is not None:
                yield label

    def _make_label(self, style: LabelStyle, found: re.Match[str], words: str) -> Label | None:
        """Return the label that a style finds in words, or None where it names nobody."""
        label = Label(role=style.role, name=None, words=words, style=style.name, speech_start=0)
        if style.parts:
            parts = self._read_parts(words)
            if parts is None or parts.told_by != style.parts:
                return None
            told = {"role": parts.role or style.role, "name": parts.name, "medium": parts.medium}
            return label.model_copy(update=told)
        name, medium, of, family, given = (
            words[slice(*found.span(part))] if found.groupdict().get(part) else None
            for part in ("name", "medium", "of", "family", "given")
        )
        if given and is_verb(fold(given)):
            return None
        if given:
            name = (family or "") + given
        if name is None and medium:
            name = medium + (of or "")
        if name is not None and not TRANSCRIBED.search(name):
            name = squeeze(name)
        if style.kind == "office":
            name = words
        medium = re.sub(r"[《》\s]", "", medium) if medium else None
        return label.model_copy(update={"name": name, "medium": medium})

    def _find_parts(self, words: str) -> LabelParts | None:
        """Return what words in several parts say; None where they name nobody, or two people, and
        for words of more parts than a label has."""
        parts = [part for part in BETWEEN_PARTS.split(words) if part]
        if not 1 < len(parts) <= MOST_PARTS:
            return None
        role = person = medium = None
        rest: list[str] = []
        for part in parts:
            label = self._read_part(part)
            kind = self.kinds[label.style] if label else ""
            if label and label.name is None:
                role = role or label.role
            elif label and label.medium and (kind in MEDIA or label.name != label.medium):
                medium = label
            elif label and kind in PEOPLE:
                if person is not None:
                    return None
                person = label.name
            else:
                rest.append(part)
        titled = any(self._office.fullmatch(fold(part)) for part in rest)
        if titled and medium and medium.style == "letters":
            person, medium = medium.name, None
        name = person
        if person is None and medium and role in (None, "reporter"):
            name = medium.name
        elif person is None and role not in (None, "reporter"):
            # The surname is not known.
            named = (p for p in rest if SHORT_NAME.fullmatch(p) and not is_everyday(p))
            name = next(named, None)
        if name is None:
            return None
        return LabelParts(
            "role" if role or (medium and person) else "office" if titled else "words",
            role or ("reporter" if medium else None),
            name,
            medium.medium if medium else None,
        )

    def _read_alone(self, part: str) -> Label | None:
        """Return what a part of a label says by itself: a role, a person, a medium."""
        found = self._match(part, {"open"})
        return next((label for label in found if self.kinds[label.style] != "other"), None)


def strip_label(words: str, *, stamped: bool) -> str:
    """Return the words of a label without the marks, brackets and numbers of entries about them.

    >>> strip_label("**【3楼】小满(10234567)**", stamped=True)
    '小满'
    >>> strip_label("（王明）", stamped=False)
    '王明'
    """
    words = FLOOR.sub("", LABEL_MARKUP.sub("", words), count=1)
    if stamped:
        words = ACCOUNT_NUMBER.sub("", words)
    if words[:1] + words[-1:] in BRACKETS:
        return LABEL_MARKUP.sub("", words[1:-1])
    if words[:1] in "（(【〔［" and re.search("[）)】〕］]", words) is None:
        return words[1:]  # the bracket is closed behind what is said: （会后有记者问：…）
    return words


def is_everyday(words: str) -> bool:
    """Return whether words are of everyday language and no name: 小麦, 婚姻证明.

    Each is a word of two characters or more that the dictionary does not have as a name.
    """
    return all(
        len(word) > 1 and not tag.startswith(NAMES) for word, tag in load_tokenizer().tag(words)
    )


def is_verb(given: str) -> bool:
    """Return whether what stands for a given name is a verb: 王局長|表示 has none."""
    tags: Sequence[str] = [tag for _, tag in load_tokenizer().tag(given)]
    return len(tags) == 1 and tags[0].startswith("v")
