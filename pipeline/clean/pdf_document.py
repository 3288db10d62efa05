"""The text of a PDF, page by page, as far as it holds text and not only images."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from pipeline.clean.problems import refuse
from pipeline.errors import Rejected

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
            pages.append(page.extract_text().replace("\f", "\n"))
            characters += len(pages[-1])
            if characters > MOST_CHARACTERS:
                raise refuse("unpacks_too_large", limit=MOST_CHARACTERS // 1_000_000)
    except Rejected:
        raise
    except Exception as error:  # pypdf raises errors of any kind on malformed files
        raise refuse("damaged") from error
    return "\f".join(pages)


def opens_without_password(reader: PdfReader) -> bool:
    """Return whether a protected file opens with the empty password."""
    try:
        return bool(reader.decrypt(""))
    except PyPdfError:
        return False
