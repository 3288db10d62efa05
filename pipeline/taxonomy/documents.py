"""Reads the texts of a transcript that get a category, each with what it is to be read with.

An answer stands with the questions that it answers, for 对此 has no meaning of its own; a paragraph
of a statement with the heading above it, or with the title of a text that has no headings: a story
tells its matter there, and then of people and places. The words of a question or heading are not
the text's: the model counts them apart.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from pipeline.language.terms.bags import Bag, ReadText, join_bags
from pipeline.language.terms.words import StopWords, fold_words, keep_words
from pipeline.language.tokenizer import Tokenizer
from pipeline.records.segmentation import Segmentation, Sentence
from pipeline.taxonomy.features import EMPTY, Document

FEWEST_WORDS = 3
"""Words of a paragraph by which its matter can be named: of real ones with three or four nearly all
hotspots that are given are right, of those with one or two it is often that of the texts near by.
They are read where the text has no longer ones: 坚持一个中国原则。"""


class PlacedDocument(NamedTuple):
    """An answer, or a paragraph of a statement. `answer` is the id of the answer's turn."""

    start: int
    end: int
    document: Document
    answer: str | None
    sentences: list[Sentence]


def read_text(text: str, tokenizer: Tokenizer, stop: StopWords) -> Bag:
    """Return a text with its words."""
    folded = fold_words(text)
    return Bag(keep_words(tokenizer.cut(folded), stop), folded)


def read_documents(
    read: ReadText, segmentation: Segmentation, tokenizer: Tokenizer, stop: StopWords
) -> list[PlacedDocument]:
    """Return the answers, and the paragraphs of statements that have words enough, in order; where
    there is none of these, all paragraphs that have any."""
    folded = read.folded
    headings = {
        section.id: read_text(section.title, tokenizer, stop) for section in segmentation.sections
    }
    title = EMPTY if headings else read_text(read.title, tokenizer, stop)
    kinds = {turn.id: turn.kind for turn in segmentation.turns}
    words: dict[str, list[str]] = {turn.id: [] for turn in segmentation.turns}
    passages: list[PlacedDocument] = []
    for (turn, _), group in groupby(
        read.sentences, key=lambda one: (one.sentence.turn, one.sentence.paragraph)
    ):
        own = list(group)
        said = [word for one in own for word in one.words]
        words[turn] += said
        if kinds[turn] == "statement" and said:
            sentences = [one.sentence for one in own]
            start, end = sentences[0].start, sentences[-1].end
            heading = headings.get(sentences[0].section or "", title)
            document = Document(Bag(said, folded[start:end]), heading=heading)
            passages.append(PlacedDocument(start, end, document, None, sentences))
    longer = [one for one in passages if len(one.document.body.words) >= FEWEST_WORDS]
    pieces = {
        turn.id: Bag(words[turn.id], folded[turn.start : turn.end]) for turn in segmentation.turns
    }
    answers = list(read_answers(segmentation, pieces, headings))
    return sorted([*longer, *answers] or passages, key=lambda passage: passage.start)


def read_answers(
    segmentation: Segmentation, pieces: Mapping[str, Bag], headings: Mapping[str, Bag]
) -> Iterator[PlacedDocument]:
    """Yield the answers with their questions and headings."""
    for turn in segmentation.turns:
        if turn.kind == "answer":
            document = Document(
                pieces[turn.id],
                join_bags([pieces[name] for name in turn.answers if name in pieces]),
                headings.get(turn.section or "", EMPTY),
            )
            yield PlacedDocument(turn.start, turn.end, document, turn.id, [])
