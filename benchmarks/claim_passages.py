"""Invented passages with what is right of their numbers, written between the words.

`claim_passages.txt` is learned from; `claim_passages_kept.txt` never is: it was labelled before
anybody saw what is found in it. Its errors have been read since, and kinds of them mended, but not
those of its statistics of ministries (`bureau-`), of its passages on times (`time-`), and of names
in lists, in brackets and said once for several numbers (`names-`). Dense passages tell more in a
few lines than texts usually do; errors of those kept were not read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
LEARNED = FOLDER / "claim_passages.txt"
KEPT = FOLDER / "claim_passages_kept.txt"
DENSE = FOLDER / "claim_passages_dense.txt"
DENSE_KEPT = FOLDER / "claim_passages_dense_kept.txt"
FIELDS = ("indicator", "period", "modality", "value")
MARKED = re.compile(r"\{([^{}|]+)\|([^{}]*)\}")

Label = Mapping[str, Sequence[str | None]]


class Marked(NamedTuple):
    """A passage: its kind, its ISO date, its text, and what is right of the number at a place."""

    kind: str
    date: str
    text: str
    labels: Mapping[int, Label]


def read_marked(path: Path) -> Iterator[Marked]:
    """Yield the passages of a file."""
    parts = re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for part in parts[1:]:
        head, _, body = part.partition("\n")
        kind, date = head.split()
        yield Marked(kind, date, *parse(body.strip("\n")))


def parse(marked: str) -> tuple[str, dict[int, Label]]:
    """Return the text without its marks, and the labels by where their number begins.

    >>> parse("产量{5吨|产量||actual}。")
    ('产量5吨。', {2: {'indicator': ['产量'], 'modality': ['actual']}})
    """
    text, labels, at = "", dict[int, Label](), 0
    for match in MARKED.finditer(marked):
        text += marked[at : match.start()]
        given = zip(FIELDS, match[2].split("|"), strict=False)
        labels[len(text)] = {
            name: [None if one == "–" else one for one in value.split(";")]
            for name, value in given
            if value
        }
        text += match[1]
        at = match.end()
    return text + marked[at:], labels
