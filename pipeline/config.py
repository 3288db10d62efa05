"""The schema of config.yaml: every key, its default, its bounds."""

from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from pipeline.errors import InputError
from pipeline.inventory import UNSAFE

Folder = Annotated[
    str,
    Field(min_length=1, description="the name of a folder"),
    # `--config raw=2021` is a number to Snakemake.
    BeforeValidator(lambda given: str(given) if type(given) is int else given),
]


def split_pair(given: object) -> object:
    """Take two names with a comma between them, as `--config compare=A,B` gives them.

    >>> split_pair("A,B")
    ['A', 'B']
    """
    return given.split(",") if isinstance(given, str) and given.count(",") == 1 else given


def check_pair(pair: Sequence[str], transcripts: Collection[str]) -> None:
    """Raise InputError where the pair to compare is not two transcripts that there are."""
    ids = ",".join(sorted(transcripts)[-2:])
    if len(pair) not in (0, 2):
        raise InputError(
            "compare: name two transcripts, the earlier and the later, by their ids, which are the "
            f"names of their files without the suffix (compare={ids})"
        )
    for name in pair:
        if name not in transcripts:
            near = get_close_matches(name, sorted(transcripts), n=1) or [max(transcripts)]
            raise InputError(
                f"compare: {name}: no such transcript; name it by its id, which is the name of its "
                f"file without the suffix, such as {near[0]}"
            )


class Config(BaseModel):
    """The choices of a run. config.yaml says what each is for; a description, what it can be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    raw: Folder = "raw"
    results: Folder = "results"
    batch_kilobytes: int = Field(
        default=4000, ge=1, le=10_000, description="a number of kilobytes from 1 to 10000"
    )
    topics: Literal["auto"] | Annotated[int, Field(ge=1, le=200)] = Field(
        default="auto", description="auto, or a number of topics from 1 to 200"
    )
    compare: Annotated[list[str], BeforeValidator(split_pair)] = Field(
        default=[],
        max_length=2,
        description="the names of two transcripts, the earlier and the later",
    )


def check_yaml(path: Path) -> None:
    """Raise InputError where a file of choices is no YAML, with the line.

    A module of another workflow has no such file: it is given its choices.
    """
    if not path.is_file():
        return
    try:
        yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        reason = getattr(error, "problem", None) or str(error)
        raise InputError(f"{path}{where}: not a YAML file: {reason}; mend it there") from error


def check_config(values: Mapping[str, Any]) -> Config:
    """Return the configuration, or raise InputError in one line that names the wrong keys."""
    unknown = [key for key in values if key not in Config.model_fields]
    if unknown:
        raise InputError(
            f"config: {', '.join(map(str, unknown))}: no such key; "
            f"the keys are {', '.join(Config.model_fields)}"
        )
    try:
        found = Config.model_validate(values)
    except ValidationError as error:
        keys = dict.fromkeys(str(found["loc"][0]) for found in error.errors())
        wrong = (f"{k}: {values[k]!r} is not {Config.model_fields[k].description}" for k in keys)
        raise InputError(f"config: {'; '.join(wrong)}") from error
    check_folders(Path(found.raw), Path(found.results))
    return found


def check_folders(raw: Path, results: Path) -> None:
    """Raise InputError where pages would become transcripts, or Snakemake would read a pattern."""
    for name, folder in (("raw", raw), ("results", results)):
        if UNSAFE & set(str(folder)):
            raise InputError(
                f"config: {name}: {folder} has a brace or an angle bracket, which Snakemake takes "
                "for a pattern; name another folder"
            )
    file = next((one for one in (results, *results.parents) if one.is_file()), None)
    if file is not None:
        raise InputError(f"config: results: {file} is a file; name a folder")
    if raw.resolve().is_relative_to(results.resolve()):
        raise InputError(
            f"config: raw: {raw} is in the results folder, {results}; keep the two apart"
        )
