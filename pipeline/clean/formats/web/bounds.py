"""Bounds on the source of a page, asked before it is parsed.

The time of the parser grows with the square of how many elements are open at a place, of the
attributes of one element, and of the options of a list to choose from: what is left open on purpose
would keep it for hours.
"""

import re
from collections import Counter

from pipeline.clean.formats.problems import refuse
from pipeline.clean.formats.web.parts import Parts

MOST_ELEMENTS = 300_000
"""A page with a transcript of an hour has about 1,000."""
MOST_OPEN = 10_000
"""Elements inside each other; browsers allow 512."""
MOST_ATTRIBUTES = 10_000
"""Attributes of one element; usual ones have ten at most."""
MOST_OPTIONS = 20_000
"""Options of all lists of a page; a list of all counties of the country has 3,000."""
SINGLE = frozenset({"html", "body"})
"""Elements that a page has once: what a second tag says is added to the first."""
TAG = re.compile(r"<(/?)([A-Za-z][^\s/<>]*+)([^<>]*+)")


def check_source(source: str) -> None:
    """Raise Rejected for a page of too many elements, or for which the parser would take too long.

    Elements are taken to be open until they are ended by name.
    """
    if source.count("<") > 3 * MOST_ELEMENTS:
        raise refuse("too_many_elements", limit=MOST_ELEMENTS)
    never_open = Parts.load().elements.never_open
    depth, added, options, opened = 0, 0, 0, Counter[str]()
    for found in TAG.finditer(source):
        ends, name, attributes = found.groups()
        name = name.lower()
        options += name == "option" and not ends
        if options > MOST_OPTIONS:
            raise refuse("too_many_options", limit=MOST_OPTIONS)
        counted = name in SINGLE or len(attributes) > MOST_ATTRIBUTES
        own = len(attributes.split()) if counted else 0
        added += own if name in SINGLE else 0
        if max(own, added) > MOST_ATTRIBUTES:
            raise refuse("too_nested", open=MOST_OPEN, attributes=MOST_ATTRIBUTES)
        if name in never_open or attributes.endswith("/") or (ends and not opened[name]):
            continue
        step = -1 if ends else 1
        opened[name] += step
        depth += step
        if depth > MOST_OPEN:
            raise refuse("too_nested", open=MOST_OPEN, attributes=MOST_ATTRIBUTES)
