"""The heads of files in heads.toml, with what a reader takes from them."""

import tomllib
from pathlib import Path
from typing import NamedTuple

HEADS = Path(__file__).with_name("heads.toml")


class Head(NamedTuple):
    """How a file begins, with its title, date and publisher, empty where it does not tell them."""

    text: str
    title: str
    date: str
    publisher: str


def load_heads(part: str) -> list[Head]:
    """Return the heads that rules are made on (read) or those kept apart (apart)."""
    return [Head(**entry) for entry in tomllib.loads(HEADS.read_text("utf-8"))[part]]
