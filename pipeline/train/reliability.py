"""Draws how far a model's probabilities hold."""

from collections.abc import Sequence

from pipeline.records.model_card import ReliabilityBin

SIZE, EDGE = 300, 40
"""Of the figure, in pixels: the side of its square, and the room for its axes."""


def draw(bins: Sequence[ReliabilityBin]) -> str:
    """Return a figure (SVG): the share that is right over the probability that was said."""
    size, edge = SIZE, EDGE

    def place(x: float, y: float) -> tuple[float, float]:
        return round(edge + x * size, 1), round(edge / 2 + (1 - y) * size, 1)

    most = max((found.texts for found in bins), default=1)
    marks = []
    for found in bins:
        x, y = place(found.probability, found.right)
        radius = round(3 + 7 * (found.texts / most) ** 0.5, 1)
        marks.append(
            f'<circle cx="{x}" cy="{y}" r="{radius}"><title>{found.texts} texts: said '
            f"{found.probability:.2f}, right {found.right:.2f}</title></circle>"
        )
    (left, bottom), (right, top) = place(0, 0), place(1, 1)
    ticks = "".join(
        f'<text x="{place(v, 0)[0]}" y="{bottom + 16}">{v}</text>'
        f'<text x="{left - 16}" y="{place(0, v)[1] + 4}">{v}</text>'
        for v in (0, 0.5, 1)
    )
    width, height = size + 1.5 * edge, size + 1.75 * edge
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" font-family="sans-serif" font-size="12" text-anchor="middle">'
        "<title>Reliability: share right over probability said</title>"
        f'<rect width="{width}" height="{height}" fill="#fff"/>'
        f'<path d="M{left} {top}V{bottom}H{right}" fill="none" stroke="#555"/>'
        f'<path d="M{left} {bottom}L{right} {top}" stroke="#999" stroke-dasharray="4 4"/>'
        f'<g fill="#444">{ticks}<text x="{(left + right) / 2}" y="{bottom + 34}">probability said'
        f'</text><text x="{left + 34}" y="{top - 6}">share right</text></g>'
        f'<g fill="#2166ac" fill-opacity="0.75">{"".join(marks)}</g></svg>\n'
    )
