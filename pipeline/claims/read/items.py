"""Items: what each number after 分别 measures, in whole words, where a list shares some of them.

The words for an indicator are characters of the text, and a list says what its items share only
once: 汽车、家电销量. A name says it for each of them: 汽车销量, 家电销量.
"""

import re
from collections.abc import Mapping, Sequence

from pipeline.glossary.lexicon import Glossary, load_glossary

TOGETHER = "分别"
FRONT = re.compile(r"\A.{0,6}?(?:对(?![外口接比])|向|从|自)")
"""What the first item says for all: 我国对东盟、欧盟."""
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
    >>> name_items(["旅客总人数", "旅游总收入"])
    ['旅客总人数', '旅游总收入']
    """
    *others, last = (item.replace(TOGETHER, "") for item in items)
    glossary = load_glossary()
    own = [find_amount(item, 0, glossary) for item in others]
    tail = find_amount(last, 1, glossary)
    if tail and not any(own):
        known = find_amount(last, 0, glossary) == last and any(
            not is_modifier(item, glossary) for item in others
        )
        joined = [join_overlapping(item, tail) for item in others]
        if not known or all(
            len(a) < len(b) + len(tail) for a, b in zip(joined, others, strict=True)
        ):
            others = joined
    front = FRONT.match(items[0])
    return [*others[:1], *(f"{front[0] if front else ''}{item}" for item in [*others[1:], last])]


def is_modifier(item: str, glossary: Glossary) -> bool:
    """Return whether an item names nothing by itself: 城镇."""
    return set(glossary.find(item)) == {"modifier"}


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


def split_pair(name: str, pairs: Mapping[str, tuple[str, str]]) -> list[str] | None:
    """Return the two things that one word of a name puts together, or None where none does.

    >>> split_pair("汽车产销", {"产销": ("产量", "销量")})
    ['汽车产量', '汽车销量']
    """
    for word, two in pairs.items():
        before, found, after = name.replace(TOGETHER, "").rpartition(word)
        if found:
            return [join_overlapping(before + one, after) for one in two]
    return None
