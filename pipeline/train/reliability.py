"""Draws how far a model's probabilities hold: reliability.svg with its marks put in."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.records.model_card import ReliabilityBin

FIGURE = Path(__file__).with_name("reliability.svg")
LEFT, TOP, SIZE = 40, 20, 300
"""Where the square of the figure begins, and its side, in pixels."""
MARK = (
    '<circle cx="{x}" cy="{y}" r="{radius}"><title>{found.texts} texts: said '
    "{found.probability:.2f}, right {found.right:.2f}</title></circle>"
)


def draw_reliability(bins: Sequence[ReliabilityBin]) -> str:
    """Return a figure (SVG): the share that is right over the probability that was said."""
    most = max((found.texts for found in bins), default=1)
    marks = "".join(
        MARK.format(
            x=round(LEFT + found.probability * SIZE, 1),
            y=round(TOP + (1 - found.right) * SIZE, 1),
            radius=round(3 + 7 * (found.texts / most) ** 0.5, 1),
            found=found,
        )
        for found in bins
    )
    lines = FIGURE.read_text(encoding="utf-8").splitlines()
    return "".join(lines).format(marks=marks) + "\n"
