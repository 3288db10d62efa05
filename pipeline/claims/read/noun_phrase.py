"""Noun phrases: where one ends that begins right behind a number, told by its words.

Chinese puts nothing between a noun and its verb (10家医院上线使用, 3名官员出席), and many a verb
stands inside a compound (研发投入强度). The words are those of the tokenizer, each with the part of
speech that the dictionary gives it; boundary in cues.toml says which of them end a noun phrase.
"""

from pipeline.claims.lexicon import Boundary, Lexicon

NOUNS = ("n", "vn", "an", "eng", "j", "l", "i", "s", "x", "f", "r", "b")
"""How the tags begin of what can end a subject; x is a closing quote or bracket."""
ASPECTS = ("了", "过", "着")
OF = "的"
BEGINNERS = frozenset({"有", "被", "在"})
"""Words that end a phrase, but can begin a clause that modifies a noun: 3个有需要的国家."""
OPENING, CLOSING = "“‘《（(", "”’》）)"


def find_boundary(text: str, start: int, end: int, lexicon: Lexicon, *, counts_people: bool) -> int:
    """Return where the first word begins that is no part of the noun phrase, or `end`.

    Behind the classifier of a thing a noun must come, so that a verb there modifies it
    (4个在建项目), with all up to its 的 (20款整改不到位的应用); so too behind a 的. Behind that of
    people it may be left out: a verb is what they do (3人受伤). What stands in quotes or brackets
    is a name, whatever its words are.
    """
    words = lexicon.tokenizer.tag(text[start:end])
    named = text[start - 1] == OF
    modified = not counts_people and not named
    relative = find_relative_end(words, lexicon.cues.boundary.stops) if modified else int(named)
    at, depth, before = start, 0, ""
    for number, (word, tag) in enumerate(words):
        depth += (word in OPENING) - (word in CLOSING)
        following = words[number + 1] if number + 1 < len(words) else ("", "")
        if (
            depth <= 0
            and number >= relative
            and ends_phrase(
                word, tag, before, following, lexicon.cues.boundary, people=counts_people
            )
        ):
            return at
        before = tag if number >= relative or named else ""
        at += len(word)
    return end


def find_relative_end(words: list[tuple[str, str]], stops: frozenset[str]) -> int:
    """Return how many words are a clause that modifies what follows: a verb up to its 的."""
    for number, (word, tag) in enumerate(words):
        if number == 0 and word not in BEGINNERS and (tag not in ("v", "p") or word in stops):
            break
        if word == OF:
            return number + 1
        if number and word in stops:
            break
    return 0


def ends_phrase(
    word: str,
    tag: str,
    before: str,
    following: tuple[str, str],
    boundary: Boundary,
    *,
    people: bool,
) -> bool:
    """Return whether a word stands outside of the phrase before it.

    `before` is the tag of the word before, empty at the beginning. A word that the dictionary
    calls a noun is a verb only before another (企业计划扩大生产); an idiom behind a noun says
    something of it (产业从无到有).
    """
    if word in boundary.stops:
        return True
    if (before or people) and tag in boundary.tags and word not in boundary.keeps:
        return True
    if not before:
        return people and tag == "v"
    if tag.startswith("v") and following[0] in ASPECTS:
        return True
    if not before.startswith(NOUNS) or following[0] == OF:
        return False
    if word in boundary.behind_nouns:
        return not tag.startswith("n") or following[1] == "v"
    return tag == "i"


def skip_acts(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Return where the noun phrase begins behind the verbs of what was done with it.

    举办国际赛事 → 国际赛事. A verb alone stays: it names what was counted.
    """
    at = behind = start
    for word, _ in lexicon.tokenizer.tag(text[start:end]):
        act = word in lexicon.cues.boundary.acts
        at += len(word)
        if at + 1 >= end or not (act or word == "、"):
            break
        if act:
            behind = at
    return behind
