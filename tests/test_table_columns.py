"""Columns of tables: what a record's fields become, and what each means."""

from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from pipeline.publish.tabular.columns import Surroundings, find_all_columns, find_columns
from pipeline.publish.tabular.declarations import index, load_claims_table, load_tables
from pipeline.records.base import Bilingual, Exact, Record, Span
from pipeline.records.phrases import Phrase
from pipeline.safe import disarm
from tests.spreadsheet_cells import arm

TABLES = {table.name: table for table in load_tables()}


@given(st.text())
def test_a_disarmed_cell_is_no_formula_and_can_be_read_back(cell: str) -> None:
    assert disarm(cell)[:1] not in tuple("=+-@\t\r\n＝＋－＠")
    assert arm(disarm(cell)) == cell


def test_what_a_span_and_a_sentence_are_made_of_are_columns() -> None:
    (message,) = (column for column in TABLES["flags"].columns if column.name == "message_zh")
    assert message.meaning == Bilingual(
        zh="说明，供人阅读（中文）", en="What it says, for people, in Chinese"
    )
    (end,) = (column for column in TABLES["claims"].columns if column.name == "period_span_end")
    assert end.kind == "integer" and end.meaning == Bilingual(
        zh="时期用词的终点", en="End of the words that gave the period"
    )


def test_every_column_has_a_meaning_in_both_languages() -> None:
    for table in TABLES.values():
        for said in (table.meaning, *(column.meaning for column in table.columns)):
            assert any("\u4e00" <= letter <= "\u9fff" for letter in said.zh), said
            assert said.en.isprintable() and said.en[0].isascii(), said


def test_what_a_table_declares_is_there() -> None:
    for table in TABLES.values():
        columns = {column.name: column for column in table.columns}
        assert not any(columns[name].nullable for name in table.key)
        for reference in table.references:
            there = {column.name for column in TABLES[reference.table].columns}
            assert set(reference.columns) <= set(columns)
            assert set(reference.columns.values()) <= there


class Sample(Record):
    """A record with a field of every kind."""

    words: str = Field(title="词", description="Words")
    number: Annotated[str, Exact] | None = Field(title="数", description="Number")
    where: Span | None = Field(title="处", description="The place")
    said: Bilingual = Field(title="言", description="What was said")
    terms: tuple[Phrase, ...] = Field(title="词语", description="Terms")


def test_a_field_of_any_kind_becomes_columns() -> None:
    columns = find_all_columns(Sample)
    assert [(column.name, column.kind, column.nullable) for column in columns] == [
        ("words", "string", False),
        ("number", "decimal", True),
        ("where_start", "integer", True),
        ("where_end", "integer", True),
        ("said_zh", "string", False),
        ("said_en", "string", False),
        ("terms", "array", False),
    ]
    assert columns[2].meaning == Bilingual(zh="处的起点", en="Start of the place")
    both = Bilingual(zh="一", en="one")
    phrases = (Phrase(text="水", weight=1.0),)
    sample = Sample(words="=x", number=None, where=None, said=both, terms=phrases)
    row = [column.get(sample, Surroundings("clean", sample)) for column in columns]
    assert row == ["=x", None, None, None, "一", "one", [{"text": "水", "weight": 1.0}]]


def test_two_columns_of_one_name_are_an_error() -> None:
    with pytest.raises(TypeError, match="two columns are called words"):
        index((*find_columns(Sample, "words"), *find_columns(Sample, "words")))


def test_a_claim_has_the_days_of_its_period_and_the_place_of_its_words() -> None:
    kinds = {column.name: column.kind for column in load_claims_table().columns}
    assert kinds["period_start"] == kinds["period_end"] == "date"
    assert kinds["period_span_start"] == kinds["period_span_end"] == "integer"


def test_a_field_without_a_meaning_is_an_error_that_names_it() -> None:
    class Mute(Record):
        """A record that does not say what its field means."""

        field: int = Field(description="only English")

    with pytest.raises(TypeError, match=r"Mute\.field needs a title"):
        find_all_columns(Mute)
