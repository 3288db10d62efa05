"""The model card: what the model was made from, how it was judged, what it cannot do."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

import numpy as np

from pipeline.records.model_card import HeldOutLabel, Hotspot, ModelCard, ReliabilityBin
from pipeline.records.problems import Problem
from pipeline.taxonomy import NONE, NONE_NAME, PROCEDURE, Taxonomy, list_files
from pipeline.taxonomy.model import GENERAL, THRESHOLD, Weights, soften
from pipeline.taxonomy.schemes import load_schemes
from pipeline.train.figures import Figures, Outcome, sum_up
from pipeline.train.fitting import ENOUGH, Judgement

DECIMALS = 4
SIZE, EDGE = 300, 40
"""Of the figure, in pixels: the side of its square, and the room for its axes."""


def make_card(
    taxonomy: Taxonomy,
    general: Figures,
    weights: Weights,
    judgement: Judgement,
    answers: int,
    problems: Sequence[Problem],
) -> ModelCard:
    """Return the card of a model that was taught so many answers, with this result."""
    names = [*(found.id for found in taxonomy.category), PROCEDURE, NONE]
    on_answers = len(judgement.examples) >= ENOUGH
    outcome = find_outcome(judgement, weights.temperature)
    figures = sum_up(outcome, names) if on_answers else general
    parts = (path.read_bytes() for path in list_files())
    return ModelCard(
        taxonomy=sha256(b"".join(parts)).hexdigest(),
        general=sha256(GENERAL.read_bytes()).hexdigest(),
        answers=answers,
        learned=len(judgement.examples),
        judged_on="answers" if on_answers else "general",
        temperature=weights.temperature,
        threshold=THRESHOLD,
        hotspots=tuple(list_hotspots(taxonomy)),
        labels=tuple(list_labels(judgement, outcome)),
        problems=tuple(problems),
        **dict(figures),
    )


def list_hotspots(taxonomy: Taxonomy) -> Iterator[Hotspot]:
    """Yield the hotspots of the taxonomy with their places in public schemes."""
    schemes = load_schemes()
    for field in taxonomy.field:
        for category in taxonomy.category:
            if category.id in field.categories:
                codes = schemes.category[category.id]
                yield Hotspot(
                    id=category.id,
                    name=category.name,
                    field=field.id,
                    field_name=field.name,
                    agendas=codes.agendas,
                    state_council=codes.state_council,
                )


def find_outcome(judgement: Judgement, temperature: float) -> Outcome:
    """Return what a model says of the labelled answers without having seen their transcripts."""
    shares = soften(judgement.decisions, temperature) if judgement.examples else np.zeros((0, 1))
    best = [judgement.categories[i] for i in shares.argmax(axis=1)]
    sure = shares.max(axis=1)
    return Outcome(
        documents=[example.source for example in judgement.examples],
        kinds=["answers"] * len(judgement.examples),
        truth=[example.category for example in judgement.examples],
        best=best,
        sure=sure,
        given=(sure >= THRESHOLD) & np.array([name != NONE for name in best], bool),
    )


def list_labels(judgement: Judgement, outcome: Outcome) -> list[HeldOutLabel]:
    """Return the labelled answers with what a model that did not see them says."""
    return [
        HeldOutLabel(
            transcript=example.source,
            turn=example.turn,
            label=None if example.category == NONE else example.category,
            model=name if given else None,
            probability=round(float(sure), DECIMALS) if given else None,
        )
        for example, name, sure, given in zip(
            judgement.examples, outcome.best, outcome.sure, outcome.given, strict=True
        )
    ]


def write_markdown(card: ModelCard, taxonomy: Taxonomy, figure: str) -> str:
    """Return the card as people read it; `figure` is the name of the file of its figure."""
    names = taxonomy.names() | {NONE: NONE_NAME}
    on = {
        "general": "answers and paragraphs that two readers labelled",
        "answers": "answers labelled in labels.tsv",
    }[card.judged_on]
    lines = [
        "# Model of policy hotspots",
        "",
        "A linear model (ridge regression) over the words of a text, the terms of the taxonomy in "
        "it, and those of its question and heading.",
        "",
        "## Data",
        "",
        f"- {len(taxonomy.category)} hotspots in {len(taxonomy.field)} fields (taxonomy SHA-256 "
        f"{card.taxonomy})",
        f"- the general model that ships with the project (SHA-256 {card.general})",
        f"- {card.answers} answers labelled in labels.tsv, {card.learned} of them learned from, "
        f"{len(card.problems)} lines not used",
        "",
        "## Scores",
        "",
        f"On {card.judged} {on}, of {card.documents} documents; each by a model that learned from "
        "no text of its document. A text that readers gave two hotspots is right with either.",
        "",
        *write_table(
            ("kind", "texts", "right", "given a hotspot", "of these right"),
            [
                ("all", card.judged, card.accuracy, card.coverage, card.precision),
                *((k.kind, k.texts, k.accuracy, k.coverage, k.precision) for k in card.kinds),
            ],
        ),
        "",
        f"Macro F1 {card.macro_f1:.2f}, expected calibration error {card.calibration_error:.3f}.",
        "",
        "## Calibration",
        "",
        f"![What was said against what was right]({figure})",
        "",
        f"Decisions are divided by {card.temperature} (temperature scaling). Below a probability "
        f"of {card.threshold} no hotspot is given, but the field where that is as probable.",
        "",
        *write_table(
            ("probability", "texts", "right"),
            [(found.probability, found.texts, found.right) for found in card.reliability],
        ),
        "",
        "## Limits",
        "",
        *(f"- {line}" for line in limits(card)),
        "",
        "## Hotspots",
        "",
        *write_table(
            ("id", "中文", "English", "texts", "precision", "recall"),
            [
                (
                    c.category,
                    names[c.category].zh,
                    names[c.category].en,
                    c.texts,
                    c.precision,
                    c.recall,
                )
                for c in card.categories
                if c.category in names
            ],
        ),
    ]
    differing = [label for label in card.labels if label.label != label.model]
    if differing:
        lines += [
            "",
            "## Labels that a model without them would not give",
            "",
            *write_table(
                ("transcript", "turn", "label", "model", "probability"),
                [
                    (
                        one.transcript,
                        one.turn,
                        one.label or NONE,
                        one.model or NONE,
                        one.probability,
                    )
                    for one in differing
                ],
            ),
        ]
    return "\n".join([*lines, ""])


def write_table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """Return the lines of a table in Markdown."""
    cells = ([show(value) for value in row] for row in rows)
    return [
        f"| {' | '.join(header)} |",
        "|" + "---|" * len(header),
        *(f"| {' | '.join(row)} |" for row in cells),
    ]


def show(value: object) -> str:
    """Return a cell: a figure with two decimals, a dash for none, a text without markup."""
    if isinstance(value, float):
        return f"{value:.2f}"
    return "–" if value is None else str(value).replace("|", "\\|").replace("<", "&lt;")


def limits(card: ModelCard) -> list[str]:
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
            f"{ENOUGH} answers of yours for scores that hold for them."
        )
    return found


def draw(bins: Sequence[ReliabilityBin]) -> str:
    """Return a figure (SVG): the share that is right over the probability that was said."""
    size, edge = SIZE, EDGE

    def place(x: float, y: float) -> tuple[float, float]:
        return round(edge + x * size, 1), round(edge / 2 + (1 - y) * size, 1)

    most = max((found.texts for found in bins), default=1)
    marks = []
    for found in bins:
        x, y = place(found.probability, found.right)
        radius = round(3 + 7 * (found.texts / most) ** 0.5, 1)
        marks.append(
            f'<circle cx="{x}" cy="{y}" r="{radius}"><title>{found.texts} texts: said '
            f"{found.probability:.2f}, right {found.right:.2f}</title></circle>"
        )
    (left, bottom), (right, top) = place(0, 0), place(1, 1)
    ticks = "".join(
        f'<text x="{place(v, 0)[0]}" y="{bottom + 16}">{v}</text>'
        f'<text x="{left - 16}" y="{place(0, v)[1] + 4}">{v}</text>'
        for v in (0, 0.5, 1)
    )
    width, height = size + 1.5 * edge, size + 1.75 * edge
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" font-family="sans-serif" font-size="12" text-anchor="middle">'
        "<title>Reliability: share right over probability said</title>"
        f'<rect width="{width}" height="{height}" fill="#fff"/>'
        f'<path d="M{left} {top}V{bottom}H{right}" fill="none" stroke="#555"/>'
        f'<path d="M{left} {bottom}L{right} {top}" stroke="#999" stroke-dasharray="4 4"/>'
        f'<g fill="#444">{ticks}<text x="{(left + right) / 2}" y="{bottom + 34}">probability said'
        f'</text><text x="{left + 34}" y="{top - 6}">share right</text></g>'
        f'<g fill="#2166ac" fill-opacity="0.75">{"".join(marks)}</g></svg>\n'
    )
