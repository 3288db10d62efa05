"""Indicators: the noun phrase that names what a quantity measures, weighed.

It ends where the predicate before a number begins (产量|增长5%) or the number itself
(新增就业|70万人), or begins right after the number (60多家|医院), or is that of the claim or
clause before. Where it begins and ends is told by the words at its edges and inside: a verb that
somebody does stands outside (国家铁路完成|货物发送量), one that modifies a noun inside
(研发投入强度).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.claims.read.choice import Candidate, Choice, choose
from pipeline.claims.read.drafts import Clause, Draft
from pipeline.claims.read.features import LENGTHS, OPEN_CLASSES
from pipeline.claims.read.inherited import LONGEST_LEFT, MOST, MOST_WORDS, find_inherited
from pipeline.claims.read.words import (
    VERBS,
    Word,
    find_known,
    is_balanced,
    read_words,
    summarise,
)
from pipeline.knowledge import any_of
from pipeline.records.base import Span

LONGEST_RIGHT = 28
"""Characters after a quantity in which its indicator is looked for."""
NEAR = 0.85
"""Share of its characters that a phrase has in common with another as good."""
RIGHT = re.compile(r"[\u4e00-\u9fffA-Za-z0-9“”‘’《》、+·%（）()—\- ]{1,28}")
SEPARATORS = "、和与及以 \u3000，,：:"
RANK_SCOPE = re.compile(
    r"(?:(?:均|都|已|稳|仍|连续)?(?:[居列排]|位[居列次]|排名|名列|保持|跃[居升至]{1,2}|由|升至|上升至|提升至|进入)?(?:全国|全球|世界|全省|国内|亚洲|中部|西部|东部|行业|同类|省内|区域|东盟)?[^，。；、\n]{0,3})?\Z"
)
BEGINS_NOTHING = frozenset(
    {
        "mark",
        "separator",
        "list",
        "of",
        "open",
        "time",
        "pronoun",
        "done",
        "skip",
        "total",
        "target",
        "forecast",
        "closer",
    }
)
ENDS_NOTHING = frozenset(
    {
        "mark",
        "separator",
        "list",
        "of",
        "skip",
        "sum",
        "total",
        "adverb",
        "target",
        "forecast",
        "limit",
        "done",
        "and",
        "closer",
        "bound",
    }
)
ENDS_NO_COUNT = ENDS_NOTHING | {"open"}
"""The same behind a number."""
ADVERBIALS = frozenset(
    {"adverb", "skip", "sum", "total", "time", "done", "target", "forecast", "limit"}
)
"""Roles of words between a subject and its verb."""
PREDICATES = VERBS - {"report"}
"""Roles of words that tell what became of a subject."""
LISTING = frozenset({"list", "and"})
HAVING = ("有", "共有", "拥有", "设有", "包括")
JOINTS_AND_MARKS = f"{SEPARATORS}的等近约超逾达（(—"
"""What stands between a phrase and its number and belongs to neither."""
BOUNDS = ("ge", "le")
AGE = "岁"
RELATIVE = frozenset({"%", "‰", "ratio", "倍"})
SHARE = "占"
RELATIONS = ("为", "是", "完成", "到", "至", "达", "于", "超", "超过")
SHARES = ("比重", "比例", "份额", "比率", "占比")
EARLIER = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?<![自理经])[从由](?=[^，。；从由]{1,12}(?:世纪[^，。；]{0,4}|[年月][前初末底]?)\Z)"
)
"""从 or 由 with a time, where the noun before it moves from one value to another."""
AGAINST_TIME = re.compile(
    r"(?<=[\u4e00-\u9fff])[较比][^，。；较比]{0,10}?[年月季期][^，。；较比]{0,4}的?\Z"
)
"""What stands before the value of an earlier time: 失业率|较二月至四月的3.4%."""
MOVED = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?<![自理经])[从由]")
"""从 or 由 where a number follows to which the value before it moves: 时间|由高峰期的6年降至5年."""
PER = re.compile(
    rf"({any_of(RELATIONS)})每[一十百千万亿]{{0,3}}[\u4e00-\u9fff]{{1,4}}\Z"
    r"|(?<=[\u4e00-\u9fff])()每[一十百千万]{0,2}(?:公?升|公?吨|公?斤|千?克|股|度|[平立]方米|公?亩|公顷|桶|坪|套|间|人|户|月|年|天)\Z"
)
"""Of how many things there is so much: 密度达到|每万名工人392台."""
RANK_PLACES = ("全国", "全球", "世界", "全省", "稳居", "位居", "居", "列")
NUMERALS = frozenset("0123456789一二两三四五六七八九十百千万数几多")
ITEMS = re.compile(r"、|以及|和|及|与")


class Named(NamedTuple):
    """An indicator from `start` to `end`, and where it was found; at the same place is none."""

    start: int
    end: int
    source: str

    @property
    def span(self) -> Span | None:
        """Return the characters of the indicator."""
        return Span(start=self.start, end=self.end) if self.start < self.end else None


def choose_indicator(clause: Clause, draft: Draft) -> Choice[Named]:
    """Return the choice of what a claim measures."""
    lexicon, text = clause.lexicon, clause.text
    low = max(clause.low, clause.previous.predicate.follow) if clause.previous else clause.low
    left = list(find_left(clause, draft, low))
    facts = find_facts(clause, draft, low, bool(left))
    longest = max(left, key=lambda found: found[1] - found[0], default=None)
    if longest and "left.is.generic" in longest[2]:
        facts.append("generic")
    candidates: list[Candidate[Named]] = []
    for source, found in (
        ("left", left),
        ("right", find_right(clause, draft, has_left=bool(left))),
        ("inherited", find_inherited(clause, low)),
    ):
        own = [source, *(f"{source}.{fact}" for fact in facts)]
        candidates += [
            Candidate(Named(start, end, source), features, own) for start, end, features in found
        ]
    candidates.append(Candidate(Named(0, 0, "none"), ["none"]))

    def are_alike(one: Named, two: Named) -> bool:
        return are_near(text, one, two)

    return choose(candidates, lexicon.weights["indicator"], are_alike)


def are_near(text: str, one: Named, two: Named) -> bool:
    """Return whether two indicators are the same but for a character or two."""
    shared = min(one.end, two.end) - max(one.start, two.start)
    if shared <= 0:
        return text[one.start : one.end] == text[two.start : two.end]
    return 2 * shared >= NEAR * (one.end - one.start + two.end - two.start)


def find_facts(clause: Clause, draft: Draft, low: int, has_left: bool) -> list[str]:
    """Return what decides on which side of its number an indicator stands."""
    quantity, predicate = draft.quantity, draft.predicate
    facts = [quantity.type]
    if predicate.kind in ("change", "difference"):
        facts.append("change")
    gives = {given for *_, given in predicate.cues}
    if "towards" in gives:
        facts.append("towards")
    if "level" in gives:
        facts.append("level")
    if quantity.people:
        facts.append("people")
    if clause.text.endswith("连续", low, quantity.start):
        facts.append("running")
    if clause.text.endswith(HAVING, low, quantity.start):
        facts.append("has")
    if not has_left:
        facts.append("alone")
    if clause.text.startswith("的", predicate.follow):
        facts.append("of")
    if clause.previous:
        facts.append("later")
        if low == clause.previous.predicate.follow:
            facts.append("joined")
    return facts


def find_left(clause: Clause, draft: Draft, low: int) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the phrases that end where the predicate begins, the shortest first.

    Then those that end before the verbs that stand last: 收入|拟安排, 班列|累计开行.
    """
    bound = find_bound(clause, low)
    low = clause.low if bound else low
    adjunct = clause.lexicon.adjunct_pattern.match(clause.text, low, draft.predicate.subject_end)
    low = adjunct.end() if adjunct else low
    end = find_left_end(clause, draft, low)
    words = read_words(clause, max(low, end - LONGEST_LEFT), end)
    if bound:
        words = join_bound(words, bound)
    if draft.quantity.type == "rank":
        words = cut_place(clause, words)
    words = cut_base(clause.text, words, find_relations(clause, draft))[-MOST_WORDS:]
    while words and (
        words[-1].role in ENDS_NOTHING or clause.text.startswith(MOST, words[-1].start)
    ):
        words.pop()
    total = next((n for n in range(len(words), 0, -1) if words[n - 1].role == "total"), 0)
    yield from find_starts(clause, draft, words[total:])
    for number in find_predicates(words):
        features = [f"left.cut.{words[number].role}"]
        for start, end, told in find_starts(clause, draft, words[:number]):
            yield start, end, told + features


