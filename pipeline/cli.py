"""The command line of a stage: the artefacts that it reads are options named after their stages."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path


def make_parser(
    stage: str, description: str | None, reads: tuple[str, ...] = (), *, many: bool = False
) -> ArgumentParser:
    """Return a parser with an option for each artefact that the stage reads, and --output.

    With `many` an option takes the artefacts of all batches, in order, and may be empty.
    """
    parser = ArgumentParser(prog=f"python -m pipeline {stage}", description=description)
    for name in reads:
        if many:
            parser.add_argument(f"--{name}", type=Path, nargs="*", default=[], metavar="JSONL")
        else:
            parser.add_argument(f"--{name}", type=Path, required=True, metavar="JSONL")
    parser.add_argument("--output", type=Path, required=True)
    return parser


def read_names(given: Sequence[str]) -> list[str]:
    """Return names as given, or for `-` those on standard input, each ended by a null character.

    A command line is limited; names of files from anywhere may be many and long, and hold line
    ends.
    """
    if list(given) != ["-"]:
        return list(given)
    return [name for name in sys.stdin.buffer.read().decode().split("\0") if name]
