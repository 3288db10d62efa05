"""Counts the continuation model of clean, and leaves a text out of it.

python -m benchmarks.order FOLDER --count   # writes pipeline/clean/order/trigrams.tsv
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pipeline.clean.order.continuation import BREAK, Continuation, normalise

FEWEST_TIMES = 3
"""That two characters were seen to be kept, with all that followed them: most are rarer."""


def leave_out(text: str, model: Continuation) -> Continuation:
    """Return the model as it were without having seen this text."""
    left = dict(model.rows)
    for history, own in count_followers([text]).items():
        left[history] = write_row(history, model.count(history) - own)
    return Continuation(left)


def count_followers(texts: Iterable[str]) -> dict[str, Counter[str]]:
    """Return how often each character follows nothing, one and two characters in the texts."""
    followers: dict[str, Counter[str]] = {"": Counter()}
    for text in texts:
        line = BREAK + normalise(text) + BREAK
        followers[""].update(line)
        for width in (1, 2):
            for at in range(len(line) - width):
                history = line[at : at + width]
                followers.setdefault(history, Counter())[line[at + width]] += 1
    return followers


def write_row(history: str, counts: Counter[str]) -> str:
    """Return a row without its history; it is empty after two characters that are rare."""
    groups: dict[int, str] = {}
    if len(history) == 2 and counts.total() < FEWEST_TIMES:
        return ""
    for character, count in sorted((+counts).items()):
        groups[count] = groups.get(count, "") + character
    return "\t".join(f"{count}\t{characters}" for count, characters in sorted(groups.items()))


def write_counts(path: Path, followers: dict[str, Counter[str]]) -> None:
    """Write the counts as a table: a history, and what follows it."""
    rows = ((history, write_row(history, counts)) for history, counts in sorted(followers.items()))
    table = "".join(f"{history}\t{row}\n" for history, row in rows if row)
    path.write_text(table, encoding="utf-8", newline="\n")