def find_bound(clause: Clause, low: int) -> Span | None:
    """Return the number with a bound before `low` that is a part of a name, or None.

    60岁以上|人口, 每千人口拥有3岁以下|婴幼儿托位数, 16—24岁|劳动力失业率.
    """
    previous = clause.previous
    if previous is None or previous.quantity.start < clause.low:
        return None
    end = previous.predicate.follow
    bounded = previous.predicate.op in BOUNDS and end > previous.quantity.end
    bounded = bounded or previous.quantity.unit == AGE
    named = end == low and "\u4e00" <= clause.text[end : end + 1] <= "\u9fff"
    return Span(start=previous.quantity.start, end=end) if bounded and named else None


def join_bound(words: list[Word], bound: Span) -> list[Word]:
    """Return the words with a number and its bound as one; what is of another is left out."""
    before = [word for word in words if word.end <= bound.start]
    behind = [word for word in words if word.start >= bound.end]
    return [*before, Word(bound.start, bound.end, "bound"), *behind] if behind else words


def cut_place(clause: Clause, words: list[Word]) -> list[Word]:
    """Return the words before the verb that says where a rank is held: 增速|居副省级城市."""
    ranking = clause.lexicon.cues.boundary.ranking
    last = next(
        (
            n
            for n in range(len(words), 0, -1)
            if clause.text[words[n - 1].start : words[n - 1].end] in ranking
        ),
        None,
    )
    return words if last is None else words[: last - 1]


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
    text, end = clause.text, words[-1].end
    last = f"left.last.{words[-1].role}"
    rests = summarise(words)
    known = find_known(text, words, clause.lexicon.terms)
    bounded = any(word.role == "bound" for word in words)
    inside: set[str] = set()
    for number in range(len(words) - 1, -1, -1):
        word = words[number]
        before = words[number - 1].role if number else "start"
        if word.role not in BEGINS_NOTHING and is_balanced(text, word.start, end):
            features = [
                last, f"left.before.{before}", f"left.first.{word.role}",
                f"left.rest.{rests[number]}",
            ]  # fmt: skip
            if before == "preposition" and inside & VERBS:
                features.append("left.is.object")
            if before in OPEN_CLASSES and word.role in OPEN_CLASSES:
                features.append(f"left.edge.{before}.{word.role}")
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
            if known[number]:
                features.append("left.known")
                if number and known[number - 1]:
                    features.append("left.known.longer")
            if bounded:
                held = word.role == "bound" or "bound" in inside
                features.append(f"left.bound.{'held' if held else 'cut'}")
            if text[word.start : end] in clause.lexicon.generic_names:
                features.append("left.is.generic")
            if text[word.start : end] in clause.lexicon.amounts:
                features.append(f"left.amount.{rests[number]}")
            if clause.beside > 1:
                features.append(compare_items(draft, words[number:], clause.beside))
            yield word.start, end, features
        inside.add(word.role)


