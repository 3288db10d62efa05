"""From the bytes of a file to its decoded text: one reader a format, keyed by suffix.

The text that a reader returns is the source that all source offsets refer to. Formats other
than plain text are read by a module of their own, imported only when such a file is met.
"""

from collections.abc import Callable
from typing import NamedTuple

from pipeline.clean.formats.encodings import decode, name_binary
from pipeline.clean.formats.reading import LeftOut, Reading
from pipeline.clean.lines.normalise import has_text
from pipeline.clean.problems import refuse

LARGEST_FILE = 20_000_000
"""Bytes. A transcript of an hour has about 50,000."""


MOST_CHARACTERS = 20_000_000
"""Of the text of a file, whatever it was packed in."""


class Source(NamedTuple):
    """The decoded text of a file, and what of it is not part of what was said."""

    text: str
    format: str
    encoding: str | None
    left_out: tuple[LeftOut, ...]
    doubts: tuple[tuple[str, str], ...]


def read_text(data: bytes) -> Reading:
    """Return plain text."""
    return Reading(*decode(data))


def read_markdown(data: bytes) -> Reading:
    """Return plain text with its markup left out."""
    from pipeline.clean.formats.markdown_text import find_markup

    text, encoding = decode(data)
    return Reading(text, encoding, tuple(find_markup(text)))


def read_html(data: bytes) -> Reading:
    """Return the text of a web page with all that is not the article left out."""
    from pipeline.clean.formats.web.page import read

    return read(data)


def read_docx(data: bytes) -> Reading:
    """Return the text of a Word document."""
    from pipeline.clean.formats.word.document import read

    return read(data)


def read_pdf(data: bytes) -> Reading:
    """Return the text of a PDF."""
    from pipeline.clean.formats.apart import run_apart
    from pipeline.clean.formats.pdf.document import read

    return run_apart(read, data)


READERS: dict[str, Callable[[bytes], Reading]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".pdf": read_pdf,
}
CONTAINERS = {".docx": "zip", ".pdf": "pdf"}


def read_source(data: bytes, suffix: str) -> Source:
    """Return the text of a file of this suffix. Raises Rejected where it cannot be read."""
    suffix = suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        raise refuse("unsupported_format", suffix=suffix or "?")
    if len(data) > LARGEST_FILE:
        raise too_large(len(data))
    if not data.strip():
        raise refuse("empty")
    kind = name_binary(data)
    if kind == "ole" and suffix == ".docx":
        raise refuse("encrypted")
    if kind and kind != CONTAINERS.get(suffix):
        raise refuse("binary", what=kind.upper())
    text, encoding, left_out, doubts = reader(data)
    if not has_text(text):
        raise refuse("no_text" if suffix == ".pdf" else "empty")
    if len(text) > MOST_CHARACTERS:
        raise refuse("unpacks_too_large", limit=MOST_CHARACTERS // 1_000_000)
    return Source(text, suffix[1:], encoding, left_out, doubts)


def too_large(size: int) -> Exception:
    """Return the exception to raise for a file of so many bytes."""
    return refuse("too_large", size=-(-size // 1_000_000), limit=LARGEST_FILE // 1_000_000)
