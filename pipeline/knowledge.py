"""Loads knowledge kept as data: a TOML file becomes a checked record, or one clear sentence."""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import InputError
from pipeline.records.base import Bilingual

M = TypeVar("M", bound=BaseModel)


class Entry(BaseModel):
    """Base of all entries of knowledge: a key that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class PatternEntry(Entry):
    """A pattern with the texts that it must accept and reject."""

    pattern: str
    accept: tuple[str, ...] = Field(min_length=1)
    reject: tuple[str, ...] = Field(min_length=1)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern."""
        return re.compile(self.pattern)

    def is_in(self, text: str) -> bool:
        """Return whether a text has it."""
        return self.compiled.search(text) is not None

    def strip(self, text: str) -> str:
        """Return a text without it."""
        return self.compiled.sub("", text)


class NamedPattern(PatternEntry):
    """What a line may look like or have in it: a sign of something, by its name."""

    name: str


class PatternFile(Entry):
    """Base of a file of patterns: {name} in one, or in a later fragment, stands for a fragment."""

    fragments: dict[str, str] = Field(default_factory=dict)

    @cached_property
    def filled(self) -> Mapping[str, str]:
        """The fragments without others in them."""
        return fill_fragments(self.fragments, {})

    def compile(self, pattern: str) -> re.Pattern[str]:
        """Return a pattern with its fragments put in."""
        return re.compile(fill_pattern(pattern, self.filled))


class MessageFile(Entry):
    """Sentences in both languages, by code; each {…} is filled in."""

    message: dict[str, Bilingual]


def load_toml(path: Path, model: type[M]) -> M:
    """Return the file as a record of the model.

    Raises InputError that names the file, the entry and the reason.
    """
    try:
        return model.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not a TOML file: {error}") from error
    except ValidationError as error:
        raise InputError(f"{path}: {explain_error(error)}") from error


class KnowledgeFile(Entry):
    """Base of what a file of knowledge says: the file is called `file` and stands beside it."""

    file: ClassVar[str]

    @classmethod
    def find_path(cls) -> Path:
        """Return where the file is."""
        return Path(str(sys.modules[cls.__module__].__file__)).with_name(cls.file)

    @classmethod
    @cache
    def load(cls) -> Self:
        """Return what the file says, which is read once.

        Raises InputError that names the file, the entry and the reason where it is malformed.
        """
        return load_toml(cls.find_path(), cls)


class SignFile(PatternFile, KnowledgeFile):
    """Base of a file of signs that are looked for by their names."""

    sign: tuple[NamedPattern, ...]

    @cached_property
    def patterns(self) -> Mapping[str, re.Pattern[str]]:
        """The patterns of the signs by their names."""
        return {sign.name: self.compile(sign.pattern) for sign in self.sign}


@cache
def load_message_file(path: Path) -> dict[str, Bilingual]:
    """Return the sentences of a file, by code. Raises InputError where it is malformed."""
    return load_toml(path, MessageFile).message


def split_words(words: object) -> object:
    """Return the words that a file gives as one text, with white space between them.

    >>> split_words("基站 5G")
    ['基站', '5G']
    """
    return words.split() if isinstance(words, str) else words


def explain_error(error: ValidationError) -> str:
    """Return a validation error as one line: each key that is wrong, and why."""
    return "; ".join(
        f"{'.'.join(str(part) for part in found['loc']) or 'file'}: {found['msg']}"
        for found in error.errors()
    )


def fill_pattern(pattern: str, fragments: Mapping[str, str]) -> str:
    """Return a pattern with its fragments put in.

    >>> fill_pattern("{digit}{1,3}成", {"digit": "[一二三]"})
    '[一二三]{1,3}成'
    """
    for name, fragment in fragments.items():
        pattern = pattern.replace(f"{{{name}}}", fragment)
    return pattern


def fill_fragments(fragments: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """Return the fragments that are known, and others with those before each put in."""
    filled = dict(known)
    for name, pattern in fragments.items():
        filled[name] = fill_pattern(pattern, filled)
    return filled


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
