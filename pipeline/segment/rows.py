"""Reads tables of questions and answers: the head row says which column holds what.

A row is one line of the text, with tabs between its cells, or two spaces in one of Markdown.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.records.transcript import Label, Transcript

COLUMNS = {
    "question": re.compile(
        r"问[询题]?|提问|询问|咨询|来[访电]|诉求"
        r"|(?:热点|咨询|提问|企业|群众|市民|网民|网友|记者|主要|来电|来信|留言|诉求|反映|信访)?"
        r"(?:问题|提问|内容|诉求|事项|留言)"
    ),
    "answer": re.compile(
        r"(?:部门|官方|有关|政策|单位)?(?:答[复覆]?|[解回]答|回[复覆应應]|办[理结])"
        r"(?:内容|意见|情况|结果)?|答案"
    ),
    "office": re.compile(
        r"(?:答复|回复|解答|回应|责任|承办|主办|办理|牵头)(?:部门|单位|人)|部门|单位"
    ),
}
"""What is written above a column."""
BETWEEN = "  "


class TableRow(NamedTuple):
    """A row: the range of the question, that of the answer, and who answers, where it is told."""

    question: tuple[int, int]
    answer: tuple[int, int]
    office: Label | None


def find_rows(transcript: Transcript) -> dict[int, TableRow]:
    """Return the rows of tables of questions and answers, by the number of the block."""
    text = transcript.text
    found: dict[int, TableRow] = {}
    columns: dict[str, int] | None = None
    width = 0
    for number, block in enumerate(transcript.blocks):
        cells = list(cut_cells(text, block.start, block.end))
        words = [text[start:end].strip() for start, end in cells]
        whole = columns and len(cells) == width
        if columns and whole and words[columns["question"]] and words[columns["answer"]]:
            found[number] = read_row(cells, words, columns)
        else:
            columns, width = read_head(words), len(cells)
    return found


def cut_cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the cells of a line."""
    mark = "\t" if "\t" in text[start:end] else BETWEEN
    for cell in text[start:end].split(mark):
        yield start, start + len(cell)
        start += len(cell) + len(mark)


def read_head(words: Sequence[str]) -> dict[str, int] | None:
    """Return the columns that the head of a table names, where it has questions and answers.

    >>> read_head(["序号", "提问", "答复", "答复部门"])
    {'question': 1, 'answer': 2, 'office': 3}
    >>> read_head(["产品", "产量"]) is None
    True
    """
    columns: dict[str, int] = {}
    for name, pattern in COLUMNS.items():
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
