"""Where the policy hotspots stand in public schemes, so that results can be compared."""

from pathlib import Path

from pipeline.knowledge import load_toml
from pipeline.records.base import Record

SCHEMES = Path(__file__).with_name("schemes.toml")


class AgendasTopic(Record):
    """A major topic of the Comparative Agendas Project."""

    code: int
    name: str


class Codes(Record):
    """The topics and subjects that a category's texts are of; empty where a scheme has none."""

    agendas: tuple[int, ...]
    state_council: tuple[str, ...]


class Schemes(Record):
    """The schemes, and each category's place in them."""

    agendas: tuple[AgendasTopic, ...]
    state_council: tuple[str, ...]
    category: dict[str, Codes]


def load_schemes(path: Path = SCHEMES) -> Schemes:
    """Return the schemes. Raises InputError where the file is not what it should be."""
    return load_toml(path, Schemes)
