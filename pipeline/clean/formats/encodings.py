"""Tells how a Chinese text file is encoded, and refuses to guess where that cannot be told."""

import codecs

from pipeline.clean.formats.problems import refuse
from pipeline.errors import Rejected
from pipeline.knowledge import KnowledgeFile

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

FEWEST_COMMON = 0.1
"""Share of the commonest characters in a Chinese text, at least."""
LEGACY_ENCODINGS = ("gb18030", "big5hkscs")
"""Encodings of Chinese before Unicode, the largest of their kind."""
SAMPLE = 20_000
"""Characters of a text by which its encoding is told."""
FEW_FAULTS = 0.02
"""Share of a damaged UTF-8 text's characters beyond ASCII that cannot be decoded, at most."""


class FileSigns(KnowledgeFile):
    """All that encodings.toml says."""

    file = "encodings.toml"
    common: str
    binary: dict[str, str]
    letters: dict[str, str]


def name_binary(data: bytes) -> str | None:
    """Return what kind of binary file the bytes are, or None where they may be text."""
    signs = FileSigns.load()
    kinds = signs.binary | (signs.letters if b"\0" in data[:64] else {})
    head = data[:64].decode("latin-1")
    return next((kind for magic, kind in kinds.items() if head.startswith(magic)), None)


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding.

    A byte order mark settles it, else UTF-8 does where all bytes are such, else UTF-16 where
    line ends show it, else of UTF-16, GB18030 and Big5 the one that makes the commonest
    characters. Raises Rejected where none makes a Chinese text.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return decode_strictly(data, name), name
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        offset = error.start
    else:
        if "\0" not in text:
            return text, "utf-8"
        offset = text.index("\0")
    for line_end, name in ((b"\n\0", "utf-16-le"), (b"\0\n", "utf-16-be")):
        if line_end in data and len(data) % 2 == 0:
            return decode_strictly(data, name), name
    if not is_damaged_utf8(data):
        found = max(
            (measure_common_share(data, name), name)
            for name in ("utf-16-le", "utf-16-be", *LEGACY_ENCODINGS)
        )
        if found[0] >= FEWEST_COMMON:
            return decode_strictly(data, found[1]), found[1]
    if b"\0" in data:
        raise refuse("binary", what="binary")
    raise refuse_at_fault(data, offset)


def refuse_at_fault(data: bytes, offset: int) -> Rejected:
    """Return the exception to raise for a text with faults: what it is most like, and the first.

    `offset` is the first byte that is not UTF-8.
    """
    if not is_damaged_utf8(data):
        share, name = max(
            (measure_common_share(data, name, "replace"), name) for name in LEGACY_ENCODINGS
        )
        try:
            data.decode(name)
        except UnicodeDecodeError as error:
            if share >= FEWEST_COMMON:
                return refuse("undecodable", encoding=name.upper(), offset=error.start)
    return refuse("undecodable", encoding="UTF-8", offset=offset)


def decode_strictly(data: bytes, name: str) -> str:
    """Return the text, or raise Rejected at the first byte that is not of the encoding."""
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise refuse("undecodable", encoding=name.upper(), offset=error.start) from error


def is_utf8(data: bytes) -> bool:
    """Return whether all bytes are UTF-8, and some of them more than ASCII."""
    try:
        return len(data.decode("utf-8")) < len(data)
    except UnicodeDecodeError:
        return False


def is_damaged_utf8(data: bytes) -> bool:
    """Return whether the bytes were UTF-8 before some of them were lost or changed.

    Another encoding might take them, and would make a text that nobody wrote.
    """
    text = data[: 4 * SAMPLE].decode("utf-8", "replace")
    beyond = sum(c > "\x7f" for c in text)
    return text.count("\ufffd") <= max(1, FEW_FAULTS * beyond) < beyond


def measure_common_share(data: bytes, name: str, errors: str = "strict") -> float:
    """Return the share of common characters among those beyond ASCII, 0 where it cannot be."""
    try:
        text = data.decode(name, errors)[:SAMPLE]
    except UnicodeDecodeError:
        return 0.0
    beyond = [c for c in text if c > "\x7f"]
    common = frozenset(FileSigns.load().common)
    return sum(c in common for c in beyond) / len(beyond) if beyond else 0.0
