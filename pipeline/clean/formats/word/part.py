"""Reads one part of a Word document as its bytes come: paragraphs with what stands in them."""

import re
from functools import cached_property
from typing import NamedTuple
from xml.parsers import expat

from pipeline.clean.formats.problems import refuse
from pipeline.clean.formats.raised import read_raised
from pipeline.clean.formats.word.numbering import HIDDEN, OFF, Numbering
from pipeline.clean.formats.word.package import refuse_entities
from pipeline.knowledge import KnowledgeFile

DEEPEST_ELEMENT = 200
"""Elements inside each other. A table in a text box in a table has some 40."""
WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
MATH = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
TEXTS = ("t", "delText", "m:t")
LEFT_OUT = {"del": "deleted_text", "moveFrom": "deleted_text", "rt": "phonetic"}
"""Elements whose text is not part of the document, and why."""
STRUCK = ("strike", "dstrike")
FORMULAS = {"m:den": "/", "m:sup": "^"}
"""What stands for the place of a part of a formula."""
UNKNOWN = "\ufffd"
NUMBERED_BY = {
    "pStyle": ("p", "pPr", "pStyle"),
    "numId": ("p", "pPr", "numPr", "numId"),
    "ilvl": ("p", "pPr", "numPr", "ilvl"),
}
"""What a paragraph says of its number, and where: the style, the list, the level in it."""
BEFORE = 8
"""Characters before a raised text that tell what it is."""


class WordCell(NamedTuple):
    """A cell of a table of a part: which table, row and column, over how many columns it goes.

    `goes_on`: it is the rest of the cell above it.
    """

    table: int
    row: int
    column: int
    columns: int = 1
    goes_on: bool = False


class WordText(NamedTuple):
    """A text, why it is left out or None, its innermost cell, whether it is of a heading or bold.

    `chunk` is the id of a part of another format that stands here instead of a text.
    """

    text: str
    reason: str | None = None
    cell: WordCell | None = None
    heading: bool = False
    bold: bool = False
    chunk: str | None = None


class OpenTable:
    """A table on the way through it."""

    def __init__(self, number: int) -> None:
        self.cell = WordCell(number, -1, 0, 0)

    def begin_row(self) -> None:
        """Go to the next row."""
        self.cell = WordCell(self.cell.table, self.cell.row + 1, 0, 0)

    def begin_cell(self) -> None:
        """Go to the next cell."""
        self.cell = self.cell._replace(
            column=self.cell.column + self.cell.columns, columns=1, goes_on=False
        )


class Flow:
    """A body of text: that of the part, or of a text box, which stands after its paragraph."""

    def __init__(self) -> None:
        self.pieces: list[WordText] = []
        self.after: list[WordText] = []
        self.tables: list[OpenTable] = []
        self.number = ""
        self.heading = False
        self.hidden = False


