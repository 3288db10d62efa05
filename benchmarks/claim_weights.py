"""Fits the weights of pipeline/claims/read/weights.tsv to annotated claims.

A conditional logit model for each choice (McFadden 1974): of the candidates that the stage finds
for a claim, one that the annotation accepts. It learns from the texts of claim_texts.py. Candidates
of a claim depend on what was chosen for the one before, so fit and search take turns; each fit is
to the candidates of all turns so far (Ross, Gordon and Bagnell 2011), for fits to those of the last
turn alone go round in circles.

Prints detect, core, full and strict of passages left out, by folds of whole passages, beside the
fitted figures, and how far confidence is from what was right. One division into folds says little
(full of the same weights differs by .03 between two), so each is made several times, and the mean
and the spread are given. Confidence is calibrated on what is left out: all weights of a choice
are divided by one temperature.

    python -m benchmarks.claim_weights [--folds 5] [--times 5] [--choices …] [--write]
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.sparse import csr_matrix

from benchmarks import claim_passages
from benchmarks.claim_texts import (
    KEPT,
    Text,
    read_gold,
    read_labels,
    read_passages,
    read_stated,
)
from benchmarks.claims import judge, make_row
from benchmarks.labels import find_fold
from pipeline.claims.find.passage import read_passage
from pipeline.claims.read.drafts import Draft
from pipeline.claims.read.features import MEANINGS, list_features
from pipeline.claims.read.lexicon import Lexicon, load_lexicon
from pipeline.claims.read.nearby import CANDIDATES, is_nearby
from pipeline.claims.read.weighing import COLUMNS, FILE, Choice
from pipeline.claims.stage import find_claims, find_drafts, find_said
from pipeline.measure.period import Period
from pipeline.provenance import find_source_span

Weights = dict[str, dict[str, float]]
PRECISION = {"period": 1.5, "modality": 0.3, "indicator": 1.0}
"""Of the normal prior of weights: those with which passages left out came out best."""
WEIGHTS = {
    "gold": {"period": 1.0, "modality": 1.0, "indicator": 1.0},
    "further": {"period": 0.5, "modality": 0.5, "indicator": 1.0},
    "dense": {"period": 0.25, "modality": 0.15, "indicator": 0.5},
    "stated": {"period": 8.0, "modality": 8.0, "indicator": 5.0},
}
"""What a claim of each kind of text weighs: one of gold was annotated by two, who differ on times,
seldom on names; dense passages are unlike most texts; an invented sentence states how the
language works."""
FIGURE = re.compile(
    r"^(detect|core|full|strict) .* F1 (\S+)|(period|modality|indicator) (\S+)", re.M
)
ALIKE = 0.85
"""Character F1 from which an indicator is the annotated one."""
EXACT = 1.0
"""The same for invented sentences, which say where its edges are."""
ROUNDS = 4
FIRST_STEPS = 40
"""Of the fit with all words, which need only be told apart."""
WORDS = {"period": 240, "modality": 240}
"""Words by a number that are kept of each choice: those of most weight in most claims."""
LEAST_TEXTS = 3
"""Texts in which such a word stands at least."""
WORD = re.compile(r"near_(?:before|behind)\.[\u4e00-\u9fff]+|near_unit\.[^.\s]+")
SAID = {
    "near_before": "before a number", "near_behind": "behind it", "near_unit": "its unit",
}  # fmt: skip


class Example(NamedTuple):
    """The candidates of one choice of a claim, and which of them are right."""

    choice: str
    made: Choice[Any]
    right: list[bool]
    weight: float = 1.0


def read_drafts(text: Text, lexicon: Lexicon) -> Iterator[Draft]:
    """Yield the drafts of all claims of a text, as the stage makes them."""
    transcript, segmentation = text.records
    passage = read_passage(transcript.text, lexicon.finder)
    for placed in find_drafts(passage, find_said(transcript), segmentation, lexicon):
        yield placed.draft


def find_examples(texts: Sequence[Text], lexicon: Lexicon) -> Iterator[Example]:
    """Yield the choices of all labelled claims, as the stage makes them with its weights."""
    for text in texts:
        transcript, _ = text.records
        alike = EXACT if text.kind == "stated" else ALIKE
        for draft in read_drafts(text, lexicon):
            start, end = draft.quantity.start, draft.quantity.end
            label = text.labels.get(find_source_span(transcript.runs, start, end)[0], {})
            for name, made in draft.choices.items():
                if label.get(name):
                    right = find_right(name, draft, label[name], transcript.text, alike)
                    yield Example(name, made, right, WEIGHTS[text.kind][name])


def find_right(
    name: str, draft: Draft, accepted: Sequence[str | None], text: str, alike: float
) -> list[bool]:
    """Return for each candidate whether it is right: an indicator, whether it is alike enough."""
    values = [candidate.value for candidate in draft.choices[name].candidates]
    if name == "modality":
        return [value.name in accepted for value in values]
    if name == "period":
        return [is_period(value.period, accepted) for value in values]
    right = []
    for value in values:
        words = "" if value.span is None else text[value.span.start : value.span.end]
        each = draft.predicate.respectively
        items = [words, *words.split("、"), *words.split("和")] if each else [words]
        likeness = max(compare(item, one or "") for item in items for one in accepted)
        right.append(likeness >= alike)
    return right


def is_period(found: str | None, accepted: Sequence[str | None]) -> bool:
    """Return whether a period is an accepted one: days are where a label tells only their month.

    >>> is_period("2024-05-12", ["2024-05"]), is_period("2024-05", ["2024-05-12"])
    (True, False)
    >>> is_period("2024-H1", ["2024-01/2024-06"])
    True
    """
    days = (found or "").lstrip("/")
    bare = [(period or "").lstrip("/") for period in accepted]
    months = {day[: len("2024-05")] for day in days.split("/") if len(day) == len("2024-05-12")}
    told = Period.parse(days)
    same = told and (told.start, told.end) in {
        (p.start, p.end) for p in map(Period.parse, bare) if p
    }
    return bool(same) or days in bare or (len(months) == 1 and months <= set(bare))


def compare(one: str, two: str) -> float:
    """Return the F1 of the characters that two phrases share."""
    if not one or not two:
        return float(one == two)
    shared = sum(min(one.count(c), two.count(c)) for c in set(one))
    return 2 * shared / (len(one) + len(two))


def open_words(texts: Sequence[Text], lexicon: Lexicon) -> Lexicon:
    """Return a lexicon that knows all words by the numbers of texts, of those new without weight.

    So `fit` is told of each, and keeps what tells most.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({word for draft in read_drafts(text, lexicon) for word in draft.nearby})
    words = sorted(word for word, n in counts.items() if n >= LEAST_TEXTS and WORD.fullmatch(word))
    weights: Weights = {}
    for choice, own in lexicon.weights.items():
        new = {f"{one}.{word}": 0.0 for one in CANDIDATES.get(choice, ()) for word in words}
        weights[choice] = {**new, **own}
    return replace(lexicon, weights=weights)


