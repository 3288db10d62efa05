"""Policy hotspots of texts that two readers labelled: `python -m benchmarks.hotspots [what]`.

    measure     the model against plain baselines, cross-validated by document, by kind of text;
                then the documents that are kept shut
    fit         the same, and writes pipeline/taxonomy/general.npz and general.toml

hotspot_labels.tsv has 1,478 answers and paragraphs of documents beside the checkout (../shared),
drawn by kind, round-robin over documents, before any of them was classified. Of 1,000 two readers
who saw neither each other's labels nor the model's gave each a first and, where it has two matters,
a second category (hotspot_guide.md); of 478 one reader, who did not see the model's either. A
text's truth are all that they gave. The documents of part `shut` are used for no choice by this
script; the model that ships learns from all. hotspot_borders.tsv has sentences written for the
borders of the guide, which nothing is ever learned from.
"""

import argparse
import csv
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC
from threadpoolctl import threadpool_limits

from benchmarks.classify import LANGUAGE, read_transcripts
from pipeline.taxonomy import NONE, Taxonomy, load_taxonomy
from pipeline.taxonomy.documents import read_documents, read_text
from pipeline.taxonomy.features import Document
from pipeline.taxonomy.model import (
    GENERAL,
    GIVEN,
    LIKELY,
    Classifier,
    Weights,
    dump_weights,
    load_weights,
    make_reader,
    soften,
)
from pipeline.train.calibration import find_calibration_error
from pipeline.train.examples import Example, describe
from pipeline.train.figures import FIGURES, Outcome, sum_up, write_figures
from pipeline.train.fitting import Judgement, begin, find_temperature
from pipeline.train.learning import fit

ROOT = Path(__file__).parents[1]
TEXTS = ROOT.parent / "shared" / "data"
LABELS = Path(__file__).with_name("hotspot_labels.tsv")
BORDERS = Path(__file__).with_name("hotspot_borders.tsv")
FOLDS = 5
ANCHOR = 24
"""Characters, without white space, by whose digest a label finds its text: the numbers of turns and
the first characters change as reading is improved."""
FEWEST = 2
"""Documents that have a word of the model."""
SECOND = 0.3
"""Weight of a second category in what is learned."""
Matrix = NDArray[np.float64]
Chosen = NDArray[np.int64]
"""Numbers of texts."""


class Text(NamedTuple):
    """A labelled text: what it is read as, and what each of its readers said of it."""

    document: Document
    transcript: str
    kind: str
    part: str
    said: tuple[tuple[str, str], ...]

    def truth(self) -> set[str]:
        """Return all categories that the readers gave."""
        return {name for reader in self.said for name in reader if name}


class Data(NamedTuple):
    """Labelled texts, their rows and targets; the taxonomy's texts with theirs."""

    texts: list[Text]
    rows: csr_matrix
    targets: Matrix
    taxonomy_rows: csr_matrix
    taxonomy_targets: Matrix
    start: Weights


# reading -----------------------------------------------------------------------------------


def read_texts() -> tuple[list[Text], list[Document]]:
    """Return the labelled texts, and every text of the same documents."""
    paths = sorted(path for path in TEXTS.rglob("*") if path.is_file() and path.name != "README.md")
    labelled: dict[str, list[dict[str, str]]] = {}
    for row in read_rows(LABELS):
        labelled.setdefault(row["transcript"], []).append(row)
    texts: list[Text] = []
    every: list[Document] = []
    for transcript, segmentation in read_transcripts(paths):
        found = read_documents(transcript, segmentation, LANGUAGE.tokenizer, LANGUAGE.stop)
        spans = {turn.id: (turn.start, turn.end) for turn in segmentation.turns}
        places = [(spans[turn], document) for turn, document in found.answers.items()] + [
            ((sentences[0].start, sentences[-1].end), document)
            for sentences, document in found.paragraphs
        ]
        every += [document for _, document in places]
        rows = labelled.pop(transcript.transcript, [])
        anchors = {
            anchor: document
            for (start, end), document in reversed(places)
            for anchor in list_anchors(transcript.text[start:end])
        }
        for row in rows:
            if row["anchor"] in anchors:
                readers = ((row[name], row[f"{name}_second"]) for name in "ab")
                said = tuple(reader for reader in readers if reader[0])
                document = anchors[row["anchor"]]
                texts.append(Text(document, row["transcript"], row["kind"], row["part"], said))
    return texts, every


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def list_anchors(text: str) -> Iterator[str]:
    """Yield the digests of all runs of ANCHOR characters; of a shorter text that of all."""
    squeezed = "".join(text.split())
    for start in range(max(1, len(squeezed) - ANCHOR + 1)):
        yield f"{zlib.crc32(squeezed[start : start + ANCHOR].encode()):08x}"


