"""Small transcripts in the styles of Chinese press offices, and how each is to be read.

A style is one file: its name, the text as a file has it (`---- file:` gives a name other than
发布会.txt; `title`, `date`, `publisher` what its head tells), the titles of its sections, and its
turns: kind | speaker | role | the questions that it answers, counted over those of the transcript |
its first words. `read` has the styles that rules were made on, `apart` those that only judge them.
All people and figures are invented.
"""

from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent

Turn = tuple[str, str | None, str, tuple[int, ...], str]


class Style(NamedTuple):
    """A transcript as a file has it, its sections and its turns."""

    name: str
    file: str
    text: str
    front: dict[str, str]
    sections: tuple[str, ...]
    turns: tuple[Turn, ...]


def read_turn(line: str) -> Turn:
    """Return a turn as a line gives it.

    >>> read_turn("answer | 张明 | official | 1 2 | 我一并回答")
    ('answer', '张明', 'official', (1, 2), '我一并回答')
    """
    kind, speaker, role, answers, begin = line.split(" | ")
    asked = () if answers == "-" else tuple(map(int, answers.split()))
    return kind, None if speaker == "-" else speaker, role, asked, begin


def read_style(path: Path) -> Style:
    """Return the style of a file."""
    head, rest = path.read_text(encoding="utf-8").split("\n---- text\n")
    name, *lines = head.split("\n---- ")
    front = dict(line.split(": ", 1) for line in lines)
    text, rest = rest.split("\n---- sections\n")
    sections, turns = f"\n{rest}".split("\n---- turns\n")
    return Style(
        name,
        front.pop("file", "发布会.txt"),
        f"{text}\n",
        front,
        tuple(sections.split("\n")[1:]),
        tuple(map(read_turn, turns.splitlines())),
    )


def load_styles(part: str) -> list[Style]:
    """Return the styles of a part, `read` or `apart`, in the order of their files."""
    return [read_style(path) for path in sorted((FOLDER / part).glob("*.txt"))]
