"""Fits the weights of pipeline/clean/order/weights.toml to transcripts cut in mid-sentence.

Each transcript is cut again and again at places inside its sentences. What begins after a cut is
a rest, what begins any other paragraph a start; a rest after its own end is a join, after another
end of the same text none. Two logistic regressions over what evidence.py finds there give the
weights of starts and joins, two more those of topics that go on in the next paragraph or answer.
The continuation model is used as it were without having seen the transcript.

    python -m benchmarks.order_weights [FOLDER] [--runs 8] [--seed 1]
"""

import random
from collections.abc import Callable, Iterable, Iterator

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.continuation import leave_out
from benchmarks.order import leaves_evidence, make_parser, read_whole
from pipeline.clean.lines.normalise import split_lines
from pipeline.clean.lines.paragraphs import LineReader, Paragraph, read_paragraphs
from pipeline.clean.order.continuation import Continuation, load_continuation
from pipeline.clean.order.evidence import Features, Junctions
from pipeline.clean.order.exchange import Exchanges
from pipeline.clean.order.line_signs import find_side, may_continue
from pipeline.clean.order.subjects import Subjects
from pipeline.clean.order.weights import Sequel
from pipeline.clean.stage import CleaningKnowledge, load_knowledge

CUTS = 5
Example = tuple[str, Features, bool]
"""What is fitted (start, join, topic.…), what was found, and whether it belongs so."""


def find_examples(
    text: str, knowledge: CleaningKnowledge, model: Continuation, rng: random.Random
) -> Iterator[Example]:
    """Yield what is found where a text is cut inside sentences, and where it is not."""
    inside = [cut for cut in range(1, len(text)) if leaves_evidence(text, [cut])]
    cuts = sorted(rng.sample(inside, CUTS))
    parts = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    lines = list(split_lines("\n".join(parts)))
    reader = LineReader(knowledge.structure, knowledge.titles, frozenset())
    paragraphs = read_paragraphs(lines, [False] * len(lines), reader)
    rests: list[int] = []
    for part in parts[:-1]:
        rests.append((rests[-1] if rests else 0) + part.count("\n") + 1)
    if len(paragraphs) != sum(part.count("\n") + 1 for part in parts):
        return
    junctions = Junctions([p.text for p in paragraphs], model)
    subjects = Subjects([p.text for p in paragraphs])
    exchanges = Exchanges(paragraphs, rests)

    def find_topic(relation: Sequel, i: int, j: int) -> Features:
        around = exchanges.pairs_above(i), exchanges.pairs_below(j)
        return subjects.find(relation, paragraphs[i].text, paragraphs[j].text, around)

    def find_join(i: int, j: int) -> Features:
        found = junctions.find_join(paragraphs[i].text, paragraphs[j].text)
        shared = find_topic("sentence", i, j)
        return found | {f"topic.{code}": value for code, value in shared.items()}

    for k, paragraph in enumerate(paragraphs):
        if may_continue(paragraph):
            yield "start", junctions.find_start(paragraph.text), k not in rests
    for j in rests:
        if may_continue(paragraphs[j]):
            yield from (("join", find_join(i - 1, j), i == j) for i in rests)
    yield from find_followers(paragraphs, rests, find_topic)


def find_followers(
    paragraphs: list[Paragraph],
    rests: list[int],
    find_topic: Callable[[Sequel, int, int], Features],
) -> Iterator[Example]:
    """Yield what topics the paragraphs share with those after which they stand, and with others."""
    relations: tuple[Sequel, ...] = ("answer", "paragraph")
    for relation in relations:
        firsts = [
            k
            for k in range(1, len(paragraphs))
            if k not in rests and not paragraphs[k - 1].is_display
            if (
                find_side(paragraphs[k]) == "answers" and find_side(paragraphs[k - 1]) == "asks"
                if relation == "answer"
                else may_continue(paragraphs[k])
            )
        ]
        for j in firsts[::3]:
            for i in {j, *firsts[:: max(1, len(firsts) // 4)]}:
                yield f"topic.{relation}", find_topic(relation, i - 1, j), i == j


def fit(examples: Iterable[tuple[Features, bool]]) -> tuple[dict[str, float], float, int]:
    """Return the weight of each finding, the mean log loss in nats, and the number of examples."""
    found, belong = zip(*examples, strict=True)
    vectors = DictVectorizer(sparse=False)
    matrix, classes = vectors.fit_transform(found), np.array(belong)
    model = LogisticRegression(class_weight="balanced", fit_intercept=False, max_iter=1000).fit(
        matrix, classes
    )
    likely = model.predict_proba(matrix)[np.arange(len(classes)), classes.astype(int)]
    share = np.where(classes, 0.5 / classes.mean(), 0.5 / (1 - classes.mean()))
    loss = float(np.average(-np.log(likely), weights=share))
    weights = dict(zip(vectors.feature_names_, model.coef_[0], strict=True))
    return weights, loss, len(classes)


def main() -> None:
    """Print the weights as TOML, to compare with weights.toml."""
    arguments = make_parser(__doc__, runs=8).parse_args()
    knowledge, model = load_knowledge(), load_continuation()
    examples: dict[str, list[tuple[Features, bool]]] = {}
    for name, text in read_whole(arguments.folder, knowledge).items():
        unseen = leave_out(text, model)
        for number in range(arguments.runs):
            rng = random.Random(f"{arguments.seed} {name} {number}")
            for kind, found, belongs in find_examples(text, knowledge, unseen, rng):
                examples.setdefault(kind, []).append((found, belongs))
    for kind, of_kind in sorted(examples.items()):
        weights, loss, count = fit(of_kind)
        print(f"\n[{kind}]  # {count} examples, log loss {loss:.3f}")
        for code, weight in sorted(weights.items()):
            print(f'"{code}" = {weight:.2f}')


if __name__ == "__main__":
    main()
