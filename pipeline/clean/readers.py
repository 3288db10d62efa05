"""From the bytes of a file to its decoded text: one reader a format, keyed by suffix.

The text that a reader returns is the source that all source offsets refer to. Formats other
than plain text are read by a module of their own, imported only when such a file is met.
"""

from collections.abc import Callable
from typing import NamedTuple

from pipeline.clean.encodings import decode, name_binary
from pipeline.clean.problems import refuse

LARGEST_FILE = 20_000_000
"""Bytes. A transcript of an hour has about 50,000."""


class Source(NamedTuple):
    """The decoded text of a file. `encoding` is None for formats that fix their own."""

    text: str
    format: str
    encoding: str | None


def read_text(data: bytes) -> tuple[str, str | None]:
    """Return plain text and its encoding."""
    return decode(data)


def read_html(data: bytes) -> tuple[str, str | None]:
    """Return the visible text of a web page and its encoding."""
    from pipeline.clean.web_page import extract_text

    return extract_text(data)


def read_docx(data: bytes) -> tuple[str, str | None]:
    """Return the text of a Word document."""
    from pipeline.clean.word_document import extract_text

    return extract_text(data), None


def read_pdf(data: bytes) -> tuple[str, str | None]:
    """Return the text of a PDF."""
    from pipeline.clean.pdf_document import extract_text

    return extract_text(data), None


READERS: dict[str, Callable[[bytes], tuple[str, str | None]]] = {
    ".txt": read_text,
    ".md": read_text,
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
    text, encoding = reader(data)
    if not text.strip():
        raise refuse("no_text" if suffix == ".pdf" else "empty")
    return Source(text, suffix[1:], encoding)


def too_large(size: int) -> Exception:
    """Return the exception to raise for a file of so many bytes."""
    return refuse("too_large", size=-(-size // 1_000_000), limit=LARGEST_FILE // 1_000_000)
