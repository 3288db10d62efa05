"""Pairs of Han characters: what a text is about, without cutting it into words."""

import re
from functools import lru_cache
from operator import add

from pipeline.language.marks import COMMON_HAN

MOST_KEPT = 1_000
"""Texts whose pairs are not looked for again: the same parts are held against one after another."""
HAN_RUN = re.compile(f"[{COMMON_HAN}]{{2,}}")
Pairs = frozenset[str]
"""Pairs of Han characters that stand side by side in a text."""


@lru_cache(MOST_KEPT)
def pairs_of_han(text: str) -> Pairs:
    """Return the pairs of Han characters that stand side by side.

    >>> sorted(pairs_of_han("稳就业，稳投资"))
    ['就业', '投资', '稳就', '稳投']
    """
    return frozenset([pair for run in HAN_RUN.findall(text) for pair in map(add, run, run[1:])])
