"""Facts: what the words of a claim say of its time, whatever times are named."""

import re
from collections.abc import Sequence

from pipeline.claims.read.drafts import Clause, Draft, Setting

YEARLY = re.compile("每年|年均")
CUMULATIVE = re.compile("累计|已经?(?!故|知)|目前|迄今|至今|现有|总计|一共|共计|现已")
LASTING = re.compile(
    r"连续|稳居|保持|位居|始终|一直|成为|遍布|涉及|拥有|设有|现有|覆盖|联通|通达|位列|名列|持续|历时|为期"
)
REPORTING = re.compile(
    r"发布|公布|获悉|显示|表示|指出|宣布|报道|消息|介绍|召开|举行|会议|报告|数据|了解|印发|开幕|揭晓"
)
BY_PARTS = re.compile("[分按从][^，。；：、\\n]{1,10}看[，:：]?|其中")
"""Words behind which what was told before is told of its parts: 分产业看."""
_LAST_YEAR = "[比较][上去]年(?![同末底初上下前第0-9一二三四五六七八九十])"
ANNUAL = re.compile(_LAST_YEAR)
"""What a value of a whole year is held against."""
ANNUAL_NEXT = re.compile(f"[，、]?[^，。；：\\n0-9]{{0,6}}{_LAST_YEAR}")
STATISTICS = 5
"""Numbers nearby from which on statistics are told, whose times hold on; a story's seldom do."""
TURNS = {"question": "asked", "answer": "answered"}


def is_lasting(clause: Clause, draft: Draft) -> bool:
    """Return whether a claim tells a state that lasts, which no period bounds: 连续7年, 第5位.

    A rank that something moved from or to is none: it held at a time.
    """
    if draft.predicate.moves_from or draft.predicate.moves_to:
        return False
    worded = LASTING.search(clause.text, clause.low, draft.quantity.start)
    return draft.modality == "actual" and (draft.quantity.type == "rank" or worded is not None)


def find_time_facts(clause: Clause, draft: Draft, setting: Setting) -> list[str]:
    """Return what the words of a claim say of its time, whatever times are named."""
    text, quantity, predicate = clause.text, draft.quantity, draft.predicate
    own = clause.low, quantity.start
    facts: list[str] = [] if draft.modality == "actual" else [draft.modality]
    if CUMULATIVE.search(text, *own):
        facts.append("accumulated")
    if draft.lasting:
        facts.append("lasting")
    if ANNUAL.search(text, *own) or ANNUAL_NEXT.match(text, quantity.end):
        facts.append("annual")
    if setting.frame:
        facts.append(setting.frame)
    if setting.turn in TURNS:
        facts.append(TURNS[setting.turn])
    if REPORTING.search(text, clause.window, quantity.start):
        facts.append("reported")
    if predicate.moves_to and clause.previous and clause.previous.predicate.moves_from:
        facts.append("moved")
    if BY_PARTS.search(text, clause.window, quantity.start):
        facts.append("parts")
    if predicate.kind in ("change", "duration"):
        facts.append(predicate.kind)
    elif quantity.type == "classifier" and not predicate.cues:
        facts.append("counted")
    if draft.indicator and draft.indicator.start >= quantity.end:
        facts.append("behind")
    if clause.near >= STATISTICS:
        facts.append("statistics")
    if setting.bulletin:
        facts.append("news")
    return facts


def find_shape(clause: Clause, draft: Draft, facts: Sequence[str]) -> str:
    """Return what a number is to the years of a plan: a total of them, a rate, or its end."""
    if YEARLY.search(clause.text, clause.low, draft.quantity.start):
        return "yearly"
    if "accumulated" in facts:
        return "accumulated"
    if draft.predicate.kind in ("change", "difference"):
        return "change"
    if draft.predicate.moves_to or any(g in ("level", "op") for *_, g in draft.predicate.cues):
        return "reached"
    return "rate" if draft.quantity.type == "rate" else "counted"
