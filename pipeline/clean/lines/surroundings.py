"""Where a text begins and ends among what a page sets around it: channels, tools, other stories.

Each line is weighed by what it looks like: for its being set around a text, in nats. The lines left
out above and below are those that together weigh most (maximum subsequence segmentation: J.
Pasternack and D. Roth, Extracting article text from the web, WWW 2009).
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Annotated

from pydantic import BeforeValidator

from pipeline.knowledge import KnowledgeFile, PatternEntry, any_of, split_words

MOST_ABOVE, MOST_BELOW = 80, 160
"""Lines from either end of a file that are looked at."""
LENGTHS = (2, 4, 8, 16, 32, 64)
"""Characters up to which lines of one weight go."""
LONG = frozenset({"length.32", "length.64", "length.long"})
OF_SITE = frozenset({"known", "words", "mostly", "closed", "bullet"})
SENTENCES = frozenset({"sentence", "sentences"})
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
        found = self.compiled.findall(text)
        if found:
            yield "mostly" if 2 * sum(map(len, found)) >= len(text) else "words"
        yield from (sign.name for sign in self.sign if sign.compiled.fullmatch(text))

    def weigh(self, signs: Collection[str]) -> float:
        """Return how much a line weighs: below zero it is rather one of the text."""
        if "known" in signs:
            return self.known
        return self.weight["usual"] + sum(self.weight.get(sign, 0.0) for sign in signs)


def list_signs(
    texts: Sequence[str],
    known: Collection[int],
    marked: Collection[int],
    is_title: Callable[[str], bool],
    page: Surroundings,
) -> dict[int, set[str]]:
    """Return what lines near the ends look like, by themselves and by the lines next to them.

    `known` are those that are furniture wherever they stand, `marked` headings by the file itself,
    `is_title` says whether one is or reads like the title of the text.
    """
    count = len(texts)
    near = [*range(min(MOST_ABOVE, count)), *range(max(MOST_ABOVE, count - MOST_BELOW), count)]
    signs = {k: set(page.find_signs(texts[k])) for k in near}
    said = {k for k in near if signs[k] & LONG and signs[k] & SENTENCES}
    for k in near:
        own = {
            "known": k in known,
            "marked": k in marked,
            "said_above": k - 1 in said,
            "said_below": k + 1 in said,
            "title": is_title(texts[k]),
        }
        signs[k] |= {sign for sign, holds in own.items() if holds}
    return signs


def find_firm(signs: Mapping[int, set[str]], page: Surroundings) -> tuple[int, int]:
    """Return the first and the last line that are certainly of the text; an empty range if none."""
    firm = [
        k
        for k, own in signs.items()
        if is_said(own) and (own.isdisjoint(OF_SITE) or page.weigh(own) < page.text)
    ]
    return (firm[0], firm[-1]) if firm else (len(signs), -1)


def is_said(signs: Collection[str]) -> bool:
    """Return whether a line may be what somebody says: a sentence, or a question."""
    asks = "exclamation" in signs and "label" in signs
    return "bullet" not in signs and (asks or not SENTENCES.isdisjoint(signs))


def find_title(
    signs: Mapping[int, set[str]], first: int, reasons: Mapping[int, str]
) -> tuple[range, bool]:
    """Return the lines of the title, and whether they are certain; none where there is none.

    It is the last line above the text that reads like one or stands above when it was published,
    else the last that may be a headline. A line that may be one goes with the one below it.
    """
    free = [k for k in signs if k < min(first, MOST_ABOVE) and k not in reasons]
    heads = [k for k in free if "headline" in signs[k]]
    sure = [k for k in free if "title" in signs[k]]
    told = [k for k in signs if reasons.get(k, PUBLICATION) == PUBLICATION]
    sure += [k for k, below in pairwise(told) if k in heads and below in reasons]
    title = last = max(sure or heads, default=first)
    while sure and title - 1 in heads and signs[title - 1].isdisjoint(OF_SITE):
        title -= 1
    return range(title, last + bool(sure or heads)), bool(sure)


def note_places(
    texts: Sequence[str],
    signs: Mapping[int, set[str]],
    title: int,
    last: int,
    reasons: Mapping[int, str],
) -> None:
    """Note which lines stand above a `title` that is certain, or below one that ends an article.

    `last` is the last line that is certainly of the text, `reasons` why others are none. What
    stands below each of several stories ends none.
    """
    closed = False
    for k, own in signs.items():
        if k < title:
            own.add("above_title")
        if closed:
            own.add("closed")
        ends = k > last >= 0 and reasons.get(k) in CLOSING
        closed = closed or (ends and texts.count(texts[k]) == 1)


def find_surroundings(
    texts: Sequence[str],
    signs: dict[int, set[str]],
    title: int,
    bounds: tuple[int, int],
    reasons: dict[int, str],
    page: Surroundings,
) -> dict[int, str]:
    """Return the lines that are set around a text, and why each is no part of it.

    `bounds` are its first and last certain line. What repeats the title above the text is no text,
    nor is what stands above a title that is certain, where any of it is none.
    """
    first, last = bounds
    weights = {
        k: 0.0 if reasons.get(k) == PUBLICATION else page.weigh(own) for k, own in signs.items()
    }
    above = [k for k in signs if k < min(first, MOST_ABOVE)]
    below = [k for k in reversed(signs) if k > max(last, title) and last >= 0]
    found: dict[int, str] = {}
    head = [k for k in above if k < title]
    for lines, reason in ((head, "navigation"), (below, "related")):
        taken = take_heaviest(lines, weights, page.least)
        if any(signs[k] & OF_SITE for k in taken):
            certain = lines is head and "above_title" in signs[head[0]]
            found |= dict.fromkeys(head if certain else taken, reason)
    found |= {k: "navigation" for k in above if k > title and texts[k] == texts[title]}
    return found | reasons


def take_heaviest(
    lines: Sequence[int], weights: Mapping[int, float], least: float
) -> Sequence[int]:
    """Return so many of the first lines that they weigh most together, none below the least."""
    sums = list(accumulate(weights[k] for k in lines))
    most = max(sums, default=least)
    return lines[: sums.index(most) + 1] if most > least else ()
