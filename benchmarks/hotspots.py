"""Policy hotspots of texts that readers labelled: `python -m benchmarks.hotspots [what]`.

    measure     the model against plain baselines, cross-validated by document, by kind of text;
                then the documents that are kept shut
    fit         the same, and writes pipeline/taxonomy/general.npz and general.json

benchmarks/hotspot_data.py says what the texts are. Texts of part `shut` are used for no choice by
this script, nor are their words before they are judged; the model that ships learns from all.
benchmarks/hotspot_kept.py has texts that nothing is ever learned from.
"""

import argparse
from collections.abc import Callable
from time import perf_counter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve
from scipy.sparse import csr_matrix, vstack
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC
from threadpoolctl import threadpool_limits

from benchmarks.hotspot_data import (
    START,
    Chosen,
    Data,
    Matrix,
    Said,
    Text,
    pick,
    prepare,
    read_labelled,
    surround,
)
from benchmarks.hotspot_kept import show_borders, show_kept
from benchmarks.hotspot_seconds import count_together, fit_second, show_second
from pipeline.taxonomy import Taxonomy, load_taxonomy
from pipeline.taxonomy.model import (
    FIELD_GIVEN,
    GENERAL,
    dump_weights,
    find_given,
)
from pipeline.taxonomy.probabilities import HotspotCalibration, find_probabilities
from pipeline.train.examples import Example
from pipeline.train.figures import FIGURES, Predictions, find_calibration_error, sum_up_predictions
from pipeline.train.fitting import Judgement, find_calibration
from pipeline.train.learning import PENALTY

FOLDS = 5
UNREAD = 0.5
"""Weight of the taxonomy's texts, which no reader labelled, beside one that a reader did. 0.3 did
alike on the open texts."""
ROUNDS = 3
"""Of fitting how much neighbours count, each with what the last says of them."""


# methods: what is learned from, rows to judge → decisions -------------------------------------


class Learned(NamedTuple):
    """Rows and targets to learn from, those that readers labelled first, and how many these are.

    `vectors` are those of the words; some methods use them.
    """

    rows: csr_matrix
    targets: Matrix
    labelled: int
    vectors: Matrix


Method = Callable[[Learned, csr_matrix], Matrix]


def use_ridge(learned: Learned, asked: csr_matrix) -> Matrix:
    """Return the decisions of the model that ships."""
    coefficients, intercept = fit_ridge(learned)
    return np.asarray(asked @ coefficients.T + intercept)


def fit_ridge(learned: Learned) -> tuple[Matrix, Matrix]:
    """Return the coefficients and the intercept of a ridge regression in its dual form.

    The sum of the vectors of a text's words stands beside its row in the fit; as it is linear in
    the row, what is learned of it comes to the words' own coefficients: a word that no labelled
    text has gets those of words of the same texts. To learn from passages without labels as well,
    where what is said of them is sure, did no better, and took four times as long.
    """
    rows, targets = learned.rows, learned.targets
    words = len(learned.vectors)
    sums = rows[:, :words] @ learned.vectors
    mean = targets.mean(axis=0)
    kernel = np.asarray((rows @ rows.T).toarray() + sums @ sums.T + 1.0, np.float32)
    weights = np.where(np.arange(len(targets)) < learned.labelled, 1.0, UNREAD)
    kernel[np.diag_indices_from(kernel)] += PENALTY / weights
    wanted = np.asarray(targets - mean, np.float32)
    dual = solve(kernel, wanted, assume_a="pos", overwrite_a=True)
    coefficients = np.asarray(rows.T @ dual).T.copy()
    coefficients[:, :words] += (dual.T @ sums) @ learned.vectors.T
    return coefficients, dual.sum(axis=0) + mean


def use_bayes(learned: Learned, asked: csr_matrix) -> Matrix:
    """Return the decisions of complement naive Bayes."""
    model = ComplementNB().fit(learned.rows, learned.targets.argmax(axis=1))
    return spread(model.predict_log_proba(asked), model.classes_, learned.targets.shape[1])


