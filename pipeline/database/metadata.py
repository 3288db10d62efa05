"""Describes the database to Datasette: titles, meanings of columns, facets and queries."""

from collections.abc import Iterable, Iterator

from pydantic import Field

from pipeline.database.letters import write_question
from pipeline.database.schema import NUMBER, SEARCHED
from pipeline.knowledge import Entry, KnowledgeFile
from pipeline.publish.tabular.columns import EXACT, Column
from pipeline.publish.tabular.declarations import OutputTable
from pipeline.records.base import Bilingual

GAP = "{question}"
NUMBERED = Bilingual(
    zh="句子在数据库中的序号，查找时用", en="Number of the sentence, by which the search finds it"
)


class Query(Entry):
    """A query that comes with the database."""

    zh: str
    en: str
    description: str
    sql: str

    def write(self) -> str:
        """Return its SQL."""
        return self.sql.strip().replace(GAP, write_question(":phrase"))


class DatasetteView(KnowledgeFile):
    """What Datasette shows."""

    file = "datasette.toml"
    zh: str
    en: str
    description: str
    facets: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    queries: dict[str, Query]


def describe_database(
    database: str, tables: Iterable[OutputTable], shown: DatasetteView
) -> dict[str, object]:
    """Return the metadata of a database of this name, as Datasette reads them."""
    return {
        "title": f"{shown.zh} · {shown.en}",
        "description": shown.description,
        "databases": {
            database: {
                "tables": {
                    table.name: describe_table(table, shown.facets.get(table.name, ()))
                    for table in tables
                },
                "queries": {
                    name: {
                        "title": f"{query.zh} · {query.en}",
                        "description": query.description,
                        "hide_sql": True,
                        "sql": query.write(),
                    }
                    for name, query in shown.queries.items()
                },
            }
        },
    }


def describe_table(table: OutputTable, facets: tuple[str, ...]) -> dict[str, object]:
    """Return what Datasette shows of a table."""
    columns = dict(meaning for column in table.columns for meaning in describe_column(column))
    if table.name == SEARCHED:
        columns = {NUMBER: word(NUMBERED)} | columns
    described: dict[str, object] = {
        "title": table.name,
        "description": word(table.meaning),
        "columns": columns,
    }
    if facets:
        described["facets"] = list(facets)
    if "title" in columns:
        described["label_column"] = "title"
    return described


def describe_column(column: Column) -> Iterator[tuple[str, str]]:
    """Yield the names that a column has in the database, with what they mean."""
    yield column.name, word(column.meaning)
    if column.kind == "decimal":
        yield column.name + EXACT, f"{word(column.meaning)} (as exact text)"


def word(meaning: Bilingual) -> str:
    """Return a meaning in both languages."""
    return f"{meaning.zh} · {meaning.en}"
