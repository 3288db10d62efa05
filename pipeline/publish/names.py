"""What the files of a transcript's report are called: its id, and one of these suffixes."""

from hashlib import sha256
from urllib.parse import quote

PAGE = ".html"
MARKDOWN = ".md"
TABLES = {"XLSX": ".claims.xlsx", "CSV": ".claims.csv", "JSON Lines": ".claims.jsonl"}
DIGITS = 12
"""Hexadecimal digits of a digest: two of a million share one with a chance of 1 in 500."""
FILES = (PAGE, MARKDOWN, *TABLES.values())


def link(name: str) -> str:
    """Return the name of a file as a part of a URL.

    >>> link("a#1 100%?.html")
    'a%231%20100%25%3F.html'
    """
    return quote(name, safe="")


def digest(*parts: str) -> str:
    """Return a short name that follows from some texts and shows none of them.

    >>> digest("甲", "乙")
    '083dc4488876'
    """
    return sha256("\n".join(parts).encode()).hexdigest()[:DIGITS]


def make_address(transcript: str) -> str:
    """Return the address of a transcript's page, from the results folder."""
    return f"report/{link(transcript + PAGE)}"