def use_svm(learned: Learned, asked: csr_matrix) -> Matrix:
    """Return the decisions of a linear support vector machine."""
    model = LinearSVC(C=0.7, random_state=0).fit(learned.rows, learned.targets.argmax(axis=1))
    return spread(model.decision_function(asked), model.classes_, learned.targets.shape[1])


def spread(decisions: Matrix, classes: NDArray[np.int64], width: int) -> Matrix:
    """Return decisions with a column for each category, those that were not learned last."""
    found = np.full((len(decisions), width), decisions.min() - 1)
    found[:, classes] = decisions
    return found


def use_nearest(learned: Learned, asked: csr_matrix) -> Matrix:
    """Return the cosines with the sum of each category's texts."""
    sums = csr_matrix(learned.targets.T) @ learned.rows
    lengths = np.sqrt(np.asarray(sums.multiply(sums).sum(axis=1))).ravel()
    return np.asarray((asked @ sums.T).toarray() / np.maximum(lengths, 1e-9))


METHODS: dict[str, Method] = {
    "model": use_ridge,
    "LinearSVC": use_svm,
    "ComplementNB": use_bayes,
    "nearest description": use_nearest,
}


def decide(data: Data, chosen: Chosen, method: Method) -> Matrix:
    """Return the decisions for all rows by a method that learned from the chosen texts.

    The documents of these are left out whole, a fifth of them at a time.
    """
    texts = data.passages.texts
    names = sorted({texts[i].transcript for i in chosen})
    fold_of = np.array([names.index(texts[i].transcript) % FOLDS for i in chosen])
    decisions = ask(data, chosen, data.rows, method)
    for fold in range(FOLDS):
        spans = [data.passages.spans[name] for name in names[fold::FOLDS]]
        whole = np.concatenate([np.arange(*span) for span in spans])
        own = np.flatnonzero(np.isin(data.places, whole))
        held = np.concatenate(
            [whole, *(len(data.passages.documents) + 2 * own + n for n in (0, 1))]
        )
        decisions[held] = ask(data, chosen[fold_of != fold], data.rows[held], method)
    return decisions


def ask(data: Data, chosen: Chosen, asked: csr_matrix, method: Method) -> Matrix:
    """Return the decisions of a method that learned from some texts and the taxonomy's."""
    with threadpool_limits(1):
        return method(gather(data, chosen), asked)


def gather(data: Data, chosen: Chosen) -> Learned:
    """Return what is learned from: some texts, and the taxonomy's."""
    return Learned(
        vstack([data.rows[data.places[chosen]], data.taxonomy_rows]).tocsr(),
        np.vstack([data.targets[chosen], data.taxonomy_targets]),
        len(chosen),
        data.vectors,
    )


# figures -----------------------------------------------------------------------------------


def judge(data: Data, chosen: Chosen, decisions: Matrix) -> Judgement:
    """Return decisions with their truth; of several categories the one that was decided for."""
    names = data.start.categories
    rows = decisions[data.places[chosen]]
    examples = []
    for number, row in zip(chosen, rows, strict=True):
        text = data.passages.texts[number]
        best = names[int(row.argmax())]
        category = best if best in text.truth() else text.said[0][0]
        examples.append(Example(data.passages.documents[text.passage], category, text.transcript))
    return Judgement(examples, rows, names)


def fit_calibration(data: Data, chosen: Chosen, decisions: Matrix) -> HotspotCalibration:
    """Return the calibration of some texts by decisions that have not seen them."""
    decisions = decisions[: len(data.passages.documents)]
    judgement = judge(data, chosen, decisions)
    found = find_calibration(judgement, None, START)
    for _ in range(ROUNDS):
        around = surround(data, decisions, found)
        found = find_calibration(judgement, around[data.places[chosen]], found)
    return found


