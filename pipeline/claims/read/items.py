"""Items: what each number after 分别 measures, in whole words, where a list shares some of them.

The words for an indicator are characters of the text, and a list says what its items share only
once: 汽车、家电销量. A name says it for each of them: 汽车销量, 家电销量.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate

from pipeline.glossary.lexicon import Glossary, load_glossary
from pipeline.language.tokenizer import load_tokenizer

TOGETHER = "分别"
MEASURED = re.compile("[额量率值数]\\Z")
"""How a name ends that says by itself how much of what there is."""
URBAN = re.compile("(?:城镇|农村|城市|乡村)(?=居民..|\\Z)|[A-Za-z][A-Za-z0-9.]*")
"""Two kinds of residents, and things that are told in letters: PM2.5、PM10|平均浓度."""
FRONT = re.compile(r"\A.{0,6}?(?:对(?![外口接比])|向|从|自)")
"""What the first item says for all: 我国对东盟、欧盟."""
NUMBER = re.compile("[一二三四五六七八九十]{1,2}|[0-9]{1,2}")
ORDINALS = re.compile(
    rf"([\u4e00-\u9fff]{{0,12}}?第?)((?:(?:{NUMBER.pattern})、第?)+(?:{NUMBER.pattern}))([^、0-9]+)"
)
"""Things that are told by their numbers: 第一、二、三|产业增加值."""
SHARED = re.compile("(?<=[\u4e00-\u9fff]{2})对[^、对]{2,12}的?(?:贡献率|贡献|拉动率|依存度)\\Z")
"""What the last item says for all, with what it is of: 对经济增长的贡献率."""
TERRITORY = re.compile("[省市县州区盟]\\Z|\\A(?:城市|农村|城镇|全国)\\Z")
ALL_OF = re.compile("\\A(?:全[体部省市县区旗国]|[我本][省市县区旗国]|港澳台(?:地区)?(?:通报)?)的?")
"""What says at the beginning of a name that all is counted: 全体居民人均可支配收入."""
BARE = (
    "总额", "总量", "总值", "数量", "规模", "人数", "人次", "次数", "水平", "占比", "比重", "比例",
    "份额", "总数", "金额", "余额",
)  # fmt: skip
"""Measures that say not enough of what they measure to be taken over."""
AMOUNTS = ("head", "amount")
"""Terms of the glossary that say how much there is of what stands before them: 销量, 增加值."""


def name_items(items: Sequence[str]) -> list[str]:
    """Return the items of a list with what its first and its last item say for all.

    >>> name_items(["汽车", "家电销量"])
    ['汽车销量', '家电销量']
    >>> name_items(["对东盟", "欧盟", "美国分别进出口"])
    ['对东盟进出口', '对欧盟进出口', '对美国进出口']
    >>> name_items(["城镇居民", "农村居民人均可支配收入"])
    ['城镇居民人均可支配收入', '农村居民人均可支配收入']
    >>> name_items(["城镇", "农村居民人均可支配收入"])
    ['城镇居民人均可支配收入', '农村居民人均可支配收入']
    >>> name_items(["内", "外贸吞吐量"]), name_items(["新签合同额", "完成营业额"])
    (['内贸吞吐量', '外贸吞吐量'], ['新签合同额', '完成营业额'])
    >>> name_items(["消费", "资本形成总额", "净出口对经济增长的贡献率"])[1]
    '资本形成总额对经济增长的贡献率'
    >>> name_items(["港口旅客", "货物吞吐量"])
    ['港口旅客吞吐量', '货物吞吐量']
    >>> name_items(["旅客总人数", "旅游总收入"])
    ['旅客总人数', '旅游总收入']
    >>> name_items(["水稻", "玉米单产"]), name_items(["绿色贷款", "涉农贷款余额"])
    (['水稻单产', '玉米单产'], ['绿色贷款余额', '涉农贷款余额'])
    """
    *others, last = items
    if told := ORDINALS.fullmatch("、".join(items)):
        return [f"{told[1]}{number}{told[3]}" for number in NUMBER.findall(told[2])]
    front = match[0] if (match := FRONT.match(items[0])) else ""
    last, together, behind = last.partition(TOGETHER)
    if together and last:
        ended = [f"{i}{'' if i.endswith(behind[-2:]) else behind}" for i in (*others, last)]
        return [*ended[:1], *(f"{front}{item}" for item in ended[1:])]
    last += behind
    if shared := SHARED.search(last):
        others = [f"{item}{shared[0]}" for item in others]
        return [*others, last]
    glossary = load_glossary()
    others = [f"{item}{last[1:]}" if len(item) == 1 else item for item in others]
    word = load_tokenizer().cut(last)[-1]
    measure = word if MEASURED.search(word) and 1 < len(word) < len(last) else None
    tail = find_amount(last, 1, glossary) or measure
    own = [find_amount(item, 0, glossary) or MEASURED.search(item) for item in others]
    if parallel := find_parallel_tail(others, last, tail, glossary):
        others = [f"{item}{parallel}" for item in others]
    elif tail and not any(own):
        known = find_amount(last, 0, glossary) == last
        joined = [join_overlapping(item, tail) for item in others]
        if not known or all(
            len(a) < len(b) + len(tail) or is_known(b, tail, glossary)
            for a, b in zip(joined, others, strict=True)
        ):
            others = joined
    return [*others[:1], *(f"{front}{item}" for item in [*others[1:], last])]


def find_parallel_tail(
    others: Sequence[str], last: str, tail: str | None, glossary: Glossary
) -> str:
    """Return what the last item says for all behind its own word, or nothing.

    It follows the word with which all end (绿色贷款、涉农|贷款|余额), or a word of the length and
    the kind of each of the others: 刑事、治安|案件, 法国和瑞典|对华投资.
    """
    tokenizer = load_tokenizer()
    word = others[-1][-2:]
    before, shared, rest = last.rpartition(word)
    if (
        before
        and rest
        and tokenizer.has_word(shared)
        and all(item.endswith(word) for item in others)
    ):
        return rest if find_amount(rest, 0, glossary) == rest or rest.endswith(BARE) else ""
    if (front := URBAN.match(last)) and all(map(URBAN.fullmatch, others)):
        return last[front.end() :]
    length = len(others[-1])
    head, rest = last[:length], last[length:]
    parted = length in accumulate(map(len, tokenizer.cut(last)))
    parted = parted or (tokenizer.has_word(head) and tokenizer.has_word(rest))
    parted = parted and len(tokenizer.cut(head)) == len(tokenizer.cut(others[-1]))
    kinds = {find_kind(item, glossary) for item in (*others, head)}
    alike = (
        len(rest) > 1
        and len(kinds) == 1
        and not TERRITORY.search(others[-1])
        and {len(item) for item in others} == {length}
    )
    return rest if parted and alike else ""


def find_kind(item: str, glossary: Glossary) -> tuple[bool, bool]:
    """Return whether an item is a place; and of other words, whether they end in an amount."""
    if "scope" in glossary.find(item):
        return True, False
    return False, find_amount(item, 0, glossary) is not None or MEASURED.search(item) is not None


def is_known(item: str, tail: str, glossary: Glossary) -> bool:
    """Return whether the end of an item and a tail are one term: 港口|旅客, 吞吐量."""
    return find_amount(item + tail, 0, glossary) not in (None, tail)


def name_part(part: str, whole: str) -> str | None:
    """Return what is told of a part of what was told of before, or None where it is none.

    >>> name_part("城镇居民", "居民人均可支配收入"), name_part("民间投资", "固定资产投资")
    ('城镇居民人均可支配收入', None)
    """
    glossary = load_glossary()
    if find_amount(part, 0, glossary):
        return None
    for start in range(len(part) - 1):
        rest = whole.partition(part[start:])[2]
        if rest and find_amount(rest, 0, glossary) == rest:
            return part + rest
    return None


def find_measure(part: str, whole: str) -> str | None:
    """Return the measure of a whole for a part that has none of its own, or None.

    It is the shortest that says enough; a territory takes it with what it measures.

    >>> find_measure("水电", "全国可再生能源发电新增装机"), find_measure("餐饮收入", "零售额")
    ('装机', None)
    >>> find_measure("城镇", "全体居民人均可支配收入")
    '居民人均可支配收入'
    >>> find_measure("城市", "居民消费价格"), find_measure("制造业", "规模以上工业增加值")
    ('居民消费价格', '增加值')
    """
    glossary = load_glossary()
    if find_amount(part, 0, glossary) or part.endswith(BARE):
        return None
    if TERRITORY.search(part) or "scope" in glossary.find(part.split("、")[-1]):
        rest = ALL_OF.sub("", whole)
        return find_amount(rest, 0, glossary) or rest
    for at in range(len(whole) - 2, -1, -1):
        readings = glossary.find(whole[at:])
        if any(place in readings for place in AMOUNTS) and whole[at:] not in BARE:
            return whole[at:]
    return None


def find_amount(item: str, start: int, glossary: Glossary) -> str | None:
    """Return the longest term at the end of item[start:] that says how much of it there is."""
    for at in range(start, len(item) - 1):
        readings = glossary.find(item[at:])
        if any(place in readings for place in AMOUNTS):
            return item[at:]
    return None


def join_overlapping(item: str, tail: str) -> str:
    """Return an item with a tail, and what ends the one and begins the other once.

    >>> join_overlapping("城镇居民", "居民人均可支配收入")
    '城镇居民人均可支配收入'
    """
    common = next((k for k in range(len(tail), 1, -1) if item.endswith(tail[:k])), 0)
    return item + tail[common:]


def split_word(name: str, words: Mapping[str, tuple[str, ...]], count: int) -> list[str] | None:
    """Return the `count` things that one word of a name puts together, or None where none does.

    >>> split_word("汽车产销", {"产销": ("产量", "销量")}, 2)
    ['汽车产量', '汽车销量']
    """
    for word, things in words.items():
        before, found, after = name.replace(TOGETHER, "").rpartition(word)
        if found and len(things) == count:
            return [before + one + after.removeprefix(one[-1]) for one in things]
    return None
