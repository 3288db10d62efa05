"""What the head of a page says of it: meta elements, JSON-LD, the address it was saved from."""

import json
import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from pipeline.clean.formats.about import make_about, part_site
from pipeline.clean.formats.reading import About

SAVED_FROM = re.compile(
    r"<!--\s*+(?:saved from url=\(\d++\)\s*+)?(https?://[^\s<>]{1,500}?)\s*+-->"
)
HEAD = 4000
"""Characters from the start of a page in which the address that it was saved from stands."""
SHORTEST_TITLE = 6
"""Characters of a title; a shorter one is the site's or a section's name."""
PARTS = re.compile(r"(?<!\s)\s*[_|｜]|(?<!\s)\s+[-–—]\s")
"""What sites set between the title of a page, the name of a section, and their own."""
SAID_IN = {"#js_name": "sitename", "#publish_time": "pubdate"}
"""Elements of an article of a messenger in which its account and its time stand."""
LINKED_DATA = ("headline", "datePublished", "publisher", "name")


def read_about(parser: LexborHTMLParser, source: str) -> About:
    """Return what a page says of itself in its head."""
    return make_about(list_values(parser, source), firm=True)


def list_values(parser: LexborHTMLParser, source: str) -> Iterator[tuple[str, str]]:
    """Yield the names and the values that the head of a page gives."""
    for node in parser.css("meta"):
        name = node.attributes.get("name") or node.attributes.get("property")
        if name:
            yield name, node.attributes.get("content") or ""
    for node in parser.css('link[rel="canonical"]'):
        yield "canonical", node.attributes.get("href") or ""
    for node in parser.css('script[type="application/ld+json"]'):
        yield from read_linked_data(node.text())
    for place, name in SAID_IN.items():
        said = parser.css_first(place)
        yield name, " ".join(said.text().split()) if said else ""
    title = parser.css_first("title")
    bare, site = part_site(" ".join(title.text().split())) if title else ("", None)
    yield "sitename", site or ""
    saved = SAVED_FROM.search(source[:HEAD])
    if saved:
        yield "canonical", saved[1]
    own = PARTS.split(bare)[0]
    yield "page title", own if len(own) >= SHORTEST_TITLE else ""


def read_linked_data(text: str) -> Iterator[tuple[str, str]]:
    """Yield what JSON-LD says of an article."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return
    graph = data.get("@graph", data) if isinstance(data, dict) else data
    for entry in graph if isinstance(graph, list) else [graph]:
        if not isinstance(entry, dict) or "headline" not in entry:
            continue
        for name in LINKED_DATA:
            value = entry.get(name)
            value = value.get("name") if isinstance(value, dict) else value
            if isinstance(value, str):
                yield name, value
