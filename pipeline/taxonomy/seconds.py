"""How probable it is that a hotspot is the second of a text; model.py says from where it is given.

The likeliest but one is often there because it is near the first (a budget, the economy), not
because the text speaks of it. What tells the two apart is how much is decided for it, how often
texts of the first were of it too, and whether one half of the text is of the first and the other of
it. How often its terms stand in the text, how long that is, its sentences and questions asked one
by one, its parts one by one, and the text without its context add next to nothing to these; nor do
other models.
"""

import math
import re
from collections.abc import Sequence
from operator import mul
from typing import NamedTuple

from pipeline.language.terms.bags import Bag
from pipeline.taxonomy.features import Document

SENTENCES = re.compile("[。；！？]")
LEAST_PROBABILITY = 1e-3
"""Added to a probability before its logarithm is taken."""


class SeenSecond(NamedTuple):
    """What is seen of a category that may be the second of a text.

    `share` is the logarithm of its probability as the first, `decision` what is decided for it,
    `together` the logarithm of how often it is beside the first. `parted` is the lesser of the
    probabilities that one half is of the first and the other of it, of the two ways to share out
    the halves that which has more. `constant` is 1.
    """

    share: float
    decision: float
    together: float
    parted: float
    constant: float = 1.0


NEVER = (0.0, 0.0, 0.0, 0.0, -1.0)
"""The weights of a model that has learned nothing: no second is likely."""


def take_logarithm(share: float) -> float:
    """Return the logarithm of a probability, which may be 0."""
    return math.log(share + LEAST_PROBABILITY)


def find_probability(seen: SeenSecond, weights: Sequence[float]) -> float:
    """Return the probability that a category is the second of a text (logistic regression).

    >>> find_probability(SeenSecond(0.0, 0.0, 0.0, 0.0), (0.0,) * 5)
    0.5
    """
    return 1 / (1 + math.exp(-sum(map(mul, seen, weights))))


def halve(body: Bag) -> tuple[Document, Document]:
    """Return the halves of a text, parted where a sentence ends nearest to its middle.

    A text of one sentence is both its halves: clauses are no two subjects (parted by these, two of
    62 sentences written for borders got another first hotspot, and more seconds were wrong).

    >>> words = ["粮食", "丰收", "铁路", "通车"]
    >>> [half.body.words for half in halve(Bag(words, "粮食又丰收。铁路也通车。"))]
    [['粮食', '丰收'], ['铁路', '通车']]
    """
    text = body.text
    places = [found.end() for found in SENTENCES.finditer(text) if text[found.end() :].strip()]
    middle = min(places, key=lambda place: abs(2 * place - len(text)), default=None)
    if middle is None:
        return Document(body), Document(body)
    first = count_words(body.words, text, middle)
    return (
        Document(Bag(body.words[:first], text[:middle])),
        Document(Bag(body.words[first:], text[middle:])),
    )


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
