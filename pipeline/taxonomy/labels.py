"""Categories that a person gave to answers: raw/labels.tsv.

The first line names the columns: transcript, turn, category, and any of begins and note. `begins`
holds the first characters of the answer. Numbers of turns change when a text is cleaned or cut
anew; with `begins` a label follows its answer, or is reported, and never falls on another.
A line that cannot be used is a problem of its own and affects no other line.
"""

from bisect import bisect_left
from collections.abc import Container, Iterable
from pathlib import Path
from typing import NamedTuple

from pipeline.records.problems import Problem
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.taxonomy import Taxonomy
from pipeline.tsv import Reporter, TsvTable, Unused, read_tsv

NEEDED = ("transcript", "turn", "category")
OTHERS = ("begins", "note")
REPORTER = Reporter("labels.tsv", "train", Path(__file__).with_name("labels.toml"))


class CategoryLabel(NamedTuple):
    """A category given to an answer, and the line that says so."""

    line: int
    transcript: str
    turn: str
    category: str
    begins: str

    def reject(self, code: str, **further: object) -> Unused:
        """Return why the line is not used."""
        return Unused(code, {**self._asdict(), **further})


class CategoryLabels(NamedTuple):
    """The lines of labels.tsv that can be used so far, and why others cannot."""

    labels: list[CategoryLabel]
    unused: list[Unused]
    fault: str | None = None
    """The code of why none can."""

    def list_problems(self, further: Iterable[Unused] = ()) -> list[Problem]:
        """Return the problems of the table, and of its lines with those found later."""
        return REPORTER.list_problems(self.fault, [*self.unused, *further])


def list_labelled(paths: Iterable[Path]) -> set[str]:
    """Return the transcripts that the files label."""
    tables = (read_tsv(path, NEEDED, OTHERS) for path in paths)
    return {cells["transcript"] for table in tables for _, cells in table.rows if cells}


def read_labels(path: Path | None, taxonomy: Taxonomy) -> CategoryLabels:
    """Return the labels of a file whose category exists, the first of two for one answer."""
    labels: dict[tuple[str, str], CategoryLabel] = {}
    unused: list[Unused] = []
    table = read_tsv(path, NEEDED, OTHERS) if path else TsvTable([])
    if table.fault:
        return CategoryLabels([], [], f"label_table_{table.fault}")
    for number, cells in table.rows:
        if cells is None:
            unused.append(Unused("label_malformed", {"line": number}))
            continue
        label = CategoryLabel(
            number, cells["transcript"], cells["turn"], cells["category"], cells.get("begins", "")
        )
        category = taxonomy.find(label.category)
        first = labels.get((label.transcript, label.turn))
        if category is None:
            unused.append(label.reject("label_category_unknown"))
        elif first is not None:
            unused.append(label.reject("label_duplicate", first=first.line))
        else:
            labels[label.transcript, label.turn] = label._replace(category=category)
    return CategoryLabels(list(labels.values()), unused)


def group_labels(labels: Iterable[CategoryLabel]) -> dict[str, list[CategoryLabel]]:
    """Return the labels of each transcript."""
    grouped: dict[str, list[CategoryLabel]] = {}
    for label in labels:
        grouped.setdefault(label.transcript, []).append(label)
    return grouped


def place_labels(
    labels: Iterable[CategoryLabel], transcript: Transcript, segmentation: Segmentation
) -> tuple[dict[str, CategoryLabel], list[Unused]]:
    """Return labels of a transcript by the turn of their answer, and those that fit none."""
    answers = {
        turn.id: transcript.text[turn.start : turn.end].lstrip()
        for turn in segmentation.turns
        if turn.kind == "answer"
    }
    ordered = sorted((text, turn) for turn, text in answers.items())
    placed: dict[str, CategoryLabel] = {}
    unused: list[Unused] = []
    for label in labels:
        turn, code = label.turn, "label_turn_unknown"
        if label.begins and not answers.get(turn, "").startswith(label.begins):
            code = "label_begins_differs"
            at = bisect_left(ordered, (label.begins,))
            same = [name for text, name in ordered[at : at + 2] if text.startswith(label.begins)]
            turn = same[0] if len(same) == 1 else ""
        if turn not in answers:
            unused.append(label.reject(code))
        elif turn in placed:
            unused.append(label.reject("label_duplicate", first=placed[turn].line))
        else:
            placed[turn] = label
    return placed, unused


def find_unknown(labels: Iterable[CategoryLabel], known: Container[str]) -> list[Unused]:
    """Return the labels of transcripts that are not there."""
    return [
        label.reject("label_transcript_unknown")
        for label in labels
        if label.transcript not in known
    ]