def is_single(words: Sequence[Word], number: int) -> bool:
    """Return whether the word at a place, if there is one, has one character and may be a part."""
    if not 0 <= number < len(words):
        return False
    word = words[number]
    return word.end - word.start == 1 and word.role in OPEN_CLASSES


def find_relations(clause: Clause, draft: Draft) -> tuple[str, ...]:
    """Return how the verbs end that stand before what a number is held against: 为|预算的|98%."""
    of = clause.text.endswith("的", clause.low, draft.quantity.start)
    return (SHARE, *RELATIONS) if of and draft.quantity.unit in RELATIVE else (SHARE,)


def cut_base(text: str, words: list[Word], relations: tuple[str, ...]) -> list[Word]:
    """Return the words before those that say what a number is held against.

    工业投资|占全部投资的40%, 出口|恢复到2019年的95%; but 工业投资占比 is a thing.
    """
    for number in range(len(words) - 1, -1, -1):
        if text.endswith(relations, words[number].start, words[number].end):
            whole = text[words[number].end : words[-1].end]
            return words if number and whole.endswith(SHARES) else words[:number]
    return words


def find_left_end(clause: Clause, draft: Draft, low: int) -> int:
    """Return where a phrase before a quantity ends: of a rank, before the place it is in."""
    text, end = clause.text, draft.predicate.subject_end
    if draft.quantity.type == "rank":
        scope = RANK_SCOPE.search(text, max(low, end - 16), end)
        if scope and len(scope[0]) > 3:
            end = scope.start()
        for word in RANK_PLACES:
            if text.endswith(word, low, end):
                end -= len(word)
    for adjunct in clause.lexicon.adjunct_pattern.finditer(text, low, end):
        end = adjunct.start() if adjunct.end() == end else end
    against = AGAINST_TIME.search(text, low, end)
    end = against.start() if against else end
    moved = draft.predicate.moves_from or starts_with_move(clause, draft)
    earlier = (MOVED if moved else EARLIER).search(text, low, end)
    end = earlier.start() if earlier else end
    if per := PER.search(text, low, end):
        end = per.start()
    return strip_joints(clause, low, end)