def fit(choice: str, examples: Sequence[Example]) -> dict[str, float]:
    """Return the weights of a choice that make what is right likeliest, under the prior.

    Of the words by numbers, those are kept that tell most when all are fitted.
    """
    used = [e for e in examples if e.choice == choice and any(e.right) and not all(e.right)]
    names = [name for name, _ in list_features(choice)]
    found = (f for e in used for c in e.made.candidates for f in c.features if is_nearby(f))
    counts = Counter(found)
    if not counts:
        return solve(choice, used, names)
    weights = solve(choice, used, [*names, *sorted(counts)], steps=FIRST_STEPS)
    telling = {word: abs(weights[word]) * n**0.5 for word, n in counts.items()}
    words = sorted(telling, key=lambda word: (-telling[word], word))[: WORDS[choice]]
    return solve(choice, used, [*names, *sorted(words)], weights)


def solve(
    choice: str,
    used: Sequence[Example],
    names: Sequence[str],
    begin: Mapping[str, float] | None = None,
    steps: int = 15000,
) -> dict[str, float]:
    """Return the weights of the named features, searched from those given; others have none."""
    column = {name: number for number, name in enumerate(names)}
    columns, ends, starts = list[int](), [0], list[int]()
    for example in used:
        starts.append(len(ends) - 1)
        for candidate in example.made.candidates:
            features = (*candidate.shared, *candidate.features)
            columns += [column[name] for name in features if name in column]
            ends.append(len(columns))
    shape = len(ends) - 1, len(names)
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=shape)
    across = matrix.T.tocsr()
    right = np.concatenate([np.array(e.right, float) for e in used])
    weight = np.array([e.weight for e in used])
    of = np.repeat(np.arange(len(used)), [len(e.right) for e in used])
    precision = PRECISION[choice]

    def weigh(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        total, kept = np.add.reduceat(powers, starts), np.add.reduceat(powers * right, starts)
        slope = across @ (weight[of] * (powers / total[of] - powers * right / kept[of]))
        loss = float(weight @ (np.log(total) - np.log(kept)) + precision * weights @ weights / 2)
        return loss, slope + precision * weights

    found = minimize(
        weigh,
        np.array([(begin or {}).get(name, 0.0) for name in names]),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": steps},
    )
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
                right["period"] = is_period(claim.period, label["period"])
            if label.get("modality"):
                right["modality"] = claim.modality in label["modality"]
            if label.get("value"):
                right["value"] = f"{claim.value} {claim.unit}" in label["value"]
            for name, one in (*right.items(), ("all", all(right.values()))):
                found[name].append(one)
    return "  ".join(f"{name} {sum(f) / len(f):.3f}" for name, f in found.items() if f) + (
        f"  of {len(found['all'])} claims"
    )


def train(texts: Sequence[Text], lexicon: Lexicon, rounds: int = ROUNDS) -> Weights:
    """Return weights, fitted in turns to all candidates that the ones before led to."""
    weights: Weights = {name: dict(lexicon.weights[name]) for name in MEANINGS}
    words = {n: {f: 0.0 for f in own if is_nearby(f)} for n, own in weights.items()}
    examples: list[Example] = []
    for turn in range(rounds):
        opened = {name: {**words[name], **own} for name, own in weights.items()}
        examples += find_examples(texts, replace(lexicon, weights=opened))
        shared = [one._replace(weight=one.weight / (turn + 1)) for one in examples]
        weights = {name: fit(name, shared) for name in MEANINGS}
    return weights


def predict(texts: Sequence[Text], lexicon: Lexicon) -> list[str]:
    """Return the claims of passages as the scorer reads them."""
    return [
        make_row(text.name, claim)
        for text in texts
        for claim in find_claims(*text.records, lexicon).claims
    ]


class LeftOut(NamedTuple):
    """What was found in texts left out: rows of gold for each division, and the choices."""

    rows: list[list[str]]
    examples: list[Example]


def leave_out(
    gold: Sequence[Text], further: Sequence[Text], lexicon: Lexicon, folds: int, times: int
) -> LeftOut:
    """Return what weights find in the texts that they were not fitted to.

    They are fitted once to the candidates that the weights as they are lead to: further rounds
    changed no mean by more than .006. What is stated is always learned from.
    """
    texts = [*gold, *further]
    made = [list(find_examples([text], lexicon)) for text in texts]
    invented = list(find_examples(read_stated(), lexicon))
    found = LeftOut([], [])
    for turn in range(times):
        rows: list[str] = []
        places = [find_fold(text.name, folds, turn) for text in texts]
        for fold in range(folds):
            learned = [e for own, at in zip(made, places, strict=True) if at != fold for e in own]
            weights = {name: fit(name, [*learned, *invented]) for name in MEANINGS}
            trained = replace(lexicon, weights=weights)
            unseen = [text for text, at in zip(texts, places, strict=True) if at == fold]
            rows += predict(unseen, trained)
            found.examples.extend(find_examples(unseen, trained))
        found.rows.append(rows)
    return found


def average(name: str, divisions: Sequence[Sequence[str]]) -> str:
    """Return the mean and the spread of a set's figures over several divisions into folds."""
    figures: dict[str, list[float]] = {}
    for rows in divisions:
        for depth, share, field, right in FIGURE.findall(judge(name, rows)):
            figures.setdefault(depth or field, []).append(float(share or right))
    return "  ".join(
        f"{figure} {np.mean(values):.3f} ± {np.std(values):.3f}"
        for figure, values in figures.items()
    )


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


def write(weights: Mapping[str, Mapping[str, float]]) -> str:
    """Return the weights as weights.tsv."""
    lines = ["\t".join(COLUMNS)]
    for choice in MEANINGS:
        for feature, meaning in list_features(choice):
            lines.append(f"{choice}\t{feature}\t{weights[choice][feature]:.2f}\t{meaning}")
        for feature in filter(is_nearby, sorted(weights[choice])):
            candidate, place, word = feature.split(".", 2)
            meaning = f"for {candidate}, {SAID[place]}: {word}"
            lines.append(f"{choice}\t{feature}\t{weights[choice][feature]:.2f}\t{meaning}")
    return "\n".join(lines).replace("-0.00", "0.00") + "\n"


def main() -> None:
    """Print the figures of passages left out and fitted; with --write, store the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--times", type=int, default=5, help="divisions into folds")
    parser.add_argument("--passages", nargs="+", default=["dev", "dev2"], help="sets of gold")
    parser.add_argument("--choices", nargs="+", default=[*MEANINGS], help="those of --write")
    parser.add_argument("--write", action="store_true", help=f"replace {Path(FILE).name}")
    arguments = parser.parse_args()
    lexicon = load_lexicon()
    gold, further = read_gold(arguments.passages), [*read_labels(), *read_passages()]
    further += read_passages(claim_passages.DENSE, "dense")
    opened = open_words([*gold, *further], lexicon)
    left_out = leave_out(gold, further, opened, arguments.folds, arguments.times)
    temperatures = {name: find_temperature(left_out.examples, name) for name in MEANINGS}
    for name, temperature in temperatures.items():
        before = measure_calibration(left_out.examples, name, 1)
        after = measure_calibration(left_out.examples, name, temperature)
        print(f"{name}: temperature {temperature:.2f}, error {before:.3f}, then {after:.3f}")
    weights = train([*gold, *further, *read_stated()], opened)
    fitted = replace(lexicon, weights=weights)
    for name in arguments.passages:
        print(f"## {name}, left out", average(name, left_out.rows), sep="\n")
        print(f"## {name}, fitted", average(name, [predict(gold, fitted)]), sep="\n")
    print("## kept apart", judge_labels(read_labels(KEPT), fitted), sep="\n")
    for kept in (claim_passages.KEPT, claim_passages.DENSE_KEPT):
        print(judge_labels(read_passages(kept), fitted))
    if arguments.write:
        scaled = {
            name: {f: weight / temperatures[name] for f, weight in weights[name].items()}
            if name in arguments.choices
            else lexicon.weights[name]
            for name in MEANINGS
        }
        FILE.write_text(write(scaled), encoding="utf-8")


if __name__ == "__main__":
    main()
