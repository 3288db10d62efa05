"""The model card: what the model was made from, how it was judged, what it cannot do."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import product
from typing import NamedTuple

from pipeline.records.model_card import HeldOutLabel, Hotspot, ModelCard
from pipeline.records.problems import Problem
from pipeline.taxonomy import NONE, PROCEDURE, Taxonomy, list_taxonomy_files
from pipeline.taxonomy.model import GENERAL, GIVEN, Weights, find_given
from pipeline.taxonomy.probabilities import HotspotCalibration, find_probabilities
from pipeline.taxonomy.schemes import Schemes
from pipeline.train.figures import DECIMALS, Figures, Predictions, sum_up_predictions
from pipeline.train.fitting import ENOUGH_LABELLED, Judgement
from pipeline.tsv import Unused


class Taught(NamedTuple):
    """A model, what it says of labelled answers unseen, how many they are, and unfit labels."""

    weights: Weights
    judgement: Judgement
    answers: int
    unused: list[Unused]


def make_card(
    taxonomy: Taxonomy, general: Figures, taught: Taught, problems: Iterable[Problem]
) -> ModelCard:
    """Return the card of a model that was taught, with the problems of labels.

    `general` are the figures of the general model.
    """
    weights, judgement, answers, _ = taught
    names = [*(found.id for found in taxonomy.category), PROCEDURE, NONE]
    on_answers = len(judgement.examples) >= ENOUGH_LABELLED
    outcome = judge_answers(judgement, weights.calibration)
    figures = sum_up_predictions(outcome, names) if on_answers else general
    parts = (path.read_bytes() for path in list_taxonomy_files())
    return ModelCard(
        taxonomy=sha256(b"".join(parts)).hexdigest(),
        general=sha256(GENERAL.read_bytes()).hexdigest(),
        answers=answers,
        learned=len(judgement.examples),
        judged_on="answers" if on_answers else "general",
        calibration=weights.calibration,
        threshold=GIVEN,
        hotspots=tuple(list_hotspots(taxonomy)),
        labels=tuple(list_labels(judgement, outcome)),
        problems=tuple(problems),
        **dict(figures),
    )


def list_hotspots(taxonomy: Taxonomy) -> Iterator[Hotspot]:
    """Yield the hotspots of the taxonomy with their places in public schemes."""
    schemes = Schemes.load()
    for field, category in product(taxonomy.field, taxonomy.category):
        if category.id in field.categories:
            codes = schemes.category[category.id]
            yield Hotspot(
                id=category.id,
                name=category.name,
                field=field.id,
                field_name=field.name,
                agendas=codes.agendas,
                state_council=codes.state_council,
            )


def judge_answers(judgement: Judgement, calibration: HotspotCalibration) -> Predictions:
    """Return what a model says of the labelled answers without having seen their transcripts."""
    shares = find_probabilities(judgement.decisions, calibration, None)
    return Predictions(
        documents=[example.source for example in judgement.examples],
        kinds=["answers"] * len(judgement.examples),
        truth=[example.category for example in judgement.examples],
        best=[judgement.categories[i] for i in shares.argmax(axis=1)],
        sure=shares.max(axis=1),
        given=find_given(shares, judgement.categories),
    )


def list_labels(judgement: Judgement, outcome: Predictions) -> list[HeldOutLabel]:
    """Return the labelled answers with what a model that did not see them says."""
    return [
        HeldOutLabel(
            transcript=example.source,
            turn=example.turn,
            label=None if example.category == NONE else example.category,
            model=name if given else None,
            probability=round(float(sure), DECIMALS) if given else None,
        )
        for example, name, sure, given in zip(
            judgement.examples, outcome.best, outcome.sure, outcome.given, strict=True
        )
    ]
