"""The columns that a record has, read from its own declaration, and its cells."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import to_json

from pipeline.records.base import Bilingual, Day, Exact, Record, Span

CellValue = str | int | float | bool | list[Any] | None
TableRow = tuple[CellValue, ...]
ColumnKind = Literal["string", "decimal", "date", "integer", "number", "boolean", "array"]

EXACT = "_exact"
"""What the name of a decimal's exact text ends in, where its number has the name itself."""
MARKS: dict[object, ColumnKind] = {Exact: "decimal", Day: "date"}
SCALARS: dict[object, ColumnKind] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
}
PARTS: dict[object, tuple[tuple[str, ColumnKind, str, str], ...]] = {
    Span: (
        ("start", "integer", "{zh}的起点", "Start of {en_within}"),
        ("end", "integer", "{zh}的终点", "End of {en_within}"),
    ),
    Bilingual: (
        ("zh", "string", "{zh}（中文）", "{en}, in Chinese"),
        ("en", "string", "{zh}（英文）", "{en}, in English"),
    ),
}
"""What is a column each of a field, and what it means by what the field does."""


class Surroundings(NamedTuple):
    """Where a row stands: its stage, the record that holds it, and its transcript if it has one."""

    stage: str
    parent: Record
    transcript: Any = None
    sections: Mapping[str, str] = {}
    """Titles of the transcript's sections by id."""
    permalinks: Mapping[str, str] = {}
    """Names of the transcript's claims that stay, by id."""


Getter = Callable[[Any, Surroundings], CellValue]


class Column(NamedTuple):
    """A column: its name, what it holds and means, and how a record gives its cell.

    A decimal is exact; it and a date, in ISO 8601, are strings. `values` are all that a string can
    be, where that is known. An array holds what `item` is: str, int, or a record of such.
    """

    name: str
    kind: ColumnKind
    meaning: Bilingual
    get: Getter
    nullable: bool = False
    values: tuple[str, ...] = ()
    item: type = str


def describe_field(record: type[Record], name: str) -> Bilingual:
    """Return what a field means, or raise TypeError where that is not said in both languages."""
    field = record.model_fields[name]
    if not field.title or not field.description:
        raise TypeError(f"{record.__name__}.{name} needs a title (zh) and a description (en)")
    return Bilingual(zh=field.title, en=field.description)


def find_columns(record: type[Record], name: str) -> Iterator[Column]:
    """Yield the columns of a field: two for a span or a bilingual sentence, those of a record."""
    meaning = describe_field(record, name)
    shape, nullable, kind = unwrap_type(record.model_fields[name])
    if shape in PARTS:
        en_within = meaning.en[0].lower() + meaning.en[1:]
        for part, part_kind, zh, en in PARTS[shape]:
            said = Bilingual(zh=zh, en=en).fill(**dict(meaning), en_within=en_within)
            get = reach_into(name, make_getter(part))
            yield Column(f"{name}_{part}", part_kind, said, get, nullable)
    elif isinstance(shape, type) and issubclass(shape, Record):
        for own in find_all_columns(shape):
            yield own._replace(
                name=f"{name}_{own.name}",
                meaning=Bilingual(
                    zh=f"{meaning.zh}：{own.meaning.zh}", en=f"{meaning.en}: {own.meaning.en}"
                ),
                get=reach_into(name, own.get),
                nullable=nullable or own.nullable,
            )
    elif get_origin(shape) is tuple:
        item = get_args(shape)[0]
        yield Column(name, "array", meaning, take_list(name, item), nullable, item=item)
    elif get_origin(shape) is Literal:
        yield Column(name, "string", meaning, make_getter(name), nullable, values=get_args(shape))
    else:
        yield Column(name, kind or SCALARS[shape], meaning, make_getter(name), nullable)


def find_all_columns(record: type[Record]) -> list[Column]:
    """Return the columns of all fields of a record."""
    return [column for field in record.model_fields for column in find_columns(record, field)]


def unwrap_type(field: FieldInfo) -> tuple[Any, bool, ColumnKind | None]:
    """Return the type of a field without its wrapping, whether it may be null, and its mark."""
    shape: Any = field.annotation
    marks = list(field.metadata)
    nullable = False
    if get_origin(shape) in (Union, UnionType):
        members = get_args(shape)
        nullable = NoneType in members
        (shape,) = (member for member in members if member is not NoneType)
    if get_origin(shape) is Annotated:
        shape, *more = get_args(shape)
        marks += more
    return shape, nullable, next((kind for mark, kind in MARKS.items() if mark in marks), None)


def make_getter(name: str) -> Getter:
    """Return a function that gives a field of a record."""
    return lambda record, _: getattr(record, name)


def reach_into(name: str, part: Getter) -> Getter:
    """Return a function that gives what `part` gives of a field, or None where the field is."""

    def get(record: Any, around: Surroundings) -> CellValue:
        whole = getattr(record, name)
        return None if whole is None else part(whole, around)

    return get


def take_list(name: str, item: type) -> Getter:
    """Return a function that gives a field of several items as a list of plain values."""
    columns = find_all_columns(item) if issubclass(item, Record) else None

    def get(record: Any, around: Surroundings) -> CellValue:
        items: Sequence[Any] = getattr(record, name)
        if columns is None:
            return list(items)
        return [{column.name: column.get(one, around) for column in columns} for one in items]

    return get


def write_array(items: list[Any]) -> str:
    """Return a list as the JSON text that stands for it in a cell of text."""
    return to_json(items).decode()


def find_nearest(value: CellValue) -> float | None:
    """Return the double nearest to a decimal; null where it is too large for one."""
    if not isinstance(value, str):
        return None
    number = float(value)
    return number if math.isfinite(number) else None
