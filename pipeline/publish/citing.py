"""Citations in the forms that reference managers read: BibTeX, RIS, CSL-JSON.

Titles, names and quotes are untrusted: no brace, line end or tag of theirs is one of the form.
"""

import json
import re
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from pipeline.safe import UNPRINTABLE

TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "{}$&#%_"},
    }
)
SPACE = re.compile(r"\s+")
ADDRESS = "!#$&'()*+,/:;=?@[]~%"
"""Signs that stay in an address."""


class Work(NamedTuple):
    """What is cited: a transcript, or a claim in it with the sentence that makes it."""

    key: str
    title: str
    author: str
    """The speaker of a claim, the publisher of a transcript; empty where not known."""
    publisher: str
    date: str
    """In ISO 8601, or empty."""
    url: str
    quote: str
    note: str

    @property
    def address(self) -> str:
        """The address where it is one of the web, else nothing."""
        try:
            parts = urlsplit(self.url)
        except ValueError:
            return ""
        return quote(self.url, safe=ADDRESS) if parts.scheme in ("http", "https") else ""

    @property
    def day(self) -> list[int]:
        """Year, month and day of the date."""
        return [int(part) for part in self.date.split("-")] if self.date else []


def flatten(text: str) -> str:
    """Return a text as one line without control characters.

    >>> flatten("a" + chr(13) + chr(10) + "ER  - " + chr(7))
    'a ER -'
    """
    return UNPRINTABLE.sub("", SPACE.sub(" ", text)).strip()


def write_bibtex(work: Work) -> str:
    """Return a work as an entry of BibTeX and BibLaTeX.

    >>> print(write_bibtex(Work("t1", "增长5% {x}", "", "", "2021-01-26", "", "", "")).strip())
    @misc{t1,
      title = {{增长5\\% \\{x\\}}},
      year = {2021},
      date = {2021-01-26},
    }
    """
    fields = [("title", f"{{{escape_tex(work.title)}}}")]
    if work.author:
        fields.append(("author", f"{{{escape_tex(work.author)}}}"))
    if work.publisher:
        fields.append(("publisher", escape_tex(work.publisher)))
    if work.date:
        fields += [("year", work.date[:4]), ("date", work.date)]
    if work.address:
        fields.append(("url", work.address))
    if work.quote:
        fields.append(("abstract", escape_tex(work.quote)))
    if work.note:
        fields.append(("note", escape_tex(work.note)))
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields)
    return f"@misc{{{work.key},\n{lines}}}\n"


def escape_tex(text: str) -> str:
    """Return a text as TeX sets it."""
    return flatten(text).translate(TEX)


def write_ris(work: Work) -> str:
    """Return a work as a record of RIS."""
    fields = [("TY", "GEN"), ("ID", work.key), ("TI", flatten(work.title))]
    if work.author:
        fields.append(("AU", flatten(work.author)))
    if work.publisher:
        fields.append(("PB", flatten(work.publisher)))
    if work.date:
        fields += [("PY", work.date[:4]), ("DA", work.date.replace("-", "/"))]
    if work.address:
        fields.append(("UR", work.address))
    if work.quote:
        fields.append(("AB", flatten(work.quote)))
    if work.note:
        fields.append(("N1", flatten(work.note)))
    fields.append(("ER", ""))
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields)


def write_csl(work: Work) -> str:
    """Return a work as an item of CSL-JSON, on one line."""
    item: dict[str, object] = {"id": work.key, "type": "speech", "title": flatten(work.title)}
    if work.author:
        item["author"] = [{"literal": flatten(work.author)}]
    if work.publisher:
        item["publisher"] = flatten(work.publisher)
    if work.day:
        item["issued"] = {"date-parts": [work.day]}
    if work.address:
        item["URL"] = work.address
    if work.quote:
        item["abstract"] = flatten(work.quote)
    if work.note:
        item["note"] = flatten(work.note)
    return json.dumps(item, ensure_ascii=False)
