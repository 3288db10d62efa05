"""Predicates that go on: what a number takes over of what is said of the number before it."""

import re

from pipeline.claims.find.quantities import Quantity
from pipeline.claims.read.drafts import Clause, Draft
from pipeline.claims.read.predicate import Predicate
from pipeline.claims.read.words import read_words
from pipeline.measure.units import RATES

JOINTS = "、和及与 高低多少快慢"
"""What joins the numbers of a list, with the comparison said again: 分别低约40个和低约25个基点."""
LIST_JOINTS = "、和及与以，"
ECHO = re.compile(
    "或(?:约)?|[，（](?:约|近|即|或|合|相当于|力争|争取|确保|力争达到|不低于|不少于|超过|左右)?"
)
"""What stands between a change and the same in other words."""
AGAIN = re.compile(
    "[，；、](?:[前去今明后上本]年|[0-9]{4}年|[上下]半年|[一二三四]季度|目前|现在|目标)+"
    "(?:则|又|就|仍)?[是为]|，(?:实际)?(?:完成|达到)"
)
"""What stands between a rate of growth and that of another time, or what became of it.

去年增长4.8%，今年是|5.2%; 预期增长6%，完成|6.9%."""
LEVELS = ("率", "比重", "占比", "比例", "份额", "系数", "指数", "满意度", "集中度", "赤字", "利息")
"""How names end whose percentage is a level, whatever grew before: 增长5%，失业率5.2%."""
TAX = "税"
"""Its percentage is a rate, but where taxes were told of: 税收下降4%，其中增值税7%."""
PARTS_OF_NAMES = frozenset(
    {"noun", "territory", "vn", "bound", "time", "adjective", "place", "list", "and", "of"}
    | {"open", "separator", "flow", "mark", "idiom", "number"}
)
"""Roles of words between two numbers of which none is a predicate."""
LONGEST_NAME = 16
"""Characters between two numbers that may be the name of what the second tells."""


def continue_predicate(clause: Clause, floor: int, previous: Draft, predicate: Predicate) -> None:
    """Give a number what is said of the one before, where it goes on with that.

    `floor` is where the words of the one before end.
    """
    text, quantity = clause.text, clause.quantity
    gap = text[max(clause.low, floor) : predicate.subject_end]
    alike = previous.quantity.unit == quantity.unit
    listed = not gap.strip(JOINTS) and clause.low <= floor < quantity.start
    worded = any(gives in ("change", "towards", "level") for *_, gives in predicate.cues)
    worded = worded and AGAIN.fullmatch(text, floor, quantity.start) is None
    if not worded:
        if (listed and alike) or echoes(text, previous, quantity, predicate):
            share_predicate(previous, predicate)
            if listed:
                share_bound(previous, quantity, predicate)
        elif alike and grows_too(clause, floor, previous, predicate):
            share_change(previous, predicate)
    elif alike and predicate.moves_to and previous.predicate.moves_from:
        if previous.predicate.kind == "change" and predicate.kind == "level":
            share_change(previous, predicate)
    elif alike and predicate.kind == "change" and predicate.baseline is None:
        joined = not text[floor : predicate.subject_end].strip(LIST_JOINTS)
        if joined and previous.predicate.respectively:
            share_baseline(previous, predicate)


def grows_too(clause: Clause, floor: int, previous: Draft, predicate: Predicate) -> bool:
    """Return whether a rate behind a name alone is growth like that before it.

    甲市增长6.1%，乙市9.4%; 去年增长6.1%，今年是6.3%; but 增长6.1%，失业率5.2%.
    """
    text, quantity = clause.text, clause.quantity
    if previous.predicate.kind != "change" or predicate.kind != "level":
        return False
    if quantity.unit not in RATES or quantity.value < 0:
        return False
    if text[predicate.follow : predicate.follow + 1] not in ("", *"，。；、）和及与\n"):
        return False
    told = previous.indicator
    if AGAIN.fullmatch(text, floor, quantity.start):
        return told is None or not text.endswith(LEVELS, told.start, told.end)
    gap = text[floor : quantity.start]
    if not 1 < len(gap) <= LONGEST_NAME or gap[0] not in "，、和及与" or gap[1:].count("，") > 1:
        return False
    taxes = told is not None and TAX in text[told.start : told.end]
    if text.endswith(LEVELS if taxes else (*LEVELS, TAX), floor, quantity.start):
        return False
    return all(word.role in PARTS_OF_NAMES for word in read_words(clause, floor, quantity.start))


def echoes(text: str, previous: Draft, quantity: Quantity, predicate: Predicate) -> bool:
    """Return whether a number says the change before it again, or a further bound of it.

    增加3万人，约0.6%; 减少3千公顷（4.5万亩）; 增长5%，力争6%.
    """
    if previous.predicate.kind != "change" or predicate.kind != "level":
        return False
    gap = ECHO.fullmatch(text, previous.predicate.follow, quantity.start)
    ends = text[predicate.follow : predicate.follow + 1] in tuple("，。；、）\n")
    return gap is not None and ends and (gap[0][0] == "（" or quantity.type == "rate")


def share_predicate(previous: Draft, two: Predicate) -> None:
    """Give a number in a list the predicate of the number before it: 分别增长75%、84%."""
    share_change(previous, two)
    share_baseline(previous, two)
    two.respectively = previous.predicate.respectively


def share_bound(previous: Draft, quantity: Quantity, two: Predicate) -> None:
    """Give a number in a list the bound that stands before the list: 突破|6万亿元、7万亿元大关."""
    one = previous.predicate
    before = one.op != previous.quantity.op and one.follow == previous.quantity.end
    if before and two.op == quantity.op == "eq":
        two.op = one.op


def share_change(previous: Draft, two: Predicate) -> None:
    """Give a number the kind and direction of the number before it."""
    two.kind, two.direction = previous.predicate.kind, previous.predicate.direction


def share_baseline(previous: Draft, two: Predicate) -> None:
    """Give a number what the number before it is compared with."""
    one = previous.predicate
    two.baseline, two.baseline_span = one.baseline, one.baseline_span
