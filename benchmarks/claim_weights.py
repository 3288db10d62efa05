"""Fits the weights of pipeline/claims/read/weights.tsv to annotated claims.

A conditional logit model for each choice (McFadden 1974): of the candidates that the stage finds
for a claim, one that the annotation accepts. It learns from the gold passages in `../shared/gold`,
from the invented sentences of tests/claims_read.tsv and passages of claim_passages.txt, and from
labels of further texts (claim_labels.tsv: a document, where a claim begins in its decoded file, and
what is right: where an indicator stands there, a period, a modality; an empty cell is not asked).
Candidates of a claim depend on what was chosen for the one before, so fit and search take turns.
The documents of claim_labels_kept.tsv and the passages of claim_passages_kept.txt are never learned
from: they were labelled before anybody saw what is found in them.

Prints detect, core, full and strict of passages left out, by folds of whole passages, beside the
fitted figures, each field's share, and how far confidence is from what was right. Confidence is
calibrated on the passages left out: all weights of a choice are divided by one temperature.

    python -m benchmarks.claim_weights [--folds 5] [--write] [--passages dev dev2]
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize, minimize_scalar

from benchmarks import claim_passages
from benchmarks.claim_passages import Label
from benchmarks.claims import GOLD, ROOT, SHARED, Records, judge, make_row, read_records
from pipeline.claims.component import make_records
from pipeline.claims.find.passage import read_passage
from pipeline.claims.lexicon import Lexicon, load_lexicon
from pipeline.claims.read.choice import COLUMNS, FILE, Choice
from pipeline.claims.read.features import MEANINGS, list_features
from pipeline.claims.stage import find_claims, find_drafts
from pipeline.provenance import find_source_span

Weights = dict[str, dict[str, float]]
SENTENCES = ROOT / "tests" / "claims_read.tsv"
LABELS = ROOT / "benchmarks" / "claim_labels.tsv"
KEPT = ROOT / "benchmarks" / "claim_labels_kept.tsv"
PRECISION = {"period": 1.0, "modality": 0.3, "indicator": 1.0}
"""Of the normal prior of weights: those with which passages left out came out best."""
LABELLED = {"period": 0.5, "modality": 0.5, "indicator": 1.0}
"""What a claim of a further text weighs beside one of gold, which two annotated: they differ on
times, seldom on names."""
ALIKE = 0.85
"""Character F1 from which an indicator is the annotated one."""
ROUNDS = 3


class Text(NamedTuple):
    """A text with what is right of some of its claims, by where they begin in the source."""

    name: str
    records: Records
    labels: Mapping[int, Label]
    further: bool = False


class Example(NamedTuple):
    """The candidates of one choice of a claim, and which of them are right."""

    choice: str
    made: Choice[Any]
    right: list[bool]
    weight: float = 1.0


def read_gold(names: Sequence[str]) -> list[Text]:
    """Return the annotated passages of the sets."""
    texts = []
    for name in names:
        labels: dict[str, dict[int, Label]] = {}
        for line in (GOLD / f"{name}.gold.jsonl").read_text(encoding="utf-8").splitlines():
            claim = json.loads(line)
            if not claim.get("optional"):
                for start in range(claim["start"], claim["end"]):
                    labels.setdefault(claim["passage"], {})[start] = claim
        paths = sorted((GOLD / f"{name}_passages").iterdir())
        for path, records in zip(paths, read_records(paths), strict=True):
            passage = path.stem.split("-", 3)[3]
            texts.append(Text(passage, records, labels.get(passage, {})))
    return texts


def read_sentences() -> list[Text]:
    """Return the invented sentences, a text for each claim."""
    texts = []
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, date, text, surface, *fields = line.split("\t")
            text = text.replace("⏎", "\n")
            named = zip(("indicator", "period", "modality"), fields, strict=False)
            label = {name: [None if value == "–" else value] for name, value in named if value}
            texts.append(Text(kind, make_records(text, date), {text.rindex(surface): label}))
    return texts


def read_passages(path: Path = claim_passages.LEARNED) -> list[Text]:
    """Return the invented passages of a file."""
    return [
        Text(f"{number} {one.kind}", make_records(one.text, one.date), one.labels)
        for number, one in enumerate(claim_passages.read_marked(path))
    ]


def read_labels(path: Path = LABELS) -> list[Text]:
    """Return the further texts that are there, with their labels."""
    rows: dict[str, list[list[str]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        document, *cells = line.split("\t")
        rows.setdefault(document, []).append(cells)
    paths = [path for path in sorted((SHARED / "data").rglob("*")) if path.name in rows]
    return [
        Text(
            path.name, records,
            {int(start): read_label(records[0].source, *cells)
             for start, *cells in rows[path.name]},
            further=True,
        )
        for path, records in zip(paths, read_records(paths), strict=True)
    ]  # fmt: skip


def read_label(source: str, indicator: str, period: str, modality: str) -> Label:
    """Return the accepted values of a label's cells: alternatives with ; between, – for none.

    >>> read_label("粮食产量", "2-4;0-4", "–", "actual")
    {'indicator': ['产量', '粮食产量'], 'period': [None], 'modality': ['actual']}
    """
    places = [one.split("-") for one in indicator.split(";") if one]
    return {
        "indicator": [source[int(a) : int(b)] for a, b in places],
        "period": [None if one == "–" else one for one in period.split(";") if one],
        "modality": modality.split(";"),
    }


def find_examples(texts: Sequence[Text], lexicon: Lexicon) -> Iterator[Example]:
    """Yield the choices of all labelled claims, as the stage makes them with its weights."""
    for text in texts:
        transcript, segmentation = text.records
        passage = read_passage(transcript.text, lexicon)
        for *_, draft in find_drafts(passage, transcript.date, segmentation, lexicon):
            start, end = draft.quantity.start, draft.quantity.end
            label = text.labels.get(find_source_span(transcript.runs, start, end)[0], {})
            for name, made in draft.choices.items():
                if label.get(name):
                    respectively = name == "indicator" and draft.predicate.respectively
                    yield Example(
                        name, made,
                        find_right(name, made, label[name], transcript.text, respectively),
                        LABELLED[name] if text.further else 1.0,
                    )  # fmt: skip


def find_right(
    name: str, made: Choice[Any], accepted: Sequence[str | None], text: str, respectively: bool
) -> list[bool]:
    """Return for each candidate whether it is right: an indicator, whether none is nearer."""
    values = [candidate.value for candidate in made.candidates]
    if name == "modality":
        return [value.name in accepted for value in values]
    if name == "period":
        bare = [(period or "").lstrip("/") for period in accepted]
        return [(value.period or "").lstrip("/") in bare for value in values]
    likeness = []
    for value in values:
        words = "" if value.span is None else text[value.span.start : value.span.end]
        items = [words, *words.split("、"), *words.split("和")] if respectively else [words]
        likeness.append(max(compare(item, one or "") for item in items for one in accepted))
    enough = min(ALIKE, max(likeness))
    return [enough > ALIKE / 2 and one >= enough for one in likeness]


def compare(one: str, two: str) -> float:
    """Return the F1 of the characters that two phrases share."""
    if not one or not two:
        return float(one == two)
    shared = sum(min(one.count(c), two.count(c)) for c in set(one))
    return 2 * shared / (len(one) + len(two))


def fit(choice: str, examples: Sequence[Example]) -> dict[str, float]:
    """Return the weights of a choice that make what is right likeliest, under the prior."""
    names = [name for name, _ in list_features(choice)]
    column = {name: number for number, name in enumerate(names)}
    used = [e for e in examples if e.choice == choice and any(e.right) and not all(e.right)]
    matrix = np.zeros((sum(len(e.right) for e in used), len(names)))
    starts, row = [], 0
    for example in used:
        starts.append(row)
        for candidate in example.made.candidates:
            for feature in (*candidate.shared, *candidate.features):
                matrix[row, column[feature]] += 1
            row += 1
    right = np.concatenate([np.array(e.right, float) for e in used])
    weight = np.array([e.weight for e in used])
    of = np.repeat(np.arange(len(used)), [len(e.right) for e in used])
    precision = PRECISION[choice]

    def weigh(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        total, kept = np.add.reduceat(powers, starts), np.add.reduceat(powers * right, starts)
        slope = matrix.T @ (weight[of] * (powers / total[of] - powers * right / kept[of]))
        loss = float(weight @ (np.log(total) - np.log(kept)) + precision * weights @ weights / 2)
        return loss, slope + precision * weights

    found = minimize(weigh, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return dict(zip(names, found.x.tolist(), strict=True))


def judge_labels(texts: Sequence[Text], lexicon: Lexicon) -> str:
    """Return what share of the labelled claims of texts is right: each field, and all of them."""
    found: dict[str, list[bool]] = {name: [] for name in (*MEANINGS, "value", "all")}
    for text in texts:
        transcript, segmentation = text.records
        for claim in find_claims(transcript, segmentation, lexicon).claims:
            label = text.labels.get(claim.source_start)
            if label is None:
                continue
            right = {}
            if label.get("indicator"):
                named = claim.indicator or ""
                right["indicator"] = (
                    max(compare(named, n or "") for n in label["indicator"]) > ALIKE
                )
            if label.get("period"):
                bare = [(period or "").lstrip("/") for period in label["period"]]
                right["period"] = (claim.period or "").lstrip("/") in bare
            if label.get("modality"):
                right["modality"] = claim.modality in label["modality"]
            if label.get("value"):
                right["value"] = f"{claim.value} {claim.unit}" in label["value"]
            for name, one in (*right.items(), ("all", all(right.values()))):
                found[name].append(one)
    return "  ".join(f"{name} {sum(f) / len(f):.3f}" for name, f in found.items() if f) + (
        f"  of {len(found['all'])} claims"
    )


def train(texts: Sequence[Text], lexicon: Lexicon) -> Weights:
    """Return weights, fitted in turns to the candidates that the last ones led to."""
    weights: Weights = {name: dict(lexicon.weights[name]) for name in MEANINGS}
    for _ in range(ROUNDS):
        examples = list(find_examples(texts, replace(lexicon, weights=weights)))
        weights = {name: fit(name, examples) for name in MEANINGS}
    return weights


def predict(texts: Sequence[Text], lexicon: Lexicon) -> list[str]:
    """Return the claims of passages as the scorer reads them."""
    return [
        make_row(text.name, claim)
        for text in texts
        for claim in find_claims(*text.records, lexicon).claims
    ]


def find_fold(name: str, folds: int) -> int:
    """Return the fold of a text, by its name alone."""
    return int(sha256(name.encode()).hexdigest(), 16) % folds


def measure_calibration(examples: Sequence[Example], choice: str, temperature: float) -> float:
    """Return the expected calibration error of a choice, in five bins of equal size."""
    pairs = sorted(rate(e, temperature) for e in examples if e.choice == choice and any(e.right))
    bins = np.array_split(np.array(pairs), 5)
    return float(sum(abs(part[:, 0].sum() - part[:, 1].sum()) for part in bins) / len(pairs))


def rate(example: Example, temperature: float) -> tuple[float, bool]:
    """Return the confidence of a choice at a temperature, and whether it is right."""
    powers = np.array(example.made.probabilities) ** (1 / temperature)
    group = np.array(example.made.alike)
    return float(powers[group].sum() / powers.sum()), example.right[example.made.chosen]


def find_temperature(examples: Sequence[Example], choice: str) -> float:
    """Return the temperature at which confidence on passages left out is likeliest."""
    own = [e for e in examples if e.choice == choice and any(e.right)]

    def lose(temperature: float) -> float:
        pairs = [rate(example, temperature) for example in own]
        return float(-sum(np.log(max(c if right else 1 - c, 1e-6)) for c, right in pairs))

    return float(minimize_scalar(lose, bounds=(0.5, 3), method="bounded").x)


def write(weights: Weights) -> str:
    """Return the weights as weights.tsv."""
    lines = ["\t".join(COLUMNS)]
    for choice in MEANINGS:
        for feature, meaning in list_features(choice):
            lines.append(f"{choice}\t{feature}\t{weights[choice][feature]:.2f}\t{meaning}")
    return "\n".join(lines).replace("-0.00", "0.00") + "\n"


def main() -> None:
    """Print the figures of passages left out and fitted; with --write, store the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--passages", nargs="+", default=["dev", "dev2"], help="sets of gold")
    parser.add_argument("--write", action="store_true", help=f"replace {Path(FILE).name}")
    arguments = parser.parse_args()
    lexicon = load_lexicon()
    gold = read_gold(arguments.passages)
    labelled, invented = [*read_labels(), *read_passages()], read_sentences()
    left_out: list[str] = []
    examples: list[Example] = []
    for fold in range(arguments.folds):
        own = [t for t in (*gold, *labelled) if find_fold(t.name, arguments.folds) != fold]
        trained = replace(lexicon, weights=train([*own, *invented], lexicon))
        others = [t for t in gold if find_fold(t.name, arguments.folds) == fold]
        unseen = [t for t in labelled if find_fold(t.name, arguments.folds) == fold]
        left_out += predict(others, trained)
        examples += find_examples([*others, *unseen], trained)
    temperatures = {name: find_temperature(examples, name) for name in MEANINGS}
    for name, temperature in temperatures.items():
        before = measure_calibration(examples, name, 1)
        after = measure_calibration(examples, name, temperature)
        print(f"{name}: temperature {temperature:.2f}, error {before:.3f}, then {after:.3f}")
    weights = train([*gold, *labelled, *invented], lexicon)
    fitted = predict(gold, replace(lexicon, weights=weights))
    for name in arguments.passages:
        for title, rows in (("left out", left_out), ("fitted", fitted)):
            print(f"## {name}, {title}", judge(name, rows), sep="\n")
    fitted_lexicon = replace(lexicon, weights=weights)
    print("## kept apart", judge_labels(read_labels(KEPT), fitted_lexicon), sep="\n")
    print(judge_labels(read_passages(claim_passages.KEPT), fitted_lexicon))
    if arguments.write:
        scaled = {
            name: {f: weight / temperatures[name] for f, weight in weights[name].items()}
            for name in MEANINGS
        }
        FILE.write_text(write(scaled), encoding="utf-8")


if __name__ == "__main__":
    main()
