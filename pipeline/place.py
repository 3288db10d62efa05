"""Whether Snakemake can work where a run is started; if not, one sentence says what to do."""

import os
import sys
from pathlib import Path

from pipeline.errors import InputError

NOTES = Path(".snakemake")
"""The folder in which Snakemake keeps what it knows of the results, where a run is started."""


def check_place() -> None:
    """Raise InputError where Snakemake would end in an error of its own before the first job."""
    here = Path.cwd()
    if sys.getfilesystemencoding() != "utf-8":
        raise InputError(
            f"names of files are read as {sys.getfilesystemencoding()} here, and those in UTF-8 "
            "would be others; set PYTHONUTF8=1 in the environment and run it again"
        )
    if set("{}") & set(str(here)):
        raise InputError(
            f"{here} has a brace, which Snakemake takes for a pattern; run it in another folder"
        )
    if not os.access(NOTES if NOTES.exists() else here, os.W_OK):
        raise InputError(
            f"{here}: nothing can be written here, where Snakemake keeps notes of a run; run it in "
            "another folder: snakemake --snakefile … --directory …"
        )
