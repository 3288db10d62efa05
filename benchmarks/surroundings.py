"""Fits what outside.toml says, and counts what is left out by it.

Of web pages (those of tests/web_sites.py that rules are made on, and of FOLDER) all lines are
taken, with what is left out of them by their elements as what is set around the text; of other
documents of FOLDER the lines, which are text as far as they are no furniture anywhere. Of the
copies of pages of tests/copied_pages each line says by itself which it is.

    python -m benchmarks.surroundings [FOLDER] [--shut] [--write]

Counts of both kinds of lines how many are left out; --shut in the pages of web_sites.py that no
rule is made on. --write fits the weights of the signs, of the pairs of characters that tell most
(by L1), and of what speaks for a line being the title, and writes them into outside.toml.
"""

import argparse
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from math import sqrt
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp, softmax
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.corpus import ROOT
from benchmarks.fitted import list_weights, pack_weights, write_fitted
from pipeline.clean.formats.readers import FORMATS, read_source
from pipeline.clean.formats.reading import Reading
from pipeline.clean.lines.normalise import SourceLine, split_lines
from pipeline.clean.lines.outside import (
    PUBLICATION,
    OutsideWeights,
    find_outside,
    list_title_signs,
)
from pipeline.clean.lines.surroundings import NO_PAGE
from pipeline.clean.stage import CleaningKnowledge, load_knowledge, look_at
from pipeline.glossary.lexicon import load_glossary
from pipeline.knowledge import load_toml
from tests.copied_pages import EITHER, TITLE, CopiedPage, load_copied_pages
from tests.styles import load_styles
from tests.web_sites import SHUT, SITES

WEIGHTS = OutsideWeights.find_path()
DECIMALS = 1
HIDDEN = ("hidden", "markup")
"""Why a part of a file is left out that no reader of it sees."""
AROUND_COUNTS, TEXT_COUNTS = 8.0, 18.0
"""How much a line counts: one of a text that is lost is worth two left around it."""
ALIKE = 12
"""Of documents whose names begin alike so many count as one: series of one form."""
STYLES = 4
"""Series that the transcripts of tests/styles make."""
FEWEST_PAGES = 4
"""Documents that have a pair of characters that is weighed."""
CHOICE, FIT = 3.0, 1.0
"""How freely pairs are chosen, and how freely what is chosen is weighed (inverse of lambda)."""
TITLE_PENALTY = 0.05
LEAST = 0.05
"""Weights that are smaller are left out."""
INVENTED = re.compile("海[滨濱浪港]|青川|南浦|云岭|清河|长溪|西岭|花溪|东江|濱海|小[禾满滿]")
"""Names that many copies have; each page has names of its own instead, so that none tells."""


class Labelled(NamedTuple):
    """The signs of a line, and whether it is set around the text."""

    line: int
    signs: frozenset[str]
    around: bool


class Document(NamedTuple):
    """The lines of a document near its ends that are not furniture anywhere."""

    series: str
    lines: list[Labelled]
    left_out: dict[int, str]


Titled = tuple[dict[range, dict[str, float]], range]
"""What speaks for lines of a page being its title, and which are."""


def read_document(series: str, reading: Reading, knowledge: CleaningKnowledge) -> Document:
    """Return the lines of a document with what its elements say of them.

    They say nothing of those that tell when it was published.
    """
    unseen = [(part.start, part.end) for part in reading.left_out if part.reason in HIDDEN]
    parts = [(part.start, part.end) for part in reading.left_out if part.reason not in HIDDEN]
    lines = list(split_lines(reading.text, unseen))
    starts = frozenset(start for start, _ in reading.headings)
    begins = [line.spans[0][0] for line in lines]
    around = [k for k, at in enumerate(begins) if any(a <= at < b for a, b in parts)]
    read = label_document(series, lines, starts, around, knowledge)
    told = [line for line in read.lines if read.left_out.get(line.line) != PUBLICATION]
    return read._replace(lines=told)


def label_document(
    series: str,
    lines: Sequence[SourceLine],
    headings: frozenset[int],
    around: Collection[int],
    knowledge: CleaningKnowledge,
) -> Document:
    """Return the lines of a document; `around` are those that are set around its text."""
    page = look_at(lines, headings, (), knowledge)
    reasons, _ = find_outside(page, knowledge.outside)
    labelled = [
        Labelled(k, frozenset(signs), k in around)
        for k, signs in page.signs.items()
        if "known" not in signs
    ]
    return Document(series, labelled, reasons if len(reasons) < len(lines) else {})


def rename(name: str, page: CopiedPage) -> list[SourceLine]:
    """Return the lines of a copy with names of its own in place of those that many have."""
    places = sorted(word for word in load_glossary().territories if len(word) == 2)

    def choose(found: re.Match[str]) -> str:
        digest = sha256(f"{name} {found[0]}".encode()).digest()
        return places[int.from_bytes(digest[:4], "big") % len(places)]

    return list(split_lines("\n".join(INVENTED.sub(choose, line.text) for line in page.lines)))


def read_copies(knowledge: CleaningKnowledge) -> Iterator[Document]:
    """Yield the copies of whole pages, without the lines that may stay or go."""
    for name, page in load_copied_pages().items():
        around = [k for k, line in enumerate(page.lines) if line.around]
        read = label_document(name, rename(name, page), frozenset(), around, knowledge)
        told = [line for line in read.lines if page.lines[line.line].mark != EITHER]
        yield read._replace(lines=told)


