"""Judges how sure the links of restored orders are, and so the weights that are set by hand.

Each transcript is cut and shuffled as in benchmarks/order.py and put in order. What share a link
has of all orders is its confidence: a logistic regression of whether it is right on its log-odds
gives `usual` near 0 and `weight` near 1 where the share is the probability. The mean log loss is
the less, the better the weights of places, numbers and sentences in clean/order/weights.toml are.
For the confidence from which on nothing is said of a link (`certain`) it prints in how many texts
a wrong link is not told, and in how many all are right and one is in doubt. Links over missing
pages, which are always in doubt, are left out.

    python -m benchmarks.order_confidence [FOLDER] [--runs 5] [--seed 1] [--fit]

--fit searches the values of FITTED, one after the other in steps, that make the log loss of texts
known to be out of order the least, on every second transcript; it prints them, to copy by hand,
and the log loss of the other transcripts with the values of now and with these.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import inf, log
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from benchmarks.continuation import leave_out
from benchmarks.order import Case, leaves_evidence, make_case, make_parser, read_whole
from benchmarks.order_gate import read_document
from pipeline.clean.formats.reading import Reading
from pipeline.clean.lines.page_numbers import find_pages
from pipeline.clean.lines.paragraphs import LineReader, Paragraph
from pipeline.clean.order.beside import Pages
from pipeline.clean.order.choice import choose_order
from pipeline.clean.order.confidence import Step
from pipeline.clean.order.continuation import Continuation, load_continuation
from pipeline.clean.order.links import Weigher
from pipeline.clean.order.restore import Order, restore_order, trust
from pipeline.clean.order.weights import OrderWeights
from pipeline.clean.stage import CleaningKnowledge, find_paragraphs, load_knowledge, read_lines
from pipeline.limits import MOST_CUTS

FITTED = {"places.hidden": 0.5, "places.shuffled": 0.5, "sentences.gap": 0.5}
"""Weights that are searched for, and by what steps."""
BOUNDS = (0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99)
LEAST = 1e-6
"""No share is nearer to 1: the texts have too few links to tell them apart."""


class Example(NamedTuple):
    """A link of an order: its log-odds, and whether it is right."""

    odds: float
    right: bool


class Sample(NamedTuple):
    """A text that was cut and shuffled, and what weighs its lines."""

    text: str
    case: Case
    weigher: Weigher


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
    yield from judge_steps(text, case, paragraphs, order)


def judge_steps(
    text: str, case: Case, paragraphs: Sequence[Paragraph], order: Order
) -> Iterator[Example]:
    """Yield the links of an order that are one of several, with whether they are right."""
    for step, (above, below) in zip(order.steps, pairwise(order.pieces), strict=True):
        last = paragraphs[above.last - 1].line.spans[-1][1] - 1
        first = paragraphs[below.first].line.spans[0][0]
        right = is_right(text, case, case.places[last], case.places[first], step)
        if step.share < 1 and not step.link.page_missing:
            likely = min(step.share, 1 - LEAST)
            yield Example(log(likely / (1 - likely)), right)


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


def lose(examples: list[Example], usual: float = 0.0, weight: float = 1.0) -> float:
    """Return the mean log loss of links whose log-odds are `usual` and `weight` times theirs."""
    right = np.array([1.0 if example.right else -1.0 for example in examples])
    odds = np.array([example.odds for example in examples])
    return float(np.mean(np.logaddexp(0.0, -right * (usual + weight * odds))))


def weigh_anew(samples: Sequence[Sample], values: Mapping[str, float]) -> float:
    """Return the mean log loss of the links of texts out of order with other weights."""
    examples: list[Example] = []
    for text, case, weigher in samples:
        known = OrderWeights.load()
        for name, value in values.items():
            table, _, code = name.partition(".")
            changed = getattr(known, table).model_copy(update={code: value})
            known = known.model_copy(update={table: changed})
        weigher.weights = known
        vars(weigher).pop("hidden_in_place", None)
        order = trust(choose_order(weigher, shuffled=True), weigher)
        examples += judge_steps(text, case, weigher.paragraphs, order)
    return lose(examples)


def fit(samples: Sequence[Sample]) -> dict[str, float]:
    """Return the values of the weights that are searched for with which the log loss is least."""
    known = OrderWeights.load().model_dump()
    best = {name: known[name.partition(".")[0]][name.partition(".")[2]] for name in FITTED}
    least, last = weigh_anew(samples, best), inf
    while least < last:
        last = least
        for name, step in FITTED.items():
            for value in (best[name] - step, best[name] + step):
                loss = weigh_anew(samples, best | {name: value})
                if loss < least:
                    least, best = loss, best | {name: value}
    return best


def print_fit(whole: Mapping[str, str], runs: int, seed: int, knowledge: CleaningKnowledge) -> None:
    """Print the weights that are searched for, and what they are worth on other transcripts."""
    halves: tuple[list[Sample], list[Sample]] = ([], [])
    for number, (name, text) in enumerate(whole.items()):
        unseen = leave_out(text, load_continuation())
        for run in range(runs):
            case = make_case(text, random.Random(f"{seed} {name} {run}"))
            found = read_document(name, Reading(case.text), knowledge, unseen)
            if case.shuffled and found and len(found.weigher.cuts) <= MOST_CUTS:
                halves[number % 2].append(Sample(text, case, found.weigher))
    fitted = fit(halves[0])
    for name, value in fitted.items():
        print(f"{name} = {value:.1f}")
    print(f"# others: {weigh_anew(halves[1], {}):.4f} now, {weigh_anew(halves[1], fitted):.4f} so")


def main() -> None:
    """Print the log loss, and the calibration that would make it least."""
    parser = make_parser(__doc__, runs=5)
    parser.add_argument("--fit", action="store_true", help="search for weights")
    arguments = parser.parse_args()
    knowledge, model = load_knowledge(), load_continuation()
    if arguments.fit:
        whole = read_whole(arguments.folder, knowledge)
        print_fit(whole, arguments.runs, arguments.seed, knowledge)
        return
    texts: list[list[Example]] = []
    for name, text in read_whole(arguments.folder, knowledge).items():
        unseen = leave_out(text, model)
        for run in range(arguments.runs):
            case = make_case(text, random.Random(f"{arguments.seed} {name} {run}"))
            texts.append([*find_examples(text, case, knowledge, unseen)])
    examples = [example for text in texts for example in text]
    print(f"# {len(examples)} links, {sum(not example.right for example in examples)} wrong")
    usual, weight = minimize(lambda both: lose(examples, *both), [0.0, 1.0]).x
    print(f"log loss {lose(examples):.4f}, usual = {usual:.2f}, weight = {weight:.2f}")
    for bound in BOUNDS:
        odds = log(bound / (1 - bound))
        untold = sum(any(e.odds >= odds and not e.right for e in text) for text in texts)
        needless = sum(any(e.odds < odds for e in t) and all(e.right for e in t) for t in texts)
        print(
            f"{bound:.2f}: untold {untold / len(texts):.1%}, needless {needless / len(texts):.1%}"
        )


if __name__ == "__main__":
    main()
