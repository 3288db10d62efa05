"""Words near a number: what each can do at the edge of a noun phrase.

What stands in quotes is one word, a name; what stands in brackets belongs to the word before it.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from pipeline.claims.read.drafts import Clause
from pipeline.claims.read.features import RESTS
from pipeline.claims.read.lexicon import Boundary

COARSE = {
    "number": "noun", "idiom": "noun", "change_noun": "noun", "adjective": "noun",
    "place": "noun", "empty": "noun", "eng": "noun",
}  # fmt: skip
TAGS = {
    "n": "noun", "v": "verb", "d": "adverb", "p": "preposition", "c": "and", "m": "number",
    "q": "number", "r": "pronoun", "t": "time", "f": "place", "s": "place", "a": "adjective",
    "u": "particle", "x": "mark", "b": "adjective", "l": "idiom", "i": "phrase", "j": "noun",
    "e": "noun", "z": "adjective",
}  # fmt: skip
WHOLE_TAGS = {
    "ns": "territory", "zg": "noun", "vn": "vn", "an": "noun", "ad": "adverb", "vd": "adverb",
}  # fmt: skip
"""jieba's tag, or its first letter → class of a word."""
MOST_OF_TERM = 5
"""Words of a term of the glossary."""
MODIFIER = "adjective"
CLASSIFIER = "q"
"""jieba's tag of a word that belongs to the pronoun before it: 这|批, 该|套."""
PREFIXES = ("新", "净")
NOT = "非"
"""What turns the word behind it into its opposite: 非|化石能源."""
DUE = ("应", "实")
"""What makes a noun with a verb of one character: 应检, 实收."""
LATER = ("后", "当中")
"""What begins a clause that goes on to what came later, or to a part, and closes nothing there."""
EACH = "每"
PER = re.compile(
    r"每[一二两三四五十百千万亿0-9]+名?(?:[\u4e00-\u9fff]{0,2}?"
    r"(?:人口?|户|居民|家庭|职工|学生|平方公里)(?:拥有|有)?|[\u4e00-\u9fff]{2,5}?(?:拥有|配有|配备))"
)
"""Of how many there are so many: 每千人拥有|医师."""
PASSING = re.compile(
    "(?:报告|统计|考核|评价|规划)期(?:[内间末初]|$)|(?:[各当]|连续[0-9一二两三四五六七八九十]{1,3}个?)(?:月|季度?|年|周|日)(?!期)份?"
)
"""Times that no date tells, and are no part of a name: 报告期内|每股收益, 各月|涨幅."""
SUFFIXES = frozenset("率量额值费税令点价款险券者组站区厂园桩队员室库数性度面化")
"""Characters that are no words of their own behind another: 压减|率, 安置|点, 拘留|者."""
STEMS = frozenset({"noun", "vn", "verb", "act", "flow", "change", "stop", "behind"})
"""Roles of words that such a character may end."""
LONG_STEMS = STEMS | {"cue", "skip", "target", "forecast", "limit", "phrase"}
"""The same of words of more than one character: 不足|率, 移送起诉|数."""
SPLIT = STEMS | {"cue"}
"""Roles of a character that is the first of such a word of three: 列|养|率."""
LISTING = frozenset({"list", "and"})
OUTSIDE = frozenset({"separator", "list", "mark", "and", "of"})
"""Roles of words after which nothing is closed: the 中 of 中阿双边贸易额, the 内 of 内、外贸."""
QUOTES = {"“": "”", "‘": "’", "《": "》", "「": "」"}
BRACKETS = {"（": "）", "(": ")"}
PAIRS = QUOTES | BRACKETS
CLOSING = frozenset(PAIRS.values())
ASIDE = frozenset("【】")
"""Marks of a heading or label in the line, which is no part of a name."""
VERBS = frozenset({
    "verb", "act", "flow", "cue", "change", "stop", "done", "target", "forecast", "behind",
    "report",
})  # fmt: skip
"""Roles of words that a clause may be told by."""
BARE = frozenset({"verb", "act", "behind"})
"""Roles of verbs that name nothing by themselves."""
NOUNS = frozenset({"noun", "territory", "vn", "bound"})


