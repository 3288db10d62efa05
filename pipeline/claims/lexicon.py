"""What the claims stage knows: its TOML files as checked records, compiled for look-up."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from pipeline.errors import InputError
from pipeline.knowledge import load_toml
from pipeline.language.tokenizer import Tokenizer, load_terms
from pipeline.records.claims import Op

FOLDER = Path(__file__).parent
EXCLUSIONS = Path("find/exclusions.toml")
NUMERAL = r"(?:[0-9]{1,9}(?:\.[0-9]{1,4})?|[一二三四五六七八九十百千两〇零]{1,8})"
"""What N stands for in a pattern of exclusions.toml."""

KindName = Literal["level", "change", "difference", "rank", "duration"]
DirectionName = Literal["up", "down", "none"]
ModalityName = Literal["actual", "target", "limit", "forecast"]
Words = tuple[str, ...]
Examples = Annotated[dict[str, str], Field(min_length=1)]
Sentences = Annotated[Words, Field(min_length=1)]
E = TypeVar("E", bound="Entry")


class Entry(BaseModel):
    """Base of the entries: a key that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Unit(Entry):
    """A unit or a group of units; without a name, each surface is its own."""

    name: str | None = None
    type: Literal["money", "rate", "multiple", "measure", "duration", "classifier"]
    surfaces: Sentences
    not_words: Words = ()
    people: bool = False
    digits: bool = False
    examples: Examples


class Fixed(Entry):
    """Words that are a number and a unit at once: 半数."""

    surfaces: Sentences
    value: Decimal
    unit: str
    op: Op = "eq"
    not_words: Words = ()
    after: Words = ()
    examples: Examples


class Units(Entry):
    """units.toml."""

    unit: tuple[Unit, ...]
    fixed: tuple[Fixed, ...]


class Exclusion(Entry):
    """Why a numeral is no claim."""

    name: str
    zh: str
    en: str
    words: Words = ()
    pattern: str | None = None
    accept: Sentences
    reject: Sentences


class Exclusions(Entry):
    """exclusions.toml."""

    exclusion: tuple[Exclusion, ...]


class Cue(Entry):
    """Words directly before or after a quantity, and the field that they give."""

    side: Literal["before", "after"]
    gives: Literal["op", "change", "towards", "comparison", "level", "skip"]
    value: str | None = None
    words: Sentences
    examples: Examples


class Direction(Entry):
    """Words that give a claim's direction: comparators, nouns of change."""

    value: Literal["up", "down"]
    words: Sentences
    examples: Examples


class Reference(Entry):
    """Words for the time that growth is measured against."""

    value: Literal["yoy", "mom"]
    words: Sentences
    examples: Examples


class Modality(Entry):
    """Words that give a claim's modality, before it in its sentence or right after it."""

    value: ModalityName
    words: Sentences
    after: Words = ()
    examples: Examples


class Frame(Entry):
    """Words that turn what follows into plans or into outcomes."""

    value: Literal["plan", "review"]
    opening: bool = False
    words: Sentences
    examples: Examples


class Boundary(Entry):
    """Words at which the noun phrase of an indicator begins or ends."""

    tags: frozenset[str]
    keeps: frozenset[str]
    stops: frozenset[str]
    behind_nouns: frozenset[str]
    empty: Words
    heads: Words
    verbs: Words
    adverbs: Words
    acts: frozenset[str]
    adjuncts: str
    opening: Words
    reporting: Words
    examples: Examples


class Compounds(Entry):
    """Words whose last character looks like a cue and is none."""

    words: frozenset[str]


class NoModality(Entry):
    """Words that begin like a word of modality and are none."""

    words: Words


class Cues(Entry):
    """cues.toml."""

    compounds: Compounds
    no_modality: NoModality

    cue: tuple[Cue, ...]
    comparator: tuple[Direction, ...]
    change_noun: tuple[Direction, ...]
    reference: tuple[Reference, ...]
    modality: tuple[Modality, ...]
    frame: tuple[Frame, ...]
    boundary: Boundary


