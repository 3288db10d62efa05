"""Finds the article in a web page: the part where most of the sentences are, and its title.

What stands around it is left out, and so are lists of links inside it. A sentence is left out
only in a part that says of itself that it is another thing, or apart from where most of them are.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from pipeline.clean.formats.web.elements import (
    SETTING_DEPTH,
    Element,
    WebPage,
    climb,
    count_characters,
)
from pipeline.clean.formats.web.parts import Parts
from pipeline.clean.formats.web.title import find_set_above, find_title

MOSTLY_LINKS, FEWEST_LINKS = 0.6, 2
"""Share of its characters in links, and links, that a list of links has at least."""
SHARE_OF_MAIN = 0.85
"""Share of the sentences that the part with the article has at least."""
FEW_SENTENCES = 60
"""Characters of sentences of a page too small to tell its parts by them."""
FEW_LINKS = 0.3
"""Share of its characters in links below which a part is not a list of links."""
LONGEST_CAPTION = 80
"""Characters of the words under a picture."""


class Article(NamedTuple):
    """Why each line of a page is not in the article, or None; and which lines are its title."""

    outside: list[str | None]
    title: range


def find_article(page: WebPage, parts: Parts) -> Article:
    """Return which lines of a page are the article.

    Sets the reason of each element to why all that is in it is left out.
    """
    mark_left_out(page, parts)
    elements = page.elements
    captions = find_captions(page, parts.elements.headings)
    outside: list[str | None] = [
        "caption" if k in captions else None for k in range(len(page.lines))
    ]
    said = [
        line.speaks and elements[line.element].reason is None and k not in captions
        for k, line in enumerate(page.lines)
    ]
    main = find_main(elements, parts.elements.containers)
    branches = find_branches(elements, main)
    places = [branches[line.element] for line in page.lines]
    small = elements[0].said < FEW_SENTENCES
    first = next(
        (k for k, place in enumerate(places) if (small or place == main) and said[k]), None
    )
    if first is None:
        return Article(outside, range(0))
    title = find_title(page, first, parts)
    if small:
        return Article(outside, title)
    above = find_set_above(page, title.start) if title else 0
    for k, place in enumerate(places):
        if outside[k] or (title and above <= k <= first):
            continue
        if place == main:
            kept = k >= first or said[k] or not title or places[title.start] != main
        elif said[k] and place is not None:
            one, other = elements[place], elements[main]
            kept = (one.tag, one.names) == (other.tag, other.names)
        else:
            kept = False
        outside[k] = None if kept else "outside_article"
    return Article(outside, title)


def mark_left_out(page: WebPage, parts: Parts) -> None:
    """Set the reason of each element that is another thing than the article."""
    count_characters(page, everything=True)
    first_lines = find_first_lines(page)
    forgive_names(page, first_lines, parts)
    keep_most(page.elements)
    leave_out_parts(page, first_lines, parts)
    for piece in (piece for line in page.lines for piece in line.pieces):
        element = page.elements[piece.element]
        if element.is_link and piece.text.strip() in parts.tools:
            element.reason = "page_tools"
    count_characters(page)
    leave_out_links(page.elements, parts.elements.lists)
    count_characters(page)


def find_first_lines(page: WebPage) -> dict[int, int]:
    """Return the first line that is in each element, for those that hold any."""
    first: dict[int, int] = {}
    for k, line in enumerate(page.lines):
        number = line.element
        while number not in first:
            first[number] = k
            number = page.elements[number].parent
    return first


def forgive_names(page: WebPage, first_lines: dict[int, int], parts: Parts) -> None:
    """Keep elements that only a name speaks against, where most of what is said is in such.

    An article may stand in elements of any name. What is headed as another part, or is full of
    links, is what its name says.
    """
    elements = page.elements
    named = list_named(elements)
    while named and 2 * sum(elements[number].said for number in named) > elements[0].said:
        for number in named:
            element = elements[number]
            is_full_of_links = element.linked > FEW_LINKS * element.characters
            head = page.lines[first_lines[number]].text if number in first_lines else ""
            if not is_full_of_links and not parts.heads_other(head):
                element.reason = None
            element.named = False
        named = list_named(elements)


def list_named(elements: Sequence[Element]) -> list[int]:
    """Return the outermost elements with sentences that only a name speaks against."""
    inside: list[bool] = []
    named: list[int] = []
    for number, element in enumerate(elements):
        above = number > 0 and inside[element.parent]
        is_one = element.named and element.reason is not None and element.said > 0
        inside.append(above or is_one)
        if is_one and not above:
            named.append(number)
    return named


def leave_out_parts(page: WebPage, first_lines: dict[int, int], parts: Parts) -> None:
    """Leave out the parts that are headed as another thing than the article: 相关推荐, 评论(2).

    A part is the largest that the heading begins; where that is the heading alone, what follows
    it beside it. No part has most of what is said.
    """
    elements = page.elements
    most = elements[0].said / 2
    children: defaultdict[int, list[int]] = defaultdict(list)
    said_after = [0] * len(elements)
    for number in range(len(elements) - 1, 0, -1):
        beside = children[elements[number].parent]
        said_after[number] = elements[beside[-1]].said + said_after[beside[-1]] if beside else 0
        beside.append(number)
    for k, line in enumerate(page.lines):
        if not parts.heads_other(line.text):
            continue
        number = line.element
        while number and first_lines.get(elements[number].parent) == k:
            if elements[elements[number].parent].said > most:
                break
            number = elements[number].parent
        if not number or elements[number].reason or elements[number].said > most:
            continue
        reason = "comments" if parts.comments.compiled.search(line.text) else "related"
        elements[number].reason = reason
        is_alone = elements[number].characters == len(line.text.strip())
        if is_alone and said_after[number] <= most / 2:
            for m in children[elements[number].parent]:
                if m > number:
                    elements[m].reason = elements[m].reason or reason


def find_captions(page: WebPage, headings: Collection[str]) -> set[int]:
    """Return which lines are captions: short, centred as the picture is that they are beside."""
    elements = page.elements
    pictures = [number for number, element in enumerate(elements) if element.tag == "img"]
    frames = {elements[number].parent for number in pictures}
    captions: set[int] = set()
    last = 0
    for k, line in enumerate(page.lines):
        first, before, last = line.element, last, line.pieces[-1].element
        text = line.text.strip()
        beside = first in frames or bisect_right(pictures, before) < bisect_right(pictures, last)
        if len(text) > LONGEST_CAPTION or not beside:
            continue
        number, depth = first, 0
        while number and not elements[number].centred and depth < SETTING_DEPTH:
            number, depth = elements[number].parent, depth + 1
        around = climb(elements, first, SETTING_DEPTH)
        if (
            elements[number].centred
            and not any(elements[up].tag in headings for up in around)
            and elements[number].characters <= LONGEST_CAPTION
        ):
            captions.add(k)
    return captions


def keep_most(elements: Sequence[Element]) -> None:
    """Hand down why an element is left out, but for one in which most of the sentences are."""
    most = elements[0].said / 2
    for element in elements[1:]:
        if element.said > most:
            element.reason = None
        element.reason = elements[element.parent].reason or element.reason


def leave_out_links(elements: Sequence[Element], lists: Collection[str]) -> None:
    """Leave out the elements that are lists of links, and all that is in them."""
    for element in elements[1:]:
        if element.reason is None:
            element.reason = elements[element.parent].reason
        if (
            element.reason is None
            and element.tag in lists
            and element.links >= FEWEST_LINKS
            and element.said == 0
            and element.linked >= MOSTLY_LINKS * element.characters
        ):
            element.reason = "navigation"


def find_main(elements: Sequence[Element], containers: Collection[str]) -> int:
    """Return the smallest part in which most of the sentences are."""
    enough = SHARE_OF_MAIN * elements[0].said
    main = 0
    for number, element in enumerate(elements):
        if element.parent == main and number and element.said >= enough:
            if element.tag not in containers:
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
