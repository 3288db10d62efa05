"""What was said later on the targets of an indicator.

The targets of one period are taken together, for which all that can be said on them is put in
order once: what is said on each is a tail of that. So the cost does not grow with the square of
an indicator's observations.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from operator import itemgetter
from typing import NamedTuple

from pipeline.measure.period import Period
from pipeline.records.indicators import ClaimReference, Observation
from pipeline.records.promises import Relation

MOST_LATER = 20
"""Words on one target that are told, the newest; a year has some twelve on a target for it."""

PlaceInCorpus = tuple[str, str]
"""A claim by its transcript and its id there."""
Value = tuple[str, str | None]


class TimelineWord(NamedTuple):
    """An observation, and what it is to the targets of a period that were set before it."""

    date: str
    place: PlaceInCorpus
    seen: Observation
    relation: Relation | None
    """None of a target, for that depends on the value of the one that it is held against."""


class Later(NamedTuple):
    """What was said later on a target."""

    words: list[tuple[Relation, Observation]]
    """The newest, oldest first, and the outcome that it is judged by."""
    total: int
    """How many there are in all."""
    relations: frozenset[Relation]
    """Of all of them; of repetitions those of the two newest values."""


def get_place(seen: Observation | ClaimReference) -> PlaceInCorpus:
    """Return the claim that is seen or named."""
    return seen.transcript, seen.claim


def find_later(
    observations: Sequence[Observation], outcomes: Mapping[PlaceInCorpus, PlaceInCorpus]
) -> Iterator[tuple[Observation, Later]]:
    """Yield the targets among the observations of one indicator, each with what was said later.

    `outcomes` are the claims that targets are judged by, by target.
    """
    by_place = {get_place(seen): seen for seen in observations}
    targets: defaultdict[str | None, list[Observation]] = defaultdict(list)
    actual: defaultdict[str | None, list[Observation]] = defaultdict(list)
    for seen in observations:
        if seen.modality == "target":
            targets[seen.period].append(seen)
        elif seen.modality == "actual":
            actual[seen.period].append(seen)
    for period, own in targets.items():
        line = Timeline(list_later_words(period, own, actual))
        for target in own:
            outcome = outcomes.get(get_place(target))
            yield target, line.follow(target, by_place[outcome] if outcome else None)


def list_later_words(
    period: str | None,
    targets: Iterable[Observation],
    actual: Mapping[str | None, Sequence[Observation]],
) -> Iterator[TimelineWord]:
    """Yield what can be a later word on a target of a period; what has no date cannot."""
    groups: list[tuple[Relation | None, Iterable[Observation]]]
    groups = [(None, targets)] if period is not None else []
    for told, found in actual.items():
        if told == period or ends_within(told, period):
            groups.append(("outcome" if told == period else "progress", found))
    for relation, of_one in groups:
        for seen in of_one:
            if seen.date:
                yield TimelineWord(seen.date, get_place(seen), seen, relation)


class Timeline:
    """All that can be said on the targets of one period, in the order of dates."""

    def __init__(self, words: Iterable[TimelineWord]) -> None:
        self.words = sorted(words, key=lambda word: (word.date, word.place))
        self.dates = [word.date for word in self.words]
        self.last: dict[Relation, int] = {}
        self.values: dict[Value, int] = {}
        """Where each value of a target stands last."""
        for number, word in enumerate(self.words):
            if word.relation is None:
                self.values[get_value(word.seen)] = number
            else:
                self.last[word.relation] = number
        self.newest = nlargest(2, self.values.items(), key=itemgetter(1))

    def follow(self, target: Observation, outcome: Observation | None) -> Later:
        """Return what was said later on a target; its outcome whenever that was said."""
        start = bisect_right(self.dates, target.date) if target.date else len(self.words)
        own = get_value(target)
        words = [
            (word.relation or compare_targets(get_value(word.seen), own), word.seen)
            for word in self.words[max(start, len(self.words) - MOST_LATER) :]
        ]
        last = [(compare_targets(value, own), at) for value, at in self.newest]
        relations = {relation for relation, at in (*self.last.items(), *last) if at >= start}
        total = len(self.words) - start
        if outcome is not None:
            relations.add("outcome")
            total += not (target.date and outcome.date and outcome.date > target.date)
            if all(seen is not outcome for _, seen in words):
                words.append(("outcome", outcome))
                words.sort(key=lambda word: (word[1].date or "", get_place(word[1])))
        return Later(words, total, frozenset(relations))


def get_value(seen: Observation) -> Value:
    """Return what a target is compared by."""
    return seen.value, seen.value_high


def compare_targets(one: Value, two: Value) -> Relation:
    """Return what a later target is to an earlier one of its period."""
    return "repeated" if one == two else "changed"


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
