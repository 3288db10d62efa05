"""Parts a text in two: a paragraph on two subjects often speaks of one first, then of the other."""

import re

from pipeline.language.terms.bags import Bag
from pipeline.taxonomy.features import Document

SENTENCES = re.compile("[。；！？]")


def halve(body: Bag) -> tuple[Document, Document]:
    """Return the halves of a text, parted where a sentence ends nearest to its middle.

    A text of one sentence is both its halves: clauses are no two subjects (parted by these, two of
    62 sentences written for borders got another first hotspot, and more seconds were wrong).

    >>> words = ["粮食", "丰收", "铁路", "通车"]
    >>> [half.body.words for half in halve(Bag(words, "粮食又丰收。铁路也通车。"))]
    [['粮食', '丰收'], ['铁路', '通车']]
    """
    text = body.text
    middle = find_middle(text)
    if middle is None:
        return Document(body), Document(body)
    first = count_words(body.words, text, middle)
    return (
        Document(Bag(body.words[:first], text[:middle])),
        Document(Bag(body.words[first:], text[middle:])),
    )


def find_middle(text: str) -> int | None:
    """Return the end of a sentence that is nearest to the middle, if there are two sentences."""
    places = [found.end() for found in SENTENCES.finditer(text) if text[found.end() :].strip()]
    return min(places, key=lambda place: abs(2 * place - len(text)), default=None)


def count_words(words: list[str], text: str, end: int) -> int:
    """Return how many of the words, in the order in which they stand in a text, begin before `end`.

    >>> count_words(["水", "路", "水"], "水和路；水", 4)
    2
    """
    place = 0
    for number, word in enumerate(words):
        place = text.find(word, place)
        if not 0 <= place < end:
            return number
        place += len(word)
    return len(words)
