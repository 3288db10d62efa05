"""Reads tables of questions and answers: the head row says which column holds what.

A row is one line of the text, with tabs between its cells, or two spaces in one of Markdown.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.records.transcript import Label, Transcript
from pipeline.segment.signs import SegmentSigns

COLUMNS = ("question", "answer", "office")
"""Signs of what is written above a column."""
BETWEEN = "  "


class TableRow(NamedTuple):
    """A row: the range of the question, that of the answer, and who answers, where it is told."""

    question: tuple[int, int]
    answer: tuple[int, int]
    office: Label | None


def find_answered_rows(transcript: Transcript) -> dict[int, TableRow]:
    """Return the rows of tables of questions and answers, by the number of the block."""
    text = transcript.text
    found: dict[int, TableRow] = {}
    columns: dict[str, int] | None = None
    width = 0
    for number, block in enumerate(transcript.blocks):
        cells = list(part_cells(text, block.start, block.end))
        words = [text[start:end].strip() for start, end in cells]
        whole = columns and len(cells) == width
        if columns and whole and words[columns["question"]] and words[columns["answer"]]:
            found[number] = read_row(cells, words, columns)
        else:
            columns, width = read_table_head(words), len(cells)
    return found


def part_cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the cells of a line."""
    mark = "\t" if "\t" in text[start:end] else BETWEEN
    for cell in text[start:end].split(mark):
        yield start, start + len(cell)
        start += len(cell) + len(mark)


def read_table_head(words: Sequence[str]) -> dict[str, int] | None:
    """Return the columns that the head of a table names, where it has questions and answers.

    >>> read_table_head(["序号", "提问", "答复", "答复部门"])
    {'question': 1, 'answer': 2, 'office': 3}
    >>> read_table_head(["产品", "产量"]) is None
    True
    """
    columns: dict[str, int] = {}
    for name in COLUMNS:
        pattern = SegmentSigns.load().patterns[name]
        places = [k for k, word in enumerate(words) if pattern.fullmatch(word)]
        if places:
            columns[name] = places[0]
    return columns if {"question", "answer"} <= columns.keys() else None


def read_row(
    cells: Sequence[tuple[int, int]], words: Sequence[str], columns: dict[str, int]
) -> TableRow:
    """Return what the cells of a row are."""
    office = words[columns["office"]] if "office" in columns else ""
    label = Label(role="official", name=office, words=office, speech_start=0) if office else None
    return TableRow(cells[columns["question"]], cells[columns["answer"]], label)
