"""The model that finds the field and the hotspots of a text, as it is asked.

A linear model over the words and characters of a text and the taxonomy's terms in it. It ships
fitted (`general.npz`, made by benchmarks/hotspots.py from texts that readers labelled); train
adds what a person's labels teach.
"""

import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipeline.errors import InputError
from pipeline.taxonomy import NONE, PROCEDURE, Taxonomy
from pipeline.taxonomy.features import Document, Vectoriser, Vocabulary
from pipeline.taxonomy.halves import halve
from pipeline.taxonomy.probabilities import HotspotCalibration, find_probabilities, look_around
from pipeline.taxonomy.seconds import NEVER, SeenSecond, find_probability, take_logarithm
from pipeline.taxonomy.term_counts import TermLexicon

GENERAL = Path(__file__).with_name("general.npz")
GIVEN = 0.56
"""Probability from which a category is given: 94 % of what is given is right then on the open texts
as officials speak (benchmarks/hotspots.py), and 92 % of these get one. From 0.62 it is 0.6 % more,
for 1.4 % fewer texts, and no more on texts that are kept apart; a threshold for each field did no
better than one for all."""
FIELD_GIVEN = 0.5
"""Probability from which a field is given: it is likelier than not."""
EQUAL_GIVEN = 0.9
"""Probability that two subjects have together from which both are given where neither has enough by
itself: of the open texts with so much one of the two is always right, and each three times in four;
from 0.8 to 0.9 each is right as often as not."""
EQUAL_BOTH = 0.5
"""Part of these texts that are of both."""
SECOND_GIVEN = 0.55
"""Probability from which a second category is given: seven in ten are then right on the open texts;
of those from 0.4 to 0.5 less than half."""
LEAST_SHOWN = 0.05
"""Probability from which a category is among the scores."""
MOST_SHOWN = 5
MOST_TERMS = 5
DECIMALS = 4


class Weights(NamedTuple):
    """A model: one row of coefficients per category; one column per word, then one per character
    and pair of these, then one per owner.

    `owners` are the categories whose terms are counted. `calibration` makes probabilities of
    decisions; `second` are the weights of seconds.find_probability, `together` has for each
    category (rows) the logarithm of how often texts of it are of another too (columns).
    """

    categories: list[str]
    words: list[str]
    rarities: NDArray[np.float64]
    characters: list[str]
    character_rarities: NDArray[np.float64]
    owners: list[str]
    coefficients: NDArray[np.float64]
    intercept: NDArray[np.float64]
    calibration: HotspotCalibration
    second: tuple[float, ...]
    together: NDArray[np.float64]


class Prediction(NamedTuple):
    """What the model says of a text.

    `category` is None where none is likely enough to be given, `field` where no field is likelier
    than all others together. `second` is a second category that the text is of too. `scores` are
    the likeliest, `terms` the words that spoke most for the first of them, with their share.
    """

    field: str | None
    field_probability: float | None
    category: str | None
    probability: float | None
    second: str | None
    second_probability: float | None
    scores: list[tuple[str, float]]
    terms: list[tuple[str, float]]


NOTHING = Prediction(None, None, None, None, None, None, [], [])


class Halves(NamedTuple):
    """Decisions and probabilities of the categories (columns) for the halves of a text (rows)."""

    decisions: NDArray[np.float64]
    shares: NDArray[np.float64]


class Scores(NamedTuple):
    """Of a text: the probability of each category, rounded, its decisions, and the categories, the
    likeliest first; those of its halves, where it may have a second category."""

    shares: NDArray[np.float64]
    decisions: NDArray[np.float64]
    order: list[int]
    halves: Halves | None


