"""Says set phrases of policy language in English: what they call for, frames, known wordings.

A name is composed of things; a set phrase may be a verb with its object (深化改革), which in
English is a call as well (deepen reform).
"""

import re
from functools import cache
from typing import Annotated

from pydantic import BeforeValidator

from pipeline.glossary.compose import compose_name, translate
from pipeline.glossary.english import capitalise
from pipeline.glossary.lexicon import GAP, read_terms
from pipeline.glossary.segment import cut_terms
from pipeline.knowledge import KnowledgeFile
from pipeline.language.fold import fold

FRAME = re.compile(r"以(?P<what>.+)为(?P<role>[^为]+)")
DONE = re.compile(r"(?:ed|driven)(?:,|\Z)")
LENGTH = 2
"""Characters of a verb."""
Wordings = Annotated[dict[str, str], BeforeValidator(read_terms)]
"""Chinese words with their English."""


class SetPhrases(KnowledgeFile):
    """set_phrases.toml: verbs, what they stand behind, whole phrases, roles; and examples."""

    file = "set_phrases.toml"
    verbs: Wordings
    leads: Wordings
    whole: Wordings
    roles: Wordings
    examples: dict[str, str]


@cache
def translate_phrase(phrase: str) -> str | None:
    """Return a set phrase in English, or None where a part of it is not known."""
    known = SetPhrases.load()
    said = known.whole.get(phrase) or say_call(phrase) or say_frame(phrase)
    if said:
        return capitalise(said)
    if split_word(phrase, known.verbs)[0] or begins_with_place(phrase):
        return None
    return translate(phrase)


def say_call(phrase: str) -> str | None:
    """Return a verb with its object in English; of verbs that go together all, or None."""
    known = SetPhrases.load()
    verb, rest = split_word(phrase, known.verbs)
    lead, behind = split_word(phrase, known.leads)
    called = say_call(behind) if lead else None
    if called:
        return known.leads[lead].replace(GAP, called)
    if not verb:
        return None
    thing = name_object(rest)
    if thing:
        return f"{known.verbs[verb]} {thing}"
    second, beyond = split_word(rest, known.verbs)
    thing = name_object(beyond) if second else None
    return f"{known.verbs[verb]} and {known.verbs[second]} {thing}" if thing else None


def name_object(name: str) -> str | None:
    """Return in English what is called for; what was done to a thing (policies opened) is none."""
    said = None if begins_with_place(name) else compose_name(name)
    return None if said is None or DONE.search(said) else said


def begins_with_place(name: str) -> bool:
    """Return whether a name begins with a territory, which only a series has at its end in English.

    >>> begins_with_place("上海品牌"), begins_with_place("中国特色社会主义道路")
    (True, False)
    """
    words = cut_terms(fold(name)) or []
    return len(words) > 1 and "scope" in words[0].readings


def say_frame(phrase: str) -> str | None:
    """Return 以…为… in English, or None for other words, or where a part is not known."""
    frame = FRAME.fullmatch(phrase)
    role = SetPhrases.load().roles.get(frame["role"]) if frame else None
    what = name_object(frame["what"]) if frame and role else None
    return f"with {what} as {role}" if what else None


def split_word(phrase: str, words: Wordings) -> tuple[str, str]:
    """Return the word of some that a phrase begins with, and what is behind it; else nothing."""
    word = phrase[:LENGTH]
    return (word, phrase[LENGTH:]) if word in words and phrase[LENGTH:] else ("", "")
