"""Command line: `python -m pipeline STAGE …`. Imports the one stage that it runs."""

import importlib
import sys
from pathlib import Path

from pipeline.errors import InputError


def main(argv: list[str]) -> int:
    """Run a stage; a mistake of the user ends in one sentence and status 1."""
    stages = sorted(path.parent.name for path in Path(__file__).parent.glob("*/stage.py"))
    if not argv or argv[0] not in stages:
        print(
            f"usage: python -m pipeline {{{','.join(stages)}}} … (each has --help)", file=sys.stderr
        )
        return 2
    stage = importlib.import_module(f"pipeline.{argv[0]}.stage")
    try:
        stage.main(argv[1:])
    except InputError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
