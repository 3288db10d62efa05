"""Whether a text is Chinese, and which of its paragraphs are not: those are not analysed."""

import re
from collections.abc import Sequence
from typing import Literal

from pipeline.language.marks import HAN, HAN_RANGE

HAN_RUN = re.compile(f"({HAN}+)")
LENGTH_OF_WORD = 2
"""A word of Chinese is about two characters."""
WORD_OF_LETTERS = re.compile(rf"[ぁ-ヿ]{{2}}|[^\W\d_{HAN_RANGE}ぁ-ヿ]{{2,}}")
"""A word of another script; kana are two to a word as Han characters are."""
FEWEST_WORDS = 20
"""A shorter text shows no language."""
FEWEST_OF_PARAGRAPH = 3
"""A shorter line is a name, or a word that is quoted."""
LEAST_CHINESE, MOSTLY_CHINESE = 0.2, 0.8
"""Bounds, chosen by hand: Chinese among the words of a text; bilingual ones lie between."""
Script = Literal["not_chinese", "partly_chinese"]


def count_by_script(text: str) -> tuple[int, int]:
    """Return how many words of a text are Chinese, and how many are not.

    >>> count_by_script("节水是第一位的。Saving water comes first.")
    (4, 4)
    """
    parts = HAN_RUN.split(text)
    han = sum(-(-len(run) // LENGTH_OF_WORD) for run in parts[1::2])
    return han, len(WORD_OF_LETTERS.findall(" ".join(parts[::2])))


def judge_script(text: str) -> Script | None:
    """Return whether a text is not Chinese, or a good part of it is not; else None."""
    han, others = count_by_script(text)
    if han + others < FEWEST_WORDS:
        return None
    share = han / (han + others)
    if share < LEAST_CHINESE:
        return "not_chinese"
    return "partly_chinese" if share < MOSTLY_CHINESE else None


def find_foreign(text: str, places: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Return which paragraphs of a text, at these places, are not Chinese.

    In a text that is not, none is: what it quotes in Chinese says nothing.
    """
    if judge_script(text) == "not_chinese":
        return frozenset(range(len(places)))
    return frozenset(k for k, (start, end) in enumerate(places) if is_foreign(text[start:end]))


def is_foreign(paragraph: str) -> bool:
    """Return whether a paragraph is written in another language.

    >>> is_foreign("Saving water comes first of all, says the minister of 水利部.")
    True
    >>> is_foreign("GDP、CPI、PPI")
    False
    """
    han, others = count_by_script(paragraph)
    if han == 0 and others >= FEWEST_OF_PARAGRAPH:
        return not paragraph.isupper()
    return han + others >= FEWEST_OF_PARAGRAPH and han < LEAST_CHINESE * (han + others)
