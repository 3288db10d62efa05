"""What the model learns from: the taxonomy's texts, and the answers that a person labelled."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from pipeline.language.terms.pieces import join, make_piece, read_turns
from pipeline.language.terms.words import StopWords, fold_words
from pipeline.language.tokenizer import Tokenizer
from pipeline.records.base import Record
from pipeline.records.problems import Problem
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.taxonomy import NONE, Taxonomy
from pipeline.taxonomy.labels import Label, find_unknown, place_labels
from pipeline.train.learning import write_document


class Example(NamedTuple):
    """A document and its category. `source` is the transcript of an answer, else the category."""

    document: str
    category: str
    kind: Literal["description", "passage", "answer"]
    source: str
    turn: str = ""


def describe(taxonomy: Taxonomy, tokenizer: Tokenizer, stop: StopWords) -> Iterator[Example]:
    """Yield the taxonomy's texts; a passage to reject is one of the category that it is of."""

    def write(text: str) -> str:
        return write_document(make_piece([tokenizer.cut(fold_words(text))], stop))

    for found in taxonomy.category:
        for text in (found.name.zh, found.belongs.zh, " ".join(found.terms)):
            yield Example(write(text), found.id, "description", found.id)
        for text in found.accept:
            yield Example(write(text), found.id, "passage", found.id)
        for passage in found.reject:
            yield Example(write(passage.text), passage.is_, "passage", passage.is_)
    for text in taxonomy.none:
        yield Example(write(text), NONE, "passage", NONE)


def read_answers(
    lines: Iterable[Sequence[Record]], labels: Sequence[Label], stop: StopWords
) -> tuple[list[Example], list[Problem]]:
    """Return the labelled answers with their questions, and the labels that fit none.

    A line is what clean and segment made of one file. The answers are in the order of transcripts
    and turns, whatever the batches are.
    """
    wanted = {label.transcript for label in labels}
    examples: list[Example] = []
    problems: list[Problem] = []
    known: list[str] = []
    for transcript, segmentation in lines:
        if not isinstance(transcript, Transcript) or not isinstance(segmentation, Segmentation):
            continue
        if transcript.transcript not in wanted:
            continue
        known.append(transcript.transcript)
        placed, unfit = place_labels(labels, transcript, segmentation)
        problems += unfit
        examples += write_answers(transcript, segmentation, placed, stop)
    problems += find_unknown(labels, known)
    return sorted(examples, key=lambda one: (one.source, one.turn, one.document)), problems


def write_answers(
    transcript: Transcript,
    segmentation: Segmentation,
    placed: dict[str, Label],
    stop: StopWords,
) -> Iterator[Example]:
    """Yield the labelled answers of a transcript, each with the questions that it answers."""
    pieces = dict(
        zip(
            (turn.id for turn in segmentation.turns),
            read_turns(transcript, segmentation, stop),
            strict=True,
        )
    )
    for turn in segmentation.turns:
        if turn.id in placed:
            exchange = [pieces[name] for name in (turn.id, *turn.answers) if name in pieces]
            yield Example(
                document=write_document(join(exchange)),
                category=placed[turn.id].category,
                kind="answer",
                source=transcript.transcript,
                turn=turn.id,
            )
