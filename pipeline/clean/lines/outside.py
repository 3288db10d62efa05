"""Where a text begins and ends among what a page sets around it, and which line is its title.

Each line is weighed by what it looks like: for its being set around a text, in nats. The lines left
out above and below are those that together weigh most (maximum subsequence segmentation: J.
Pasternack and D. Roth, Extracting article text from the web, WWW 2009).
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from math import exp, fsum
from typing import NamedTuple

from pipeline.clean.lines.surroundings import MOST_ABOVE, NO_PAGE, SENTENCES, Signs, add_sign
from pipeline.knowledge import KnowledgeFile
from pipeline.language.han_pairs import pairs_of_han

OF_SITE = frozenset({"known", "words", "mostly", "closed", "bullet", "row"})
QUESTION, CLAUSES = {"exclamation", "label"}, {"sentence", "comma"}
PUBLICATION = "publication"
CLOSING = (PUBLICATION, "credit", "related", "copyright", "site_footer", "disclaimer")
"""Why lines are no text below which none follows that is not certain."""
FEWEST_PAIRS, MOST_PAIRS = 3, 80
"""Pairs of Han characters that a title has."""
MOST_READ = 40
"""Lines of a text in which the words of its title are looked for."""
TITLE_SIGNS = ("title", "headline", "row", "exclamation", "sentence", "comma", "clause")
UNSEEN = 1000.0
"""How much less lines weigh of which those above are not looked at: they are of the text."""


class OutsideWeights(KnowledgeFile):
    """All that outside.toml says: what each sign of a line weighs, and what speaks for a title."""

    file = "outside.toml"
    text: float
    least: float
    between: float
    known: float
    certain: float
    said: float
    weight: dict[str, float]
    title: dict[str, float]
    pairs: dict[str, str]

    @cached_property
    def weights(self) -> dict[str, float]:
        """What each sign weighs, and each pair of characters."""
        paired = {pair: float(w) for w, pairs in self.pairs.items() for pair in pairs.split()}
        return self.weight | paired

    def weigh(self, signs: Collection[str]) -> float:
        """Return how much a line weighs: below zero it is rather one of the text."""
        if "known" in signs:
            return self.known
        return self.weights["usual"] + fsum(self.weights.get(sign, 0.0) for sign in signs)


class PageLines(NamedTuple):
    """The lines of a page, those certainly of its `text`, why others surely are none."""

    texts: Sequence[str]
    signs: Signs
    text: range
    reasons: Mapping[int, str]


def find_text(signs: Signs, weights: OutsideWeights) -> tuple[int, int]:
    """Return the first and the last line that are certainly of the text; an empty range if none.

    What stands above and below them may have sentences of its own, what readers wrote and what a
    site says of its rights: the lines from the first to the last are those that weigh least, each
    that is certain by itself `said` less.
    """
    firm = [k for k, own in signs.items() if is_firm(own, weights)]
    weighed = {k: weights.weigh(own) for k, own in signs.items()}
    weighed |= {k: weighed[k] - weights.said for k in firm}
    begin, least, weight, middle = 0, 0.0, 0.0, range(0)
    for k in signs:
        begin, weight = (begin, weight) if weight < 0 else (k, 0.0)
        weight += weighed[k] - (UNSEEN if k and k - 1 not in signs else 0.0)
        if weight < least:
            least, middle = weight, range(begin, k + 1)
    inside = [k for k in firm if k in middle] or firm
    return (inside[0], inside[-1]) if inside else (len(signs), -1)


def is_firm(signs: Collection[str], weights: OutsideWeights) -> bool:
    """Return whether a line is a sentence or a question; its clauses may have a word of sites."""
    own = frozenset(signs)
    said = "bullet" not in own and (bool(own & SENTENCES) or own >= QUESTION)
    of_site = own & (OF_SITE - {"words"} if own >= CLAUSES else OF_SITE)
    return said and (not of_site or weights.weigh(own) < weights.text)


def list_title_signs(page: PageLines, weights: OutsideWeights) -> dict[int, dict[str, float]]:
    """Return the lines above the text that may be its title, and what speaks for each.

    `around` is its weight, `words` how many of its pairs of characters the text has, `told` that it
    stands above when it was published or the file names it, `again` that one above has its words.
    """
    texts, signs, text, reasons = page
    words = set().union(*map(pairs_of_han, texts[text.start : text.stop][:MOST_READ]))
    free = {*range(min(text.start, MOST_ABOVE, len(texts)))} - reasons.keys()
    found: dict[int, dict[str, float]] = {}
    for k in sorted(k for k in free if "cells" not in signs[k]):
        pairs = pairs_of_han(texts[k])
        if FEWEST_PAIRS <= len(pairs) <= MOST_PAIRS:
            found[k] = {
                "around": weights.weigh(signs[k]),
                "words": len(pairs & words) / len(pairs),
                "told": any(reasons.get(j) == PUBLICATION for j in (k + 1, k + 2))
                + 2 * ("named" in signs[k]),
                "again": any(texts[k] in above for above in texts[:k]),
            } | {sign: sign in signs[k] for sign in TITLE_SIGNS}
    return found


def find_title(page: PageLines, weights: OutsideWeights) -> tuple[range, bool, bool]:
    """Return the lines of the title, none where there is none; whether they are certain among the
    lines of the page, and whether this makes them one: of a page, or they read like one.

    A line that may be one goes with a certain one below it, a second headline with that above it.
    """
    found, signs = list_title_signs(page, weights), page.signs
    if not found:
        return range(page.text.start, page.text.start), False, False
    told = {k: sum(weights.title.get(n, 0.0) * own[n] for n in own) for k, own in found.items()}
    begin = end = max(found, key=lambda k: (told[k], k))
    certain = 1 / sum(exp(score - told[begin]) for score in told.values()) > weights.certain
    named = NO_PAGE not in signs[end] or found[end]["title"] or found[end]["told"]
    above = found.get(begin - 1, {}).get("headline") and signs[begin - 1].isdisjoint(OF_SITE)
    begin -= bool(certain and above)
    end += end + 1 in found and page.texts[end + 1].startswith("——")
    return range(begin, end + 1), certain, bool(certain and named)


def find_outside(page: PageLines, weights: OutsideWeights) -> tuple[dict[int, str], range]:
    """Return which lines are no part of a text, and why, and those that are certainly its title.

    Nothing of a text stands above a title that is certain, where any of it is none; what repeats
    the title is none, and little is below a line that ends an article once.
    """
    texts, signs, text, reasons = page
    title, certain, named = find_title(page, weights)
    after = [k for k in signs if k >= max(text.stop, title.start + 1) and text]
    ends = (k for k in after if reasons.get(k) in CLOSING and texts.count(texts[k]) == 1)
    add_sign(signs, "closed", range(next(ends, len(texts)) + 1, len(texts)))
    above = range(min(text.start, MOST_ABOVE, len(texts)))
    head, between = above[: title.start], above[title.stop :]
    add_sign(signs, "above_title", head if certain else ())
    add_sign(signs, "below_title", between if title else ())
    weighed = {k: weights.weigh(own) for k, own in signs.items()}
    weighed |= {k: 0.0 for k in reasons if reasons[k] == PUBLICATION}
    found: dict[int, str] = {}
    for lines, reason in ((head, "navigation"), (after[::-1], "related")):
        taken = take_heaviest(lines, weighed, weights.least)
        if any(signs[k] & OF_SITE for k in taken):
            found |= dict.fromkeys(lines if certain and lines is head else taken, reason)
    again = {texts[k] for k in title}
    for k in between:
        if texts[k] in again or (weighed[k] > weights.between and "dateline" not in signs[k]):
            found[k] = PUBLICATION if "day" in signs[k] else "navigation"
    return found | dict(reasons), title if named else range(0)


def take_heaviest(lines: Sequence[int], weighed: Mapping[int, float], least: float) -> list[int]:
    """Return so many of the first lines that they weigh most together, none below the least."""
    sums = list(accumulate(weighed[k] for k in lines))
    most = max(sums, default=least)
    return [*lines[: sums.index(most) + 1]] if most > least else []
