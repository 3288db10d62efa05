"""Finds the hotspot of each answer: among the transcript's own sections, and in the taxonomy.

Reads the clean transcripts, their segmentations, the model and a person's labels; writes one
Classifications per transcript. A section is described by its heading, its questions and its other
answers. Neither the answer nor the questions it answers are among these texts: they stand where
the answer stands, whether that is right or wrong.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.categories import Categories, load_categories
from pipeline.classify.similarity import Description, Similarity, compare_exchange, count_features
from pipeline.cli import make_parser
from pipeline.kept import write_each
from pipeline.knowledge import load_message_file
from pipeline.language.terms.bags import Bag, leave_gaps, read_sentences, read_turns
from pipeline.language.terms.words import StopWords, fold_words, keep_words, load_stop_words
from pipeline.language.tokenizer import Tokenizer, load_tokenizer
from pipeline.limits import limit_flags
from pipeline.records.base import Flag
from pipeline.records.classification import AnswerClassification, Classifications, SectionScore
from pipeline.records.phrases import Phrase
from pipeline.records.segmentation import Section, Segmentation, Turn
from pipeline.records.transcript import Transcript

FLAGS = Path(__file__).with_name("flags.toml")
TEMPERATURE, DOUBT = 0.06, 0.05
"""Of the softmax over similarities, and the part of probability that is spread evenly. Chosen
together by log loss on texts of two other kinds: 568 answers of 60 press conferences to find
among their questions, 287 paragraphs of 6 government reports to find among their headings. The
mean probability was 0.72 where 68 % were right, 0.35 where 39 % were."""
CLEAR_LEAD = 0.3
"""Lead in similarity from which a disagreement is flagged, for editors are mostly right. Of the
paragraphs above, all in their place, 5 of 287 were flagged."""
MOST_SECTIONS = 200
"""With more headings the text is no press conference: no answer is compared with them, and a flag
says so."""
MOST_COMPARED = 100_000_000
"""Answers times characters of the text, with which each answer is compared; a press conference has
a twentieth. Beyond that no answer is compared, and a flag says so."""
MOST_SCORES = 20
"""Sections whose probability is kept for an answer, the likeliest."""
MOST_TERMS = 5
DECIMALS = 4
SectionTitles = dict[str, tuple[str, frozenset[str]]]
"""Each section's title and its words."""


class Language(NamedTuple):
    """What texts are read with."""

    tokenizer: Tokenizer
    stop: StopWords


class AnswerSection(NamedTuple):
    """The section that the words of an answer speak for: fields of an AnswerClassification."""

    heading_section: str | None
    content_section: str | None = None
    probability: float | None = None
    scores: tuple[SectionScore, ...] = ()
    terms: tuple[Phrase, ...] = ()
    agrees: bool | None = None


def classify(
    transcript: Transcript,
    segmentation: Segmentation,
    language: Language,
    categories: Categories,
    before: Classifications | None = None,
) -> Classifications:
    """Return for each answer its section by heading and by its words, and its category.

    With another model only categories differ: the sections are those that were found `before`.
    """
    if not segmentation.analysed:
        return Classifications(transcript=transcript.transcript, answers=(), passages=(), flags=())
    answers = [turn for turn in segmentation.turns if turn.kind == "answer"]
    flags: list[Flag] = []
    sections = [AnswerSection(turn.section) for turn in answers]
    read = read_sentences(transcript, segmentation, language.stop)
    if before:
        sections, flags = [get_section(answer) for answer in before.answers], [*before.flags]
    elif len(segmentation.sections) > 1 and answers:
        too_many = (
            len(segmentation.sections) > MOST_SECTIONS
            or len(answers) * len(transcript.text) > MOST_COMPARED
        )
        if too_many:
            flags = [
                flag_uncompared(len(answers), len(segmentation.sections), len(transcript.text))
            ]
        else:
            turns = read_turns(read, segmentation, language.stop)
            sections, flags = compare_answers(segmentation, answers, turns, language)
    found, passages = categories.find(transcript, segmentation, read, *language)
    return Classifications(
        transcript=transcript.transcript,
        answers=tuple(
            AnswerClassification(turn=turn.id, **section._asdict(), **category._asdict())
            for turn, section, category in zip(answers, sections, found, strict=True)
        ),
        passages=tuple(passages),
        flags=limit_flags(flags),
    )


def get_section(answer: AnswerClassification) -> AnswerSection:
    """Return what was found of the section of an answer."""
    return AnswerSection(*(getattr(answer, name) for name in AnswerSection._fields))


def compare_answers(
    segmentation: Segmentation, answers: Sequence[Turn], read: list[Bag], language: Language
) -> tuple[list[AnswerSection], list[Flag]]:
    """Return the section of each answer by its similarity to the sections, and flags."""
    sections = segmentation.sections
    turns = segmentation.turns
    headings = [read_heading(section, language) for section in sections]
    titles = {
        section.id: (section.title, frozenset(heading.words))
        for section, heading in zip(sections, headings, strict=True)
    }
    pieces = [*headings, *read]
    counts = count_features(pieces)
    number = {turn.id: len(sections) + index for index, turn in enumerate(turns)}
    described = describe_sections(sections, turns)
    classified, flags = [], []
    for answer in answers:
        exchange = [number[answer.id], *(number[q] for q in answer.answers if q in number)]
        descriptions = [leave_exchange_out(set(exchange), section) for section in described]
        comparison = compare_exchange(counts, exchange, descriptions)
        found = decide_section(answer, sections, comparison, counts.names)
        classified.append(found)
        words = frozenset(pieces[number[answer.id]].words)
        if is_clear(found, sections, comparison) and words & get_words(found, titles):
            flags.append(make_flag(answer, found, titles))
    return classified, flags


