"""Categories that a person gave to answers: raw/labels.tsv.

The first line names the columns: transcript, turn, category, and any of begins and note. `begins`
holds the first characters of the answer. Numbers of turns change when a text is cleaned or cut
anew; with `begins` a label follows its answer, or is reported, and never falls on another.
A line that cannot be used is a problem of its own and affects no other line.
"""

from collections.abc import Container, Iterable
from pathlib import Path
from typing import NamedTuple

from pipeline.records.problems import Problem
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.taxonomy import Taxonomy
from pipeline.tsv import Reporter, TsvTable, read_tsv

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


class CategoryLabels(NamedTuple):
    """The lines of labels.tsv that can be used so far, and why others cannot."""

    labels: list[CategoryLabel]
    problems: list[Problem]


def list_labelled(paths: Iterable[Path]) -> set[str]:
    """Return the transcripts that the files label."""
    tables = (read_tsv(path, NEEDED, OTHERS) for path in paths)
    return {cells["transcript"] for table in tables for _, cells in table.rows if cells}


def read_labels(path: Path | None, taxonomy: Taxonomy) -> CategoryLabels:
    """Return the labels of a file whose category exists, the first of two for one answer."""
    labels: dict[tuple[str, str], CategoryLabel] = {}
    problems: list[Problem] = []
    table = read_tsv(path, NEEDED, OTHERS) if path else TsvTable([])
    if table.fault:
        problems.append(REPORTER.report_fault(f"label_table_{table.fault}"))
    for number, cells in table.rows:
        if cells is None:
            problems.append(REPORTER.report("label_malformed", line=number))
            continue
        label = CategoryLabel(
            number, cells["transcript"], cells["turn"], cells["category"], cells.get("begins", "")
        )
        category = taxonomy.find(label.category)
        first = labels.get((label.transcript, label.turn))
        if category is None:
            problems.append(REPORTER.report("label_category_unknown", **label._asdict()))
        elif first is not None:
            problems.append(REPORTER.report("label_duplicate", **label._asdict(), first=first.line))
        else:
            labels[label.transcript, label.turn] = label._replace(category=category)
    return CategoryLabels(list(labels.values()), problems)


def group_labels(labels: Iterable[CategoryLabel]) -> dict[str, list[CategoryLabel]]:
    """Return the labels of each transcript."""
    grouped: dict[str, list[CategoryLabel]] = {}
    for label in labels:
        grouped.setdefault(label.transcript, []).append(label)
    return grouped


def place_labels(
    labels: Iterable[CategoryLabel], transcript: Transcript, segmentation: Segmentation
) -> tuple[dict[str, CategoryLabel], list[Problem]]:
    """Return labels of a transcript by the turn of their answer, and those that fit none."""
    answers = {
        turn.id: transcript.text[turn.start : turn.end].lstrip()
        for turn in segmentation.turns
        if turn.kind == "answer"
    }
    placed: dict[str, CategoryLabel] = {}
    problems: list[Problem] = []
    for label in labels:
        turn, code = label.turn, "label_turn_unknown"
        if label.begins and not answers.get(turn, "").startswith(label.begins):
            code = "label_begins_differs"
            same = [name for name, text in answers.items() if text.startswith(label.begins)]
            turn = same[0] if len(same) == 1 else ""
        if turn not in answers:
            problems.append(REPORTER.report(code, **label._asdict()))
        elif turn in placed:
            first = placed[turn].line
            problems.append(REPORTER.report("label_duplicate", **label._asdict(), first=first))
        else:
            placed[turn] = label
    return placed, problems


def find_unknown(labels: Iterable[CategoryLabel], known: Container[str]) -> list[Problem]:
    """Return the problems of labels for transcripts that are not there."""
    return [
        REPORTER.report("label_transcript_unknown", **label._asdict())
        for label in labels
        if label.transcript not in known
    ]
