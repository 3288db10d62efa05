"""Fits the weights of speakers.toml: how surely the words before a colon name who speaks.

    python -m benchmarks.speakers [FOLDER]

Prints the weights, fitted on the labels of tests/styles/read and of the real documents in FOLDER,
and how many labels the weights as they stand in speakers.toml tell right. Which labels of real
documents name a speaker: those of mfa by the plain rule of benchmarks.structure, those of the
others by benchmarks/speaker_labels.tsv; all others name none.
"""

import argparse
import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.structure import SPOKESPERSON
from pipeline.clean.stage import clean, load_knowledge
from pipeline.language.structure.speakers import Weighed, weigh_labels
from pipeline.metadata import Metadata
from tests.styles import load_styles

ROOT = Path(__file__).parents[1]
LABELS = Path(__file__).with_name("speaker_labels.tsv")
KNOWLEDGE = load_knowledge()


class Example(NamedTuple):
    """A label of a text, what the text shows of it, whether it names a speaker, and its weight."""

    place: str
    features: dict[str, float]
    speaks: bool
    weight: float


def read_labels(path: Path) -> list[Weighed]:
    """Return the labels of a file with their features, as its clean text has them."""
    transcript = clean(path, Metadata(), KNOWLEDGE)
    structure = KNOWLEDGE.structure
    lines = [transcript.text[b.start : b.end] for b in transcript.blocks]
    found = {
        k: structure.read_label(line)
        for k, (line, block) in enumerate(zip(lines, transcript.blocks, strict=True))
        if block.kind == "paragraph"
    }
    labels = {k: label for k, label in found.items() if label is not None}
    return weigh_labels(lines, labels, structure)


def list_style_examples() -> Iterator[Example]:
    """Yield the labels of the styles that rules are made on."""
    for style in load_styles("read"):
        begins = tuple(turn[4] for turn in style.turns)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / style.file
            path.write_text(style.text, encoding="utf-8")
            weighed = read_labels(path)
        for found, features, _ in weighed:
            speaks = any(c.said.startswith(begins) for c in found)
            yield Example(f"{style.name}: {found[0].label.words}", features, speaks, 1.0)


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
            speaks = (path.stem, words) in known
            if mfa:
                named = spokesperson is not None and words == spokesperson[1]
                speaks = named or "记者" in words or "追问" in words or words[0] == "《"
            yield Example(f"{path.stem}: {words}", features, speaks, 0.1 if mfa else 1.0)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    folder = parser.parse_args().folder
    examples = list(list_style_examples())
    examples += list_real_examples(folder) if folder else []
    vectorizer = DictVectorizer(sparse=False)
    rows = vectorizer.fit_transform([e.features for e in examples])
    model = LogisticRegression(C=5.0, max_iter=5000)
    model.fit(rows, [e.speaks for e in examples], [e.weight for e in examples])
    print(f"bias = {model.intercept_[0]:.2f}")
    for name, weight in zip(vectorizer.feature_names_, model.coef_[0], strict=True):
        print(f"{name} = {weight:.2f}")
    for title, sure in (
        ("fitted", model.predict_proba(rows)[:, 1]),
        ("speakers.toml", [KNOWLEDGE.structure.speakers.weigh(e.features) for e in examples]),
    ):
        wrong = [(e, p) for e, p in zip(examples, sure, strict=True) if (p >= 0.5) != e.speaks]
        speakers = sum(e.speaks for e in examples)
        print(f"{title}: {speakers} of {len(examples)} labels are speakers; {len(wrong)} wrong")
        for example, probability in wrong:
            print(f"  {probability:.2f} {example.place} {example.features}")


if __name__ == "__main__":
    main()
