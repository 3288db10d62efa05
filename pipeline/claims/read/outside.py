"""What stands before a number outside of what it measures.

An object begins behind 把, what exists behind 有 and its place (仓库里有|粮食); what 在 encloses
says when or where; a verb with 了 says what was done, and not of what: 苹果|卖了三百斤.
"""

import re
from collections.abc import Sequence

from pipeline.claims.find.quantities import Quantity
from pipeline.claims.read.drafts import Clause, Draft
from pipeline.claims.read.features import ENDS_NOTHING
from pipeline.claims.read.inherited import HIGHEST
from pipeline.claims.read.words import BARE, LISTING, NOUNS, VERBS, Word

ENCLOSING = re.compile(r"[在于]|[\u4e00-\u9fff]在")
"""Words that enclose a time or a place: 在, 还在, 于; but not 关于."""
HOLDERS = NOUNS | {"closer"}
"""Roles of words for where something exists, or who has it."""
HIGHEST_OF_ALL = 2
"""Characters of a word like 最大, which is a predicate; 最低标准 is a thing."""
DONE = "了"
UNTOLD = frozenset({"money", "measure", "classifier", "bare"})
"""Types of numbers of which a verb with 了 does not say what they measure."""
PEOPLE = frozenset({"人", "名", "位"})
TIMES_DONE = frozenset({"次", "回", "趟", "遍", "轮", "场"})
"""Units of how often something is done, which its verb names: 访问了|3次."""


def cut_outside(clause: Clause, draft: Draft, words: list[Word]) -> list[Word]:
    """Return the words of a clause that may name what a number measures."""
    words = cut_done(clause.text, draft, cut_before_object(clause, draft, words))
    if draft.quantity.type != "rank":
        return words
    while len(words) > 1 and words[-1].role == "territory":
        words.pop()
    ranking = clause.lexicon.cues.boundary.ranking
    held = [n for n, w in enumerate(words) if clause.text[w.start : w.end] in ranking]
    return words[: held[-1]] if held else words


def cut_before_object(clause: Clause, draft: Draft, words: list[Word]) -> list[Word]:
    """Return the words behind the last that tells who acts on what is measured, or who says it.

    要求把|关税降至10%, 统计局公布|5月失业率, 影响|物价上涨0.2个百分点; or that it exists
    (仓库里有|粮食), but not what modifies a noun: 有子女的家庭.
    """
    moves, boundary = draft.predicate.kind == "change", clause.lexicon.cues.boundary
    for number in range(len(words) - 1, 0, -1):
        word, after = words[number - 1], words[number].role
        said = clause.text[word.start : word.end]
        tells = word.role == "report" or said in boundary.announcing
        if tells and modifies(words[number:]):
            return [word._replace(role="verb"), *words[number:]]
        held = number > 1 and words[number - 2].role in HOLDERS and said in boundary.existing
        held = held and all(other.role != "of" for other in words[number:])
        takes = said == "把" or (said == "将" and after in NOUNS)
        takes = takes or (moves and said in boundary.causing)
        if takes or held or (tells and after not in LISTING | {"of"}):
            return words[number:]
    return words


def modifies(words: Sequence[Word]) -> bool:
    """Return whether a verb before some words is told of a noun behind them: 认为好转|的企业."""
    roles = [word.role for word in words]
    return "of" in roles and any(role in VERBS for role in roles[: roles.index("of")])


def encloses(text: str, word: Word) -> bool:
    """Return whether a word is 在, or ends with it."""
    return ENCLOSING.fullmatch(text, word.start, word.end) is not None


def cut_done(text: str, draft: Draft, words: list[Word]) -> list[Word]:
    """Return the words before a verb with 了 that stands last: 苹果|卖了三百斤."""
    end = len(words)
    if not end or not text.startswith(DONE, words[-1].end):
        return words
    while end and is_bare(draft.quantity, words[end - 1]):
        end -= 1
    return words[:end]


def is_bare(quantity: Quantity, word: Word) -> bool:
    """Return whether a word is a verb that does not name by itself what a number measures.

    A verb says how often something is done, and how many people it is done to: 访问|3次, 拘留|30人.
    """
    told = quantity.type not in UNTOLD or quantity.unit in TIMES_DONE | PEOPLE
    return not told and word.role in BARE


def cut_end(clause: Clause, words: list[Word]) -> list[Word]:
    """Return the words up to the last that may end a name.

    What a word like 内 closes goes with it, from its preposition on (在短时间内), and so does 在
    with its place (费用|在国外), and a time behind a noun: 增幅|5月实现由负转正.
    """
    text = clause.text
    while words:
        words = cut_time(clause, words)
        last = words[-1]
        if len(words) > 2 and encloses(text, words[-2]):
            words = words[:-2]
            continue
        highest = last.end - last.start <= HIGHEST_OF_ALL and text.startswith(HIGHEST, last.start)
        limits = text[last.start : last.end] in clause.lexicon.cues.boundary.limiting
        if last.role not in ENDS_NOTHING and not highest and not limits:
            break
        end = len(words) - 1
        opened = (number for number in range(end, -1, -1) if encloses(text, words[number]))
        words = words[: next(opened, end) if last.role == "closer" else end]
    return words


def cut_time(clause: Clause, words: list[Word]) -> list[Word]:
    """Return the words before a time that stands behind a noun: 增幅|5月实现由负转正."""
    end = len(words)
    while end and any(time.start <= words[end - 1].start < time.end for time in clause.times):
        end -= 1
    return words[:end] if end and words[end - 1].role in NOUNS else words
