"""Problems: which files could not be read, and which parts of others are missing.

Reads what the stages made of all batches, the model card for the lines of labels.tsv that were not
used, and the names in raw/ that are not taken. Writes the list of problems as JSON Lines and as a
table. A page that cannot be written is no problem of a file: the start page names it.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

from pipeline import artefacts
from pipeline.problems.listing import list_problems, write_problems
from pipeline.publish.pages.rendering import RefusalCode, load_messages
from pipeline.records.base import Record
from pipeline.records.lines import LINE
from pipeline.records.model_card import ModelCard
from pipeline.records.problems import Problem


def read_lines(batches: Sequence[Sequence[Path]]) -> Iterator[tuple[Record, ...]]:
    """Yield what the stages made of each file of all batches, in the order of `LINE`."""
    for paths in zip(*batches, strict=True):
        yield from artefacts.read_side_by_side(*zip(paths, LINE.values(), strict=True))


def read_label_problems(card: Path | None) -> list[Problem]:
    """Return why lines of labels.tsv were not used, from the model card."""
    cards = artefacts.read(card, ModelCard) if card else ()
    return [
        problem for found in cards if isinstance(found, ModelCard) for problem in found.problems
    ]


def split_refusal(argument: str) -> tuple[RefusalCode, str]:
    """Return the code and the name of an argument CODE=NAME.

    Raises ValueError for a code that is not known.
    """
    code, _, name = argument.partition("=")
    for known in get_args(RefusalCode):
        if code == known:
            return known, name
    raise ValueError(f"{code} is not one of {get_args(RefusalCode)}")


def main(argv: list[str]) -> None:
    """Read what the stages made of all batches, write the list of problems."""
    parser = argparse.ArgumentParser(prog="python -m pipeline problems", description=__doc__)
    for name in LINE:
        parser.add_argument(f"--{name}", type=Path, nargs="*", default=[])
    parser.add_argument("--card", type=Path)
    parser.add_argument("--refused", type=split_refusal, nargs="*", default=[], metavar="CODE=NAME")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--table", type=Path, required=True)
    arguments = parser.parse_args(argv)
    lines = read_lines([getattr(arguments, name) for name in LINE])
    labels = read_label_problems(arguments.card)
    problems = list_problems(lines, arguments.refused, load_messages().refusal, labels)
    with artefacts.replacing(arguments.output) as out:
        out.writelines(f"{problem.model_dump_json()}\n" for problem in problems)
    with artefacts.replacing(arguments.table) as out:
        write_problems(out, problems)
