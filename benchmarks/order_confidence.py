"""Fits that no text is missing within a join (clean/order/weights.toml), and judges shares.

The cases are those of benchmarks/order.py. Each link of the order that was found is right or not;
a join may be wrong as well because it leads over a piece that was dropped. By maximum likelihood,
over the product of two: by the log-odds of the share that the link has of all orders, and for
joins by what the characters weigh. A share is the confidence as it is where `usual` is near 0 and
`weight` near 1. Links over missing pages, which are always in doubt, are left out.

    python -m benchmarks.order_confidence [FOLDER] [--runs 5] [--seed 1]
"""

import random
from collections.abc import Iterator
from itertools import pairwise
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from benchmarks.continuation import leave_out
from benchmarks.order import Case, leaves_evidence, make_case, make_parser, read_whole
from pipeline.clean.formats.reading import Reading
from pipeline.clean.lines.page_numbers import find_pages
from pipeline.clean.lines.paragraphs import LineReader
from pipeline.clean.order.beside import Pages
from pipeline.clean.order.confidence import Step, may_miss_text
from pipeline.clean.order.continuation import Continuation, load_continuation
from pipeline.clean.order.restore import restore_order
from pipeline.clean.stage import CleaningKnowledge, find_paragraphs, load_knowledge, read_lines

LEAST = 1e-6
"""No share is nearer to 1: the texts have too few links to tell them apart."""
Weights = NDArray[np.float64]


class Example(NamedTuple):
    """A link of an order: its log-odds, what its characters weigh, and whether it is right."""

    odds: float
    findings: float | None
    """None where no text can be missing between."""
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
        may_miss = step.joined and may_miss_text(step.link)
        if step.share < 1 and not step.link.page_missing:
            findings = step.link.findings if may_miss else None
            likely = min(step.share, 1 - LEAST)
            yield Example(log(likely / (1 - likely)), findings, right)


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


def fit(examples: list[Example]) -> Weights:
    """Return usual and weight of each of the two logistic functions."""
    right = np.array([example.right for example in examples])
    odds = np.array([example.odds for example in examples])
    may_miss = np.array([example.findings is not None for example in examples])
    findings = np.array([example.findings or 0.0 for example in examples])

    def loss(flat: Weights) -> float:
        (usual, weight), (complete, per_nat) = flat.reshape(2, 2)
        likely = expit(usual + weight * odds)
        likely *= np.where(may_miss, expit(complete + per_nat * findings), 1.0)
        likely = np.clip(likely, 1e-9, 1 - 1e-9)
        return float(-np.mean(np.log(np.where(right, likely, 1 - likely))) + 1e-4 * flat @ flat)

    return np.asarray(minimize(loss, np.full(4, 0.5), method="BFGS").x).reshape(2, 2)


def main() -> None:
    """Print the calibrations as TOML, to compare with weights.toml."""
    arguments = make_parser(__doc__, runs=5).parse_args()
    knowledge, model = load_knowledge(), load_continuation()
    examples: list[Example] = []
    for name, text in read_whole(arguments.folder, knowledge).items():
        unseen = leave_out(text, model)
        for run in range(arguments.runs):
            case = make_case(text, random.Random(f"{arguments.seed} {name} {run}"))
            examples += find_examples(text, case, knowledge, unseen)
    print(f"# {len(examples)} links, {sum(not example.right for example in examples)} wrong")
    for name, (usual, weight) in zip(("share", "complete"), fit(examples), strict=True):
        print(f"{name}: usual = {usual:.2f}, weight = {weight:.2f}")


if __name__ == "__main__":
    main()
