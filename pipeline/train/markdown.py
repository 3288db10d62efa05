"""Writes a model card as people read it, in Markdown: a function for each of its parts."""

from collections.abc import Sequence

from pipeline.records.model_card import HeldOutLabel, ModelCard
from pipeline.taxonomy import NONE, NONE_NAME, Taxonomy
from pipeline.taxonomy.model import EITHER_GIVEN
from pipeline.train.fitting import ENOUGH_LABELLED

TITLE = """\
# Model of policy hotspots

A linear model (ridge regression) over the words of a text, its characters and their pairs, the \
terms of the taxonomy in it, and \
those of its question and heading."""
JUDGED_ON = {
    "general": "answers and paragraphs that readers labelled",
    "answers": "answers labelled in labels.tsv",
}


def write_markdown(card: ModelCard, taxonomy: Taxonomy, figure: str) -> str:
    """Return the card as people read it; `figure` is the name of the file of its figure."""
    parts = [
        TITLE,
        tell_data(card, taxonomy),
        tell_scores(card),
        tell_calibration(card, figure),
        tell_limits(card),
        tell_hotspots(card, taxonomy),
        tell_differing([label for label in card.labels if label.label != label.model]),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def tell_data(card: ModelCard, taxonomy: Taxonomy) -> str:
    """Return what the model was made from."""
    return f"""\
## Data

- {len(taxonomy.category)} hotspots in {len(taxonomy.field)} fields (taxonomy SHA-256 \
{card.taxonomy})
- the general model that ships with the project (SHA-256 {card.general})
- {card.answers} answers labelled in labels.tsv, {card.learned} of them learned from, \
{len(card.problems)} problems with its lines listed"""


def tell_scores(card: ModelCard) -> str:
    """Return how often the model is right, by kind of text."""
    header = ("kind", "texts", "right", "given a hotspot", "of these right")
    kinds = [(k.kind, k.texts, k.accuracy, k.coverage, k.precision) for k in card.kinds]
    whole = ("all", card.judged, card.accuracy, card.coverage, card.precision)
    return f"""\
## Scores

On {card.judged} {JUDGED_ON[card.judged_on]}, of {card.documents} documents; each by a model that \
learned from no text of its document. A text that readers gave two hotspots is right with either.

{write_table(header, [whole, *kinds])}

Macro F1 {card.macro_f1:.2f}, expected calibration error {card.calibration_error:.3f}."""


def tell_calibration(card: ModelCard, figure: str) -> str:
    """Return how far the model's probabilities hold."""
    bins = [(found.probability, found.texts, found.right) for found in card.reliability]
    base, rise, near = card.calibration
    return f"""\
## Calibration

![What was said against what was right]({figure})

Decisions are divided by {base} and {rise} times the largest of them (temperature scaling); to \
them are added {near} times the probabilities of the texts near by. A hotspot is given from a \
probability of {card.threshold}, or of {EITHER_GIVEN} together with one other; else the field \
where that is likelier than not.

{write_table(("probability", "texts", "right"), bins)}"""


def tell_limits(card: ModelCard) -> str:
    """Return what a reader must know before using the hotspots."""
    found = [
        "A hotspot says what a text is about, not what it says of it.",
        "Chinese text; words in other scripts count only where the taxonomy has them.",
        "Precision and recall of a hotspot with few texts are rough.",
    ]
    if card.judged_on == "general":
        found.append(
            "The scores are on briefings of the foreign ministry, government reports, broadcast "
            "news and a few others; texts of another kind can score lower. Label "
            f"{ENOUGH_LABELLED} answers of yours for scores that hold for them."
        )
        found.append(
            "Texts in the words of daily speech (`spoken`) get a hotspot less often, and a wrong "
            "one more often; these were written by the hand that wrote the taxonomy's words for "
            "them: texts of others can score lower still."
        )
    return "\n".join(["## Limits", "", *(f"- {line}" for line in found)])


def tell_hotspots(card: ModelCard, taxonomy: Taxonomy) -> str:
    """Return how well each hotspot is found."""
    names = taxonomy.names() | {NONE: NONE_NAME}
    rows = [
        (c.category, names[c.category].zh, names[c.category].en, c.texts, c.precision, c.recall)
        for c in card.categories
        if c.category in names
    ]
    header = ("id", "中文", "English", "texts", "precision", "recall")
    return f"## Hotspots\n\n{write_table(header, rows)}"


def tell_differing(labels: Sequence[HeldOutLabel]) -> str:
    """Return the labels that the model would not give; nothing where there are none."""
    if not labels:
        return ""
    rows = [
        (one.transcript, one.turn, one.label or NONE, one.model or NONE, one.probability)
        for one in labels
    ]
    header = ("transcript", "turn", "label", "model", "probability")
    title = "## Labels that a model without them would not give"
    return f"{title}\n\n{write_table(header, rows)}"


def write_table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table in Markdown."""
    lines = [f"| {' | '.join(header)} |", "|" + "---|" * len(header)]
    lines += [f"| {' | '.join(map(write_figure, row))} |" for row in rows]
    return "\n".join(lines)


def write_figure(value: object) -> str:
    """Return a cell: a figure with two decimals, a dash for none, a text without markup."""
    if isinstance(value, float):
        return f"{value:.2f}"
    return "–" if value is None else str(value).replace("|", "\\|").replace("<", "&lt;")
