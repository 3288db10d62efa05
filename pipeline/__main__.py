"""Command line: `python -m pipeline STAGE …`. Imports the one stage that it runs."""

import errno
import gc
import importlib
import sys
from pathlib import Path

try:
    from pipeline.crashes import end, go_on_in_child
    from pipeline.errors import REMEDIES, InputError
    from pipeline.limits import MOST_MEMORY, limit_memory
except ModuleNotFoundError as error:
    sys.exit(
        f"error: {error.name} is not installed for {sys.executable}; activate the virtual "
        "environment, or run: pip install -r requirements.txt"
    )

OBJECTS = 10_000
"""New objects after which Python looks for cycles among them: to look every 700 is up to a seventh
of a stage, every 50,000 doubles the memory of clean."""
TOO_MUCH = (
    f"all transcripts together need more memory than there is, or than {MOST_MEMORY // 10**9} GB; "
    "keep fewer in raw/, or run it on parts of them, each with results of its own"
)


def main(argv: list[str]) -> int:
    """Run a stage; a mistake of the user ends in one sentence and status 1."""
    stages = sorted(path.parent.name for path in Path(__file__).parent.glob("*/stage.py"))
    if not argv or argv[0] not in stages:
        unknown = f"error: {argv[0]}: no stage; " if argv and argv[0][:1] != "-" else ""
        usage = f"usage: python -m pipeline {{{','.join(stages)}}} … (each has --help)"
        print(f"{unknown}{usage}", file=sys.stderr)
        return 2
    # Nothing is freed by then: to look for cycles among what is imported is an eighth of a start.
    gc.disable()
    stage = importlib.import_module(f"pipeline.{argv[0]}.stage")
    limit_memory()
    gc.freeze()
    gc.set_threshold(OBJECTS)
    gc.enable()
    try:
        stage.main(argv[1:])
    except Exception as error:
        sentence = explain_stop(argv[0], error)
        if sentence is None:
            raise
        print(f"error: {sentence}", file=sys.stderr)
        return 1
    return 0


def explain_stop(stage: str, error: Exception) -> str | None:
    """Return what stopped a stage and what to do, None where it is a mistake of the stage."""
    if isinstance(error, InputError):
        return str(error)
    number = error.errno if isinstance(error, OSError) else None
    if isinstance(error, MemoryError) or number == errno.ENOMEM:
        return f"{stage}: {TOO_MUCH}"
    if isinstance(error, OSError) and number in REMEDIES:
        where = error.filename or f"results of {stage}"
        return f"{where}: {error.strerror}; {REMEDIES[number]}"
    return None


if __name__ == "__main__":
    go_on_in_child(" ".join(sys.argv[1:2]))
    end(main(sys.argv[1:]))
