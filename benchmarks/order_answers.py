"""Fits what shows that questions and answers were parted (order/weights.toml, [parted]).

Each transcript is taken as it is and in variants that are in order as well: two questions and then
both answers, a label at each paragraph, a host between. In each an answer is put above its
question, or one of the two elsewhere; the layouts that rules are made on are in order. A logistic
regression tells what was moved from what is in order, over pairs of a question without an answer
and an answer without a question. One text of a hundred weighs as out of order, a little more than
there are among real files.

    python -m benchmarks.order_answers [FOLDER] [--seed 1]

It prints the weights as TOML, to copy by hand; before them how many of texts that are left out of
the fit, in eight parts, are found and how many in order are doubted.
"""

import random
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from benchmarks.layouts import DEVELOPED, excerpt
from benchmarks.layouts_found import OPEN
from benchmarks.order import make_parser
from benchmarks.order_kinds import cut, find_asked, find_lines, read_texts
from pipeline.clean.formats.reading import Reading
from pipeline.clean.lines.paragraphs import LineReader
from pipeline.clean.order.answers import Answers
from pipeline.clean.order.evidence import Features
from pipeline.clean.order.parted import find_signs
from pipeline.clean.order.weights import OrderWeights
from pipeline.clean.stage import CleaningKnowledge, find_paragraphs, load_knowledge, read_lines

OUT_OF_ORDER = 0.01
"""The share of texts that the fit takes to be out of order."""
FOLDS = 8
VARIANTS = 4
"""Texts in order that are made of a transcript, with itself."""
RUNS = 16
"""Documents of each layout."""
LABEL = 25
"""Characters of a line within which the label of one who answers ends."""
CALLS = ("谢谢，下一个问题。", "请继续提问。", "下一位。", "好，请那位女士。")
Lines = list[str]


class Exchange(NamedTuple):
    """The lines of a question and of its answer."""

    question: Lines
    answer: Lines


class Example(NamedTuple):
    """What is seen of two that may have been parted, whether they were, and of what transcript."""

    signs: Features
    parted: bool
    name: str


def read_exchanges(text: str) -> tuple[Lines, list[Exchange]]:
    """Return what is above the first question, and the exchanges with a label to the answer."""
    head, *parts = cut(find_lines(text), find_asked(text))
    exchanges = []
    for part in parts:
        lines = [text[a:b] for a, b in part]
        answered = (k for k, line in enumerate(lines) if k and "：" in line[:LABEL])
        at = next(answered, len(lines))
        exchanges.append(Exchange(lines[:at], lines[at:]))
    return [text[a:b] for a, b in head], exchanges


def vary(exchanges: Sequence[Exchange], rng: random.Random) -> Iterator[list[Exchange]]:
    """Yield the exchanges as they are, and in variants that are in order as well."""
    yield [*exchanges]
    together: list[Exchange] = []
    for exchange in exchanges:
        if together and rng.random() < 0.3:
            last = together.pop()
            exchange = Exchange(last.question + exchange.question, last.answer + exchange.answer)
        together.append(exchange)
    yield together
    yield [Exchange(question, label_all(answer)) for question, answer in exchanges]
    yield [
        Exchange(question, [*answer, f"主持人：{rng.choice(CALLS)}"])
        for question, answer in exchanges
    ]


def label_all(answer: Lines) -> Lines:
    """Return an answer with its label at each paragraph."""
    label = answer[0].partition("：")[0] if answer else ""
    return [line if "：" in line[:LABEL] else f"{label}：{line}" for line in answer]


def part(exchanges: Sequence[Exchange], rng: random.Random) -> Iterator[tuple[Exchange, Lines]]:
    """Yield an exchange whose answer stands above it, or one half elsewhere, and all the lines."""
    whole = [k for k, exchange in enumerate(exchanges) if exchange.answer]
    for _ in range(min(2, len(whole))):
        k = rng.choice(whole)
        lines = [[*e.question, *e.answer] for e in exchanges]
        lines[k] = [*exchanges[k].answer, *exchanges[k].question]
        yield exchanges[k], [*chain(*lines)]
    for _ in range(2 if len(whole) > 2 else 0):
        k, to = rng.sample(whole, 2)
        lines = [[*e.question, *e.answer] for e in exchanges]
        kept, moved = rng.sample(exchanges[k], 2)
        lines[k] = kept
        lines[to] = lines[to] + moved
        yield exchanges[k], [*chain(*lines)]


