"""Tells how a Chinese text file is encoded, and refuses to guess where that cannot be told."""

import codecs
import re

from pipeline.clean.problems import refuse

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
BINARIES = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "rar"),
    (b"\x1f\x8b", "gzip"),
    (b"BM", "bmp"),
    (b"RIFF", "riff"),
    (b"ID3", "mp3"),
    (b"\x7fELF", "elf"),
    (b"MZ", "exe"),
    (b"{\\rtf", "rtf"),
)
LETTER_MAGIC = (b"BM", b"MZ", b"ID3", b"RIFF", b"GIF8", b"Rar!")
PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
MOST_RARE = 0.15
"""Of the characters of a GB text, fewer are outside GB 2312; of a Big5 text read so, more."""


def name_binary(data: bytes) -> str | None:
    """Return what kind of binary file the bytes are, or None where they may be text."""
    for magic, kind in BINARIES:
        if data.startswith(magic) and (magic not in LETTER_MAGIC or b"\0" in data[:64]):
            return kind
    return None


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding.

    A byte order mark settles it, else UTF-8 does where all bytes are such, else UTF-16 where
    line ends show it, else GB18030 or Big5, whichever makes the commoner characters.
    Raises Rejected where none fits.
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
    if b"\0" in data:
        raise refuse("binary", what="binary")
    for name in rank_encodings(data):
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            continue
    raise refuse("undecodable", offset=offset)


def decode_strictly(data: bytes, name: str) -> str:
    """Return the text, or raise Rejected at the first byte that is not of the encoding."""
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise refuse("undecodable", offset=error.start) from error


def rank_encodings(data: bytes) -> tuple[str, str]:
    """Return GB18030 and Big5, the likelier first.

    The second byte of a pair of GB 2312 is above A0; in Big5 it is below 7F about as often.
    """
    pairs = PAIR.findall(data[:100_000])
    rare = sum(pair[1] < 0xA1 or pair[0] > 0xF7 for pair in pairs)
    return ("big5hkscs", "gb18030") if rare > MOST_RARE * len(pairs) else ("gb18030", "big5hkscs")