def say(data: Data, chosen: Chosen, decisions: Matrix, calibration: HotspotCalibration) -> Said:
    """Return what a calibration makes of the decisions for some texts."""
    whole, parts = np.split(decisions, [len(data.passages.documents)])
    places = data.places[chosen]
    shares = find_probabilities(whole, calibration, surround(data, whole, calibration))
    told = find_probabilities(parts, calibration, None)
    halves = [told[2 * n : 2 * n + 2] for n in chosen]
    return Said(chosen, shares[places], whole[places], halves)


def is_truth(data: Data, said: Said, categories: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return whether a reader gave each text the category of this number."""
    names = data.start.categories
    return np.array(
        [
            names[category] in data.passages.texts[i].truth()
            for i, category in zip(said.chosen, categories, strict=True)
        ],
        bool,
    )


def show(name: str, data: Data, said: Said) -> None:
    """Print the figures of a method, all texts first and then each kind."""
    found = [data.passages.texts[i].kind for i in said.chosen]
    for kind in ("all", *sorted(set(found))):
        own = pick(said, [n for n, one in enumerate(found) if kind in ("all", one)])
        sure, right, given = measure(data, own)
        precise = f"{right[given].mean():.3f}" if given.any() else "–"
        print(
            f"{name:20} {kind:12} {len(right):4} texts  likeliest right {right.mean():.3f}  given "
            f"{given.mean():.3f}  of these right {precise}  given and right "
            f"{(given & right).mean():.3f}  calibration error "
            f"{find_calibration_error(sure, right):.3f}"
        )


def measure(data: Data, said: Said) -> tuple[Matrix, NDArray[np.bool_], NDArray[np.bool_]]:
    """Return confidence, whether it is right, and whether a category is given, of each text."""
    best, sure = said.shares.argmax(axis=1), said.shares.max(axis=1)
    return sure, is_truth(data, said, best), find_given(said.shares, data.start.categories)


def show_fields(taxonomy: Taxonomy, data: Data, said: Said) -> None:
    """Print how often the field is right, where a category is given and where none is."""
    fields, names = taxonomy.fields(), data.start.categories
    kinds = sorted(set(fields.values()))
    sums = said.shares @ np.array([[fields.get(name) == kind for kind in kinds] for name in names])
    _, _, given = measure(data, said)
    right = np.array(
        [
            kinds[b] in {fields.get(name) for name in data.passages.texts[i].truth()}
            for i, b in zip(said.chosen, sums.argmax(axis=1), strict=True)
        ]
    )
    alone = (sums.max(axis=1) >= FIELD_GIVEN) & ~given
    print(
        f"field alone, where no category is given: {alone.mean():.3f} of all texts, "
        f"right {right[alone].mean():.3f}; field or category {(alone | given).mean():.3f}"
    )


def show_readers(data: Data) -> None:
    """Print how far two readers agree."""
    twice = [text.said for text in data.passages.texts if len(text.said) > 1]
    agree = np.mean([bool({a[0]} & set(b) or {b[0]} & set(a)) for a, b in twice])
    pairs = [(a, b) for one, two in twice for a, b in ((one, two), (two, one))]
    seconds = np.mean([a[1] in b for a, b in pairs if a[1]])
    print(
        f"{len(data.passages.texts)} labelled texts were found, {len(twice)} of them by two "
        f"readers, who agree on {agree:.3f}; of one's second categories the other has {seconds:.3f}"
    )


def show_thresholds(data: Data, said: Said) -> None:
    """Print what would be given, and be right, from other probabilities on."""
    _, right, _ = measure(data, said)
    for least in (0.5, 0.56, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85):
        given = find_given(said.shares, data.start.categories, least)
        print(
            f"  from {least:.2f}: given {given.mean():.3f}, of these right "
            f"{right[given].mean():.3f}, given and right {(given & right).mean():.3f}"
        )


def main() -> None:
    """Measure, and fit if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("measure", "fit"), nargs="?", default="measure")
    options = parser.parse_args()
    taxonomy = load_taxonomy()
    passages = read_labelled()
    data = prepare(taxonomy, passages, ("open", "unsure"))
    show_readers(data)
    for name in METHODS:
        measure_method(name, taxonomy, data)
    if options.what == "fit":
        write_general(taxonomy, prepare(taxonomy, passages, ("open", "unsure", "shut")))
    show_borders(taxonomy)
    show_kept(taxonomy)