FUNCTIONS = frozenset({"stop", "preposition", "adverb"})
"""Roles of words that name nothing by themselves if they have one character: 比."""


class Word(NamedTuple):
    """A word with its place and what it can do at the edge of a noun phrase."""

    start: int
    end: int
    role: str
    modifier: bool = False
    """Whether it says of what kind the thing behind it is: 大型, 基本."""


def read_words(clause: Clause, start: int, end: int) -> list[Word]:
    """Return the words of text[start:end] with what each can do.

    Two that are one word of the lexicon are one (新设立), and so are 新 and a verb, which together
    say of what kind a thing is: 新承接订单量. A classifier belongs to its pronoun: 这批.
    """
    if start >= end:
        return []
    text, lexicon = clause.text, clause.lexicon
    roles = lexicon.word_roles
    words: list[Word] = []
    at, paired, last = start, False, ""
    for word, tag in lexicon.tokenizer.tag(text[start:end]):
        after = at + len(word)
        joined = roles.get(last + word) if last else None
        if joined is not None:
            words[-1] = Word(words[-1].start, after, COARSE.get(joined, joined))
            at, last = after, ""
            continue
        role = roles.get(word)
        if role is None and tag == CLASSIFIER and words and words[-1].role == "pronoun":
            role = "pronoun"
        acts = role == "act" or (role is None and tag[:1] == "v")
        if acts and (last in PREFIXES or (last in DUE and len(word) == 1)):
            words[-1] = Word(words[-1].start, after, "vn")
            at, last = after, ""
            continue
        negated, last = last == NOT, word
        stems = LONG_STEMS if words and at - words[-1].start > 1 else STEMS
        if word in SUFFIXES and words and words[-1].role in stems and at == words[-1].end:
            join_suffix(words, after)
            at = after
            continue
        inside = not words or (words[-1].role in OUTSIDE and text[at - 1] not in CLOSING)
        if role == "closer" and inside:
            role = "open" if word in LATER else "noun"
        if role is None:
            role = WHOLE_TAGS.get(tag) or TAGS.get(tag[:1], "other")
            paired = paired or role == "mark"
        if negated:
            at = words.pop().start
        words.append(Word(at, after, COARSE.get(role, role), role == MODIFIER))
        at = after
    words = join_heads(text, join_bases(text, words), lexicon.cues.boundary)
    times = [(time.start, time.end) for time in clause.times if start < time.end]
    passing = (match.span() for match in PASSING.finditer(text, start, end))
    words = mark_times(words, [*times, *passing], end)
    return join_pairs(text, words) if paired else words


def join_suffix(words: list[Word], end: int) -> None:
    """Make the last word, with what was cut off before it, a noun that goes on to `end`."""
    if len(words) > 1 and words[-2].role in SPLIT and words[-1].end - words[-2].start == 2:
        words.pop()
    words[-1] = Word(words[-1].start, end, "noun")


def mark_times(words: list[Word], times: Iterable[tuple[int, int]], end: int) -> list[Word]:
    """Return the words, those of a time that begins before `end` as such.

    One that a time ends in is two: 全|年发电量 is 全年 and 发电量.
    """
    for first, last in times:
        if first < end:
            marked = list[Word]()
            for word in words:
                told = first <= word.start < last
                marked.append(word._replace(role="time") if told else word)
                if told and word.end > last + 1:
                    marked[-1:] = [Word(word.start, last, "time"), word._replace(start=last)]
            words = marked
    return words


def join_bases(text: str, words: list[Word]) -> list[Word]:
    """Return the words, those that say of how many there are so many as one: 每千人拥有."""
    if not words or text.find(EACH, words[0].start, words[-1].end) < 0:
        return words
    base = PER.search(text, words[0].start, words[-1].end)
    if base is None or base.end() == words[-1].end:
        return words
    return join_bound(words, base.start(), base.end())


def join_bound(words: list[Word], start: int, end: int) -> list[Word]:
    """Return the words with a number and its bound as one; what is of another is left out."""
    before = [word for word in words if word.end <= start]
    behind = [word for word in words if word.start >= end]
    return [*before, Word(start, end, "bound"), *behind]


