"""Facts: what the words of a claim say of its time, whatever times are named."""

import re
from collections.abc import Sequence

from pipeline.claims.read.dating import ENDS, REVIEWED
from pipeline.claims.read.drafts import Clause, Draft, Setting
from pipeline.claims.read.weighing import tell

YEARLY = re.compile("每年|年均")
CUMULATIVE = re.compile("累计|已经?(?!故|知)|目前|迄今|至今|现有|总计|一共|共计|现已")
LASTING = re.compile(
    r"连续|稳居|保持|位居|始终|一直|成为|遍布|涉及|拥有|设有|[现已建]有|覆盖|联通|通达|位列|名列|持续|历时|为期"
)
REPORTING = re.compile(
    r"发布|公布|获悉|显示|表示|指出|宣布|报道|消息|介绍|召开|举行|会议|报告|数据|了解|印发|开幕|揭晓"
)
BY_PARTS = re.compile("[分按从][^，。；：、\\n]{1,10}看[，:：]?|其中")
"""Words behind which what was told before is told of its parts: 分产业看."""
PROPERTY = re.compile(
    "全长|总长|长度|全程|总投资|设计|时速|占地|海拔|相距|距离|工期|核[载定]|容纳|库容|直径|主跨|单程|往返"
    "|建筑面积|总面积|(?<!平均)每[天日周班趟]"
)
"""What tells how a thing is at any time, or how often something is done."""
EVENT = re.compile(
    "来自|参[加展赛会演]|与会|出席|到场|遇难|死亡|丧生|受伤|失踪|失联|被困|获救|救出|送医|疏散|转移|撤离|落水"
    "|出动|集结|签署|签约|报名|抵达|同台|到会"
)
EVENT_BEHIND = re.compile(f"[^，。；：、\\n]{{0,14}}?(?:{EVENT.pattern})")
"""What happens once, to or by so many: before a number, or behind it."""
EXISTS = re.compile("(?<![没所享占具含])有(?![望效关所序力机利])")
"""What there is, whenever: 设有|床位200张."""
MODIFIES = re.compile("[^，。；：、？！\\n0-9]{0,10}?的(?!是)")
"""Behind a number that says of what kind a thing is: 投资3亿元|的项目开工."""
MANY = 10
"""Smaller numbers in words are a story's: 两名选手; statistics have digits."""
SIZES = ("分钟", "小时", "秒", "岁", "周岁", "米", "厘米", "公里", "平方米")
"""Units of how long, old, high or large something is."""
RULED = 3
"""Different words of rules in a paragraph from which on it tells rules."""
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
    moves = predicate.kind if predicate.kind in ("change", "duration") else None
    before, mood = clause.previous, draft.choices["modality"].candidates[0]
    counts = quantity.type == "classifier" and not predicate.cues and not moves
    facts = [draft.modality, setting.frame, TURNS.get(setting.turn), moves]
    return [fact for fact in facts if fact and fact != "actual"] + tell(
        "",
        accumulated=CUMULATIVE.search(text, *own),
        lasting=draft.lasting,
        reported=REPORTING.search(text, clause.window, quantity.start),
        parts=BY_PARTS.search(text, clause.window, quantity.start),
        property=PROPERTY.search(text, *own),
        event=EVENT.search(text, *own) or EVENT_BEHIND.match(text, quantity.end),
        counted=counts,
        moved=predicate.moves_to and before and before.predicate.moves_from,
        behind=draft.indicator and draft.indicator.start >= quantity.end,
        statistics=clause.near >= STATISTICS,
        news=setting.bulletin,
        exists=EXISTS.search(text, *own),
        modifies=MODIFIES.match(text, quantity.end),
        small=quantity.value < MANY and not text[quantity.start].isdecimal(),
        sized=quantity.unit in SIZES,
        ruled=setting.ruled >= RULED,
        built=f"{mood.value.name}.built" in mood.features,
        norm=f"{mood.value.name}.norm" in mood.features,
        untimed=not (setting.moments or setting.passing or setting.lead),
        early=setting.month is not None and setting.month <= REVIEWED,
        ending=setting.month is not None and setting.month >= ENDS,
    )


def find_shape(clause: Clause, draft: Draft, facts: Sequence[str]) -> str:
    """Return what a number is to the years of a plan: a total of them, a rate, or its end."""
    if YEARLY.search(clause.text, clause.low, draft.quantity.start):
        return "yearly"
    if "accumulated" in facts:
        return "accumulated"
    if draft.predicate.kind in ("change", "difference"):
        return "change"
    if draft.predicate.moves_to or any(g == "level" for *_, g in draft.predicate.cues):
        return "reached"
    return "rate" if draft.quantity.type == "rate" else "counted"
