"""A web page as elements and the lines in them, and how much each element says."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

SENTENCE = re.compile("[。！？；!?]")
LONG_LINK = 30
"""Characters from which a link with a sentence in it is part of the text."""
SETTING_DEPTH = 4
"""Elements inside each other in which a short line is set: a title, the words under a picture."""


@dataclass(slots=True)
class Element:
    """An element of a page, and how many characters it has: all, in links, in sentences.

    `reason` is why it is left out, at first by what it says of itself; it is `named` where only
    its class or id says so. `centred`: its text is; `size` is that of a cell in rows and columns.
    """

    parent: int
    tag: str
    names: str
    reason: str | None
    is_link: bool
    named: bool = False
    centred: bool = False
    size: tuple[int, int] = (1, 1)
    links: int = 0
    characters: int = 0
    linked: int = 0
    said: int = 0


class WebText(NamedTuple):
    """Text of a line, and which element it is in."""

    text: str
    element: int


class WebCell(NamedTuple):
    """A cell of a table of values: which table, which row and column it begins in, how large."""

    table: int
    row: int
    column: int
    rows: int
    columns: int


class WebLine(NamedTuple):
    """A line of a page. `speaks`: there is a sentence on it."""

    pieces: tuple[WebText, ...]
    speaks: bool

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def element(self) -> int:
        """The element in which it begins."""
        return self.pieces[0].element


@dataclass(frozen=True)
class WebPage:
    """A page as lines. The first element is the root; parents stand before their children.

    `title` is what the page calls itself; `cells` are the cells of tables of values by their
    elements, `in_cell` the cell that an element is in or is.
    """

    elements: list[Element] = field(default_factory=list)
    lines: list[WebLine] = field(default_factory=list)
    title: str = ""
    cells: dict[int, WebCell] = field(default_factory=dict)
    in_cell: dict[int, int] = field(default_factory=dict)


def count_characters(page: WebPage, *, everything: bool = False) -> None:
    """Count the characters of each element. What is left out counts only where everything does."""
    for element in page.elements:
        element.links = int(element.is_link)
        element.characters = element.linked = element.said = 0
    for line in page.lines:
        for text, number in line.pieces:
            element = page.elements[number]
            if not everything and element.reason is not None:
                continue
            count = len(text.strip())
            element.characters += count
            if element.is_link and not (count >= LONG_LINK and SENTENCE.search(text)):
                element.linked += count
            elif line.speaks:
                element.said += count
    for element in reversed(page.elements[1:]):
        parent = page.elements[element.parent]
        parent.links += 0 if parent.is_link else element.links
        parent.characters += element.characters
        parent.linked += element.linked
        parent.said += element.said


def climb(elements: Sequence[Element], number: int, most: int) -> Iterator[int]:
    """Yield an element and as many as `most` of those that it is in, from the inside."""
    for _ in range(most):
        yield number
        number = elements[number].parent


def is_inside(elements: Sequence[Element], number: int, outer: int) -> bool:
    """Return whether an element is another one, or in it."""
    while number > outer:
        number = elements[number].parent
    return number == outer


def find_inside(elements: Sequence[Element], is_one: Callable[[Element], bool]) -> list[bool]:
    """Return for each element whether it is of a kind, or in one that is."""
    inside: list[bool] = []
    for number, element in enumerate(elements):
        inside.append((number > 0 and inside[element.parent]) or is_one(element))
    return inside


def find_heading(elements: Sequence[Element], number: int, headings: Collection[str]) -> int:
    """Return the heading that an element is or is in, 0 where none."""
    around = climb(elements, number, SETTING_DEPTH)
    return next((up for up in around if elements[up].tag in headings), 0)