def join_heads(text: str, words: Sequence[Word], boundary: Boundary) -> list[Word]:
    """Return the words with verbs that are part of a name as the nouns that they are there.

    One stands right before a head (投入|强度); before what it is done to and how much of it there
    is (审结、执结|案件数量); or no subject before it and a noun behind it, which is no object of
    such a verb: 参展|企业. Before a verb 基本 and 主要 are adverbs.
    """
    joined = list(words)
    counts = False
    for number in range(len(words) - 1, -1, -1):
        word, after = joined[number], joined[number + 1] if number + 1 < len(words) else None
        said = text[word.start : word.end]
        counts = counts or (word.role in NOUNS and said.endswith(boundary.counting))
        does = said in boundary.acts or said in boundary.modifying
        does = does or (word.role == "stop" and len(said) > 1)
        if counts and after and does and said not in boundary.measuring:
            joined[number] = word._replace(role="vn")
        elif after and (word.role in VERBS or word.role == "stop"):
            headed = word.role in VERBS and text[after.start : after.end] in boundary.heads
            led = number and joined[number - 1].role in NOUNS
            modifies = after.role in NOUNS and not led
            if headed or (modifies and said in boundary.modifying):
                joined[number] = word._replace(role="vn")
        elif after and after.role in VERBS | {"open"} and said in boundary.adjectives:
            joined[number] = Word(word.start, word.end, "adverb")
        lists = word.role in LISTING and after is not None and after.role == "vn"
        counts = counts and (joined[number].role in NOUNS or lists)
    return joined


def join_pairs(text: str, words: Sequence[Word]) -> list[Word]:
    """Return the words with what is quoted as one, and brackets as part of the word before."""
    joined: list[Word] = []
    number = 0
    while number < len(words):
        word = words[number]
        close = PAIRS.get(text[word.start])
        last = number
        if close is not None:
            last = next(
                (k for k in range(number + 1, len(words)) if text[words[k].start] == close), number
            )
        if last == number:
            joined.append(word)
        elif text[word.start] in QUOTES:
            inside = {one.role for one in words[number + 1 : last]}
            role = "time" if inside == {"time"} else "noun"
            joined.append(Word(word.start, words[last].end, role))
        elif joined:
            joined[-1] = joined[-1]._replace(end=words[last].end)
        number = last + 1
    return joined


def find_known(text: str, words: Sequence[Word], terms: Collection[str]) -> list[bool]:
    """Return for each word whether all from it to the last are terms, each of a word or several.

    A verb alone is none. The words may stand in reverse, for all from the first to each.
    """
    known = [False] * len(words)
    for number in range(len(words) - 1, -1, -1):
        for last in range(number, min(number + MOST_OF_TERM, len(words))):
            first, end = sorted((words[number], words[last]))
            if first is end and first.role in VERBS:
                continue
            if (last + 1 == len(words) or known[last + 1]) and text[first.start : end.end] in terms:
                known[number] = True
                break
    return known


def find_rests(words: Iterable[Word]) -> list[str]:
    """Return for each number of words from the first on what they hold, the most telling.

    The words are those beside a phrase, the nearest last or first: of (的), a verb, a noun, or
    none of them.
    """
    ranks = (RESTS.index(find_rest(word.role)) for word in words)
    return [RESTS[rank] for rank in accumulate(ranks, min, initial=len(RESTS) - 1)]


def find_rest(role: str) -> str:
    """Return what a word with a role says of the words beside a phrase."""
    if role == "of":
        return "of"
    return "verb" if role in VERBS else "noun" if role in NOUNS else "none"


def says_nothing(words: Sequence[Word]) -> bool:
    """Return whether some words name nothing: 但, 不过, 比."""
    return all(
        word.role == "and" or (word.role in FUNCTIONS and word.end - word.start == 1)
        for word in words
    )


def is_balanced(text: str, start: int, end: int) -> bool:
    """Return whether each quote and bracket in text[start:end] is opened and closed there."""
    depth = 0
    for character in text[start:end]:
        if character in ASIDE:
            return False
        if character in PAIRS:
            depth += 1
        elif character in CLOSING:
            depth -= 1
            if depth < 0:
                return False
    return depth == 0
