"""What is known of words before a transcript is read: how rare they are, and their part of speech.

The rarity is the inverse document frequency that jieba ships for its keyword extraction
(jieba/analyse/idf.txt), read as data: importing jieba itself would take longer than the stage.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator

from pipeline.errors import InputError
from pipeline.knowledge import KnowledgeFile, split_words
from pipeline.language.fold import fold
from pipeline.language.terms.words import BODY, is_word
from pipeline.language.tokenizer import Tokenizer, load_terms

MOST_RARITY = 10.0
"""Beyond it (one document in 22,000) rarity says more of the background than of the text."""
NOUN_TAGS = frozenset({"vn", "an", "j", "eng"})
"""Besides all that begin with n: verbs and adjectives as nouns, abbreviations, Latin letters."""
PERSON = "nr"
VERB_TAG = "v"
PLACE_TAG = "ns"
MODIFIER_TAGS = frozenset({"a", "b"})
NAME_TAGS = ("nr", "ns", "nt", "nz", "eng")
TELLING_RARITY = 7.0
"""The rarity from which a noun of two characters says by itself what a text is about: 芯片, 人权,
but not 加工, 性能, 关系. Longer nouns are compounds already."""


class Offices(KnowledgeFile):
    """Words that say who acts or speaks, offices, forms of address and parties (总理, 女士, 日方),
    with examples of words that are one and words that are not."""

    file = "offices.toml"
    words: Annotated[tuple[str, ...], BeforeValidator(split_words)]
    accept: tuple[str, ...]
    reject: tuple[str, ...]

    def match(self, word: str) -> bool:
        """Return whether a word is an office, or one with something before it (副总理)."""
        return word.endswith(self.words)


class Background:
    """How rare words are, and their part of speech in the dictionary, whatever the context.

    A phrase can end in a word that is a noun (`is_noun`), contain those of `is_part`, and be a
    single word of `is_term`; a topic has words of `is_topical`. No office (`is_office`) is any of
    them. A word of `is_name` may be a person's name.
    """

    def __init__(
        self, rarities: dict[bytes, float], terms: dict[str, str], offices: Offices
    ) -> None:
        self._rarities = rarities
        self._terms = {fold(term).upper(): tag for term, tag in terms.items()}
        tokenizer = Tokenizer(terms)
        self._tokenizer = tokenizer
        self._tag = cache(self._look_up)
        self.is_office = cache(offices.match)
        self.is_noun = cache(self._is_noun)
        self.is_part = cache(self._is_part)
        self.is_term = cache(self._is_term)
        self.is_topical = cache(self._is_topical)

    def rarity(self, word: str) -> float:
        """Return the inverse document frequency; that of rare words where the word is unknown."""
        written = word.encode("utf-8", "surrogatepass")
        return min(self._rarities.get(written, MOST_RARITY), MOST_RARITY)

    def is_person(self, word: str) -> bool:
        """Return whether the domain dictionary knows the word as a person."""
        return self._terms.get(word) == PERSON

    def is_name(self, word: str) -> bool:
        """Return whether a word may be a person's name: general dictionaries tag many as one."""
        return self._tag(word).startswith(PERSON)

    def is_everyday(self, word: str) -> bool:
        """Return whether a word is one of the general dictionary, and no term of the domain."""
        return word not in self._terms and self._tokenizer.has_word(word)

    def is_verb(self, word: str) -> bool:
        """Return whether a word is a verb in the dictionary."""
        return self._tag(word) == VERB_TAG

    def is_place(self, word: str) -> bool:
        """Return whether a word names a place."""
        return self._tag(word) == PLACE_TAG

    def is_body(self, word: str) -> bool:
        """Return whether a word names a body: 联合国, 日本政府."""
        return self._tag(word) == BODY

    def _is_noun(self, word: str) -> bool:
        tag = self._tag(word)
        return tag.startswith("n") or tag in NOUN_TAGS

    def _is_part(self, word: str) -> bool:
        if not is_word(word) or self.is_office(word):
            return False
        return self.is_noun(word) or self._tag(word) in MODIFIER_TAGS

    def _is_term(self, word: str) -> bool:
        if word in self._terms or self._tag(word).startswith(NAME_TAGS):
            return True
        return self._tag(word).startswith("n") and (
            len(word) > 2 or self.rarity(word) >= TELLING_RARITY
        )

    def _is_topical(self, word: str) -> bool:
        if self.is_office(word) or self.is_person(word) or self.is_name(word):
            return False
        return not word.isascii() and self.is_noun(word) and self.is_term(word)

    def _look_up(self, word: str) -> str:
        if word in self._terms:
            return self._terms[word]
        if word.isascii():
            return "eng"
        tagged = self._tokenizer.tag(word)
        return tagged[0][1] if len(tagged) == 1 else "x"


@cache
def load_background() -> Background:
    """Return the background from jieba's file of frequencies and the files of this project."""
    return Background(load_rarities(find_rarities()), load_terms(), Offices.load())


def find_rarities() -> Path:
    """Return the path of jieba's file of inverse document frequencies, without importing jieba."""
    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise InputError("the package jieba is not installed; install the project's requirements")
    return Path(spec.submodule_search_locations[0]) / "analyse" / "idf.txt"


def load_rarities(path: Path) -> dict[bytes, float]:
    """Return word, in UTF-8, → inverse document frequency (natural logarithm).

    Of 270,000 words most are never asked for; they have few thousand different frequencies.

    Raises InputError where the file is not pairs of a word and a number.
    """
    fields = path.read_bytes().split()
    try:
        numbers = {written: float(written) for written in set(fields[1::2])}
        return dict(zip(fields[::2], map(numbers.__getitem__, fields[1::2]), strict=True))
    except ValueError as error:
        raise InputError(
            f"{path}: not pairs of a word and a number; install jieba again"
        ) from error
