"""Which parts of a web page are not its article, by the names that sites give them."""

import re
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline.knowledge import load_toml

PARTS = Path(__file__).with_name("parts.toml")
WORDS = re.compile(r"[A-Z]?[a-z]+\d*|[A-Z]+\d*(?![a-z])")
LONGEST_NAME = 200


class PartStyle(BaseModel):
    """Names of a kind of part, with class attributes that they must accept and reject."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: Literal["navigation", "page_tools", "related"]
    names: tuple[str, ...] = Field(min_length=1)
    accept: tuple[str, ...] = Field(min_length=1)
    reject: tuple[str, ...] = Field(min_length=1)


class Parts(BaseModel):
    """All that parts.toml says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tools: frozenset[str]
    part: tuple[PartStyle, ...]

    @cached_property
    def _reasons(self) -> dict[str, str]:
        return {name: style.reason for style in self.part for name in style.names}

    def find_reason(self, attribute: str) -> str | None:
        """Return what kind of part a class or id says that an element is, or None."""
        for name in attribute[:LONGEST_NAME].split():
            for word in (*re.split("[-_]", name.lower()), *map(str.lower, WORDS.findall(name))):
                if word in self._reasons:
                    return self._reasons[word]
        return None


@cache
def load_parts(path: Path = PARTS) -> Parts:
    """Return the knowledge of parts.toml. Raises InputError where it is malformed."""
    return load_toml(path, Parts)
