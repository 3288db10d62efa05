"""Why a file cannot be taken: codes with a sentence in both languages, kept in problems.toml."""

from pipeline.errors import Rejected
from pipeline.knowledge import KnowledgeFile
from pipeline.records.base import Bilingual


class Problems(KnowledgeFile):
    """All that problems.toml says."""

    file = "problems.toml"
    problem: dict[str, Bilingual]


def refuse(code: str, **values: object) -> Rejected:
    """Return the exception to raise for a file with this problem."""
    return Rejected(code, Problems.load().problem[code].fill(**values))
