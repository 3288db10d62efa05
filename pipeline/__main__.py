"""Command line: `python -m pipeline STAGE …`. Imports the one stage that it runs."""

import errno
import importlib
import sys
from pathlib import Path

from pipeline.errors import InputError
from pipeline.limits import limit_memory

REMEDIES = {
    errno.ENOSPC: "make room on the disk and run snakemake again",
    errno.EDQUOT: "make room within your quota and run snakemake again",
    errno.EROFS: "the folder of results can only be read; set another in config.yaml",
    errno.EACCES: "allow writing there, or set other results in config.yaml",
}
"""What to do where the system does not let a stage write."""


def main(argv: list[str]) -> int:
    """Run a stage; a mistake of the user ends in one sentence and status 1."""
    stages = sorted(path.parent.name for path in Path(__file__).parent.glob("*/stage.py"))
    if not argv or argv[0] not in stages:
        print(
            f"usage: python -m pipeline {{{','.join(stages)}}} … (each has --help)", file=sys.stderr
        )
        return 2
    stage = importlib.import_module(f"pipeline.{argv[0]}.stage")
    limit_memory()
    try:
        stage.main(argv[1:])
    except InputError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno not in REMEDIES:
            raise
        where = f"{error.filename}: " if error.filename else ""
        print(f"error: {where}{error.strerror}; {REMEDIES[error.errno]}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
