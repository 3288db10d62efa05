"""How a target stands: by the verdict on its outcome, by later targets, and by its time.

Whether an outcome meets a target is decided where targets are paired with outcomes
(indicators, measure/verdicts); nothing is judged anew here. How a target stands is told for the
day of the newest transcript, whatever the clock of the machine says.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from typing import Any

from pipeline.measure.pairs import find_outcome, say_one
from pipeline.measure.period import Period
from pipeline.promises.later import Later, find_later, get_place
from pipeline.promises.sources import Sources
from pipeline.records.indicators import Indicator, Observation, Verdict
from pipeline.records.promises import LaterWord, Promise, Reason, Relation, Standing, ToldWord

AT_END = re.compile("[年季月]末|年底")
CLAUSES = re.compile("[，。；、：]")


def find_promises(indicator: Indicator, sources: Sources) -> Iterator[Promise]:
    """Yield the targets of an indicator and territory, each with what was said about it later."""
    verdicts = {get_place(one.target): one.verdict for one in indicator.pairings}
    outcomes = {get_place(one.target): get_place(one.outcome) for one in indicator.pairings}
    for target, later in find_later(indicator.observations, outcomes):
        place = get_place(target)
        if sources.claims[place].passing:
            continue
        verdict, outcome = verdicts.get(place), outcomes.get(place)
        told = next((seen for _, seen in later.words if get_place(seen) == outcome), None)
        if told and indicator.unit == "%":
            # A rate of the end of a period says nothing of the whole: 年末失业率降到5.5%.
            seen = ((one.text, sources.claims[get_place(one)].quote) for one in (told, target))
            at_end, aimed_at_end = (says_end(*words) for words in seen)
            verdict = verdict if aimed_at_end or not at_end else None
        yield make_promise(indicator, target, later, verdict, sources)


def make_promise(
    indicator: Indicator,
    target: Observation,
    later: Later,
    verdict: Verdict | None,
    sources: Sources,
) -> Promise:
    """Return a target as a record, with how it stands and what was said later."""
    told = sources.claims[get_place(target)]
    state, reason = conclude(indicator, target, verdict, later.relations, sources)
    before = find_before(target, indicator.observations)
    return Promise(
        indicator=indicator.id,
        name=indicator.name,
        kind=indicator.kind,
        title=told.title,
        scope=indicator.scope,
        publisher=sources.publishers.get(target.transcript),
        promiser=told.promiser,
        speaker=target.speaker,
        date=target.date,
        period=target.period,
        due=find_due(target),
        op=target.op,
        value=target.value,
        value_high=target.value_high,
        unit=indicator.unit,
        state=state,
        reason=reason,
        transcript=target.transcript,
        claim=target.claim,
        text=target.text,
        amount=told.amount,
        quote=told.quote,
        before=before and ToldWord(**retell(before, sources)),
        later=tuple(
            LaterWord(relation=relation, **retell(seen, sources)) for relation, seen in later.words
        ),
        later_count=later.total,
    )


def find_before(target: Observation, observations: Iterable[Observation]) -> Observation | None:
    """Return the outcome of the last period before that of a target, equally long, as told last.

    Where that period has two values there is none: the words do not tell which one is meant.
    """
    told = [s for s in observations if s.modality == "actual" and s.period != target.period]
    periods = [seen.period for seen in told if seen.period]
    period = find_outcome(target.period, periods) if target.period else None
    last = [seen for seen in told if period and seen.period == period]
    if not say_one(last):
        return None
    return max(last, key=lambda seen: (seen.date or "", seen.transcript, seen.claim))


def find_due(target: Observation) -> str | None:
    """Return the last day of the period of a target."""
    period = Period.parse(target.period)
    return period.end.isoformat() if period and period.end else None


def conclude(
    indicator: Indicator,
    target: Observation,
    verdict: Verdict | None,
    related: Set[Relation],
    sources: Sources,
) -> tuple[Standing, Reason | None]:
    """Return how a target stands on the day of the newest transcript, and why nothing is concluded
    where that is so."""
    promiser, due = sources.promisers.get(target.transcript), find_due(target)
    if verdict in ("met", "missed"):
        return verdict, None
    if "changed" in related:
        return "changed", None
    if verdict is not None:
        return "undecided", "bound"
    if due is None:
        return "undecided", "no_due"
    if due >= sources.newest:
        return "open", "other_period" if "progress" in related else None
    if indicator.apart is not None:
        return "undecided", "not_linked"
    if related & {"progress", "outcome"}:
        return "undecided", "other_period"
    if sources.newest_of.get(promiser or "", "") <= due:
        return "overdue", "no_later_text"
    if is_named_later(indicator, promiser, due, sources):
        return "undecided", "named_later"
    return "overdue", None


def is_named_later(indicator: Indicator, promiser: str | None, due: str, sources: Sources) -> bool:
    """Return whether a promiser names an indicator after a day more often than it has values.

    Then something was said on it that was not read as its value: nothing is concluded.
    """
    valued = Counter(seen.transcript for seen in indicator.observations)
    named: Counter[str] = Counter()
    for name in indicator.names:
        for mention in sources.named.get((promiser or "", name), ()):
            if mention.date > due:
                named[mention.transcript] += mention.times
    return any(count > valued[transcript] for transcript, count in named.items())


def says_end(number: str, quote: str) -> bool:
    """Return whether the clause of a number is said of the end of a year, a quarter or a month.

    >>> says_end("5%", "年末降到5%，物价涨2%"), says_end("2%", "年末降到5%，物价涨2%")
    (True, False)
    """
    return any(number in clause and AT_END.search(clause) for clause in CLAUSES.split(quote))


def retell(seen: Observation, sources: Sources) -> dict[str, Any]:
    """Return the fields of what was told of an indicator."""
    told = sources.claims[get_place(seen)]
    return {
        "transcript": seen.transcript,
        "claim": seen.claim,
        "date": seen.date,
        "period": seen.period,
        "text": seen.text,
        "amount": told.amount,
        "quote": told.quote,
    }