def measure_method(name: str, taxonomy: Taxonomy, data: Data) -> None:
    """Print the figures of a method: cross-validated, then of the shut texts by their source."""
    texts = data.passages.texts
    opened, unsure, shut = (
        np.array([i for i, text in enumerate(texts) if text.part == part])
        for part in ("open", "unsure", "shut")
    )
    start = perf_counter()
    decisions = decide(data, np.concatenate([opened, unsure]), METHODS[name])
    seconds = perf_counter() - start
    calibration = fit_calibration(data, opened, decisions)
    known, unknown = (say(data, chosen, decisions, calibration) for chosen in (opened, shut))
    show(name, data, known)
    print(f"  {seconds:.1f} s; {calibration}")
    show("shut, all", data, unknown)
    sources = [find_source(texts[i]) for i in shut]
    show(
        "shut, not spoken", data, pick(unknown, [n for n, s in enumerate(sources) if s != "spoken"])
    )
    for source in ("documents", "written", "spoken"):
        some = pick(unknown, [n for n, one in enumerate(sources) if one == source])
        show(f"shut, {source}", data, some)
        if name == "model" and source != "spoken":
            show_second(data, some, known)
    if name == "model":
        sources = [find_source(texts[i]) for i in opened]
        plain = pick(known, [n for n, one in enumerate(sources) if one != "spoken"])
        show("open, not spoken", data, plain)
        show_thresholds(data, plain)
        show_fields(taxonomy, data, known)
        show_second(data, known, known)


def find_source(text: Text) -> str:
    """Return whether a text is of documents, or written: plainly, or as people speak."""
    if not text.transcript.startswith("written"):
        return "documents"
    return "spoken" if text.kind == "spoken" else "written"


def write_general(taxonomy: Taxonomy, data: Data) -> None:
    """Fit the model that ships on all texts, with figures from a cross-validation over all."""
    texts = data.passages.texts
    every = np.arange(len(texts))
    decisions = decide(data, every, use_ridge)
    judged = np.array([i for i, text in enumerate(texts) if text.part != "unsure"])
    calibration = fit_calibration(data, judged, decisions)
    said = say(data, judged, decisions, calibration)
    coefficients, intercept = fit_ridge(gather(data, every))
    weights = data.start._replace(
        coefficients=coefficients,
        intercept=intercept,
        calibration=calibration,
        second=fit_second(data, said),
        together=count_together(data, every),
    )
    GENERAL.write_bytes(dump_weights(weights))
    best = said.shares.argmax(axis=1)
    names = data.start.categories
    right = is_truth(data, said, best)
    texts = [texts[i] for i in judged]
    outcome = Predictions(
        documents=[text.transcript for text in texts],
        kinds=[text.kind for text in texts],
        truth=[
            names[b] if r else text.said[0][0]
            for text, b, r in zip(texts, best, right, strict=True)
        ],
        best=[names[i] for i in best],
        sure=said.shares.max(axis=1),
        given=measure(data, said)[2],
    )
    figures = sum_up_predictions(outcome, names)
    # A line for each kind, bin and category, so that a difference shows which of them moved.
    lines = figures.model_dump_json(exclude_none=True).replace('{"', '\n{"').lstrip()
    FIGURES.write_text(f"{lines}\n", "utf-8")
    show("general, all texts", data, said)
    show_fields(taxonomy, data, said)
    print(f"{GENERAL.name}: {GENERAL.stat().st_size} bytes, {len(weights.words)} words")


if __name__ == "__main__":
    main()
