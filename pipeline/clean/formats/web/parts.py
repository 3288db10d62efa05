"""Which parts of a web page are not its article, by their elements and the names of sites."""

import re
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BeforeValidator

from pipeline.knowledge import Entry, KnowledgeFile, PatternEntry, split_words

WORDS = re.compile(r"[A-Z]?[a-z]+\d*|[A-Z]+\d*(?![a-z])")
LONGEST_NAME = 200
"""Characters of a class or an id that are read."""
LONGEST_HEADING = 16
"""Characters of a heading that says what a part is: 相关新闻, 责任编辑."""

Reason = Literal[
    "hidden",
    "deleted_text",
    "caption",
    "navigation",
    "copyright",
    "page_tools",
    "related",
    "comments",
]


Tags = Annotated[frozenset[str], BeforeValidator(split_words)]
"""Names of elements, in a file with white space between them."""


class Elements(Entry):
    """How elements stand in a text."""

    without_text: Tags
    inline: Tags
    containers: Tags
    lists: Tags
    headings: Tags
    never_open: Tags


class PartStyle(Entry):
    """A kind of part: elements, roles and names, with attributes that these accept and reject."""

    reason: Reason
    tags: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()


class Parts(KnowledgeFile):
    """All that parts.toml says."""

    file = "parts.toml"
    elements: Elements
    tools: frozenset[str]
    titles: frozenset[str]
    heading: PatternEntry
    """What stands at the head of such a part."""
    comments: PatternEntry
    """What shows that such a part is of comments."""
    part: tuple[PartStyle, ...]

    @cached_property
    def by_tag(self) -> dict[str, Reason]:
        """Why an element is left out that says so by what it is."""
        return {tag: style.reason for style in self.part for tag in style.tags}

    @cached_property
    def by_role(self) -> dict[str, Reason]:
        """Why an element is left out that says so by its role."""
        return {role: style.reason for style in self.part for role in style.roles}

    @cached_property
    def _reasons(self) -> dict[str, Reason]:
        return {name: style.reason for style in self.part for name in style.names}

    def find_reason(self, attribute: str) -> Reason | None:
        """Return what kind of part a class or id says that an element is, or None."""
        return next((self._reasons[w] for w in split_names(attribute) if w in self._reasons), None)

    def is_title(self, attribute: str) -> bool:
        """Return whether a class or id says that an element holds a title."""
        return any(word in self.titles for word in split_names(attribute))

    def heads_other(self, line: str) -> bool:
        """Return whether a line is the heading of a part that is not the article."""
        line = line.strip()
        return len(line) <= LONGEST_HEADING and self.heading.compiled.fullmatch(line) is not None


def split_names(attribute: str) -> list[str]:
    """Return the words of a class or an id: those of each name, and names of two words as one.

    >>> split_names("img_descr siteFooter")
    ['img', 'descr', 'img', 'descr', 'imgdescr', 'sitefooter', 'site', 'footer']
    """
    words: list[str] = []
    for name in attribute[:LONGEST_NAME].split():
        parts = re.split("[-_]", name.lower())
        words += (*parts, *map(str.lower, WORDS.findall(name)))
        words += [f"{a}{b}" for a, b in pairwise(parts)]
    return words
