"""Rubrics: headings that name a part of a programme or of a conference, and no subject.

A bulletin has 国内联播快讯 in each issue, a conference 答记者问. They divide a text and tell nobody
what it is about: lists of what is spoken about leave them to the end.
"""

from functools import cached_property
from itertools import product

from pydantic import Field

from pipeline.knowledge import Entry, KnowledgeFile
from pipeline.language.marks import keep_letters


class RubricEntry(Entry):
    """Words of rubrics, with what may stand before and behind them."""

    words: tuple[str, ...] = Field(min_length=1)
    before: tuple[str, ...]
    behind: tuple[str, ...] = ("",)
    accept: tuple[str, ...] = Field(min_length=1)
    reject: tuple[str, ...] = Field(min_length=1)

    @cached_property
    def headings(self) -> frozenset[str]:
        """The rubrics that the words make."""
        return frozenset(map("".join, product(self.before, self.words, self.behind)))

    def names(self, title: str) -> bool:
        """Return whether a heading is one of them, whatever signs stand around it."""
        return keep_letters(title) in self.headings


class RubricFile(KnowledgeFile):
    """rubrics.toml: those of bulletins, of news, of conferences."""

    file = "rubrics.toml"
    rubric: tuple[RubricEntry, ...]


def is_rubric(title: str) -> bool:
    """Return whether a heading names a part of a programme or of a conference.

    >>> is_rubric("国内联播快讯"), is_rubric("国内生产总值"), is_rubric("【详细新闻】")
    (True, False, True)
    """
    return any(entry.names(title) for entry in RubricFile.load().rubric)
