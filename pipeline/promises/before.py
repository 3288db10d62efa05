"""What was reached before the time of a target: the outcome that a reader holds it against."""

from collections import defaultdict
from collections.abc import Iterable

from pipeline.measure.pairs import find_outcome
from pipeline.records.indicators import Observation


def find_before(target: Observation, observations: Iterable[Observation]) -> Observation | None:
    """Return the outcome of the last period before that of a target, equally long, as told last.

    Where that period has two values there is none: the words do not tell which one is meant.
    """
    told: defaultdict[str, list[Observation]] = defaultdict(list)
    for seen in observations:
        if seen.modality == "actual" and seen.period and seen.period != target.period:
            told[seen.period].append(seen)
    period = find_outcome(target.period, told) if target.period else None
    last = told[period] if period else []
    if len({(seen.op, seen.value, seen.value_high) for seen in last}) != 1:
        return None
    return max(last, key=lambda seen: (seen.date or "", seen.transcript, seen.claim))
