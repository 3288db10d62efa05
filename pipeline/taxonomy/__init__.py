"""The policy hotspots that any answer can be about: what each is, and passages that show it."""

from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from pipeline.knowledge import load_toml, split_words
from pipeline.records.base import Bilingual, Record

TAXONOMY = Path(__file__).with_name("taxonomy.toml")
NONE = "none"
"""What a person writes for a text that is of no category; records have null for it."""


class Rejected(Record):
    """A passage that looks like one of a category, and what it is."""

    text: str = Field(min_length=1)
    is_: str = Field(alias="is", description="The id of its category, or none.")


class Category(Record):
    """A policy hotspot. `terms` are words that speak for it, with white space between them."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: Bilingual
    belongs: Bilingual
    excludes: Bilingual
    terms: Annotated[tuple[str, ...], BeforeValidator(split_words)]
    accept: tuple[str, ...]
    reject: tuple[Rejected, ...]


class Taxonomy(Record):
    """All categories, and passages that are of none (`none`: greetings, procedure)."""

    none: tuple[str, ...]
    category: tuple[Category, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def check(self) -> "Taxonomy":
        """Refuse a category or a name that stands twice, and passages of one that is unknown."""
        names = [
            name for found in self.category for name in {found.id, found.name.zh, found.name.en}
        ]
        twice = sorted({name for name in [*names, NONE] if [*names, NONE].count(name) > 1})
        if twice:
            raise ValueError(f"{', '.join(twice)}: names more than one category")
        known = {NONE, *(found.id for found in self.category)}
        for found in self.category:
            for passage in found.reject:
                if passage.is_ not in known or passage.is_ == found.id:
                    raise ValueError(
                        f"{found.id}: a passage to reject is {passage.is_}, "
                        "which is no other category"
                    )
        return self

    def find(self, name: str) -> str | None:
        """Return the id of the category with this id or name (in either language).

        >>> load_taxonomy().find("涉台"), load_taxonomy().find("none"), load_taxonomy().find("?")
        ('taiwan', 'none', None)
        """
        if name == NONE:
            return NONE
        for found in self.category:
            if name in (found.id, found.name.zh, found.name.en):
                return found.id
        return None


def load_taxonomy(path: Path = TAXONOMY) -> Taxonomy:
    """Return the taxonomy, or raise InputError that says what is wrong in the file."""
    return load_toml(path, Taxonomy)
