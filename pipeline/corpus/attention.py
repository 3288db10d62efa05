"""What a reader of the start page should know first: what wants a look.

Nothing here depends on when a run is made or what an earlier one had, so that the same transcripts
give the same page.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.corpus.index import Overview
from pipeline.corpus.indicators import Atlas
from pipeline.records.promises import Promise


class Concern(NamedTuple):
    """Something that wants a look: a message by its key, how often, and where it is seen."""

    key: str
    times: int
    address: str
    grave: bool
    """Whether results are missing or contradict each other."""


def list_concerns(overview: Overview, atlas: Atlas, promises: Iterable[Promise]) -> list[Concern]:
    """Return what wants a look, the gravest first."""
    states = Counter(promise.state for promise in promises)
    flagged = sum(page.flags > 0 for page in overview.pages)
    undated = sum(page.date is None for page in overview.pages)
    disagreed = sum(measure.disagreements > 0 for measure in atlas.measures)
    series, promised = "corpus/indicators.html", "corpus/promises.html"
    found = (
        Concern("unread", overview.unread, "#problems", True),
        Concern("missing", overview.problem_count - overview.unread, "#problems", True),
        Concern("flagged", flagged, "#transcripts?sort=5&descending=1", True),
        Concern(
            "contradictions", overview.contradictions, "#transcripts?sort=6&descending=1", True
        ),
        Concern("disagreements", disagreed, f"{series}#indicators?has=conflict", True),
        Concern("missed", states["missed"], f"{promised}#promises?state=missed", False),
        Concern("overdue", states["overdue"], f"{promised}#promises?state=overdue", False),
        Concern("undated", undated, "#transcripts?sort=0", False),
    )
    return [concern for concern in found if concern.times]
