"""The glossary read from English: which Chinese words a reader who knows no Chinese looks for."""

from collections import defaultdict

from pipeline.glossary.english import make_plural
from pipeline.glossary.lexicon import GAP, Place, load_glossary
from pipeline.glossary.set_phrases import SetPhrases

NAMES: frozenset[Place] = frozenset({"noun", "count", "amount", "scope", "head"})
"""What is said by itself, and so looked for by itself; of `output of {}` output is."""
ARTICLE = "the "


def list_english() -> dict[str, list[str]]:
    """Return the Chinese terms of each English one, in small letters, the shortest first.

    >>> list_english()["forced labour"]
    ['强迫劳动']
    >>> "国家" in list_english()["countries"]
    True
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for chinese, readings in load_glossary().terms.items():
        for place in NAMES & set(readings):
            said = readings[place].english.lower().removeprefix(ARTICLE)
            english = said.removesuffix(f" of {GAP}")
            found[english].add(chinese)
            if place == "count":
                found[make_plural(english)].add(chinese)
    for chinese, english in SetPhrases.load().whole.items():
        found[english.lower().removeprefix(ARTICLE)].add(chinese)
    return {
        english: sorted(terms, key=lambda term: (len(term), term))
        for english, terms in sorted(found.items())
        if GAP not in english
    }
