"""Fits the weights of pipeline/clean/lines/surroundings.toml, and counts what they leave out.

Of web pages (those of tests/web_sites.py that rules are made on, and of FOLDER) all lines are
taken, with what is left out of them by their elements as what is set around the text; of other
documents of FOLDER the lines, which are text as far as they are no furniture anywhere. Of the
copies of pages of tests/copied_pages.txt each line says by itself which it is.

    python -m benchmarks.surroundings [FOLDER] [--shut]

Prints the weights, to copy by hand, and of both kinds of lines how many are left out; --shut
counts them in the pages of web_sites.py that no rule is made on.
"""

import argparse
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.corpus import ROOT
from pipeline.clean.formats.readers import FORMATS, read_source
from pipeline.clean.formats.reading import Reading
from pipeline.clean.lines.normalise import SourceLine, split_lines
from pipeline.clean.lines.surroundings import PUBLICATION
from pipeline.clean.stage import CleaningKnowledge, list_outside, load_knowledge
from pipeline.language.fold import fold
from tests.copied_pages import load_copied_pages
from tests.web_sites import SHUT, SITES

HIDDEN = ("hidden", "markup")
"""Why a part of a file is left out that no reader of it sees."""
AROUND_COUNTS, TEXT_COUNTS = 3.0, 9.0
"""How much a line counts: one of a text that is lost is worth three that are left around it."""
ALIKE = 12
"""Of documents whose names begin alike so many count as one: series of one form."""


class Labelled(NamedTuple):
    """The signs of a line, and whether it is set around the text."""

    line: int
    signs: frozenset[str]
    around: bool


class Document(NamedTuple):
    """The lines of a document near its ends that are neither furniture anywhere nor published."""

    series: str
    lines: list[Labelled]
    left_out: frozenset[int]


def read_document(series: str, reading: Reading, knowledge: CleaningKnowledge) -> Document:
    """Return the lines of a document with what its elements say of them."""
    unseen = [(part.start, part.end) for part in reading.left_out if part.reason in HIDDEN]
    parts = [(part.start, part.end) for part in reading.left_out if part.reason not in HIDDEN]
    lines = list(split_lines(reading.text, unseen))
    starts = frozenset(start for start, _ in reading.headings)
    begins = [line.spans[0][0] for line in lines]
    around = [k for k, at in enumerate(begins) if any(a <= at < b for a, b in parts)]
    return label_document(series, lines, starts, around, knowledge)


def label_document(
    series: str,
    lines: Sequence[SourceLine],
    headings: frozenset[int],
    around: Collection[int],
    knowledge: CleaningKnowledge,
) -> Document:
    """Return the lines of a document; `around` are those that are set around its text."""
    texts = [fold(line.text) for line in lines]
    reasons, _, found = list_outside(lines, texts, headings, knowledge)
    labelled = [
        Labelled(k, frozenset(signs), k in around)
        for k, signs in found.items()
        if reasons.get(k) != PUBLICATION and "known" not in signs
    ]
    return Document(series, labelled, frozenset(reasons))


def read_copies(knowledge: CleaningKnowledge) -> Iterator[Document]:
    """Yield the copies of whole pages."""
    for name, copied in load_copied_pages().items():
        lines = list(split_lines("\n".join(line.text for line in copied)))
        around = [k for k, line in enumerate(copied) if line.around]
        yield label_document(name, lines, frozenset(), around, knowledge)


def read_documents(folder: Path, knowledge: CleaningKnowledge) -> Iterator[Document]:
    """Yield the documents of a folder and of all folders in it."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in FORMATS and path.is_file():
            reading = read_source(path.read_bytes(), path.suffix)
            yield read_document(f"{path.parent}{path.suffix}", reading, knowledge)


def read_sites(names: Iterable[str], knowledge: CleaningKnowledge) -> Iterator[Document]:
    """Yield pages of web_sites.py."""
    for name in names:
        reading = read_source(SITES[name].page.encode(), ".html")
        yield read_document(name, reading, knowledge)


def fit(documents: Sequence[Document]) -> dict[str, float]:
    """Return the weight of each sign; documents count alike, of a series no more than a few."""
    sizes = Counter(document.series for document in documents)
    signs, around, counts = [], [], []
    for document in documents:
        share = min(1.0, ALIKE / sizes[document.series]) / sqrt(len(document.lines) or 1)
        for line in document.lines:
            signs.append(dict.fromkeys(sorted(line.signs), 1))
            around.append(line.around)
            counts.append((AROUND_COUNTS if line.around else TEXT_COUNTS) * share)
    names = DictVectorizer()
    model = LogisticRegression(max_iter=3000)
    model.fit(names.fit_transform(signs), around, sample_weight=counts)
    weights = dict(zip(names.get_feature_names_out(), model.coef_[0], strict=True))
    return {"usual": float(model.intercept_[0]), **weights}


def main() -> None:
    """Read, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--shut", action="store_true")
    options = parser.parse_args()
    knowledge = load_knowledge()
    if options.shut:
        documents = list(read_sites(SHUT, knowledge))
    else:
        sites = read_sites((name for name in SITES if name not in SHUT), knowledge)
        documents = [*sites, *read_copies(knowledge), *read_documents(options.folder, knowledge)]
        for sign, weight in sorted(fit(documents).items(), key=lambda pair: pair[1]):
            print(f'"{sign}" = {weight:.1f}')
    for around in (False, True):
        lines = [(d, line) for d in documents for line in d.lines if line.around == around]
        gone = sum(line.line in d.left_out for d, line in lines)
        print(f"{'around' if around else 'text'}: {len(lines)} lines, {gone} left out")


if __name__ == "__main__":
    main()
