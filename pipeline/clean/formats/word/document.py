"""The text of a Word document (Office Open XML), paragraph by paragraph.

Read from the XML itself as it is unpacked: python-docx shows neither text boxes nor footnotes
nor what was deleted under revision, and holds the whole tree.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Protocol
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from pipeline.clean.formats.reading import Reading, ReadingBuilder
from pipeline.clean.formats.word.numbering import Numbering, NumberingReader
from pipeline.clean.problems import refuse

LARGEST_UNPACKED = 100_000_000
"""Bytes of all parts together, and of what is read."""
DEEPEST = 200
"""Elements inside each other. A table in a text box in a table has some 40."""
CHUNK = 1 << 16
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    ParseError,
    LookupError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What the libraries raise on a package that is not whole."""
BODY = "word/document.xml"
NUMBERING = ("word/styles.xml", "word/numbering.xml")
PARTS = (
    ("header", "running_head"),
    ("footer", "running_head"),
    ("footnotes", "footnote"),
    ("endnotes", "footnote"),
    ("comments", "comment"),
)
"""Parts beside the body by the start of their name → why they are left out."""
WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
TEXTS = ("t", "delText")
REVISED = ("del", "moveFrom")
"""Elements whose text is no longer part of the document."""
OFF = ("0", "false", "off")
NUMBERED_BY = {
    "pStyle": ("p", "pPr", "pStyle"),
    "numId": ("p", "pPr", "numPr", "numId"),
    "ilvl": ("p", "pPr", "numPr", "ilvl"),
}
"""What a paragraph says of its number, and where: the style, the list, the level in it."""


def read(data: bytes) -> Reading:
    """Return the text of the body with a line a paragraph, the cells of a row parted by tabs.

    A text box stands after the paragraph that it hangs on; what Word counts by itself, such as 一、
    before a heading, stands where it is seen. Deleted and hidden text, notes,
    comments and running heads are left out, the latter at the end of the reading.
    Raises Rejected for a file that is damaged, encrypted or unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            check(package)
            builder, numbering = ReadingBuilder(), Numbering()
            budget = LARGEST_UNPACKED
            for name in NUMBERING:
                if name in package.namelist():
                    budget -= read_part(package, name, NumberingReader(numbering), budget)
            for name, reason in list_parts(package):
                reader = PartReader(numbering)
                budget -= read_part(package, name, reader, budget)
                for text, why in reader.paragraphs[0]:
                    builder.add(text, reason or why)
    except DAMAGE as error:
        raise refuse("damaged") from error
    return builder.build()


def check(package: zipfile.ZipFile) -> None:
    """Raise Rejected for a package that is encrypted or says that it unpacks to too much."""
    if any(part.flag_bits & 1 for part in package.infolist()):
        raise refuse("encrypted")
    if sum(part.file_size for part in package.infolist()) > LARGEST_UNPACKED:
        raise refuse("unpacks_too_large", limit=LARGEST_UNPACKED // 1_000_000)


def list_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str | None]]:
    """Yield the names of the parts with text, the body first, and why they are left out."""
    yield BODY, None
    names = sorted(set(package.namelist()))
    for start, reason in PARTS:
        for name in names:
            if name.startswith(f"word/{start}") and name.endswith(".xml"):
                yield name, reason


class Reader(Protocol):
    """What reads a part as its bytes come."""

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        """Read further bytes."""


def read_part(package: zipfile.ZipFile, name: str, reader: Reader, budget: int) -> int:
    """Give a part to its reader and return its size in bytes, which may be no more than budget."""
    size = 0
    with package.open(name) as part:
        while chunk := part.read(CHUNK):
            size += len(chunk)
            if size > budget:
                raise refuse("unpacks_too_large", limit=LARGEST_UNPACKED // 1_000_000)
            reader.feed(chunk)
    reader.feed(b"", last=True)
    return size


Part = tuple[str, str | None]


class PartReader:
    """Reads one part of a document as its bytes come.

    `paragraphs` and `after` are stacks, one deeper inside a text box: what was read, and what
    stands in the text boxes of the paragraph that is being read. So is `numbers`: what is to stand
    before the first word of the paragraph.
    """

    def __init__(self, numbering: Numbering) -> None:
        self.paragraphs: list[list[Part]] = [[]]
        self._after: list[list[Part]] = [[]]
        self._cells = [0]
        self._path: list[str] = []
        self._numbering = numbering
        self._numbers = [""]
        self._said: dict[str, str] = {}
        self._left_out = 0
        self._second_versions = 0
        self._hidden = False
        self._takes = False
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._refuse

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        """Read further bytes. Raises ExpatError or ValueError where they are damaged."""
        self._parser.Parse(chunk, last)

    def _refuse(self, *_: object) -> None:
        raise ValueError("a part of a document declares entities")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        is_word = space in WORD
        name = name if is_word or space == COMPATIBILITY else ""
        self._path.append(name)
        if len(self._path) > DEEPEST:
            raise ValueError("elements are too deep inside each other")
        if name in REVISED:
            self._left_out += 1
        elif name == "Fallback":
            self._second_versions += 1
        elif name == "r":
            self._hidden = False
        elif name in ("vanish", "webHidden") and self._path[-3:-1] == ["r", "rPr"]:
            values = (attributes.get(f"{space} val", "1"),)
            self._hidden = values[0] not in OFF
        elif name == "txbxContent":
            self.paragraphs.append([])
            self._after.append([])
            self._cells.append(0)
            self._numbers.append("")
        elif name == "tc":
            self._cells[-1] += 1
        elif name == "pPr" and self._path[-2:-1] == ["p"]:
            self._said = {}
        elif (
            name in NUMBERED_BY
            and tuple(self._path[-len(NUMBERED_BY[name]) :]) == NUMBERED_BY[name]
        ):
            self._said[name] = attributes.get(f"{space} val", "")
        elif name in SIGNS and "r" in self._path[-2:-1]:
            is_page = attributes.get(f"{space} type") == "page"
            self._add("\f" if name == "br" and is_page else SIGNS[name])
        self._takes = name in TEXTS

    def _end(self, _: str) -> None:
        name = self._path.pop()
        self._takes = False
        if name in REVISED:
            self._left_out -= 1
        elif name == "Fallback":
            self._second_versions -= 1
        elif name == "pPr" and self._path[-1:] == ["p"]:
            self._numbers[-1] = self._numbering.count(*map(self._said.get, NUMBERED_BY))
        elif name == "p":
            self._numbers[-1] = ""
            self._add("\n")
            self.paragraphs[-1] += self._after[-1]
            self._after[-1] = []
        elif name == "tc":
            self._cells[-1] -= 1
            self._end_cell()
        elif name == "tr" and self.paragraphs[-1][-1:] == [("\t", None)]:
            self.paragraphs[-1][-1] = ("\n", None)
        elif name == "txbxContent":
            inside = self.paragraphs.pop() + self._after.pop()
            self._cells.pop()
            self._numbers.pop()
            self._after[-1] += inside

    def _end_cell(self) -> None:
        """Put a tab where the last paragraph of a cell ends."""
        own = self.paragraphs[-1]
        if own and own[-1] == ("\n", None):
            own[-1] = ("\t", None)

    def _text(self, text: str) -> None:
        if self._takes:
            self._add(text)

    def _add(self, text: str) -> None:
        if not self._second_versions:
            reason = "deleted_text" if self._left_out else "hidden" if self._hidden else None
            if self._numbers[-1] and text.strip() and reason is None:
                self.paragraphs[-1].append((self._numbers[-1], None))
                self._numbers[-1] = ""
            self.paragraphs[-1].append((text, reason if text.strip() else None))