def prepare(taxonomy: Taxonomy) -> Data:
    """Return the labelled texts as the model sees them."""
    texts, every = read_texts()
    described = list(describe(taxonomy, LANGUAGE.tokenizer, LANGUAGE.stop))
    words, rarities = weigh_words([*every, *(example.document for example in described)])
    start = begin(taxonomy, words, rarities)
    reader = make_reader(start, taxonomy)
    return Data(
        texts,
        reader.read([text.document for text in texts]),
        np.array([make_target(text, start.categories) for text in texts]),
        reader.read([example.document for example in described]),
        np.eye(len(start.categories))[[start.categories.index(e.category) for e in described]],
        start,
    )


def weigh_words(documents: Sequence[Document]) -> tuple[list[str], Matrix]:
    """Return the words of the texts with their inverse document frequencies."""
    counts: dict[str, int] = {}
    for document in documents:
        for word in set(document.body.words):
            counts[word] = counts.get(word, 0) + 1
    words = sorted(word for word, count in counts.items() if count >= FEWEST)
    times = np.array([counts[word] for word in words])
    return words, np.log((1 + len(documents)) / (1 + times)) + 1


def make_target(text: Text, categories: Sequence[str]) -> Matrix:
    """Return what a text is of: each reader's share, less of it for a second category."""
    target, share = np.zeros(len(categories)), 1 / len(text.said)
    for first, second in text.said:
        target[categories.index(first)] += share * (1 - SECOND if second else 1)
        if second:
            target[categories.index(second)] += share * SECOND
    return target


# methods: rows and targets to learn from, rows to judge → decisions ---------------------------

Method = Callable[[csr_matrix, Matrix, csr_matrix], Matrix]


def use_ridge(rows: csr_matrix, targets: Matrix, asked: csr_matrix) -> Matrix:
    """Return the decisions of the model that ships."""
    found = fit_ridge(rows, targets)
    return np.asarray(asked @ found[0].T + found[1])


def fit_ridge(rows: csr_matrix, targets: Matrix) -> tuple[Matrix, Matrix]:
    """Return coefficients and intercept."""
    mean = targets.mean(axis=0)
    found = fit(rows, targets, np.tile(mean, (len(targets), 1)), [""] * len(targets))
    return found.coefficients, found.intercept + mean


def use_bayes(rows: csr_matrix, targets: Matrix, asked: csr_matrix) -> Matrix:
    """Return the decisions of complement naive Bayes."""
    model = ComplementNB().fit(rows, targets.argmax(axis=1))
    return spread(model.predict_log_proba(asked), model.classes_, targets.shape[1])


def use_svm(rows: csr_matrix, targets: Matrix, asked: csr_matrix) -> Matrix:
    """Return the decisions of a linear support vector machine."""
    model = LinearSVC(C=0.7, random_state=0).fit(rows, targets.argmax(axis=1))
    return spread(model.decision_function(asked), model.classes_, targets.shape[1])


def spread(decisions: Matrix, classes: NDArray[np.int64], width: int) -> Matrix:
    """Return decisions with a column for each category, those that were not learned last."""
    found = np.full((len(decisions), width), decisions.min() - 1)
    found[:, classes] = decisions
    return found


def use_nearest(rows: csr_matrix, targets: Matrix, asked: csr_matrix) -> Matrix:
    """Return the cosines with the sum of each category's texts."""
    sums = csr_matrix(targets.T) @ rows
    lengths = np.sqrt(np.asarray(sums.multiply(sums).sum(axis=1))).ravel()
    return np.asarray((asked @ sums.T).toarray() / np.maximum(lengths, 1e-9))


METHODS: dict[str, Method] = {
    "model": use_ridge,
    "LinearSVC": use_svm,
    "ComplementNB": use_bayes,
    "nearest description": use_nearest,
}


def cross_validate(data: Data, chosen: Chosen, method: Method) -> Matrix:
    """Return the decisions for the chosen texts, documents left out whole."""
    names = sorted({data.texts[i].transcript for i in chosen})
    fold_of = np.array([names.index(data.texts[i].transcript) % FOLDS for i in chosen])
    decisions = np.zeros((len(chosen), data.targets.shape[1]))
    for fold in range(FOLDS):
        learned, held = chosen[fold_of != fold], np.flatnonzero(fold_of == fold)
        decisions[held] = ask(data, learned, data.rows[chosen[held]], method)
    return decisions


