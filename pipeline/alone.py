"""Lets one run at a time write a folder of results, wherever it was started.

Snakemake locks the folder that it runs in; two runs in two folders may write the same results.
"""

from contextlib import suppress
from pathlib import Path
from typing import TextIO

from pipeline.errors import REMEDIES, InputError

LOCK = "logs/.lock"


def write_alone(results: Path) -> TextIO | None:
    """Return what keeps other runs from these results while it is open, at most to its death.

    None where the system knows no such locks. Raises InputError where another run has one, and
    where nothing can be written.
    """
    path = results / LOCK
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held = path.open("w", encoding="utf-8")
    except OSError as error:
        remedy = REMEDIES.get(error.errno or 0, "set other results in config.yaml")
        raise InputError(f"{error.filename or path}: {error.strerror}; {remedy}") from None
    with suppress(ImportError, OSError):
        import fcntl

        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.close()
            raise InputError(
                f"{results}: another run writes these results now; wait until it has ended, or set "
                "other results in config.yaml"
            ) from None
        return held
    held.close()
    return None
