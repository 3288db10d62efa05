"""Copies of whole pages as people make them: select all, copy, paste.

A page begins with `# ` and what kind of page it is, perhaps with its day behind `@ ` below. A line
that the page sets around its text begins with `~`, a line of its title with `=`, a heading with
`^`, what somebody says in turn with `>`; one that may stay or go with `?`. Sites, people and
figures are invented. Rules and weights are made on the pages of learned.txt; kept.txt steers,
shut.txt and sealed.txt judge. So it is with the texts whose headings bear no number
(headings_*.txt).
"""

from pathlib import Path
from typing import NamedTuple

AROUND, TITLE, HEADING, TURN, EITHER = MARKS = "~=^>?"
PARTS = ("learned", "kept", "shut", "sealed")


class CopiedLine(NamedTuple):
    """A line of a copy, and the mark that says what it is; none where it is text."""

    text: str
    mark: str

    @property
    def around(self) -> bool:
        """Whether the page sets it around its text."""
        return self.mark == AROUND


class CopiedPage(NamedTuple):
    """The lines of a copy and the day of its text, None where nobody asks."""

    day: str | None
    lines: list[CopiedLine]

    @property
    def text(self) -> str:
        """The copy as it is made, without marks."""
        return "\n".join(line.text for line in self.lines)

    def find(self, mark: str) -> list[str]:
        """Return the lines with a mark."""
        return [line.text for line in self.lines if line.mark == mark]

    def find_text(self) -> list[str]:
        """Return the lines that are certainly of the text."""
        return [line.text for line in self.lines if line.mark not in (AROUND, EITHER)]


def load_copied_pages(part: str = "learned") -> dict[str, CopiedPage]:
    """Return the pages of a part, by what kind of page each is."""
    pages: dict[str, CopiedPage] = {}
    told = Path(__file__).with_name(f"{part}.txt").read_text(encoding="utf-8")
    for entry in told.removeprefix("# ").split("\n# "):
        name, *lines = entry.splitlines()
        day = lines.pop(0).removeprefix("@ ") if lines[0].startswith("@ ") else None
        pages[name] = CopiedPage(day, [read_line(line) for line in lines if line.strip()])
    return pages


def read_line(told: str) -> CopiedLine:
    """Return a line without its mark."""
    mark = told[0] if told[0] in MARKS else ""
    return CopiedLine(told.removeprefix(mark).strip(), mark)
