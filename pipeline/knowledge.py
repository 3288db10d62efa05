"""Loads knowledge kept as data: a TOML file becomes a checked record, or one clear sentence."""

import tomllib
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import InputError
from pipeline.records.base import Bilingual

M = TypeVar("M", bound=BaseModel)


class Messages(BaseModel):
    """Sentences in both languages, by code; {…} in them is filled in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

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
        raise InputError(f"{path}: {explain(error)}") from error


@cache
def load_messages(path: Path) -> dict[str, Bilingual]:
    """Return the sentences of a file, by code. Raises InputError where it is malformed."""
    return load_toml(path, Messages).message


def split_words(words: object) -> object:
    """Take words that a file gives as one text, with white space between them.

    >>> split_words("基站 5G")
    ['基站', '5G']
    """
    return words.split() if isinstance(words, str) else words


def explain(error: ValidationError) -> str:
    """Return a validation error as one line: each key that is wrong, and why."""
    return "; ".join(
        f"{'.'.join(str(part) for part in found['loc']) or 'file'}: {found['msg']}"
        for found in error.errors()
    )
