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
NEVER = frozenset({"cells", "dateline", "number", "introduces"})
"""Signs of lines that are no title."""
QUESTION, CLAUSES = {"exclamation", "label"}, {"sentence", "comma"}
PUBLICATION = "publication"
CLOSING = (PUBLICATION, "credit", "related", "copyright", "site_footer", "disclaimer")
"""Why lines are no text below which none follows that is not certain."""
OPENING, TELLING = {"introduces", "sentence"}, {"byline", "dateline"}
MEETINGS = ("会", "问", "谈", "录", "况")
"""How titles of transcripts end: 新闻发布会, 答记者问, 访谈, 实录, 情况."""
LONGEST_TITLE, SHORT = 80, 8
"""Characters of a line of a title, and those of a line that is rather none beside another."""
MOST_READ = 40
"""Lines of a text in which the words of its title are looked for."""
TITLE_SIGNS = (
    *("title", "headline", "row", "path", "day", "colon", "bullet", "mostly", "introduced"),
    *("said_below", "length.2", "length.4", "particulars", "byline", "masthead", "unfinished"),
    "clause",
)
"""Signs of a line that speak for or against its being the title."""
UNSEEN = 1000.0
"""How much less lines weigh of which those above are not looked at: they are of the text."""


class OutsideWeights(KnowledgeFile):
    """All that outside.toml says: what each sign of a line weighs, and what speaks for a title."""

    file = "outside.toml"
    text: float
    least: float
    surely: float
    between: float
    known: float
    certain: float
    said: float
    likely: float
    title: dict[str, float]
    sign: dict[str, str]

    @cached_property
    def weights(self) -> dict[str, float]:
        """What each sign weighs, each pair of characters among them."""
        return {sign: float(w) for w, signs in self.sign.items() for sign in signs.split()}

    def weigh(self, signs: Collection[str]) -> float:
        """Return how much a line weighs: below zero it is rather one of the text."""
        if "known" in signs:
            return self.known
        return self.weights["usual"] + fsum(self.weights.get(sign, 0.0) for sign in signs)

    def is_sure(self, signs: Collection[str]) -> bool:
        """Return whether a line is surely none of a text, by itself; one without Chinese never."""
        return "foreign" not in signs and self.weigh(signs) > self.surely


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


def list_title_signs(page: PageLines, weights: OutsideWeights) -> dict[range, dict[str, float]]:
    """Return the lines above the text, by themselves and by twos, that may be its title, and what
    speaks for each.

    `around` is their weight, `words` their pairs of characters that the text has, as a share of the
    most that any has, `told` that when it was published stands right below or that the file names
    them, `told_later` that it stands a line further below, `again` that one above has their words,
    `again_below` that one below has and they are short, `path_next` that the way to the page is
    right above, `under` that a sentence or what opens a list is above, `text_next` that the text is
    right below.
    """
    texts, signs, text, reasons = page
    words = set().union(*map(pairs_of_han, texts[text.start : text.stop][:MOST_READ]))
    above = range(min(text.start, MOST_ABOVE, len(texts)))
    free = {k for k in above if k not in reasons and may_be_title(texts[k], signs[k])}
    lines = [range(k, k + n) for n in (1, 2) for k in above if free.issuperset(range(k, k + n))]
    shared = {own: set().union(*(pairs_of_han(texts[k]) & words for k in own)) for own in lines}
    most = max(map(len, shared.values()), default=0) or 1
    tells = {k for k in signs if reasons.get(k) == PUBLICATION or signs[k] & TELLING}
    single = {
        k: {
            "around": weights.weigh(signs[k]),
            "again": any(texts[k] in line for line in texts[:k]),
            "again_below": len(texts[k]) <= SHORT and any(texts[k] in t for t in texts[k + 1 :]),
            "meeting": texts[k].endswith(MEETINGS),
        }
        | {sign: sign in signs[k] for sign in TITLE_SIGNS}
        for k in free
    }
    return {
        own: {sign: fsum(single[k][sign] for k in own) / len(own) for sign in single[own[0]]}
        | {
            "words": len(shared[own]) / most,
            "told": (own.stop in tells) + 2 * any("named" in signs[k] for k in own),
            "told_later": own.stop + 1 in tells,
            "path_next": "path" in signs.get(own.start - 1, ()),
            "under": any(not signs[j].isdisjoint(OPENING) for j in above[: own.start]),
            "text_next": own.stop == text.start,
        }
        | (pair_signs(page, own) if len(own) > 1 else {})
        for own in lines
    }


def pair_signs(page: PageLines, lines: range) -> dict[str, float]:
    """Return what speaks for two lines being one title."""
    above, below = (page.signs[k] for k in lines)
    return {
        "two": True,
        "two.dash": page.texts[lines[1]].startswith("——"),
        "two.aside": "aside" in below,
        "two.unfinished": "unfinished" in above,
        "two.headlines": "headline" in above and "headline" in below,
        "two.label": not below.isdisjoint(("label", "colon")),
        "two.short": min(len(page.texts[k]) for k in lines) <= SHORT,
    }


def may_be_title(text: str, signs: Collection[str]) -> bool:
    """Return whether a line may be a title: one with a day only where it reads like one."""
    reads = "day" not in signs or ({"headline", "title"} & {*signs} and not text.startswith("——"))
    return bool(reads) and 1 < len(text) <= LONGEST_TITLE and NEVER.isdisjoint(signs)


def find_title(page: PageLines, weights: OutsideWeights) -> tuple[range, bool, bool]:
    """Return the lines of the title, none where there is none; whether they are certain among the
    lines of the page, and whether they are to be called so: likely on a page, or certain and read
    otherwise by themselves. It is a page that has words of sites, or surely none of a text above.
    """
    found, signs = list_title_signs(page, weights), page.signs
    if not found:
        return range(page.text.start, page.text.start), False, False
    told = {k: fsum(weights.title.get(n, 0.0) * own[n] for n in own) for k, own in found.items()}
    best = max(found, key=lambda lines: (told[lines], lines.start))
    likely = 1 / fsum(exp(score - told[best]) for score in told.values())
    on_page = NO_PAGE not in signs[best[0]]
    reads = on_page or found[best]["title"] or found[best]["told"]
    certain = bool(reads and page.text) and likely > weights.certain
    misread = len(best) > 1 or signs[best[0]] & {"label", "comma"}
    above = (signs[k] for k in range(best.start) if k not in page.reasons)
    headed = any(map(weights.is_sure, above))
    on_page = on_page or (headed and likely > weights.certain)
    named = likely > weights.likely if on_page else certain and misread
    return best, certain, bool(named)


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
        taken, headed = take_heaviest(lines, weighed, weights.least), certain and lines is head
        if any(signs[k] & OF_SITE or (headed and weights.is_sure(signs[k])) for k in taken):
            found |= dict.fromkeys(lines if headed else taken, reason)
    again = {texts[k] for k in title} if certain else set()
    for k in between:
        stays = not signs[k].isdisjoint(("dateline", NO_PAGE))
        if texts[k] in again or (weighed[k] > weights.between and not stays):
            found[k] = PUBLICATION if "day" in signs[k] else "navigation"
    return found | dict(reasons), title if named else range(0)


def take_heaviest(lines: Sequence[int], weighed: Mapping[int, float], least: float) -> list[int]:
    """Return so many of the first lines that they weigh most together, none below the least."""
    sums = list(accumulate(weighed[k] for k in lines))
    most = max(sums, default=least)
    return [*lines[: sums.index(most) + 1]] if most > least else []