def read_heading(section: Section, language: Language) -> Bag:
    """Return the heading of a section, without its number."""
    tokens = language.tokenizer.cut(fold_words(section.title))
    return Bag(keep_words(tokens, language.stop), leave_gaps([tokens], language.stop))


def describe_sections(sections: Sequence[Section], turns: Sequence[Turn]) -> list[Description]:
    """Return the pieces that describe each section: the headings come before the turns."""
    found = {section.id: Description([heading], []) for heading, section in enumerate(sections)}
    for number, turn in enumerate(turns, start=len(sections)):
        if turn.section in found:
            section = found[turn.section]
            (section.main if turn.kind == "question" else section.others).append(number)
    return list(found.values())


def leave_exchange_out(exchange: set[int], section: Description) -> Description:
    """Return a description without the pieces of the exchange."""
    if exchange.isdisjoint(section.main) and exchange.isdisjoint(section.others):
        return section
    return Description(
        [piece for piece in section.main if piece not in exchange],
        [piece for piece in section.others if piece not in exchange],
    )


def decide_section(
    answer: Turn, sections: Sequence[Section], comparison: Similarity, names: list[str]
) -> AnswerSection:
    """Return the section that a comparison amounts to; of equals the first."""
    best = int(comparison.similarities.argmax())
    similarity = float(comparison.similarities[best])
    if similarity <= 0:
        return AnswerSection(answer.section)
    probabilities = soften(comparison.similarities)
    content = sections[best].id
    kept = set(np.argsort(-probabilities, kind="stable")[:MOST_SCORES].tolist())
    terms = sorted(
        (-round(added / similarity, DECIMALS), names[term])
        for term, added in comparison.words.of_section(best).items()
    )
    return AnswerSection(
        heading_section=answer.section,
        content_section=content,
        probability=round(float(probabilities[best]), DECIMALS),
        scores=tuple(
            SectionScore(section=section.id, probability=round(float(probability), DECIMALS))
            for number, (section, probability) in enumerate(
                zip(sections, probabilities, strict=True)
            )
            if number in kept
        ),
        terms=tuple(Phrase(text=name, weight=-share) for share, name in terms[:MOST_TERMS]),
        agrees=None if answer.section is None else answer.section == content,
    )


def flag_uncompared(answers: int, sections: int, characters: int) -> Flag:
    """Return the flag of a text whose answers were not held against its sections."""
    return Flag(
        start=0,
        end=characters,
        code="answers_uncompared",
        message=load_message_file(FLAGS)["answers_uncompared"].fill(
            answers=answers, sections=sections
        ),
    )


def soften(similarities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return probabilities: the softmax of the similarities at TEMPERATURE, less DOUBT."""
    powers = np.exp((similarities - similarities.max()) / TEMPERATURE)
    return np.asarray((1 - DOUBT) * powers / powers.sum() + DOUBT / len(powers))


def is_clear(answer: AnswerSection, sections: Sequence[Section], comparison: Similarity) -> bool:
    """Return whether the words of an answer clearly speak for another section."""
    if answer.agrees is not False:
        return False
    heading = [section.id for section in sections].index(answer.heading_section or "")
    similarities = comparison.similarities
    return bool(similarities.max() - similarities[heading] >= CLEAR_LEAD)


def get_words(answer: AnswerSection, titles: SectionTitles) -> frozenset[str]:
    """Return the words of the heading that an answer's words speak for.

    An answer is flagged only where it has one of them: among headings that say nothing (Part
    One) any section that says more would win.
    """
    return titles[answer.content_section or ""][1]


def make_flag(turn: Turn, answer: AnswerSection, titles: SectionTitles) -> Flag:
    """Return the flag of an answer whose words clearly speak for another section."""
    heading, content = (
        titles[section or ""][0] for section in (answer.heading_section, answer.content_section)
    )
    terms = [term.text for term in answer.terms[:3]]
    return Flag(
        start=turn.start,
        end=turn.end,
        code="section_disagreement",
        message=load_message_file(FLAGS)["section_disagreement"].fill(
            heading=heading,
            content=content,
            terms_zh="、".join(terms),
            terms_en=", ".join(terms),
            percent=round(100 * (answer.probability or 0)),
        ),
    )


def main(argv: list[str]) -> None:
    """Write the classifications of a batch."""
    parser = make_parser("classify", __doc__, ("clean", "segment"))
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--labels", type=Path, metavar="TSV")
    options = parser.parse_args(argv)
    language = Language(load_tokenizer(), load_stop_words())
    categories = load_categories(options.weights, options.labels)

    def make(transcript: Transcript, segmentation: Segmentation, line: str = "") -> Classifications:
        before = Classifications.model_validate_json(line) if line else None
        return classify(transcript, segmentation, language, categories, before)

    write_each(
        "classify",
        options.output,
        make,
        (options.clean, Transcript),
        (options.segment, Segmentation),
        given=(options.weights, options.labels),
    )
