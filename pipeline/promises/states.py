"""How a target stands: by the verdict on its outcome, by later targets, and by its time.

Whether an outcome meets a target is decided where targets are paired with outcomes
(indicators, measure/verdicts); nothing is judged anew here. The day on which targets stand as they
do is that of the newest transcript; the clock of the machine plays no part.
"""

from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from pipeline.measure.period import Period
from pipeline.promises.later import Place, find_later, refer
from pipeline.records.indicators import Indicator, Observation, Verdict
from pipeline.records.promises import LaterWord, Promise, Reason, Relation, Standing


class Sources(NamedTuple):
    """What is known of the transcripts and claims that promises name."""

    quotes: Mapping[Place, str]
    publishers: Mapping[str, str | None]
    """Of each transcript."""
    newest: str
    """Date of the newest transcript, empty where none has one."""
    newest_of: Mapping[str, str]
    """The same for each publisher."""


def find_promises(indicator: Indicator, sources: Sources) -> Iterator[Promise]:
    """Yield the targets of an indicator and territory, each with what was said about it later."""
    verdicts = {
        (pairing.target.transcript, pairing.target.claim): (
            (pairing.outcome.transcript, pairing.outcome.claim),
            pairing.verdict,
        )
        for pairing in indicator.pairings
    }
    outcomes = {target: outcome for target, (outcome, _) in verdicts.items()}
    for target, later in find_later(indicator.observations, outcomes):
        _, verdict = verdicts.get(refer(target), (None, None))
        parsed = Period.parse(target.period)
        due = parsed.end.isoformat() if parsed and parsed.end else None
        publisher = sources.publishers.get(target.transcript)
        state, reason = decide(
            verdict,
            later.relations,
            due,
            linked=indicator.apart is None,
            newest=sources.newest,
        )
        if state == "overdue" and sources.newest_of.get(publisher or "", "") <= (due or ""):
            reason = "no_later_text"
        yield Promise(
            indicator=indicator.id,
            name=indicator.name,
            scope=indicator.scope,
            publisher=publisher,
            speaker=target.speaker,
            date=target.date,
            period=target.period,
            due=due,
            op=target.op,
            value=target.value,
            value_high=target.value_high,
            unit=indicator.unit,
            state=state,
            reason=reason,
            transcript=target.transcript,
            claim=target.claim,
            text=target.text,
            quote=sources.quotes.get(refer(target), ""),
            later=tuple(tell(relation, seen, sources) for relation, seen in later.words),
            later_count=later.total,
        )


def tell(relation: Relation, seen: Observation, sources: Sources) -> LaterWord:
    """Return what was said later as a record."""
    return LaterWord(
        relation=relation,
        transcript=seen.transcript,
        claim=seen.claim,
        date=seen.date,
        period=seen.period,
        text=seen.text,
        quote=sources.quotes.get(refer(seen), ""),
    )


def decide(
    verdict: Verdict | None,
    related: Set[Relation],
    due: str | None,
    *,
    linked: bool,
    newest: str,
) -> tuple[Standing, Reason | None]:
    """Return how a target stands on a day, and why nothing is concluded where that is so.

    >>> decide("met", {"outcome"}, "2026-12-31", linked=True, newest="2027-02-01")
    ('met', None)
    >>> decide(None, {"progress"}, "2026-12-31", linked=True, newest="2027-02-01")
    ('undecided', 'other_period')
    >>> decide(None, set(), "2026-12-31", linked=False, newest="2026-07-01")
    ('open', None)
    """
    if verdict in ("met", "missed"):
        return verdict, None
    if "changed" in related:
        return "changed", None
    if verdict is not None:
        return "undecided", "bound"
    if due is None:
        return "undecided", "no_due"
    if due >= newest:
        return "open", "other_period" if "progress" in related else None
    if not linked:
        return "undecided", "not_linked"
    if related & {"progress", "outcome"}:
        return "undecided", "other_period"
    return "overdue", None