def ask(data: Data, learned: Chosen, asked: csr_matrix, method: Method) -> Matrix:
    """Return the decisions of a method that learned from some texts and the taxonomy's."""
    rows = vstack([data.rows[learned], data.taxonomy_rows]).tocsr()
    targets = np.vstack([data.targets[learned], data.taxonomy_targets])
    with threadpool_limits(1):
        return method(rows, targets, asked)


# figures -----------------------------------------------------------------------------------


def judge(data: Data, chosen: Chosen, decisions: Matrix) -> Judgement:
    """Return decisions with their truth; of several categories the one that was decided for."""
    names = data.start.categories
    examples = []
    for number, row in zip(chosen, decisions, strict=True):
        text = data.texts[number]
        best = names[int(row.argmax())]
        category = best if best in text.truth() else text.said[0][0]
        examples.append(Example(text.document, category, text.transcript))
    return Judgement(examples, decisions, names)


def find_second(data: Data, chosen: Chosen, decisions: Matrix) -> tuple[float, float]:
    """Return slope and intercept of the probability that the second best is of the text too."""
    from sklearn.linear_model import LogisticRegression

    second, right = rank_second(data, chosen, decisions)
    model = LogisticRegression(C=1e3).fit(second[:, None], right)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def rank_second(data: Data, chosen: Chosen, decisions: Matrix) -> tuple[Matrix, NDArray[np.bool_]]:
    """Return the second best decision of each text, and whether a reader gave that category."""
    order = np.argsort(-decisions, axis=1)[:, 1]
    names = data.start.categories
    right = [names[n] in data.texts[i].truth() for i, n in zip(chosen, order, strict=True)]
    return np.take_along_axis(decisions, order[:, None], 1)[:, 0], np.array(right)


def show(name: str, data: Data, chosen: Chosen, decisions: Matrix, temperature: float) -> None:
    """Print the figures of a method, all texts first and then each kind."""
    kinds = sorted({data.texts[i].kind for i in chosen})
    for kind in ("all", *kinds):
        own = [n for n, i in enumerate(chosen) if kind in ("all", data.texts[i].kind)]
        sure, right, given = measure(data, chosen[own], decisions[own], temperature)
        precise = f"{right[given].mean():.3f}" if given.any() else "–"
        print(
            f"{name:20} {kind:11} {len(own):4} texts  right {right.mean():.3f}  given "
            f"{given.mean():.3f}  of these right {precise}  calibration error "
            f"{find_calibration_error(sure, right):.3f}"
        )


def measure(
    data: Data, chosen: Chosen, decisions: Matrix, temperature: float
) -> tuple[Matrix, NDArray[np.bool_], NDArray[np.bool_]]:
    """Return confidence, whether it is right, and whether a category is given, of each text."""
    names = data.start.categories
    shares = soften(decisions, temperature)
    best = shares.argmax(axis=1)
    right = np.array([names[b] in data.texts[i].truth() for i, b in zip(chosen, best, strict=True)])
    sure = shares.max(axis=1)
    return sure, right, (sure >= GIVEN) & (best != names.index(NONE))


def show_fields(
    taxonomy: Taxonomy, data: Data, chosen: Chosen, decisions: Matrix, temperature: float
) -> None:
    """Print how often the field is right, where a category is given and where none is."""
    fields, names = taxonomy.fields(), data.start.categories
    kinds = sorted(set(fields.values()))
    member = np.array([[fields.get(name) == kind for kind in kinds] for name in names])
    shares = soften(decisions, temperature)
    sums = shares @ member
    _, _, given = measure(data, chosen, decisions, temperature)
    right = np.array(
        [
            kinds[b] in {fields.get(name) for name in data.texts[i].truth()}
            for i, b in zip(chosen, sums.argmax(axis=1), strict=True)
        ]
    )
    said = (sums.max(axis=1) >= LIKELY) & ~given
    print(
        f"field alone, where no category is given: {said.mean():.3f} of all texts, "
        f"right {right[said].mean():.3f}; field or category {(said | given).mean():.3f}"
    )


def show_second(
    data: Data, chosen: Chosen, decisions: Matrix, learned: tuple[float, float]
) -> None:
    """Print how often a second category is given, and is one that a reader gave."""
    slope, intercept = learned
    decision, right = rank_second(data, chosen, decisions)
    shares = 1 / (1 + np.exp(-(slope * decision + intercept)))
    given = shares >= LIKELY
    two = np.array([len(data.texts[i].truth()) > 1 for i in chosen])
    print(
        f"second category: {two.mean():.3f} of {len(chosen)} texts have one; "
        f"given {given.mean():.3f}, of these right {right[given].mean():.3f}; calibration error "
        f"{find_calibration_error(shares, right):.3f}"
    )


