"""Finds the title of a web page among the lines above its first sentence."""

from pipeline.clean.formats.web.elements import (
    SETTING_DEPTH,
    WebPage,
    climb,
    find_heading,
    find_inside,
    is_inside,
)
from pipeline.clean.formats.web.parts import Parts
from pipeline.language.marks import squeeze

EMPHASIS = ("strong", "b", "font", "big", "h2", "h3")
SHORTEST_TITLE = 4
"""Characters of a line that may be a title."""


def find_title(page: WebPage, first: int, parts: Parts) -> range:
    """Return the lines of the title above the first sentence.

    It is the last line with which the title of the page begins, else the last main heading, else
    the last line that is called a title or set as one; of a heading, all lines.
    """
    elements = page.elements
    shown = [
        k for k, line in enumerate(page.lines[: first + 1]) if elements[line.element].reason is None
    ]
    whole = squeeze(page.title)
    named = [
        k
        for k in shown
        if len(page.lines[k].text.strip()) >= SHORTEST_TITLE
        and whole.startswith(squeeze(page.lines[k].text))
    ]
    main = find_inside(elements, lambda element: element.tag == "h1")
    headed = [k for k in shown if main[page.lines[k].element]]
    called: list[int] = []
    if not named and not headed:
        titles = find_inside(elements, lambda element: parts.is_title(element.names))
        called = [k for k in shown if not page.lines[k].speaks and titles[page.lines[k].element]]
        called = called or [k for k in shown if is_set_as_title(page, k)]
    found = (named or headed or called)[-1:]
    if not found:
        return range(0)
    own = find_heading(elements, page.lines[found[0]].element, parts.elements.headings)
    last = found[0]
    said = squeeze(page.lines[last].text)
    while last + 1 <= first:
        below = page.lines[last + 1]
        said += squeeze(below.text)
        goes_on = named and whole.startswith(said)
        if not goes_on and not (own and is_inside(elements, below.element, own)):
            break
        last += 1
    return range(found[0], last + 1)


def is_set_as_title(page: WebPage, k: int) -> bool:
    """Return whether a line is centred, in bold or large letters, and says nothing else."""
    line = page.lines[k]
    around = list(climb(page.elements, line.element, SETTING_DEPTH))
    return (
        not line.speaks
        and len(line.text.strip()) >= SHORTEST_TITLE
        and any(page.elements[up].centred for up in around)
        and any(page.elements[up].tag in EMPHASIS for up in around)
    )


def find_set_above(page: WebPage, title: int) -> int:
    """Return the first of the lines that are set above a title, beside it."""
    elements = page.elements
    block = elements[page.lines[title].element].parent
    while (
        title
        and elements[page.lines[title - 1].element].reason is None
        and elements[page.lines[title - 1].element].parent == block
    ):
        title -= 1
    return title
