"""Classification against plain baselines: `python -m benchmarks.classify [what]`.

    seed            hotspots of the first transcript's answers, in place and under wrong headings
    mfa             the answers of mfa_labels.tsv (texts in ../shared): without labels, with
    scale COUNT     training on COUNT generated answers: seconds, peak memory
    folder FOLDER   train.tsv and test.tsv there, each line a text, a tab and its label

mfa_labels.tsv has the form of labels.tsv and no texts. The answers were drawn by a seeded shuffle,
round-robin over transcripts, and labelled from question and answer by the taxonomy's scopes,
before any prediction was seen. Those of 12 transcripts (`dev`) served to choose the method; those
of the other 48 (`test`) only to report it.
"""

import argparse
import csv
import random
import resource
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import Pipeline
from threadpoolctl import threadpool_limits

from pipeline.classify.categories import read_exchange
from pipeline.classify.stage import Language, compare_answers
from pipeline.clean import stage as clean
from pipeline.language.terms.pieces import Piece, make_piece, read_turns
from pipeline.language.terms.words import fold_words, load_stop_words
from pipeline.language.tokenizer import Tokenizer, load_terms
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.segment import stage as segment
from pipeline.taxonomy import Taxonomy, load_taxonomy
from pipeline.taxonomy.labels import Label, place_labels, read_labels
from pipeline.taxonomy.model import Classifier
from pipeline.train.examples import Example, describe
from pipeline.train.fitting import (
    Judgement,
    choose,
    f1_scores,
    find_calibration_error,
    find_temperature,
    fit,
    judge,
    predict,
    soften,
)
from pipeline.train.learning import get_weights, make_pipeline, write_document

ROOT = Path(__file__).parents[1]
MFA = ROOT.parent / "shared" / "data" / "mfa"
LABELS = Path(__file__).with_name("mfa_labels.tsv")
LANGUAGE = Language(Tokenizer(load_terms()), load_stop_words())
SEED = 20210126
PRECISION = 0.95
Probabilities = NDArray[np.float64]


def read_transcripts(paths: Sequence[Path]) -> list[tuple[Transcript, Segmentation]]:
    """Return what clean and segment make of some files."""
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "clean.jsonl", Path(folder) / "segment.jsonl"
        clean.main(["--output", str(first), "--", *map(str, paths)])
        segment.main(["--clean", str(first), "--output", str(second)])
        lines = zip(
            first.read_text("utf-8").splitlines(),
            second.read_text("utf-8").splitlines(),
            strict=True,
        )
        return [
            (Transcript.model_validate_json(a), Segmentation.model_validate_json(b))
            for a, b in lines
        ]


# seed --------------------------------------------------------------------------------------


def move(segmentation: Segmentation, turns: set[str], section: str) -> Segmentation:
    """Return the structure with some turns under another section."""
    moved = tuple(
        turn.model_copy(update={"section": section}) if turn.id in turns else turn
        for turn in segmentation.turns
    )
    return segmentation.model_copy(update={"turns": moved})


def measure_seed() -> None:
    """Print how many answers are found, and how many exchanges under a wrong heading flagged."""
    ((transcript, segmentation),) = read_transcripts(sorted((ROOT / "raw").glob("*.txt")))
    sections = segmentation.sections
    answers = [turn for turn in segmentation.turns if turn.kind == "answer"]
    read = read_turns(transcript, segmentation, LANGUAGE.stop)
    found, flags = compare_answers(segmentation, answers, read, LANGUAGE)
    agree = sum(answer.agrees is True for answer in found)
    print(f"own hotspots: {agree} of {len(answers)} as their headings, {len(flags)} flags")
    majority = Counter(turn.section for turn in answers).most_common(1)[0][1]
    print(f"  majority {majority}, nearest heading {count_nearest(transcript, segmentation)}")
    right = flagged = tried = 0
    for number, turn in enumerate(answers):
        for section in sections:
            if section.id != turn.section:
                moved = move(segmentation, {turn.id, *turn.answers}, section.id)
                others = [t for t in moved.turns if t.kind == "answer"]
                found, flags = compare_answers(moved, others, read, LANGUAGE)
                tried += 1
                right += found[number].content_section == turn.section
                flagged += any(flag.start == turn.start for flag in flags)
    print(f"exchanges under a wrong heading: {right} of {tried} found, {flagged} flagged")
    pieces = {turn.id: piece for turn, piece in zip(segmentation.turns, read, strict=True)}
    said = train_on(list_texts(load_taxonomy())).classify(
        [read_exchange(turn, pieces) for turn in answers]
    )
    titles = {section.id: section.title for section in sections}
    for turn, one in zip(answers, said, strict=True):
        print(f"  {titles[turn.section or '']}: {one.category} {one.probability}")


