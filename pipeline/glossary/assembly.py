"""Puts the terms of a name together in English, in the order of the Chinese as far as it goes.

Things stand one before the other as they do in Chinese (industry, cluster: industrial cluster).
A head or an amount goes before all that it is of (value added of …), a front around what follows
it (… per capita).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.glossary.english import (
    OF,
    PREPOSITIONS,
    EnglishPhrase,
    Unnamed,
    join_phrases,
    make_phrase,
)
from pipeline.glossary.lexicon import GAP, Term
from pipeline.glossary.readings import choose_readings
from pipeline.glossary.segment import GlossaryWord


def say_words(words: Sequence[GlossaryWord]) -> EnglishPhrase:
    """Return the words of a name as one phrase. Raises Unnamed where they do not go together."""
    return join_phrases([part.close() for part in build_parts(choose_readings(words))])


def build_parts(terms: Iterable[Term]) -> "list[Part]":
    """Return the parts of a name that 和 joins, each with all that belongs to it."""
    parts = [Part()]
    for term in terms:
        part = parts[-1]
        match term.place:
            case "and" if part.phrase is None and (waiting := part.modifiers or part.fronts):
                # 城镇和农村居民: urban and rural residents.
                waiting[-1] = f"{waiting[-1].replace(' and ', ', ')} and"
            case "and":
                parts.append(Part())
            case "front":
                part.put_around(term.english)
            case "modifier":
                part.modifiers.append(term.english)
            case "head" | "amount" if part.phrase:
                # 粮食和棉花产量 is of both; 粮食产量和棉花产量 are two amounts.
                if not any(one.phrase.amount for one in parts[:-1] if one.phrase):
                    parts = [merge_parts(parts)]
                parts[-1].wrap(term)
            case "silent":
                pass
            case _:
                part.add(term)
    return parts


@dataclass
class Part:
    """What stands between two words like 和, as far as it was read."""

    phrase: EnglishPhrase | None = None
    modifiers: list[str] = field(default_factory=list)
    """What waits for the next thing."""
    fronts: list[str] = field(default_factory=list)
    """What is said around the whole."""

    def add(self, term: Term) -> None:
        """Put a thing behind what is there (industrial + cluster), or before a phrase that no
        noun can follow: number of + officials of the ministry."""
        noun = make_phrase(term)
        modifiers, self.modifiers = self.modifiers, []
        if self.phrase and PREPOSITIONS.search(self.phrase.before):
            said = " ".join([*modifiers, noun.alone])
            self.phrase = EnglishPhrase(f"{said} of {self.phrase.alone}", said, noun.amount)
            return
        before = [*([self.phrase.before] if self.phrase else []), *modifiers]
        alone, beside = (" ".join([*before, said]) for said in noun[:2])
        self.phrase = EnglishPhrase(alone, beside, noun.amount)

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
        """Return the whole, with what stands before it in Chinese around it, the nearest first.

        Raises Unnamed where there is no thing, or a modifier without one.
        """
        phrase = self.phrase
        if phrase is None or self.modifiers:
            raise Unnamed
        for front in reversed(self.fronts):
            alone, before = (front.replace(GAP, said) for said in phrase[:2])
            phrase = EnglishPhrase(alone, before, phrase.amount)
        return phrase


def merge_parts(parts: Sequence[Part]) -> Part:
    """Return all parts as one, that an amount behind them is of.

    Modifiers at the end are of the amount: 粮食和棉花|年|产量.
    """
    modifiers, parts[-1].modifiers = parts[-1].modifiers, []
    return Part(join_phrases([part.close() for part in parts]), modifiers)
