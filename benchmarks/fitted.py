"""Puts what programs fit into the files of knowledge, below what is set by hand."""

from collections.abc import Mapping, Sequence
from pathlib import Path

STEP = 0.2
"""In steps of which weights of which many are alike are written, in nats."""
MARKS = {'"', "\\"}
"""Marks that a text in TOML has none of."""


def list_weights(weights: Mapping[str, float], decimals: int) -> list[str]:
    """Return the lines of weights as TOML has them, the least first.

    >>> list_weights({"dated": 0.5, "usual": -2}, 1)
    ['"usual" = -2.0', '"dated" = 0.5']
    """
    ranked = sorted(weights.items(), key=lambda pair: (pair[1], pair[0]))
    return [f'"{sign}" = {weight:.{decimals}f}' for sign, weight in ranked]


def pack_weights(weights: Mapping[str, float]) -> list[str]:
    """Return the lines of weights, rounded, as TOML has them, all of one weight on one line.

    >>> pack_weights({"dated": 0.51, "usual": -2, "above": 0.35})
    ['"-2.0" = "usual"', '"0.4" = "above dated"']
    """
    rounded = {sign: round(w / STEP) * STEP for sign, w in weights.items() if not MARKS & set(sign)}
    signs = {w: " ".join(sorted(s for s in rounded if rounded[s] == w)) for w in rounded.values()}
    return [f'"{weight:.1f}" = "{signs[weight]}"' for weight in sorted(signs) if weight]


def write_fitted(path: Path, tables: Mapping[str, Sequence[str]]) -> None:
    """Write tables with these lines in place of those at the end of a TOML file.

    They are replaced from the first one on: what is set by hand stands above it.
    """
    begin = f"[{next(iter(tables))}]\n"
    by_hand = path.read_text(encoding="utf-8").partition(begin)[0]
    parts = ["\n".join([f"[{name}]", *lines]) for name, lines in tables.items()]
    path.write_text(by_hand + "\n\n".join(parts) + "\n", encoding="utf-8")
