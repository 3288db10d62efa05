"""Cues: the words of a closed class at a quantity, peeled off one by one from it outwards.

增长, 达到, 同比, 分别, 超过, 近 … stand between an indicator and its number, until a word of the
indicator is reached; what stands after the number (以上, 左右) is read likewise.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import accumulate
from typing import NamedTuple

from pipeline.claims.find.quantities import Quantity
from pipeline.claims.find.times import Time
from pipeline.claims.read.baseline import AGAINST, REFERENCES, STEPS
from pipeline.claims.read.lexicon import Cue, Lexicon

LONGEST_CUE, LONGEST_AFTER = 8, 5
"""Characters of a cue before a quantity, and of one behind it."""
NEARBY_CHARACTERS = 32
"""Characters before a quantity in which words are looked at."""
WITHIN = re.compile("内(?![部外地陆设容径河阁科存销需参循])")
"""Behind a length of time or way also where the clause goes on: 15分钟内|能够到达."""
ROUGHLY = "约近超逾"
"""Words of a bound that are words of their own right before a number, whatever goes before."""
AIMS = ("目标", "预期")
AIMED = frozenset(
    {"目标", "预期目标", "目标值", "目标任务", "年度目标", "控制目标", "目标数", "计划数", "预期"}
)
"""Words for what is aimed at, no part of a name; 高于|年度预期目标 compares with it."""
OF_A_TIME = frozenset("0123456789今去上全明前逐每近当同本年半一二三四五六七八九十两几多个")
"""What makes a time of the 年 behind it: 去年|增5%."""
ADDED = "新增"
"""What there is of a thing, and growth where it is compared: 比年初|新增30亿元."""
STANDING = ("提前", "领先", "落后", "高出", "多出")
"""Words that compare two things even where 了 follows, and tell no change: 领先了|3分."""


class FoundCue(NamedTuple):
    """A cue and where it stands."""

    start: int
    end: int
    cue: Cue


def peel_before(
    text: str, low: int, quantity: Quantity, times: Sequence[Time], lexicon: Lexicon
) -> tuple[list[FoundCue], int]:
    """Return the cues before a quantity, nearest first, and where the farthest begins.

    Time expressions among them (由2019年的30个) are passed over.
    """
    found: list[FoundCue] = []
    at = high = quantity.start
    starts = cache(partial(find_word_starts, text, low, high, lexicon))

    def begins_word(place: int) -> bool:
        return (place == high - 1 and text[place] in ROUGHLY) or place in starts()

    while at > low:
        if text[at - 1] in " \u3000":
            at -= 1
            continue
        cue = match_cue(text, low, at, lexicon, begins_word)
        if cue is None:
            time = next((t for t in times if t.end == at and t.start >= low), None)
            if time is None or time.baseline:
                break
            at = time.start
            continue
        if is_name(text, low, cue.start, at, lexicon):
            found.append(cue)
            break
        if cue.cue.gives == "comparison" and not compares(text, low, cue.start, quantity):
            word = text[cue.start : at]
            done = word.endswith("了") or (found and text[at : found[-1].end] == "了")
            if not (done or word == "便宜") or word in STANDING:
                break
            cue = cue._replace(cue=cue.cue.model_copy(update={"gives": "change"}))
        if text[cue.start : at] == ADDED and AGAINST.search(text, low, cue.start):
            cue = cue._replace(cue=cue.cue.model_copy(update={"gives": "change", "value": "up"}))
        found.append(cue)
        at = cue.start
    return found, at


def match_cue(
    text: str, low: int, end: int, lexicon: Lexicon, begins_word: Callable[[int], bool]
) -> FoundCue | None:
    """Return the longest cue that ends at a place, or None.

    One of a single character is a cue only where a word begins with it: the 约 of 北约 is none.
    """
    for start in range(max(low, end - LONGEST_CUE), end):
        word = text[start:end]
        cue = lexicon.before.get(word)
        if cue is None or text[max(0, start - 1) : start + 1] in lexicon.cues.compounds.words:
            continue
        if word in AIMED and is_compared(text, low, start, lexicon):
            return None
        if word[:2] in STEPS and text[start - 1 : start] in OF_A_TIME:
            continue
        if end - start > 1 or begins_word(start):
            return FoundCue(start, end, cue)
    return None


def compares(text: str, low: int, start: int, quantity: Quantity) -> bool:
    """Return whether 快, 低 or the like before a quantity says against what, or needs not.

    比全国慢0.3个百分点, 同比慢0.3个百分点, 增速慢0.3个百分点.
    """
    if quantity.unit == "pp" or text.endswith(tuple(REFERENCES), low, start):
        return True
    return AGAINST.search(text, low, start) is not None


def is_compared(text: str, low: int, high: int, lexicon: Lexicon) -> bool:
    """Return whether a word between two places says that something is compared: 高于|年度."""
    found = lexicon.comparator_pattern.search(text, low, high)
    return found is not None or AGAINST.search(text, low, high) is not None


def is_name(text: str, low: int, start: int, end: int, lexicon: Lexicon) -> bool:
    """Return whether a noun of change is part of the name: 增速, and 今年的|增长目标.

    After what grows 增长目标 says only that it is aimed at: 生产总值|增长目标5%.
    """
    word = text[start:end]
    if word not in lexicon.change_nouns:
        return False
    return not word.endswith(AIMS) or start == low or text[start - 1] in "的年，、：； "


def find_word_starts(text: str, low: int, high: int, lexicon: Lexicon) -> set[int]:
    """Return where words begin shortly before a place: the 约 of 北约 is no cue."""
    begin = max(low, high - NEARBY_CHARACTERS)
    words = lexicon.tokenizer.cut(text[begin:high])
    return set(accumulate(map(len, words), initial=begin))


def peel_after(
    text: str, quantity: Quantity, high: int, lexicon: Lexicon
) -> tuple[list[FoundCue], int]:
    """Return the cues right after a quantity and where they end; white space parts none."""
    found: list[FoundCue] = []
    end = at = quantity.end
    if quantity.type in ("duration", "measure") and WITHIN.match(text, at, high):
        return [FoundCue(at, at + 1, lexicon.after[text[at]])], at + 1
    while at < high:
        if text[at] in " \u3000":
            at += 1
            continue
        for length in range(min(LONGEST_AFTER, high - at), 0, -1):
            cue = lexicon.after.get(text[at : at + length])
            if cue and (length > 1 or ends_clause(text, at + 1)):
                found.append(FoundCue(at, at + length, cue))
                end = at = at + length
                break
        else:
            break
    return found, end


def ends_clause(text: str, at: int) -> bool:
    """Return whether no Chinese character stands at a place."""
    return not text[at : at + 1] or not "\u4e00" <= text[at] <= "\u9fff"
