"""Stage `segment`: finds what a transcript is made of.

Reads Transcript, writes Segmentation: sections by their headings, turns by the
labels of speakers, sentences by their marks, words by jieba in a spaCy `Doc`.
"""

from collections.abc import Sequence

from spacy.language import Language

from pipeline.artefacts import for_each, write
from pipeline.cli import make_parser
from pipeline.language.structure.lines import Structure, load_structure
from pipeline.language.tokenizer import Tokenizer, load_terms
from pipeline.records.segmentation import Segmentation, Sentence, Turn
from pipeline.records.transcript import Transcript
from pipeline.segment.checks import check_structure
from pipeline.segment.language import make_nlp
from pipeline.segment.speakers import find_speakers, identify
from pipeline.segment.speeches import find_labels, find_sections, find_speeches
from pipeline.segment.turns import Paragraph, make_turns


def segment(
    transcript: Transcript, structure: Structure, tokenizer: Tokenizer, nlp: Language
) -> Segmentation:
    """Return the structure of a transcript."""
    text = transcript.text
    labels = find_labels(transcript)
    sections = find_sections(transcript, labels)
    found = find_speeches(transcript, sections, structure, labels)
    speeches = identify(found, text, structure)
    turns, paragraphs = make_turns(speeches, text, structure)
    return Segmentation(
        transcript=transcript.transcript,
        speakers=tuple(find_speakers(text, speeches, structure, tokenizer)),
        sections=tuple(sections),
        turns=tuple(turns),
        sentences=tuple(make_sentences(text, turns, paragraphs, nlp)),
        flags=tuple(check_structure(transcript, bool(sections), turns)),
    )


def make_sentences(
    text: str, turns: Sequence[Turn], paragraphs: Sequence[Paragraph], nlp: Language
) -> list[Sentence]:
    """Return the sentences of all paragraphs in order, with their tokens."""
    sections = {turn.id: turn.section for turn in turns}
    sentences: list[Sentence] = []
    for paragraph in paragraphs:
        doc = nlp.make_doc(text[paragraph.start : paragraph.end])
        lengths = doc.to_array("LENGTH").tolist()
        for span in doc.sents:
            sentences.append(
                Sentence(
                    id=f"x{len(sentences) + 1}",
                    turn=paragraph.turn,
                    section=sections[paragraph.turn],
                    paragraph=paragraph.block,
                    tokens=tuple(lengths[span.start : span.end]),
                    start=paragraph.start + span.start_char,
                    end=paragraph.start + span.end_char,
                )
            )
    return sentences


def main(argv: list[str]) -> None:
    """Read the clean texts of a batch, write their structure."""
    options = make_parser("segment", __doc__, ("clean",)).parse_args(argv)
    structure, tokenizer = load_structure(), Tokenizer(load_terms())
    nlp = make_nlp(tokenizer)
    write(
        options.output,
        for_each(
            "segment",
            lambda transcript: segment(transcript, structure, tokenizer, nlp),
            (options.clean, Transcript),
        ),
    )
