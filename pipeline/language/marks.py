"""The marks of Chinese text: what ends a sentence, quotes and brackets, Han characters."""

import re

SENTENCE_ENDS = "。！？!?；;…"
"""A sentence ends with one of these."""
COLONS = "：:"
LINE_ENDS = SENTENCE_ENDS + COLONS
"""A line that ends with one of these is whole: what a colon leads to stands below it."""
FULL_WIDTH_SENTENCE_ENDS = "。；！？"
"""The same where a mark of the Latin keyboard may be part of a name or an address."""
QUESTION_ENDS = ("？", "?")

PAIRS = {"“": "”", "（": "）", "《": "》", "【": "】", "「": "」", "『": "』"}
OPENING = {closing: opening for opening, closing in PAIRS.items()}
FULL_WIDTH = str.maketrans("()", "（）")
"""Brackets of both widths are used as pairs of each other."""
NOTE_MARK = r"[\[〔［]\d{1,3}[\]〕］]"
"""What points to a note, written behind a word, and what begins the note: [3]."""
CLOSING = "”’」』）)】]》〉"
"""What may stand between the end of a sentence and the end of its line."""

HAN_RANGE = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Han characters as the inside of a character class: the common block, and the rare characters of
names (𠅤, 䶮, 﨑)."""
HAN = f"[{HAN_RANGE}]"
COMMON_HAN = "\u4e00-\u9fff"
"""The common block alone, which is told faster, as the inside of a character class."""


def keep_letters(words: str) -> str:
    """Return words without signs and white space.

    >>> keep_letters("“十四五”规划（2021）_")
    '十四五规划2021'
    """
    return re.sub(r"[\W_]+", "", words)


def squeeze(words: str) -> str:
    """Return words without white space: names are set with it.

    >>> squeeze("张 明")
    '张明'
    """
    return re.sub(r"\s", "", words)
