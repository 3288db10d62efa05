"""Writes a model card as people read it, in Markdown."""

from collections.abc import Sequence

from pipeline.knowledge import KnowledgeFile
from pipeline.records.model_card import ModelCard
from pipeline.taxonomy import NONE, NONE_NAME, Taxonomy
from pipeline.taxonomy.model import EITHER_GIVEN
from pipeline.train.fitting import ENOUGH_LABELLED


class CardText(KnowledgeFile):
    """card.toml: the card, and the parts that not every card has."""

    file = "card.toml"
    whole: str
    limits: str
    differing: str
    judged_on: dict[str, str]


def write_markdown(card: ModelCard, taxonomy: Taxonomy, figure: str) -> str:
    """Return the card as people read it; `figure` is the name of the file of its figure."""
    text, names = CardText.load(), taxonomy.names() | {NONE: NONE_NAME}
    kinds = [("all", card.judged, card.accuracy, card.coverage, card.precision)]
    kinds += [(k.kind, k.texts, k.accuracy, k.coverage, k.precision) for k in card.kinds]
    categories = [
        (c.category, names[c.category].zh, names[c.category].en, c.texts, c.precision, c.recall)
        for c in card.categories
        if c.category in names
    ]
    labels = write_table(
        ("transcript", "turn", "label", "model", "probability"),
        [
            (one.transcript, one.turn, one.label or NONE, one.model or NONE, one.probability)
            for one in card.labels
            if one.label != one.model
        ],
    )
    general = card.judged_on == "general"
    return text.whole.format(
        card=card,
        figure=figure,
        hotspots=len(taxonomy.category),
        fields=len(taxonomy.field),
        problems=len(card.problems),
        judged_on=text.judged_on[card.judged_on],
        kinds=write_table(("kind", "texts", "right", "given a hotspot", "of these right"), kinds),
        either=EITHER_GIVEN,
        bins=write_table(
            ("probability", "texts", "right"),
            [(found.probability, found.texts, found.right) for found in card.reliability],
        ),
        limits=text.limits.format(enough=ENOUGH_LABELLED) if general else "",
        categories=write_table(
            ("id", "中文", "English", "texts", "precision", "recall"), categories
        ),
        differing=text.differing.format(labels=labels) if labels else "",
    )


def write_table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table in Markdown; nothing where it has no rows."""
    if not rows:
        return ""
    lines = [f"| {' | '.join(header)} |", "|" + "---|" * len(header)]
    lines += [f"| {' | '.join(map(write_figure, row))} |" for row in rows]
    return "\n".join(lines)


def write_figure(value: object) -> str:
    """Return a cell: a figure with two decimals, a dash for none, a text without markup."""
    if isinstance(value, float):
        return f"{value:.2f}"
    return "–" if value is None else str(value).replace("|", "\\|").replace("<", "&lt;")
