"""How a target stands: by the verdict on its outcome, by later targets, and by its time.

Whether an outcome meets a target is decided where targets are paired with outcomes
(indicators, measure/verdicts); nothing is judged anew here. The day on which targets stand as they
do is that of the newest transcript; the clock of the machine plays no part.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipeline.measure.period import Period
from pipeline.records.indicators import Indicator, Observation, Verdict
from pipeline.records.promises import LaterWord, Promise, Reason, Relation, Standing

Place = tuple[str, str]
"""A claim by its transcript and its id there."""


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
    for target in indicator.observations:
        if target.modality != "target":
            continue
        outcome, verdict = verdicts.get(refer(target), (None, None))
        related = [
            (relation, seen)
            for seen in indicator.observations
            if (relation := relate(target, seen, outcome)) is not None
        ]
        related.sort(key=lambda found: (found[1].date or "", refer(found[1])))
        parsed = Period.parse(target.period)
        due = parsed.end.isoformat() if parsed and parsed.end else None
        publisher = sources.publishers.get(target.transcript)
        state, reason = decide(
            verdict,
            {relation for relation, _ in related},
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
            later=tuple(tell(relation, seen, sources) for relation, seen in related),
        )


def refer(seen: Observation) -> Place:
    """Return an observation's claim."""
    return seen.transcript, seen.claim


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


def relate(target: Observation, seen: Observation, outcome: Place | None) -> Relation | None:
    """Return how an observation of the same series relates to a target; None where it does not."""
    if refer(seen) == outcome:
        return "outcome"
    if not target.date or not seen.date or seen.date <= target.date:
        return None
    if seen.modality == "target" and seen.period == target.period is not None:
        same = (seen.value, seen.value_high) == (target.value, target.value_high)
        return "repeated" if same else "changed"
    if seen.modality != "actual":
        return None
    if seen.period == target.period:
        return "outcome"
    return "progress" if ends_within(seen.period, target.period) else None


def ends_within(period: str | None, whole: str | None) -> bool:
    """Return whether a period ends in another.

    >>> ends_within("2026-H1", "2026"), ends_within("2025", "2026")
    (True, False)
    >>> ends_within("2027", "2026/2030")
    True
    """
    told, target = Period.parse(period), Period.parse(whole)
    if not told or not target or not told.end or not target.end:
        return False
    return (target.start is None or told.end >= target.start) and told.end <= target.end


def decide(
    verdict: Verdict | None,
    related: set[Relation],
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
