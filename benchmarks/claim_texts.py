"""Texts with what is right of their claims: weights are fitted to them, or judged by them.

Gold passages in `../shared/gold`; invented sentences (tests/claims_read.tsv) and passages
(claim_passages.txt, and denser ones); labels of further documents (claim_labels.tsv: a document,
where a claim begins in its decoded file, and what is right: where an indicator stands there, a
period, a modality; an empty cell is not asked). Files whose names end in `kept` are never learned
from.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from benchmarks import claim_passages
from benchmarks.claim_passages import Label
from benchmarks.claims import GOLD, ROOT, SEED, SHARED, Records, read_records
from pipeline.claims.component import make_records

SENTENCES = ROOT / "tests" / "claims_read.tsv"
LABELS = ROOT / "benchmarks" / "claim_labels.tsv"
KEPT = ROOT / "benchmarks" / "claim_labels_kept.tsv"


class Text(NamedTuple):
    """A text with what is right of some of its claims, by where they begin in the source."""

    name: str
    records: Records
    labels: Mapping[int, Label]
    kind: Literal["gold", "further", "dense", "stated"] = "gold"


def read_gold(names: Sequence[str]) -> list[Text]:
    """Return the annotated passages of the sets."""
    texts = []
    for name in names:
        labels = read_gold_labels(name)
        paths = sorted((GOLD / f"{name}_passages").iterdir())
        for path, records in zip(paths, read_records(paths), strict=True):
            passage = path.stem.split("-", 3)[3]
            texts.append(Text(passage, records, labels.get(passage, {})))
    return texts


def read_gold_labels(name: str) -> dict[str, dict[int, Label]]:
    """Return what is right of the claims of a set, by passage and each place in a number."""
    labels: dict[str, dict[int, Label]] = {}
    for line in (GOLD / f"{name}.gold.jsonl").read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        if not claim.get("optional"):
            for start in range(claim["start"], claim["end"]):
                labels.setdefault(claim["passage"], {})[start] = claim
    return labels


def read_stated() -> list[Text]:
    """Return what is always learned from and has to come out right: the invented sentences, a text
    for each claim, and the seed.
    """
    texts = [
        Text("seed", records, read_gold_labels("seed")["seed"], kind="stated")
        for records in read_records([SEED])
    ]
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, date, text, surface, *fields = line.split("\t")
            text = text.replace("⏎", "\n")
            named = zip(("indicator", "period", "modality"), fields, strict=False)
            label = {name: [None if value == "–" else value] for name, value in named if value}
            labels = {text.rindex(surface): label}
            texts.append(Text(kind, make_records(text, date), labels, kind="stated"))
    return texts


def read_passages(
    path: Path = claim_passages.LEARNED, kind: Literal["further", "dense"] = "further"
) -> list[Text]:
    """Return the invented passages of a file."""
    return [
        Text(f"{number} {one.kind}", make_records(one.text, one.date), one.labels, kind)
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
            kind="further",
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
        "modality": [one for one in modality.split(";") if one],
    }
