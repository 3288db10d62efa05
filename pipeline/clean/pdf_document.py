"""The text of a PDF, page by page, as far as it holds text and not only images."""

import io
import logging
import re
import unicodedata

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from pipeline.clean.problems import refuse
from pipeline.errors import Rejected

RADICALS = str.maketrans(
    {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in range(0x2F00, 0x2FD6)}
    | dict(
        zip(
            "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰",
            "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙",
            strict=True,
        )
    )
)
"""Radicals → the characters that are meant. Fonts draw both alike (⼯ and 工), and programs that
write PDFs name the glyph by the radical (Unicode Standard, EquivalentUnifiedIdeograph)."""
HAN, LATIN, SIGNS = "\u4e00-\u9fff", "0-9A-Za-z%.+", "，。；：、！？“”‘’（）《》"
GAP = re.compile(
    rf"(?<=[{HAN}]) (?=[{LATIN}{SIGNS}])|(?<=[{LATIN}]) (?=[{HAN}{SIGNS}])"
    rf"|(?<=[{SIGNS}]) (?=[{HAN}{LATIN}{SIGNS}])"
)
"""A space where the script changes: it stands for a change of font. One between two Chinese
characters may part a name."""
MOST_PAGES = 1000
MOST_CHARACTERS = 10_000_000


def extract_text(data: bytes) -> str:
    """Return the text with a form feed between pages.

    Raises Rejected for a file that is damaged, encrypted, too long or without text.
    """
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not opens_without_password(reader):
            raise refuse("encrypted")
        if len(reader.pages) > MOST_PAGES:
            raise refuse("too_many_pages", pages=len(reader.pages), limit=MOST_PAGES)
        pages: list[str] = []
        characters = 0
        for page in reader.pages:
            pages.append(mend(page.extract_text()))
            characters += len(pages[-1])
            if characters > MOST_CHARACTERS:
                raise refuse("unpacks_too_large", limit=MOST_CHARACTERS // 1_000_000)
    except Rejected:
        raise
    except Exception as error:  # pypdf raises errors of any kind on malformed files
        raise refuse("damaged") from error
    return "\f".join(pages)


def mend(text: str) -> str:
    """Return the text of a page without what its fonts did to it.

    >>> mend("⼯业 2020 年，强化 “ 六稳 ” ，本报记者 徐恒")
    '工业2020年，强化“六稳”，本报记者 徐恒'
    """
    return GAP.sub("", text.replace("\f", "\n").translate(RADICALS))


def opens_without_password(reader: PdfReader) -> bool:
    """Return whether a protected file opens with the empty password."""
    try:
        return bool(reader.decrypt(""))
    except PyPdfError:
        return False
