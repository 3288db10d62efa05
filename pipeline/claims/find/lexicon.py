"""What finding quantities knows: units, forms and exclusions, compiled for look-up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, Field

from pipeline.claims.find.forms import COMPUTE
from pipeline.claims.find.numerals import is_han
from pipeline.errors import InputError
from pipeline.knowledge import Entry, PatternFile, any_of, fill_pattern, load_toml
from pipeline.measure.units import PATH as UNITS
from pipeline.measure.units import Units, load_units
from pipeline.records.claims import Op

FOLDER = Path(__file__).parent

Words = tuple[str, ...]
Patterns = Mapping[str, re.Pattern[str]]
Examples = Annotated[dict[str, str], Field(min_length=1)]
Sentences = Annotated[Words, Field(min_length=1)]


def check_arithmetic(name: str) -> str:
    """Return the name of an arithmetic in forms.py. Raises ValueError where it has none."""
    if name not in COMPUTE:
        raise ValueError(f"{name} is not one of {', '.join(COMPUTE)}")
    return name


class NumeralForm(Entry):
    """What the words around a numeral make of it: 两成 is 20%."""

    name: str
    unit: str
    kind: str
    compute: Annotated[str, AfterValidator(check_arithmetic)]
    begins: str = ""
    follows: str = ""
    before: str | None = None
    after: str
    most: Decimal | None = None
    least: Decimal | None = None
    proper: bool = False
    op: Op | None = None
    examples: Examples

    def holds(self, value: Decimal) -> bool:
        """Return whether a number is neither too large nor too small for the form."""
        return (self.most is None or value <= self.most) and (
            self.least is None or value >= self.least
        )


class NumberWord(Entry):
    """Words that are a number and a unit at once: 半数."""

    words: Sentences
    value: Decimal
    unit: str
    kind: str
    op: Op = "eq"
    not_words: Words = ()
    before: Words = ()
    examples: Examples


class Spell(Entry):
    """An amount in two units; the first is `factor` of the second, in which the value is told.

    Where the factor is a power of ten, the value is told in the first, as a decimal.
    """

    units: tuple[str, str]
    also: Words = ()
    factor: int
    most: Decimal
    examples: Examples

    @property
    def decimal(self) -> bool:
        """Return whether the second unit is a decimal place of the first."""
        return not str(self.factor).removeprefix("1").strip("0")

    @property
    def unit(self) -> str:
        """Return the unit that the value is told in."""
        return self.units[0 if self.decimal else 1]


class Half(Entry):
    """半 as a number: which kinds of units it stands before, and the words that it is part of."""

    before: str
    after: str
    kinds: frozenset[str]
    examples: Examples


class PatternRule(Entry):
    """What is asked of the text about a number, as patterns by name."""

    pattern: dict[str, str]
    examples: Examples


class NumeralForms(PatternFile):
    """forms.toml."""

    form: tuple[NumeralForm, ...]
    word: tuple[NumberWord, ...]
    spell: tuple[Spell, ...]
    half: Half
    rules: dict[str, PatternRule]


class Home(Entry):
    """The words of texts in which 元 is a currency of its own."""

    currency: str
    words: Sentences
    pattern: str = ""
    examples: Examples


class Homes(Entry):
    """homes.toml."""

    home: tuple[Home, ...]


class Exclusion(Entry):
    """Why a numeral is not a claim."""

    name: str
    zh: str
    en: str
    words: Words = ()
    begins: str = ""
    pattern: str | Words = ()
    signs: dict[str, str] = Field(default_factory=dict)
    accept: Sentences
    reject: Sentences


class Exclusions(PatternFile):
    """exclusions.toml."""

    exclusion: tuple[Exclusion, ...]

    def write_pattern(self, exclusion: Exclusion) -> str:
        """Return the patterns of an exclusion as one."""
        given = exclusion.pattern
        pattern = fill_pattern("|".join([given] if isinstance(given, str) else given), self.filled)
        # What begins with no such character is passed over in a tenth of the time.
        return f"(?=[{exclusion.begins}])(?:{pattern})" if exclusion.begins else pattern


class CompiledForm(NamedTuple):
    """A form with its patterns."""

    form: NumeralForm
    before: re.Pattern[str] | None
    after: re.Pattern[str]


@dataclass(frozen=True)
class Finder:
    """Units, forms and exclusions, and the tables that the modules beside look things up in."""

    units: Units
    forms: NumeralForms
    exclusions: Exclusions
    homes: Homes

    @cached_property
    def signs_of_homes(self) -> Mapping[str, re.Pattern[str]]:
        """Currency → the words and financial years that tell its place."""
        return {
            home.currency: re.compile("|".join(filter(None, (any_of(home.words), home.pattern))))
            for home in self.homes.home
        }

    @cached_property
    def words(self) -> Mapping[str, NumberWord]:
        """Word that is number and unit at once → its entry."""
        return {word: entry for entry in self.forms.word for word in entry.words}

    @cached_property
    def word_pattern(self) -> re.Pattern[str]:
        """Any of these words."""
        return re.compile(any_of(self.words))

    @cached_property
    def forms_by_neighbours(self) -> Mapping[tuple[str, str], tuple[CompiledForm, ...]]:
        """Character right before a numeral or right behind it → the forms that it may open."""
        found: dict[tuple[str, str], tuple[CompiledForm, ...]] = {}
        compile = self.forms.compile
        for form in self.forms.form:
            before = compile(rf"(?:{form.before})\Z") if form.before else None
            one = CompiledForm(form, before, compile(form.after))
            beside = [(c, "") for c in form.follows] + [("", c) for c in form.begins]
            found |= {key: (*found.get(key, ()), one) for key in beside}
        return found

    def forms_beside(self, before: str, after: str) -> tuple[CompiledForm, ...]:
        """Return the forms that a numeral between two characters may have."""
        forms = self.forms_by_neighbours
        return forms.get((before, ""), ()) + forms.get(("", after), ())

    @cached_property
    def currency_ends(self) -> frozenset[str]:
        """The characters that a word for a currency before a number ends with."""
        return frozenset(word[-1] for word in self.units.by_word_before)

    @cached_property
    def rules(self) -> Mapping[str, Patterns]:
        """Name of a rule → its patterns by what they are for."""
        compile = self.forms.compile
        return {
            name: {part: compile(pattern) for part, pattern in rule.pattern.items()}
            for name, rule in self.forms.rules.items()
        }

    @cached_property
    def half_pattern(self) -> re.Pattern[str]:
        """半 with a unit; `unit` is the group of its surface."""
        half = self.forms.half
        surfaces = any_of(
            surface
            for surface, unit in self.units.by_surface.items()
            if unit.kind in half.kinds and is_han(surface[0])
        )
        return self.forms.compile(rf"(?=半){half.before}半(?P<unit>{surfaces}){half.after}")

    @cached_property
    def spells(self) -> Mapping[str, tuple[Spell, ...]]:
        """Surface of a unit → the spells that it begins."""
        found: dict[str, tuple[Spell, ...]] = {}
        for spell in self.forms.spell:
            for surface in self.units.by_surface[spell.units[0]].surfaces:
                found[surface] = (*found.get(surface, ()), spell)
        return found

    @cached_property
    def exclusion_patterns(self) -> tuple[tuple[Exclusion, re.Pattern[str]], ...]:
        """The exclusions that are words or a pattern."""
        return tuple(
            (e, re.compile(any_of(e.words) if e.words else self.exclusions.write_pattern(e)))
            for e in self.exclusions.exclusion
            if e.words or e.pattern
        )

    @cached_property
    def signs(self) -> Mapping[str, re.Pattern[str]]:
        """Name of an exclusion and of a sign that its rule asks for → pattern: article.counted."""
        return {
            f"{exclusion.name}.{name}": re.compile(pattern)
            for exclusion in self.exclusions.exclusion
            for name, pattern in exclusion.signs.items()
        }

    @cached_property
    def exclusion_by_name(self) -> Mapping[str, Exclusion]:
        """Name → exclusion."""
        return {e.name: e for e in self.exclusions.exclusion}


def load_finder(folder: Path = FOLDER, units: Path = UNITS) -> Finder:
    """Return what finding quantities knows.

    Raises InputError that names the file, the entry and what is wrong with it.
    """
    exclusions = load_toml(folder / "exclusions.toml", Exclusions)
    check_exclusions(folder / "exclusions.toml", exclusions)
    forms = load_toml(folder / "forms.toml", NumeralForms)
    for form in forms.form:
        for what in ("before", "after"):
            given = fill_pattern(getattr(form, what) or "", forms.filled)
            check_pattern(folder / "forms.toml", f"{form.name}.{what}", given)
    homes = load_toml(folder / "homes.toml", Homes)
    for home in homes.home:
        check_pattern(folder / "homes.toml", f"{home.currency}.pattern", home.pattern)
    return Finder(load_units(units), forms, exclusions, homes)


def check_exclusions(path: Path, exclusions: Exclusions) -> None:
    """Raise InputError where a name stands twice, or a pattern is malformed or may be slow."""
    names: set[str] = set()
    for exclusion in exclusions.exclusion:
        if exclusion.name in names:
            raise InputError(f"{path}: exclusion: {exclusion.name} stands here twice; keep one")
        names.add(exclusion.name)
        check_pattern(path, f"{exclusion.name}.pattern", exclusions.write_pattern(exclusion))


def check_pattern(path: Path, what: str, pattern: str) -> None:
    """Raise InputError where a pattern is malformed, or repeats something without bounds."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise InputError(f"{path}: {what}: {error}") from error
    if re.search(r"(?<!\\)[*+](?!\+)(?![^\[]*\])", pattern):
        raise InputError(
            f"{path}: {what}: * and + may make matching slow; bound them, as in {{1,8}}"
        )
