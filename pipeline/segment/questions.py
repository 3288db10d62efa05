"""Reads how a question is put: what is polite, what asks, what points to what was said before."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator

from pipeline.knowledge import Entry, KnowledgeFile, PatternEntry, any_of, split_words
from pipeline.language.marks import QUESTION_ENDS

QUOTED = re.compile("“[^“”]*”|《[^《》]*》")
CLAUSE_END = re.compile("[，：,;；。！？!?\n]")
MARKS = " 　，,。！？!?；;：:、\n\t…"
Words = Annotated[tuple[str, ...], BeforeValidator(split_words)]


class Lead(PatternEntry):
    """What stands before the matter: polite words, an ordinal, who reported it and when."""

    kind: Literal["polite", "order", "frame"]


QuestionKind = Literal["asks", "requests", "confirms", "points", "occasions"]
"""A word that asks; that asks for something, with or without a question mark; that asks to tell
more of what was said before; that points to it; of a title, that somebody asks in the text."""


class QuestionVocabulary(Entry):
    """Words of questions and answers."""

    generic: Words
    reports: Words
    adjuncts: Words
    declines: Words
    setting: re.Pattern[str]
    unfinished: re.Pattern[str]
    announces: re.Pattern[str]


class Questions(KnowledgeFile):
    """All that questions.toml says."""

    file = "questions.toml"
    lead: tuple[Lead, ...]
    topic: tuple[PatternEntry, ...]
    asks: tuple[PatternEntry, ...]
    requests: tuple[PatternEntry, ...]
    confirms: tuple[PatternEntry, ...]
    points: tuple[PatternEntry, ...]
    occasions: tuple[PatternEntry, ...]
    vocabulary: QuestionVocabulary

    @cached_property
    def generic(self) -> re.Pattern[str]:
        """Words that name no matter, alone or together: 具体情况."""
        return re.compile(rf"(?:{any_of(self.vocabulary.generic)})+")

    @cached_property
    def declines(self) -> re.Pattern[str]:
        """Says that no answer is given."""
        return re.compile(any_of(self.vocabulary.declines))

    @cached_property
    def reports(self) -> re.Pattern[str]:
        """A clause that ends with who says something, before what is said."""
        return re.compile(rf"{any_of(self.vocabulary.reports)}\Z")

    def is_setting(self, folded: str, start: int, end: int) -> bool:
        """Return whether folded[start:end] says no more than where or when something was."""
        return self.vocabulary.setting.fullmatch(folded, start, end) is not None

    def announces(self, folded: str, start: int, end: int) -> bool:
        """Return whether folded[start:end] says no more than that a question follows."""
        return self.vocabulary.announces.fullmatch(folded, start, end) is not None

    def goes_on(self, folded: str, start: int, end: int) -> bool:
        """Return whether the matter is still to come behind the clause folded[start:end]."""
        unfinished = self.vocabulary.unfinished.fullmatch(folded, start, end)
        return unfinished is not None or self.reports.search(folded, start, end) is not None

    def skip_leads(self, text: str, start: int, end: int) -> int:
        """Return where the matter begins in text[start:end].

        >>> text = "第一，据报道，海滨市今年新建一座港口。"
        >>> text[Questions.load().skip_leads(text, 0, len(text)):]
        '海滨市今年新建一座港口。'
        """
        found = True
        while found and start < end:
            found = False
            while start < end and text[start] in MARKS:
                start += 1
            for lead in self.lead:
                match = lead.compiled.match(text, start, end)
                if match and match.end() > start:
                    start, found = match.end(), True
        return start

    def says(self, words: str, *kinds: QuestionKind) -> bool:
        """Return whether words, their quotations masked, have a pattern of one of these kinds."""
        return any(own.is_in(words) for kind in kinds for own in getattr(self, kind))


def mask_quotes(text: str) -> str:
    """Return a text of the same length in which nothing quoted is read.

    >>> mask_quotes("他问“为什么？”，有何评论")
    '他问“□□□□”，有何评论'
    """
    return QUOTED.sub(lambda quote: f"{quote[0][0]}{'□' * (len(quote[0]) - 2)}{quote[0][-1]}", text)


def find_clauses(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the clauses of masked[start:end], without the marks that end them."""
    for mark in CLAUSE_END.finditer(masked, start, end):
        if mark.start() > start:
            yield start, mark.start()
        start = mark.end()
    if start < end:
        yield start, end


def ends_as_question(masked: str, start: int, end: int) -> bool:
    """Return whether a sentence ends with a question mark that is not in a quotation."""
    return masked[start:end].rstrip(" \n　”’」』）)").endswith(QUESTION_ENDS)
