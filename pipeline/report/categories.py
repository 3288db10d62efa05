"""How much of a transcript's statements is on which policy hotspot, and in which sections."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.records.classification import Classifications, PassageClassification
from pipeline.records.segmentation import Turn


class CategoryRow(NamedTuple):
    """The paragraphs of one category, or of one field where no category is likely enough.

    `share` is that of their characters among all; `seconds` counts the paragraphs of other
    categories that are of this one too.
    """

    category: str | None
    field: str | None
    paragraphs: int
    share: float
    sections: list[tuple[str | None, int]]
    seconds: int
    second_category: None = None


def choose_subjects(classifications: Classifications, turns: Iterable[Turn]) -> dict[str, str]:
    """Return for each section the category that most of its characters are of.

    A section where no category has half of them has none.
    """
    lengths: defaultdict[str, Counter[str | None]] = defaultdict(Counter)
    sections = {turn.id: turn for turn in turns}
    for answer in classifications.answers:
        turn = sections.get(answer.turn)
        if turn and turn.section:
            lengths[turn.section][answer.category] += turn.end - turn.start
    for passage in classifications.passages:
        if passage.section:
            lengths[passage.section][passage.category] += passage.end - passage.start
    chosen = {section: counts.most_common(1)[0] for section, counts in lengths.items()}
    return {
        section: category
        for section, (category, length) in chosen.items()
        if category and 2 * length >= lengths[section].total()
    }


def sum_up_paragraphs(classifications: Classifications) -> list[CategoryRow]:
    """Return the categories of the paragraphs, that of most characters first, those without one
    last."""
    groups: defaultdict[tuple[str | None, str | None], list[PassageClassification]]
    groups = defaultdict(list)
    for passage in classifications.passages:
        groups[passage.category, passage.field].append(passage)
    lengths = {key: sum(p.end - p.start for p in found) for key, found in groups.items()}
    seconds = Counter(passage.second_category for passage in classifications.passages)

    def rank(key: tuple[str | None, str | None]) -> tuple[object, ...]:
        category, field = key
        return category is None, not (category or field), -lengths[key], category or field or ""

    return [
        CategoryRow(
            category=key[0],
            field=key[1],
            paragraphs=len(groups[key]),
            share=lengths[key] / sum(lengths.values()),
            sections=list(Counter(passage.section for passage in groups[key]).items()),
            seconds=seconds[key[0]] if key[0] else 0,
        )
        for key in sorted(groups, key=rank)
    ]
