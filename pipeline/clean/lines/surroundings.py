"""Where a text begins and ends among what a page sets around it: channels, tools, other stories.

Each line is weighed by what it looks like: for its being set around a text, in nats. The lines left
out above and below are those that together weigh most (maximum subsequence segmentation: J.
Pasternack and D. Roth, Extracting article text from the web, WWW 2009).
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Annotated

from pydantic import BeforeValidator

from pipeline.knowledge import KnowledgeFile, PatternEntry, any_of, split_words

MOST_ABOVE, MOST_BELOW = 80, 160
"""Lines from either end of a file that are looked at."""
LENGTHS = (2, 4, 8, 16, 32, 64)
"""Characters up to which lines of one weight go."""
FEW, MOSTLY = 0.07, 0.5
"""Share of a line that words of sites are, from which they tell something of it, and much."""
LONG = frozenset({"length.32", "length.64", "length.long"})
OF_SITE = frozenset({"known", "words", "mostly", "closed", "bullet", "row"})
SENTENCES, QUESTION = frozenset({"sentence", "sentences"}), {"exclamation", "label"}
CLAUSES = {"sentence", "comma"}
NO_TITLE = frozenset({"exclamation", "row"})
PUBLICATION = "publication"
CLOSING = (PUBLICATION, "credit", "related", "copyright", "site_footer", "disclaimer")
"""Why lines are no text below which none follows that is not certain."""


class LineSign(PatternEntry):
    """What a line may look like as a whole, with lines that do and lines that do not."""

    name: str


class Surroundings(KnowledgeFile):
    """All that surroundings.toml says: words of sites, and what each sign of a line weighs.

    A line that weighs less than `text` is certainly one of the text, one that is furniture anywhere
    weighs as much as `known`; what is left out weighs more than `least`.
    """

    file = "surroundings.toml"
    words: Annotated[tuple[str, ...], BeforeValidator(split_words)]
    sign: tuple[LineSign, ...]
    text: float
    least: float
    known: float
    weight: dict[str, float]

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """Any of the words."""
        return re.compile(any_of(self.words))

    def find_signs(self, text: str) -> Iterator[str]:
        """Yield what a line, folded, looks like by itself."""
        yield next((f"length.{most}" for most in LENGTHS if len(text) <= most), "length.long")
        share = sum(map(len, self.compiled.findall(text))) / max(len(text), 1)
        if share >= FEW:
            yield "mostly" if share >= MOSTLY else "words"
        yield from (sign.name for sign in self.sign if sign.compiled.fullmatch(text))

    def weigh(self, signs: Collection[str]) -> float:
        """Return how much a line weighs: below zero it is rather one of the text."""
        if "known" in signs:
            return self.known
        return self.weight["usual"] + sum(self.weight.get(sign, 0.0) for sign in signs)


Signs = dict[int, set[str]]
"""What lines near the ends of a file look like, by their number."""


def list_signs(texts: Sequence[str], page: Surroundings, **told: Collection[int]) -> Signs:
    """Return what lines look like, by themselves and by those next to them; `told` are more signs.

    Those are `known`, furniture wherever it stands, `marked`, headings by the file itself and rows
    of a table, the latter `cells` too, and `title`, lines that are or read like the title.
    """
    count = len(texts)
    near = [*range(min(MOST_ABOVE, count)), *range(max(MOST_ABOVE, count - MOST_BELOW), count)]
    signs = {k: set(page.find_signs(texts[k])) for k in near}
    said = {k for k in near if signs[k] & LONG and signs[k] & SENTENCES}
    add_sign(signs, "said_above", {k + 1 for k in said})
    add_sign(signs, "said_below", {k - 1 for k in said})
    for sign, lines in told.items():
        add_sign(signs, sign, lines)
    return signs


def add_sign(signs: Signs, sign: str, lines: Collection[int]) -> None:
    """Add a sign to what these lines look like."""
    for k in signs.keys() & lines:
        signs[k].add(sign)


def find_firm(signs: Signs, page: Surroundings) -> tuple[int, int]:
    """Return the first and the last line that are certainly of the text; an empty range if none.

    They are a sentence, or a question that somebody asks. A word of sites tells little of one that
    has clauses: 源汽车，让蓝天常在。
    """
    firm = [
        k
        for k, own in signs.items()
        if "bullet" not in own and (own & SENTENCES or own >= QUESTION)
        if own.isdisjoint(OF_SITE - {"words"} if own >= CLAUSES else OF_SITE)
        or page.weigh(own) < page.text
    ]
    return (firm[0], firm[-1]) if firm else (len(signs), -1)


def find_title(signs: Signs, first: int, reasons: Mapping[int, str]) -> tuple[range, bool]:
    """Return the lines of the title, and whether they are certain; none where there is none.

    It is the last line above the text that reads like one or stands above when it was published,
    else the last that may be a headline, which asks nothing and is no row if there is such. A line
    that may be one goes with the one below it.
    """
    free = [k for k in signs if k < min(first, MOST_ABOVE) and k not in reasons]
    heads = [k for k in free if "headline" in signs[k] and "cells" not in signs[k]]
    told = [k for k in signs if reasons.get(k, PUBLICATION) == PUBLICATION]
    sure = [k for k in free if "title" in signs[k]]
    sure += [k for k, below in pairwise(told) if k in heads and below in reasons]
    title = last = max(
        sure or [k for k in heads if signs[k].isdisjoint(NO_TITLE)] or heads, default=first
    )
    while sure and title - 1 in heads and signs[title - 1].isdisjoint(OF_SITE):
        title -= 1
    return range(title, last + bool(sure or heads)), bool(sure)


def find_surroundings(
    texts: Sequence[str], signs: Signs, reasons: dict[int, str], page: Surroundings
) -> tuple[dict[int, str], range]:
    """Return which lines are no part of a text, and why, and those that are certainly its title.

    `reasons` is why lines are none that say when a text was published, or are furniture wherever
    they stand. Nothing of a text stands above a title that is certain, where any of it is none;
    what repeats the title is none, and little is below a line that ends an article once.
    """
    first, last = find_firm(signs, page)
    title, certain = find_title(signs, first, reasons)
    after = [k for k in signs if k > max(last, title.start) and last >= 0]
    ends = (k for k in after if reasons.get(k) in CLOSING and texts.count(texts[k]) == 1)
    add_sign(signs, "closed", range(next(ends, len(texts)) + 1, len(texts)))
    add_sign(signs, "above_title", range(title.start if certain else 0))
    weights = {
        k: 0.0 if reasons.get(k) == PUBLICATION else page.weigh(own) for k, own in signs.items()
    }
    above = [k for k in signs if k < min(first, MOST_ABOVE)]
    head = [k for k in above if k < title.start]
    found: dict[int, str] = {}
    for lines, reason in ((head, "navigation"), (after[::-1], "related")):
        taken = take_heaviest(lines, weights, page.least)
        if any(signs[k] & OF_SITE for k in taken):
            found |= dict.fromkeys(lines if certain and lines is head else taken, reason)
    again = (k for k in above if k > title.start and texts[k] == texts[title.start])
    found |= dict.fromkeys(again, "navigation")
    return found | reasons, title if certain else range(0)


def take_heaviest(
    lines: Sequence[int], weights: Mapping[int, float], least: float
) -> Sequence[int]:
    """Return so many of the first lines that they weigh most together, none below the least."""
    sums = list(accumulate(weights[k] for k in lines))
    most = max(sums, default=least)
    return lines[: sums.index(most) + 1] if most > least else ()
