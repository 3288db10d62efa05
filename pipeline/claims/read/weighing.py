"""Choices: of several candidates for a field the one with most weight, and how sure that is.

Each candidate has features, each feature a weight (weights.tsv). The weights of a candidate's
features add up, and their exponentials are in the ratio of the candidates' probabilities: a
conditional logit model (McFadden 1974). benchmarks/claim_weights.py fits it to annotated claims.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import exp
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from pipeline.claims.read.nearby import may_be_nearby
from pipeline.errors import InputError

FILE = Path(__file__).with_name("weights.tsv")
COLUMNS = ("choice", "feature", "weight", "reason")
CLOSE_PROBABILITY = 0.2
"""Probability from which a candidate that was not chosen is reported."""

V = TypeVar("V")
Weights = Mapping[str, float]


class Candidate(NamedTuple, Generic[V]):
    """What a field may be, and what speaks for it; it has `shared` in common with others."""

    value: V
    features: list[str]
    shared: Sequence[str] = ()


class Choice(NamedTuple, Generic[V]):
    """The candidates of a field with their probabilities, and the place of the one chosen.

    `confidence` is the probability that the chosen value, or one that is as good, is right;
    `runner_up` the place of the likeliest other value, where it is close, `alike` says of each
    candidate whether it is as good as the chosen one.
    """

    candidates: Sequence[Candidate[V]]
    probabilities: Sequence[float]
    chosen: int
    confidence: float
    runner_up: int | None
    alike: Sequence[bool] = (True,)

    @property
    def value(self) -> V:
        """Return the value that was chosen."""
        return self.candidates[self.chosen].value

    @property
    def other(self) -> V | None:
        """Return the value that was close, if one was."""
        return None if self.runner_up is None else self.candidates[self.runner_up].value


@lru_cache(maxsize=8192)
def relate(prefix: str, facts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the features that facts are of a candidate; few are different, many are asked for.

    >>> relate("named", ("target", "change"))
    ('named.target', 'named.change')
    """
    return tuple(f"{prefix}.{fact}" for fact in facts)


def tell(prefix: str, **facts: object) -> list[str]:
    """Return which of the features that a prefix begins hold.

    >>> tell("named.has.", opens=True, used=None)
    ['named.has.opens']
    """
    return [prefix + name for name, holds in facts.items() if holds]


def choose(
    candidates: Sequence[Candidate[V]],
    weights: Weights,
    alike: Callable[[V, V], bool] = lambda one, two: one == two,
) -> Choice[V]:
    """Return the choice among candidates; of equal ones the first is taken.

    `alike` says which values are as good as each other: their probabilities are one confidence.

    >>> candidates = [Candidate("2020", ["near"]), Candidate("2019", ["far"])]
    >>> made = choose(candidates, {"near": 1, "far": 0})
    >>> made.value, round(made.confidence, 2), made.other
    ('2020', 0.73, '2019')
    """
    shares: dict[int, float] = {}
    weigh = weights.__getitem__
    scores: list[float] = []
    for candidate in candidates:
        shared = candidate.shared
        if id(shared) not in shares:
            shares[id(shared)] = sum(map(weigh, shared))
        scores.append(shares[id(shared)] + sum(map(weigh, candidate.features)))
    best = max(scores)
    chosen = scores.index(best)
    if len(scores) == 1:
        return Choice(candidates, (1.0,), 0, 1.0, None)
    powers = [exp(score - best) for score in scores]
    total = sum(powers)
    probabilities = [power / total for power in powers]
    value = candidates[chosen].value
    group = [alike(candidate.value, value) for candidate in candidates]
    confidence, runner_up = 0.0, None
    for i, same in enumerate(group):
        if same:
            confidence += probabilities[i]
        elif runner_up is None or probabilities[i] > probabilities[runner_up]:
            runner_up = i
    if runner_up is not None and probabilities[runner_up] < CLOSE_PROBABILITY:
        runner_up = None
    return Choice(candidates, probabilities, chosen, min(1.0, confidence), runner_up, group)


def load_weights(
    features: Mapping[str, frozenset[str]], path: Path = FILE
) -> dict[str, dict[str, float]]:
    """Return the weights of each choice by feature.

    Raises InputError that names the file and the line or the feature where a line is not a
    choice, a feature, a number and a reason, or where a feature of the program is missing,
    unknown to it, or given twice.
    """
    weights: dict[str, dict[str, float]] = {choice: {} for choice in features}
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines, start=1):
        cells = tuple(line.split("\t"))
        if not line or line.startswith("#") or cells == COLUMNS:
            continue
        place = f"{path}, line {number}"
        if len(cells) != len(COLUMNS) or not all(cells):
            raise InputError(
                f"{place}: give choice, feature, weight and reason, a tab between each"
            )
        choice, feature, weight, _ = cells
        if feature not in features.get(choice, ()) and not may_be_nearby(choice, feature):
            raise InputError(f"{place}: {choice} {feature} is a feature that nothing finds")
        if feature in weights[choice]:
            raise InputError(f"{place}: {choice} {feature} stands here twice; keep one")
        try:
            weights[choice][feature] = float(weight)
        except ValueError as error:
            raise InputError(f"{place}: {weight} is not a number") from error
    for choice, known in features.items():
        for feature in sorted(known - weights[choice].keys()):
            raise InputError(f"{path}: {choice} {feature} has no weight; add a line for it")
    return weights