@dataclass(frozen=True)
class Lexicon:
    """The three files, and the tables that the modules of this stage look things up in."""

    units: Units
    exclusions: Exclusions
    cues: Cues

    @cached_property
    def unit_surfaces(self) -> dict[str, tuple[tuple[str, Unit], ...]]:
        """First character → surfaces that begin with it, longest first."""
        return index(by_surface((u, u.surfaces) for u in self.units.unit))

    @cached_property
    def fixed(self) -> re.Pattern[str]:
        """Any of the words that are number and unit at once."""
        return re.compile(any_of(w for f in self.units.fixed for w in f.surfaces))

    @cached_property
    def fixed_by_surface(self) -> dict[str, Fixed]:
        """Word → what it says."""
        return by_surface((f, f.surfaces) for f in self.units.fixed)

    @cached_property
    def exclusion_patterns(self) -> tuple[tuple[Exclusion, re.Pattern[str]], ...]:
        """The exclusions that are words or a pattern."""
        return tuple(
            (e, re.compile(any_of(e.words) if e.words else find_pattern(e)))
            for e in self.exclusions.exclusion
            if e.words or e.pattern
        )

    @cached_property
    def exclusion_by_name(self) -> dict[str, Exclusion]:
        """Name → exclusion."""
        return {e.name: e for e in self.exclusions.exclusion}

    @cached_property
    def before(self) -> dict[str, Cue]:
        """Word → cue that stands before a quantity."""
        return by_surface((c, c.words) for c in self.cues.cue if c.side == "before")

    @cached_property
    def after(self) -> dict[str, Cue]:
        """Word → cue that stands after a quantity."""
        return by_surface((c, c.words) for c in self.cues.cue if c.side == "after")

    @cached_property
    def comparators(self) -> dict[str, DirectionName]:
        """Preposition of comparison → direction."""
        return {w: c.value for c in self.cues.comparator for w in c.words}

    @cached_property
    def comparator_pattern(self) -> re.Pattern[str]:
        """Any preposition of comparison."""
        return re.compile(any_of(self.comparators))

    @cached_property
    def change_nouns(self) -> dict[str, DirectionName]:
        """Noun of change → direction."""
        return {w: c.value for c in self.cues.change_noun for w in c.words}

    @cached_property
    def references(self) -> dict[str, str]:
        """Words after 比 or 较 → yoy or mom."""
        return {w: r.value for r in self.cues.reference for w in r.words}

    @cached_property
    def modalities(self) -> dict[str, ModalityName]:
        """Word before a quantity → modality."""
        return {w: m.value for m in self.cues.modality for w in m.words}

    @cached_property
    def modality_pattern(self) -> re.Pattern[str]:
        """Any word of modality that stands before."""
        return re.compile(any_of(self.modalities))

    def find_modalities(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Yield the words of modality in text[start:end], in order."""
        for match in self.modality_pattern.finditer(text, start, end):
            if not text.startswith(self.cues.no_modality.words, match.start()):
                yield match

    @cached_property
    def modalities_after(self) -> dict[str, ModalityName]:
        """Noun that a quantity defines → modality."""
        return {w: m.value for m in self.cues.modality for w in m.after}

    @cached_property
    def modality_after_pattern(self) -> re.Pattern[str]:
        """的, a word or none, and a noun that a quantity defines."""
        return re.compile(rf"的[\u4e00-\u9fff]{{0,4}}?({any_of(self.modalities_after)})")

    @cached_property
    def frames(self) -> dict[str, Frame]:
        """Word → the frame it opens."""
        return by_surface((f, f.words) for f in self.cues.frame)

    @cached_property
    def frame_pattern(self) -> re.Pattern[str]:
        """Any word of a frame."""
        return re.compile(any_of(self.frames))

    @cached_property
    def adjunct_pattern(self) -> re.Pattern[str]:
        """What stands before a noun phrase and says how it was computed."""
        return re.compile(self.cues.boundary.adjuncts)

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The words of Chinese and of the domain, with their parts of speech."""
        return Tokenizer(load_terms())


def load_lexicon(folder: Path = FOLDER) -> Lexicon:
    """Return the stage's knowledge.

    Raises InputError that names the file, the entry and what is wrong with it.
    """
    units = load_toml(folder / "units.toml", Units)
    cues = load_toml(folder / "cues.toml", Cues)
    exclusions = load_toml(folder / EXCLUSIONS, Exclusions)
    refuse_doubles(folder / "units.toml", "unit", ((u, u.surfaces) for u in units.unit))
    for side in ("before", "after"):
        sided = ((c, c.words) for c in cues.cue if c.side == side)
        refuse_doubles(folder / "cues.toml", f"cue {side}", sided)
    named = ((e, (e.name,)) for e in exclusions.exclusion)
    refuse_doubles(folder / EXCLUSIONS, "exclusion", named)
    for exclusion in exclusions.exclusion:
        try:
            re.compile(find_pattern(exclusion))
        except re.error as error:
            raise InputError(f"{folder / EXCLUSIONS}: {exclusion.name}.pattern: {error}") from error
        if re.search(r"(?<!\\)[*+](?!\+)(?![^\[]*\])", exclusion.pattern or ""):
            raise InputError(
                f"{folder / EXCLUSIONS}: {exclusion.name}.pattern: * and + may make "
                "matching slow; bound them, as in {1,8}"
            )
    return Lexicon(units, exclusions, cues)


def find_pattern(exclusion: Exclusion) -> str:
    """Return the pattern of an exclusion with N spelled out."""
    return re.sub(r"(?<![A-Za-z\\])N(?![A-Za-z])", lambda _: NUMERAL, exclusion.pattern or "")


def refuse_doubles(path: Path, what: str, entries: Iterable[tuple[Entry, Words]]) -> None:
    """Raise InputError where a surface stands twice."""
    seen: set[str] = set()
    for _, surfaces in entries:
        for surface in surfaces:
            if surface in seen:
                raise InputError(f"{path}: {what}: {surface} stands here twice; keep one")
            seen.add(surface)


def by_surface(entries: Iterable[tuple[E, Words]]) -> dict[str, E]:
    """Return surface → entry."""
    return {surface: entry for entry, surfaces in entries for surface in surfaces}


def index(entries: dict[str, E]) -> dict[str, tuple[tuple[str, E], ...]]:
    """Return first character → the surfaces that begin with it and their entries, longest first."""
    found: dict[str, list[tuple[str, E]]] = {}
    for surface in sorted(entries, key=lambda s: (-len(s), s)):
        found.setdefault(surface[0], []).append((surface, entries[surface]))
    return {c: tuple(pairs) for c, pairs in found.items()}


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of the words at a place, as a tree of prefixes.

    >>> any_of(["高于", "高出", "低于"])
    '(?:低于|高(?:于|出))'
    """
    return "".join(_branch(sorted(set(words))))


def _branch(words: list[str]) -> Iterator[str]:
    """Yield the pieces of a pattern for words that share what stands before them."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[:1], []).append(word[1:])
    ends = groups.pop("", None) is not None
    pieces = [re.escape(c) + "".join(_branch(rest)) for c, rest in groups.items()]
    if not pieces:
        return
    if len(pieces) == 1 and not ends:
        yield pieces[0]
    else:
        yield f"(?:{'|'.join(pieces)}){'?' if ends else ''}"
