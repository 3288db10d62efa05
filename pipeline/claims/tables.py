"""Claims of tables: each cell with a number, by the heads of its row and its column.

The unit stands in the cell, in the head of the column or the row (产量（万吨）), in a column of
units, or above the table (单位：万吨). A head of growth (增长（%）) makes a change of what the
column before it measures. A cell whose unit nothing tells is no claim.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.claims.find.quantities import Quantity
from pipeline.claims.find.side_by_side import find_quantities
from pipeline.claims.read.drafts import Draft
from pipeline.claims.read.lexicon import Lexicon
from pipeline.claims.read.naming import name_indicator
from pipeline.claims.read.predicate import Predicate
from pipeline.claims.table_heads import (
    BRACKETS,
    EARLIER,
    choose_unit,
    find_period_above,
    find_units,
    read_head_name,
    read_periods,
)
from pipeline.language.fold import fold
from pipeline.records.transcript import Cell, Table, Transcript

NUMBER = re.compile(r"[-+−－]?[\d０-９][\d０-９,，. ]*[%％‰]?(?:[万亿])?")
SIGN = re.compile(r"^[-−－]")
UNIT_HEAD = re.compile(r"(?:计量|计算)?单[ 　]*位")
GROWTH = re.compile(
    r"(?:同比|比上年|较上年|环比|比上月|比去年)?(?:增长|增减|增速|升降|±|涨跌)(?:率|幅度?)?"
)
NO_NAME = re.compile(f"{GROWTH.pattern}|{EARLIER.pattern}|^{UNIT_HEAD.pattern}$")
BASELINES = (("yoy", re.compile("同比|比上年|较上年|比去年")), ("mom", re.compile("环比|比上月")))
ABOVE = 120
"""Characters above a table among which its unit stands."""
PATTERN = "table_cell"


class CellDraft(NamedTuple):
    """A claim of a cell on its way, and its indicator: the heads put together."""

    draft: Draft
    indicator: str | None


def read_tables(transcript: Transcript, lexicon: Lexicon, end: int) -> list[CellDraft]:
    """Return the claims of all tables of a transcript before `end`, in the order of the text."""
    found: list[CellDraft] = []
    for table in transcript.tables:
        reader = TableReader(table, transcript.text, lexicon, transcript.title or "")
        found += reader.read(end)
    return sorted(found, key=lambda one: one.draft.quantity.start)


class TableReader:
    """Reads one table of a text, of which the document has a title."""

    def __init__(self, table: Table, text: str, lexicon: Lexicon, title: str) -> None:
        self.table, self.text, self.lexicon = table, text, lexicon
        above = text[max(0, table.start - ABOVE) : table.start]
        self.units_above = find_units(above)
        self.period_above = find_period_above(above, title)
        self.beside: defaultdict[int, list[Cell]] = defaultdict(list)
        self.over: defaultdict[int, list[Cell]] = defaultdict(list)
        for cell in table.cells:
            if cell.row < table.head_rows:
                for column in range(cell.column, cell.column + cell.columns):
                    self.over[column].append(cell)
            elif cell.column < table.head_columns:
                for row in range(cell.row, cell.row + cell.rows):
                    self.beside[row].append(cell)
        self.units = {cell.row: self.words(cell) for cell in table.cells if self.holds_units(cell)}

    def read(self, end: int) -> Iterator[CellDraft]:
        """Yield the claims of the cells that begin before `end`."""
        for cell in self.table.cells:
            if cell.start >= end:
                continue
            words = self.words(cell)
            is_body = cell.row >= self.table.head_rows and cell.column >= self.table.head_columns
            if is_body and NUMBER.fullmatch(words):
                draft = self.read_cell(cell, words)
                if draft:
                    yield draft

    def words(self, cell: Cell) -> str:
        """Return the text of a cell."""
        return self.text[cell.start : cell.end].strip()

    def above(self, cell: Cell) -> list[str]:
        """Return the heads above a cell from the top."""
        return [self.words(head) for head in self.over[cell.column]]

    def holds_units(self, cell: Cell) -> bool:
        """Return whether a cell is in a column of units."""
        return any(UNIT_HEAD.fullmatch(head) for head in self.above(cell))

    def find_unit(self, cell: Cell, beside: Sequence[str], above: Sequence[str]) -> str:
        """Return the unit of a cell as written: of its column, its row, above the table."""
        for head in (*reversed(above), *reversed(beside)):
            for inside in BRACKETS.findall(head):
                if self.make_quantity("1", inside):
                    return str(inside)
        grows = any(GROWTH.search(head) for head in above)
        told = choose_unit(self.units_above, "".join((*beside, *above)), grows=grows)
        return told if grows else self.units.get(cell.row, told)

    def make_quantity(self, number: str, unit: str) -> Quantity | None:
        """Return a number with a unit as a quantity, None where they make none."""
        digits = re.sub("[,， ]", "", SIGN.sub("", number))
        written = fold(f"{digits}{unit}")
        found, _ = find_quantities(written, self.lexicon.finder)
        whole = found[0] if len(found) == 1 else None
        if not isinstance(whole, Quantity) or not whole.unit or whole.end < len(written):
            return None
        return whole

    def read_cell(self, cell: Cell, words: str) -> CellDraft | None:
        """Return the claim of one cell, None where nothing tells its unit."""
        beside = [self.words(h) for h in self.beside[cell.row] if not self.holds_units(h)]
        above = self.above(cell)
        own = self.make_quantity(words, "")
        quantity = own or self.make_quantity(words, self.find_unit(cell, beside, above))
        if quantity is None:
            return None
        start = cell.start + self.text[cell.start : cell.end].index(words[:1])
        quantity.first = quantity.start = start
        quantity.last = quantity.end = start + len(words)
        quantity.pattern = PATTERN
        grows = next((head for head in above if GROWTH.search(head)), None)
        falls = SIGN.match(words) is not None
        reading = Predicate(quantity.op)
        if grows is not None:
            reading.kind, reading.direction = "change", "down" if falls else "up"
            reading.baseline = next((name for name, p in BASELINES if p.search(grows)), None)
            above = [self.name_before(cell) if head == grows else head for head in above]
        elif falls:
            quantity.value = -quantity.value
        heads = (*beside, *above)
        draft = Draft(quantity, reading, period=read_periods(heads, self.period_above))
        indicator = "".join(map(read_head_name, heads))
        draft.name = name_indicator(
            indicator or None, reading.kind, reading.direction, reading.baseline, self.lexicon
        )
        return CellDraft(draft, indicator or None)

    def name_before(self, cell: Cell) -> str:
        """Return the head of the column before, of which a column of growth says the change."""
        for column in range(cell.column - 1, self.table.head_columns - 1, -1):
            heads = [self.words(head) for head in self.over[column]]
            if heads and not any(NO_NAME.search(head) for head in heads):
                return heads[-1]
        return ""