def strip_joints(clause: Clause, low: int, end: int) -> int:
    """Return where text[low:end] ends without joints and marks; the 和 of 温和 is none."""
    text, lexicon = clause.text, clause.lexicon
    while end > low and text[end - 1] in JOINTS_AND_MARKS:
        two = text[max(low, end - 2) : end]
        whole = two in lexicon.cues.compounds.words
        if whole or (two.endswith("和") and lexicon.tokenizer.has_word(two)):
            break
        end -= 1
    return end


def starts_with_move(clause: Clause, draft: Draft) -> bool:
    """Return whether behind a number stands to what its value moves: 6年|降至5年."""
    follow = draft.predicate.follow
    words = (clause.text[follow : follow + length] for length in (2, 3, 4))
    cues = (clause.lexicon.before.get(word) for word in words)
    return any(cue is not None and cue.gives == "towards" for cue in cues)


def find_right(
    clause: Clause, draft: Draft, *, has_left: bool
) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the phrases that begin right after a quantity, the shortest first."""
    text, at, boundary = clause.text, draft.predicate.follow, clause.lexicon.cues.boundary
    at += text.startswith("的", at)
    at += draft.quantity.type == "rank" and text.startswith("大", at)
    match = RIGHT.match(text, at, min(clause.high, at + LONGEST_RIGHT))
    if not match or text[at] in "、）)%—- " or text.startswith(boundary.empty, at):
        return
    of = text.startswith("的", draft.predicate.follow)
    named = has_left or (clause.previous is not None and draft.predicate.cues)
    if named and of and clause.lexicon.modality_after_pattern.match(text, draft.predicate.follow):
        return
    words = read_words(clause, at, match.end())[: MOST_WORDS + 1]
    while words and words[0].role in ("skip", "adverb", "done", "target", "forecast"):
        at = words.pop(0).end
    if not words:
        return
    yield from find_ends(clause, draft, words, [])
    head = next((n for n in range(len(words), 0, -1) if words[n - 1].role == "of"), 0)
    if 1 < head < len(words):
        yield from find_ends(clause, draft, words[head:], ["right.head"])


def find_ends(
    clause: Clause, draft: Draft, words: Sequence[Word], told: list[str]
) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the phrases at the beginning of some words, the shortest first."""
    text, at = clause.text, words[0].start
    first = f"right.first.{words[0].role}"
    rests = summarise(reversed(words))
    known = find_known(text, words[::-1], clause.lexicon.terms)
    inside: set[str] = set()
    modifies: set[str] = set()
    counted = draft.quantity.type == "classifier"
    never = clause.lexicon.cues.boundary.measured if counted else ()
    for number, word in enumerate(words[:MOST_WORDS]):
        after = words[number + 1].role if number + 1 < len(words) else "end"
        measured = text.endswith(never, word.start, word.end)
        if word.role not in ENDS_NO_COUNT and not measured and is_balanced(text, at, word.end):
            if after in ("list", "and") and number + 2 < len(words):
                going = "number" if text[words[number + 2].start] in NUMERALS else "on"
                after = f"{after}.{going}"
            features = [
                *told, first, f"right.last.{word.role}", f"right.after.{after}",
                f"right.rest.{rests[len(words) - number - 1]}",
            ]  # fmt: skip
            if word.role in OPEN_CLASSES and after in OPEN_CLASSES:
                features.append(f"right.edge.{word.role}.{after}")
            features += [f"right.in.{role}" for role in sorted(inside)]
            features += [f"right.modifies.{role}" for role in sorted(modifies)]
            features.append(f"right.length.{find_length(word.end - at)}")
            if is_single(words, number):
                features.append("right.single.last")
            if is_single(words, number + 1):
                features.append("right.single.after")
            if word.modifier:
                features.append("right.modifier.last")
            if known[len(words) - 1 - number]:
                features.append("right.known")
                if number + 1 < len(words) and known[len(words) - 2 - number]:
                    features.append("right.known.longer")
            yield at, word.end, features
        inside.add(word.role)
        if word.role == "of":
            modifies, inside = modifies | inside, set()


