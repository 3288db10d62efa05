"""Copies of whole pages as people make them: select all, copy, paste.

In copied_pages.txt a page begins with `# ` and what kind of page it is; a line that the page sets
around its text begins with `~`. Sites, people and figures are invented.
"""

from pathlib import Path
from typing import NamedTuple

AROUND = "~"


class CopiedLine(NamedTuple):
    """A line of a copy, and whether the page sets it around its text."""

    text: str
    around: bool


def load_copied_pages() -> dict[str, list[CopiedLine]]:
    """Return the lines of each page, by what kind of page it is."""
    pages: dict[str, list[CopiedLine]] = {}
    told = Path(__file__).with_name("copied_pages.txt").read_text(encoding="utf-8")
    for line in told.splitlines():
        if line.startswith("# "):
            pages[line.removeprefix("# ")] = []
        elif line.strip():
            bare = line.removeprefix(AROUND).strip()
            list(pages.values())[-1].append(CopiedLine(bare, line.startswith(AROUND)))
    return pages
