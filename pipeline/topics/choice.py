"""Chooses how many topics there are, and of how many passages each is the share."""

from collections.abc import Sequence

from pipeline.records.topics import TopicChoice
from pipeline.topics.seeds import TopicShares, share_out_topics

FEW_PASSAGES = 300
"""With fewer the editors' headings know best."""
FEWEST_TOPICS = 2


def choose_topics(
    hotspots: Sequence[str | None], headings: int, number: int | None
) -> tuple[TopicChoice, TopicShares]:
    """Return how many topics a corpus has and why, and how many begin with each hotspot of its
    passages.

    A number that is asked for is taken; in a small corpus with headings, that of the headings; else
    as many as there are hotspots with passages enough.
    """
    reason = "config"
    if number is None:
        reason = "size"
        if len(hotspots) < FEW_PASSAGES and headings >= FEWEST_TOPICS:
            reason, number = "headings", min(headings, max(FEWEST_TOPICS, len(hotspots) // 2))
    shares = share_out_topics(hotspots, number)
    told = {"reason": reason, "passages": len(hotspots), "headings": headings}
    return TopicChoice.model_validate({"number": sum(shares.values()), **told}), shares
