"""Things: what a number measures, in words, where its noun phrase alone says too little.

Of a share it is told by a predicate (62%的企业|计划扩大投资), and so are people who are counted
(3000人|被迫转移); a length by its word (高|1.3米的子堤). One noun is counted in several ways, which
the verb before it tells apart: 受理|案件, 审结|案件.
"""

import re
from collections.abc import Sequence

from pipeline.claims.read.drafts import Draft
from pipeline.claims.read.lexicon import Lexicon
from pipeline.claims.read.words import NOUNS
from pipeline.records.base import Span

PEOPLE = {"人": "人数", "名": "人数", "人次": "人次"}
"""Unit that counts people → how many they are."""
ANYBODY = "人"
"""The unit behind which stands no noun for them."""
CAUSING = frozenset({"带动", "拉动", "撬动"})
"""Verbs that say of growth what it is owed to, and not of what."""
SHARES = frozenset({"%", "‰", "ratio"})
RATED = re.compile(r"[率比额量值数度速重]\Z|比例\Z|份额\Z")
"""How names end of which a share says how high they are, and not how many of them do something."""
LONGEST_TAIL = 16
CLAUSE_END = re.compile(r"[，。；：！？…,;:!?\n]")
NO_TAIL = re.compile(r"占|(?:时候?|之外|后|之际|以来|的话)\Z")
"""What a predicate that says all of them has not in it, or does not end with."""
TAIL = re.compile(rf"[^，。；：、！？…,;:!?\n0-9]{{2,{LONGEST_TAIL}}}(?=[，。；！？…,;!?\n]|\Z)")
"""What follows to the end of the clause."""
SAYS_NO_MORE = re.compile(
    r"(?:已经?|都|均|也|还|仍|则|因此|同时|分别|实现|进行|得以|能够?|可以?)+了?"
)
"""How a predicate begins with words that add nothing to what it says."""
BEGINS_PREDICATE = frozenset("vdpzilt")
"""Initials of jieba's tags with which a predicate begins: verbs, adverbs, prepositions, times."""
EACH = "每"
"""What words begin with that say how often something is done: 每天|观看."""
DONE = re.compile(r"(?<=[\u4e00-\u9fff])了(?![解结])")
DIMENSIONS = {
    "长": "长度", "高": "高度", "宽": "宽度", "深": "深度", "厚": "厚度", "重": "重量",
    "全长": "全长", "总长": "总长", "总重": "总重", "直径": "直径", "海拔": "海拔",
}  # fmt: skip
"""Word for a dimension before its number → its noun."""
DIMENSION = re.compile(
    rf"(?<![增延成身最较过偏更])({'|'.join(sorted(DIMENSIONS, key=len, reverse=True))})"
    r"(?:约|近|超过?|达到?|为|至少|不足)*\Z"
)
SIZES = frozenset(
    {"米", "公里", "千米", "厘米", "毫米", "里", "英里", "海里", "吨", "千克", "公斤", "克", "尺"}
)
NEAR_CHARACTERS = 8
"""Characters before a number in which the word for its dimension, or a verb, stands."""
RUN = re.compile(r"连续(?:第|了|近|超过|保持)?\Z")
RUNNING = re.compile(r"(?:累计|均|都|的)?([^，。；、！？：\n]{2,18}?)(?=后|[，。；！？：\n]|\Z)")
"""What goes on: 连续8年|位居全国第二."""
JOINTS = "、，和及与"
AMONG = "等"
LONGEST_LIST = 24
"""Characters of a list that ends in 等, with the verb before it: 采购|水泵、发电机等|45台设备."""
TOPIC = re.compile(
    r"[^，。；：！？\n0-9]{1,12}?(?:[费价额量率值金税款]|标准|费用|价格|收入|工资|补[贴助]|人数|面积)(?=，)"
)
"""A bare name at the beginning of a sentence whose clauses say how much it is where: 停车费，."""
OWN = re.compile(
    r"[，；](?P<own>[^，；。：、0-9每均约达超]{1,10}?)(?:每[^，；。、0-9]{1,6})?"
    r"(?:均|约|近|超过?|达到?|为|是|有|分别)*\Z"
)
"""Where or of whom it is: 停车费，|白天|每小时5元."""


