"""Explains one sentence: what is claimed in it and which words say so, and why the other
numerals claim nothing.
"""

from collections.abc import Iterator

from pipeline.claims.find.passage import read_passage
from pipeline.claims.lexicon import Lexicon
from pipeline.claims.read.drafts import Draft, make_setting, write_decimal
from pipeline.claims.read.sentence import read_sentence
from pipeline.records.base import Span


def explain(sentence: str, date: str | None, lexicon: Lexicon) -> Iterator[str]:
    """Yield lines for people: each claim with its fields and their words, each refused numeral."""
    passage = read_passage(sentence, lexicon)
    setting = make_setting(date)
    for draft in read_sentence(passage, 0, len(sentence), setting, lexicon):
        yield from explain_draft(sentence, draft)
    for refusal in passage.refusals:
        entry = lexicon.finder.exclusion_by_name[refusal.exclusion]
        numeral = sentence[refusal.start : refusal.end]
        yield f"{numeral}\tno claim: {entry.name}: {entry.en} ({entry.zh})"


def explain_draft(sentence: str, draft: Draft) -> Iterator[str]:
    """Yield the lines of one claim."""
    quantity, reading = draft.quantity, draft.reading
    high = f" to {write_decimal(quantity.value_high)}" if quantity.value_high is not None else ""
    yield f"{sentence[quantity.start : quantity.end]}\tclaim, by the rule {quantity.pattern}"
    number = write_decimal(quantity.value)
    yield f"  value      {reading.op} {number}{high} {quantity.unit or ''}".rstrip()
    yield f"  kind       {reading.kind}, direction {reading.direction}"
    cues = ", ".join(f"{sentence[a:b]} ({gives})" for a, b, gives in sorted(reading.cues))
    if cues:
        yield f"  cues       {cues}"
    fields: tuple[tuple[str, str | None, Span | None], ...] = (
        ("indicator", quote(sentence, draft.indicator), draft.indicator),
        ("period", draft.period, draft.period_span),
        ("baseline", reading.baseline, reading.baseline_span),
        ("modality", draft.modality, draft.modality_span),
    )
    for name, value, span in fields:
        if value:
            words = quote(sentence, span)
            source = f" (from {words})" if words not in (None, value) else ""
            yield f"  {name:10} {value}{source}"


def quote(sentence: str, span: Span | None) -> str | None:
    """Return the words of a span."""
    return sentence[span.start : span.end] if span else None
