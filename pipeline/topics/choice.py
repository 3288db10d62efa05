"""Chooses the number of topics by the size of the corpus."""

from pipeline.records.topics import TopicChoice

FEW_PASSAGES = 300
"""With fewer the editors' headings know best."""
NUMBERS = (2, 3, 4, 6, 8, 11, 15, 20, 27, 36, 48)
"""Each about a third more: a transcript more or less seldom leads to another."""


def choose_number(passages: int, headings: int, number: int | None) -> TopicChoice:
    """Return the number of topics for a corpus, and the reason.

    A number that is asked for is taken; in a small corpus with headings, that of the headings; else
    the one of NUMBERS that is nearest to twice the cube root of the number of passages. Of 6
    government reports and of 60 briefings (520 and 1,900 passages) so many topics are about the
    most that stay when one of these is left out.

    >>> [choose_number(passages, 0, None).number for passages in (30, 500, 2_000, 100_000)]
    [6, 15, 27, 48]
    """
    if number is not None:
        reason = "config"
    elif passages < FEW_PASSAGES and headings >= NUMBERS[0]:
        reason, number = "headings", min(headings, max(NUMBERS[0], passages // 2))
    else:
        reason, root = "size", 2 * passages ** (1 / 3)
        number = min(NUMBERS, key=lambda one: max(one / root, root / one))
    return TopicChoice.model_validate(
        {"number": number, "reason": reason, "passages": passages, "headings": headings}
    )
