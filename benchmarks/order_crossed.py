"""Fits what shows that two answers were exchanged (pipeline/segment/crossed.toml).

Documents in order (transcripts, those of tests/styles, and parts of transcripts written as many
kinds of files have them) are read, and of each some answers put in each other's place. A logistic
regression tells these from the pairs of exchanges that are in order. One text of ten weighs as
out of order, more than among real files: that answers may be exchanged is told, nothing is moved.

    python -m benchmarks.order_crossed [FOLDER] [--shut] [--seed 1]

It prints the weights as TOML, to copy by hand. Rules are made on every second document; with --shut
the others judge: how many exchanged answers are told where they are, and how many documents that
are in order are doubted.
"""

import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.layouts import DEVELOPED, KEPT, excerpt
from benchmarks.layouts_found import OPEN, SHUT
from benchmarks.order import make_parser
from benchmarks.order_kinds import read_texts
from pipeline.clean.stage import load_knowledge
from pipeline.segment.crossed import Affinities, Talk, find_crossed, find_talks, pair_exchanges
from tests.every_stage import read_written
from tests.styles import load_styles, write_file

OUT_OF_ORDER = 0.1
"""The share of texts that the fit takes to be out of order."""
EXCHANGED = 4
"""Texts out of order that are made of a document."""
RUNS = 4
"""Documents of each layout."""
Document = tuple[str, list[Talk]]
"""Its kind, its questions with their answers."""


def read_documents(folder: Path, shut: bool, seed: int) -> Iterator[Document]:
    """Yield the documents of one half that have at least two exchanges."""
    texts = [*read_texts(folder, load_knowledge(), shut)]
    with tempfile.TemporaryDirectory() as place:
        for kind, path in write_documents(texts, shut, seed, Path(place)):
            transcript, found = read_written(path)
            talks = [*find_talks(transcript.text, found.turns, found.sections)]
            if len(talks) > 1:
                yield kind, talks


def write_documents(
    texts: Sequence[tuple[str, str]], shut: bool, seed: int, place: Path
) -> Iterator[tuple[str, Path]]:
    """Yield the kind of each document, and its file, which the next one may take the place of."""
    path = place / "text.txt"
    for _, text in texts:
        path.write_text(text, encoding="utf-8")
        yield "transcripts", path
    styles = load_styles("apart") if shut else []
    for style in (*load_styles("read")[shut::2], *styles):
        yield "styles", write_file(style, place)
    for layout in (*KEPT, *SHUT) if shut else (*DEVELOPED, *OPEN):
        for run in range(RUNS):
            rng = random.Random(f"crossed {seed} {layout.__name__} {run}")
            path.write_text(layout(excerpt(rng.choice(texts)[1], rng), rng), encoding="utf-8")
            yield "layouts", path


def cross(talks: Sequence[Talk], one: int, other: int) -> list[Talk]:
    """Return the exchanges with two answers in each other's place."""
    crossed = [*talks]
    crossed[one] = talks[one]._replace(told=talks[other].told)
    crossed[other] = talks[other]._replace(told=talks[one].told)
    return crossed


def choose_pairs(talks: Sequence[Talk], rng: random.Random) -> list[tuple[int, int]]:
    """Return which answers of a document are exchanged, two at a time."""
    pairs = [*pair_exchanges(len(talks))]
    return rng.sample(pairs, min(EXCHANGED, len(pairs)))


def fit(documents: Sequence[Document], seed: int) -> dict[str, float]:
    """Return the weight of each sign."""
    signs: list[dict[str, float]] = []
    exchanged: list[bool] = []
    rng = random.Random(seed)
    for _, talks in documents:
        affinities = Affinities(talks)
        signs += [affinities.compare_answers(*pair) for pair in pair_exchanges(len(talks))]
        exchanged += [False] * (len(signs) - len(exchanged))
        for pair in choose_pairs(talks, rng):
            signs.append(Affinities(cross(talks, *pair)).compare_answers(*pair))
            exchanged.append(True)
    vectors = DictVectorizer(sparse=False)
    matrix, truth = vectors.fit_transform(signs), np.array(exchanged)
    weights = np.where(truth, OUT_OF_ORDER * len(documents) / truth.sum(), 1.0)
    model = LogisticRegression(fit_intercept=False, max_iter=5000, C=10.0)
    model.fit(matrix, truth, sample_weight=weights)
    return dict(zip(vectors.feature_names_, model.coef_[0], strict=True))


def judge(documents: Sequence[Document], seed: int) -> None:
    """Print how many exchanged answers are told, and how many documents in order are doubted."""
    rng = random.Random(seed)
    told, made, doubted, whole = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for kind, talks in documents:
        whole[kind] += 1
        doubted[kind] += any(find_crossed(talks))
        for pair in choose_pairs(talks, rng):
            sought = tuple(talks[k].question for k in pair)
            found = find_crossed(cross(talks, *pair))
            told[kind] += any((a.question, b.question) == sought for a, b in found)
            made[kind] += 1
    for kind in whole:
        print(
            f"{kind:>12}: {told[kind]} of {made[kind]} exchanged are told, "
            f"{doubted[kind]} of {whole[kind]} in order are doubted"
        )


def main() -> None:
    """Print the figures, or the weights."""
    parser = make_parser(__doc__)
    parser.add_argument("--shut", action="store_true", help="the documents that only judge")
    arguments = parser.parse_args()
    documents = [*read_documents(arguments.folder, arguments.shut, arguments.seed)]
    if not arguments.shut:
        print("[signs]")
        for code, weight in fit(documents, arguments.seed).items():
            print(f'"{code}" = {weight:.2f}')
    judge(documents, arguments.seed)


if __name__ == "__main__":
    main()
