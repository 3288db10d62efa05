"""Finds the section that the words of each answer speak for, and where its heading disagrees.

Reads the clean transcripts and their segmentations; writes one Classifications a transcript.
A section is described by its heading, its questions and its other answers. Neither the answer
nor the questions it answers are among these texts: they stand where the answer stands, whether
that is right or wrong.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.artefacts import for_each, write
from pipeline.chinese.tokenizer import Tokenizer, load_terms
from pipeline.classify.similarity import Comparison, Description, compare, count
from pipeline.records import (
    AnswerClassification,
    Bilingual,
    Classifications,
    Flag,
    Phrase,
    Section,
    SectionScore,
    Segmentation,
    Transcript,
    Turn,
)
from pipeline.terms.pieces import Piece, make_piece, read_turns
from pipeline.terms.words import StopWords, fold_words, load_stop_words

TEMPERATURE, DOUBT = 0.06, 0.05
"""Of the softmax over similarities, and the part of probability that is spread evenly. Chosen
together by log loss on texts of two other kinds: 568 answers of 60 press conferences to find
among their questions, 287 paragraphs of 6 government reports to find among their headings. The
mean probability was 0.72 where 68 % were right, 0.35 where 39 % were."""
CLEAR = 0.3
"""Lead in similarity from which a disagreement is flagged, for editors are mostly right. Of the
paragraphs above, all in their place, 5 of 287 were flagged."""
MOST_SECTIONS = 200
"""With more headings the text is no press conference, and each answer would be held against all."""
MOST_TERMS = 5
DECIMALS = 4
Titles = dict[str, tuple[str, frozenset[str]]]
"""Each section's title and its words."""


def classify_answers(
    transcript: Transcript, segmentation: Segmentation, tokenizer: Tokenizer, stop: StopWords
) -> Classifications:
    """Return for each answer the section it stands under and the one its words speak for."""
    answers = [turn for turn in segmentation.turns if turn.kind == "answer"]
    if not (2 <= len(segmentation.sections) <= MOST_SECTIONS and answers):
        classified, flags = [leave_open(turn) for turn in answers], list[Flag]()
    else:
        classified, flags = compare_answers(transcript, segmentation, answers, tokenizer, stop)
    return Classifications(
        transcript=transcript.transcript, answers=tuple(classified), flags=tuple(flags)
    )


def leave_open(turn: Turn) -> AnswerClassification:
    """Return the classification of an answer whose words speak for no section."""
    return AnswerClassification(
        turn=turn.id,
        heading_section=turn.section,
        content_section=None,
        probability=None,
        scores=(),
        terms=(),
        agrees=None,
    )


def compare_answers(
    transcript: Transcript,
    segmentation: Segmentation,
    answers: Sequence[Turn],
    tokenizer: Tokenizer,
    stop: StopWords,
) -> tuple[list[AnswerClassification], list[Flag]]:
    """Return the classification of each answer by its similarity to the sections, and flags."""
    sections = segmentation.sections
    turns = segmentation.turns
    headings = [read_heading(section, tokenizer, stop) for section in sections]
    titles = {
        section.id: (section.title, frozenset(heading.words))
        for section, heading in zip(sections, headings, strict=True)
    }
    pieces = [*headings, *read_turns(transcript, segmentation, stop)]
    counts = count(pieces)
    number = {turn.id: len(sections) + index for index, turn in enumerate(turns)}
    classified, flags = [], []
    for answer in answers:
        exchange = [number[answer.id], *(number[q] for q in answer.answers if q in number)]
        descriptions = [
            describe(index, section, turns, number, set(exchange))
            for index, section in enumerate(sections)
        ]
        comparison = compare(counts, exchange, descriptions)
        found = decide(answer, sections, comparison, counts.names)
        classified.append(found)
        words = frozenset(pieces[number[answer.id]].words)
        if is_clear(found, sections, comparison) and words & get_words(found, titles):
            flags.append(make_flag(answer, found, titles))
    return classified, flags


