"""The policy field and hotspots of each answer, and of each paragraph of a statement.

A person's label wins over the model. A government report has no answers: there the paragraphs of
its statements tell how much is said on what, and where.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from pipeline.language.terms.bags import ReadText
from pipeline.language.terms.words import StopWords
from pipeline.language.tokenizer import Tokenizer
from pipeline.records.classification import CategoryScore, PassageClassification
from pipeline.records.phrases import Phrase
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.taxonomy import NONE, load_taxonomy
from pipeline.taxonomy.documents import PlacedDocument, read_documents
from pipeline.taxonomy.labels import CategoryLabel, group_labels, place_labels, read_labels
from pipeline.taxonomy.model import Classifier, Prediction, load_weights


class AnswerCategory(NamedTuple):
    """The category of an answer: fields of an AnswerClassification."""

    field: str | None
    field_probability: float | None
    category: str | None
    category_source: Literal["model", "label"]
    category_probability: float | None
    second_category: str | None
    second_probability: float | None
    category_scores: tuple[CategoryScore, ...]
    category_terms: tuple[Phrase, ...]


class Categories(NamedTuple):
    """What says which category a text is of: the model, and a person."""

    classifier: Classifier
    labels: Mapping[str, Sequence[CategoryLabel]]
    """The labels of each transcript."""
    fields: dict[str, str]

    def find(
        self,
        transcript: Transcript,
        segmentation: Segmentation,
        read: ReadText,
        tokenizer: Tokenizer,
        stop: StopWords,
    ) -> tuple[list[AnswerCategory], list[PassageClassification]]:
        """Return the category of each answer, and of each paragraph of the statements."""
        given = self.labels.get(transcript.transcript, ())
        labels, _ = place_labels(given, transcript, segmentation)
        passages = read_documents(read, segmentation, tokenizer, stop)
        said = self.classifier.classify([passage.document for passage in passages])
        answers: list[AnswerCategory] = []
        paragraphs: list[PassageClassification] = []
        for passage, prediction in zip(passages, said, strict=True):
            if passage.answer is None:
                paragraphs.append(place_paragraph(passage, prediction))
            elif passage.answer in labels:
                answers.append(self.correct(labels[passage.answer]))
            else:
                answers.append(make_category(prediction))
        return answers, paragraphs

    def correct(self, label: CategoryLabel) -> AnswerCategory:
        """Return the category that a person gave."""
        name = None if label.category == NONE else label.category
        field = self.fields.get(label.category)
        return AnswerCategory(field, None, name, "label", None, None, None, (), ())


def load_categories(weights: Path, labels: Path | None) -> Categories:
    """Return the model of a file and the labels of another; lines that cannot be used are left.

    Raises InputError where one of them is not what it should be.
    """
    taxonomy = load_taxonomy()
    found = read_labels(labels, taxonomy).labels if labels else []
    classifier = Classifier(load_weights(weights), taxonomy)
    return Categories(classifier, group_labels(found), taxonomy.fields())


def make_category(found: Prediction) -> AnswerCategory:
    """Return the category that the model gave."""
    said = found.probability, found.second, found.second_probability
    return AnswerCategory(*found[:3], "model", *said, *make_scores(found))


def place_paragraph(passage: PlacedDocument, found: Prediction) -> PassageClassification:
    """Return the category of a paragraph and where it stands."""
    scores, terms = make_scores(found)
    first = passage.sentences[0]
    return PassageClassification(
        start=passage.start,
        end=passage.end,
        section=first.section,
        turn=first.turn,
        paragraph=first.paragraph,
        field=found.field,
        field_probability=found.field_probability,
        category=found.category,
        probability=found.probability,
        second_category=found.second,
        second_probability=found.second_probability,
        scores=scores,
        terms=terms,
    )


def make_scores(prediction: Prediction) -> tuple[tuple[CategoryScore, ...], tuple[Phrase, ...]]:
    """Return the scores and terms of a prediction as records."""
    return (
        tuple(CategoryScore(category=name, probability=p) for name, p in prediction.scores),
        tuple(Phrase(text=word, weight=share) for word, share in prediction.terms),
    )
