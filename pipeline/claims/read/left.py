"""Phrases before a number that may be its indicator: 产量|增长5%, 新增就业|70万人."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.claims.read.drafts import Clause, Draft
from pipeline.claims.read.edges import find_length, is_single
from pipeline.claims.read.features import BEGINS_NOTHING, ENDS_NOTHING
from pipeline.claims.read.inherited import ENDS_SUBJECT, LONGEST_LEFT, MOST_WORDS, SKIPPED
from pipeline.claims.read.outside import cut_end, cut_outside
from pipeline.claims.read.subject import cut_base, find_left_end
from pipeline.claims.read.words import (
    LISTING,
    NOUNS,
    VERBS,
    Word,
    find_known,
    find_rests,
    is_balanced,
    join_bound,
    read_words,
    says_nothing,
)
from pipeline.glossary.lexicon import load_glossary
from pipeline.records.base import Span

ADVERBIALS = frozenset(
    {"adverb", "skip", "sum", "total", "time", "done", "target", "forecast", "limit"}
)
"""Roles of words between a subject and its verb."""
PREDICATES = VERBS - {"report"}
"""Roles of words that tell what became of a subject."""
LONGEST_LISTED, MOST_WORDS_LISTED = 80, 48
"""The same as `LONGEST_LEFT`, `MOST_WORDS` of a list of which each number has its item."""
NAMING = NOUNS | {"flow", "adjective", "cue", "change", "skip"}
"""Roles of words between with whom something is done and how much of it: 14个|国家出口增长."""
NAME_GOES_ON = LISTING | {"noun", "vn", "act", "flow"}
"""Roles of words behind a noun with which its name goes on: no topic ends before them."""
BOUNDS = ("ge", "le")
AGE = "岁"
TIME_ALONE = re.compile(
    "(?:连续|[近各每单前首上]|[0-9一二两三四五六七八九十几]{1,3}|个){1,3}(?:年度?|季度?|月份?|周|[天日])|每|月"
)
"""Words for times, which name nothing by themselves: 各|月, 连续两|月, 单月."""
EACH_ALONE = re.compile(
    "(?:(?:[每单各前首头]|第?[0-9一二两三四五六七八九十几])[0-9一二两三四五六七八九十几]{0,3}"
    "(?:个|户|人|名|家|台|辆|套|件|次|天|日|月|年|亩|吨|斤|度|公里|平方米|村|县|镇|批|期|轮|站|生|份|股|箱|笔|张))+"
    "(?:的时候)?(?:最[高多低少]|至[多少]|平均|大[概约]|再|就|才|都|只|先)*"
    "(?:补|给|奖|发|收|罚|免|加|领|拿|交|缴|付|返|减)?"
)
"""What says for how many of them there is so much, or which of them: 每户补|2万, 首批|20家."""
TOWARDS = re.compile(r"(?:[对与同向]|来自)[^，。；：、0-9]{0,8}\Z")
"""What stands before a number that counts with whom something is done: 对|14个国家出口."""


def find_left(clause: Clause, draft: Draft, low: int) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the phrases that end where the predicate begins, the shortest first.

    Then those that end before the verbs that stand last (收入|拟安排, 班列|累计开行), and the
    topics of the clause.
    """
    bound = find_bound(clause, low)
    low = clause.low if bound else low
    adjunct = clause.lexicon.adjunct_pattern.match(clause.text, low, draft.predicate.subject_end)
    low = adjunct.end() if adjunct else low
    end = find_left_end(clause, draft, low)
    listed = draft.predicate.respectively and clause.beside > 1
    longest = LONGEST_LISTED if listed else LONGEST_LEFT
    words = read_words(clause, max(low, end - longest), end)
    if bound:
        words = join_bound(words, bound.start, bound.end)
    topics = find_topics(words)
    words = cut_outside(clause, draft, words)
    most = MOST_WORDS_LISTED if listed else MOST_WORDS
    words = cut_base(clause, draft, words)[-most:]
    words = cut_end(clause, words)
    total = next((n for n in range(len(words), 0, -1) if words[n - 1].role == "total"), 0)
    cuts = [] if total and len(words) > total + 1 else list(find_predicates(words))
    yield from find_starts(clause, draft, words[total:])
    for number in cuts:
        features = [f"left.cut.{words[number].role}"]
        for start, end, told in find_starts(clause, draft, words[:number]):
            yield start, end, told + features
    ends = [word.end for word in (*words[-1:], *(words[number - 1] for number in cuts))]
    yield from (topic for topic in topics if topic[1] not in ends)


def find_topics(words: Sequence[Word]) -> Iterator[tuple[int, int, list[str]]]:
    """Yield what a clause begins with and goes on to tell more of: 车道|从8条变20条.

    What stands before a 的 is no topic but says of what kind a thing is: 工期|更短的厂房.
    """
    first = max((n for n, word in enumerate(words, 1) if word.role == "of"), default=0)
    while first < len(words) and words[first].role in SKIPPED:
        first += 1
    for word, behind in pairwise(words[first : first + MOST_WORDS]):
        if word.role in ENDS_SUBJECT and behind.role not in NAME_GOES_ON:
            length = find_length(word.end - words[first].start)
            features = [f"left.topic.{behind.role}", f"left.length.{length}"]
            yield words[first].start, word.end, features


