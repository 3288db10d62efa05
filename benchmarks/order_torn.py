"""Fits what shows that a part of a text is missing below a line that breaks off ([torn]).

Transcripts, whole or broken at one place, with their lines broken at a width, or with a part
missing within sentences (benchmarks/order_kinds.py), and the layouts that rules are made on.

    python -m benchmarks.order_torn [FOLDER] [--runs 3] [--seed 1]

It prints the weights of pipeline/clean/order/weights.toml, to copy by hand. `torn`, `broken` and
`wrapped` of benchmarks/order_kinds.py --shut, and benchmarks/in_order.py, judge.
"""

import random
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.continuation import leave_out
from benchmarks.layouts import DEVELOPED, excerpt
from benchmarks.layouts_found import OPEN
from benchmarks.order import make_parser
from benchmarks.order_gate import read_document
from benchmarks.order_kinds import FEWEST_LINES, broken, build, read_texts, torn, wrapped
from pipeline.clean.formats.reading import Reading
from pipeline.clean.order.continuation import Continuation, load_continuation
from pipeline.clean.order.evidence import Features
from pipeline.clean.order.torn import find_signs
from pipeline.clean.stage import CleaningKnowledge, load_knowledge


class File(NamedTuple):
    """A text as a file, where it goes on after the part that is missing, and the model for it."""

    source: str
    seam: int | None
    model: Continuation


def make_files(
    texts: list[tuple[str, str]], runs: int, seed: int, model: Continuation
) -> Iterator[File]:
    """Yield the files of one half of the transcripts."""
    for name, text in texts:
        own = leave_out(text, model)
        yield File(text, None, own)
        for kind in (torn, broken, wrapped):
            for run in range(1 if kind is wrapped else runs):
                shape = kind(text, random.Random(f"torn {seed} {name} {kind.__name__} {run}"))
                if shape is not None:
                    yield File(*find_seam(text, *build(text, shape)), own)
    for layout in (*DEVELOPED, *OPEN):
        for run in range(6 * runs):
            rng = random.Random(f"torn {seed} {layout.__name__} {run}")
            _, text = rng.choice(texts)
            if text.count("\n") > FEWEST_LINES:
                source = layout(excerpt(text, rng), rng)
                yield File(source, None, leave_out(text, model))


def find_seam(text: str, source: str, places: list[int]) -> tuple[str, int | None]:
    """Return a file, and where it goes on after the part of the text that is missing."""
    known = [(place, at) for at, place in enumerate(places) if place >= 0]
    return source, next(
        (at for (a, _), (b, at) in pairwise(known) if b > a and text[a + 1 : b].strip()), None
    )


def find_examples(
    file: File, knowledge: CleaningKnowledge
) -> Iterator[tuple[Features, bool, float]]:
    """Yield what is seen below each line that breaks off, whether a part is missing, its weight.

    Of a file with many such lines each weighs less.
    """
    document = read_document("", Reading(file.source), knowledge, file.model)
    if document is None:
        return
    weigher = document.weigher
    found = {} if weigher.course.times else find_signs(weigher)
    for i, signs in found.items():
        lost = weigher.paragraphs[i + 1].line.spans[0][0] == file.seam
        if lost or file.seam is None:
            yield signs, lost, 1.0 if lost else len(found) ** -0.5


def main() -> None:
    """Print the weights."""
    arguments = make_parser(__doc__, runs=3).parse_args()
    knowledge = load_knowledge()
    texts = [*read_texts(arguments.folder, knowledge, shut=False)]
    files = make_files(texts, arguments.runs, arguments.seed, load_continuation())
    signs, lost, weights = zip(
        *(e for f in files for e in find_examples(f, knowledge)), strict=True
    )
    vectors = DictVectorizer(sparse=False)
    model = LogisticRegression(fit_intercept=False, max_iter=9000, C=3.0)
    model.fit(vectors.fit_transform(signs), lost, sample_weight=weights)
    print(f"\n[torn]  # {len(lost)} examples, {sum(lost)} of them so")
    for code, weight in zip(vectors.feature_names_, model.coef_[0], strict=True):
        print(f'"{code}" = {weight:.2f}')


if __name__ == "__main__":
    main()
