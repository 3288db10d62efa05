"""The category of each answer, and of each paragraph of a statement, in the taxonomy.

A person's label wins over the model. A government report has no answers: there the paragraphs of
its statements tell how much is said on what, and where.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Literal, NamedTuple

from pipeline.language.terms.pieces import Piece, join, make_piece
from pipeline.language.terms.words import StopWords, fold_words, read_words
from pipeline.records.classification import CategoryScore, PassageClassification
from pipeline.records.phrases import Phrase
from pipeline.records.segmentation import Segmentation, Sentence, Turn
from pipeline.records.transcript import Transcript
from pipeline.taxonomy import NONE, load_taxonomy
from pipeline.taxonomy.labels import Label, place_labels, read_labels
from pipeline.taxonomy.model import Classifier, Prediction, load_classifier

FEWEST_WORDS = 5
"""A paragraph with fewer words than that is about nothing that could be named."""


class Category(NamedTuple):
    """The category of an answer: fields of an AnswerClassification."""

    category: str | None
    category_source: Literal["model", "label"]
    category_probability: float | None
    category_scores: tuple[CategoryScore, ...]
    category_terms: tuple[Phrase, ...]


class Categories(NamedTuple):
    """What says which category a text is of: the model, and a person."""

    classifier: Classifier
    labels: Sequence[Label]

    def find(
        self,
        transcript: Transcript,
        segmentation: Segmentation,
        pieces: Mapping[str, Piece],
        stop: StopWords,
    ) -> tuple[list[Category], list[PassageClassification]]:
        """Return the category of each answer, and of each paragraph of the statements."""
        labels, _ = place_labels(self.labels, transcript, segmentation)
        answers = [turn for turn in segmentation.turns if turn.kind == "answer"]
        asked = [turn for turn in answers if turn.id not in labels]
        paragraphs = list(read_paragraphs(transcript, segmentation, stop))
        predictions = iter(
            self.classifier.classify(
                [
                    *(read_exchange(turn, pieces) for turn in asked),
                    *(piece for _, piece in paragraphs),
                ]
            )
        )
        found = [
            correct(labels[turn.id]) if turn.id in labels else take(next(predictions))
            for turn in answers
        ]
        passages = [
            place(sentences, prediction)
            for (sentences, _), prediction in zip(paragraphs, predictions, strict=True)
        ]
        return found, passages


def load_categories(weights: Path, labels: Path | None) -> Categories:
    """Return the model of a file and the labels of another; lines that cannot be used are left.

    Raises InputError where one of them is not what it should be.
    """
    found = read_labels(labels, load_taxonomy()).labels if labels else []
    return Categories(load_classifier(weights), found)


def read_exchange(turn: Turn, pieces: Mapping[str, Piece]) -> Piece:
    """Return an answer with the questions that it answers, for 对此 has no other meaning."""
    return join([pieces[name] for name in (turn.id, *turn.answers) if name in pieces])


def read_paragraphs(
    transcript: Transcript, segmentation: Segmentation, stop: StopWords
) -> Iterator[tuple[list[Sentence], Piece]]:
    """Yield the paragraphs of statements that have words enough."""
    statements = {turn.id for turn in segmentation.turns if turn.kind == "statement"}
    folded = fold_words(transcript.text)
    for (turn, _), group in groupby(segmentation.sentences, key=lambda s: (s.turn, s.paragraph)):
        if turn in statements:
            sentences = list(group)
            piece = make_piece([read_words(folded, sentence) for sentence in sentences], stop)
            if len(piece.words) >= FEWEST_WORDS:
                yield sentences, piece


def correct(label: Label) -> Category:
    """Return the category that a person gave."""
    return Category(None if label.category == NONE else label.category, "label", None, (), ())


def take(prediction: Prediction) -> Category:
    """Return the category that the model gave."""
    return Category(prediction.category, "model", prediction.probability, *show(prediction))


def place(sentences: list[Sentence], prediction: Prediction) -> PassageClassification:
    """Return the category of a paragraph and where it stands."""
    scores, terms = show(prediction)
    return PassageClassification(
        start=sentences[0].start,
        end=sentences[-1].end,
        section=sentences[0].section,
        turn=sentences[0].turn,
        paragraph=sentences[0].paragraph,
        category=prediction.category,
        probability=prediction.probability,
        scores=scores,
        terms=terms,
    )


def show(prediction: Prediction) -> tuple[tuple[CategoryScore, ...], tuple[Phrase, ...]]:
    """Return the scores and terms of a prediction as records."""
    return (
        tuple(CategoryScore(category=name, probability=p) for name, p in prediction.scores),
        tuple(Phrase(text=word, weight=share) for word, share in prediction.terms),
    )
