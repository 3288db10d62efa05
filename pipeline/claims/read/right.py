"""Phrases after a number that may be its indicator: 60多家|医院."""

import re
from collections.abc import Iterator, Sequence

from pipeline.claims.read.drafts import Clause, Draft
from pipeline.claims.read.edges import find_length, is_single
from pipeline.claims.read.features import ENDS_NO_COUNT
from pipeline.claims.read.inherited import MOST_WORDS
from pipeline.claims.read.words import (
    BARE,
    NOUNS,
    Word,
    find_known,
    find_rests,
    is_balanced,
    read_words,
    says_nothing,
)
from pipeline.glossary.lexicon import load_glossary

LONGEST_RIGHT = 28
"""Characters after a quantity in which its indicator is looked for."""
RIGHT = re.compile(r"[\u4e00-\u9fffA-Za-z0-9“”‘’《》、+·%（）()—\- ]{1,28}")
PASSED = frozenset({"skip", "adverb", "done", "target", "forecast", "total", "sum"})
"""Roles of words behind a number with which its indicator does not begin yet."""
HEIGHT = re.compile("的[^，。；：]{0,6}?(?:水平|新高|高位|纪录|[高低]点)")
"""What says of a number how high it is: 破案率保持99%|的历史最高水平."""
ONWARD = frozenset({"到", "至"})
"""What leads on to another number: 从0.7米|到231米."""
AIM = "目标"
"""A noun behind the noun that says of what kind it is: 90个军事|目标."""
MODIFIED = NOUNS | {"flow", "act"}
"""Roles of words right behind one that says of what kind they are: 两周临时|拨款."""
RATED = re.compile(
    '(?:获评|被?评为|荣?获|蝉联|保持)?[“"]?(?:优秀|良好|合格|优等|第一|首位|好)(?![\u4e00-\u9fff])'
)
"""As what one is rated so many times running: 考核连续4年|获评优秀."""
UNITS = re.compile(r"(?:單位|(?<=[万萬])单位)(?![\u4e00-\u9fff])")
"""What is counted where words before a number say which: 献血量2478万|单位."""
NATION = "国家"
"""What says before a noun of what level a thing is: 5个国家|重点实验室."""
NUMERALS = frozenset("0123456789一二两三四五六七八九十百千万数几多")


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
    defined = (clause.lexicon.modality_after_pattern, HEIGHT)
    if named and of and any(what.match(text, draft.predicate.follow) for what in defined):
        return
    rated = draft.quantity.type == "duration" and RATED.match(text, at)
    if has_left and (rated or UNITS.match(text, at)):
        return
    words = read_words(clause, at, match.end())[: MOST_WORDS + 1]
    words[1:] = [
        word._replace(role="noun") if text.startswith(AIM, word.start) else word
        for word in words[1:]
    ]
    light = boundary.light
    while words and (
        words[0].role in PASSED or (len(words) > 1 and text[words[0].start : words[0].end] in light)
    ):
        words.pop(0)
    onward = bool(words) and text[words[0].start : words[0].end] in ONWARD
    if not words or words[0].role == "and" or onward:
        return
    yield from list_phrases(clause, draft, words, [])
    head = next((n for n in range(len(words), 0, -1) if words[n - 1].role == "of"), 0)
    if 1 < head < len(words):
        yield from list_phrases(clause, draft, words[head:], ["right.head"])


def list_phrases(
    clause: Clause, draft: Draft, words: Sequence[Word], told: list[str]
) -> Iterator[tuple[int, int, list[str]]]:
    """Yield the phrases at the beginning of some words, the shortest first."""
    text, at = clause.text, words[0].start
    first = f"right.first.{words[0].role}"
    rests = find_rests(reversed(words))
    known = find_known(text, words[::-1], load_glossary().terms)
    inside: set[str] = set()
    modifies: set[str] = set()
    counted = draft.quantity.type == "classifier"
    never = clause.lexicon.cues.boundary.measured if counted else ()
    fits = find_fits(text, words, clause.lexicon.counted.get(draft.quantity.unit or "", ()))
    for number, word in enumerate(words[:MOST_WORDS]):
        measured = text.endswith(never, word.start, word.end)
        if not measured and may_end(clause, words, number):
            after = tell_after(text, words[number + 1 : number + 3])
            features = [
                *told, first, f"right.last.{word.role}", f"right.after.{after}",
                f"right.rest.{rests[len(words) - number - 1]}",
            ]  # fmt: skip
            features += [f"right.in.{role}" for role in sorted(inside)]
            features += [f"right.modifies.{role}" for role in sorted(modifies)]
            features.append(f"right.length.{find_length(word.end - at)}")
            features += fits[number]
            if text[at : word.end] in clause.lexicon.cues.boundary.verbs:
                features.append("right.is.generic")
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


def may_end(clause: Clause, words: Sequence[Word], number: int) -> bool:
    """Return whether words up to a place may be a whole phrase.

    That is no verb of change alone, no half of a bracket, no preposition with its noun, unless
    both modify another, no word that modifies the noun behind it (5家大型|企业), and none before
    the verb that a clause ends in, if it is one itself (紧急转移|安置) or is destroyed: 房屋|倒塌.
    """
    text, low, last = clause.text, words[0].start, words[number]
    moves = number == 0 and text[low : last.end] in clause.lexicon.moving
    after = words[number + 1] if number + 1 < len(words) else None
    modifies = last.modifier and after is not None and after.role in MODIFIED
    led = words[0].role == "preposition" and not (
        words[min(1, number)].role == "territory" or any(w.role == "of" for w in words[:number])
    )
    closes = tell_after(text, words[number + 2 :]) in ("end", "separator")
    kinds = clause.lexicon.cues.boundary.destroying
    serial = after is not None and last.role in BARE and after.role in BARE
    fate = after is not None and (serial or text[after.start : after.end] in kinds)
    ends = (
        not (closes and fate)
        and last.role not in ENDS_NO_COUNT
        and not says_nothing(words[: number + 1])
    )
    return ends and not (moves or modifies or led) and is_balanced(text, low, last.end)


def find_fits(text: str, words: Sequence[Word], kinds: tuple[str, ...]) -> list[list[str]]:
    """Return for each word the feature that it ends as what a unit counts does, or one behind it.

    Of a word with 的 behind it neither is sure: 20个街区的|商户.
    """
    told: list[list[str]] = []
    behind = False
    after = "end"
    for word in reversed(words):
        national = text[word.start : word.end] == NATION and after == "noun"
        ends = bool(kinds) and text.endswith(kinds, word.start, word.end) and not national
        fits = ends and not text.startswith("的", word.end)
        side = "last" if fits else "behind" if behind and not ends else None
        told.append([f"right.fits.{side}"] if side else [])
        behind, after = behind or fits, word.role
    return told[::-1]


def tell_after(text: str, following: Sequence[Word]) -> str:
    """Return the role of the word behind a phrase; of a list, whether it goes on with a number."""
    if not following:
        return "end"
    after = following[0].role
    if after not in ("list", "and") or len(following) == 1:
        return after
    return f"{after}.number" if text[following[1].start] in NUMERALS else f"{after}.on"
