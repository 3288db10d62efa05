"""How much of a transcript's statements is on which policy hotspot, and in which sections."""

from collections import Counter, defaultdict
from typing import NamedTuple

from pipeline.records.classification import Classifications, PassageClassification


class CategoryRow(NamedTuple):
    """The paragraphs of one category: `share` is that of their characters among all."""

    category: str | None
    paragraphs: int
    share: float
    sections: list[tuple[str | None, int]]


def sum_up(classifications: Classifications | None) -> list[CategoryRow]:
    """Return the categories of the paragraphs, that of most characters first, none last."""
    groups: defaultdict[str | None, list[PassageClassification]] = defaultdict(list)
    for passage in classifications.passages if classifications else ():
        groups[passage.category].append(passage)
    lengths = {name: sum(p.end - p.start for p in found) for name, found in groups.items()}
    total = sum(lengths.values())
    return [
        CategoryRow(
            category=name,
            paragraphs=len(groups[name]),
            share=lengths[name] / total,
            sections=list(Counter(passage.section for passage in groups[name]).items()),
        )
        for name in sorted(groups, key=lambda name: (name is None, -lengths[name], name or ""))
    ]
