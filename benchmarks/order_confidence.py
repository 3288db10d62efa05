"""Fits the confidence of links (clean/order/weights.toml) to transcripts cut and shuffled.

The cases are those of benchmarks/order.py. Each link of the order that was found is right or not;
a join may be wrong as well because it leads over a piece that was dropped. By maximum likelihood:
for links apart over their margins; for joins over the product of two, by the margin and by what
the characters weigh.

    python -m benchmarks.order_confidence [FOLDER] [--runs 5] [--seed 1]
"""

import argparse
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.continuation import leave_out
from benchmarks.order import Case, find_folder, leaves_evidence, make_case, read_whole
from pipeline.clean.formats.reading import Reading
from pipeline.clean.lines.page_numbers import find_pages
from pipeline.clean.lines.paragraphs import LineReader
from pipeline.clean.order.beside import Pages
from pipeline.clean.order.confidence import Step, may_miss_text, name_calibration
from pipeline.clean.order.continuation import Continuation, load_continuation
from pipeline.clean.order.restore import restore_order
from pipeline.clean.order.weights import OrderWeights
from pipeline.clean.stage import CleaningKnowledge, find_paragraphs, load_knowledge, read_lines

Weights = NDArray[np.float64]


class Example(NamedTuple):
    """A link of an order: what it is, its weights in nats, and whether it is right."""

    kind: str
    margin: float
    findings: float
    right: bool


def find_examples(
    text: str, case: Case, knowledge: CleaningKnowledge, model: Continuation
) -> Iterator[Example]:
    """Yield the links of the order found for a text that was cut and shuffled."""
    reader = LineReader(knowledge.structure, knowledge.titles, frozenset())
    reading = Reading(case.text)
    lines, breaks, removed, _ = read_lines(reading, knowledge)
    paragraphs = find_paragraphs(reading, lines, breaks, reader)
    pages = Pages(paragraphs, find_pages(paragraphs, removed, reading.text).news)
    order = restore_order(paragraphs, reader, pages, lambda: model)
    for step, (above, below) in zip(order.steps, pairwise(order.pieces), strict=True):
        last = paragraphs[above.last - 1].line.spans[-1][1] - 1
        first = paragraphs[below.first].line.spans[0][0]
        right = is_right(text, case, case.places[last], case.places[first], step)
        yield make_example(step, right)


def make_example(step: Step, right: bool) -> Example:
    """Return a link; where pages say that nothing is missing, its findings say no more."""
    most = OrderWeights.load().steps.most_weight
    findings = min(step.link.findings, most) if may_miss_text(step.link) else most
    return Example(name_calibration(step.link), min(step.margin, most), findings, right)


def is_right(text: str, case: Case, before: int, after: int, step: Step) -> bool:
    """Return whether two characters of the text stand side by side as the step says."""
    if not 0 <= before < after:
        return False
    between = text[before + 1 : after]
    first, last = case.dropped
    if before < first < last <= after:
        inside = leaves_evidence(text, case.dropped)
        return not (text[before + 1 : first] + text[last:after]).strip() and not (
            step.joined and inside
        )
    at_cut = any(before < cut <= after for cut in case.cuts)
    free = at_cut and not leaves_evidence(text, [before + 1])
    return not between.strip() and (free or step.joined != ("\n" in between))


def fit(features: list[Weights], right: NDArray[np.bool_]) -> Weights:
    """Return the coefficients of a product of logistic functions, one row each."""

    def loss(flat: Weights) -> float:
        rows = flat.reshape(len(features), 2)
        likely = np.prod(
            [
                1 / (1 + np.exp(-(row[0] + row[1] * x)))
                for row, x in zip(rows, features, strict=True)
            ],
            axis=0,
        )
        likely = np.clip(likely, 1e-9, 1 - 1e-9)
        return float(-np.mean(np.log(np.where(right, likely, 1 - likely))) + 1e-4 * flat @ flat)

    start = np.full(2 * len(features), 0.5)
    return np.asarray(minimize(loss, start, method="BFGS").x).reshape(len(features), 2)


def main() -> None:
    """Print the calibrations as TOML, to compare with weights.toml."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=find_folder())
    parser.add_argument("--runs", type=int, default=5, help="a transcript")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    knowledge, model = load_knowledge(), load_continuation()
    examples: dict[str, list[Example]] = {}
    for name, text in read_whole(arguments.folder, knowledge).items():
        unseen = leave_out(text, model)
        for run in range(arguments.runs):
            case = make_case(text, random.Random(f"{arguments.seed} {name} {run}"))
            for example in find_examples(text, case, knowledge, unseen):
                examples.setdefault(example.kind, []).append(example)
    for kind, found in sorted(examples.items()):
        right = np.array([example.right for example in found])
        names = ["joined", "complete"] if kind == "joined" else [kind]
        weights = [np.array([e.margin for e in found]), np.array([e.findings for e in found])]
        print(f"# {len(found)} links {kind}, {(~right).sum()} wrong")
        for name, (usual, weight) in zip(names, fit(weights[: len(names)], right), strict=True):
            print(f"{name} = {{ usual = {usual:.2f}, weight = {weight:.2f} }}")


if __name__ == "__main__":
    main()
