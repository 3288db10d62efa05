"""Names of indicators that mean the same, and what is known of what they name (aliases.toml)."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from pipeline.knowledge import Entry, KnowledgeFile
from pipeline.measure.verdicts import Goal

Area = Literal["nation", "region"]


class Abbreviation(Entry):
    """An abbreviation inside any name; with `scope`, only in claims about that area."""

    found: tuple[str, ...] = Field(alias="from")
    to: str
    scope: Area | None = None
    accept: dict[str, str]
    reject: tuple[str, ...]


class Alias(Entry):
    """Whole names that mean the same, in claims of this kind, unit and area."""

    name: str
    also: tuple[str, ...]
    kind: str | None = None
    unit: str | None = None
    scope: Area | None = None
    accept: tuple[str, ...]
    reject: tuple[str, ...]

    def fits(self, kind: str, unit: str | None, area: Area | None) -> bool:
        """Return whether the alias holds in such a claim."""
        return (
            (self.kind is None or self.kind == kind)
            and (self.unit is None or self.unit == unit)
            and (self.scope is None or self.scope == area)
        )


class Generic(Entry):
    """Names and ends of names that do not tell what is measured."""

    names: frozenset[str]
    endings: tuple[str, ...]
    examples: dict[str, bool]


class Goals(Entry):
    """Words of indicators of which a target is a ceiling, or neither ceiling nor floor."""

    ceiling: tuple[str, ...]
    open: tuple[str, ...]
    floor: tuple[str, ...]
    examples: dict[str, Goal]

    def find(self, name: str) -> Goal:
        """Return what a target of an indicator is, where its own words do not say."""
        if any(word in name for word in self.floor):
            return "floor"
        if any(word in name for word in self.ceiling):
            return "ceiling"
        return "open" if any(word in name for word in self.open) else "floor"


class Aliases(KnowledgeFile):
    """aliases.toml."""

    file = "aliases.toml"
    word: tuple[Abbreviation, ...]
    alias: tuple[Alias, ...]
    generic: Generic
    goal: Goals

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Alias, ...]]:
        """Return the aliases that a name may stand for."""
        found: dict[str, tuple[Alias, ...]] = {}
        for alias in self.alias:
            for name in (alias.name, *alias.also):
                found[name] = (*found.get(name, ()), alias)
        return found

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """Return how a known name may begin."""
        return (*self.by_name, *(found for word in self.word for found in word.found))

    def find(self, name: str, kind: str, unit: str | None, area: Area | None) -> str | None:
        """Return the one name that a name stands for in a claim of this kind, unit and area."""
        known = self.by_name.get(name, ())
        return next((alias.name for alias in known if alias.fits(kind, unit, area)), None)
