"""Fits the weights of speakers.toml: how surely the words before a colon name who speaks.

    python -m benchmarks.speakers [FOLDER]

Prints the weights, fitted on the labels of tests/styles/read and of the real documents in FOLDER,
how many labels the weights as they stand in speakers.toml tell right, and how many weights tell
that were fitted on other texts. Which labels of real documents name a speaker: those of mfa by
the plain rule of benchmarks.structure, those of the others by benchmarks/speaker_labels.tsv; all
others name none.
"""

import argparse
import csv
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.labels import digest
from benchmarks.structure import SPOKESPERSON
from pipeline.clean.stage import clean, load_knowledge
from pipeline.language.structure.lines import Structure
from pipeline.language.structure.own_lines import find_unmarked_labels
from pipeline.language.structure.speakers import WeighedLabel, choose_speakers, weigh_labels
from pipeline.metadata import Metadata
from pipeline.records.transcript import Block, Label
from tests.styles import load_styles, write_file

ROOT = Path(__file__).parents[1]
LABELS = Path(__file__).with_name("speaker_labels.tsv")
FOLDS = 10
STRENGTH = 1.0
"""Inverse of the penalty on large weights: texts to come are of other styles than these."""
AT_END = {"asks", "asks_nothing", "ends", "points"}
"""Signs at the end of a line."""
KNOWLEDGE = load_knowledge()


class Example(NamedTuple):
    """A label of a text, what the text shows of it, whether it names a speaker, and its weight."""

    text: str
    words: str
    features: dict[str, float]
    speaks: bool
    weight: float


class BlockLine(NamedTuple):
    """The line of a block, and what it is by itself."""

    text: str
    kind: str
    label: Label | None


def read_labels(path: Path) -> list[WeighedLabel]:
    """Return the labels of a file with their features, as its clean text has them."""
    transcript = clean(path, Metadata(), KNOWLEDGE)
    structure = KNOWLEDGE.structure
    lines = [transcript.text[b.start : b.end] for b in transcript.blocks]
    told = {
        k: label
        for k, (line, block) in enumerate(zip(lines, transcript.blocks, strict=True))
        if block.kind == "paragraph" and (label := structure.read_label(line)) is not None
    }
    marked = choose_speakers(lines, told, structure)
    read = [
        BlockLine(line, read_kind(line, block, structure), marked.get(k))
        for k, (line, block) in enumerate(zip(lines, transcript.blocks, strict=True))
    ]
    unmarked = find_unmarked_labels(read, structure)
    return weigh_labels(lines, dict(sorted({**told, **unmarked}.items())), structure, unmarked)


def read_kind(line: str, block: Block, structure: Structure) -> str:
    """Return what a line is by itself: a heading without a number is known by others alone."""
    bare = block.kind == "heading" and block.heading is None
    return structure.read_front_matter(line) or ("paragraph" if bare else block.kind)


def list_style_examples() -> Iterator[Example]:
    """Yield the labels of the styles that rules are made on."""
    for style in load_styles("read"):
        begins = tuple(turn[4] for turn in style.turns)
        with tempfile.TemporaryDirectory() as folder:
            weighed = read_labels(write_file(style, Path(folder)))
        for found, features, _ in weighed:
            if not any(c.said for c in found):
                continue
            speaks = any(c.said.startswith(begins) for c in found)
            yield Example(style.name, found[0].label.words, features, speaks, 1.0)


def list_real_examples(folder: Path) -> Iterator[Example]:
    """Yield the labels of real documents; those of mfa, all of one kind, weigh a tenth."""
    with LABELS.open(encoding="utf-8", newline="") as lines:
        known = {tuple(row) for row in csv.reader(lines, delimiter="\t")}
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".txt", ".md", ".html"):
            continue
        data = path.read_bytes()
        mfa = "mfa" in path.name
        spokesperson = SPOKESPERSON.search(data.decode("utf-8", "replace")) if mfa else None
        for found, features, _ in read_labels(path):
            words = found[0].label.words
            speaks = (path.stem, digest(path.stem, words)) in known
            if mfa:
                named = spokesperson is not None and words == spokesperson[1]
                speaks = named or "记者" in words or "追问" in words or words[0] == "《"
            yield Example(path.stem, words, features, speaks, 0.1 if mfa else 1.0)


def break_off(example: Example) -> Example:
    """Return an example as where the file breaks its line: nothing is seen of how it ends."""
    seen = {sign: value for sign, value in example.features.items() if sign not in AT_END}
    return example._replace(features=seen)


def fit(examples: Sequence[Example]) -> tuple[DictVectorizer, LogisticRegression]:
    """Return a model of the examples, whole and broken off, with the names of its features."""
    vectorizer = DictVectorizer(sparse=False)
    both = [*examples, *map(break_off, examples)]
    rows = vectorizer.fit_transform([e.features for e in both])
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    model.fit(rows, [e.speaks for e in both], [e.weight / 2 for e in both])
    return vectorizer, model


def weigh_apart(examples: Sequence[Example]) -> list[float]:
    """Return how surely each label names a speaker by a model that has not seen its text."""
    texts = sorted({e.text for e in examples})
    fold = {text: k % FOLDS for k, text in enumerate(texts)}
    sure = [0.0] * len(examples)
    for k in range(FOLDS):
        vectorizer, model = fit([e for e in examples if fold[e.text] != k])
        own = [i for i, e in enumerate(examples) if fold[e.text] == k]
        rows = vectorizer.transform([examples[i].features for i in own])
        for i, probability in zip(own, model.predict_proba(rows)[:, 1], strict=True):
            sure[i] = probability
    return sure


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    folder = parser.parse_args().folder
    examples = list(list_style_examples())
    examples += list_real_examples(folder) if folder else []
    vectorizer, model = fit(examples)
    print(f"bias = {model.intercept_[0]:.2f}")
    for name, weight in zip(vectorizer.feature_names_, model.coef_[0], strict=True):
        print(f"{name} = {weight:.2f}")
    for title, sure in (
        ("speakers.toml", [KNOWLEDGE.structure.speakers.weigh(e.features) for e in examples]),
        (f"texts kept apart, {FOLDS} folds", weigh_apart(examples)),
    ):
        wrong = [(e, p) for e, p in zip(examples, sure, strict=True) if (p >= 0.5) != e.speaks]
        speakers = sum(e.speaks for e in examples)
        print(f"{title}: {speakers} of {len(examples)} labels are speakers; {len(wrong)} wrong")
        for example, probability in wrong:
            print(f"  {probability:.2f} {example.text}: {example.words} {example.features}")


if __name__ == "__main__":
    main()
