"""Names of indicators as a person would copy them into a table: what is measured, and how.

增长 is no part of the words for an indicator, so its name says it: 高技术制造业 7.1% is the growth
of 高技术制造业, not its share; and a difference says from what.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from pipeline.claims.read.drafts import Draft
from pipeline.claims.read.durations import find_duration_kind, say_run
from pipeline.claims.read.lexicon import Lexicon
from pipeline.claims.read.parts import PULLS, find_thing
from pipeline.claims.read.predicate import Predicate
from pipeline.glossary.compose import compose_name, find_head, name_base, translate
from pipeline.glossary.english import capitalise
from pipeline.records.base import Bilingual
from pipeline.records.claims import Statistic

TIMES = re.compile(
    r"\A(?:(?:[0-9]{4}年度?|(?:最?近|过去)[0-9一二两三四五六七八九十几数多]{1,3}(?:个月|年|周|天)(?:以?来|里|内|间)?|全年|年度|当年|本年|今年|去年|上年|当前|目前|同期|[“\"]?十[一二三四五六]五[”\"]?(?:时期|期间)?)的?)+"
)
GOALS = re.compile(r"(?:的)?(?:年度)?(?:预期|控制)?目标(?:任务|值|数)?\Z")
GROWTH = "增长"
EDGES = "、，；：“” \u3000的"


class Form(NamedTuple):
    """How a kind of claim names its indicator: {} is what is measured, {base} what against."""

    zh: str
    en: str


FORMS = {
    "change": {"up": ("增幅", "growth"), "down": ("降幅", "decline")},
    "step": {"up": ("增量", "increase"), "down": ("减量", "decrease")},
    "points": {"up": ("升幅", "increase"), "down": ("降幅", "decrease")},
}
"""Words for a change as a rate; as an amount (比上年增加1.3万亿元); of a rate or an index, which
moves by points and does not grow."""
AGAINST = {
    "yoy": ("同比", ", year on year"),
    "mom": ("环比", ", period on period"),
    None: ("", ""),
    "other": ("较{base}", " against {base}"),
}
MANNERS: Mapping[str | None, tuple[str, str]] = {
    "annual_average": ("年均", "average annual"),
    "cumulative": ("累计", "cumulative"),
    "两年平均": ("两年平均", "two-year average"),
    "三年平均": ("三年平均", "three-year average"),
}
"""Statistic, or words before the number → how a change was made, before the word for it."""
OTHERS = {
    ("difference", False): Form("{}的差距", "difference in {}"),
    ("difference", True): Form("{}与{base}的差距", "difference in {} from {base}"),
    ("rank", False): Form("{}位次", "rank of {}"),
    ("duration", False): Form("{}持续时间", "duration of {}"),
    ("deadline", False): Form("{}时限", "time limit for {}"),
    ("taken", False): Form("{}用时", "time taken for {}"),
    ("interval", False): Form("{}间隔时间", "interval of {}"),
    ("since", False): Form("{}后时间", "time since {}"),
    ("age", False): Form("{}年龄", "age of {}"),
    ("multiple", False): Form("{}为原来的倍数", "{}, as a multiple of what it was"),
    ("multiple", True): Form("{}为{base}的倍数", "{}, as a multiple of {base}"),
}
TIMES_SAID = (
    "时间", "时长", "时限", "用时", "周期", "工期", "期限", "年限", "天数", "寿命", "年龄", "期",
    "倒计时",
)  # fmt: skip
SAID = {
    "rank": ("位次", "排名", "名次"),
    **dict.fromkeys(("duration", "deadline", "taken", "interval", "since"), TIMES_SAID),
    "difference": ("差距", "之差"),
    "age": ("年龄", "寿命", "岁数", "享年"),
}
"""How names end that say already of what kind the number is."""
PLAIN = Form("{}", "{}")
AGE = "岁"
PERIODS = ("yoy", "mom")
THAN = re.compile(r"\A(?:比|较|与|同(?!期|[年月季]))")
SHARE_OF = re.compile(
    r"占(?:了|到|据)?(?P<whole>[^，。；：、\n占比0-9（]{2,24}?)"
    r"(?:的?(?:比重|比例|份额)?的?|的[^，。；、\n占（]{1,8}（)(?:[0-9.]+%[、和及与])*\Z"
)
"""What a number is a share of: 占出口总值的|59.3%, 占出口总值的近六成（|59.3%."""
SHARE = re.compile(r"(占比|比重|份额)(?:[^，。；、\n占]{1,8}个百分点)?\Z")
PART_OF = re.compile(
    "(?:完成|达到?|[为是至到]|相当于)(?:了|约|近)*(?P<whole>(?:[0-9]{4}年)?[^，。；：、0-9完]{0,8}?"
    "(?:计划|目标|任务|预算|平均(?:水平|值)?|同期(?:水平)?))数?(?:[0-9.]+[^，。；：、0-9]{1,3})?的?(?:[0-9.]+%[、和])*\\Z"
)
"""The same of what was planned, and of an average: 完成年计划的|118%, 为全国平均的70%、|60%."""
SHARES_SAID = ("占", "占比", "比重", "比例", "份额", "率", "增速", "增幅")
SHARES = frozenset({"%", "‰", "ratio", "pp"})
RELATIVE = SHARES | {"倍"}
"""Units of changes that are no amounts of what changes."""
POINTS = frozenset({"pp", "点", "个基点"})
"""Units of how far a rate or an index moves: 失业率下降0.1个百分点, 指数上升3点."""
LONGEST_SHARE = 32
"""Characters before a number in which the words for what it is a share of begin."""


def name_draft(
    text: str, draft: Draft, lexicon: Lexicon, statistic: Statistic | None = None
) -> None:
    """Name the indicator of a draft, of which `statistic` says how its value was made."""
    predicate = draft.predicate
    if share := find_share(text, draft):
        draft.item = share
    name = name_indicator(
        find_bare_thing(text, draft), find_form_kind(text, draft),
        predicate.direction, predicate.baseline, lexicon,
    )  # fmt: skip
    if name and (run := say_run(text, draft)):
        own = draft.indicator is not None and draft.indicator.start < draft.quantity.start
        zh, en = name.zh.removesuffix("持续时间"), f": {name.en.removeprefix('Duration of ')}"
        zh, en = (zh, en) if own else ("", "")
        name = Bilingual(zh=f"{zh}{run}", en=f"Length of run{en} …")
    if name and draft.item and draft.told_of is not None:
        name = Bilingual(zh=draft.item, en=word_item(draft.item, draft.told_of))
    peeled = text[predicate.subject_end : draft.quantity.start]
    manner = next((word for word in MANNERS if word and word in peeled), statistic)
    draft.name = name and say_manner(name, predicate, manner)


def find_bare_thing(text: str, draft: Draft) -> str | None:
    """Return what a draft measures, without 目标 unless aims are what is counted: 30个|军事目标."""
    thing, span, quantity = find_thing(text, draft), draft.indicator, draft.quantity
    counted = quantity.type == "classifier" and span is not None and span.start >= quantity.end
    bare = thing if thing is None or counted else GOALS.sub("", thing)
    return bare if bare and len(bare) > 1 else thing


def find_form_kind(text: str, draft: Draft) -> str:
    """Return of which kind the name is: a change by an amount is a step, 翻一番 a multiple.

    Points are by how much a rate moves, so that 增速 is part of its name.
    """
    kind, unit = draft.predicate.kind, draft.quantity.unit
    if kind == "duration":
        return find_duration_kind(text, draft)
    if draft.item and draft.item.endswith(PULLS):
        return "level"
    if is_multiple(text, draft):
        return "multiple"
    if kind == "change" and unit in POINTS:
        return "points"
    if kind == "level" and unit == AGE:
        return "age"
    amount = unit not in RELATIVE and draft.quantity.type != "duration"
    return "step" if kind == "change" and amount else kind


def say_manner(name: Bilingual, predicate: Predicate, manner: str | None) -> Bilingual:
    """Return the name of growth with how it was made: 劳动生产率年均增幅."""
    zh, en = MANNERS.get(manner, ("", ""))
    changes = predicate.kind == "change" and predicate.baseline is None
    if not zh or not changes or zh in name.zh or not name.zh.endswith(("增幅", "降幅")):
        return name
    moved = name.en.startswith(("Growth in", "Decline in"))
    said = f"{capitalise(en)} {name.en[0].lower()}{name.en[1:]}" if moved else f"{name.en}, {en}"
    return Bilingual(zh=f"{name.zh[:-2]}{zh}{name.zh[-2:]}", en=said)


def find_share(text: str, draft: Draft) -> str | None:
    """Return a thing with what it is a share of, if the words before a number say so.

    机电产品出口11万亿元，占出口总值的59.3% counts exports, then says their share.
    """
    span, end, thing = draft.indicator, draft.predicate.subject_end, find_thing(text, draft)
    if span and draft.quantity.unit == "%" and draft.predicate.kind == "level":
        start = max(span.end, draft.quantity.start - LONGEST_SHARE)
        if part := PART_OF.search(text, start, draft.quantity.start):
            return f"{thing}相当于{part['whole']}的比例"
    if span is None or draft.quantity.unit not in SHARES or span.end > end:
        return None
    start = max(span.end, end - LONGEST_SHARE)
    if share := SHARE_OF.search(text, start, end):
        return f"{thing}占{share['whole']}的比重"
    share = SHARE.search(text, start, end)
    told = "占" in text[start : draft.quantity.start] and draft.predicate.kind == "level"
    bare = told and thing is not None and not thing.endswith(SHARES_SAID)
    return f"{thing}{share[1] if share else '占比'}" if share or bare else None


def is_multiple(text: str, draft: Draft) -> bool:
    """Return whether a number says how many times as much there is: 是上年的3.2倍, 翻一番."""
    base, quantity = draft.predicate.baseline_span, draft.quantity
    if quantity.type == "doubling" and quantity.pattern != "number_word":
        return base is None
    return quantity.unit == "倍" and base is not None and text[base.end : base.end + 1] == "的"


def name_indicator(
    written: str | None, kind: str, direction: str, baseline: str | None, lexicon: Lexicon
) -> Bilingual | None:
    """Return the name of an indicator in both languages, or None where there is none.

    In English the thing is named by the glossary, or stands in Chinese as a whole.

    >>> from pipeline.claims.read.lexicon import load_lexicon
    >>> name_indicator("高技术制造业", "change", "up", "yoy", load_lexicon())
    Bilingual(zh='高技术制造业同比增幅', en='Growth in high-tech manufacturing, year on year')
    >>> name_indicator("全年居民消费价格涨幅", "change", "up", None, load_lexicon())
    Bilingual(zh='居民消费价格涨幅', en='Growth in consumer prices')
    >>> name_indicator("出口", "difference", "up", "全国", load_lexicon()).zh
    '出口与全国的差距'
    """
    if written is None:
        return None
    name = trim_name(written, lexicon)
    nouns = (*lexicon.change_nouns, GROWTH)
    bare = next((name[: -len(w)] for w in nouns if name.endswith(w)), name)
    base = THAN.sub("", baseline) if baseline and baseline not in PERIODS else None
    form = choose_form(kind, direction, baseline)
    changes = kind in FORMS
    if not bare:
        return Bilingual(zh=name, en=capitalise(word_thing(name)))
    said = (changes and bare != name) or name.endswith(SAID.get(kind, ("\0",)))
    thing = bare if changes and kind != "points" and len(bare) > 1 else name
    english = PLAIN.en if said and not base and not changes else form.en
    en = english.format(word_thing(thing), base=base and (name_base(base) or base))
    return Bilingual(
        zh=name if said and not base else form.zh.format(thing, base=base),
        en=en if en.startswith(thing) else capitalise(en),
    )


def choose_form(kind: str, direction: str, baseline: str | None) -> Form:
    """Return how a claim of a kind names its indicator."""
    if kind in FORMS:
        if direction not in FORMS[kind]:
            return PLAIN
        known = baseline if baseline in PERIODS else "other" if baseline else None
        (zh, en), (base, than) = FORMS[kind][direction], AGAINST[known]
        return Form(f"{{}}{base}{zh}", f"{en} in {{}}{than}")
    other = kind in ("difference", "multiple") and baseline not in (None, *PERIODS)
    return OTHERS.get((kind, other), PLAIN)


def word_thing(name: str) -> str:
    """Return what is measured in English, as within a sentence.

    It stands as it is, with the sense of its head, if it is not known.

    >>> word_thing("某某斛的增加值")
    '某某斛的增加值 (value added)'
    """
    if (said := compose_name(name)) is not None:
        return said
    head = find_head(name)
    return f"{name} ({head})" if head else name


def word_item(item: str, told_of: str) -> str:
    """Return in English what a predicate says of people, or of a part of `told_of`.

    Where it is not known as a whole, what it counts or is a share of, and “…” for the rest.

    >>> word_item("看好市场的受访企业的比例", "受访企业"), word_item("被困井下人数", "")
    ('Share of surveyed enterprises …', 'Number of people …')
    >>> word_item("某某斛看好市场的比例", "某某斛")
    '某某斛看好市场的比例 (share)'
    """
    if (said := translate(item)) is not None:
        return said
    counted = "Share" if item.endswith("比例") else "Number"
    whole = compose_name(told_of) if told_of else "people"
    return f"{counted} of {whole} …" if whole else f"{item} ({counted.lower()})"


def trim_name(written: str, lexicon: Lexicon) -> str:
    """Return an indicator without its time, the verbs before it, and marks at its edges."""
    name = (TIMES.sub("", written) or written).replace("已经", "")
    boundary = lexicon.cues.boundary
    first = lexicon.tokenizer.cut(name)[0]
    stripped = first in boundary.sums or first in boundary.opening or first in boundary.light
    if stripped and first not in boundary.flows and len(name) - len(first) > 1:
        name = name[len(first) :]
    balanced = name.count("“") == name.count("”")
    return name.strip(EDGES if not balanced else "、，；： \u3000的") or written
