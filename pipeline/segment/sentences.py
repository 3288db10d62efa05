"""Cuts a text into sentences by its marks."""

import re
from collections.abc import Iterator

from pipeline.language.marks import CLOSING, FULL_WIDTH_SENTENCE_ENDS

SENTENCE_END = re.compile(
    r"(?!(?<=[0-9])。[0-9]{1,2}(?:[%％‰万亿]|个百分点))"
    rf"(?:[{FULL_WIDTH_SENTENCE_ENDS}…]|(?<![!?;])[!?;]++(?=[^!-~]|[\"')\]]|\Z))+"
    rf"(?P<closed>[{re.escape(CLOSING)}]*)|\n+"
)
"""Marks that end a sentence with what closes after them, or the end of a line; not 。 for a decimal
point (3。5%), nor ! ? ; of the Latin keyboard in an address (?id=1;page=2)."""
GOES_ON = re.compile(r"\s*[，、,；;：:。]|[的等之]")
"""What shows after a quotation or an ellipsis that the sentence goes on: “谁来干？”的问题."""
SUMS_UP = re.compile("[都均]")
"""The same after an ellipsis alone: 稳就业、稳金融……都要抓好."""
SPACE = re.compile(r"\s*")
LONGEST_UNBROKEN = 200
"""Characters without a place to cut after which a cut is made anywhere."""
UNBROKEN = re.compile(rf"[!-~\uff10-\uff19．，]{{1,{LONGEST_UNBROKEN}}}\Z")
"""A number, an address, a word: not to be cut in two."""

LONGEST_SENTENCE = 1000
"""Characters. What is longer is not a sentence (a table, a damaged file): it is cut at a comma, so
that quotes and contexts stay short."""


def find_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a text as half-open ranges that cover it whole.

    >>> text = "他说：“很好。”今年增长5.2%；明年呢？"
    >>> [text[start:end] for start, end in find_sentences(text)]
    ['他说：“很好。”', '今年增长5.2%；', '明年呢？']
    """
    start = counted = quotes = 0
    for found in SENTENCE_END.finditer(text):
        end = found.end()
        if found["closed"] is not None:
            quotes += text.count('"', counted, end)
            counted = end
            if quotes % 2 and text.startswith('"', end):
                end += 1
            omits = set(found[0]) == {"…"}
            if (end > found.end() or found["closed"] or omits) and GOES_ON.match(text, end):
                continue
            if omits and SUMS_UP.match(text, end):
                continue
        end = SPACE.match(text, end).end()  # type: ignore[union-attr]
        if end > start:
            yield from cut_long(text, start, end)
            start = counted = end
            quotes = 0
    if start < len(text):
        yield from cut_long(text, start, len(text))


def cut_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence, or the parts of what is too long for one."""
    while end - start > LONGEST_SENTENCE:
        limit = start + LONGEST_SENTENCE
        comma = text.rfind("，", start, limit)
        cut = comma + 1 if comma > start else limit
        unbroken = UNBROKEN.search(text, cut - LONGEST_UNBROKEN, cut)
        if unbroken and unbroken.start() > start and UNBROKEN.match(text, cut, cut + 1):
            cut = unbroken.start()
        yield start, cut
        start = cut
    yield start, end
