"""Where a text begins and ends among what a page sets around it, and which line is its title.

Each line is weighed by what it looks like: for its being set around a text, in nats. The lines left
out above and below are those that together weigh most (maximum subsequence segmentation: J.
Pasternack and D. Roth, Extracting article text from the web, WWW 2009).
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from math import exp, fsum, log1p
from typing import NamedTuple

from pipeline.clean.lines.surroundings import MOST_ABOVE, NO_PAGE, SENTENCES, Signs, add_sign
from pipeline.knowledge import KnowledgeFile
from pipeline.language.han_pairs import pairs_of_han

OF_SITE = frozenset({"known", "words", "mostly", "closed", "bullet", "row"})
NEVER = frozenset({"cells", "dateline", "number", "introduces"})
"""Signs of lines that are no title."""
NO_HEADLINE = OF_SITE - {"words"} | {"path", "label", "colon", "day", "byline", "aside", "foreign"}
"""Signs of lines that are no part of one but by themselves."""
QUESTION, CLAUSES = {"exclamation", "label"}, {"sentence", "comma"}
PUBLICATION = "publication"
CLOSING = (PUBLICATION, "credit", "related", "copyright", "site_footer", "disclaimer")
"""Why lines are no text below which none follows that is not certain."""
DAYS, OPENING, ASKING = {"day", "published"}, {"introduces", "sentence"}, {"exclamation", "comma"}
LONGEST_TITLE, SHORTEST_HEAD = 80, 4
"""Characters of a line of a title, and fewer than those of a further line of it."""
MOST_READ = 40
"""Lines of a text in which the words of its title are looked for."""
TITLE_SIGNS = (
    *("title", "headline", "row", "path", "byline", "day", "colon", "comma", "exclamation"),
    *("length.2", "length.8"),
)
"""Signs of a line that speak for or against its being the title."""
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
    second: float
    likely: float
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
    stands above when it was published or the file names it, `again` that one above has its words,
    `below` how many others are between it and the text, `first` that none is above it, `after`
    that a day is right above it, `under` that a sentence or what opens a list is above it.
    """
    texts, signs, text, reasons = page
    words = set().union(*map(pairs_of_han, texts[text.start : text.stop][:MOST_READ]))
    above = range(min(text.start, MOST_ABOVE, len(texts)))
    free = [k for k in above if k not in reasons and may_be_title(texts[k], signs[k])]
    found: dict[int, dict[str, float]] = {}
    for place, k in enumerate(free):
        pairs = pairs_of_han(texts[k])
        below = [j for j in (k + 1, k + 2) if j in signs]
        found[k] = {
            "around": weights.weigh(signs[k]),
            "words": len(pairs & words) / max(len(pairs), 1),
            "told": any(reasons.get(j) == PUBLICATION or "byline" in signs[j] for j in below)
            + 2 * ("named" in signs[k]),
            "again": any(texts[k] in line for line in texts[:k]),
            "below": log1p(len(free) - 1 - place),
            "first": place == 0,
            "after": any(DAYS & signs[j] for j in above[:k][-2:]),
            "under": any(not signs[j].isdisjoint(OPENING) for j in above[:k]),
        } | {sign: sign in signs[k] for sign in TITLE_SIGNS}
    return found


def may_be_title(text: str, signs: Collection[str]) -> bool:
    """Return whether a line may be a title: one with a day only where it reads like one."""
    reads = "day" not in signs or ({"headline", "title"} & {*signs} and not text.startswith("——"))
    return bool(reads) and 1 < len(text) <= LONGEST_TITLE and NEVER.isdisjoint(signs)


def find_title(page: PageLines, weights: OutsideWeights) -> tuple[range, bool, bool]:
    """Return the lines of the title, none where there is none; whether they are certain among the
    lines of the page, and whether they are to be called so: likely on a page, or certain and read
    otherwise by themselves.

    A headline next to the likeliest line is of the title as well.
    """
    found, signs, texts = list_title_signs(page, weights), page.signs, page.texts
    if not found:
        return range(page.text.start, page.text.start), False, False
    told = {k: sum(weights.title.get(n, 0.0) * own[n] for n in own) for k, own in found.items()}
    begin = end = best = max(found, key=lambda k: (told[k], k))
    on_page = NO_PAGE not in signs[best]
    heads = {k for k in found if told[k] > max(0.0, told[best] - weights.second)}
    heads = {k for k in heads if signs[k].isdisjoint(NO_HEADLINE) and len(texts[k]) > SHORTEST_HEAD}
    heads = {k for k in heads if on_page or found[k]["told"]}
    if begin - 1 in heads:
        begin -= texts[begin - 1] not in texts[begin]
    elif end + 1 in heads and signs[end + 1].isdisjoint(ASKING):
        end += texts[end + 1] not in texts[end]
    begin -= begin == best and begin - 1 in found and texts[begin].startswith("——")
    end += end + 1 in found and texts[end + 1].startswith("——")
    likely = fsum(exp(told[k] - told[best]) for k in range(begin, end + 1))
    likely *= (told[best] > 0) / fsum(exp(score - told[best]) for score in told.values())
    reads = on_page or found[best]["title"] or found[best]["told"]
    certain = bool(reads and page.text) and likely > weights.certain
    misread = end > begin or signs[best] & {"label", "comma"}
    named = likely > weights.likely if on_page else certain and misread
    return range(begin, end + 1), certain, bool(named)


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
    between = between if title and text else range(0)
    add_sign(signs, "below_title", between)
    weighed = {k: weights.weigh(own) for k, own in signs.items()}
    weighed |= {k: 0.0 for k in reasons if reasons[k] == PUBLICATION}
    found: dict[int, str] = {}
    for lines, reason in ((head, "navigation"), (after[::-1], "related")):
        taken = take_heaviest(lines, weighed, weights.least)
        if any(signs[k] & OF_SITE for k in taken):
            found |= dict.fromkeys(lines if certain and lines is head else taken, reason)
    again = {texts[k] for k in title} if certain else set()
    for k in between:
        if texts[k] in again or (weighed[k] > weights.between and "dateline" not in signs[k]):
            found[k] = PUBLICATION if "day" in signs[k] else "navigation"
    return found | dict(reasons), title if named else range(0)


def take_heaviest(lines: Sequence[int], weighed: Mapping[int, float], least: float) -> list[int]:
    """Return so many of the first lines that they weigh most together, none below the least."""
    sums = list(accumulate(weighed[k] for k in lines))
    most = max(sums, default=least)
    return [*lines[: sums.index(most) + 1]] if most > least else []
