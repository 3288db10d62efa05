"""Finds the article in a web page: the part where most of the sentences are, and its title.

What stands around it is left out, and so are lists of links inside it. A sentence is left out
only in a part that says of itself that it is another thing, or apart from where most of them are.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

SENTENCE = re.compile("[。！？；!?]")
LONG_LINK = 30
"""Characters from which a link with a sentence in it is part of the text."""
CONTAINERS = re.compile("body|div|section|article|main|form|center|table|tbody|tr|td|html")
LISTS = re.compile("ul|ol|dl|div|section|table|tbody|tr|td|li|p|center")
MOSTLY_LINKS = 0.6
FEWEST_LINKS = 2
MAIN = 0.85
"""Share of the sentences that the part with the article has at least."""
FEW_SENTENCES = 60
"""Characters of sentences of a page too small to tell its parts by them."""
SHORTEST_TITLE = 4


@dataclass(slots=True)
class Element:
    """An element of a page, and how many characters it has: all, in links, in sentences.

    `reason` is why it is left out, at first by what it says of itself.
    """

    parent: int
    tag: str
    names: str
    reason: str | None
    is_link: bool
    links: int = 0
    characters: int = 0
    linked: int = 0
    said: int = 0


class Piece(NamedTuple):
    """Text of a line, and which element it is in."""

    text: str
    element: int


class WebLine(NamedTuple):
    """A line of a page. `speaks`: there is a sentence on it."""

    pieces: tuple[Piece, ...]
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
class Page:
    """A page as lines. The first element is the root; parents stand before their children."""

    elements: list[Element] = field(default_factory=list)
    lines: list[WebLine] = field(default_factory=list)
    title: str = ""


def find_article(page: Page, tools: frozenset[str]) -> list[str | None]:
    """Return for each line why it is no part of the article, or None.

    `tools` are the words of links that do something to the page.
    Sets the reason of each element to why all that is in it is left out.
    """
    elements = page.elements
    outside: list[str | None] = [None] * len(page.lines)
    weigh(page, everything=True)
    keep_most(elements)
    for piece in (piece for line in page.lines for piece in line.pieces):
        if elements[piece.element].is_link and piece.text.strip() in tools:
            elements[piece.element].reason = "page_tools"
    weigh(page)
    leave_out_links(elements)
    weigh(page)
    if elements[0].said < FEW_SENTENCES:
        return outside
    main = find_main(elements)
    branches = find_branches(elements, main)
    places = [branches[line.element] for line in page.lines]
    said = [line.speaks and elements[line.element].reason is None for line in page.lines]
    first = next((k for k, place in enumerate(places) if place == main and said[k]), None)
    if first is None:
        return outside
    title = find_title(page, first)
    for k, place in enumerate(places):
        if title is not None and title <= k <= first:
            continue
        if place == main:
            kept = k >= first or said[k] or title is None or places[title] != main
        else:
            kept = said[k] and place is not None and are_alike(elements[place], elements[main])
        outside[k] = None if kept else "outside_article"
    return outside


def weigh(page: Page, *, everything: bool = False) -> None:
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


def keep_most(elements: Sequence[Element]) -> None:
    """Hand down why an element is left out, but for one in which most of the sentences are."""
    most = elements[0].said / 2
    for element in elements[1:]:
        if element.said > most:
            element.reason = None
        element.reason = elements[element.parent].reason or element.reason


def leave_out_links(elements: Sequence[Element]) -> None:
    """Leave out the elements that are lists of links, and all that is in them."""
    for element in elements[1:]:
        if element.reason is None:
            element.reason = elements[element.parent].reason
        if (
            element.reason is None
            and LISTS.fullmatch(element.tag)
            and element.links >= FEWEST_LINKS
            and element.said == 0
            and element.linked >= MOSTLY_LINKS * element.characters
        ):
            element.reason = "navigation"


def find_main(elements: Sequence[Element]) -> int:
    """Return the smallest part in which most of the sentences are."""
    enough = MAIN * elements[0].said
    main = 0
    for number, element in enumerate(elements):
        if element.parent == main and number and element.said >= enough:
            if CONTAINERS.fullmatch(element.tag) is None:
                break
            main = number
    return main


def find_branches(elements: Sequence[Element], main: int) -> list[int | None]:
    """Return for each element the sibling of the main part in which it is, or that part itself."""
    branches: list[int | None] = []
    for number, element in enumerate(elements):
        above = branches[element.parent] if number else None
        is_sibling = number > 0 and main > 0 and element.parent == elements[main].parent
        branches.append(number if number == main or is_sibling else above)
    return branches


def are_alike(one: Element, other: Element) -> bool:
    """Return whether two elements are of one kind, so that one may go on with the other."""
    return (one.tag, one.names) == (other.tag, other.names)


def find_title(page: Page, first: int) -> int | None:
    """Return the line with the title above the first sentence, and what is set above it.

    It is the last line with which the title of the page begins, or else the last main heading.
    """
    elements = page.elements
    above = range(first + 1)
    shown = {k for k in above if elements[page.lines[k].element].reason is None}
    whole = squeeze(page.title)
    named = [
        k
        for k in above
        if k in shown
        and len(page.lines[k].text.strip()) >= SHORTEST_TITLE
        and whole.startswith(squeeze(page.lines[k].text))
    ]
    headings = find_headings(elements)
    headed = [k for k in above if k in shown and headings[page.lines[k].element]]
    found = (named or headed)[-1:]
    if not found:
        return None
    title = found[0]
    block = elements[page.lines[title].element].parent
    while title - 1 in shown and elements[page.lines[title - 1].element].parent == block:
        title -= 1
    return title


def find_headings(elements: Sequence[Element]) -> list[bool]:
    """Return for each element whether it is a main heading, or in one."""
    headings: list[bool] = []
    for number, element in enumerate(elements):
        above = number > 0 and headings[element.parent]
        headings.append(above or element.tag == "h1")
    return headings


def squeeze(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())