def count_nearest(transcript: Transcript, segmentation: Segmentation) -> int:
    """Return how many answers a cosine of words with the headings puts where they stand."""
    sections = segmentation.sections
    answers = [turn for turn in segmentation.turns if turn.kind == "answer"]
    vectorizer = TfidfVectorizer(analyzer=LANGUAGE.tokenizer.cut)
    described = vectorizer.fit_transform([section.title for section in sections])
    texts = [transcript.text[turn.start : turn.end] for turn in answers]
    best = (vectorizer.transform(texts) @ described.T).toarray().argmax(axis=1)
    return sum(sections[b].id == turn.section for b, turn in zip(best, answers, strict=True))


# mfa ---------------------------------------------------------------------------------------


def list_texts(taxonomy: Taxonomy) -> list[Example]:
    """Return the taxonomy's texts as examples."""
    return list(describe(taxonomy, LANGUAGE.tokenizer, LANGUAGE.stop))


def train_on(examples: Sequence[Example]) -> Classifier:
    """Return the model that train makes of the examples."""
    temperature = find_temperature(*choose(judge(examples)))
    pipeline = fit(examples)
    soften(pipeline, temperature)
    return Classifier(get_weights(pipeline))


def read_labelled(
    part: str, taxonomy: Taxonomy, transcripts: Sequence[tuple[Transcript, Segmentation]]
) -> tuple[list[Piece], list[Example]]:
    """Return the labelled answers of a part as pieces and as examples."""
    parts = {
        (row["transcript"], row["turn"]): row["note"]
        for row in csv.DictReader(LABELS.read_text("utf-8").splitlines(), delimiter="\t")
    }
    labels = read_labels(LABELS, taxonomy)
    assert not labels.problems, labels.problems
    wanted = [label for label in labels.labels if parts[label.transcript, label.turn] == part]
    pieces: list[Piece] = []
    examples: list[Example] = []
    for transcript, segmentation in transcripts:
        placed: dict[str, Label]
        placed, unfit = place_labels(wanted, transcript, segmentation)
        assert not unfit, unfit
        read = read_turns(transcript, segmentation, LANGUAGE.stop)
        by_id = {turn.id: piece for turn, piece in zip(segmentation.turns, read, strict=True)}
        for turn in segmentation.turns:
            if turn.id in placed:
                piece = read_exchange(turn, by_id)
                pieces.append(piece)
                examples.append(
                    Example(
                        write_document(piece),
                        placed[turn.id].category,
                        "answer",
                        transcript.transcript,
                        turn.id,
                    )
                )
    assert len(pieces) == len(wanted)
    return pieces, examples


def print_scores(name: str, probabilities: Probabilities, truth: NDArray[np.int64]) -> None:
    """Print the figures of one way to classify."""
    best, sure = probabilities.argmax(axis=1), probabilities.max(axis=1)
    right = best == truth
    macro = float(np.mean(list(f1_scores(truth, best).values())))
    said = sure >= 0.5
    order = np.argsort(-sure, kind="stable")
    shares = np.cumsum(right[order]) / np.arange(1, len(right) + 1)
    enough = np.flatnonzero(shares >= PRECISION)
    covered = (enough[-1] + 1) / len(right) if len(enough) else 0
    given = f"{said.mean():.2f}/{right[said].mean():.2f}" if said.any() else "0/–"
    print(
        f"{name:34} accuracy {right.mean():.3f}  macro F1 {macro:.3f}  given/right {given}  "
        f"coverage at {PRECISION:.0%} {covered:.2f}  calibration error "
        f"{find_calibration_error(sure, right):.3f}"
    )


def measure_mfa() -> None:
    """Print what is found of the labelled answers without their labels, and with them."""
    taxonomy = load_taxonomy()
    transcripts = read_transcripts(sorted(MFA.glob("*.txt")))
    texts = list_texts(taxonomy)
    names = sorted({text.category for text in texts})
    for part in ("dev", "test"):
        pieces, examples = read_labelled(part, taxonomy, transcripts)
        truth = np.array([names.index(example.category) for example in examples])
        print(f"{part}: {len(examples)} answers, {len(set(truth.tolist()))} categories")
        for name, method in make_baselines(taxonomy, texts, names).items():
            print_scores(name, method(pieces, truth), truth)
        _, probabilities = train_on(texts).ask(pieces)
        print_scores("model, taxonomy alone", probabilities, truth)
    every = [e for part in ("dev", "test") for e in read_labelled(part, taxonomy, transcripts)[1]]
    judgement, _ = choose(judge([*texts, *every]))
    temperature = find_temperature(judgement, on_answers=True)
    truth = np.array([judgement.categories.index(e.category) for e in judgement.examples])
    print(f"all {len(every)} answers, cross-validated, transcripts left out whole")
    print_scores("model, taxonomy and labels", predict(judgement, temperature), truth)
    alone = judge_with(texts, every)
    print_scores("model, labels alone", predict(alone, 1.0), truth)


