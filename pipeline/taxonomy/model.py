"""The model that finds the field and the hotspots of a text, as it is asked.

A linear model over the words and characters of a text and the taxonomy's terms in it. It ships
fitted (`general.npz`, made by benchmarks/hotspots.py from texts that readers labelled); train
adds what a person's labels teach.
"""

import zipfile
from collections.abc import Mapping, Sequence
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
from pipeline.taxonomy.probabilities import HotspotCalibration, find_probabilities, look_around
from pipeline.taxonomy.seconds import NEVER, SeenSecond, find_probability, take_logarithm
from pipeline.taxonomy.term_counts import TermLexicon

GENERAL = Path(__file__).with_name("general.npz")
GIVEN = 0.56
"""Probability from which a category is given: 94 % of what is given is right then on the open texts
that are not told (benchmarks/hotspots.py), and 91 % of these get one. From 0.52 it is 93 %, which
leaves nothing for documents of other kinds."""
FIELD_GIVEN = 0.5
"""Probability from which a field is given: it is likelier than not."""
SECOND_GIVEN = 0.6
"""Probability from which a second category is given: seven in ten are then right on the open texts;
of those from 0.5 to 0.6 less than half."""
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


class Scores(NamedTuple):
    """Of a text: the probability of each category, rounded, its decisions, those of the text
    without its context, and the categories, the likeliest first."""

    shares: NDArray[np.float64]
    decisions: NDArray[np.float64]
    alone: NDArray[np.float64]
    order: list[int]


class Classifier:
    """A model, ready to be asked."""

    def __init__(self, weights: Weights, taxonomy: Taxonomy) -> None:
        """Take a model; a category that the taxonomy no longer has is never said."""
        self.weights = weights
        self.reader = make_reader(weights, taxonomy)
        self._fields = group_fields(weights.categories, taxonomy.fields())
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
        rows, bare = self.reader.read_both(documents)
        decisions, unasked = self.decide(rows), self.decide(bare)
        calibration = self.weights.calibration
        alone = find_probabilities(decisions, calibration, None)
        silent = find_silent(self.weights.categories)
        around = None if apart else look_around(documents, alone, silent)
        shares = np.round(find_probabilities(decisions, calibration, around), DECIMALS)
        order = np.argsort(-shares, axis=1, kind="stable")[:, :MOST_SHOWN].tolist()
        return [
            self._describe(
                Scores(shares[row], decisions[row], unasked[row], order[row]),
                rows.indices[start:end],
                rows.data[start:end],
            )
            for row, (start, end) in enumerate(pairwise(rows.indptr.tolist()))
        ]

    def decide(self, rows: csr_matrix) -> NDArray[np.float64]:
        """Return the decision for each category (columns) and row."""
        decisions = np.asarray(rows @ self._columns + self.weights.intercept)
        decisions[:, self._unknown] = -np.inf
        return decisions

    def _describe(
        self, found: Scores, columns: NDArray[np.int32], values: NDArray[np.float64]
    ) -> Prediction:
        """Return what is given of the scores of a text, and the terms that speak for it."""
        if not len(columns):
            return NOTHING
        names, shares, best = self.weights.categories, found.shares, found.order[0]
        given = shares[best] >= GIVEN and names[best] != NONE
        field, field_probability = self._find_field(shares, best if given else None)
        second, second_probability = self._find_second(found) if given else (None, None)
        scores = [
            (names[i], float(shares[i]))
            for i in found.order
            if shares[i] >= LEAST_SHOWN and names[i] != NONE
        ]
        return Prediction(
            field=field,
            field_probability=field_probability,
            category=names[best] if given else None,
            probability=float(shares[best]) if given else None,
            second=second,
            second_probability=second_probability,
            scores=scores,
            terms=self._find_terms(best, columns, values) if scores else [],
        )

    def _find_field(
        self, shares: NDArray[np.float64], best: int | None
    ) -> tuple[str | None, float | None]:
        """Return the field of the category that is given; where none is, one that is likely."""
        if best is not None:
            names = [name for name, numbers in self._fields.items() if best in numbers]
        else:
            names = list(self._fields)
        sums = {name: float(shares[self._fields[name]].sum()) for name in names}
        likely = max(sums, key=lambda name: sums[name], default=None)
        if likely is None or (best is None and sums[likely] < FIELD_GIVEN):
            return None, None
        return likely, round(sums[likely], DECIMALS)

    def _find_second(self, found: Scores) -> tuple[str | None, float | None]:
        """Return another category that the text is probably of too, the likeliest such."""
        names = self.weights.categories
        if names[found.order[0]] == PROCEDURE:
            return None, None
        shares = {
            i: find_probability(see_second(found, i, self.weights.together), self.weights.second)
            for i in list_candidates(found.order, names)
        }
        second = max(shares, key=lambda i: shares[i], default=None)
        if second is None or shares[second] < SECOND_GIVEN:
            return None, None
        return names[second], round(shares[second], DECIMALS)

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


def see_second(found: Scores, category: int, together: NDArray[np.float64]) -> SeenSecond:
    """Return what is seen of a category that may be the second of a text."""
    return SeenSecond(
        share=take_logarithm(float(found.shares[category])),
        decision=float(found.decisions[category]),
        alone=float(found.alone[category]),
        together=float(together[found.order[0], category]),
    )


def make_reader(weights: Weights, taxonomy: Taxonomy) -> Vectoriser:
    """Return what reads texts for a model, with the taxonomy's terms of today."""
    terms = taxonomy.terms()
    lexicon = TermLexicon(terms.get(name, ()) for name in weights.owners)
    return Vectoriser(
        Vocabulary(weights.words, weights.rarities),
        Vocabulary(weights.characters, weights.character_rarities),
        lexicon,
        len(weights.owners),
    )


def group_fields(categories: Sequence[str], fields: Mapping[str, str]) -> dict[str, list[int]]:
    """Return the numbers of the categories of each field."""
    found: dict[str, list[int]] = {}
    for number, name in enumerate(categories):
        if name in fields:
            found.setdefault(fields[name], []).append(number)
    return found


def find_silent(categories: Sequence[str]) -> list[int]:
    """Return the numbers of the categories that say nothing of the texts near by."""
    return [number for number, name in enumerate(categories) if name in (NONE, PROCEDURE)]


def list_candidates(order: Sequence[int], categories: Sequence[str]) -> list[int]:
    """Return the numbers of the categories that may be the second of a text, likeliest first."""
    return [i for i in order[1:MOST_SHOWN] if categories[i] not in (NONE, PROCEDURE)]


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
