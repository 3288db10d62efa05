"""Claims as rows of text, and the columns that the published tables have."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from pipeline.lexicon import load_toml
from pipeline.records import Bilingual, Claim

Row = tuple[str | int | None, ...]

NUMBERS = frozenset({"value", "value_high"})
"""Columns of exact decimals; all others of text are never numbers to a spreadsheet."""


class Columns(BaseModel):
    """The columns of the claim tables in order, with their meaning."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: dict[str, Bilingual]


def load_columns() -> Columns:
    """Return the columns of columns.toml."""
    return load_toml(Path(__file__).with_name("columns.toml"), Columns)


def tabulate(
    claims: Iterable[Claim],
    columns: Columns,
    *,
    date: str | None,
    title: str | None,
    sections: Mapping[str, str],
) -> Iterator[Row]:
    """Yield one row a claim, of the transcript of this date, title and section titles by id."""
    names = tuple(columns.column)
    for claim in claims:
        cells = {
            "date": date,
            "title": title,
            "section_title": sections.get(claim.section or ""),
        }
        for name, value in claim:
            if name.endswith("_span"):
                stem = name.removesuffix("_span")
                cells[f"{stem}_start"] = value.start if value else None
                cells[f"{stem}_end"] = value.end if value else None
            else:
                cells[name] = value
        yield tuple(cells[name] for name in names)
