"""The model that finds the field and the hotspots of a text, as it is asked.

A linear model over the words and characters of a text and the taxonomy's terms in it. It ships
fitted (`general.npz`, made by benchmarks/hotspots.py from texts that readers labelled); train
adds what a person's labels teach.
"""

import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import InputError
from pipeline.taxonomy import NONE, PROCEDURE, Taxonomy
from pipeline.taxonomy.features import Document, Row, Vectoriser, Vocabulary
from pipeline.taxonomy.probabilities import HotspotCalibration, find_probabilities, look_around
from pipeline.taxonomy.seconds import NEVER, SeenSecond, find_probability, halve, take_logarithm
from pipeline.taxonomy.term_counts import TermLexicon

GENERAL = Path(__file__).with_name("general.npz")
GIVEN, EITHER_GIVEN = 0.75, 0.85
"""Probability from which a category is given: by itself, or together with the one other that is
likeliest. 95 % of what is given is right then on the open texts as officials speak
(benchmarks/hotspots.py), 94 % where 0.56 is enough. Of the texts whose likeliest has from 0.56 to
0.7 it is right in 84 % where two have so much, and in 67 % of others."""
BOTH = 0.5
"""Part of the texts given for two that are of both."""
FIELD_GIVEN = 0.6
"""Probability from which a field is given alone: 75 % are right then on the open texts, from 0.5 on
two of three."""
LONGEST_PHRASE, PHRASE_GIVEN = 12, 0.35
"""Characters of a phrase with terms of its likeliest category and of no other (一个中国原则): it is
given that from this probability on, if it is twice that of the next."""
SECOND_GIVEN = 0.5
"""Probability from which a second category is given: 70 % are right then on the open texts, as many
as from 0.55 on, and more of those that have one get it; of those from 0.4 to 0.5 less than half."""
PARTED, AS_MUCH = 0.7, 0.4
"""Where the second is told first each half is of its category from this probability on, and the
first is so much of the text at least."""
LEAST_SHOWN = 0.05
"""Probability from which a category is among the scores."""
MOST_SHOWN = 5
MOST_TERMS = 5
DECIMALS, DECIMALS_SHOWN = 4, 2
"""Of probabilities and shares, as they decide and as they are told. With more told, a label changes
what is told of most texts."""


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

    `category` and `field` are None where none is likely enough to be given. `second` is a second
    category that the text is of too. `scores` are the category that is given and the likeliest
    others, `terms` the words that spoke most for the first of them, with their share.
    """

    field: str | None
    field_probability: float | None
    category: str | None
    probability: float | None
    second: str | None
    second_probability: float | None
    scores: list[tuple[str, float]]
    terms: list[tuple[str, float]]


UNSAID = (None, None)
NOTHING = Prediction(None, None, None, None, None, None, [], [])


class Scores(NamedTuple):
    """Of a text: the probability of each category, rounded, its decisions, and the categories, the
    likeliest first; where it may have a second category, the probabilities of each (columns) for
    its halves (rows), and how much of it the first half is."""

    shares: NDArray[np.float64]
    decisions: NDArray[np.float64]
    order: list[int]
    halves: NDArray[np.float64] | None
    first_half: float = 0.0


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
        self._first_term = len(self._columns) - len(weights.owners)
        known = {NONE, PROCEDURE, *(found.id for found in taxonomy.category)}
        self._unknown = [i for i, name in enumerate(weights.categories) if name not in known]

    def classify(self, documents: Sequence[Document]) -> list[Prediction]:
        """Return what the model says of each text of a transcript, in the order they stand in."""
        if not documents:
            return []
        rows = self.reader.read(documents)
        found, given = self._score(documents, rows)
        for row, halves, first in self._read_halves(documents, found, given):
            found[row] = found[row]._replace(halves=halves, first_half=first)
        return [self._describe(*one) for one in zip(found, given, rows, strict=True)]

    def find_categories(self, documents: Sequence[Document]) -> list[str | None]:
        """Return the likeliest category of each text of a transcript, where it is given any."""
        if not documents:
            return []
        found, given = self._score(documents, self.reader.read(documents))
        names = self.weights.categories
        return [
            names[one.order[0]] if sure else None for one, sure in zip(found, given, strict=True)
        ]

    def _score(
        self, documents: Sequence[Document], rows: Sequence[Row]
    ) -> tuple[list[Scores], list[bool]]:
        """Return the scores of each text, and whether it is given a category."""
        decisions = self.decide(rows)
        calibration, names = self.weights.calibration, self.weights.categories
        around = look_around(find_probabilities(decisions, calibration, None), find_silent(names))
        shares = np.round(find_probabilities(decisions, calibration, around), DECIMALS)
        order = np.argsort(-shares, axis=1, kind="stable")[:, :MOST_SHOWN].tolist()
        found = [Scores(*parts, None) for parts in zip(shares, decisions, order, strict=True)]
        given = find_given(shares, names).tolist()
        texts = zip(documents, rows, shares, given, strict=True)
        return found, [sure or self._is_phrase(*text) for *text, sure in texts]

    def _is_phrase(self, document: Document, row: Row, shares: NDArray[np.float64]) -> bool:
        """Return whether a text is a phrase whose terms are all of its likeliest category."""
        if len(document.body.text) > LONGEST_PHRASE:
            return False
        terms = row.columns[row.columns >= self._first_term] - self._first_term
        next_best, best = np.sort(shares)[-2:]
        if len(terms) != 1 or best < max(PHRASE_GIVEN, 2 * next_best):
            return False
        owner = self.weights.owners[int(terms[0])]
        return owner == self.weights.categories[int(shares.argmax())]

    def _read_halves(
        self, documents: Sequence[Document], found: Sequence[Scores], given: Sequence[bool]
    ) -> Iterator[tuple[int, NDArray[np.float64], float]]:
        """Yield the number of each text that would have a second category if each half were of one
        of the two, the probabilities of the halves, and how much of it the first is."""
        numbers = [row for row, one in enumerate(found) if given[row] and self._find_second(one)]
        if not numbers:
            return
        parts = [half for number in numbers for half in halve(documents[number].body)]
        decisions = self.decide(self.reader.read(parts))
        shares = find_probabilities(decisions, self.weights.calibration, None)
        for place, number in enumerate(numbers):
            whole, first = (len(d.body.text) for d in (documents[number], parts[2 * place]))
            yield number, shares[2 * place : 2 * place + 2], first / (whole or 1)

    def decide(self, rows: Sequence[Row]) -> NDArray[np.float64]:
        """Return the decision for each category (columns) and row."""
        decisions = np.array([row.values @ self._columns[row.columns] for row in rows])
        decisions += self.weights.intercept
        decisions[:, self._unknown] = -np.inf
        return decisions

    def _describe(self, found: Scores, given: bool, row: Row) -> Prediction:
        """Return what is given of the scores of a text, and the terms that speak for it."""
        if not len(row.columns):
            return NOTHING
        names = self.weights.categories
        subjects = self._find_subjects(found) if given else []
        told = [number for number, _ in subjects]
        order = [*told, *(number for number in found.order if number not in told)]
        field = self._find_field(found.shares, told[0] if told else None)
        scores = [
            (names[i], round(float(found.shares[i]), DECIMALS_SHOWN))
            for i in order
            if found.shares[i] >= LEAST_SHOWN and names[i] != NONE
        ]
        said: list[tuple[str | None, float | None]] = [(names[i], share) for i, share in subjects]
        (category, probability), (second, second_probability) = [*said, UNSAID, UNSAID][:2]
        terms = self._find_terms(order[0], row) if scores else []
        return Prediction(*field, category, probability, second, second_probability, scores, terms)

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
        return self._fields[likely], round(float(sums[likely]), DECIMALS_SHOWN)

    def _find_subjects(self, found: Scores) -> list[tuple[int, float]]:
        """Return the one or two categories of a text that is given any, each with its probability,
        in the order in which the text speaks of them.

        A text is of the likelier of two if this is its first subject, or the other is and it is of
        both.
        """
        first, other = found.order[:2]
        share = float(found.shares[first])
        if share < GIVEN:
            share += BOTH * float(found.shares[other])
        subjects = [(first, share)]
        if found.halves is not None:
            subjects += self._find_second(found)
        if len(subjects) == 2 and begins_with(found, subjects[1][0]):
            subjects.reverse()
        return [(number, round(probability, DECIMALS_SHOWN)) for number, probability in subjects]

    def _find_second(self, found: Scores) -> list[tuple[int, float]]:
        """Return the likeliest other category that a text is probably of too, if there is one, with
        its probability."""
        weights = self.weights
        shares = {
            i: find_probability(see_second(found, i, weights.together), weights.second)
            for i in list_candidates(found.order, weights.categories)
        }
        likely = [i for i in shares if shares[i] >= SECOND_GIVEN]
        return [(i, shares[i]) for i in sorted(likely, key=lambda i: -shares[i])[:1]]

    def _find_terms(self, category: int, row: Row) -> list[tuple[str, float]]:
        """Return the words that speak for a category more than for others, with their share."""
        words, (columns, values) = self.weights.words, row
        added = values * (self.weights.coefficients[category, columns] - self._means[columns])
        whole = float(added[added > 0].sum()) or 1.0
        # The columns of the words come before all others.
        shares = np.round(added[: np.searchsorted(columns, len(words))] / whole, DECIMALS)
        first = np.argsort(-shares, kind="stable")[:MOST_TERMS].tolist()
        told = [(words[columns[i]], round(float(shares[i]), DECIMALS_SHOWN)) for i in first]
        return [(word, share) for word, share in told if share > 0]


def begins_with(found: Scores, second: int) -> bool:
    """Return whether a text begins with its second category: a first half of about its middle is
    clearly of that, and more than the whole is of the first; the other half is of the first."""
    if found.halves is None or found.first_half < AS_MUCH:
        return False
    pair = [found.order[0], second]
    (one, two), (first, other) = found.shares[pair], found.halves[0, pair]
    return bool(min(other, found.halves[1, pair[0]]) >= PARTED and other - first > one - two)


def see_second(found: Scores, second: int, together: NDArray[np.float64]) -> SeenSecond:
    """Return what is seen of a category that may be the second of a text.

    Where its halves were not read, it is as if each were of one of the two.
    """
    first, parted = found.order[0], 1.0
    if found.halves is not None:
        ways = ((first, second), (second, first))
        parted = max(float(found.halves[(0, 1), way].min()) for way in ways)
    return SeenSecond(
        share=take_logarithm(float(found.shares[second])),
        decision=float(found.decisions[second]),
        together=float(together[first, second]),
        parted=parted,
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
    itself (`least`), or together with the next.

    >>> shares = np.array([[0.8, 0.1], [0.48, 0.46], [0.6, 0.2]])
    >>> find_given(shares, ["law", "trade"]).tolist()
    [True, True, False]
    """
    order = np.argsort(-shares, axis=1, kind="stable")[:, :2]
    pairs = np.take_along_axis(shares, order, axis=1)
    none, silent = [name == NONE for name in categories], find_silent(categories)
    lone = (pairs[:, 0] >= least) & ~np.array(none)[order[:, 0]]
    heard = ~np.isin(order, silent).any(axis=1)
    return np.asarray(lone | (pairs.sum(axis=1) >= EITHER_GIVEN) & heard)


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
    """Return the model of a file. Raises InputError where train did not write it."""
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
