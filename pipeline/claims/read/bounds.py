"""Bounds: how the value bounds what is measured, as the words around it say.

A noun may part a bound from its number: 不到|全国的|三分之二 bounds a share; but in
不少于|去年的|36亿元 the amount is that of last year.
"""

import re
from typing import cast

from pipeline.claims.find.quantities import Quantity
from pipeline.claims.read.cues import FoundCue
from pipeline.claims.read.lexicon import Lexicon
from pipeline.claims.read.predicate import Predicate
from pipeline.measure.units import SHARES
from pipeline.records.claims import Op

AT_MOST = re.compile(
    "(最多|至多|至少|最少|起码)(?:可以?|能够?|只能|要|需要?|得)?[^，。；：、\n0-9一二三四五六七八九十的]{1,4}\\Z"
    "|(最高|最长|最大)(?:(?:可|能)?(?:提高?|上?调高?|升|增加?|补[助贴]|奖励?|给予|放宽|延长)[到至给]?"
    "|(?:可以?|能够?|只能)[^，。；：、\n0-9一二三四五六七八九十的]{1,6})\\Z"
    "|(最低)(?:可|能)?[降减下调低]{1,2}[到至]\\Z"
)
"""A bound that a verb parts from its number: 最多能贷50万元, 最高提至60%, 最高可抵扣2000元."""
COMPARING = ("高于", "低于", "超过", "超", "超出", "多于", "少于")
AIMED_AT = re.compile(
    "(?:左右|上下|以上|以下|以内)?的(?:全年|年度|年初|预期|控制|约束性|既定|计划){0,2}(?:目标|任务|计划)"
)
"""Behind a number that something is held against, what it is: 超过|18万人的年度目标."""
AIM_BEFORE = re.compile(
    r"(?:（|(?P<shared>为|占|完成|达到?))[^（），。；：、0-9]{0,6}(?:目标|任务|预期)(?:任务|值|数)?(?:为|是|：)?\Z"
)
"""Before what an outcome is held against: 增长5%（年初目标|6%）, 完成目标任务|9万人的107%."""
SHARED = re.compile(r"[^，。；：、0-9]{0,3}的[0-9.]+%")
LEAST = ("至少", "最少", "起码", None)
ABOUT = re.compile("(?:约|大约|接近|将近)(?:占|为|是|有|相当于)[^，。；：、\n0-9]{1,14}的\\Z")
"""That a share is told roughly, before what it is of: 约占全线的三成."""
FARTHEST, FARTHEST_AT_MOST = 24, 12
"""Characters before a number in which its bound stands, and one that a verb parts from it."""
OF_TIME = re.compile(
    r"(?:年度?|月份?|季度?|期|周|[年月季]?[初末底]|时|天)(?:同期|水平|总量)?\Z|预期\Z|预测\Z|计划\Z|目标\Z"
)
"""How the words end that tell whose amount it is: of a time, or of a plan."""
GIVEN = re.compile(r"(?:设定|规定|公布|确定|预期|预测)\Z")
RATE = re.compile(r"[%‰率速幅]")
FARTHEST_RATE = 24
"""Characters before a bound in which it is said that a rate is bounded."""


def is_aimed(text: str, quantity: Quantity) -> bool:
    """Return whether a number is what was aimed at, with which an outcome is compared."""
    before = AIM_BEFORE.search(text, max(0, quantity.start - FARTHEST), quantity.start)
    after = SHARED if before and before["shared"] else AIMED_AT
    return bool(after.match(text, quantity.end) or (before and not before["shared"]))


def read_op(
    text: str, quantity: Quantity, cues: list[FoundCue], after: list[FoundCue], predicate: Predicate
) -> None:
    """Set how the value bounds the quantity: the nearest cue before it, else after it."""
    if quantity.op == "range":
        return
    for start, end, cue in cues:
        if cue.gives == "op":
            if text[start:end] in COMPARING and predicate.aimed:
                break
            if not (text[start:end] in COMPARING[:2] and text.startswith("的", quantity.end)):
                predicate.op = cast(Op, cue.value)
            return
        if cue.gives in ("change", "towards"):
            break
    at_most = AT_MOST.search(text, max(0, quantity.start - FARTHEST_AT_MOST), quantity.start)
    if at_most and quantity.op == "eq":
        predicate.op = "ge" if at_most[1] in LEAST and not at_most[2] else "le"
        predicate.subject_end = min(predicate.subject_end, at_most.start())
        return
    if quantity.op == "eq" and ABOUT.search(
        text, max(0, quantity.start - FARTHEST), quantity.start
    ):
        predicate.op = "approx"
        return
    for _, _, cue in after:
        if cue.gives == "op" and not (cue.value in ("ge", "le") and quantity.op == "gt"):
            predicate.op = cast(Op, cue.value)
            return


def read_distant_bound(
    text: str, low: int, quantity: Quantity, predicate: Predicate, lexicon: Lexicon
) -> None:
    """Set how a bound that a noun parts from its number bounds it, where there is one.

    Of a share it is the bound of the share: 不到全国的三分之二. An amount of a time or a plan is
    that amount, whatever is held against it: 远低于市场预期的11.3万, 不少于去年的36亿元.
    """
    if not text.endswith("的", low, quantity.start) or quantity.unit in ("pp", "倍"):
        return
    found = None
    for match in lexicon.bound_pattern.finditer(
        text, max(low, quantity.start - FARTHEST), quantity.start - 1
    ):
        found = match
    if found is None or found.end() == quantity.start - 1:
        return
    base = text[found.end() : quantity.start - 1]
    if any(mark in base for mark in "，。；：、"):
        return
    before = text[max(0, found.start() - FARTHEST_RATE) : found.start()]
    share = quantity.unit in SHARES
    if share:
        whose = GIVEN.search(base) or (RATE.search(before) and OF_TIME.search(base))
    else:
        whose = OF_TIME.search(base) or GIVEN.search(base)
    if not share and not whose:
        return
    bound = cast(Op, lexicon.before[found[0]].value)
    predicate.op = quantity.op if whose or quantity.op == "range" else bound
    predicate.kind, predicate.direction = "level", "none"
    predicate.baseline = predicate.baseline_span = None
    predicate.subject_end = min(predicate.subject_end, found.start())
