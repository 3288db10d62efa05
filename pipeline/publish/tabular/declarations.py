"""The tables that tables.toml declares, with their columns and how rows are made."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, get_args

from pydantic import Field

from pipeline.knowledge import Entry, KnowledgeFile
from pipeline.publish.tabular.around import AROUND, from_parent, in_english
from pipeline.publish.tabular.columns import Column, Surroundings, TableRow, find_columns
from pipeline.records.base import Bilingual, Record
from pipeline.stages import RECORDS

BATCH = ("clean", "segment", "claims", "classify")
"""The stages of which records are rows, those with a line per transcript."""
CORPUS = ("train", "topics", "indicators", "promises", "wording", "problems")
"""And those with one artefact for the whole corpus."""


class ForeignKey(Entry):
    """Columns that name a row of another table."""

    table: str
    columns: dict[str, str]


class Declaration(Entry):
    """One table."""

    zh: str
    en: str
    rows: tuple[str, ...]
    parent: dict[str, str] = Field(default_factory=dict)
    columns: tuple[str, ...] = ()
    english: dict[str, str] = Field(default_factory=dict)
    omit: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    references: tuple[ForeignKey, ...] = ()
    workbook: bool = True


class Declarations(KnowledgeFile):
    """All tables."""

    file = "tables.toml"
    table: dict[str, Declaration]


class Origin(NamedTuple):
    """Where rows come from: a stage and a field of its record, or the record itself."""

    stage: str
    field: str | None = None

    def find(self, record: Record) -> Sequence[Record]:
        """Return the rows that a record of the stage holds."""
        return (record,) if self.field is None else getattr(record, self.field)


class OutputTable(NamedTuple):
    """A table: its name, meaning and columns, and where its rows come from."""

    name: str
    meaning: Bilingual
    columns: tuple[Column, ...]
    origins: tuple[Origin, ...]
    key: tuple[str, ...] = ()
    references: tuple[ForeignKey, ...] = ()
    workbook: bool = True

    def tabulate(self, found: Iterable[Record], around: Surroundings) -> Iterator[TableRow]:
        """Yield a row for each record."""
        getters = [column.get for column in self.columns]
        for record in found:
            yield tuple([get(record, around) for get in getters])


def load_tables() -> tuple[OutputTable, ...]:
    """Return the tables of tables.toml, in order.

    Raises TypeError where a column has no meaning in both languages, or not a name of its own.
    """
    declared = Declarations.load().table
    return tuple(make_table(name, table) for name, table in declared.items())


def load_claims_table() -> OutputTable:
    """Return the table of claims."""
    return next(table for table in load_tables() if table.name == "claims")


def make_table(name: str, declared: Declaration) -> OutputTable:
    """Return a table with the columns that its record and its declaration give it."""
    origins = tuple(Origin(*row.split(".")) for row in declared.rows)
    holder = RECORDS[origins[0].stage]
    items = origins[0].field
    record = get_args(holder.model_fields[items].annotation)[0] if items else holder
    own = [field for field in record.model_fields if field not in declared.omit]
    columns = index(column for field in own for column in find_columns(record, field))
    above = {"transcript": "transcript"} if "transcript" in holder.model_fields else {}
    for parent, field in (above | declared.parent).items():
        columns.setdefault(parent, from_parent(next(find_columns(holder, field)), parent))
    for place, column in declared.english.items():
        columns[place] = in_english(columns[column], place)
    columns = {place: AROUND[place] for place in declared.columns if place not in columns} | columns
    order = dict.fromkeys((*declared.columns, *columns))
    return OutputTable(
        name=name,
        meaning=Bilingual(zh=declared.zh, en=declared.en),
        columns=tuple(columns[place] for place in order),
        origins=origins,
        key=declared.key,
        references=declared.references,
        workbook=declared.workbook,
    )


def index(found: Iterable[Column]) -> dict[str, Column]:
    """Return columns by their names. Raises TypeError where two have one name."""
    columns: dict[str, Column] = {}
    for column in found:
        if columns.setdefault(column.name, column) is not column:
            raise TypeError(f"two columns are called {column.name}; rename a field of the record")
    return columns