class PartReader:
    """Reads one part as its bytes come.

    `formulas`: it has some that are more than a text. `merged` are cells that go on with the one
    above them.
    """

    def __init__(self, numbering: Numbering) -> None:
        self._flows = [Flow()]
        self._path: list[str] = []
        self._numbering = numbering
        self._said: dict[str, str] = {}
        self._reasons: list[str] = []
        self._second_versions = 0
        self._run: dict[str, bool] = {}
        self._takes = False
        self._tables = 0
        self.formulas = False
        self.merged: list[WordCell] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = refuse_entities

    @property
    def pieces(self) -> list[WordText]:
        """What was read."""
        return self._flows[0].pieces

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        """Read further bytes. Raises ExpatError where they are damaged."""
        self._parser.Parse(chunk, last)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        known = space in WORD or space == COMPATIBILITY
        name = name if known else f"m:{name}" if space in MATH else ""
        self._path.append(name)
        if len(self._path) > DEEPEST_ELEMENT:
            raise refuse("damaged")
        said = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if name in LEFT_OUT:
            self._reasons.append(LEFT_OUT[name])
        elif name in FORMULAS:
            self.formulas = True
            self._add(FORMULAS[name])
        elif name in SIGNS and "r" in self._path[-2:-1]:
            is_page = name == "br" and said.get("type") == "page"
            self._add("\f" if is_page else SIGNS[name])
        elif self._path[-2:-1] == ["rPr"] and self._path[-3:-2] == ["r"]:
            self._style_run(name, said)
        else:
            self._begin(name, said)
        self._note_paragraph(name, said)
        self._takes = name in TEXTS

    def _note_paragraph(self, name: str, said: dict[str, str]) -> None:
        """Note what a paragraph says of its number and its level."""
        where = NUMBERED_BY.get(name)
        if (where and tuple(self._path[-len(where) :]) == where) or (
            name == "outlineLvl" and self._path[-3:-1] == ["p", "pPr"]
        ):
            self._said[name] = said.get("val", "")

    def _style_run(self, name: str, said: dict[str, str]) -> None:
        """Note how a run looks, as far as that tells what it is."""
        is_on = said.get("val", "1") not in OFF
        if name == "rStyle":
            hidden = self._numbering.is_hidden(said.get("val"))
            if hidden is not None:
                self._run.setdefault("hidden", hidden)
        elif name in HIDDEN:
            self._run["hidden"] = is_on
        elif name in STRUCK:
            self._run["struck"] = is_on
        elif name == "b":
            self._run["bold"] = is_on
        elif name == "vertAlign":
            self._run["raised"] = said.get("val") == "superscript"

    def _begin(self, name: str, said: dict[str, str]) -> None:
        """Begin a paragraph, a run, a text box, a table or a part of one."""
        flow = self._flows[-1]
        table = flow.tables[-1] if flow.tables else None
        value = said.get("val")
        if name == "p":
            self._said = {}
            flow.heading = flow.hidden = False
        elif name == "r":
            self._run = {}
        elif name == "txbxContent":
            self._flows.append(Flow())
        elif name == "Fallback":
            self._second_versions += 1
        elif name == "tbl":
            self._tables += 1
            flow.tables.append(OpenTable(self._tables))
        elif name == "sym":
            self._add(read_symbol(said.get("font", ""), said.get("char", "")))
        elif name == "altChunk" and not self._second_versions:
            flow.pieces.append(WordText("", chunk=said.get("id", "")))
        elif table and name == "tr":
            table.begin_row()
        elif table and name == "tc":
            table.begin_cell()
        elif table and name == "gridSpan" and value and value.isascii() and value.isdigit():
            columns = max(1, min(int(value[:9]), DEEPEST_ELEMENT))
            table.cell = table.cell._replace(columns=columns)
        elif table and name == "vMerge" and value in (None, "continue"):
            table.cell = table.cell._replace(goes_on=True)
            self.merged.append(table.cell)

    def _end(self, _: str) -> None:
        name = self._path.pop()
        self._takes = False
        flow = self._flows[-1]
        if name in LEFT_OUT:
            self._reasons.pop()
        elif name == "Fallback":
            self._second_versions -= 1
        elif name == "pPr" and self._path[-1:] == ["p"]:
            style = self._said.get("pStyle")
            flow.number = self._numbering.count(*map(self._said.get, NUMBERED_BY))
            flow.heading = self._numbering.is_heading(style, self._said.get("outlineLvl"))
            flow.hidden = self._numbering.is_hidden(style) or False
        elif name == "p":
            flow.number = ""
            self._run = {}
            self._add("\n")
            flow.pieces += flow.after
            flow.after = []
        elif name == "tc":
            self._end_with("\n", "\t")
        elif name == "tr":
            self._end_with("\t", "\n")
        elif name == "tbl" and flow.tables:
            flow.tables.pop()
        elif name == "txbxContent":
            inside = self._flows.pop()
            self._flows[-1].after += inside.pieces + inside.after

    def _end_with(self, last: str, now: str) -> None:
        """Put another sign where a cell or a row ends."""
        own = self._flows[-1].pieces
        if own and own[-1].text == last and own[-1].reason is None:
            own[-1] = own[-1]._replace(text=now)

    def _text(self, text: str) -> None:
        if self._takes:
            self._add(text)

    def _add(self, text: str) -> None:
        if self._second_versions or not text:
            return
        flow = self._flows[-1]
        text, reason = self._judge(text, flow)
        cell = flow.tables[-1].cell if flow.tables else None
        if flow.number and text.strip() and reason is None:
            flow.pieces.append(WordText(flow.number, None, cell, flow.heading))
            flow.number = ""
        why, bold = reason if text.strip() else None, self._run.get("bold", False)
        flow.pieces.append(WordText(text, why, cell, flow.heading, bold))

    def _judge(self, text: str, flow: Flow) -> tuple[str, str | None]:
        """Return a text as it reads, and why it is left out, or None."""
        if self._reasons:
            return text, self._reasons[-1]
        if self._run.get("hidden", flow.hidden):
            return text, "hidden"
        if self._run.get("struck"):
            return text, "deleted_text"
        if self._run.get("raised"):
            before = "".join(piece.text for piece in flow.pieces[-3:])[-BEFORE:]
            return read_raised(text, before)
        return text, None


class Symbols(KnowledgeFile):
    """symbols.toml: the signs of each font, by the range of their codes."""

    file = "symbols.toml"
    font: dict[str, dict[str, str]]

    @cached_property
    def by_code(self) -> dict[str, dict[int, str]]:
        """The characters of each font by their code."""
        return {
            font: {
                code: sign
                for codes, signs in ranges.items()
                for code, sign in enumerate(signs, int(codes.partition("-")[0], 16))
            }
            for font, ranges in self.font.items()
        }


def read_symbol(font: str, code: str) -> str:
    """Return the character of a font, one that says that it is not known where it is not.

    >>> read_symbol("Symbol", "F0B3"), read_symbol("Symbol", "F0B0")
    ('≥', '°')
    """
    if re.fullmatch("[0-9A-Fa-f]{1,5}", code) is None:
        return UNKNOWN
    number = int(code, 16)
    signs = Symbols.load().by_code.get(font)
    if signs is None and not 0xE000 <= number < 0xF900 and number >= 0x20:
        return chr(number)
    return (signs or {}).get(number & 0xFF, UNKNOWN)
