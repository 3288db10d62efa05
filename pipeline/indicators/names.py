"""One name for each indicator, whatever abbreviation, order or width it is written in."""

import re

from pipeline.indicators.lexicon import Aliases, Area
from pipeline.language.fold import fold
from pipeline.measure.units import RATES

WORDS_BEFORE = re.compile(
    r"\A(?:力争|确保|实现|完成|保持|努力|推动|预期|其中|初步核算|初步统计|初步测算|综合考虑|建议|争取|年度|主要|本地|预计)+"
)
"""Words that lead to a headline indicator and are no part of it; they are taken off before a
name that is known."""
TRAILING = re.compile(r"(?:同口径|可比|可比口径|同比|按可比价){1,5}\Z")
QUOTES = re.compile(r"[“”‘’\"'《》〈〉\s·,，]")
TIMES = re.compile(
    r"\A(?:\d{4}年|近几个月|近几年|近年来?|全年|年度|当年|本年|今年|去年|上年|过去五年|五年来|一年来|十四五期间|十四五时期|十四五|预计|年末|年底|到\d{4}年|其中|全部)"
)
IN_BRACKETS = re.compile(r"\A([^（）()]+)[（(]([^（）()]*)[）)]([^（）()]*)\Z")
LEFT_OUT = ("不含", "不包括", "不计", "含", "扣除", "剔除")
"""How brackets begin that say what is counted with a thing, and no kind of it."""
CHANGE_NOUNS = re.compile(
    r"(?:年均|预期)?(?:同比)?(?:上涨幅度|增长幅度|增长速度|增长率|涨幅|增幅|增速|降幅|降低幅度|下降幅度)\Z"
)
COUNT_NOUNS = re.compile(r"(?<=[\u4e00-\u9fffA-Z]{3})(?:总数量|总数|数量|总量|人数)\Z")
GOAL_NOUNS = re.compile(r"(?:的)?(?:年度)?(?:预期|控制)?目标(?:任务|值|数)?(?:定|设)?\Z")
"""The end of 城镇新增就业目标; 主要目标 and 任务 alone are left as they are."""
LIST_MARKS = re.compile(r"、|和(?!平)|及|以及")
CHANGE_ONLY = re.compile(
    r"(?:同比|环比|累计|持续|正|负)*(?:增长|增加|提高|提升|上升|上涨|扩大|回升|加快|下降|减少|降低|回落|下跌|收窄|下滑|放缓)*"
)
"""A name that says only that something changed: 同比增加."""
SHORTEST_NAME = 4
"""Characters: a shorter name that no alias knows does not tell well enough what is measured."""
COUNTING = frozenset({"个", "人"})


def clean_name(written: str) -> str:
    """Return a name without marks and words of time, folded.

    >>> clean_name("全年“５Ｇ基站”總數")
    '5G基站总数'
    >>> clean_name("人均可支配收入（农村居民）")
    '农村居民人均可支配收入'
    >>> clean_name("全市固定资产投资（不含农户）")
    '全市固定资产投资不含农户'
    >>> clean_name("地区生产总值（GDP）")
    '地区生产总值'
    """
    name = QUOTES.sub("", fold(written))
    bracketed = IN_BRACKETS.match(name)
    if bracketed:
        inside = "" if bracketed[2].isascii() else bracketed[2]
        before, behind = ("", inside) if inside.startswith(LEFT_OUT) else (inside, "")
        name = f"{before}{bracketed[1]}{behind}{bracketed[3]}"
    while (shorter := TIMES.sub("", name)) != name and shorter:
        name = shorter
    return GOAL_NOUNS.sub("", name) or name


def normalise_name(name: str, kind: str, unit: str | None, area: Area | None) -> str | None:
    """Return the one name of a cleaned name in a claim of this kind, unit and area.

    None where a word in it is of another area: 国内生产总值 in the report of a province.
    """
    aliases = Aliases.load()
    for word in aliases.word:
        for found in word.found:
            if found in name:
                if word.scope not in (None, area):
                    return None
                name = name.replace(found, word.to)
                break
    name = name[:-1].replace("的", "") + name[-1:].removesuffix("的")
    bare = TRAILING.sub("", WORDS_BEFORE.sub("", name))
    if bare in aliases.by_name:
        name = bare
    if kind == "change" and unit in RATES:
        name = CHANGE_NOUNS.sub("", name) or name
    known = aliases.find(name, kind, unit, area)
    if known is None and unit in COUNTING:
        name = COUNT_NOUNS.sub("", name)
        known = aliases.find(name, kind, unit, area)
    return known or name


def split_known(name: str) -> tuple[str, ...]:
    """Return the names of a list of which each is known; one number holds for all of them.

    >>> split_known("规上工业增加值、社零总额")
    ('规上工业增加值', '社零总额')
    """
    aliases = Aliases.load()
    parts = tuple(part for part in LIST_MARKS.split(name) if part)
    if len(parts) < 2:
        return ()
    words = {found: word.to for word in aliases.word for found in word.found}
    for part in parts:
        for found, to in words.items():
            part = part.replace(found, to)
        if part not in aliases.by_name:
            return ()
    return parts


def is_generic(name: str) -> bool:
    """Return whether a name does not tell by itself what is measured."""
    aliases = Aliases.load()
    if any(name == alias.name for alias in aliases.by_name.get(name, ())):
        return False
    generic = aliases.generic
    if len(name) < SHORTEST_NAME or CHANGE_ONLY.fullmatch(name):
        return True
    return name in generic.names or name.endswith(generic.endings)
