"""Finds set phrases in a transcript: slogans, frames, series of four characters, calls, slots."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, Field

from pipeline.knowledge import Entry, KnowledgeFile, any_of, split_words
from pipeline.language.terms.background import Background
from pipeline.records.segmentation import Sentence
from pipeline.records.wording import Form

WORD = r"[一-鿿]{2,12}"
IDIOM_LENGTH = 4
"""Characters of a word that may stand among nouns whatever it is: 稳中求进."""
NOMINAL_LENGTH = 2
"""Characters of a verb that may stand among nouns."""
AFTER_CALL = frozenset("，。；、！？：”）\n和与及等")
"""What may stand behind a call: before anything else its object goes on (推动局势降温)."""
JOINS = frozenset("、和与及")
"""After a short noun these go on with what is called for (推进农业、农村现代化)."""
SHORTEST_PHRASE = 2
COUNTS = re.compile("[新老大小]?[一二三四五六七八九十百千万两双]")
"""How a phrase begins that counts: 两新, 新三样."""
MOST_IN_SLOT = 5
"""Characters in a slot: what is longer is a clause of its own."""
Words = Annotated[tuple[str, ...], BeforeValidator(split_words)]


class FormEntry(Entry):
    """A form that a pattern finds; the phrase is its first group."""

    name: Form
    pattern: str
    accept: dict[str, list[str]] = Field(min_length=1)
    reject: tuple[str, ...] = Field(min_length=1)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, with a word in its place."""
        return re.compile(self.pattern.replace("{word}", WORD))


class Call(Entry):
    """A verb that calls for something, and the nouns right behind it."""

    verbs: Words
    between: Words
    fewest: int
    most: int
    accept: dict[str, list[str]]
    reject: tuple[str, ...]

    @cached_property
    def known(self) -> frozenset[str]:
        """The verbs."""
        return frozenset(self.verbs)

    def goes_on(self, word: str, background: Background) -> bool:
        """Return whether a word may stand among the nouns behind the verb.

        A verb of two characters among nouns is one of them, or says what they do: 就业促进机制,
        生物多样性保护, 房地产止跌回稳.
        """
        if background.is_part(word) or len(word) == IDIOM_LENGTH or word in self.between:
            return True
        return len(word) == NOMINAL_LENGTH and background.is_verb(word)

    def ends_well(self, objects: Sequence[str], background: Background) -> bool:
        """Return whether what is called for may end here: with a noun, or a verb behind one."""
        *before, last = objects
        if background.is_noun(last) or len(last) == IDIOM_LENGTH:
            return True
        return self.goes_on(last, background) and any(map(background.is_noun, before))


class Slot(Entry):
    """Words before 的 and a policy that they are said of."""

    pattern: str
    lead: Words
    accept: dict[str, list[str]]
    reject: tuple[str, ...]

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern."""
        return re.compile(self.pattern)

    @cached_property
    def leading(self) -> re.Pattern[str]:
        """What leads in."""
        return re.compile(f"(?:{any_of(self.lead)})+")

    def find(self, text: str) -> Iterator[tuple[str, str, int]]:
        """Yield the words, what they are said of, and where they stand."""
        for found in self.compiled.finditer(text):
            lead = self.leading.match(found[1])
            words = found[1][lead.end() :] if lead else found[1]
            if 1 < len(words) <= MOST_IN_SLOT:
                yield words, found[2], found.end(1) - len(words)


class PhraseForms(KnowledgeFile):
    """All that forms.toml says."""

    file = "forms.toml"
    form: tuple[FormEntry, ...]
    call: Call
    slot: Slot


class FoundPhrase(NamedTuple):
    """A phrase at a place of a text."""

    phrase: str
    form: Form
    turn: str
    start: int
    end: int


def find_phrases(
    text: str, sentences: Sequence[Sentence], background: Background
) -> Iterator[FoundPhrase]:
    """Yield the phrases of a text, sentence by sentence, each form by itself."""
    forms = PhraseForms.load()
    for sentence in sentences:
        said = text[sentence.start : sentence.end]
        for entry in forms.form:
            for match in entry.compiled.finditer(said):
                if entry.name == "slogan" and not is_slogan(match[1], background):
                    continue
                start, end = (sentence.start + at for at in match.span(1))
                yield FoundPhrase(match[1], entry.name, sentence.turn, start, end)
        yield from find_calls(text, sentence, forms.call, background)


def is_slogan(quoted: str, background: Background) -> bool:
    """Return whether what is quoted may be a slogan.

    A word of everyday language in quotation marks is held at a distance (“竞争”); two characters
    are a name (“雪龙”), but for what counts (“两新”) and known terms.
    """
    counts = COUNTS.match(quoted) is not None
    if background.is_everyday(quoted):
        return counts and len(quoted) > SHORTEST_PHRASE
    return len(quoted) > SHORTEST_PHRASE or counts or background.is_term(quoted)


def find_calls(
    text: str, sentence: Sentence, call: Call, background: Background
) -> Iterator[FoundPhrase]:
    """Yield each verb of the form with the nouns right behind it."""
    places = list(sentence.places())
    words = [text[a:b] for a, b in places]
    past = 0
    for place, word in enumerate(words):
        # Behind a noun it is one itself: 质量提升行动.
        if word not in call.known or (place and background.is_part(words[place - 1])):
            continue
        if place < past:
            continue
        past = place
        # Verbs side by side are one: 防范化解.
        while past < len(words) and words[past] in call.known:
            past += 1
        last = past
        while last < len(words) and call.goes_on(words[last], background):
            last += 1
        while last > past and not call.ends_well(words[past:last], background):
            last -= 1
        start, end = places[place][0], places[last - 1][1]
        if last < len(words) and words[last].strip() and words[last] not in AFTER_CALL:
            continue
        objects = words[past:last]
        goes_on = (
            len("".join(objects)) == SHORTEST_PHRASE and last < len(words) and words[last] in JOINS
        )
        if goes_on or all(map(background.is_place, objects)):
            continue
        if last > past and call.fewest <= end - start <= call.most:
            yield FoundPhrase(text[start:end], "call", sentence.turn, start, end)
            past = last
