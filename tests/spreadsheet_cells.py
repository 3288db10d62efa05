"""Reads back the cells that were made safe for a spreadsheet."""

import re

from pipeline.safe import FORMULA, MARK

ARMED = re.compile(r"(?<=[;\t])'(?=\s*[=+\-@'＝＋－＠])")


def arm(cell: str) -> str:
    """Return what `disarm` was given."""
    whole = cell[1:] if cell.startswith(MARK) and cell[1:2] in FORMULA else cell
    return ARMED.sub("", whole)
