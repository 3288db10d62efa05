"""Doubts: how sure the chosen fields of a claim are, as its record says it."""

from typing import Any

from pipeline.claims.read.drafts import Draft
from pipeline.claims.read.weighing import Choice
from pipeline.records.base import Span

DOUBTFUL = 0.7
"""Confidence below which a field is in doubt."""
PLACES = 2


def describe_doubts(text: str, draft: Draft) -> dict[str, Any]:
    """Return the fields of a claim's record on confidence, runner-up and doubt."""
    found: dict[str, Any] = {}
    doubtful = []
    for name, made in draft.choices.items():
        found[f"{name}_confidence"] = round(made.confidence, PLACES)
        found[f"{name}_other"] = write_other(text, name, made)
        if made.confidence < DOUBTFUL:
            doubtful.append(name)
    found["doubtful"] = tuple(doubtful)
    return found


def write_other(text: str, name: str, made: Choice[Any]) -> str | None:
    """Return the value that was close, as the field writes it; none for no value."""
    if made.runner_up is None:
        return None
    return write_value(text, name, made.candidates[made.runner_up].value) or "none"


def write_value(text: str, name: str, value: Any) -> str | None:
    """Return a candidate's value as the field writes it."""
    if name == "indicator":
        return quote_span(text, value.span)
    found = value.period if name == "period" else value.name
    return str(found) if found else None


def quote_span(text: str, span: Span | None) -> str | None:
    """Return the words of a span."""
    return text[span.start : span.end] if span else None
