"""Why a file cannot be taken: codes with a sentence in both languages, kept in problems.toml."""

from functools import cache
from pathlib import Path

from pipeline.errors import Rejected
from pipeline.knowledge import Entry, load_toml
from pipeline.records.base import Bilingual

PROBLEMS = Path(__file__).with_name("problems.toml")


class Problems(Entry):
    """All that problems.toml says."""

    problem: dict[str, Bilingual]


@cache
def load_problems() -> Problems:
    """Return the sentences. Raises InputError where problems.toml is malformed."""
    return load_toml(PROBLEMS, Problems)


def refuse(code: str, **values: object) -> Rejected:
    """Return the exception to raise for a file with this problem."""
    return Rejected(code, load_problems().problem[code].fill(**values))
