"""The columns that a row takes from around it: its transcript, its section, its period."""

from typing import Any, Literal

from pipeline.glossary.compose import translate
from pipeline.measure.period import Period
from pipeline.publish.tabular.columns import (
    CellValue,
    Column,
    Surroundings,
    describe_field,
    find_columns,
)
from pipeline.records.base import Bilingual
from pipeline.records.segmentation import Section
from pipeline.records.transcript import Transcript


def from_parent(column: Column, name: str) -> Column:
    """Return a column of the record that holds a row, under a name of its own."""
    return column._replace(name=name, get=lambda _, around: column.get(around.parent, around))


def in_english(column: Column, name: str) -> Column:
    """Return a column of what another says, in English; null where the glossary has none."""
    meaning = Bilingual(
        zh=f"{column.meaning.zh}（英文）", en=f"{column.meaning.en}, in English where it is known"
    )

    def get(record: Any, around: Surroundings) -> CellValue:
        said = column.get(record, around)
        return translate(said) if isinstance(said, str) else None

    return Column(name, "string", meaning, get, nullable=True)


def of_transcript(name: str) -> Column:
    """Return a column of a field of the transcript that a row is in."""
    (column,) = find_columns(Transcript, name)
    return column._replace(get=lambda _, around: getattr(around.transcript, name, None))


def of_period(bound: Literal["start", "end"], zh: str, en: str) -> Column:
    """Return a column of the first or last day of a row's period, null where it has no such day."""

    def get(row: Any, _: Surroundings) -> CellValue:
        period = Period.parse(row.period)
        day = getattr(period, bound) if period else None
        return day.isoformat() if day else None

    return Column(f"period_{bound}", "date", Bilingual(zh=zh, en=en), get, True)


AROUND = {
    column.name: column
    for column in (
        of_transcript("date"),
        of_transcript("title"),
        of_period("start", "时期的首日", "First day of the period"),
        of_period("end", "时期的末日", "Last day of the period"),
        Column(
            "section_title",
            "string",
            describe_field(Section, "title"),
            lambda row, around: around.sections.get(row.section or ""),
            True,
        ),
        Column(
            "text",
            "string",
            Bilingual(zh="文字，照录整理文本", en="The words, as in the clean text"),
            lambda row, around: around.transcript.text[row.start : row.end],
        ),
        Column(
            "permalink",
            "string",
            Bilingual(
                zh="永久编号：由原文得出，重新运行后不变；也是报告页中的锚点",
                en="Id that stays the same over runs, made of the words; an anchor on the page",
            ),
            lambda row, around: around.permalinks[row.id],
        ),
        Column(
            "found_by",
            "string",
            Bilingual(zh="得出此行的阶段", en="Stage that made the row"),
            lambda _, around: around.stage,
        ),
    )
}
"""Columns that a row takes from around it, in the tables whose declaration names them."""
