"""The policy hotspots that any text can be about: fields, the hotspots in them, and procedure."""

from collections import Counter
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, Field, model_validator

from pipeline.errors import InputError
from pipeline.knowledge import load_toml, split_words
from pipeline.records.base import Bilingual, Record
from pipeline.taxonomy.fields import FOLDER

PROCEDURE_TEXTS = Path(__file__).with_name("procedure.toml")
NONE = "none"
"""What a person writes for a text that is of no category; records have null for it."""
PROCEDURE = "procedure"
"""The category of texts that open, order and close a conference."""
PROCEDURE_NAME = Bilingual(zh="程序性内容", en="Procedure")
NONE_NAME = Bilingual(zh="均不属于", en="None of these")


class Counterexample(Record):
    """A passage that looks like one of a category, and what it is."""

    text: str = Field(min_length=1)
    is_: str = Field(alias="is", description="The id of its category, procedure, or none.")


TermList = Annotated[tuple[str, ...], BeforeValidator(split_words)]


class Category(Record):
    """A policy hotspot. `terms` are words that speak for it, with white space between them;
    `spoken` are those of daily speech, where its matter is told without its official words."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: Bilingual
    belongs: Bilingual
    excludes: Bilingual
    terms: TermList
    spoken: TermList = ()
    accept: tuple[str, ...]
    reject: tuple[Counterexample, ...]


class FieldFile(Record):
    """A policy field: hotspots that are near to each other."""

    order: int
    name: Bilingual
    category: tuple[Category, ...] = Field(min_length=1)


class Procedure(Record):
    """Passages on no matter, and terms of such; passages on one that no hotspot has (`none`)."""

    terms: TermList = ()
    spoken: TermList = ()
    procedure: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


class PolicyField(NamedTuple):
    """A field with the ids of its hotspots."""

    id: str
    name: Bilingual
    categories: tuple[str, ...]


class Taxonomy(Record):
    """All fields and their categories, and passages that are of no category."""

    field: tuple[PolicyField, ...]
    category: tuple[Category, ...] = Field(min_length=2)
    other: Procedure = Procedure()

    @model_validator(mode="after")
    def check(self) -> "Taxonomy":
        """Refuse a category or a name that stands twice, and passages of one that is unknown."""
        listed = [(found.id, found.name) for found in self.category]
        listed += [(NONE, NONE_NAME), (PROCEDURE, PROCEDURE_NAME)]
        names = Counter(name for pair in listed for name in list_category_names(*pair))
        twice = sorted(name for name, times in names.items() if times > 1)
        if twice:
            raise ValueError(f"{', '.join(twice)}: names more than one category")
        known = {NONE, PROCEDURE, *(found.id for found in self.category)}
        for found in self.category:
            for passage in found.reject:
                if passage.is_ not in known or passage.is_ == found.id:
                    raise ValueError(
                        f"{found.id}: a passage to reject is {passage.is_}, "
                        "which is no other category"
                    )
        return self

    def find(self, name: str) -> str | None:
        """Return the id of the category with this id or name (in either language, in any case).

        >>> load_taxonomy().find("涉台"), load_taxonomy().find("None"), load_taxonomy().find("?")
        ('taiwan', 'none', None)
        """
        names = {NONE: NONE_NAME} | self.names()
        known = (
            id for id, found in names.items() if name.casefold() in list_category_names(id, found)
        )
        return next(known, None)

    def fields(self) -> dict[str, str]:
        """Return the field of each category.

        >>> load_taxonomy().fields()["taiwan"]
        'sovereignty'
        """
        return {name: field.id for field in self.field for name in field.categories}

    def terms(self) -> dict[str, tuple[str, ...]]:
        """Return the terms of all categories by id, procedure among them."""
        found = {one.id: (*one.terms, *one.spoken) for one in self.category}
        return found | {PROCEDURE: (*self.other.terms, *self.other.spoken)}

    def names(self) -> dict[str, Bilingual]:
        """Return the names of all categories by id, procedure among them."""
        return {found.id: found.name for found in self.category} | {PROCEDURE: PROCEDURE_NAME}


def list_category_names(id: str, name: Bilingual) -> set[str]:
    """Return what a category is called, in small letters."""
    return {id, name.zh, name.en.casefold()}


def load_taxonomy(folder: Path = FOLDER) -> Taxonomy:
    """Return the taxonomy of a folder. Raises InputError that says what is wrong in which file."""
    files = [(path, load_toml(path, FieldFile)) for path in sorted(folder.glob("*.toml"))]
    files.sort(key=lambda file: file[1].order)
    texts = load_toml(PROCEDURE_TEXTS, Procedure)
    try:
        return Taxonomy(
            field=tuple(
                PolicyField(path.stem, found.name, tuple(one.id for one in found.category))
                for path, found in files
            ),
            category=tuple(one for _, found in files for one in found.category),
            other=texts,
        )
    except ValueError as error:
        reason = str(error).split("Value error, ")[-1].split(" [type=")[0]
        raise InputError(f"{folder}: {reason}") from error


def list_taxonomy_files() -> list[Path]:
    """Return the files that the taxonomy is made of, in order."""
    return [*sorted(FOLDER.glob("*.toml")), PROCEDURE_TEXTS]
