"""Reads back the cells that were made safe for a spreadsheet."""

from pipeline.safe import FORMULA, MARK


def arm(cell: str) -> str:
    """Return what `disarm` was given."""
    return cell[1:] if cell.startswith(MARK) and FORMULA.match(cell[1:]) else cell
