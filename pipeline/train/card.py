"""The model card: what the model was made from, how it was judged, what it cannot do."""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

import numpy as np
import sklearn

from pipeline.records.model_card import CategoryReport, HeldOutLabel, ModelCard
from pipeline.records.problems import Problem
from pipeline.taxonomy import NONE, TAXONOMY, Taxonomy
from pipeline.taxonomy.model import THRESHOLD
from pipeline.train.examples import Example
from pipeline.train.fitting import Judgement, choose, predict, score

DECIMALS = 4


def make_card(
    taxonomy: Taxonomy,
    examples: Sequence[Example],
    judgement: Judgement,
    temperature: float,
    problems: Sequence[Problem],
) -> ModelCard:
    """Return the card of a model that was judged with this result."""
    chosen, on_answers = choose(judgement)
    scores = score(chosen, predict(chosen, temperature))
    kinds = Counter(example.kind for example in examples)
    return ModelCard(
        taxonomy=sha256(TAXONOMY.read_bytes()).hexdigest(),
        scikit_learn=sklearn.__version__,
        categories=tuple(report_categories(taxonomy, examples, chosen)),
        descriptions=kinds["description"],
        passages=kinds["passage"],
        answers=kinds["answer"],
        judged_on="answers" if on_answers else "passages",
        judged=len(chosen.examples),
        folds=judgement.folds,
        accuracy=round(scores.accuracy, DECIMALS),
        macro_f1=round(scores.macro_f1, DECIMALS),
        coverage=round(scores.coverage, DECIMALS),
        precision=None if scores.precision is None else round(scores.precision, DECIMALS),
        calibration_error=round(scores.calibration_error, DECIMALS),
        temperature=temperature,
        threshold=THRESHOLD,
        labels=tuple(list_labels(judgement, temperature)),
        problems=tuple(problems),
    )


def report_categories(
    taxonomy: Taxonomy, examples: Sequence[Example], judged: Judgement
) -> list[CategoryReport]:
    """Return how well each category is found."""
    best = [judged.categories[i] for i in judged.decisions.argmax(axis=1)]
    truth = [example.category for example in judged.examples]
    total, said = Counter(truth), Counter(best)
    right = Counter(a for a, b in zip(truth, best, strict=True) if a == b)
    kinds = Counter((example.category, example.kind) for example in examples)
    return [
        CategoryReport(
            category=name,
            passages=kinds[name, "passage"],
            answers=kinds[name, "answer"],
            precision=round(right[name] / said[name], DECIMALS) if said[name] else None,
            recall=round(right[name] / total[name], DECIMALS) if total[name] else None,
        )
        for name in (*(found.id for found in taxonomy.category), NONE)
    ]


def list_labels(judgement: Judgement, temperature: float) -> list[HeldOutLabel]:
    """Return the labelled answers with what a model that did not see them says."""
    found = []
    for example, row in zip(judgement.examples, predict(judgement, temperature), strict=True):
        if example.kind != "answer":
            continue
        best = int(np.argmax(row))
        name = judgement.categories[best] if row[best] >= THRESHOLD else NONE
        found.append(
            HeldOutLabel(
                transcript=example.source,
                turn=example.turn,
                label=None if example.category == NONE else example.category,
                model=None if name == NONE else name,
                probability=None if name == NONE else round(float(row[best]), DECIMALS),
            )
        )
    return sorted(found, key=lambda one: (one.transcript, one.turn))


def write_markdown(card: ModelCard, taxonomy: Taxonomy) -> str:
    """Return the card as people read it."""
    names = {found.id: found.name for found in taxonomy.category}
    on = {"passages": "passages of the taxonomy", "answers": "labelled answers"}[card.judged_on]
    lines = [
        "# Model of policy hotspots",
        "",
        "TF-IDF of words and of character n-grams, logistic regression "
        f"(scikit-learn {card.scikit_learn}), stored with skops.",
        "",
        "## Data",
        "",
        f"- {len(names)} categories: {card.descriptions} descriptions and {card.passages} passages "
        f"of the taxonomy (SHA-256 {card.taxonomy})",
        f"- {card.answers} answers labelled in labels.tsv, {len(card.problems)} lines not used",
        "",
        "## Scores",
        "",
        f"Cross-validation in {card.folds} parts over {card.judged} {on}; the answers of a "
        "transcript are left out together.",
        "",
        "| accuracy | macro F1 | given a category | of these right | calibration error |",
        "|---|---|---|---|---|",
        f"| {card.accuracy:.2f} | {card.macro_f1:.2f} | {card.coverage:.2f} "
        f"| {show(card.precision)} | {card.calibration_error:.2f} |",
        "",
        "## Calibration",
        "",
        f"Decisions are divided by {card.temperature} (temperature scaling on the same "
        f"cross-validation). Below a probability of {card.threshold} no category is given.",
        "",
        "## Limits",
        "",
        *(f"- {line}" for line in limits(card)),
        "",
        "## Categories",
        "",
        "| id | 中文 | English | passages | answers | precision | recall |",
        "|---|---|---|---|---|---|---|",
    ]
    for found in card.categories:
        name = names.get(found.category)
        shown = (name.zh, name.en) if name else ("均不属于", "none of these")
        lines.append(
            f"| {found.category} | {shown[0]} | {shown[1]} | {found.passages} | {found.answers} "
            f"| {show(found.precision)} | {show(found.recall)} |"
        )
    differing = [label for label in card.labels if label.label != label.model]
    if differing:
        lines += [
            "",
            "## Labels that a model without them would not give",
            "",
            "| transcript | turn | label | model | probability |",
            "|---|---|---|---|---|",
        ]
        for one in differing:
            transcript = one.transcript.replace("|", "\\|").replace("<", "&lt;")
            lines.append(
                f"| {transcript} | {one.turn} | {one.label or NONE} | {one.model or NONE} "
                f"| {show(one.probability)} |"
            )
    return "\n".join([*lines, ""])


def limits(card: ModelCard) -> list[str]:
    """Return what a reader must know before using the categories."""
    found = [
        "A category says what an answer is about, not what it says of it; an answer on two "
        "matters gets one category.",
        "Chinese text; words in other scripts count only where the taxonomy has them.",
        "Precision and recall of a category with few texts are rough.",
    ]
    if card.judged_on == "passages":
        found.append(
            "The scores are on passages written for the taxonomy, which are clearer than real "
            "answers: real answers score lower. Label 100 answers for scores that hold."
        )
    return found


def show(value: float | None) -> str:
    """Return a figure with two decimals, or a dash for none."""
    return "–" if value is None else f"{value:.2f}"