def compare_items(draft: Draft, words: Sequence[Word], numbers: int) -> str:
    """Return the feature of a phrase before numbers side by side: does it list as many things."""
    items = count_items(words)
    than = "fewer" if items < numbers else "as_many" if items == numbers else "more"
    return f"left.{'each' if draft.predicate.respectively else 'items'}.{than}"


def count_items(words: Iterable[Word]) -> int:
    """Return how many things some words list."""
    return 1 + sum(word.role in LISTING for word in words)


def find_length(characters: int) -> str:
    """Return the class of a length: the least of `LENGTHS` that is not smaller."""
    return next(length for length in LENGTHS if characters <= int(length))


def split_items(text: str, span: Span, count: int) -> list[Span] | None:
    """Return the items of a list of `count` things, the shared head with each that lacks it.

    >>> text = "城镇居民、农村居民人均可支配收入"
    >>> [text[s.start : s.end] for s in split_items(text, Span(start=0, end=16), 2)]
    ['城镇居民、农村居民人均可支配收入', '农村居民人均可支配收入']
    """
    for pattern in (ITEMS, re.compile("、|(?:以及|和|及|与)(?=[^、]*$)"), re.compile("、")):
        edges = [span.start]
        for match in pattern.finditer(text, span.start, span.end):
            edges += [match.start(), match.end()]
        edges.append(span.end)
        items = [
            Span(start=a, end=b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b
        ]
        if len(items) == count:
            last = items[-1]
            if all(last.end - last.start > (i.end - i.start) + 1 for i in items[:-1]):
                return [Span(start=i.start, end=span.end) for i in items]
            return items
    return None
