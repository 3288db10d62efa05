"""Writes what a page loads when it needs it: values in scripts that stand beside it.

A page that is opened from a disk may not fetch data; it may load scripts. So a value is a script
that hands it over by its name: part("t3", …). What loads it is `load` in script.js.
"""

from pathlib import Path

from pipeline.artefacts import replacing
from pipeline.publish.pages.rendering import embed_json

SUFFIX = ".js"


def write_part(folder: Path, name: str, value: object) -> None:
    """Write a value under a name, whole or not at all."""
    with replacing(folder / f"{name}{SUFFIX}") as out:
        out.write(f"part({embed_json(name)},{embed_json(value)});\n")


def put_rows(folder: Path, name: str, rows: str | None) -> None:
    """Write the rows that a page has not at first view; without any, remove those of before."""
    if rows is None:
        (folder / f"{name}{SUFFIX}").unlink(missing_ok=True)
    else:
        write_part(folder, name, rows)