def judge_with(texts: Sequence[Example], answers: Sequence[Example]) -> Judgement:
    """Return the same cross-validation of a model that has no taxonomy to learn from."""
    found = judge(answers)
    names = sorted({text.category for text in (*texts, *answers)})
    spread = np.full((len(found.examples), len(names)), -1e9)
    spread[:, [names.index(name) for name in found.categories]] = found.decisions
    return found._replace(decisions=spread, categories=names)


def make_baselines(
    taxonomy: Taxonomy, texts: Sequence[Example], names: list[str]
) -> dict[str, Callable[[list[Piece], NDArray[np.int64]], Probabilities]]:
    """Return the plain ways to classify, each giving shares of categories."""

    def guess_majority(pieces: list[Piece], truth: NDArray[np.int64]) -> Probabilities:
        counts = np.bincount(truth, minlength=len(names))
        return np.tile(counts / counts.sum(), (len(pieces), 1))

    def count_terms(pieces: list[Piece], _: NDArray[np.int64]) -> Probabilities:
        found = np.full((len(pieces), len(names)), 1e-6)
        for row, piece in enumerate(pieces):
            text = piece.text.replace(" ", "")
            for category in taxonomy.category:
                found[row, names.index(category.id)] += sum(
                    text.count(fold_words(term)) for term in category.terms
                )
        return np.asarray(found / found.sum(axis=1, keepdims=True))

    def find_nearest(pieces: list[Piece], _: NDArray[np.int64]) -> Probabilities:
        whole = dict.fromkeys(names, "")
        for text in texts:
            whole[text.category] += text.document
        terms = make_pipeline()["terms"]
        described = terms.fit_transform([whole[name] for name in names])
        cosines = (terms.transform(list(map(write_document, pieces))) @ described.T).toarray()
        powers = np.exp(cosines / 0.06)
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))

    def apply_bayes(pieces: list[Piece], _: NDArray[np.int64]) -> Probabilities:
        model = Pipeline([("terms", make_pipeline()["terms"]), ("decide", ComplementNB())])
        model.fit([text.document for text in texts], [text.category for text in texts])
        return np.asarray(model.predict_proba(list(map(write_document, pieces))))

    return {
        "majority (of the true labels)": guess_majority,
        "count of the taxonomy's terms": count_terms,
        "nearest description (cosine)": find_nearest,
        "ComplementNB": apply_bayes,
    }


# scale and folder --------------------------------------------------------------------------


def measure_scale(count: int) -> None:
    """Print time and memory of training on generated answers."""
    texts = list_texts(load_taxonomy())
    draw = random.Random(SEED)
    parts = [(text.category, text.document) for text in texts]
    pool = [piece for _, document in parts for piece in document.split("\n") if piece]
    answers = []
    for number in range(count):
        category, document = draw.choice(parts)
        noise = draw.choices(pool, k=120)
        whole = document + "".join(f"\n{one}" for one in noise)
        answers.append(Example(whole, category, "answer", str(number)))
    start = perf_counter()
    judgement = judge([*texts, *answers])
    middle = perf_counter()
    fit([*texts, *answers])
    seconds = perf_counter() - middle
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count} answers: cross-validation in {judgement.folds} parts {middle - start:.1f} s, "
        f"fit {seconds:.1f} s, peak {peak:.0f} MB"
    )


def read_table(path: Path) -> tuple[list[str], list[str]]:
    """Return the texts and labels of a file."""
    rows = [line.rsplit("\t", 1) for line in path.read_text("utf-8").splitlines() if line]
    return [row[0] for row in rows], [row[1] for row in rows]


def measure_folder(folder: Path) -> None:
    """Print how well the same model does on texts with labels of any kind."""
    (texts, labels), (asked, truth) = (
        read_table(folder / name) for name in ("train.tsv", "test.tsv")
    )

    def read(lines: list[str]) -> list[str]:
        cut = LANGUAGE.tokenizer.cut
        return [write_document(make_piece([cut(fold_words(t))], LANGUAGE.stop)) for t in lines]

    documents, questions = read(texts), read(asked)
    for name, model in (
        ("model", make_pipeline()),
        ("ComplementNB", Pipeline([("terms", make_pipeline()["terms"]), ("d", ComplementNB())])),
    ):
        start = perf_counter()
        with threadpool_limits(1):
            model.fit(documents, labels)
        right = float(np.mean(model.predict(questions) == np.array(truth)))
        print(f"{name:14} {len(texts)} texts: accuracy {right:.3f}, {perf_counter() - start:.1f} s")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("seed")
    what.add_parser("mfa")
    what.add_parser("scale").add_argument("count", type=int)
    what.add_parser("folder").add_argument("folder", type=Path)
    options = parser.parse_args()
    if options.what == "seed":
        measure_seed()
    elif options.what == "mfa":
        measure_mfa()
    elif options.what == "scale":
        measure_scale(options.count)
    else:
        measure_folder(options.folder)


if __name__ == "__main__":
    main()
