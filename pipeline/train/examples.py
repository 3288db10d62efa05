"""What the model learns from: answers that a person labelled, and texts of the taxonomy."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.language.terms.bags import read_sentences
from pipeline.language.terms.words import StopWords
from pipeline.language.tokenizer import Tokenizer
from pipeline.records.base import Record
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.taxonomy import NONE, PROCEDURE, Taxonomy
from pipeline.taxonomy.documents import read_documents, read_text
from pipeline.taxonomy.features import Document
from pipeline.taxonomy.labels import CategoryLabel, find_unknown, group_labels, place_labels
from pipeline.tsv import Unused

TOGETHER = 8
"""Terms that are one text: 8 did better than all, 4 alike (benchmarks/hotspots.py, open texts)."""


class Example(NamedTuple):
    """A document and its category.

    `source` is the transcript of an answer, and texts of one source are judged together; it is
    empty for a text of the taxonomy, which is never judged.
    """

    document: Document
    category: str
    source: str = ""
    turn: str = ""


def list_taxonomy_texts(
    taxonomy: Taxonomy, tokenizer: Tokenizer, stop: StopWords, known: Collection[str] = ()
) -> Iterator[Example]:
    """Yield the taxonomy's texts, but none of the known categories.

    A passage to reject is one of the category that it is of.
    """
    for category, text in list_texts(taxonomy):
        if category not in known:
            yield Example(Document(read_text(text, tokenizer, stop)), category)


def list_texts(taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """Yield the category of each text of the taxonomy, and the text: of its terms some at a time,
    for a word says the less the more stand beside it."""
    for name, terms in taxonomy.terms().items():
        for first in range(0, len(terms), TOGETHER):
            yield name, "，".join(terms[first : first + TOGETHER])
    for found in taxonomy.category:
        yield from ((found.id, text) for text in (found.name.zh, found.belongs.zh))
        yield from ((found.id, text) for text in found.accept)
        yield from ((passage.is_, passage.text) for passage in found.reject)
    yield from ((PROCEDURE, text) for text in taxonomy.other.procedure)
    yield from ((NONE, text) for text in taxonomy.other.none)


def read_answers(
    lines: Iterable[Sequence[Record]],
    labels: Sequence[CategoryLabel],
    tokenizer: Tokenizer,
    stop: StopWords,
) -> tuple[list[Example], list[Unused]]:
    """Return the labelled answers with their questions, and the labels that fit none.

    A line is what clean and segment made of one file. The answers are in the order of transcripts
    and turns, whatever the batches are.
    """
    wanted = group_labels(labels)
    examples: list[Example] = []
    unused: list[Unused] = []
    known: set[str] = set()
    for transcript, segmentation in lines:
        if not isinstance(transcript, Transcript) or not isinstance(segmentation, Segmentation):
            continue
        if transcript.transcript not in wanted:
            continue
        known.add(transcript.transcript)
        placed, unfit = place_labels(wanted[transcript.transcript], transcript, segmentation)
        unused += unfit
        read = read_sentences(transcript, segmentation, stop)
        passages = read_documents(read, segmentation, tokenizer, stop)
        answers = {passage.answer: passage.document for passage in passages}
        examples += [
            Example(answers[turn], label.category, transcript.transcript, turn)
            for turn, label in placed.items()
        ]
    unused += find_unknown(labels, known)
    return sorted(examples, key=lambda one: (one.source, one.turn)), unused
