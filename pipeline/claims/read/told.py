"""Predicates that say of what a share is, or who are counted.

62%的企业|计划扩大投资 is no share of anything but of those that plan it, 3000人|被迫转移 are those
that had to move; and of what a verb has so much, that is the share of it: 覆盖|85%的村庄.
"""

import re

from pipeline.claims.read.drafts import Draft
from pipeline.claims.read.lexicon import Lexicon

PEOPLE = {"人": "人数", "名": "人数", "位": "人数", "人次": "人次"}
"""Unit that counts people → how many they are."""
ANYBODY = "人"
"""The unit behind which stands no noun for them."""
SHARES = frozenset({"%", "‰", "ratio"})
RATED = re.compile(r"[率比额量值数度速重税]\Z|比例\Z|份额\Z")
"""How names end of which a share says how high they are, and not how many of them do something."""
LONGEST_TAIL = 24
NO_TAIL = re.compile(r"占|\A[^“]*”|(?:时候?|之外|后|之际|以来|的话)\Z")
"""What a predicate that says all of them has not in it, or does not end with."""
TAIL = re.compile(
    rf"(?:[^，。；：、！？…,;:!?\n0-9]|[0-9](?=[0-9]{{0,3}}[年月])){{2,{LONGEST_TAIL}}}(?=[，。；！？…,;!?\n]|\Z)"
)
"""What follows to the end of the clause, with no number in it but a time."""
SAYS_NO_MORE = re.compile(
    r"(?:已经?|全部|都|均|也|还|仍|则|因此|同时|分别|实现|进行|得以|能够?|可以?)+了?"
)
"""How a predicate begins with words that add nothing to what it says."""
BEGINS_PREDICATE = frozenset("vdpzilt")
"""Initials of jieba's tags with which a predicate begins: verbs, adverbs, prepositions, times."""
EACH = "每"
"""What words begin with that say how often something is done: 每天|观看."""
DONE = re.compile(r"(?<=[\u4e00-\u9fff])了(?![解结])")
SOMEWHERE = re.compile("在[^在]{1,12}?(?:[中内里上下时后]|期间)(?=[\u4e00-\u9fff])")
"""What stands before what befell people: 在冲突中|丧生."""
SUFFERED = ("被", "遭", "死于")
"""How predicates begin that tell what befell people."""
LISTED = re.compile(r"(?:[、，]|和|及|与|以及)(?:近|约|有|超过?|逾)*")
"""What stands between the shares of a list of which the last has the predicate of all."""
SCOPE = re.compile(r"(?:[了着过]|[全本该当][国省市区县州地]|全球|全世界|世界|[近约超逾])+")
"""What stands between a verb and the share that is its object: 覆盖|全市|85%的村庄."""
NEAR_CHARACTERS = 10
"""Characters before a number in which that verb stands."""
LEAST_VERB = 2
"""Characters that it has."""


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
    tags = [tag for _, tag in words]
    told = any(tag[:1] == "v" and tag != "vn" for tag in tags) or tags[:2] == ["vn", "p"]
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


def share_told(text: str, one: Draft, two: Draft) -> None:
    """Give a share the predicate of the next one in its list: 三成的农户、六成的商户|已经参保."""
    span = one.indicator
    if two.told_of is None or two.item is None or span is None or one.item is not None:
        return
    alike = one.quantity.unit in SHARES and two.quantity.unit in SHARES
    beside = LISTED.fullmatch(text, span.end, two.quantity.start) is not None
    if alike and beside and span.start >= one.quantity.end and one.predicate.kind == "level":
        one.told_of = text[span.start : span.end]
        one.item = one.told_of + two.item.removeprefix(two.told_of)


def say_object(text: str, low: int, draft: Draft, lexicon: Lexicon) -> str | None:
    """Return what a share is of that a verb has for its object: 覆盖村庄的比例."""
    span, quantity = draft.indicator, draft.quantity
    if span is None or quantity.unit not in SHARES or draft.predicate.kind != "level":
        return None
    if span.start <= quantity.end or not text.endswith("的", quantity.end, span.start):
        return None
    words = lexicon.tokenizer.tag(text[max(low, quantity.start - NEAR_CHARACTERS) : quantity.start])
    while words and SCOPE.fullmatch(words[-1][0]):
        words.pop()
    verb, tag = words[-1] if words else ("", "")
    acts = verb in lexicon.sure_acts or (tag == "v" and verb not in lexicon.word_roles)
    if not acts or len(verb) < LEAST_VERB or RATED.search(text, span.start, span.end):
        return None
    draft.told_of = text[span.start : span.end]
    return f"{verb}{draft.told_of}的比例"


def say_people(text: str, draft: Draft, lexicon: Lexicon) -> str | None:
    """Return what a number of people says of them: 被迫转移人数, 平民死亡人数, 拘留人数."""
    span, quantity = draft.indicator, draft.quantity
    counted = PEOPLE.get(quantity.unit or "")
    if span is None or counted is None:
        return None
    thing, befalls = text[span.start : span.end], lexicon.cues.boundary.befalls
    behind = span.start >= quantity.end
    named = thing.endswith(lexicon.counted.get("名", ())) and not is_verb(thing, lexicon)
    said = find_predicate(text, span.end, lexicon) if behind and named else ""
    befell = SOMEWHERE.sub("", said, count=1) if said.startswith("在") else said
    if befell in befalls or befell.startswith(SUFFERED):
        draft.told_of = thing
        return f"{thing}{befell}{counted}"
    told = quantity.unit == ANYBODY and behind and not named
    said = find_predicate(text, draft.predicate.follow, lexicon) if told else ""
    if said and said not in befalls and "的" not in said:
        draft.told_of = ""
        return f"{said}{counted}"
    alone = quantity.unit == ANYBODY and not behind and is_verb(thing, lexicon)
    return f"{thing}{counted}" if thing in befalls or alone else None


def is_verb(thing: str, lexicon: Lexicon) -> bool:
    """Return whether what stands before a number of people says what is done to them: 拘留."""
    words = lexicon.tokenizer.tag(thing)
    return len(words) == 1 and words[0][1] == "v"
