"""From the bytes of a file to its decoded text: one entry per format, keyed by suffix.

The text that a reader returns is the source that all source offsets refer to. A format is read by
a module of its own, imported only when such a file is met.
"""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from pipeline.clean.formats.apart import read_apart
from pipeline.clean.formats.encodings import name_binary
from pipeline.clean.formats.problems import refuse
from pipeline.clean.formats.reading import Reading
from pipeline.clean.lines.normalise import has_text
from pipeline.limits import MOST_LEFT_OUT
from pipeline.safe import LONE_SURROGATE

LARGEST_FILE = 20_000_000
"""Bytes. A transcript of an hour has about 50,000."""
MOST_CHARACTERS = 20_000_000
"""Characters of the text of a file, once it is unpacked."""

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream in which a Word document with a password has its package."""


class Format(NamedTuple):
    """How a format is read.

    `reader` is the module and its function from bytes to a `Reading`;
    `container` the kind of binary file that it is, by encodings.py, None for a text; a reader in
    C that may hang or crash runs `apart`; `empty` is the problem of a file without text.
    """

    reader: str
    container: str | None = None
    apart: bool = False
    empty: str = "empty"


FORMATS = {
    ".txt": Format("pipeline.clean.formats.text:read_plain"),
    ".md": Format("pipeline.clean.formats.text:read_markdown"),
    ".html": Format("pipeline.clean.formats.web.page:read", apart=True),
    ".htm": Format("pipeline.clean.formats.web.page:read", apart=True),
    ".docx": Format("pipeline.clean.formats.word.document:read", "zip", apart=True),
    ".pdf": Format("pipeline.clean.formats.pdf.document:read", "pdf", apart=True, empty="no_text"),
}


def load_reader(form: Format) -> Callable[[bytes], Reading]:
    """Return the function that reads a format."""
    module, _, name = form.reader.partition(":")
    reader: Callable[[bytes], Reading] = getattr(import_module(module), name)
    return reader


def read_source(data: bytes, suffix: str) -> Reading:
    """Return the text of a file of this suffix. Raises Rejected where it cannot be read."""
    form = FORMATS.get(suffix.lower())
    if form is None:
        formats = ", ".join(known.removeprefix(".") for known in FORMATS)
        raise refuse("unsupported_format", suffix=suffix or "?", formats=formats)
    if len(data) > LARGEST_FILE:
        raise too_large(len(data))
    if not data.strip():
        raise refuse("empty")
    kind = name_binary(data)
    if kind == "ole" and form.container == "zip":
        raise refuse("encrypted" if ENCRYPTED in data else "old_word")
    if kind and kind != form.container:
        raise refuse("binary", what=kind.upper())
    reader = load_reader(form)
    reading = read_apart(reader, data) if form.apart else reader(data)
    if not has_text(reading.text):
        raise refuse(form.empty)
    if len(reading.text) > MOST_CHARACTERS:
        raise refuse("unpacks_too_large", limit=MOST_CHARACTERS // 1_000_000)
    if len(reading.left_out) > MOST_LEFT_OUT:
        raise refuse("too_many_parts", parts=len(reading.left_out), limit=MOST_LEFT_OUT)
    return reading._replace(text=LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", reading.text))


def too_large(size: int) -> Exception:
    """Return the exception to raise for a file of this size."""
    return refuse("too_large", size=-(-size // 1_000_000), limit=LARGEST_FILE // 1_000_000)