def say_things(text: str, start: int, drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Say what the numbers of a sentence measure where their noun phrases say too little."""
    verbs: dict[Span, str] = {}
    floor = start
    topic = find_topic(text, start, drafts, lexicon)
    for draft in drafts:
        if topic and not say_of_topic(text, topic, draft):
            topic = None
        span = draft.indicator
        if span and draft.item is None:
            if not draft.inherited:
                verbs[span] = find_verb(text, floor, draft, lexicon)
            draft.item = (
                say_dimension(text, floor, draft)
                or say_share(text, draft, lexicon)
                or say_people(text, draft, lexicon)
                or (f"{verbs[span]}{text[span.start : span.end]}" if verbs.get(span) else None)
            )
        floor = draft.predicate.follow
    for one, two in zip(drafts[-2::-1], drafts[:0:-1], strict=True):
        share_dimension(text, one, two)


def find_topic(text: str, start: int, drafts: Sequence[Draft], lexicon: Lexicon) -> Span | None:
    """Return the bare name that a sentence begins with, of which its clauses tell, or None."""
    topic = TOPIC.match(text, start, drafts[0].quantity.start) if drafts else None
    if topic is None:
        return None
    words = lexicon.tokenizer.tag(topic[0])
    names = lexicon.word_roles.get(words[0][0], "noun") in NOUNS
    bare = names and not any(tag[:1] in "dpcrmu" for _, tag in words)
    bare = bare and "，" not in text[topic.end() + 1 : drafts[0].quantity.start]
    return Span(start=start, end=topic.end()) if bare else None


def say_of_topic(text: str, topic: Span, draft: Draft) -> bool:
    """Say of where or whom a number tells the topic of its sentence; return whether it does."""
    own = OWN.search(text, topic.end, draft.quantity.start)
    if own is None or draft.predicate.kind != "level" or RATED.search(own["own"]):
        return False
    draft.indicator = topic
    draft.item = f"{own['own'].removesuffix('的')}{text[topic.start : topic.end]}"
    return True


def find_verb(text: str, low: int, draft: Draft, lexicon: Lexicon) -> str:
    """Return the verb that says what became of the things that are counted, or nothing.

    It stands right before their noun, or before the number of which that noun is the object:
    受理|案件5起, 受理了|5起案件; or before a list of them: 采购|水泵、发电机等45台设备.
    """
    span, quantity, kind = draft.indicator, draft.quantity, draft.predicate.kind
    if span is None or quantity.type == "rank":
        return ""
    behind = span.start >= quantity.end
    end = draft.predicate.subject_end if behind else span.start
    if kind != "level" and (behind or kind != "change"):
        return ""
    if behind and ("的" in text[end : quantity.start] or text.startswith("的", span.end)):
        return ""
    listed = behind and text.endswith(AMONG, low, end)
    start = max(low, end - (LONGEST_LIST if listed else NEAR_CHARACTERS))
    near = CLAUSE_END.split(text[start:end])[-1]
    words = lexicon.tokenizer.tag(near)
    verbs = lexicon.telling_verbs if kind == "level" else lexicon.telling_verbs - CAUSING
    sure = lexicon.cues.boundary.acts
    acts = [w if w in verbs and (w in sure or tag[:1] == "v") else "" for w, tag in words]
    if listed:
        behind_acts = zip(acts[-2::-1], words[:0:-1], strict=True)
        return next((act for act, (word, _) in behind_acts if act and word not in "、等"), "")
    return acts[-1] if acts else ""


def find_predicate(text: str, at: int, lexicon: Lexicon) -> str:
    """Return the words from a place to the end of its clause, if they begin a predicate."""
    tail = TAIL.match(text, at)
    refused = tail is None or NO_TAIL.search(tail[0]) is not None
    if tail is None or refused or tail[0].startswith(("的", "以", "之", "左右", "上下")):
        return ""
    begins = SAYS_NO_MORE.match(tail[0])
    said = tail[0][begins.end() if begins else 0 :]
    words = lexicon.tokenizer.tag(said)
    if not words:
        return ""
    told = any(tag[:1] == "v" and tag != "vn" for _, tag in words)
    first, tag = words[0]
    opens = begins is not None or tag[:1] in BEGINS_PREDICATE or first in lexicon.modalities
    opens = opens or first.startswith(EACH)
    return DONE.sub("", said) if opens and (told or len(words) == 1) else ""


def say_share(text: str, draft: Draft, lexicon: Lexicon) -> str | None:
    """Return what a share says of how many do something: 受访企业计划扩大投资的比例."""
    span, quantity, predicate = draft.indicator, draft.quantity, draft.predicate
    if span is None or quantity.unit not in SHARES or predicate.kind != "level":
        return None
    thing = text[span.start : span.end]
    if RATED.search(thing) or draft.inherited or predicate.baseline or predicate.moves_to:
        return None
    behind = span.start >= quantity.end
    if not behind and "占" in text[span.end : quantity.start]:
        return None
    said = find_predicate(text, span.end if behind else predicate.follow, lexicon)
    if not said:
        return None
    draft.told_of = thing
    return f"{thing}{said.removesuffix('的')}的比例"


def say_people(text: str, draft: Draft, lexicon: Lexicon) -> str | None:
    """Return what a number of people says of them: 被迫转移人数."""
    span, quantity = draft.indicator, draft.quantity
    counted = PEOPLE.get(quantity.unit or "")
    if span is None or counted is None:
        return None
    thing, befalls = text[span.start : span.end], lexicon.cues.boundary.befalls
    named = thing.endswith(lexicon.counted.get("名", ()))
    told = quantity.unit == ANYBODY and span.start >= quantity.end and not named
    said = find_predicate(text, draft.predicate.follow, lexicon) if told else ""
    if said and said not in befalls and "的" not in said:
        draft.told_of = ""
        return f"{said}{counted}"
    return f"{thing}{counted}" if thing in befalls else None


def say_dimension(text: str, low: int, draft: Draft) -> str | None:
    """Return the thing and the dimension that a size is of: 林道宽度."""
    span = draft.indicator
    found = find_dimension(text, low, draft)
    if span is None or found is None:
        return None
    thing = text[span.start : span.end]
    if thing in DIMENSIONS or thing.endswith(found):
        if not text.startswith("的", draft.predicate.follow):
            return None
        behind = [
            c.value for c in draft.choices["indicator"].candidates if c.value.source == "right"
        ]
        if not behind:
            return None
        thing = text[behind[0].start : behind[0].end]
    return f"{thing}{DIMENSIONS[found]}"


def find_dimension(text: str, low: int, draft: Draft) -> str | None:
    """Return the word before a size that says which it is: 高|1.3米."""
    quantity = draft.quantity
    if quantity.unit not in SIZES or draft.predicate.kind != "level":
        return None
    found = DIMENSION.search(text, max(low, quantity.start - NEAR_CHARACTERS), quantity.start)
    return found[1] if found else None


def share_dimension(text: str, one: Draft, two: Draft) -> None:
    """Give a size what the next one is of: 长3公里、宽6米的林道."""
    own = find_dimension(text, one.quantity.start - NEAR_CHARACTERS, one)
    other = find_dimension(text, one.predicate.follow, two)
    if own is None or other is None or two.item is None:
        return
    gap = text[one.predicate.follow : two.quantity.start]
    if gap[:1] in JOINTS and gap[1:].startswith(other):
        one.indicator = two.indicator
        one.item = two.item.removesuffix(DIMENSIONS[other]) + DIMENSIONS[own]


def say_run(text: str, draft: Draft) -> str | None:
    """Return what goes on, where a number says for how long it did: 连续位居全国第二时间."""
    quantity = draft.quantity
    if quantity.type != "duration" or not RUN.search(
        text, max(0, quantity.start - NEAR_CHARACTERS), quantity.start
    ):
        return None
    goes_on = RUNNING.match(text, draft.predicate.follow)
    return f"连续{goes_on[1]}时间" if goes_on else None
