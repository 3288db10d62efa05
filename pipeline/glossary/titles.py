"""What the title of a text says in English: what kind of text it is, whose, and about what.

A title is long and seldom known word by word; the words for its kind stand at its end, and whose it
is at its beginning. What of it has no name in English is left out, as the Chinese stands beside it.
"""

import re
from functools import cache
from typing import NamedTuple

from pydantic import Field

from pipeline.glossary.compose import translate
from pipeline.glossary.mentions import describe_heading, join_mentions
from pipeline.glossary.romanise import romanise
from pipeline.knowledge import Entry, KnowledgeFile

DATE = re.compile(r"(?P<year>[12]\d{3})年(?P<day>\d{1,2}月(?:\d{1,2}日)?)?")
BRACKETS = re.compile(r"[（(][^（）()]*[）)]\Z")
WHOLE = re.compile(r"(?<=会)(?:全文|(?:文字)?实录)\Z")
STATE = "中华人民共和国"
SPEAKS_FOR = "发言人"
REPORTS = ("报告", "公报")
GOVERNMENT = "政府"
CABINET = "国务院"


class TitleKind(Entry):
    """A kind of text: the words that a title of it ends with, and what it is called."""

    ends: tuple[str, ...] = Field(min_length=1)
    english: str


class TitleGlossary(KnowledgeFile):
    """titles.toml: kinds, verbs behind whose text it is, the word before what it is about."""

    file = "titles.toml"
    verbs: tuple[str, ...]
    about: str
    kind: tuple[TitleKind, ...]
    examples: dict[str, str]


class TitleRead(NamedTuple):
    """A title taken apart: its date, the words for its kind, and whose it is, by whom, of what."""

    dated: re.Match[str] | None
    end: str
    office: str
    person: str
    subject: str


@cache
def translate_title(title: str) -> str | None:
    """Return what a title says in English, or None where nothing of it is known.

    Where its kind is not known it is described as any heading is.
    """
    read = take_title_apart(title)
    if read is None:
        return describe_heading(title)
    office, person = translate(read.office), romanise(read.person)
    said = [find_kinds()[read.end].english, office, f"spokesperson {person}" if person else None]
    # A whole date stands beside a title wherever it is shown; a year tells reports apart.
    named = DATE.match(read.subject)
    dated = read.dated or named
    said.append(dated["year"] if dated and not dated["day"] else None)
    about = read.subject[named.end() :] if named else read.subject
    subject = translate(about) or (join_mentions(about) if about else None)
    return ", ".join(filter(None, said)) + (f": {subject}" if subject else "")


@cache
def find_kinds() -> dict[str, TitleKind]:
    """Return the kinds of titles by the words that a title ends with."""
    return {end: kind for kind in TitleGlossary.load().kind for end in kind.ends}


def take_title_apart(title: str) -> TitleRead | None:
    """Return the parts of a title, or None where its kind is not known."""
    words = WHOLE.sub("", BRACKETS.sub("", "".join(title.split())))
    end = max(filter(words.endswith, find_kinds()), key=len, default=None)
    if end is None:
        return None
    dated = DATE.match(words)
    before = words[dated.end() if dated else 0 : len(words) - len(end)]
    return TitleRead(dated, end, *take_apart(before))


def find_issuer(title: str, *, of_reports: bool = False) -> str | None:
    """Return whose text a title says that it is, in Chinese; of reports alone where so asked.

    >>> find_issuer("2026年江西省政府工作报告"), find_issuer("外交部发言人汪文斌主持例行记者会")
    ('江西省政府', '外交部')
    >>> find_issuer("外交部发言人汪文斌主持例行记者会", of_reports=True)
    """
    read = take_title_apart(title)
    if read is None or not read.office or (of_reports and not read.end.endswith(REPORTS)):
        return None
    owned = read.end.startswith(GOVERNMENT) and not read.office.endswith((CABINET, GOVERNMENT))
    return f"{read.office}{GOVERNMENT}" if owned else read.office


def take_apart(words: str) -> tuple[str, str, str]:
    """Return the office, the person and the subject that stand before the kind of a text.

    >>> take_apart("外交部发言人汪文斌主持")
    ('外交部', '汪文斌', '')
    """
    titles = TitleGlossary.load()
    before, about, subject = words.partition(titles.about)
    verb = next((verb for verb in titles.verbs if verb in words), "")
    if about:
        subject = subject.removesuffix(verb) if verb else subject
    elif verb:
        before, _, subject = words.partition(verb)
    office, _, person = before.partition(SPEAKS_FOR)
    # 四川省人民政府工作报告: the report of the government of Sichuan.
    return office.removeprefix(STATE).removesuffix("人民"), person, subject
