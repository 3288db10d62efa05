"""What a line looks like that a page sets around its text: channels, tools, other stories.

Each sign is of a line by itself or of where it stands; outside.py weighs them.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Annotated

from pydantic import BeforeValidator

from pipeline.knowledge import KnowledgeFile, NamedPattern, any_of, split_words

MOST_ABOVE, MOST_BELOW = 80, 160
"""Lines from either end of a file that are looked at."""
LENGTHS = (2, 4, 8, 16, 32, 64)
"""Characters up to which lines of one weight go."""
FEW, MOSTLY = 0.07, 0.5
"""Share of a line that words of sites are, from which they tell something of it, and much."""
LONG = frozenset({"length.32", "length.64", "length.long"})
OF_PAGE = frozenset({"known", "around", "mostly"})
"""Signs of lines of which many speak for a page; those with a number are of a list of contents."""
NO_PAGE = f"page.{LENGTHS[0]}"
"""What all lines look like where next to none are of a site."""
SENTENCES = frozenset({"sentence", "sentences"})
MOST_LISTED = 10
"""Lines of a list below the line that opens it."""
LONGEST_PAIRED = 32
"""Characters of a line that its pairs of characters tell something of."""
NUMBER, LATIN = re.compile(r"\d+"), re.compile(r"[A-Za-z]{13,}")


class Surroundings(KnowledgeFile):
    """All that surroundings.toml says: words of sites, and what a line may look like."""

    file = "surroundings.toml"
    words: Annotated[tuple[str, ...], BeforeValidator(split_words)]
    sign: tuple[NamedPattern, ...]

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """Any of the words."""
        return re.compile(any_of(self.words))

    def describe_line(self, text: str) -> Iterator[str]:
        """Yield what a line, folded, looks like by itself."""
        yield next((f"length.{most}" for most in LENGTHS if len(text) <= most), "length.long")
        share = sum(map(len, self.compiled.findall(text))) / max(len(text), 1)
        if share >= FEW:
            yield "mostly" if share >= MOSTLY else "words"
        yield from (sign.name for sign in self.sign if sign.compiled.fullmatch(text))
        yield from list_pairs(text)


def list_pairs(text: str) -> set[str]:
    """Return the pairs of characters of a short line, its ends marked and its numbers alike.

    >>> sorted(list_pairs("阅读 126"))
    ['0$', '^阅', '阅读']
    """
    if len(text) > LONGEST_PAIRED:
        return set()
    bare = f"^{LATIN.sub('a', NUMBER.sub('0', text)).lower()}$"
    pairs = (bare[k : k + 2] for k in range(len(bare) - 1))
    return {pair for pair in pairs if pair.split() == [pair]}


Signs = dict[int, set[str]]
"""What lines near the ends of a file look like, by their number."""


def list_near(count: int) -> list[int]:
    """Return which of so many lines are looked at."""
    return [*range(min(MOST_ABOVE, count)), *range(max(MOST_ABOVE, count - MOST_BELOW), count)]


def list_signs(texts: Sequence[str], page: Surroundings, **told: Collection[int]) -> Signs:
    """Return what lines look like, by themselves and by those next to them; `told` are more signs.

    Those are `known`, furniture wherever it stands, `around`, furniture at the ends of a page,
    `published`, lines that say when and by whom a text was, `marked`, headings by the file itself
    and rows of a table, the latter `cells` too, and `title`, lines that are or read like the title.
    All have the sign of how many lines are of a site.
    """
    near = list_near(len(texts))
    signs = {k: set(page.describe_line(texts[k])) for k in near}
    said = {k for k in near if signs[k] & LONG and signs[k] & SENTENCES}
    add_sign(signs, "said_above", {k + 1 for k in said})
    add_sign(signs, "said_below", {k - 1 for k in said})
    opens = [k for k in near if "introduces" in signs[k]]
    add_sign(signs, "introduced", {k + below for k in opens for below in range(1, MOST_LISTED)})
    for sign, lines in told.items():
        add_sign(signs, sign, lines)
    of_site = sum("number" not in own and bool(own & OF_PAGE) for own in signs.values())
    counted = next((f"page.{most}" for most in LENGTHS if of_site < most), "page.more")
    add_sign(signs, counted, near)
    return signs


def add_sign(signs: Signs, sign: str, lines: Collection[int]) -> None:
    """Add a sign to what these lines look like."""
    for k in signs.keys() & lines:
        signs[k].add(sign)
