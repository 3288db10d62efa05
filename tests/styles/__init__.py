"""Small transcripts in the styles of Chinese press offices, and how each is to be read.

A style is one file: its name, the text as a file has it (`---- file:` gives a name other than
发布会.txt; `title`, `date`, `publisher` what its head tells), the titles of its sections, and its
turns: kind | speaker | role | the questions that it answers, counted over those of the transcript |
its first words. `read` has the styles that rules were made on, `apart` those that only judge them.
A file of Word or a PDF has a paragraph for each line of the text; in one of Word the lines with
tabs are a table. All people and figures are invented.
"""

from collections.abc import Sequence
from io import BytesIO
from itertools import groupby
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple

from reportlab.lib.pagesizes import A5
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

from tests.word_files import make_docx, paragraph, run, table

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


def make_pdf(lines: Sequence[str], wide: int = 24, high: int = 28) -> bytes:
    """Return a PDF with the lines as paragraphs that are set in, and a number below each page."""
    registerFont(UnicodeCIDFont("STSong-Light"))
    out = BytesIO()
    canvas = Canvas(out, pagesize=A5, invariant=True)
    set_lines = [
        part for line in lines for part in wrap(f"　　{line}", wide, drop_whitespace=False)
    ]
    for page, first in enumerate(range(0, len(set_lines), high), start=1):
        canvas.setFont("STSong-Light", 13)
        for k, line in enumerate(set_lines[first : first + high]):
            canvas.drawString(50, 540 - 17 * k, line)
        canvas.setFont("STSong-Light", 9)
        canvas.drawCentredString(A5[0] / 2, 30, f"- {page} -")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def write_file(style: Style, folder: Path) -> Path:
    """Write the file of a style into a folder, and return its path."""
    path = folder / style.file
    lines = [line.strip() for line in style.text.splitlines() if line.strip()]
    if path.suffix == ".docx":
        parts = (
            table([line.split("\t") for line in group])
            if tabbed
            else "".join(paragraph(run(line)) for line in group)
            for tabbed, group in groupby(lines, lambda line: "\t" in line)
        )
        path.write_bytes(make_docx("".join(parts)))
    elif path.suffix == ".pdf":
        path.write_bytes(make_pdf(lines))
    else:
        path.write_text(style.text, encoding="utf-8")
    return path


def load_styles(part: str) -> list[Style]:
    """Return the styles of a part, `read` or `apart`, in the order of their files."""
    return [read_style(path) for path in sorted((FOLDER / part).glob("*.txt"))]