class Classifier:
    """A model, ready to be asked."""

    def __init__(self, weights: Weights, taxonomy: Taxonomy) -> None:
        """Take a model; a category that the taxonomy no longer has is never said."""
        self.weights = weights
        self.reader = make_reader(weights, taxonomy)
        self._fields = [field.id for field in taxonomy.field]
        owners = [
            [name in field.categories for field in taxonomy.field] for name in weights.categories
        ]
        self._in_field = np.array(owners, np.float64)
        self._means = weights.coefficients.mean(axis=0)
        self._columns = np.ascontiguousarray(weights.coefficients.T)
        known = {NONE, PROCEDURE, *(found.id for found in taxonomy.category)}
        self._unknown = [i for i, name in enumerate(weights.categories) if name not in known]

    def classify(self, documents: Sequence[Document], *, apart: bool = False) -> list[Prediction]:
        """Return what the model says of each text of a transcript, in the order they stand in.

        Those that stand `apart` say nothing of each other.
        """
        if not documents:
            return []
        rows = self.reader.read(documents)
        decisions = self.decide(rows)
        calibration, names = self.weights.calibration, self.weights.categories
        alone = find_probabilities(decisions, calibration, None)
        around = None if apart else look_around(documents, alone, find_silent(names))
        shares = np.round(find_probabilities(decisions, calibration, around), DECIMALS)
        order = np.argsort(-shares, axis=1, kind="stable")[:, :MOST_SHOWN].tolist()
        given = find_given(shares, names).tolist()
        found = [Scores(*parts, None) for parts in zip(shares, decisions, order, strict=True)]
        for row, halves in self._read_halves(documents, found, given):
            found[row] = found[row]._replace(halves=halves)
        return [
            self._describe(found[row], given[row], rows.indices[start:end], rows.data[start:end])
            for row, (start, end) in enumerate(pairwise(rows.indptr.tolist()))
        ]

    def _read_halves(
        self, documents: Sequence[Document], found: Sequence[Scores], given: Sequence[bool]
    ) -> Iterator[tuple[int, Halves]]:
        """Yield the number of each text that may have a second category, and what is said of its
        halves."""
        numbers = [row for row, one in enumerate(found) if given[row] and self._may_have_two(one)]
        if not numbers:
            return
        parts = [half for number in numbers for half in halve(documents[number].body)]
        decisions = self.decide(self.reader.read(parts))
        shares = find_probabilities(decisions, self.weights.calibration, None)
        for place, number in enumerate(numbers):
            own = slice(2 * place, 2 * place + 2)
            yield number, Halves(decisions[own], shares[own])

    def _may_have_two(self, found: Scores) -> bool:
        """Return whether a text would have two categories if each half were of one of them."""
        first = found.order[0]
        candidates = list_candidates(found.order, self.weights.categories)
        return any(self._weigh_second(found, first, i) >= SECOND_GIVEN for i in candidates)

    def decide(self, rows: csr_matrix) -> NDArray[np.float64]:
        """Return the decision for each category (columns) and row."""
        decisions = np.asarray(rows @ self._columns + self.weights.intercept)
        decisions[:, self._unknown] = -np.inf
        return decisions

    def _describe(
        self, found: Scores, given: bool, columns: NDArray[np.int32], values: NDArray[np.float64]
    ) -> Prediction:
        """Return what is given of the scores of a text, and the terms that speak for it."""
        if not len(columns):
            return NOTHING
        names, shares, best = self.weights.categories, found.shares, found.order[0]
        field, field_probability = self._find_field(shares, best if given else None)
        probability: float | None = float(shares[best]) if given else None
        second, second_probability = None, None
        if given and shares[best] < GIVEN:
            probability, second, second_probability = self._weigh_equals(found)
        elif found.halves:
            second, second_probability = self._find_second(found)
        scores = [
            (names[i], float(shares[i]))
            for i in found.order
            if shares[i] >= LEAST_SHOWN and names[i] != NONE
        ]
        return Prediction(
            field=field,
            field_probability=field_probability,
            category=names[best] if given else None,
            probability=probability,
            second=second,
            second_probability=second_probability,
            scores=scores,
            terms=self._find_terms(best, columns, values) if scores else [],
        )

    def _find_field(
        self, shares: NDArray[np.float64], best: int | None
    ) -> tuple[str | None, float | None]:
        """Return the field of the category that is given; where none is, one that is likely."""
        sums = shares @ self._in_field
        if best is not None:
            sums = sums * self._in_field[best]
        likely = int(sums.argmax())
        if not sums[likely] or (best is None and sums[likely] < FIELD_GIVEN):
            return None, None
        return self._fields[likely], round(float(sums[likely]), DECIMALS)

    def _find_second(self, found: Scores) -> tuple[str | None, float | None]:
        """Return another category that the text is probably of too, the likeliest such."""
        names, first = self.weights.categories, found.order[0]
        shares = {
            i: self._weigh_second(found, first, i) for i in list_candidates(found.order, names)
        }
        second = max(shares, key=lambda i: shares[i])
        if shares[second] < SECOND_GIVEN:
            return None, None
        return names[second], round(shares[second], DECIMALS)

    def _weigh_second(self, found: Scores, first: int, second: int) -> float:
        """Return how probable a category is the second of a text whose first is another."""
        seen = see_second(found, first, second, self.weights.together)
        return find_probability(seen, self.weights.second)

    def _weigh_equals(self, found: Scores) -> tuple[float, str, float]:
        """Return the probability of the likelier of two equals, the other, and its probability.

        A text is of one of them if this is its first subject, or the other is and it is of both.
        """
        one, two = found.order[:2]
        first, second = (float(found.shares[i]) for i in (one, two))
        return (
            round(first + EQUAL_BOTH * second, DECIMALS),
            self.weights.categories[two],
            round(second + EQUAL_BOTH * first, DECIMALS),
        )

    def _find_terms(
        self, category: int, columns: NDArray[np.int32], values: NDArray[np.float64]
    ) -> list[tuple[str, float]]:
        """Return the words that speak for a category more than for others, with their share."""
        words = self.weights.words
        added = values * (self.weights.coefficients[category, columns] - self._means[columns])
        whole = float(added[added > 0].sum()) or 1.0
        # The columns of the words come before all others.
        shares = np.round(added[: np.searchsorted(columns, len(words))] / whole, DECIMALS)
        first = np.argsort(-shares, kind="stable")[:MOST_TERMS].tolist()
        return [(words[columns[i]], float(shares[i])) for i in first if shares[i] > 0]


