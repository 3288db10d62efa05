"""Bounds that a noun parts from their number, and amounts that are those of a time or plan.

不到|全国的|三分之二 bounds a share; 不少于|去年的|36亿元 is the amount of last year.
"""

import re
from typing import cast

from pipeline.claims.find.quantities import Quantity
from pipeline.claims.read.lexicon import Lexicon
from pipeline.claims.read.predicate import Predicate
from pipeline.records.claims import Op

FARTHEST = 24
"""Characters before a number in which its bound stands."""
SHARES = frozenset({"%", "‰", "ratio"})
OF_TIME = re.compile(
    r"(?:年度?|月份?|季度?|期|周|[年月季]?[初末底]|时|天)(?:同期|水平|总量)?\Z|预期\Z|预测\Z|计划\Z|目标\Z"
)
"""How the words end that tell whose amount it is: of a time, or of a plan."""
GIVEN = re.compile(r"(?:设定|规定|公布|确定|预期|预测)\Z")
RATE = re.compile(r"[%‰率速幅]")
FARTHEST_RATE = 24
"""Characters before a bound in which it is said that a rate is bounded."""


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
