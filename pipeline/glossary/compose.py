"""Composes the English of a name from its terms.

Chinese puts what modifies before its head, as English does with nouns (industrial cluster); an
amount goes before its thing with a preposition (value added of industry), and what a name begins
with may go behind it (… per capita; … of Fujian). A name of which a part is not known has none.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from pipeline.glossary.english import (
    OF,
    PREPOSITIONS,
    EnglishPhrase,
    Unnamed,
    capitalise,
    join_phrases,
    make_phrase,
    translate_head,
)
from pipeline.glossary.lexicon import AMOUNTS, GAP, TERMS, Place, Term, load_glossary
from pipeline.glossary.segment import GlossaryWord, cut_terms
from pipeline.language.fold import fold

SHARE_OF_WHOLE = re.compile(
    r"(?P<part>[^占]+?)(?:占|相当于)(?P<whole>[^占]*?)的?(?:比重|比例|份额|比率|比|之比)\Z"
)
RATIO = re.compile(r"(?P<one>.+)[与和](?P<other>[^与和]+?)的?(?:比率|之比)\Z")
BRACKETED = re.compile(r"（[^（）]*）|\([^()]*\)")
SUBSCRIPT = re.compile(r"(?<=[A-Za-z])_(?=[0-9])")
MARKS = str.maketrans("", "", '“”"‘’《》 \u3000')
PARTNERS = ("国", "国家", "地区", "市场", "经济体")
"""How words for those end with whom something is done."""
EXTENT = re.compile(r"(?:national|global|world|[a-z]+-wide)\Z")
"""A territory without a name, said before what it holds: national output, output of Fujian."""


@cache
def translate(name: str) -> str | None:
    """Return a Chinese name in English, or None where a part of it is not known.

    >>> translate("规模以上工业增加值")
    'Value added of industry above designated size'
    >>> translate("福建省粮食产量"), translate("民间投资占全部投资比重")
    ('Grain output of Fujian Province', 'Share of private investment in total investment')
    """
    said = compose_name(name)
    return capitalise(said) if said else None


def compose_name(name: str) -> str | None:
    """Return a Chinese name in English as within a sentence, or None.

    >>> compose_name("营商环境")
    'business environment'
    """
    folded = SUBSCRIPT.sub("", fold(name).translate(MARKS).strip("、，。；：的"))
    for form in dict.fromkeys((folded, BRACKETED.sub("", folded))):
        try:
            return compose(form)
        except Unnamed:
            continue
    return None


def name_kind(name: str) -> str | None:
    """Return what kind of thing a name is of, in the singular, or None where it is not known.

    >>> name_kind("工业企业"), name_kind("英国")
    ('industrial enterprise', 'the United Kingdom')
    """
    words = cut_terms(fold(name).translate(MARKS))
    if words and len(words) == 1:
        term = choose_term(words[0].readings, ("noun", "count", "amount", "scope"))
        return term and term.english
    try:
        phrase = join_phrases(fold_words(words)) if words else None
    except Unnamed:
        return None
    if phrase is None or words is None:
        return None
    before = [term.english for word in words[:-1] for term in word.readings.values()]
    # What stands behind a preposition is not said before a noun: officials of the Ministry of …
    return phrase.alone if any(map(PREPOSITIONS.search, before)) else phrase.before


@cache
def find_head(name: str) -> str | None:
    """Return the English of the last term of a name that is not known as a whole, or None.

    >>> find_head("斛的增加值")
    'value added'
    """
    for _, readings in load_glossary().find_last(fold(name)):
        term = choose_term(readings, ("head", "amount", "count", "noun"))
        if term and not (term.place == "head" and not OF.match(term.english)):
            return translate_head(term) if term.place == "head" else make_phrase(term).alone
    return None


def compose(name: str) -> str:
    """Return the English of a folded name. Raises Unnamed where there is none."""
    share = SHARE_OF_WHOLE.match(name)
    if share and share["whole"]:
        of, of_scope = compose_terms(share["part"])
        territory = load_glossary().find(share["whole"]).get("scope")
        if territory:
            place = territory.english
            said = f"{place} total" if EXTENT.match(place) else f"total of {place}"
            return f"share of {of}{of_scope} in the {said}"
        whole, scope = compose_terms(share["whole"])
        return f"share of {of}{of_scope} in {whole}{scope}"
    if ratio := RATIO.match(name):
        (one, scope), (other, _) = (compose_terms(part) for part in ratio.groups())
        return f"ratio of {one} to {other}{scope}"
    try:
        said, scope = compose_terms(name)
    except Unnamed:
        return compose_towards(name)
    return f"{said}{scope}"


def compose_towards(name: str) -> str:
    """Return the English of a name with 对 (服务业对经济增长的贡献率).

    Raises Unnamed where there is none.
    """
    whose, _, rest = re.sub(r"\A[与同]", "对", name).partition("对")
    for start, readings in load_glossary().find_last(rest):
        preposition = readings.get("towards")
        if preposition:
            partner, goods = part_goods(rest[:start].removesuffix("的"))
            other, place = compose_terms(partner)
            amount, scope = compose_terms(f"{whose}{goods}{rest[start:]}")
            return f"{amount}{scope} {preposition.english} {other}{place}"
    raise Unnamed


def part_goods(name: str) -> tuple[str, str]:
    """Return a place, and what is traded with it: 东盟|中间品; 欧盟成员国 is a place."""
    words = cut_terms(name) or []
    parted = len(words) > 1 and "scope" in words[0].readings and not name.endswith(PARTNERS)
    parted = parted and not EXTENT.match(words[0].readings["scope"].english)
    at = len(words[0].text) if parted and not is_joint(words[1]) else len(name)
    return name[:at], name[at:]


def compose_terms(name: str) -> tuple[str, str]:
    """Return the English of a name, and of the place that it begins with (" of Fujian")."""
    words = cut_terms(name)
    if not words:
        raise Unnamed
    scopes = []
    while len(words) > 1 and "scope" in words[0].readings and not is_joint(words[1]):
        if describes(words):
            words[0] = GlossaryWord("", {"modifier": words[0].readings["adjective"]})
            break
        scopes.append(words.pop(0).readings["scope"].english)
    around = words.pop(0).readings["front"].english if holds_for_all(words) else GAP
    said = around.replace(GAP, join_phrases(fold_words(words)).alone)
    extents = [scope for scope in scopes if EXTENT.match(scope)]
    places = [scope for scope in reversed(scopes) if scope not in extents]
    if places:
        extents = [extent for extent in extents if not extent.endswith("-wide")]
        return " ".join([*extents, said]), f"{join_places(said, places, words)} {', '.join(places)}"
    return " ".join([*extents, said]), ""


def join_places(said: str, places: Sequence[str], words: Sequence[GlossaryWord]) -> str:
    """Return what stands between a thing and its places: output of, trade between, held in."""
    if "scope" in words[-1].readings:
        return ","
    if len(places) == 1 and " and " in places[0]:
        return " between"
    behind = [word.readings["front"].english for word in words if "front" in word.readings]
    done = any(f.startswith(GAP) and said.endswith(f.removeprefix(GAP)) for f in behind)
    return " in" if done else " of"


def holds_for_all(words: Sequence[GlossaryWord]) -> bool:
    """Return whether the first word is said of all things that are joined: 培训|教师和医生."""
    if "front" not in words[0].readings or is_joint(words[1] if words[1:] else words[0]):
        return False
    return any(map(is_joint, words)) and AMOUNTS.isdisjoint(words[-1].readings)


def describes(words: Sequence[GlossaryWord]) -> bool:
    """Return whether a country is said as an adjective of what is counted: German enterprises."""
    counts = "count" in words[-1].readings and AMOUNTS.isdisjoint(words[-1].readings)
    return counts and "adjective" in words[0].readings and "scope" not in words[1].readings


def is_joint(word: GlossaryWord) -> bool:
    """Return whether a word joins what stands before and behind it."""
    return "and" in word.readings


def is_measured(following: Sequence[GlossaryWord]) -> bool:
    """Return whether an amount is the next of some words that is no modifier."""
    thing = next((word for word in following if set(word.readings) != {"modifier"}), None)
    return thing is not None and not AMOUNTS.isdisjoint(thing.readings)


def joins_modifiers(words: Sequence[GlossaryWord]) -> bool:
    """Return whether words alike are joined: 城镇、农村|居民, 新建和改造|公路."""
    if len(words) < 4 or not is_joint(words[1]):
        return False
    one, two = set(words[0].readings), words[2].readings
    fronts = "front" in one and "front" in two and "front" not in words[3].readings
    fronts = fronts and one.isdisjoint(("noun", "count", "amount"))
    return (one == {"modifier"} and "modifier" in two) or fronts


def fold_words(words: Sequence[GlossaryWord]) -> list[EnglishPhrase]:
    """Return the parts of a name that are joined by 和, each with all that belongs to it."""
    parts = [Part()]
    for at, word in enumerate(words):
        part = parts[-1]
        starts = part.phrase is None
        two = joins_modifiers(words[at : at + 4])
        ends = at + 1 == len(words) or (is_joint(words[at + 1]) and not two)
        measured = is_measured(words[at + 1 :])
        term = choose_reading(word, starts=starts, ends=ends, measured=measured)
        before = part.modifiers or part.fronts
        if term.place == "and" and part.phrase is None and before:
            before[-1] = f"{before[-1].replace(' and ', ', ')} and"
        elif term.place == "and":
            parts.append(Part())
        elif term.place == "front":
            part.put_around(term.english)
        elif term.place == "modifier":
            part.modifiers.append(term.english)
        elif term.place in ("head", "amount") and part.phrase is not None:
            if not any(one.phrase.amount for one in parts[:-1] if one.phrase):
                modifiers, part.modifiers = part.modifiers, []
                part.phrase = join_phrases([one.close() for one in parts])
                part.fronts.clear()
                part.modifiers, parts = modifiers, [part]
            part.wrap(term)
        elif term.place != "silent":
            part.add(term)
    return [part.close() for part in parts]


class Part:
    """What stands between two words like 和, as far as it was read."""

    def __init__(self) -> None:
        self.phrase: EnglishPhrase | None = None
        self.modifiers: list[str] = []
        self.fronts: list[str] = []

    def add(self, term: Term) -> None:
        """Put a thing behind what is there: industrial + cluster."""
        noun = make_phrase(term)
        if self.phrase and PREPOSITIONS.search(self.phrase.before):
            said = " ".join([*self.modifiers, noun.alone])
            self.phrase = EnglishPhrase(f"{said} of {self.phrase.alone}", said, noun.amount)
            self.modifiers = []
            return
        before = [*([self.phrase.before] if self.phrase else []), *self.modifiers]
        self.phrase = EnglishPhrase(
            " ".join([*before, noun.alone]), " ".join([*before, noun.before]), noun.amount
        )
        self.modifiers = []

    def wrap(self, term: Term) -> None:
        """Put what is there into an amount: value added of + industry."""
        assert self.phrase is not None
        form = term.english if term.place == "head" else f"{term.english} of {GAP}"
        of = OF.match(form)
        if of is None and self.modifiers:
            raise Unnamed
        head = " ".join(self.modifiers)
        said = f"{head} {form}".lstrip().replace(GAP, self.phrase.alone)
        before = f"{self.phrase.before} {head} {of['head']}".replace("  ", " ") if of else said
        self.phrase, self.modifiers = EnglishPhrase(said, before, amount=True), []

    def put_around(self, form: str) -> None:
        """Keep what stands before a thing; behind one it is said around it in English."""
        if self.phrase is not None and not form.startswith(GAP) and PREPOSITIONS.search(form):
            raise Unnamed
        if self.fronts and self.fronts[-1].endswith(" and"):
            before = self.fronts.pop()
            if PREPOSITIONS.search(before) or PREPOSITIONS.search(form):
                raise Unnamed
            form = " ".join(f"{before} {form}".replace(GAP, "").split()) + f" {GAP}"
        self.fronts.append(form)

    def close(self) -> EnglishPhrase:
        """Return the whole, with what stands before it in Chinese around it, the nearest first."""
        phrase = self.phrase
        if phrase is None or self.modifiers:
            raise Unnamed
        for front in reversed(self.fronts):
            alone, before = (front.replace(GAP, said) for said in phrase[:2])
            phrase = EnglishPhrase(alone, before, phrase.amount)
        return phrase


def choose_reading(word: GlossaryWord, *, starts: bool, ends: bool, measured: bool) -> Term:
    """Return how a term is read where it stands. Raises Unnamed where it cannot stand there.

    What is `measured`, an amount follows it, is a thing rather than a modifier. A single character
    (数, 率) says too little to begin a name.
    """
    order: tuple[Place, ...] = TERMS
    if starts and measured and not ends:
        order = ("amount", "front", "modifier", *TERMS)
    elif starts and not ends:
        # A head at the beginning has nothing before it to take: 用户个人信息.
        order = ("front", "modifier", *TERMS[1:], "head")
    elif starts:
        order = ("amount", *TERMS)
    elif measured and not ends:
        order = ("head", "noun", "count", "modifier", *TERMS, "front")
    elif not ends:
        order = ("head", "modifier", *TERMS, "front")
    elif not starts:
        order = (*TERMS, "front")
    found = choose_term(word.readings, order)
    if found is None or (ends and found.place == "modifier"):
        raise Unnamed
    if found.place == "head" and starts and len(word.text) == 1:
        raise Unnamed
    return found


def choose_term(readings: Mapping[Place, Term], order: Iterable[Place]) -> Term | None:
    """Return the first of the readings in an order, or None where it has none of them."""
    return next((readings[place] for place in order if place in readings), None)