def read_answers(text: str, knowledge: CleaningKnowledge) -> Answers:
    """Return the questions and answers of a text."""
    reader = LineReader(knowledge.structure, knowledge.titles, frozenset())
    reading = Reading(text)
    lines, breaks, _, _ = read_lines(reading, knowledge)
    paragraphs = find_paragraphs(reading, lines, breaks, reader)
    return Answers(paragraphs, knowledge.structure)


def begin(answers: Answers, place: int) -> str:
    """Return the first line of a speech."""
    return answers.paragraphs[answers.speeches[place].first].text


def find_in_order(name: str, answers: Answers) -> Iterator[Example]:
    """Yield what may seem parted in a text that is in order."""
    for pair in answers.find_orphans():
        yield Example(find_signs(answers, pair), False, name)


def find_examples(
    name: str, text: str, knowledge: CleaningKnowledge, rng: random.Random
) -> Iterator[Example]:
    """Yield what may seem parted in a transcript as it is, and what was."""
    head, exchanges = read_exchanges(text)
    for varied in vary(exchanges, rng):
        lines = [*head, *chain(*(e.question + e.answer for e in varied))]
        yield from find_in_order(name, read_answers("\n".join(lines), knowledge))
        for exchange, parted in part(varied, rng):
            answers = read_answers("\n".join([*head, *parted]), knowledge)
            sought = [exchange.question[0].strip(), exchange.answer[0].strip()]
            for pair in answers.find_orphans():
                if [begin(answers, k) for k in pair] == sought:
                    yield Example(find_signs(answers, pair), True, name)


def find_whole(
    texts: Sequence[tuple[str, str]], knowledge: CleaningKnowledge, seed: int
) -> Iterator[Example]:
    """Yield what may seem parted in other layouts, parts of transcripts that are in order."""
    for layout in (*DEVELOPED, *OPEN):
        for run in range(RUNS):
            rng = random.Random(f"answers {seed} {layout.__name__} {run}")
            name, text = rng.choice(texts)
            answers = read_answers(layout(excerpt(text, rng), rng), knowledge)
            yield from find_in_order(name, answers)


def fit(examples: Sequence[Example], texts: int, least: float) -> dict[str, float]:
    """Return the weight of each sign; print what it finds of texts that are left out of the fit."""
    vectors = DictVectorizer(sparse=False)
    matrix = vectors.fit_transform([example.signs for example in examples])
    parted = np.array([example.parted for example in examples])
    weights = np.where(parted, OUT_OF_ORDER * texts / parted.sum(), 1.0)
    model = LogisticRegression(fit_intercept=False, max_iter=5000, C=100.0)
    likely = np.zeros(len(parted))
    names = [example.name for example in examples]
    for train, test in GroupKFold(FOLDS).split(matrix, groups=names):
        model.fit(matrix[train], parted[train], sample_weight=weights[train])
        likely[test] = model.predict_proba(matrix[test])[:, 1]
    doubted = likely >= least
    print(f"# left out: {(doubted & parted).sum()} of {parted.sum()} that were parted,")
    print(f"# and {(doubted & ~parted).sum()} of {(~parted).sum()} in {texts} texts in order")
    model.fit(matrix, parted, sample_weight=weights)
    return dict(zip(vectors.feature_names_, model.coef_[0], strict=True))


def main() -> None:
    """Print the figures and the weights."""
    arguments = make_parser(__doc__).parse_args()
    knowledge, known = load_knowledge(), OrderWeights.load().disorder
    texts = [*read_texts(arguments.folder, knowledge, shut=False)]
    examples = [*find_whole(texts, knowledge, arguments.seed)]
    for name, text in texts:
        rng = random.Random(f"{arguments.seed} {name}")
        examples += find_examples(name, text, knowledge, rng)
    in_order = VARIANTS * len(texts) + RUNS * len((*DEVELOPED, *OPEN))
    print("[parted]")
    for code, weight in fit(examples, in_order, known.doubtful).items():
        print(f"{code} = {weight:.2f}")


if __name__ == "__main__":
    main()
