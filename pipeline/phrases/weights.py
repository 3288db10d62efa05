"""How much a candidate says about a text: C-value times rarity in general text.

C-value: Frantzi, Ananiadou and Mima, Automatic recognition of multi-word terms (2000).
"""

import math
from collections import Counter, defaultdict

from pipeline.language.terms.background import Background
from pipeline.language.terms.candidates import Words


def weigh_candidates(counts: Counter[Words], background: Background) -> dict[Words, float]:
    """Return the weight of each candidate: C-value times mean inverse document frequency.

    C-value takes the length in characters, not in words, so that it does not depend on what the
    dictionary of the tokenizer keeps whole.
    """
    around: defaultdict[Words, list[int]] = defaultdict(list)
    for words, count in counts.items():
        for part in find_parts(words):
            if part in counts:
                around[part].append(count)
    return {
        words: math.log2(sum(map(len, words)))
        * (count - (sum(around[words]) / len(around[words]) if words in around else 0))
        * (sum(map(background.rarity, words)) / len(words))
        for words, count in counts.items()
    }


def find_parts(words: Words) -> set[Words]:
    """Return the proper sub-sequences of a candidate."""
    return {
        words[first:last]
        for first in range(len(words))
        for last in range(first + 1, len(words) + 1)
        if last - first < len(words)
    }
