"""Names of indicators as a person would copy them into a table: what is measured, and how.

增长 is no part of the words for an indicator, so its name says it: 高技术制造业 7.1% is the growth
of 高技术制造业, not its share.
"""

import re
from typing import NamedTuple

from pipeline.claims.lexicon import Lexicon
from pipeline.claims.read.drafts import Draft
from pipeline.records.base import Bilingual

TIMES = re.compile(
    r"\A(?:[0-9]{4}年度?|全年|年度|当年|本年|今年|去年|上年|当前|目前|同期|[“\"]?十[一二三四五六]五[”\"]?(?:时期|期间)?)的?"
)
GOALS = re.compile(r"(?:的)?(?:年度)?(?:预期)?目标(?:任务|值)?\Z")
MONEY = re.compile(r"(?:人民币|[￥¥$])\Z|\A[￥¥$]")
EDGES = "、，；：“” \u3000的"


class Form(NamedTuple):
    """How a kind of claim names its indicator; {} is what is measured."""

    zh: str
    en: str


CHANGES = {
    ("up", "yoy"): Form("{}同比增幅", "year-on-year growth of {}"),
    ("down", "yoy"): Form("{}同比降幅", "year-on-year decline of {}"),
    ("up", "mom"): Form("{}环比增幅", "period-on-period growth of {}"),
    ("down", "mom"): Form("{}环比降幅", "period-on-period decline of {}"),
    ("up", None): Form("{}增幅", "growth of {}"),
    ("down", None): Form("{}降幅", "decline of {}"),
}
OTHERS = {
    "difference": Form("{}的差距", "difference in {}"),
    "rank": Form("{}位次", "rank of {}"),
    "duration": Form("{}持续时间", "duration of {}"),
}
SAID = {
    "rank": ("位次", "排名", "名次"),
    "duration": ("时间", "时长", "周期", "工期", "期限", "年限", "天数", "寿命", "年龄"),
    "difference": ("差距", "之差"),
}
"""How names end that say already of what kind the number is."""


def name_draft(text: str, draft: Draft, lexicon: Lexicon) -> None:
    """Name the indicator of a draft."""
    span, predicate = draft.indicator, draft.predicate
    draft.name = name_indicator(
        text[span.start : span.end] if span else None,
        predicate.kind, predicate.direction, predicate.baseline, lexicon,
    )  # fmt: skip


def name_indicator(
    written: str | None, kind: str, direction: str, baseline: str | None, lexicon: Lexicon
) -> Bilingual | None:
    """Return the name of an indicator in both languages, or None where there is none.

    >>> from pipeline.claims.lexicon import load_lexicon
    >>> name_indicator("高技术制造业", "change", "up", None, load_lexicon())
    Bilingual(zh='高技术制造业增幅', en='growth of 高技术制造业')
    >>> name_indicator("全年居民消费价格涨幅", "change", "up", "yoy", load_lexicon()).zh
    '居民消费价格涨幅'
    """
    if written is None:
        return None
    name = trim_name(written, lexicon)
    form = None
    if kind == "change":
        if name.endswith(tuple(lexicon.change_nouns)):
            return Bilingual(zh=name, en=name)
        known = baseline if baseline in ("yoy", "mom") else None
        form = CHANGES.get((direction, known))
    elif kind in OTHERS and not name.endswith(SAID[kind]):
        form = OTHERS[kind]
    if form is None:
        return Bilingual(zh=name, en=name)
    return Bilingual(zh=form.zh.format(name), en=form.en.format(name))


def trim_name(written: str, lexicon: Lexicon) -> str:
    """Return an indicator without its time, the verbs before it, and marks at its edges."""
    name = MONEY.sub("", written)
    while (shorter := TIMES.sub("", name)) != name and shorter:
        name = shorter
    boundary = lexicon.cues.boundary
    first = lexicon.tokenizer.cut(name)[0]
    stripped = first in boundary.opening or (first in boundary.acts and first not in boundary.flows)
    if stripped and len(name) - len(first) > 1:
        name = name[len(first) :]
    shorter = GOALS.sub("", name)
    name = shorter if len(shorter) > 1 else name
    balanced = name.count("“") == name.count("”")
    return name.strip(EDGES if not balanced else "、，；： \u3000的") or written