def see_second(found: Scores, first: int, second: int, together: NDArray[np.float64]) -> SeenSecond:
    """Return what is seen of a category that may be the second of a text whose first is another.

    Where its halves were not read, it is as if each were of one of the two.
    """
    parted, halves = 1.0, float(found.decisions[first] + found.decisions[second])
    if found.halves:
        ways = ((first, second), (second, first))
        parted = max(float(found.halves.shares[(0, 1), way].min()) for way in ways)
        halves = max(float(found.halves.decisions[(0, 1), way].sum()) for way in ways)
    return SeenSecond(
        share=take_logarithm(float(found.shares[second])),
        decision=float(found.decisions[second]),
        together=float(together[first, second]),
        parted=parted,
        halves=halves,
    )


def make_reader(weights: Weights, taxonomy: Taxonomy) -> Vectoriser:
    """Return what reads texts for a model, with the taxonomy's terms of today."""
    terms = taxonomy.terms()
    lexicon = TermLexicon([terms.get(name, ()) for name in weights.owners])
    return Vectoriser(
        Vocabulary(weights.words, weights.rarities),
        Vocabulary(weights.characters, weights.character_rarities),
        lexicon,
    )


def find_silent(categories: Sequence[str]) -> list[int]:
    """Return the numbers of the categories that say nothing of the texts near by."""
    return [number for number, name in enumerate(categories) if name in (NONE, PROCEDURE)]


def list_candidates(order: Sequence[int], categories: Sequence[str]) -> list[int]:
    """Return the numbers of the categories that may be the second of a text, likeliest first.

    A text that is of no matter has none.
    """
    if categories[order[0]] in (NONE, PROCEDURE):
        return []
    return [i for i in order[1:MOST_SHOWN] if categories[i] not in (NONE, PROCEDURE)]


def find_given(
    shares: NDArray[np.float64], categories: Sequence[str], least: float = GIVEN
) -> NDArray[np.bool_]:
    """Return for each text (rows) whether its likeliest category is given: it is likely enough by
    itself (`least`), or together with another that is nearly as likely.

    >>> find_given(np.array([[0.7, 0.1], [0.48, 0.46], [0.4, 0.3]]), ["law", "trade"]).tolist()
    [True, True, False]
    """
    order = np.argsort(-shares, axis=1, kind="stable")[:, :2]
    pairs = np.take_along_axis(shares, order, axis=1)
    none, silent = [name == NONE for name in categories], find_silent(categories)
    lone = (pairs[:, 0] >= least) & ~np.array(none)[order[:, 0]]
    heard = ~np.isin(order, silent).any(axis=1)
    equal = (pairs.sum(axis=1) >= EQUAL_GIVEN) & (pairs[:, 0] < least) & heard
    return np.asarray(lone | equal)


def dump_weights(weights: Weights) -> bytes:
    """Return a model as the bytes of a file of plain arrays."""
    out = BytesIO()
    np.savez_compressed(
        out,
        categories=np.array(weights.categories),
        words=np.array("\n".join(weights.words)),
        rarities=weights.rarities.astype(np.float32),
        characters=np.array("\n".join(weights.characters)),
        character_rarities=weights.character_rarities.astype(np.float32),
        owners=np.array(weights.owners),
        coefficients=weights.coefficients.astype(np.float16),
        intercept=weights.intercept,
        calibration=np.array(weights.calibration),
        second=np.array(weights.second),
        together=weights.together.astype(np.float32),
    )
    return out.getvalue()


def load_weights(path: Path) -> Weights:
    """Return the model of a file.

    Raises InputError where the file is not one that train wrote.
    """
    try:
        with np.load(path, allow_pickle=False) as arrays:
            second = tuple(arrays["second"].tolist())
            if len(second) != len(NEVER):
                raise ValueError(second)
            return Weights(
                categories=arrays["categories"].tolist(),
                words=str(arrays["words"]).split("\n"),
                rarities=arrays["rarities"].astype(np.float64),
                characters=str(arrays["characters"]).split("\n"),
                character_rarities=arrays["character_rarities"].astype(np.float64),
                owners=arrays["owners"].tolist(),
                coefficients=arrays["coefficients"].astype(np.float64),
                intercept=arrays["intercept"],
                calibration=HotspotCalibration(*arrays["calibration"].tolist()),
                second=second,
                together=arrays["together"].astype(np.float64),
            )
    except (OSError, KeyError, TypeError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise InputError(
            f"{path}: not a model of this project; delete it and run snakemake again"
        ) from error
