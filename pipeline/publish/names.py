"""What the files of a transcript's report are called: its id, and one of these suffixes."""

from urllib.parse import quote

PAGE = ".html"
MARKDOWN = ".md"
ROWS = ".rows"
"""The rows of the page that its first view has not, a script beside it."""
TABLES = {"XLSX": ".claims.xlsx", "CSV": ".claims.csv", "JSON Lines": ".claims.jsonl"}
FILES = (PAGE, MARKDOWN, ROWS + ".js", *TABLES.values())


def link(name: str) -> str:
    """Return the name of a file as a part of a URL.

    >>> link("a#1 100%?.html")
    'a%231%20100%25%3F.html'
    """
    return quote(name, safe="")


def make_address(transcript: str) -> str:
    """Return the address of a transcript's page, from the results folder."""
    return f"report/{link(transcript + PAGE)}"
