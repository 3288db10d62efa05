"""The text of a Word document (Office Open XML), paragraph by paragraph."""

import io
import zipfile
import zlib
from xml.etree import ElementTree

from pipeline.clean.problems import refuse

LARGEST_UNPACKED = 100_000_000
"""Bytes of all parts together, and of what is read."""
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    KeyError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What the libraries raise on a package that is not whole."""
BODY = "word/document.xml"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BREAKS = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}p": "\n"}


def extract_text(data: bytes) -> str:
    """Return the text of the body with a line a paragraph, tables row by row.

    Text that was deleted under revision is left out, and of two versions of a text box the
    second. Raises Rejected for a file that is damaged, encrypted or unpacks to too much.
    """
    try:
        return read_body(unpack(data))
    except DAMAGE as error:
        raise refuse("damaged") from error


def unpack(data: bytes) -> bytes:
    """Return the main part, unpacked only as far as it may be."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if any(part.flag_bits & 1 for part in package.infolist()):
            raise refuse("encrypted")
        size = sum(part.file_size for part in package.infolist())
        body = b""
        if size <= LARGEST_UNPACKED:
            with package.open(BODY) as part:
                body = part.read(LARGEST_UNPACKED + 1)
    if max(size, len(body)) > LARGEST_UNPACKED:
        raise refuse("unpacks_too_large", limit=LARGEST_UNPACKED // 1_000_000)
    return body


def read_body(body: bytes) -> str:
    """Return the text of the main part."""
    parts: list[str] = []
    second_versions = 0
    for event, element in ElementTree.iterparse(io.BytesIO(body), events=("start", "end")):
        if element.tag == FALLBACK:
            second_versions += 1 if event == "start" else -1
        elif event == "start" or second_versions:
            continue
        elif element.tag == f"{WORD}t":
            parts.append(element.text or "")
        elif element.tag in BREAKS:
            parts.append(BREAKS[element.tag])
            element.clear()
    return "".join(parts)
