"""The parts of a Word document (Open Packaging Conventions), read as they are unpacked."""

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, NamedTuple, Protocol
from xml.etree.ElementTree import ParseError, XMLParser
from xml.parsers import expat

from pipeline.clean.formats.problems import refuse
from pipeline.errors import Rejected

LARGEST_UNPACKED = 100_000_000
"""Bytes of all parts together, and of what is read."""
CHUNK = 1 << 16
UNPACKING = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What zipfile and what it unpacks with raise on an archive that is not whole."""
UNKNOWN_ENCODING = (LookupError, ValueError)
"""What expat raises for an encoding that Python has not, or that takes several bytes."""
BODY = "word/document.xml"
PROPERTIES = "docProps/core.xml"


class ByteReader(Protocol):
    """What reads a part as its bytes come."""

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        """Read further bytes."""


class Relationship(NamedTuple):
    """What a part has to do with another one: the last word of the kind, and the part's name."""

    kind: str
    target: str


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Return an open archive. Raises Rejected where the data are not one."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except UNPACKING as error:
        raise refuse("damaged") from error


def refuse_entities(*_: object) -> None:
    """Raise Rejected for a part that may declare entities."""
    raise refuse("damaged")


def feed(reader: ByteReader, chunk: bytes, *, last: bool = False) -> None:
    """Give bytes to a reader. Raises Rejected where they are no XML."""
    try:
        reader.feed(chunk, last=last)
    except (expat.ExpatError, ParseError) as error:
        raise refuse("damaged") from error
    except UNKNOWN_ENCODING as error:
        # Of these very types: a KeyError would be a mistake of a reader.
        raise (refuse("damaged") if type(error) in UNKNOWN_ENCODING else error) from error


class Package:
    """An open package. Raises Rejected where it is encrypted or unpacks to too much."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._budget = LARGEST_UNPACKED
        self.names = frozenset(archive.namelist())
        self.unread: dict[str, None] = {}
        """Parts about the others that are damaged: of these only what stands before is known."""
        if any(part.flag_bits & 1 for part in archive.infolist()):
            raise refuse("encrypted")
        if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
            raise refuse("unpacks_too_large", limit=LARGEST_UNPACKED // 1_000_000)

    def read(self, name: str, reader: ByteReader) -> None:
        """Give a part to its reader, chunk by chunk."""
        for chunk in self._unpack(name):
            feed(reader, chunk)
        feed(reader, b"", last=True)

    def try_read(self, name: str, reader: ByteReader) -> bool:
        """Return whether a part could be read that the text can do without.

        Raises Rejected where it unpacks to too much.
        """
        try:
            self.read(name, reader)
        except Rejected as reason:
            if reason.code != "damaged":
                raise
            return False
        return True

    def _read_about(self, name: str, reader: ByteReader) -> None:
        """Give a part that says something of the others to its reader, as far as it goes."""
        if name in self.names and not self.try_read(name, reader):
            self.unread[name.rpartition("/")[2]] = None

    def read_bytes(self, name: str) -> bytes:
        """Return a part whole."""
        return b"".join(self._unpack(name))

    def _unpack(self, name: str) -> Iterator[bytes]:
        if name not in self.names:
            raise refuse("damaged")
        try:
            part = self._archive.open(name)
        except UNPACKING as error:
            raise refuse("damaged") from error
        with part:
            while chunk := read_chunk(part):
                self._budget -= len(chunk)
                if self._budget < 0:
                    raise refuse("unpacks_too_large", limit=LARGEST_UNPACKED // 1_000_000)
                yield chunk

    def find_relations(self, name: str) -> dict[str, Relationship]:
        """Return by id what a part, or for "" the package, has to do with other parts."""
        folder, _, base = name.rpartition("/")
        reader = RelationReader(folder)
        self._read_about(posixpath.join(folder, "_rels", f"{base}.rels"), reader)
        return reader.relations

    def find_body(self) -> str:
        """Return the name of the part with the text."""
        relations = self.find_relations("").values()
        found = (one.target for one in relations if one.kind == "officeDocument")
        return next((target for target in found if target in self.names), BODY)

    def read_properties(self) -> list[tuple[str, str]]:
        """Return the properties of the document by name, as 'dc:title' and 'dcterms:created'."""
        reader = PropertyReader()
        self._read_about(PROPERTIES, reader)
        return reader.found


def read_chunk(part: IO[bytes]) -> bytes:
    """Return further bytes of a part. Raises Rejected where they cannot be unpacked."""
    try:
        return part.read(CHUNK)
    except UNPACKING as error:
        raise refuse("damaged") from error


class EventReader:
    """Base of readers of small parts: elements as they begin and end, no entities."""

    def __init__(self) -> None:
        self._parser = XMLParser(target=self)

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        """Read further bytes. Raises ParseError where they are damaged."""
        self._parser.feed(chunk)
        if last:
            self._parser.close()

    def doctype(self, *_: object) -> None:
        """Refuse a part that may declare entities."""
        refuse_entities()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note what an element says."""

    def end(self, tag: str) -> None:
        """Leave an element."""

    def close(self) -> None:
        """Do nothing: all was noted."""


class RelationReader(EventReader):
    """Reads the relations of a part; targets are names in the package."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._folder = folder
        self.relations: dict[str, Relationship] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note a relation to a part of the package."""
        if tag.endswith("}Relationship") and attributes.get("TargetMode") != "External":
            path = posixpath.join("/", self._folder, attributes.get("Target", ""))
            target = posixpath.normpath(path).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.relations[attributes.get("Id", "")] = Relationship(kind, target)


class PropertyReader(EventReader):
    """Reads the properties of a document."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._text: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a property."""
        self._text = []

    def data(self, text: str) -> None:
        """Note the value of a property."""
        self._text.append(text)

    def end(self, tag: str) -> None:
        """End a property."""
        space, _, name = tag.lstrip("{").rpartition("}")
        prefix = "dcterms" if "dc/terms" in space else "dc"
        self.found.append((f"{prefix}:{name}", "".join(self._text)))