def find_bound(clause: Clause, low: int) -> Span | None:
    """Return the number before `low` that is a part of a name, or None.

    It has a bound (60岁以上|人口, 16—24岁|劳动力失业率), or counts with whom something is done:
    对14个国家|出口总值; but not 同16个国家签署协议|20份.
    """
    text, previous = clause.text, clause.previous
    if previous is None or previous.quantity.start < clause.low:
        return None
    quantity, end = previous.quantity, previous.predicate.follow
    towards = TOWARDS.search(text, max(clause.low, quantity.start - LONGEST_LEFT), quantity.start)
    goes_on = all(word.role in NAMING for word in read_words(clause, end, clause.quantity.start))
    if towards and goes_on and quantity.type == "classifier" and end == quantity.end:
        return Span(start=towards.start(), end=end)
    bounded = previous.predicate.op in BOUNDS and end > quantity.end
    bounded = bounded or (quantity.unit == AGE and not previous.predicate.moves_from)
    goes_on = "\u4e00" <= text[end : end + 1] <= "\u9fff" or end == clause.quantity.start
    named = end == low and goes_on
    return Span(start=quantity.start, end=end) if bounded and named else None


def find_predicates(words: Sequence[Word]) -> Iterator[int]:
    """Yield where the predicate may begin among the words before a number.

    It is the verbs that stand last, with the adverbials before them: a subject stands before both.
    """
    number = len(words)
    while number and words[number - 1].role in PREDICATES:
        number -= 1
    if number == len(words):
        return
    while number and words[number - 1].role in ADVERBIALS:
        number -= 1
    if number and words[number - 1].role not in ENDS_NOTHING:
        yield number


def find_starts(
    clause: Clause, draft: Draft, words: Sequence[Word]
) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the phrases at the end of some words, the shortest first."""
    if not words:
        return
    text, end, boundary = clause.text, words[-1].end, clause.lexicon.cues.boundary
    rests = find_rests(words)
    known = find_known(text, words, load_glossary().terms)
    bounded = any(word.role == "bound" for word in words)
    inside: set[str] = set()
    modifies: set[str] = set()
    for number in range(len(words) - 1, -1, -1):
        word = words[number]
        if word.role == "separator":
            break
        begins = word.role not in BEGINS_NOTHING and not says_nothing(words[number:])
        phrase = text[word.start : end]
        alone = TIME_ALONE.fullmatch(phrase) or EACH_ALONE.fullmatch(phrase)
        acts = len(phrase) == 1 and word.role in VERBS
        named = not (alone or acts or phrase in boundary.nameless)
        if begins and named and is_balanced(text, word.start, end):
            features = list_edges(words, number, inside, rests[number])
            if modifies:
                features += [f"left.modifies.{role}" for role in sorted({word.role, *modifies})]
            if known[number]:
                longer = number and known[number - 1]
                features += ["left.known", "left.known.longer"] if longer else ["left.known"]
            if bounded:
                held = "bound" in (word.role, *inside)
                features.append(f"left.bound.{'held' if held else 'cut'}")
            if phrase in boundary.verbs:
                features.append("left.is.generic")
            if phrase in clause.lexicon.amounts:
                features.append(f"left.amount.{rests[number]}")
            if clause.beside > 1:
                features.append(compare_items(draft, words, number, clause.beside))
            yield word.start, end, features
        inside.add(word.role)
        if word.role == "of" or modifies:
            modifies.add(word.role)


def list_edges(words: Sequence[Word], number: int, inside: set[str], rest: str) -> list[str]:
    """Return the features of the edges of words from a place on; `inside` are roles behind it."""
    word, end = words[number], words[-1].end
    before = words[number - 1].role if number else "start"
    features = [
        f"left.last.{words[-1].role}", f"left.before.{before}", f"left.first.{word.role}",
        f"left.rest.{rest}",
    ]  # fmt: skip
    if before == "preposition" and inside & VERBS:
        features.append("left.is.object")
    features += [f"left.in.{role}" for role in sorted(inside)]
    features.append(f"left.length.{find_length(end - word.start)}")
    if is_single(words, number):
        features.append("left.single.first")
    if is_single(words, number - 1):
        features.append("left.single.before")
    if words[-1].modifier:
        features.append("left.modifier.last")
    if number and words[number - 1].modifier:
        features.append("left.modifier.before")
    return features


def compare_items(draft: Draft, words: Sequence[Word], number: int, numbers: int) -> str:
    """Return the feature of words from a place on before numbers side by side: as many things.

    In 资本、货物和服务 the 和 may join two things, or the words of one: where all the marks of the
    list part as many things as there are numbers, it joins words.
    """
    marks, joints = count_joints(words[number:])
    all_marks, _ = count_joints(words)
    fewest = 1 + (marks or joints)
    most = fewest if 1 + all_marks == numbers > 1 else 1 + marks + joints
    than = "fewer" if most < numbers else "as_many" if fewest <= numbers else "more"
    return f"left.{'each' if draft.predicate.respectively else 'items'}.{than}"


def count_joints(words: Iterable[Word]) -> tuple[int, int]:
    """Return how many marks of a list (、) some words have, and how many words like 和."""
    joints = [word.role for word in words if word.role in LISTING]
    return joints.count("list"), joints.count("and")
