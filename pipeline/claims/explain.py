"""Explains one sentence: what is claimed in it and which words say so, what else each field might
have been and what spoke for it, and why the other numerals claim nothing.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.claims.find.passage import read_passage
from pipeline.claims.read.doubts import quote_span, write_value
from pipeline.claims.read.drafts import Draft, make_setting
from pipeline.claims.read.lexicon import Lexicon
from pipeline.claims.read.sentence import read_sentence
from pipeline.claims.read.weighing import Choice
from pipeline.measure.words import write_decimal
from pipeline.records.base import Span

MOST_CANDIDATES = 3
"""Candidates of a field that are shown, the likeliest first."""


def explain_claims(sentence: str, date: str | None, lexicon: Lexicon) -> Iterator[str]:
    """Yield lines for people: each claim with its fields and their words, each refused numeral."""
    passage = read_passage(sentence, lexicon.finder)
    setting = make_setting(date)
    for draft in read_sentence(passage, 0, len(sentence), setting, lexicon):
        yield from explain_draft(sentence, draft)
        for name, made in draft.choices.items():
            yield from explain_choice(sentence, name, made, lexicon.weights[name])
    for refusal in passage.refusals:
        entry = lexicon.finder.exclusion_by_name[refusal.exclusion]
        numeral = sentence[refusal.start : refusal.end]
        yield f"{numeral}\tno claim: {entry.name}: {entry.en} ({entry.zh})"


def explain_draft(sentence: str, draft: Draft) -> Iterator[str]:
    """Yield the lines of one claim."""
    quantity, predicate = draft.quantity, draft.predicate
    high = f" to {write_decimal(quantity.value_high)}" if quantity.value_high is not None else ""
    yield f"{sentence[quantity.start : quantity.end]}\tclaim, by the rule {quantity.pattern}"
    number = write_decimal(quantity.value)
    yield f"  value      {predicate.op} {number}{high} {quantity.unit or ''}".rstrip()
    yield f"  kind       {predicate.kind}, direction {predicate.direction}"
    cues = ", ".join(f"{sentence[a:b]} ({gives})" for a, b, gives in sorted(predicate.cues))
    if cues:
        yield f"  cues       {cues}"
    fields: tuple[tuple[str, str | None, Span | None], ...] = (
        ("indicator", quote_span(sentence, draft.indicator), draft.indicator),
        ("period", draft.period, draft.period_span),
        ("baseline", predicate.baseline, predicate.baseline_span),
        ("modality", draft.modality, draft.modality_span),
    )
    for name, value, span in fields:
        if value:
            words = quote_span(sentence, span)
            source = f" (from {words})" if words not in (None, value) else ""
            yield f"  {name:10} {value}{source}"


def explain_choice(
    sentence: str, name: str, made: Choice[Any], weights: Mapping[str, float]
) -> Iterator[str]:
    """Yield the likeliest candidates of a field, each with the weight of all that speaks for it."""
    yield f"  {name}: chosen with confidence {made.confidence:.2f}"
    order = sorted(range(len(made.candidates)), key=lambda i: -made.probabilities[i])
    for i in order[:MOST_CANDIDATES]:
        candidate = made.candidates[i]
        features = [f for f in (*candidate.shared, *candidate.features) if weights[f]]
        words = ", ".join(f"{feature} {weights[feature]:+.2f}" for feature in features)
        value = write_value(sentence, name, candidate.value) or "none"
        yield f"    {made.probabilities[i]:.2f} {value}: {words or 'nothing'}"