def read_heading(section: Section, tokenizer: Tokenizer, stop: StopWords) -> Piece:
    """Return the heading of a section, without its number."""
    return make_piece([tokenizer.cut(fold_words(section.title))], stop)


def describe(
    heading: int,
    section: Section,
    turns: Sequence[Turn],
    number: dict[str, int],
    exchange: set[int],
) -> Description:
    """Return the pieces that describe a section, without those of the exchange."""
    main, others = [heading], list[int]()
    for turn in turns:
        if turn.section == section.id and number[turn.id] not in exchange:
            (main if turn.kind == "question" else others).append(number[turn.id])
    return Description(main, others)


def decide(
    answer: Turn, sections: Sequence[Section], comparison: Comparison, names: list[str]
) -> AnswerClassification:
    """Return the classification that a comparison amounts to; of equals the first section."""
    best = int(comparison.similarities.argmax())
    similarity = float(comparison.similarities[best])
    if similarity <= 0:
        return leave_open(answer)
    probabilities = soften(comparison.similarities)
    content = sections[best].id
    terms = sorted(
        (-round(added / similarity, DECIMALS), names[term])
        for term, added in comparison.words.of_section(best).items()
    )
    return AnswerClassification(
        turn=answer.id,
        heading_section=answer.section,
        content_section=content,
        probability=round(float(probabilities[best]), DECIMALS),
        scores=tuple(
            SectionScore(section=section.id, probability=round(float(probability), DECIMALS))
            for section, probability in zip(sections, probabilities, strict=True)
        ),
        terms=tuple(Phrase(text=name, weight=-share) for share, name in terms[:MOST_TERMS]),
        agrees=None if answer.section is None else answer.section == content,
    )


def soften(similarities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return probabilities: the softmax of the similarities at TEMPERATURE, less DOUBT."""
    powers = np.exp((similarities - similarities.max()) / TEMPERATURE)
    return np.asarray((1 - DOUBT) * powers / powers.sum() + DOUBT / len(powers))


def is_clear(
    answer: AnswerClassification, sections: Sequence[Section], comparison: Comparison
) -> bool:
    """Return whether the words of an answer clearly speak for another section."""
    if answer.agrees is not False:
        return False
    heading = [section.id for section in sections].index(answer.heading_section or "")
    similarities = comparison.similarities
    return bool(similarities.max() - similarities[heading] >= CLEAR)


def get_words(answer: AnswerClassification, titles: Titles) -> frozenset[str]:
    """Return the words of the heading that an answer's words speak for.

    An answer is flagged only where it has one of them: among headings that say nothing (Part
    One) any section that says more would win.
    """
    return titles[answer.content_section or ""][1]


def make_flag(turn: Turn, answer: AnswerClassification, titles: Titles) -> Flag:
    """Return the flag of an answer whose words clearly speak for another section."""
    heading, content = (
        titles[section or ""][0] for section in (answer.heading_section, answer.content_section)
    )
    percent = round(100 * (answer.probability or 0))
    terms = [term.text for term in answer.terms[:3]]
    return Flag(
        start=turn.start,
        end=turn.end,
        code="section_disagreement",
        message=Bilingual(
            zh=f"此回答位于“{heading}”之下，但其用词更像“{content}”（{'、'.join(terms)}；"
            f"概率{percent}%），请核对原文顺序。",
            en=f"This answer stands under {heading}, but its words speak for {content} "
            f"({', '.join(terms)}; probability {percent} %); check the order of the source.",
        ),
    )


def main(argv: list[str]) -> None:
    """Write the classifications of a batch."""
    parser = argparse.ArgumentParser(prog="pipeline classify", description=__doc__)
    parser.add_argument("--transcripts", type=Path, required=True)
    parser.add_argument("--segments", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args(argv)
    tokenizer, stop = Tokenizer(load_terms()), load_stop_words()
    write(
        options.output,
        for_each(
            "classify",
            lambda transcript, segmentation: classify_answers(
                transcript, segmentation, tokenizer, stop
            ),
            (options.transcripts, Transcript),
            (options.segments, Segmentation),
        ),
    )
