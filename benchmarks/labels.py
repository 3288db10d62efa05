"""Labels of outside texts without their words: a phrase is known by its digest alone."""

from hashlib import sha256

LENGTH = 16


def digest(document: str, words: str) -> str:
    """Return what stands for words of a document in a file of labels.

    >>> digest("2021-03-04-briefing", "粮食产量")
    'c83a668ac9d9d459'
    """
    return sha256(f"{document}\n{words}".encode()).hexdigest()[:LENGTH]