def show_thresholds(data: Data, chosen: Chosen, decisions: Matrix, temperature: float) -> None:
    """Print what would be given, and be right, from other probabilities on."""
    sure, right, _ = measure(data, chosen, decisions, temperature)
    has = decisions.argmax(axis=1) != data.start.categories.index(NONE)
    for least in (0.5, 0.55, 0.6, 0.65, 0.7, 0.75):
        given = has & (sure >= least)
        precise = right[given].mean()
        print(f"  from {least:.2f}: given {given.mean():.3f}, of these right {precise:.3f}")


def show_borders(taxonomy: Taxonomy) -> None:
    """Print what the model that ships says of the sentences written for the guide's borders."""
    rows = read_rows(BORDERS)
    documents = [Document(read_text(row["text"], *LANGUAGE)) for row in rows]
    said = Classifier(load_weights(GENERAL), taxonomy).classify(documents)
    wrong = [
        (row, one) for row, one in zip(rows, said, strict=True) if one.category != row["category"]
    ]
    print(f"borders: {len(rows) - len(wrong)} of {len(rows)} sentences as the guide says")
    for row, one in wrong:
        print(f"  {row['category']}, but {one.category} {one.scores[:1]}: {row['text']}")


def main() -> None:
    """Measure, and fit if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("measure", "fit"), nargs="?", default="measure")
    options = parser.parse_args()
    taxonomy = load_taxonomy()
    data = prepare(taxonomy)
    every = np.arange(len(data.texts))
    is_open = np.array([text.part == "open" for text in data.texts])
    readers = np.array([len(text.said) for text in data.texts])
    twice = [text.said for text in data.texts if len(text.said) > 1]
    agree = np.mean([bool({a[0]} & set(b) or {b[0]} & set(a)) for a, b in twice])
    print(
        f"{len(every)} labelled texts were found, {len(twice)} of them by two readers, "
        f"who agree on {agree:.3f}"
    )
    measure_methods(
        taxonomy, data, every[is_open], {n: every[~is_open & (readers == n)] for n in (2, 1)}
    )
    if options.what == "fit":
        write_general(taxonomy, data, every)
    show_borders(taxonomy)


def measure_methods(
    taxonomy: Taxonomy, data: Data, opened: Chosen, shut: dict[int, Chosen]
) -> None:
    """Print the figures of each method: cross-validated, then of shut texts by their readers."""
    for name, method in METHODS.items():
        start = perf_counter()
        decisions = cross_validate(data, opened, method)
        temperature = find_temperature(judge(data, opened, decisions))
        show(name, data, opened, decisions, temperature)
        print(f"  {perf_counter() - start:.1f} s")
        for readers, chosen in shut.items():
            title = f"shut, {readers} reader{'s' * (readers > 1)}: {name}"
            show(title, data, chosen, ask(data, opened, data.rows[chosen], method), temperature)
        if name == "model":
            both = np.concatenate(list(shut.values()))
            asked = ask(data, opened, data.rows[both], method)
            show("shut: model", data, both, asked, temperature)
            show_thresholds(data, opened, decisions, temperature)
            show_fields(taxonomy, data, opened, decisions, temperature)
            learned = find_second(data, opened, decisions)
            show_second(data, opened, decisions, learned)
            show_second(data, both, asked, learned)


def write_general(taxonomy: Taxonomy, data: Data, every: Chosen) -> None:
    """Fit the model that ships on all texts, with figures from a cross-validation over all."""
    decisions = cross_validate(data, every, use_ridge)
    judgement = judge(data, every, decisions)
    temperature = find_temperature(judgement)
    rows = vstack([data.rows, data.taxonomy_rows]).tocsr()
    coefficients, intercept = fit_ridge(rows, np.vstack([data.targets, data.taxonomy_targets]))
    weights = data.start._replace(
        coefficients=coefficients,
        intercept=intercept,
        temperature=temperature,
        second=find_second(data, every, decisions),
    )
    GENERAL.write_bytes(dump_weights(weights))
    sure, _, given = measure(data, every, decisions, temperature)
    outcome = Outcome(
        documents=[text.transcript for text in data.texts],
        kinds=[text.kind for text in data.texts],
        truth=[example.category for example in judgement.examples],
        best=[data.start.categories[i] for i in decisions.argmax(axis=1)],
        sure=sure,
        given=given,
    )
    FIGURES.write_text(write_figures(sum_up(outcome, data.start.categories)), encoding="utf-8")
    show("general, all texts", data, every, decisions, temperature)
    show_fields(taxonomy, data, every, decisions, temperature)
    print(f"{GENERAL.name}: {GENERAL.stat().st_size} bytes, {len(weights.words)} words")


if __name__ == "__main__":
    main()