def read_titles(knowledge: CleaningKnowledge) -> Iterator[Titled]:
    """Yield what speaks for lines of copies being their titles, and which are."""
    for page in (*load_copied_pages().values(), *load_copied_pages("headings_learned").values()):
        found = list_title_signs(
            look_at(list(split_lines(page.text)), (), (), knowledge), knowledge.outside
        )
        titles = [k for k, line in enumerate(page.lines) if line.mark == TITLE]
        own = range(titles[0], titles[-1] + 1) if titles else range(0)
        if own in found and len(found) > 1:
            yield found, own


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


def read_all(folder: Path, knowledge: CleaningKnowledge) -> Iterator[Document]:
    """Yield all that weights are fitted to."""
    yield from read_sites((name for name in SITES if name not in SHUT), knowledge)
    yield from read_copies(knowledge)
    yield from read_styles(knowledge)
    yield from read_documents(folder, knowledge)


def read_styles(knowledge: CleaningKnowledge) -> Iterator[Document]:
    """Yield the transcripts of tests/styles that are no pages: all of them is told to be text."""
    for number, style in enumerate(load_styles("read")):
        lines = list(split_lines(style.text))
        read = label_document(f"style {number % STYLES}", lines, frozenset(), (), knowledge)
        if all(NO_PAGE in line.signs for line in read.lines):
            yield read


def is_pair(sign: str) -> bool:
    """Return whether a sign is a pair of characters."""
    return len(sign) == 2


def fit(documents: Sequence[Document]) -> dict[str, float]:
    """Return the weight of each sign, and of the pairs of characters that tell most.

    Documents count alike, of a series no more than a few.
    """
    sizes = Counter(document.series for document in documents)
    seen = Counter(
        sign for d in documents for sign in frozenset().union(*(line.signs for line in d.lines))
    )
    for sign in filter(INVENTED.match, list(seen)):
        del seen[sign]
    signs, around, counts = [], [], []
    for document in documents:
        share = min(1.0, ALIKE / sizes[document.series]) / sqrt(len(document.lines) or 1)
        for line in document.lines:
            signs.append({s for s in line.signs if not is_pair(s) or seen[s] >= FEWEST_PAGES})
            around.append(line.around)
            counts.append((AROUND_COUNTS if line.around else TEXT_COUNTS) * share)
    sparse = LogisticRegression(C=CHOICE, l1_ratio=1, solver="liblinear", random_state=0)
    chosen = regress(sparse, signs, around, counts)
    told = [{s for s in own if not is_pair(s) or s in chosen} for own in signs]
    return regress(LogisticRegression(C=FIT, max_iter=3000), told, around, counts)


def regress(
    model: LogisticRegression,
    signs: Sequence[Collection[str]],
    around: Sequence[bool],
    counts: Sequence[float],
) -> dict[str, float]:
    """Return the weights that a model gives the signs, without those of next to none."""
    names = DictVectorizer()
    table = names.fit_transform([dict.fromkeys(sorted(own), 1) for own in signs])
    table.indices, table.indptr = table.indices.astype(np.int32), table.indptr.astype(np.int32)
    model.fit(table, around, sample_weight=counts)
    weights = dict(zip(names.get_feature_names_out(), map(float, model.coef_[0]), strict=True))
    kept = {sign: weight for sign, weight in weights.items() if abs(weight) >= LEAST}
    return {"usual": float(model.intercept_[0]), **kept}


def fit_titles(pages: Iterable[Titled]) -> dict[str, float]:
    """Return what speaks for lines being the title among those of their page, in nats."""
    asked = list(pages)
    names = DictVectorizer(sparse=False)
    names.fit([own for found, _ in asked for own in found.values()])
    tables = [
        (names.transform(list(found.values())), list(found).index(own)) for found, own in asked
    ]

    def lose(weights: np.ndarray) -> tuple[float, np.ndarray]:
        missed, slope = TITLE_PENALTY * weights @ weights, 2 * TITLE_PENALTY * weights
        for table, right in tables:
            scores = table @ weights
            missed += logsumexp(scores) - scores[right]
            slope += softmax(scores) @ table - table[right]
        return float(missed), slope

    fitted = minimize(lose, np.zeros(len(names.feature_names_)), jac=True, method="L-BFGS-B").x
    return dict(zip(names.feature_names_, map(float, fitted), strict=True))


def write(weights: Mapping[str, float], titles: Mapping[str, float]) -> None:
    """Write what is fitted below what is set by hand."""
    tables = {"title": list_weights(titles, DECIMALS), "sign": pack_weights(weights)}
    write_fitted(WEIGHTS, tables)


def main() -> None:
    """Read, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--shut", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    knowledge = load_knowledge()
    if options.write:
        weights = fit(list(read_all(options.folder, knowledge)))
        write(weights, knowledge.outside.title)
        knowledge = knowledge._replace(outside=load_toml(WEIGHTS, OutsideWeights))
        write(weights, fit_titles(read_titles(knowledge)))
        knowledge = knowledge._replace(outside=load_toml(WEIGHTS, OutsideWeights))
    documents = (
        list(read_sites(SHUT, knowledge))
        if options.shut
        else list(read_all(options.folder, knowledge))
    )
    for around in (False, True):
        lines = [(d, line) for d in documents for line in d.lines if line.around == around]
        gone = sum(line.line in d.left_out for d, line in lines)
        print(f"{'around' if around else 'text'}: {len(lines)} lines, {gone} left out")


if __name__ == "__main__":
    main()
