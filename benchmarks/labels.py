"""Labels of outside texts without their words, known by a digest; folds of texts by their names."""

from hashlib import sha256

LENGTH = 16


def digest(document: str, words: str) -> str:
    """Return what stands for words of a document in a file of labels.

    >>> digest("2021-03-04-briefing", "粮食产量")
    'c83a668ac9d9d459'
    """
    return sha256(f"{document}\n{words}".encode()).hexdigest()[:LENGTH]


def find_fold(name: str, folds: int, turn: int = 0) -> int:
    """Return the fold of a text, by its name and which division into folds it is."""
    return int(sha256(f"{name}{turn}".encode()).hexdigest(), 16) % folds
