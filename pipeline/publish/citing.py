"""Citations in the forms that reference managers read: BibTeX, RIS, CSL-JSON.

Titles, names and quotes are untrusted: no brace, line end or tag of theirs is one of the form.
"""

import json
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from pipeline.safe import keep_visible

TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "{}$&#%_"},
    }
)
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


def write_bibtex(work: Work) -> str:
    """Return a work as an entry of BibTeX and BibLaTeX.

    >>> print(write_bibtex(Work("t1", "增长5% {x}", "", "", "2021-01-26", "", "", "")).strip())
    @misc{t1,
      title = {{增长5\\% \\{x\\}}},
      year = {2021},
      date = {2021-01-26},
    }
    """
    fields = {
        "title": f"{{{escape_tex(work.title)}}}",
        "author": f"{{{escape_tex(work.author)}}}" if work.author else "",
        "publisher": escape_tex(work.publisher),
        "year": work.date[:4],
        "date": work.date,
        "url": work.address,
        "abstract": escape_tex(work.quote),
        "note": escape_tex(work.note),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{work.key},\n{lines}}}\n"


def escape_tex(text: str) -> str:
    """Return a text as TeX sets it."""
    return keep_visible(text).translate(TEX)


def write_ris(work: Work) -> str:
    """Return a work as a record of RIS."""
    fields = {
        "TY": "GEN",
        "ID": work.key,
        "TI": keep_visible(work.title),
        "AU": keep_visible(work.author),
        "PB": keep_visible(work.publisher),
        "PY": work.date[:4],
        "DA": work.date.replace("-", "/"),
        "UR": work.address,
        "AB": keep_visible(work.quote),
        "N1": keep_visible(work.note),
    }
    lines = (f"{tag}  - {value}\r\n" for tag, value in fields.items() if value)
    return f"{''.join(lines)}ER  - \r\n"


def write_csl(work: Work) -> str:
    """Return a work as an item of CSL-JSON, on one line."""
    item = {
        "id": work.key,
        "type": "speech",
        "title": keep_visible(work.title),
        "author": [{"literal": keep_visible(work.author)}] if work.author else None,
        "publisher": keep_visible(work.publisher),
        "issued": {"date-parts": [list(map(int, work.date.split("-")))]} if work.date else None,
        "URL": work.address,
        "abstract": keep_visible(work.quote),
        "note": keep_visible(work.note),
    }
    told = {name: value for name, value in item.items() if value}
    return json.dumps(told, ensure_ascii=False)
