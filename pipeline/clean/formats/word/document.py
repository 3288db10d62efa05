"""The text of a Word document (Office Open XML), paragraph by paragraph.

Read from the XML itself as it is unpacked: python-docx shows neither text boxes nor footnotes
nor what was deleted under revision, and holds the whole tree.
"""

from collections.abc import Collection, Iterable, Iterator

from pipeline.clean.formats.about import make_about
from pipeline.clean.formats.reading import CellRange, Reading, ReadingBuilder, TableRange
from pipeline.clean.formats.tables import holds_values
from pipeline.clean.formats.word.numbering import Numbering, NumberingReader
from pipeline.clean.formats.word.package import Package, Relationship, open_archive
from pipeline.clean.formats.word.part import PartReader, WordCell, WordText
from pipeline.errors import Rejected

STYLES = ("styles.xml", "numbering.xml")
PARTS = (
    ("header", "running_head"),
    ("footer", "running_head"),
    ("footnotes", "footnote"),
    ("endnotes", "footnote"),
    ("comments", "comment"),
)
"""Parts beside the body by the start of their name → why they are left out."""
CHUNKS = (".htm", ".html", ".xhtml", ".txt")
"""Formats of a part that stands in the text as it is (altChunk)."""


def read(data: bytes) -> Reading:
    """Return the text of the body with one line per paragraph, the cells of a row parted by tabs.

    A text box stands after the paragraph that it hangs on; what Word counts by itself, such as 一、
    before a heading, stands where it is seen. Deleted and hidden text, notes, phonetic guides,
    comments and running heads are left out, the latter at the end of the reading.
    Raises Rejected for a file that is damaged, encrypted or unpacks to too much.
    """
    with open_archive(data) as archive:
        return read_package(Package(archive))


def read_package(package: Package) -> Reading:
    """Return the text of an open package."""
    body = package.find_body()
    folder, slash, _ = body.rpartition("/")
    numbering, doubts = read_styles(package, f"{folder}{slash}")
    text = TextBuilder(package, package.find_relations(body))
    formulas = False
    for name, reason in list_parts(package, body, f"{folder}{slash}"):
        reader = PartReader(numbering)
        if reason is None:
            package.read(name, reader)
        elif not package.try_read(name, reader):
            text.unread[name.rpartition("/")[2]] = None
        formulas |= reader.formulas
        for piece in reader.pieces:
            text.add(piece, reason)
        text.note_rests(reader.merged)
    doubts += [("formula", "")] if formulas else []
    about = make_about(package.read_properties(), firm=False)
    doubts += [("part_unread", name) for name in text.unread]
    doubts += [("about_unread", name) for name in package.unread]
    return text.builder.build()._replace(
        doubts=tuple(doubts),
        about=about,
        tables=tuple(text.make_tables()),
        headings=tuple(text.headings),
        bold=tuple(text.bold),
    )


def read_styles(package: Package, folder: str) -> tuple[Numbering, list[tuple[str, str]]]:
    """Return what Word counts by, and a doubt for each part of it that is damaged.

    The text can be read without, better than with half of it.
    """
    numbering = Numbering()
    names = [name for name in STYLES if folder + name in package.names]
    doubts = [
        ("styles_unread", name)
        for name in names
        if not package.try_read(folder + name, NumberingReader(numbering))
    ]
    return Numbering() if doubts else numbering, doubts


def list_parts(package: Package, body: str, folder: str) -> Iterator[tuple[str, str | None]]:
    """Yield the names of the parts with text, the body first, and why they are left out."""
    yield body, None
    for start, reason in PARTS:
        for name in sorted(package.names):
            if name.startswith(f"{folder}{start}") and name.endswith(".xml"):
                yield name, reason


class TextBuilder:
    """Puts the text of a document together, and notes where its cells and headings stand."""

    def __init__(self, package: Package, relations: dict[str, Relationship]) -> None:
        self.builder = ReadingBuilder()
        self.headings: list[tuple[int, int]] = []
        self.bold: list[tuple[int, int]] = []
        self.unread: dict[str, None] = {}
        self._embedded: set[str] = set()
        self._package = package
        self._relations = relations
        self._cells: dict[WordCell, tuple[int, int, str]] = {}
        self._rests: dict[int, set[tuple[int, int]]] = {}

    def add(self, piece: WordText, reason: str | None) -> None:
        """Add a piece of a part that is left out for a reason, or not."""
        if piece.chunk is not None:
            self._add_chunk(piece.chunk)
            return
        start = self.builder.characters
        self.builder.add(piece.text, reason or piece.reason)
        end = self.builder.characters
        if reason or piece.reason or not piece.text.strip():
            return
        if piece.heading:
            self.headings.append((start, end))
        if piece.bold:
            self.bold.append((start, end))
        if piece.cell is not None:
            first, _, words = self._cells.get(piece.cell, (start, 0, ""))
            self._cells[piece.cell] = (first, end, words + piece.text)

    def note_rests(self, cells: Iterable[WordCell]) -> None:
        """Note which cells go on with the one above them."""
        for cell in cells:
            self._rests.setdefault(cell.table, set()).add((cell.row, cell.column))

    def _add_chunk(self, relation: str) -> None:
        """Add the text of a part that is in another format, where that can be read.

        A part that is embedded again is not: a small file could hold it ten thousand times.
        """
        from pipeline.clean.formats.readers import FORMATS, load_reader

        target = self._relations.get(relation, Relationship("", "")).target
        suffix = next((end for end in CHUNKS if target.lower().endswith(end)), None)
        if target not in self._package.names or suffix is None or target in self._embedded:
            self.unread[target.rpartition("/")[2] or relation] = None
            return
        self._embedded.add(target)
        reader = load_reader(FORMATS[suffix.replace(".xhtml", ".html")])
        data = self._package.read_bytes(target)
        try:
            inside = reader(data)
        except Rejected:
            self.unread[target.rpartition("/")[2]] = None
            return
        at = 0
        for part in inside.left_out:
            self.builder.add(inside.text[at : part.start])
            self.builder.add(inside.text[part.start : part.end], part.reason)
            at = part.end
        self.builder.add(inside.text[at:] + "\n")

    def make_tables(self) -> Iterator[TableRange]:
        """Yield the tables of values, with the ranges of their cells."""
        tables: dict[int, list[WordCell]] = {}
        for cell in self._cells:
            tables.setdefault(cell.table, []).append(cell)
        for number, cells in sorted(tables.items()):
            rows: dict[int, list[str]] = {}
            for cell in cells:
                rows.setdefault(cell.row, []).append(self._cells[cell][2])
            if holds_values(list(rows.values())):
                rests = self._rests.get(number, set())
                yield tuple(self._place(cell, rests) for cell in cells)

    def _place(self, cell: WordCell, rests: Collection[tuple[int, int]]) -> CellRange:
        """Return the range of a cell, with the rows below it that it goes over."""
        start, end, _ = self._cells[cell]
        rows = 1
        while (cell.row + rows, cell.column) in rests:
            rows += 1
        return CellRange(start, end, cell.row, cell.column, rows, cell.columns)
