"""How probable it is that one piece of text goes on from another, character by character.

A trigram model of characters with absolute discounting (Ney, Essen & Kneser 1994), over
simplified characters, all digits alike and all Latin letters alike. A line break is a character
too, so that the model knows how paragraphs begin and end. Its counts are data
(trigrams.tsv): how often a character follows one or two others in government transcripts.
benchmarks/continuation.py counts them.
"""

import re
from collections import Counter
from functools import cache
from math import log
from pathlib import Path

from pipeline.errors import InputError
from pipeline.language.fold import fold

COUNTS = Path(__file__).with_name("trigrams.tsv")
BREAK = "¶"
LATIN = re.compile("[A-Za-z]")
DIGIT = re.compile(r"\d")
MARKS = str.maketrans({",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "\n": BREAK})
DISCOUNT = 0.75
UNSEEN_COUNT = 0.5
"""Count given to a character never seen."""
OWN_WEIGHT = 3
"""As how many times what is seen in a text itself counts: it says the same things again."""
KINDS_OF_CHARACTERS = 8000
"""Those in common use, over which what was never seen is spread."""


def normalise(text: str) -> str:
    """Return the text as the model sees it, of the same length.

    >>> normalise("５Ｇ+終端,\\n")
    '0A+终端，¶'
    """
    return DIGIT.sub("0", LATIN.sub("A", fold(text))).translate(MARKS)


class Continuation:
    """The model. `rows` maps up to two characters to what follows them, as trigrams.tsv does:
    a count, all characters that follow so often, the next count, and so on, parted by tabs.
    """

    def __init__(self, rows: dict[str, str]) -> None:
        self.rows = rows
        self._read: dict[str, Counter[str]] = {}
        self._totals: dict[str, int] = {}

    def count(self, history: str) -> Counter[str]:
        """Return how often each character follows a history."""
        counts = self._read.get(history)
        if counts is None:
            counts = self._read[history] = read_row(self.rows.get(history, ""))
        return counts

    def probability(self, history: str, character: str) -> float:
        """Return the probability of a character after the last two of a history."""
        counts = self.count(history)
        total = self._totals.get(history)
        if total is None:
            # The row of no history has thousands of characters.
            total = self._totals[history] = counts.total()
        if not history:
            return (counts[character] + UNSEEN_COUNT) / (total + UNSEEN_COUNT * KINDS_OF_CHARACTERS)
        shorter = self.probability(history[1:], character)
        if not counts:
            return shorter
        kept = max(counts[character] - DISCOUNT, 0) / total
        return kept + DISCOUNT * len(counts) / total * shorter

    def surprise(self, before: str, after: str) -> float:
        """Return log P(after | before) − log P(after) of the first two characters, in nats.

        Both are normalised. Above 0, `after` is more probable there than anywhere.
        """
        gain = 0.0
        for at, character in enumerate(after[:2]):
            history = (before[-2:] + after[:at])[-2:]
            gain += log(self.probability(history, character))
            gain -= log(self.probability(after[:at], character))
        return gain


class OwnContinuation(Continuation):
    """The model with what follows in one text counted as well."""

    def __init__(self, model: Continuation, text: str) -> None:
        super().__init__(model.rows)
        self.model = model
        self.text = normalise(text)

    def count(self, history: str) -> Counter[str]:
        """Return how often each character follows a history."""
        counts = self._read.get(history)
        if counts is None:
            own = [part[:1] for part in self.text.split(history)[1:]] if history else self.text
            counts = self._read[history] = self.model.count(history).copy()
            counts.update({c: n * OWN_WEIGHT for c, n in Counter(own).items() if c})
        return counts


def read_row(row: str) -> Counter[str]:
    """Return the counts of a row.

    >>> sorted(read_row("1\\t米克\\t3\\t无").items())
    [('克', 1), ('无', 3), ('米', 1)]
    """
    cells = row.split("\t") if row else []
    return Counter(
        {
            c: int(n)
            for n, characters in zip(cells[::2], cells[1::2], strict=True)
            for c in characters
        }
    )


@cache
def load_continuation(path: Path = COUNTS) -> Continuation:
    """Return the model of trigrams.tsv. Raises InputError where a row is malformed."""
    rows: dict[str, str] = {}
    for number, line in enumerate(path.read_text("utf-8").split("\n")[:-1], start=1):
        history, tab, row = line.partition("\t")
        if not tab or row.count("\t") % 2 == 0 or not row[0].isdecimal():
            raise InputError(
                f"{path}, line {number}: give up to two characters, and what follows: "
                "a count and characters, again and again"
            )
        rows[history] = row
    return Continuation(rows)
